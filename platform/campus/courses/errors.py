"""What the room of courses may raise:

Refused   somebody asks for what the course's rules do not allow; the message is shown to them
"""


class Refused(Exception):
    """The message says what to do instead."""
