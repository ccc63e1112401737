"""Many senders at once, with the real sealing in real browsers: how quick the door is, and whether it loses any."""
