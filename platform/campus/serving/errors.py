"""
Everything that may keep a site from starting. The message is one sentence for the person at the
terminal: what is the matter, and what to do about it.

    CannotServe
      StateTrouble     the state folder: another owner, in use, newer than this code
      PlatformTrouble  this machine: no wheel, no unprivileged user, a port that is taken
      ProgramTrouble   one of the programs did not start; its log is named
"""


class CannotServe(Exception):
    """A site cannot be started here and now."""


class StateTrouble(CannotServe):
    """The state folder cannot be used by us."""


class PlatformTrouble(CannotServe):
    """This machine lacks something, or something is in the way."""


class ProgramTrouble(CannotServe):
    """A program ended or stayed silent when it should have come up."""
