"""Whom to ask in which state, by which instrument, and what has been agreed."""
