"""A story is two strands: apart, tied, loosened, tied again."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from fairlead.core.promise.rules import ACTS, ENDS, OPEN
from fairlead.doors import drawings
from fairlead.doors.drawings import APART, LOOSE, TIED, Role, ring, steps_done, story

ALICE: Role = "asker"
DAN: Role = "doer"


def span(strand: str) -> tuple[int, int]:
    """How far apart the strands are above and below."""
    ends = []
    for path in (r'class="sa[^"]*" d="([^"]*)"', r'class="sb[^"]*" d="([^"]*)"'):
        found = re.search(path, strand)
        assert found
        points = re.split("[ML]", found[1])[1:]
        ends.append((float(points[0].split()[0]), float(points[-1].split()[0])))
    (a0, a1), (b0, b1) = ends
    return round(b0 - a0), round(b1 - a1)


def test_the_strands_run_apart_until_both_agree() -> None:
    knots = story([("request", ALICE), ("counter", DAN), ("accept", ALICE)], is_open=True)
    assert [span(knot.strand) for knot in knots] == [
        (APART, APART),
        (APART, APART),
        (APART, TIED),
        (TIED, TIED),
    ]


def test_a_side_that_has_not_spoken_is_dotted() -> None:
    asked, countered, ahead = story([("request", ALICE), ("counter", DAN)], is_open=True)
    assert 'class="sb dashed"' in asked.strand
    assert 'class="sa"' in asked.strand
    assert "dashed" not in countered.strand
    assert ahead.strand.count("dashed") == 2


def test_a_risk_loosens_and_a_new_agreement_ties_again() -> None:
    acts = [
        ("request", ALICE),
        ("accept", DAN),
        ("flag_risk", DAN),
        ("propose_change", ALICE),
        ("agree", DAN),
    ]
    spans = [span(knot.strand) for knot in story(acts, is_open=True)]
    assert spans[2] == (TIED, LOOSE)
    assert LOOSE > spans[3][1] > TIED
    assert spans[4][1] == TIED


def test_keeping_what_was_agreed_ties_again() -> None:
    acts = [
        ("request", ALICE),
        ("accept", DAN),
        ("propose_change", DAN),
        ("keep_terms", ALICE),
        ("note", DAN),
    ]
    spans = [span(knot.strand) for knot in story(acts, is_open=True)]
    assert spans[2] == (TIED, LOOSE)
    assert spans[3:5] == [(LOOSE, TIED), (TIED, TIED)]


def test_an_agreement_belongs_to_both_sides() -> None:
    request, accept, *_ = story([("request", ALICE), ("accept", DAN)], is_open=True)
    assert (request.side, accept.side) == ("a", "ab")


def test_nothing_follows_an_end() -> None:
    knots = story([("offer", DAN), ("decline", ALICE)], is_open=False)
    assert len(knots) == 2
    assert knots[-1].strand == ""


def test_a_long_story_is_drawn_whole() -> None:
    acts = [("request", ALICE), ("accept", DAN), *[("note", DAN)] * 200]
    knots = story(acts, is_open=True)
    assert len(knots) == 203
    assert all(ET.fromstring(knot.strand) is not None for knot in knots)


@pytest.mark.parametrize("act", ["request", "offer", *ACTS])
def test_every_act_has_an_icon(act: str) -> None:
    assert act in drawings.ICONS


@pytest.mark.parametrize("stage", [*OPEN, *ENDS])
def test_every_stage_has_a_ring_with_a_label(stage: str) -> None:
    drawn = ET.fromstring(ring(stage))
    assert drawn.attrib["aria-label"]
    assert sum("arc " in part.attrib.get("class", "") for part in drawn) == 4
    assert ("arc-dot" in ring(stage)) == (stage in OPEN)


def test_only_a_kept_promise_closes_the_ring() -> None:
    closed = [stage for stage in [*OPEN, *ENDS] if steps_done(stage) == 4]
    assert closed == ["satisfied"]
    assert "arc-tick" in ring("satisfied")


def test_an_open_conversation_is_marked() -> None:
    assert "risk" in ring("CHANGE/PROMISED")
    assert "risk" in ring("GAP")
    assert "risk" in ring("PROMISED", is_talking=True)
    assert "risk" not in ring("PROMISED")


def test_a_label_is_inert() -> None:
    assert "<script" not in ring("PROMISED", label='"><script>')
