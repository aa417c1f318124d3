"""`./run manage makemessages -l de`: Django's own, which also collects what the grader says."""

from __future__ import annotations

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    def __init__(self) -> None:
        super().__init__()
        # grader.sentences.say marks a sentence there, where Django's gettext is not known.
        self.xgettext_options = [*self.xgettext_options, "--keyword=say:1"]
