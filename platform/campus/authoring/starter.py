"""What a new manuscript begins with: a small exercise that passes the checker."""

from __future__ import annotations

from typing import Final

_STARTER: Final = """---
id: {slug}
version: 1
title: {title}
skills: [sum-product-notation]
level: 1
minutes: 3
---
```python draw
n = d.int(4, 12)
c = d.int(2, 9)
s = c * n * (n + 1) // 2
```
Work out $\\\\displaystyle\\\\sum_{{k=1}}^{{ {{{{ n }}}} }} {{{{ c }}}}k$. [[s: exact; label=Sum]]

## Hints
1. Take the common factor {{{{ c }}}} out of the sum.
2. The first $m$ whole numbers add up to $m(m+1)/2$.

## Mistakes
- `s = n * (n + 1) // 2` **lost-factor** — Every term has the factor {{{{ c }}}}: where has it gone?

## Solution
The factor {{{{ c }}}} comes out, and the first {{{{ n }}}} whole numbers add up to
{{{{ n }}}} times {{{{ n + 1 }}}}, halved. So the sum is ${{{{ s }}}}$.
"""


def starter(slug: str, title: str) -> str:
    return _STARTER.format(slug=slug, title=_quoted(title)).replace("\\\\", "\\")


def renamed(source: str, slug: str) -> str:
    """The text with `slug` as its id; every other byte stays."""
    lines = source.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if line.startswith("id:"):
            end = line[len(line.rstrip("\r\n")) :]
            lines[place] = f"id: {slug}{end}"
            break
    return "".join(lines)


def _quoted(title: str) -> str:
    """The title as YAML takes it: plain words stay plain."""
    plain = title.replace(" ", "").replace("-", "")
    return title if plain.isalnum() else '"' + title.replace("\\", "").replace('"', "'") + '"'
