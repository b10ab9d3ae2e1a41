"""Doors of accounts: `door` (signing in), `own` (settings), `administration`."""
