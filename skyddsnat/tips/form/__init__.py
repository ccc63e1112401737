"""The public form, its receipt and the mailbox: from what somebody saw to a tip that only the receiver can read."""
