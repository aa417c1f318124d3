"""The tracks are read strictly, and lead where the map of skills says."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.errors import SourceError
from exercises.skills import read_skills
from exercises.tracks import TRACK_FILE, read_tracks


def test_three_tracks_walk_the_map_with_their_skills() -> None:
    skills = read_skills()
    sizes = {track.id: len(track.skills(skills)) for track in read_tracks().values()}
    assert sizes == {"ds": 117, "mle": 127, "rs": 135}


def test_a_track_is_closed_under_prerequisites() -> None:
    skills = read_skills()
    for track in read_tracks().values():
        own = set(track.skills(skills))
        assert all(own.issuperset(skills.skills[name].prerequisites) for name in own)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("for_whom:", "for_who:", "unknown field `for_who`; did you mean `for_whom`?"),
        ("  hours_a_week: 5\n", "", "the field `hours_a_week` is missing"),
        ('title: "Data scientist"', 'title: "Statistician"', "the title is not that of the map"),
        ("M08, M13, M14,", "M08, M13,", "`order` must name each module of the map once"),
        ("[M00, M01, M02,", "[M15, M00, M01, M02,", "must name each module of the map once"),
        ("- id: mle", "- id: ml", "the title is not that of the map"),
    ],
)
def test_wrong_tracks_are_explained(old: str, new: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "tracks.yaml"
    text = TRACK_FILE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError) as wrong:
        read_tracks(file)
    assert message in wrong.value.message


def test_an_order_that_runs_ahead_of_its_prerequisites_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tracks.yaml"
    text = TRACK_FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("[M00, M01,", "[M15, M00, M01,", 1).replace(", M15]", "]", 1))
    with pytest.raises(SourceError, match="most of M15 comes before what it needs"):
        read_tracks(file)
