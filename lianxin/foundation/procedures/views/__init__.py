"""Doors of the cases: the desk, one case, what is done around it, one's own."""
