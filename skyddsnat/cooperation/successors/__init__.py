"""Whether an organisation's cases may go on to the authority that takes over: its yes, and which rows go with it."""
