"""What people type at a step, and the short forms around a case."""
