"""The plan as a whole: how its parts depend on each other, how it has changed, and the versions that are approved."""
