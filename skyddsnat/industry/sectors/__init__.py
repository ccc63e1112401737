"""What to do at a workplace of each sector, and that tips given with its code have been received."""
