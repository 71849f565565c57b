"""What Dan's team of a few may learn from a wave: bands, blurred figures, and nothing from which one person could be read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from fairlead.core.pulse import bounds
from fairlead.core.pulse.bounds import BANDS, LOWEST, Thresholds
from fairlead.core.pulse.disclosure import (
    Cell,
    Release,
    Score,
    band_of,
    lifted,
    manifest,
    participation,
    protected,
    read,
    release,
)
from fairlead.core.pulse.items import Answered
from tests.core.pulse.vectors import VECTORS

CORE = {"safe": ("S1", "S2", "S3", "S4"), "matter": ("A1", "A2", "A3", "A4")}
AUDIT = VECTORS["disclosure_audit_0_100"]


def still() -> Mapping[str, float]:
    return defaultdict(float)


def person(safe: float | None = 50, matter: float | None = 50, **items: float) -> Answered:
    core = dict.fromkeys(CORE["safe"], safe) | dict.fromkeys(CORE["matter"], matter)
    there = {code: float(value) for code, value in core.items() if value is not None}
    return Answered(safe, matter, {**there, **{code: float(value) for code, value in items.items()}})


def cell(*people: Answered, roster: int = 0, **more: Any) -> Cell:
    return Cell(people=people, core=CORE, roster=roster or len(people), **more)


def shown(told: Cell, **more: Any) -> Release:
    found = release(told, **{"drawn": still(), **more})
    assert found is not None
    return found


# --- from how many ---


def test_four_of_a_team_of_nine_show_nothing_at_all() -> None:
    assert release(cell(*[person()] * 4, roster=9, comments=("a", "b", "c")), drawn=still()) is None


def test_who_has_a_score_on_one_axis_only_is_no_respondent() -> None:
    people = [person()] * 4 + [person(matter=None)] * 3
    assert release(cell(*people), drawn=still()) is None
    assert shown(cell(*people, person())).respondents == "5-7"


@pytest.mark.parametrize(
    ("n", "name"),
    [(5, "5-7"), (7, "5-7"), (8, "8-11"), (11, "8-11"), (12, "12-19"), (20, "20+"), (400, "20+")],
)
def test_how_many_answered_is_a_band(n: int, name: str) -> None:
    band = band_of(n)
    assert band is not None
    assert band.name == name
    assert shown(cell(*[person()] * n, roster=500)).band is band


def test_fewer_than_five_are_in_no_band() -> None:
    assert [band_of(n) for n in range(5)] == [None] * 5


@pytest.mark.parametrize(
    ("n", "roster", "name"),
    [(5, 11, "<50"), (5, 10, "50-74"), (74, 100, "50-74"), (6, 8, "75-89"), (9, 10, "90+"), (17, 19, "75-89"), (7, 7, "90+")],
)  # fmt: skip
def test_the_share_that_answered_is_a_band(n: int, roster: int, name: str) -> None:
    assert participation(n, roster) == name


def test_nobody_answers_who_was_not_asked() -> None:
    with pytest.raises(ValueError, match="6 of 5"):
        participation(6, 5)


@pytest.mark.parametrize("n", [5, 7, 8, 30])
def test_single_questions_are_shown_from_eight(n: int) -> None:
    told = shown(cell(*[person(S5r=75)] * n))
    assert set(told.items) == (set() if n < 8 else {*CORE["safe"], *CORE["matter"], "S5r"})
    assert ("items" in told.withheld) == (n < 8)


def test_a_question_most_people_skipped_is_not_shown() -> None:
    told = shown(cell(*[person(L1=75)] * 7, *[person()] * 5))
    assert "L1" not in told.items
    assert shown(cell(*[person(L1=75)] * 8, *[person()] * 5)).items["L1"] == Score(75)


def test_comments_are_shown_from_eight_people_and_three_comments_all_together_and_shuffled() -> None:
    three = ("first", " ", "second", "third")
    order = (3, 1, 0, 2)
    assert shown(cell(*[person()] * 8, comments=three), order=order).comments == ("third", "first", "second")
    assert shown(cell(*[person()] * 7, comments=three), order=order).comments == ()
    two = shown(cell(*[person()] * 8, comments=("one", "two")), order=(0, 1))
    assert (two.comments, "comments" in two.withheld) == ((), True)
    with pytest.raises(ValueError, match="order"):
        shown(cell(*[person()] * 8, comments=three), order=(0, 1))


def test_thresholds_may_be_raised_and_are_kept_to() -> None:
    higher = Thresholds(scores=8, items=12, comments=20)
    assert release(cell(*[person()] * 7), drawn=still(), thresholds=higher) is None
    told = shown(cell(*[person()] * 11, comments=("a", "b", "c")), order=(0, 1, 2), thresholds=higher)
    assert (told.items, told.comments) == ({}, ())


@pytest.mark.parametrize("name", list(Thresholds.__dataclass_fields__))
def test_no_threshold_can_be_lowered(name: str) -> None:
    least = getattr(LOWEST, name)
    for lower in (least - 1, 0, -1, None, True, least - 0.5):
        with pytest.raises(ValueError, match="never lowered"):
            Thresholds(**{name: lower})
    assert getattr(Thresholds(**{name: least + 1}), name) == least + 1


# --- how it is blurred ---


def test_the_ends_are_coded_as_the_reference_says() -> None:
    assert {band.name: [band.low, band.high] for band in BANDS} == AUDIT["coding_low_high_by_band"]
    assert tuple(AUDIT["widest_answer_that_must_stay_possible"].values()) == (bounds.OUTSIDER, bounds.INSIDER)
    for band in BANDS:
        assert band.low == 5 * -(-150 // (5 * band.least))


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.name)
def test_a_mean_is_rounded_to_five_and_coded_at_its_ends(band: bounds.Band) -> None:
    def seen(mean: float) -> Score:
        return protected(mean, band, drawn=0, is_changed=False)

    assert {seen(mean) for mean in (0, band.low, band.low + 2.5)} == {Score(band.low, "low")}
    assert seen(band.low + 2.6) == Score(band.low + 5)
    assert {seen(mean) for mean in (band.high - 2.4, 100)} == {Score(band.high, "high")}
    assert seen(band.high - 2.5) == Score(band.high - 5)
    assert [seen(mean) for mean in (62.5, 62.6, 67.5)] == [Score(60), Score(65), Score(65)]


def test_a_sum_of_thirds_on_a_border_is_on_it() -> None:
    five = sum([100 / 3, 100 / 3, 100 / 3, 62.5, 0.0]) / 5
    assert protected(five, BANDS[0], drawn=0, is_changed=False) == Score(30, "low")


def test_noise_is_added_once_for_small_bands_and_where_a_roster_changed_a_little() -> None:
    def seen(n: int, changed: int | None) -> int:
        drawn = defaultdict(float, {"safe": 2.0})
        return shown(cell(*[person(60, 60)] * n, changed=changed), drawn=drawn).safe.value

    assert [seen(n, None) for n in (5, 8, 12, 20)] == [65, 65, 60, 60]
    assert [seen(n, 0) for n in (5, 8, 12, 20)] == [65, 65, 60, 60]
    assert [seen(n, 1) for n in (5, 8, 12, 20)] == [85, 75, 70, 65]
    assert [seen(n, 2) for n in (5, 8, 12, 20)] == [85, 75, 70, 65]
    assert [seen(n, 3) for n in (5, 8, 12, 20)] == [65, 65, 60, 60]


def test_a_step_over_a_small_change_has_no_arrow_below_twelve() -> None:
    def has_arrow(n: int, changed: int | None) -> bool:
        told = shown(cell(*[person()] * n, changed=changed))
        assert ("arrow" in told.withheld) is not told.has_arrow
        return told.has_arrow

    assert [has_arrow(n, 1) for n in (5, 8, 11, 12, 20)] == [False, False, False, True, True]
    assert all(has_arrow(5, changed) for changed in (None, 0, 3))


def test_the_same_draw_makes_the_same_release() -> None:
    told = cell(*[person(40, 80, S5r=0)] * 9, comments=("a", "b", "c"), changed=1)
    drawn = dict.fromkeys((*CORE["safe"], *CORE["matter"], "safe", "matter", "S5r"), 0.3)
    first = release(told, drawn=drawn, order=(2, 0, 1))
    assert first == release(told, drawn=dict(drawn), order=(2, 0, 1))


def test_each_figure_has_a_draw_of_its_own() -> None:
    with pytest.raises(KeyError):
        release(cell(*[person()] * 9), drawn={"safe": 0.0, "matter": 0.0})


# --- what nobody may read from it ---


@pytest.mark.parametrize(("n", "low"), [(5, 30), (10, 20)])
def test_a_team_of_one_mind_against_it_looks_like_one_that_is_not(n: int, low: int) -> None:
    """In figures and, where there are any, in words."""
    unanimous = shown(cell(*[person(0, 0)] * n))
    divided = shown(cell(person(100, 100), person(62.5, 62.5), *[person(0, 0)] * (n - 2)))
    assert unanimous == divided
    assert unanimous.safe == Score(low, "low")


def test_whether_a_team_sees_it_alike_is_told_from_ten_answers_to_every_question() -> None:
    def words(*people: Answered, **more: Any) -> dict[str, str]:
        cell_ = {name: more.pop(name) for name in ("changed",) if name in more}
        return dict(shown(cell(*people, **cell_), **more).alike)

    both = {"safe": "alike", "matter": "alike"}
    assert [words(*[person()] * n) for n in (9, 10)] == [{}, both]
    assert words(*[person(0)] * 5, *[person(100)] * 5) == both | {"safe": "apart"}
    skips = Answered(50, 50, {code: 50.0 for code in (*CORE["safe"], *CORE["matter"]) if code != "S1"})
    assert words(*[person()] * 9, skips) == {"matter": "alike"}
    assert [words(*[person()] * 12, changed=changed) for changed in (0, 1, 2, 3)] == [both, {}, {}, both]
    assert words(*[person()] * 12, thresholds=Thresholds(distributions=13)) == {}
    assert bounds.ALIKE_WITHIN * LOWEST.distributions >= bounds.OUTSIDER + bounds.INSIDER


def test_all_for_it_is_ninety_or_more() -> None:
    assert shown(cell(*[person(100, 100)] * 5)).safe == Score(90, "high")


@pytest.mark.parametrize("n", [8, 12, 20])
def test_a_question_cannot_be_worked_out_from_the_axis_and_the_other_three(n: int) -> None:
    """Three questions near 85 and an axis of 60 or so would tell that nobody gave the fourth more than a little."""
    people = [Answered(62.5, 50, dict(zip(CORE["safe"], (250 / 3, 250 / 3, 250 / 3, 0), strict=True)))] * n
    told = shown(cell(*people))
    least = lifted(0, told.band)
    assert told.items["S4"] == Score(told.band.low, "low")
    assert told.safe == protected((250 + least) / 4, told.band, drawn=0, is_changed=False)


def test_the_manifest_has_the_names_of_the_contract_and_not_what_was_drawn() -> None:
    told = shown(cell(*[person(0, 100, S5r=50)] * 9, roster=10, comments=("a", "b", "c")), order=(0, 1, 2))
    published = manifest(told, zone={"name": None, "between": ["strain"], "probability": 0.5}, spent=["ab"])
    assert list(published) == [
        "respondents", "participation", "safe", "matter", "zone", "items", "comments", "withheld", "spent_sha256",
    ]  # fmt: skip
    assert published["safe"] == {"value": 20, "coded": "low"}
    assert published["matter"] == {"value": 90, "coded": "high"}
    assert published["items"]["S5r"] == {"value": 50, "coded": None}
    assert (published["respondents"], published["participation"]) == ("8-11", "90+")


@pytest.mark.parametrize("changed", [None, 1])
def test_a_manifest_read_again_is_the_release(changed: int | None) -> None:
    told = shown(
        cell(*[person(0, 70, S5r=50)] * 12, changed=changed, comments=("a", "b", "c")), order=(2, 1, 0)
    )
    published = json.loads(json.dumps(manifest(told, zone={}, spent=[])))
    assert ("alike" in published) == (changed is None), "it is there where it is told"
    assert read(published, is_changed=told.is_changed) == told


def test_what_may_be_shown_is_decided_without_numpy() -> None:
    """A server of pages prints the numbers and reads manifests; it must not carry what only a close needs."""
    look = (
        "import sys; from fairlead.core.pulse import ballot, bounds, disclosure, items, parents; "
        "items.instrument(); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout
    assert not {"numpy", "scipy"} & set(loaded.split())


def test_a_release_cannot_be_changed() -> None:
    told = shown(cell(*[person()] * 9))
    with pytest.raises(TypeError):
        told.items["S1"] = Score(95)  # type: ignore[index]
    with pytest.raises(AttributeError):
        told.safe = Score(95)  # type: ignore[misc]
