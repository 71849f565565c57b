"""Terms: what a version may say, what carries over, and the check-by moment that comes with a date."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from fairlead.core.calendar import parse_moment, written
from fairlead.core.promise.terms import Need, Terms, dates_of, is_blank, terms_from, words_of
from fairlead.core.refusals import Refusal
from tests.core.promise.cast import (
    DAY,
    FRIDAY_NOON,
    MONDAY,
    ZONE,
    Story,
    in_gap,
    on,
    opened,
    promised,
)

LONG = {"outcome": 300, "purpose": 10_000, "background": 10_000}


def refused(**terms: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        opened(**terms)
    return refusal.value


def said(refusal: Refusal) -> tuple[str, str | None]:
    return refusal.code, refusal.field


# --- what must be there ---


@pytest.mark.parametrize("blank", ["", "  \n\t", [], {}])
def test_alice_asks_for_something_or_does_not_ask(blank: Any) -> None:
    assert said(refused(outcome=blank)) == ("missing_field", "outcome")
    assert said(refused(outcome=None)) == ("missing_field", "outcome")


def test_an_ask_may_be_sent_without_a_date_or_a_standard() -> None:
    terms = opened(due=None, standard=None, purpose=None).promise.terms
    assert terms == Terms(outcome="The board has the costs of the new warehouse")


def test_nobody_promises_what_has_no_date_or_no_standard() -> None:
    for lacking in ("due", "standard"):
        story = opened(**{lacking: None})
        assert "accept" not in story.acts(story.promise.doer)
        with pytest.raises(Refusal) as refusal:
            story.dan("accept")
        assert said(refusal.value) == ("missing_field", lacking)
    with pytest.raises(Refusal, match="missing_field: due"):
        opened(due=None, standard=None).dan("accept")


@pytest.mark.parametrize("blank", ["", " ", None, []])
def test_terms_given_for_nothing_are_missing(blank: Any) -> None:
    with pytest.raises(Refusal, match="missing_field: terms"):
        opened().dan("counter", terms=blank)
    with pytest.raises(Refusal, match="missing_field: terms"):
        opened().dan("counter", terms={})


@pytest.mark.parametrize("nonsense", ["soon", 7, True, ["outcome"], 1.5])
def test_terms_are_a_mapping(nonsense: Any) -> None:
    with pytest.raises(Refusal, match="bad_field: terms"):
        opened().dan("counter", terms=nonsense)


# --- what a field may hold ---


@pytest.mark.parametrize(("field", "most"), LONG.items())
def test_a_text_is_as_long_as_allowed_and_no_longer(field: str, most: int) -> None:
    assert getattr(opened(**{field: "é" * most}).promise.terms, field) == "é" * most
    assert said(refused(**{field: "é" * (most + 1)})) == ("bad_field", field)


def test_a_standard_has_twelve_conditions_of_500_signs_at_most() -> None:
    full = ["x" * 500] * 12
    assert opened(standard=full).promise.terms.standard == tuple(full)
    assert said(refused(standard=[*full, "x"])) == ("bad_field", "standard")
    assert said(refused(standard=["x" * 501])) == ("bad_field", "standard")
    assert said(refused(standard=["one", " "])) == ("missing_field", "standard")
    assert said(refused(standard="one")) == ("bad_field", "standard")
    assert said(refused(standard=[1])) == ("bad_field", "standard")


@pytest.mark.parametrize("field", ["outcome", "purpose", "background"])
@pytest.mark.parametrize("nonsense", [7, True, ["x"], {"x": 1}, "a\0b", "\ud800"])
def test_a_text_is_a_text_that_every_database_keeps(field: str, nonsense: Any) -> None:
    assert said(refused(**{field: nonsense})) == ("bad_field", field)


def test_words_are_kept_exactly_as_they_were_written() -> None:
    hostile = "  <b>'; DROP\r\n\u202e\u200b\x01\x7f Zoë 👩‍👩‍👧 "
    assert opened(outcome=hostile).promise.terms.outcome == hostile


@pytest.mark.parametrize("field", ["due", "assess_by"])
@pytest.mark.parametrize(
    "nonsense",
    [
        "2026-11-27",
        "2026-11-27T12:00:00",
        "tomorrow",
        "2026-13-01T00:00:00Z",
        17,
        ["x"],
        "2026-11-27T12:00+01:00[Nowhere/At_all]",
    ],
)
def test_a_moment_has_its_offset(field: str, nonsense: Any) -> None:
    assert said(refused(**{field: nonsense})) == ("bad_field", field)


def test_a_moment_keeps_the_zone_it_names_and_else_the_senders() -> None:
    assert opened(due="2026-11-27T12:00:00Z[America/Lima]").promise.terms.due == parse_moment(
        "2026-11-27T12:00:00Z", zone="America/Lima"
    )
    due = opened(due="2026-11-27T12:00:00-05:00").promise.terms.due
    assert due == parse_moment("2026-11-27T17:00:00Z", zone=ZONE)


@pytest.mark.parametrize("field", ["due", "assess_by", "check_ins", "needs"])
def test_moments_given_lie_ahead(field: str) -> None:
    def given(at: datetime) -> dict[str, Any]:
        values = {"check_ins": [on(at)], "needs": [{"text": "The key", "due": on(at)}]}
        clear = {} if field == "due" else {"due": None}
        return {**clear, field: values.get(field, on(at))}

    assert said(refused(**given(MONDAY))) == ("bad_field", field)
    assert said(refused(**given(MONDAY - DAY))) == ("bad_field", field)
    assert opened(**given(MONDAY + timedelta(seconds=1)))


def test_check_ins_are_moments_before_the_date_in_their_order() -> None:
    tuesday, thursday = on(MONDAY + DAY), on(MONDAY + 3 * DAY)
    terms = opened(check_ins=[thursday, tuesday]).promise.terms
    assert [written(moment) for moment in terms.check_ins] == [tuesday, thursday]
    assert said(refused(check_ins=[tuesday, FRIDAY_NOON])) == ("bad_field", "check_ins")
    assert said(refused(check_ins=tuesday)) == ("bad_field", "check_ins")
    assert said(refused(check_ins=["x", ""])) == ("missing_field", "check_ins")
    assert len(opened(check_ins=[tuesday] * 50).promise.terms.check_ins) == 50
    assert said(refused(check_ins=[tuesday] * 51)) == ("bad_field", "check_ins")


def test_what_the_doer_needs_has_words_and_a_date() -> None:
    tuesday = on(MONDAY + DAY)
    text = "The lease, " + "x" * 9_989
    needs = opened(needs=[{"text": text, "due": tuesday}]).promise.terms.needs
    assert needs == (Need(text, parse_moment(tuesday, zone="UTC")),)
    for lacking in (
        {"text": "The lease"},
        {"due": tuesday},
        {"text": " ", "due": tuesday},
        {"text": "x", "due": ""},
    ):
        assert said(refused(needs=[lacking])) == ("missing_field", "needs")
    for bad in (
        "x",
        {"text": "x", "due": tuesday, "by": "Alice"},
        {"text": 1, "due": tuesday},
        {"text": text + "x", "due": tuesday},
    ):
        assert said(refused(needs=[bad])) == ("bad_field", "needs")
    assert said(refused(needs=["x", {}, {"text": "x"}])) == ("missing_field", "needs")


def test_what_nobody_knows_as_a_term_is_bad_but_what_is_missing_comes_first() -> None:
    assert said(refused(deadline="x")) == ("bad_field", "deadline")
    assert said(refused(deadline="x", outcome="")) == ("missing_field", "outcome")
    assert said(refused(due="x", standard=[""])) == ("missing_field", "standard")


# --- a new version over the one on the table ---


def test_fields_not_given_carry_over_and_null_empties_one() -> None:
    before = opened(background="Ask Mira").promise.terms
    story = opened(background="Ask Mira").dan("counter", terms={"purpose": None, "standard": ["One page"]})
    after = story.promise.terms
    assert (after.outcome, after.due, after.background) == (before.outcome, before.due, before.background)
    assert (after.purpose, after.standard) == (None, ("One page",))
    assert story.promise.version == 2


@pytest.mark.parametrize("field", ["due", "standard", "purpose", "background", "needs", "check_ins"])
def test_in_negotiation_everything_but_the_outcome_can_be_emptied(field: str) -> None:
    full = opened(
        background="x", check_ins=[on(MONDAY + DAY)], needs=[{"text": "x", "due": on(MONDAY + DAY)}]
    )
    emptied = full.dan("counter", terms={field: None}).promise.terms
    assert not getattr(emptied, field)
    with pytest.raises(Refusal, match="missing_field: outcome"):
        full.dan("counter", terms={"outcome": None})


@pytest.mark.parametrize("field", ["outcome", "due", "standard"])
@pytest.mark.parametrize("empty", [None, "", []])
def test_a_change_of_a_promise_leaves_it_whole(field: str, empty: Any) -> None:
    changing = promised().alice("propose_change", terms={"purpose": None})
    for ask in (
        lambda: promised().dan("propose_change", terms={field: empty}),
        lambda: in_gap().dan("propose_change", terms={field: empty}),
        lambda: changing.dan("counter", terms={field: empty}),
    ):
        with pytest.raises(Refusal) as refusal:
            ask()
        assert said(refusal.value) == ("missing_field", field)


@pytest.mark.parametrize(
    "same",
    [
        {"outcome": "The board has the costs of the new warehouse"},
        {"due": FRIDAY_NOON},
        {"background": None},
        {"needs": []},
    ],
)
def test_a_new_version_changes_something(same: dict[str, Any]) -> None:
    for story, act in ((opened(), "counter"), (promised(), "propose_change")):
        with pytest.raises(Refusal, match="bad_field: terms"):
            story.dan(act, terms=same)
    with pytest.raises(Refusal, match="bad_field: terms"):
        opened().alice("amend", terms=same)


def test_versions_are_numbered_on_from_the_last_that_was_written_also_when_it_fell() -> None:
    story = promised().dan("propose_change", terms={"purpose": None})
    assert (story.promise.version, story.promise.in_force) == (2, 1)
    story = story.alice("keep_terms")
    assert (story.promise.version, story.promise.in_force, story.promise.terms.purpose is None) == (
        1,
        1,
        False,
    )
    story = story.dan("propose_change", terms={"standard": ["One page"]})
    assert (story.promise.version, story.promise.in_force) == (3, 1)
    assert story.promise.terms.purpose is not None, (
        "carried over from what was on the table, not from what fell"
    )
    story = story.alice("agree")
    assert (story.promise.version, story.promise.in_force) == (3, 3)
    assert story.promise.force_terms == story.promise.terms


def test_the_old_terms_hold_until_the_new_ones_are_agreed() -> None:
    story = promised().dan("propose_change", terms={"due": on(MONDAY + 10 * DAY)})
    assert story.promise.force_terms == promised().promise.terms
    assert (
        story.alice("counter", terms={"due": on(MONDAY + 7 * DAY)}).promise.force_terms
        == promised().promise.terms
    )


@pytest.mark.parametrize(
    ("person", "act"), [("dan", "take_back"), ("dan", "revoke"), ("alice", "cancel"), ("alice", "keep_terms")]
)
def test_a_version_that_nobody_agreed_to_falls(person: str, act: str) -> None:
    story = promised().dan("propose_change", terms={"purpose": None})
    facts = {"text": "It does not work out"} if act in ("revoke", "cancel") else {}
    after: Story = getattr(story, person)(act, **facts)
    assert (after.promise.version, after.promise.terms) == (1, promised().promise.terms)


# --- the check-by moment ---


def test_without_another_word_alice_checks_within_three_working_days_at_the_same_hour() -> None:
    assess_by = promised().promise.terms.assess_by
    assert assess_by is not None
    assert written(assess_by) == "2026-12-02T12:00:00+01:00[Europe/Berlin]"


def test_the_check_by_moment_lies_after_the_date() -> None:
    assert said(refused(assess_by=FRIDAY_NOON)) == ("bad_field", "assess_by")
    assert said(refused(assess_by=on(MONDAY + DAY))) == ("bad_field", "assess_by")
    later = "2026-11-27T12:00:01+01:00[Europe/Berlin]"
    assert opened(assess_by=later).promise.terms.assess_by == parse_moment(later, zone=ZONE)


def check_by(story: Story) -> str | None:
    moment = story.promise.terms.assess_by
    return None if moment is None else written(moment)


def test_it_is_set_anew_when_the_date_changes_without_it_or_it_is_emptied_and_else_stays() -> None:
    chosen = "2026-12-24T12:00:00+01:00[Europe/Berlin]"
    story = opened(assess_by=chosen)
    assert check_by(story.dan("counter", terms={"purpose": None})) == chosen
    monday = "2026-11-30T12:00:00+01:00[Europe/Berlin]"
    assert check_by(story.dan("counter", terms={"due": monday})) == "2026-12-03T12:00:00+01:00[Europe/Berlin]"
    assert check_by(story.dan("counter", terms={"due": monday, "assess_by": chosen})) == chosen
    assert (
        check_by(story.dan("counter", terms={"assess_by": None}))
        == "2026-12-02T12:00:00+01:00[Europe/Berlin]"
    )
    assert (
        check_by(story.dan("counter", terms={"assess_by": ""})) == "2026-12-02T12:00:00+01:00[Europe/Berlin]"
    )


def test_it_goes_with_the_date_and_comes_with_one() -> None:
    story = opened().dan("counter", terms={"due": None})
    assert story.promise.terms.assess_by is None
    assert (
        check_by(story.alice("counter", terms={"due": FRIDAY_NOON}))
        == "2026-12-02T12:00:00+01:00[Europe/Berlin]"
    )
    alone = opened(due=None, assess_by="2026-12-24T12:00:00+01:00[Europe/Berlin]")
    assert check_by(alone) == "2026-12-24T12:00:00+01:00[Europe/Berlin]"


def test_a_fix_sets_it_anew_too() -> None:
    story = in_gap(assess_by="2026-12-24T12:00:00+01:00[Europe/Berlin]")
    assert (
        check_by(story.dan("agree_to_fix", date="2026-11-30T12:00:00+01:00"))
        == "2026-12-03T12:00:00+01:00[Europe/Berlin]"
    )


# --- as the journal keeps them ---


def full() -> Terms:
    need = {"text": "The lease", "due": on(MONDAY + DAY)}
    return opened(background="Ask Mira", needs=[need], check_ins=[on(MONDAY + 2 * DAY)]).promise.terms


def test_terms_come_out_of_the_journal_as_they_went_in() -> None:
    assert terms_from(dates_of(full()), words_of(full())) == full()
    assert terms_from(dates_of(Terms("x")), words_of(Terms("x"))) == Terms("x")


def test_no_word_is_among_the_dates() -> None:
    dates = str(dates_of(full()))
    for word in ("board", "page", "Mira", "lease", "decide"):
        assert word not in dates
        assert word in str(words_of(full()))


def test_erased_words_leave_the_dates_and_how_many_conditions_there_were() -> None:
    erased = terms_from(dates_of(full()), None)
    assert (erased.due, erased.assess_by, erased.check_ins) == (
        full().due,
        full().assess_by,
        full().check_ins,
    )
    assert (erased.outcome, erased.standard, erased.purpose, erased.background) == (
        "",
        ("", "", ""),
        None,
        None,
    )
    assert erased.needs == tuple(Need("", need.due) for need in full().needs)
    assert erased.absent is None


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        (None, True),
        ("\u2003", True),
        ([], True),
        ({}, True),
        (0, False),
        (False, False),
        ("0", False),
        ([None], False),
    ],
)
def test_blank_is_nothing_said(value: Any, blank: bool) -> None:
    assert is_blank(value) is blank
