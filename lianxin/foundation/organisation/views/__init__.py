"""Doors of the tree, one file per noun; urls.py names each."""
