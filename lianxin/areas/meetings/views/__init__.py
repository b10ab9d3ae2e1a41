"""Doors of meetings: `desk` (the keepers' pages), `room` (the screen and the list), `record`
(minutes and what is frozen), `door` (the scanned link), `phone` (a member's own pages)."""
