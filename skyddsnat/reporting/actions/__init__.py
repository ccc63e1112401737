"""Every write of the room: the prose and its drafts, comments, and the versions of the report."""
