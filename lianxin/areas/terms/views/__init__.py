"""Doors of terms: the board, a unit's term, candidates, votes, the two tellers."""
