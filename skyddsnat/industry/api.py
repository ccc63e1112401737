"""The room's one door for other rooms."""
