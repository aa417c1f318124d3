"""Style sheets, scripts and fonts as browsers fetch them: hashed names, compressed, in one folder.

    python -m campus.serving.collecting

Compressing well takes seconds, so it is part of the set-up and is done again only when the front
end was built anew. STATIC_ROOT in the environment names another folder.
"""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
COLLECTED: Final = ROOT / "platform" / "campus" / "frontend" / ".served"
BUILT: Final = ROOT / "platform" / "campus" / "frontend" / "dist" / ".stamp"


def main() -> int:
    folder = Path(os.environ.setdefault("STATIC_ROOT", str(COLLECTED)))
    stamp, wanted = folder / ".collected", BUILT.read_text()
    if stamp.exists() and stamp.read_text() == wanted:
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
    import django  # only now: most starts end above
    from django.core.management import call_command

    django.setup()
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=folder.exists())
    stamp.write_text(wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
