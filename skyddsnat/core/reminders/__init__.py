"""Reminders by e-mail: what each person has chosen, what is due to be said, and sending it once."""
