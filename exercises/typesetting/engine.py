"""
Temml inside QuickJS: LaTeX to MathML without Node, in about a millisecond.

One engine a process, one formula at a time, with bounds on time, memory and length. Temml's file
comes from the front-end packages at set-up (assets/temml.min.js); `TEMML` names another place.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import quickjs

_FILE = Path(__file__).parent.parent / "assets" / "temml.min.js"
_MEMORY = 64 * 2**20
_SECONDS = 1
_LONGEST = 20_000

# The engine answers in JSON: a plain string of Temml's comes back as an unknown value type.
_RENDER = """(source, display) => {
  try {
    return JSON.stringify([temml.renderToString(source, {
      displayMode: display, throwOnError: true, annotate: true, trust: false, maxExpand: 1000,
    }), ""]);
  } catch (error) {
    return JSON.stringify(["", String(error.message)]);
  }
}"""


class EngineMissing(RuntimeError):
    """Temml's file is not there: the set-up was not run."""


class Engine:
    """A QuickJS context that holds Temml; made when first used, made anew after a fault."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._render: Any = None
        self._context: Any = None

    def render(self, latex: str, display: bool) -> tuple[str, str]:
        """MathML and no complaint, or no MathML and Temml's complaint."""
        if len(latex) > _LONGEST:
            return "", f"the formula is longer than {_LONGEST} characters"
        with self._lock:
            if self._render is None:
                self._start()
            try:
                markup, complaint = json.loads(self._render(latex, display))
            except quickjs.JSException as fault:  # out of time, memory or stack
                self._render = self._context = None
                return "", f"the formula is too much to typeset ({str(fault).splitlines()[0]})"
        return str(markup), str(complaint)

    def _start(self) -> None:
        file = Path(os.environ.get("TEMML", _FILE))
        if not file.exists():
            raise EngineMissing(f"{file} is missing; `./run` puts it there at set-up")
        self._context = quickjs.Context()
        self._context.set_memory_limit(_MEMORY)
        self._context.set_time_limit(-1)
        self._context.eval(file.read_text(encoding="utf-8"))
        self._render = self._context.eval(_RENDER)
        self._context.set_time_limit(_SECONDS)


ENGINE = Engine()

# A child process forked while another thread typesets would wait for that thread for ever.
os.register_at_fork(after_in_child=lambda: ENGINE.__init__())  # type: ignore[misc]
