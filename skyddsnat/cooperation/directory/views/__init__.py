"""Pages of the directory: parse, call, render."""
