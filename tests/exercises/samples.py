"""Small exercises for the tests, and a way to spoil them."""

from __future__ import annotations

SQUARE = """---
id: square
version: 1
title: A square
skills: [exp-log-rules]
level: 1
minutes: 2
---
```python draw
x = symbols("x")
a = d.int(3, 31)
b = d.int(2, 31)
require(a != b)
s = a**2
t = lambda s: s + b
```
Take $a = {{ a }}$ and $b = {{ b }}$.

**(a)** $a^2 =$ [[s: exact; label=Square of a]]

**(b)** $a^2 + b =$ [[t: exact; carry=0.5; label=Sum]]

**(c)** $a^2$ is [[sure: mc; label=Sign]]
- [x] positive
- [ ] negative **minus** — A square is never negative.

## Hints
1. A square is a product.
2. (t) Add $b$ to what you found.

## Mistakes
- `s = 2*a` **doubled** — You doubled $a$; multiply it by itself.
- `t = s - b` **subtracted** — Add $b$.

## Solution
$a^2 = {{ a }}\\cdot{{ a }} = {{ s }}$.
Adding ${{ b }}$ gives ${{ t }}$, whatever else is asked of you here.
"""

CODE = """---
id: twice
version: 1
title: Twice
skills: [numpy-vectorisation]
level: 1
minutes: 5
kind: code
entry: twice
limits: {cpu_s: 2, mem_mb: 256}
ban: [scipy]
---
```python draw
k = [d.int(1, 99) for _ in range(3)]
```
Write `twice(x)`, which doubles each entry of ${{ k }}$.

[[code: twice; label=Your function]]

```python starter
import numpy as np

def twice(x):
    ...
```
```python reference
import numpy as np

def twice(x):
    return 2 * np.asarray(x)
```
```python visible
def test_example(f, np, p):
    "The example."
    assert close(f(np.array(p.k)), 2 * np.array(p.k))
```
```python hidden
def test_negative(f, np, p):
    "Negative entries."
    assert close(f(np.array([-1, 0])), np.array([-2, 0]))
```
```python mutant absolute
import numpy as np

def twice(x):
    return 2 * np.abs(x)
```

## Hints
1. NumPy multiplies entry by entry.
2. A list is no array.

## Mistakes
- **absolute** (`test_negative`) — The sign is lost.

## Solution
Entry by entry, $2\\cdot {{ k[0] }}$ and so on; NumPy does that for arrays of every shape.
"""


def changed(text: str, old: str, new: str) -> str:
    """The text with one passage replaced; the passage must be there."""
    assert old in text, old
    return text.replace(old, new, 1)
