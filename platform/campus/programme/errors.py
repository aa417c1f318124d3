"""What the programme does not allow."""


class Refused(ValueError):
    """The message says why, and what can be done instead."""
