"""The house rules that no other tool holds: what may lie where, and what may never be written."""

import os
import platform
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Rooms may not grow without end; above this a file holds two ideas.
LONGEST = {"tests": 600}
ELSEWHERE = 300
#: Programs that learners might send, kept as they would send them.
HOSTILE = ROOT / "tests" / "grader" / "attacks"


def files(*patterns: str) -> list[Path]:
    """The files of the project as git knows them, and new ones it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def test_python_finds_its_own_platform_module() -> None:
    assert platform.system()
    assert ROOT not in Path(platform.__file__).parents


@pytest.mark.parametrize("name", ["__init__.py", "conftest.py"])
def test_the_platform_folder_never_becomes_a_package(name: str) -> None:
    assert not (ROOT / "platform" / name).exists()
    assert not (ROOT / "tests" / "platform").exists()


def test_the_supervisor_knows_neither_django_nor_celery() -> None:
    """The parent of a site stays small and starts at once."""
    script = "import sys, campus.serving.__main__; print(*sys.modules)"
    modules = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    assert not {"django", "celery", "sympy", "numpy"} & set(modules)


def test_every_package_but_platform_has_its_init_file() -> None:
    missing = {
        path.parent
        for path in files("exercises/**.py", "grader/**.py", "platform/campus/**.py", "tests/**.py")
        if not (path.parent / "__init__.py").exists() and HOSTILE not in path.parents
    }
    assert missing == set()


def test_no_file_holds_two_ideas() -> None:
    code = [
        path for path in files("*.py", "*.js", "*.css", "*.html") if "migrations" not in path.parts
    ]
    long = {
        str(path.relative_to(ROOT)): lines
        for path in code
        if (lines := len(path.read_text().splitlines()))
        > LONGEST.get(path.relative_to(ROOT).parts[0], ELSEWHERE)
    }
    assert long == {}


def test_lock_files_name_no_address() -> None:
    locks = files("requirements/*.txt", "*package-lock.json", "*.npmrc")
    assert len(locks) >= 3
    named = [
        f"{path.name}: {line.strip()}"
        for path in locks
        for line in path.read_text().splitlines()
        if re.search(r'"resolved"|https?://', line)
        and '"url"' not in line  # funding links are none
    ]
    assert named == []


def test_what_is_installed_is_locked_by_hash() -> None:
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        pinned = re.findall(r"^[a-z0-9][\w.-]*==", text, re.M)
        assert len(pinned) > 20
        assert len(re.findall(r"==.*\\\n +--hash=sha256:", text)) == len(pinned)


def test_both_locks_agree() -> None:
    """The tests run on what the site runs on."""
    base, dev = (
        set(
            re.findall(
                r"^[a-z0-9][\w.-]*==[^\\]*", (ROOT / "requirements" / name).read_text(), re.M
            )
        )
        for name in ("base.txt", "dev.txt")
    )
    assert base - dev == set()


#: What a site's processes import, and how a queue's address is taken up.
A_SITE = """
import sys
import campus.wsgi, campus.celery, grader.worker, gunicorn.app.wsgiapp, gunicorn.workers.gthread
import kombu.transport.redis, django.urls, campus.serving.__main__, exercises.__main__
django.urls.get_resolver().url_patterns
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_a_site_runs_on_what_the_sites_lock_installs() -> None:
    """A package that only the tests install must not be found missing by the first newcomer."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "campus.settings"}
    said = subprocess.check_output([sys.executable, "-c", A_SITE], env=environment, text=True)
    owners = packages_distributions()
    used = {owner for module in said.split() for owner in owners.get(module, [])}
    locked = re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements/base.txt").read_text(), re.M)
    used -= {"greenlet", "setuptools"}  # taken where they are there, not missed where they are not
    assert len(used) > 15
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in used} - set(locked) == set()


def test_no_third_party_code_is_committed() -> None:
    assert files("**/vendor/**", "**/node_modules/**", "**.min.js", "**.woff2", "**.whl") == []


@pytest.mark.parametrize(
    ("pattern", "rooms"),
    [
        (r"\b(?:sympify|parse_expr|S)\(", ["grader/*.py"]),  # text never reaches SymPy's parsers
        (r"\bpickle\.|\bmarshal\.", ["grader/*.py", "exercises/*.py"]),  # values cross as data
    ],
)
def test_code_that_is_never_written(pattern: str, rooms: list[str]) -> None:
    written = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files(*rooms)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line.partition("#")[0])
    ]
    assert written == []


def test_the_house_knows_nothing_of_the_machine_it_was_written_on() -> None:
    told = re.compile(r"/work/|\.\./shared")
    written = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files("*.py", "*.md", "*.toml", "*.html", "*.js", "*.mjs", "*.yml", "run")
        if path.name != "test_house.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if told.search(line)
    ]
    assert written == []


def test_the_readme_names_only_what_is_there() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text()
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        verbs = set(re.findall(r"\./run ([a-z]+)", text))
        assert [link for link in links if not (ROOT / link).exists()] == []
        known = set(re.findall(r"^([a-z]+)\) ", (ROOT / "run").read_text(), re.M))
        assert verbs <= known
