"""What is derived: late, at risk, unchecked; read-backs that lapse; promises recorded afterwards; fixing a gap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairlead.core.promise.rules import OPEN
from fairlead.core.refusals import Refusal
from tests.core.promise.cast import (
    ALICE,
    DAN,
    DAY,
    FRIDAY_NOON,
    MONDAY,
    ZONE,
    Story,
    everywhere,
    in_gap,
    on,
    open_stages,
    opened,
    promised,
    reported,
    stages,
    told,
)

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def test_until_there_is_a_date_the_zone_is_that_of_who_opened_it() -> None:
    dateless = opened(due=None, assess_by=None, check_ins=None, needs=None)
    assert dateless.promise.terms.due is None
    assert dateless.promise.zone == ZONE
    assert opened(due="2026-11-27T12:00:00+00:00[Europe/London]").promise.zone == "Europe/London"


# --- late ---


@pytest.mark.parametrize("story", stages(), ids=told)
def test_a_date_passes_only_while_the_promise_stands(story: Story) -> None:
    stands = story.stage in ("PROMISED", "CHANGE/PROMISED", "RELEASE/PROMISED")
    assert story.promise.date_passed(story.at + 400 * DAY) is stands
    assert not story.promise.date_passed(MONDAY)


def test_the_date_has_passed_after_the_moment_that_was_agreed_and_not_at_it() -> None:
    story = promised()
    assert story.promise.terms.due is not None
    due = story.promise.terms.due.at_utc
    assert not story.promise.date_passed(due)
    assert story.promise.date_passed(due + SECOND)


def test_a_later_date_that_is_only_proposed_does_not_stop_the_agreed_one_from_passing() -> None:
    story = promised().dan("propose_change", terms={"due": on(MONDAY + 30 * DAY)})
    assert story.promise.date_passed(MONDAY + 20 * DAY)
    assert not story.alice("agree").promise.date_passed(MONDAY + 20 * DAY)


# --- at risk ---


def test_a_risk_stays_until_other_terms_are_agreed() -> None:
    story = promised()
    assert not story.promise.at_risk
    story = story.dan("flag_risk", text="One offer is still out")
    assert story.promise.at_risk
    changing = story.dan("propose_change", terms={"due": on(MONDAY + 7 * DAY)})
    assert changing.promise.at_risk
    assert changing.alice("keep_terms").promise.at_risk
    assert not changing.alice("agree").promise.at_risk
    assert story.alice("propose_release").dan("keep_terms").promise.at_risk
    gap = story.dan("report_done").alice("name_gap", conditions=[1])
    assert not gap.dan("agree_to_fix", date=on(gap.at + DAY)).promise.at_risk


def test_alice_may_see_a_risk_too() -> None:
    assert promised().alice("flag_risk", text="The board may meet earlier").promise.at_risk


# --- unchecked ---


def test_dan_closes_unchecked_only_after_the_check_by_moment() -> None:
    story = reported()
    assert story.promise.terms.assess_by is not None
    assert story.promise.check_by == story.promise.terms.assess_by.at_utc
    at_it = story.later(story.promise.check_by - story.at)
    with pytest.raises(Refusal) as refusal:
        at_it.dan("close_unassessed")
    assert (refusal.value.code, refusal.value.facts["at"]) == ("too_early", story.promise.check_by)
    assert "close_unassessed" not in at_it.acts(DAN)
    after = at_it.later(SECOND)
    assert "close_unassessed" in after.acts(DAN)
    assert after.dan("close_unassessed").stage == "closed_unassessed"


def test_alice_has_as_long_after_a_late_report_as_she_would_have_had_after_the_date() -> None:
    story = promised().later(20 * DAY).dan("report_done")
    terms = story.promise.terms
    assert terms.assess_by is not None
    assert terms.due is not None
    assert story.promise.check_by == story.moves[-1].at + (terms.assess_by.at_utc - terms.due.at_utc)


def test_she_has_it_again_after_dan_contests() -> None:
    story = in_gap().later(20 * DAY).dan("contest", text="All three offers are on page one")
    terms = story.promise.terms
    assert terms.assess_by is not None
    assert terms.due is not None
    assert story.promise.check_by == story.moves[-1].at + (terms.assess_by.at_utc - terms.due.at_utc)


def test_a_promise_without_terms_in_force_has_no_check_by_moment() -> None:
    assert opened().promise.check_by is None
    assert promised().promise.check_by is not None


# --- read back ---


def test_alice_answers_what_dan_read_back_once() -> None:
    story = promised()
    assert "confirm_read_back" not in story.acts(ALICE)
    with pytest.raises(Refusal, match="not_your_move"):
        story.alice("confirm_read_back", answer="yes")
    story = story.dan("read_back", text="The costs, on one page")
    assert "confirm_read_back" in story.acts(ALICE)
    assert "confirm_read_back" not in story.acts(DAN)
    answered = story.alice("confirm_read_back", answer="no", text="Three offers too")
    assert not answered.promise.waits_read_back
    with pytest.raises(Refusal, match="not_your_move"):
        answered.alice("confirm_read_back", answer="yes")


def test_dans_yes_may_carry_a_read_back_and_alices_may_not() -> None:
    assert opened().dan("accept", read_back="The costs, on one page").promise.waits_read_back
    assert not opened().dan("accept").promise.waits_read_back
    with pytest.raises(Refusal, match="bad_field: read_back"):
        opened("offer").alice("accept", read_back="The costs, on one page")


def test_a_read_back_lapses_when_other_terms_lie_on_the_table() -> None:
    negotiating = opened().dan("read_back", text="One page?")
    assert not negotiating.alice("amend", terms={"purpose": None}).promise.waits_read_back
    assert not negotiating.dan("counter", terms={"purpose": None}).promise.waits_read_back
    assert negotiating.dan("ask", text="Which warehouse?").promise.waits_read_back
    asked = negotiating.dan("ask", text="Which warehouse?")
    assert asked.alice("clarify", text="The one in Kiel").promise.waits_read_back
    assert not asked.alice("clarify", text="This one", terms={"purpose": None}).promise.waits_read_back
    assert negotiating.dan("accept").promise.waits_read_back


def test_what_was_read_back_of_a_change_lapses_when_it_falls_and_stays_when_it_is_agreed() -> None:
    story = promised().dan("read_back", text="One page?").alice("propose_change", terms={"purpose": None})
    assert not story.promise.waits_read_back
    story = story.dan("read_back", text="For no reason, then")
    assert story.dan("agree").promise.waits_read_back
    assert not story.dan("keep_terms").promise.waits_read_back
    assert not story.alice("take_back").promise.waits_read_back


def test_a_release_does_not_touch_what_was_read_back() -> None:
    story = promised().dan("read_back", text="One page?").alice("propose_release")
    assert story.promise.waits_read_back
    assert story.dan("keep_terms").promise.waits_read_back


# --- time to think ---


def test_when_the_moment_for_an_answer_passes_nothing_happens_and_another_can_be_named() -> None:
    story = opened().dan("answer_by", date=on(MONDAY + DAY))
    assert story.promise.answer_by is not None
    assert story.promise.answer_by.at_utc == MONDAY + DAY
    again = story.later(2 * DAY).dan("answer_by", date=on(MONDAY + 3 * DAY))
    assert (again.here, again.promise.ball) == (story.here, DAN)
    assert again.promise.answer_by is not None
    assert again.promise.answer_by.at_utc == MONDAY + 3 * DAY


# --- fixing a gap ---


def test_dan_puts_it_right_by_a_date_of_his_own_which_is_a_new_version() -> None:
    story = in_gap().dan("agree_to_fix", date="2026-11-30T12:00:00+01:00[Europe/Berlin]")
    promise = story.promise
    assert (promise.stage, promise.version, promise.in_force) == ("PROMISED", 2, 2)
    assert promise.terms.due is not None
    assert promise.terms.due.local.isoformat() == "2026-11-30T12:00:00+01:00"
    assert promise.terms.standard == in_gap().promise.terms.standard
    assert promise.force_terms == promise.terms


def test_dan_may_put_it_right_by_the_date_that_stood() -> None:
    story = in_gap().dan("agree_to_fix", date=FRIDAY_NOON)
    assert (story.stage, story.promise.version) == ("PROMISED", 2)


def test_dan_puts_it_right_until_alices_date_and_needs_her_for_a_later_one() -> None:
    fix_by = on(MONDAY + 7 * DAY)
    story = in_gap(fix_by=fix_by)
    assert story.dan("agree_to_fix", date=fix_by).stage == "PROMISED"
    with pytest.raises(Refusal) as refusal:
        story.dan("agree_to_fix", date=on(MONDAY + 7 * DAY + SECOND))
    assert (refusal.value.code, refusal.value.field) == ("bad_field", "date")
    assert refusal.value.facts["fix_by"] == story.promise.fix_by
    assert story.dan("propose_change", terms={"due": on(MONDAY + 8 * DAY)}).stage == "CHANGE/GAP"


def test_once_alices_date_has_passed_there_is_none_left_to_agree_to() -> None:
    story = in_gap(fix_by=on(MONDAY + DAY))
    assert "agree_to_fix" in story.acts(DAN)
    assert "agree_to_fix" not in story.later(2 * DAY).acts(DAN)
    assert "propose_change" in story.later(2 * DAY).acts(DAN)
    with pytest.raises(Refusal, match="bad_field: date"):
        story.later(2 * DAY).dan("agree_to_fix", date=on(MONDAY + 3 * DAY))


def test_a_gap_named_anew_says_anew_by_when() -> None:
    story = in_gap(fix_by=on(MONDAY + DAY)).dan("contest", text="It is on page one")
    assert story.alice("name_gap", conditions=[2]).promise.fix_by is None


def test_a_gap_and_its_date_are_still_there_after_a_change_or_release_that_came_to_nothing() -> None:
    gap = in_gap((2,), fix_by=on(MONDAY + 7 * DAY))
    for story in (
        gap.dan("propose_change", terms={"purpose": None}).alice("keep_terms"),
        gap.dan("propose_release").dan("take_back"),
        gap.alice("propose_release").dan("keep_terms"),
    ):
        assert story.stage == "GAP"
        assert (story.promise.gap, story.promise.fix_by) == (gap.promise.gap, gap.promise.fix_by)


# --- recorded afterwards ---


def recorded(**terms: object) -> Story:
    """On Monday Alice writes down what Dan promised her ten days before, for last Friday."""
    return opened(made_at=on(MONDAY - 10 * DAY), due=on(MONDAY - 3 * DAY), **terms)


def test_a_promise_made_in_talk_keeps_both_moments() -> None:
    story = recorded()
    assert story.promise.recorded
    assert story.promise.made_at == MONDAY - 10 * DAY
    assert story.moves[0].at == MONDAY
    assert not opened().promise.recorded


def test_it_stands_once_the_other_accepts_though_its_date_has_passed() -> None:
    story = recorded()
    assert story.stage == "PROPOSED"
    assert "accept" in story.acts(DAN)
    assert story.dan("accept").stage == "PROMISED"


def test_its_terms_may_lie_in_the_past_while_they_are_negotiated_and_no_longer() -> None:
    past = on(MONDAY - 2 * DAY)
    story = recorded(check_ins=[on(MONDAY - 5 * DAY)]).dan("counter", terms={"due": past}).alice("accept")
    assert story.promise.terms.due is not None
    assert story.promise.terms.due.at_utc == MONDAY - 2 * DAY
    with pytest.raises(Refusal, match="bad_field: due"):
        story.dan("propose_change", terms={"due": past, "purpose": None})
    with pytest.raises(Refusal, match="bad_field: due"):
        story.dan("propose_change", terms={"due": on(MONDAY - DAY)})
    with pytest.raises(Refusal, match="bad_field: date"):
        recorded().dan("answer_by", date=past)


@pytest.mark.parametrize("made_at", [on(MONDAY + MINUTE), "last week", 7, ["x"], "2026-11-13T10:00:00"])
def test_it_was_made_in_the_past(made_at: object) -> None:
    with pytest.raises(Refusal, match="bad_field: made_at"):
        opened(made_at=made_at)


@pytest.mark.parametrize("blank", [None, "", " "])
def test_no_moment_of_talk_is_a_promise_made_now(blank: object) -> None:
    assert not opened(made_at=blank).promise.recorded
    with pytest.raises(Refusal, match="bad_field: due"):
        opened(made_at=blank, due=on(MONDAY - DAY))


def test_dan_may_write_down_his_offer_too() -> None:
    story = opened("offer", made_at=on(MONDAY - DAY), due=on(MONDAY - DAY / 2)).alice("accept")
    assert (story.promise.asker, story.promise.doer, story.stage) == (ALICE, DAN, "PROMISED")


# --- notes and thanks ---


@pytest.mark.parametrize("story", open_stages(), ids=told)
def test_notes_thanks_and_read_backs_move_nothing(story: Story) -> None:
    assert story.stage in OPEN
    for person in (ALICE, DAN):
        for act, facts in (("note", {"text": "By the way"}), ("thank", {})):
            after = story.then(person, act, **facts).promise
            assert (after.stage, after.spoke_last, after.terms, after.version) == (
                story.promise.stage,
                story.promise.spoke_last,
                story.promise.terms,
                story.promise.version,
            )


def test_every_story_is_told_by_the_two_of_them_alone() -> None:
    for story in everywhere().values():
        assert {move.by for move in story.moves} <= {ALICE, DAN}


def test_reports_are_about_the_agreed_terms() -> None:
    assert reported().promise.terms == reported().promise.force_terms
