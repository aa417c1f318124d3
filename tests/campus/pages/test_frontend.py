"""The front-end build: exact versions, light pages, no address of another origin."""

import gzip
import json
import re
from pathlib import Path

import pytest

from campus.frontend import build

HERE = build.HERE


def test_every_package_has_its_exact_version() -> None:
    package = json.loads((HERE / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [v for v in versions.values() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


def test_a_change_of_a_source_changes_the_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "HERE", tmp_path)
    file = tmp_path / "app.js"
    file.write_text("1")
    before = build._digest([file])
    file.write_text("2")
    assert build._digest([file]) != before


built = pytest.mark.skipif(
    not (build.DIST / ".stamp").exists(), reason="the front end is not built"
)


@built
def test_an_exercise_page_weighs_little_before_the_editor() -> None:
    """Scripts, styles and icons together at most 60 kB gzipped, with the parts of every widget;
    the editors of programs and formulas come later, when they are asked for."""
    parts = [
        path
        for path in build.DIST.rglob("*")
        if path.suffix in (".js", ".css", ".svg") and not re.match(r"editor|mathfield", path.name)
    ]
    assert len(parts) > 3
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in parts) <= 60_000


@built
def test_every_icon_that_a_template_asks_for_is_in_the_sprite() -> None:
    asked = {
        icon
        for path in (build.ROOT / "templates").rglob("*.html")
        for icon in re.findall(r'{% icon "([\w-]+)"', path.read_text())
    }
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (build.DIST / "icons.svg").read_text()))
    assert asked - drawn == set()


@built
def test_styles_load_nothing_from_elsewhere() -> None:
    style = (build.DIST / "style.css").read_text()
    addresses = re.findall(r"url\(\"?([^)\"]+)", style)
    assert addresses
    assert [a for a in addresses if not a.startswith(("./assets/", "data:"))] == []
