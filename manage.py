#!/usr/bin/env python
"""Django's command line. `platform/` is a folder on the path and must never hold an `__init__.py`:
as a package it would hide Python's own `platform` module, and Celery would not start."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(1, str(Path(__file__).resolve().parent / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
