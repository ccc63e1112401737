"""One way to take in tables: choose, say what the columns are, look at it, load it whole, and undo it whole."""
