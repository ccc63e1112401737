"""What only a survey or another source can tell of an indicator, and the target it is held to."""
