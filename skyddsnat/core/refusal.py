"""A rule that says no, in words for the person who tried."""


class Refused(ValueError):
    """Something is not allowed or not possible now; the message is a whole translated sentence."""
