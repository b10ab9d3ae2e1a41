"""What people may type at the doors of the tree, one file per noun."""
