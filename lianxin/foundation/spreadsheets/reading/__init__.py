"""Reading spreadsheets as people really make them. Knows no tables and no field of work."""
