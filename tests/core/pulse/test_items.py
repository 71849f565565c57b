"""What a wave asks: ten questions, always one about change, under licences we may ship; and what one person's answers make."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from fairlead.core.pulse import items
from fairlead.core.pulse.items import Instrument, answered, asked_in, instrument, instrument_from
from fairlead.core.refusals import Refusal
from tests.house.test_words import blaming

OURS = instrument()
EVERY = sorted(path.name for path in files("fairlead.core.pulse").joinpath("instruments").iterdir())


def data() -> dict[str, Any]:
    text = (
        files("fairlead.core.pulse")
        .joinpath("instruments", "fairlead-pulse.json")
        .read_text(encoding="utf-8")
    )
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("file", EVERY)
def test_every_instrument_may_be_shipped_and_says_who_made_it(file: str) -> None:
    told = instrument(file.removesuffix(".json"))
    assert told.licence in {"CC0", "CC-BY-4.0", "OGL-3.0", "US-PD"}
    assert told.attribution
    assert told.version
    assert f"{told.id}.json" == file
    assert len({item.code for item in told.items}) == len(told.items)


@pytest.mark.parametrize("licence", ["CC-BY-SA-4.0", "CC-BY-NC-4.0", "proprietary", ""])
def test_a_wording_under_another_licence_is_not_shipped(licence: str) -> None:
    with pytest.raises(ValueError, match="licence"):
        instrument_from({**data(), "licence": licence})


def test_an_instrument_names_somebody_and_reverses_only_what_it_asks() -> None:
    with pytest.raises(ValueError, match="nobody"):
        instrument_from({**data(), "attribution": " "})
    with pytest.raises(ValueError, match="reversed"):
        instrument_from({**data(), "reversed": ["Z9"]})


def test_every_question_is_there_in_english_and_german() -> None:
    for told in (OURS.name, OURS.about, OURS.lowest, OURS.highest, *(item.text for item in OURS.items)):
        assert all(told[language].strip() for language in ("en", "de"))
        assert told["en"] != told["de"]


def test_the_wordings_blame_nobody_but_where_two_say_that_nobody_is_blamed() -> None:
    said = {item.code: [*item.text.values(), *(item.mirror or {}).values()] for item in OURS.items}
    assert {code for code, texts in said.items() if any(map(blaming, texts))} <= {"S2", "L2"}


def test_a_leader_is_asked_the_core_about_the_team() -> None:
    assert [item.code for item in OURS.items if item.mirror] == list(OURS.codes("safe", "matter"))


def test_a_wave_asks_the_core_one_that_rotates_and_one_about_change() -> None:
    waves = [asked_in(OURS, wave) for wave in range(1, 11)]
    for asked in waves:
        assert asked[:8] == ("S1", "S2", "S3", "S4", "A1", "A2", "A3", "A4")
        assert len(set(asked)) == 10
        assert [code[0] for code in asked].count("C") == 1
    assert {code for asked in waves for code in asked} == {item.code for item in OURS.items}
    assert waves == [asked_in(OURS, wave) for wave in range(1, 11)]


def test_whether_something_changed_is_asked_after_an_agreement_and_never_first() -> None:
    assert asked_in(OURS, 1, has_change=True)[-1] == "C2"
    assert [asked_in(OURS, wave, has_change=True)[-1] for wave in (2, 3, 4)] == ["C1"] * 3
    assert [asked_in(OURS, wave)[-1] for wave in (1, 2, 3, 4)] == ["C2", "C1", "C2", "C1"]
    with pytest.raises(ValueError, match="counted"):
        asked_in(OURS, 0)


def scored(told: Instrument = OURS, **given: Any) -> items.Answered:
    return answered(told, given, tuple(item.code for item in told.items))


def test_a_score_is_the_mean_of_what_was_answered_from_0_to_100() -> None:
    one = scored(S1=7, S2=7, S3=1, S4=1, A1=7, A2=7, A3=7, A4=None)
    assert (one.safe, one.matter) == (50, 100)
    assert one.items["S3"] == 0
    assert "A4" not in one.items


def test_fewer_than_three_of_four_are_no_score() -> None:
    one = scored(S1=7, S2=7, A1=4, A2=4, A3=4)
    assert (one.safe, one.matter) == (None, 50)


def test_what_is_asked_the_other_way_round_is_turned_first() -> None:
    one = scored(S5r=7, A5r=1, A6=7)
    assert one.items == {"S5r": 0, "A5r": 100, "A6": 100}


@pytest.mark.parametrize("point", [0, 8, 3.5, "4", True, [4], -1])
def test_what_is_no_point_is_refused(point: Any) -> None:
    with pytest.raises(Refusal, match="bad_field: answers"):
        scored(S1=point)


def test_what_was_not_asked_is_refused() -> None:
    with pytest.raises(Refusal, match="bad_field: answers"):
        answered(OURS, {"C1": 4}, asked_in(OURS, 1))
