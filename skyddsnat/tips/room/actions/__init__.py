"""Every write of the room: a verb, by somebody, with its line in the log."""
