"""Everything of an authority to the authority that takes over, in a file that any program can read."""
