"""Doors of importing, one file per step; urls.py names each."""
