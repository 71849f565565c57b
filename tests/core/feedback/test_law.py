"""What somebody said is heard, decided, done, and its author says whether anything changed: nothing puts it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fairlead.core.feedback import law, rules
from fairlead.core.feedback.law import Asked, Entry, Item
from fairlead.core.feedback.rules import Role
from fairlead.core.refusals import LAW, Refusal

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
THING = UUID(int=7)
TEXT = "Dates move without a word"


def day(days: int) -> str:
    return (MONDAY + timedelta(days=days)).date().isoformat()


@dataclass(frozen=True)
class Said:
    """Feedback as far as it has come. Alice is its author, Dan its recipient."""

    entries: tuple[Entry, ...]
    item: Item
    at: datetime = MONDAY

    def later(self, days: int) -> Said:
        return replace(self, at=self.at + timedelta(days=days))

    def by(self, role: Role) -> Asked:
        return Asked(role, self.at, "UTC")

    def then(self, role: Role, act: Any, /, version: Any = None, **facts: Any) -> Said:
        entry = law.decide(self.item, asked=self.by(role), act=act, version=version, facts=facts)
        return replace(self, entries=(*self.entries, entry), item=law.apply(self.item, entry))

    def refuses(self, role: Role, act: Any, /, version: Any = None, **facts: Any) -> tuple[str, str | None]:
        with pytest.raises(Refusal) as refusal:
            self.then(role, act, version, **facts)
        return refusal.value.code, refusal.value.field

    def acts(self, role: Role) -> list[str]:
        return [rule.act for rule in law.open_acts(self.item, asked=self.by(role))]

    @property
    def waits_on(self) -> Role | None:
        return law.waits_on(self.item, today=self.at.date())


def given_to(*, is_signed: bool = True, **facts: Any) -> Said:
    asked = Asked("author", MONDAY, "UTC")
    entry = law.give({"about": "way_of_working", "text": TEXT, **facts}, asked=asked, is_signed=is_signed)
    return Said((entry,), law.opened(entry, is_signed=is_signed))


def heard(*, is_signed: bool = True) -> Said:
    said_back = given_to(is_signed=is_signed).then("recipient", "hear", text="You want to hear of it before")
    return said_back.then("author", "confirm", answer="yes")


def decided() -> Said:
    return heard().then("recipient", "decide", decision="will", text="I say so the same day", date=day(14))


# --- the way through ---


def test_from_received_to_changed() -> None:
    said = given_to()
    assert (said.item.stage, said.waits_on, said.acts("author")) == (
        "received",
        "recipient",
        ["say", "leave"],
    )
    said = said.then("recipient", "hear", text="You want to hear of it before")
    assert (said.item.stage, said.waits_on) == ("said_back", "author")
    said = said.then("author", "confirm", answer="yes")
    assert (said.item.stage, said.waits_on) == ("heard", "recipient")
    said = said.then("recipient", "decide", decision="will", text="I say so the same day", date=day(14))
    assert (said.item.stage, said.waits_on, said.later(14).waits_on) == ("will", None, "recipient")
    said = said.then("recipient", "done", text="It is in our rules")
    assert (said.item.stage, said.waits_on) == ("done", "author")
    said = said.then("author", "changed", answer="yes")
    assert (said.item.stage, said.waits_on, said.acts("author"), said.acts("recipient")) == (
        "changed",
        None,
        [],
        [],
    )
    assert said.refuses("author", "say", text="One more thing") == ("ended", None)
    assert law.replay(said.entries, is_signed=True) == said.item


def test_not_now_needs_its_reason_and_a_day_within_half_a_year() -> None:
    said = heard()
    assert said.refuses("recipient", "decide", decision="not_now", date=day(30)) == ("missing_field", "text")
    assert said.refuses("recipient", "decide", decision="not_now", text="No hands") == (
        "missing_field",
        "date",
    )
    for when in (0, -1, rules.LOOK_AGAIN_MAX + 1):
        assert said.refuses("recipient", "decide", decision="not_now", text="No hands", date=day(when)) == (
            "bad_field",
            "date",
        )
    later = said.then("recipient", "decide", decision="not_now", text="No hands", date=day(30))
    assert (later.waits_on, later.later(30).waits_on) == (None, "recipient")
    assert later.then("recipient", "decide", decision="will", text="Now", date=day(40)).item.stage == "will"


def test_a_promise_can_be_for_today_and_far_ahead() -> None:
    for when in (0, 400):
        said = heard().then("recipient", "decide", decision="will", text="Yes", date=day(when))
        assert said.item.date == date.fromisoformat(day(when))


def test_what_was_not_quite_it_is_said_back_again() -> None:
    said = given_to().then("recipient", "hear", text="You are cross")
    said = said.then("author", "confirm", answer="partly", text="It is about the date")
    assert (said.item.stage, said.item.rounds, said.waits_on) == ("received", 1, "recipient")
    assert said.refuses("recipient", "decide", decision="will", text="Yes", date=day(1)) == (
        "not_your_move",
        None,
    )
    for answer in ("no", "partly"):
        said = said.then("recipient", "hear", text="So?").then("author", "confirm", answer=answer)
    assert said.then("recipient", "decide", decision="will", text="Yes", date=day(1)).item.stage == "will"


def test_an_author_who_is_silent_holds_nothing_up_for_longer_than_a_week() -> None:
    said = given_to().then("recipient", "hear", text="So?")
    facts = {"decision": "will", "text": "Yes", "date": day(20)}
    assert said.later(6).refuses("recipient", "decide", **facts) == ("too_early", None)
    assert "decide" not in said.later(6).acts("recipient")
    after = said.later(7)
    assert (after.waits_on, after.acts("recipient")) == ("recipient", ["decide", "say"])
    assert after.then("recipient", "decide", **facts).item.stage == "will"
    assert after.then("author", "confirm", answer="yes").item.stage == "heard"


@pytest.mark.parametrize("answer", ["partly", "no"])
def test_when_nothing_changed_it_waits_for_a_decision_again(answer: str) -> None:
    said = decided().then("recipient", "done").then("author", "changed", answer=answer, text="Still the same")
    assert (said.item.stage, said.item.decision, said.waits_on) == ("heard", None, "recipient")


def test_nothing_is_decided_before_it_was_heard_and_nothing_done_before_it_was_promised() -> None:
    facts = {"decision": "not_now", "text": "No", "date": day(9)}
    assert given_to().refuses("recipient", "decide", **facts) == ("not_your_move", None)
    assert heard().refuses("recipient", "done") == ("not_your_move", None)
    later = heard().then("recipient", "decide", **facts)
    assert later.refuses("recipient", "done") == ("not_your_move", None)


def test_neither_speaks_for_the_other() -> None:
    said = given_to()
    assert said.refuses("author", "hear", text="So?") == ("not_your_move", None)
    back = said.then("recipient", "hear", text="So?")
    assert back.refuses("recipient", "confirm", answer="yes") == ("not_your_move", None)
    assert decided().refuses("author", "done") == ("not_your_move", None)
    assert decided().then("recipient", "done").refuses("recipient", "changed", answer="yes") == (
        "not_your_move",
        None,
    )
    assert said.refuses("recipient", "leave", answer="yes") == ("not_your_move", None)


def test_both_can_say_more_at_any_stage_and_it_moves_nothing() -> None:
    for said in (given_to(), heard(), decided(), decided().then("recipient", "done")):
        for role in rules.ROLES:
            after = said.then(role, "say", text="One more thing")
            assert after.item == replace(said.item, number=said.item.number + 1)


# --- the team ---


def test_a_signed_one_is_shown_to_the_team_only_with_its_authors_leave() -> None:
    assert not given_to().item.has_leave
    assert given_to(leave="yes").item.has_leave
    said = decided().then("author", "leave", answer="yes")
    assert (said.item.has_leave, said.item.is_decided) == (True, True)
    assert not said.then("author", "leave", answer="no").item.has_leave


def test_one_without_a_name_needs_no_leave_and_has_none_to_give() -> None:
    said = given_to(is_signed=False)
    assert said.item.has_leave
    assert said.refuses("author", "leave", answer="yes") == ("not_your_move", None)


def test_the_authors_days_are_needed_for_nothing() -> None:
    said = decided().then("recipient", "done").then("author", "changed", answer="no")
    without = [replace(entry, on=None) if entry.role == "author" else entry for entry in said.entries]
    assert law.replay(without, is_signed=True) == said.item


# --- what is given ---


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"about": None}, ("missing_field", "about")),
        ({"text": " "}, ("missing_field", "text")),
        ({"about": "dan"}, ("bad_field", "about")),
        ({"about": 7}, ("bad_field", "about")),
        ({"text": 7}, ("bad_field", "text")),
        ({"text": "x" * 10_001}, ("bad_field", "text")),
        ({"whom": "Dan"}, ("bad_field", "whom")),
        ({"thing": THING}, ("bad_field", "thing")),
        ({"about": "request", "thing": "Dan"}, ("bad_field", "thing")),
        ({"about": "request", "thing": [1]}, ("bad_field", "thing")),
        ({"leave": "perhaps"}, ("bad_field", "leave")),
    ],
)
def test_what_is_given_is_about_how_we_work(facts: dict[str, Any], refusal: tuple[str, str]) -> None:
    with pytest.raises(Refusal) as caught:
        given_to(**facts)
    assert (caught.value.code, caught.value.field) == refusal


def test_a_signed_one_may_name_the_promise_and_one_without_a_name_may_not() -> None:
    assert given_to(about="request", thing=str(THING)).item.thing == THING
    for name, value in (("thing", THING), ("leave", "yes")):
        with pytest.raises(Refusal) as refusal:
            given_to(is_signed=False, about="request", **{name: value})
        assert (refusal.value.code, refusal.value.field) == ("bad_field", name)


@pytest.mark.parametrize(
    ("act", "facts", "refusal"),
    [
        ("vanish", {}, ("unknown_act", "act")),
        (None, {}, ("unknown_act", "act")),
        ("hear", {}, ("missing_field", "text")),
        ("hear", {"text": "So?", "answer": "yes"}, ("bad_field", "answer")),
        ("hear", {"text": "So?", "version": 7}, ("stale_terms", "version")),
        ("hear", {"text": "So?", "version": "1"}, ("bad_field", "version")),
        ("hear", {"version": 7}, ("stale_terms", "version")),
    ],
)
def test_the_first_refusal_that_fits_is_given(
    act: Any, facts: dict[str, Any], refusal: tuple[str, str]
) -> None:
    assert given_to().refuses("recipient", act, **facts) == refusal


def test_a_word_that_is_none_of_the_answers_is_bad() -> None:
    back = given_to().then("recipient", "hear", text="So?")
    assert back.refuses("author", "confirm", answer="maybe") == ("bad_field", "answer")
    assert heard().refuses("recipient", "decide", decision="no", text="No", date=day(3)) == (
        "bad_field",
        "decision",
    )


# --- over every state that can be reached ---

TRIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("hear", {"text": "So?"}),
    *(("confirm", {"answer": answer}) for answer in rules.ANSWERS["confirm"]),
    ("decide", {"decision": "will", "text": "Yes", "date": day(40)}),
    ("decide", {"decision": "not_now", "text": "No", "date": day(60)}),
    ("done", {}),
    *(("changed", {"answer": answer}) for answer in rules.ANSWERS["changed"]),
    ("say", {"text": "More"}),
    *(("leave", {"answer": answer}) for answer in rules.ANSWERS["leave"]),
)


def states() -> Iterator[Said]:
    """Every state but for how often something was said, and how many rounds beyond the third."""
    open_, seen = [given_to(), given_to(is_signed=False)], set()
    while open_:
        said = open_.pop()
        item = said.item
        key = (replace(item, number=0, rounds=min(item.rounds, rules.ROUNDS)), said.at)
        if key in seen:
            continue
        seen.add(key)
        yield said
        if said.at < MONDAY + timedelta(days=8):
            open_.append(said.later(8))
        for role in rules.ROLES:
            for act, facts in TRIES:
                try:
                    open_.append(said.then(role, act, **facts))
                except Refusal:
                    continue


ALL = list(states())


def test_every_stage_is_reached() -> None:
    assert {said.item.stage for said in ALL} == {*rules.STAGES, rules.END}


def test_what_is_open_is_exactly_what_is_taken() -> None:
    for said in ALL:
        for role in rules.ROLES:
            taken = set()
            for act, facts in TRIES:
                try:
                    said.then(role, act, **facts)
                except Refusal:
                    continue
                taken.add(act)
            assert taken == set(said.acts(role)), (said.item, role)


def test_it_never_ends_but_by_its_authors_word() -> None:
    for said in ALL:
        for act, facts in TRIES:
            if act in said.acts("recipient"):
                assert not said.then("recipient", act, **facts).item.ended


def test_whoever_is_awaited_has_something_to_do_and_nobody_is_left_waiting_for_ever() -> None:
    for said in ALL:
        for days in (0, 400):
            then = said.later(days)
            who = then.waits_on
            assert who is None or [act for act in then.acts(who) if act not in ("say", "leave")]
            if days and not then.item.ended:
                assert who is not None, then.item


def test_no_decision_without_words_and_a_day() -> None:
    for said in ALL:
        for entry in said.entries:
            if entry.act == "decide":
                assert entry.words
                assert entry.data["date"]


def test_the_lines_fold_to_the_same_again() -> None:
    for said in ALL:
        assert law.replay(said.entries, is_signed=said.item.is_signed) == said.item


@settings(max_examples=300, deadline=None)
@given(
    some.sampled_from(ALL),
    some.sampled_from(rules.ROLES),
    some.one_of(some.sampled_from(rules.ACTS), some.text(max_size=4), some.none(), some.integers()),
    some.dictionaries(
        some.sampled_from(("text", "answer", "decision", "date", "whom")),
        some.one_of(
            some.none(), some.text(max_size=12), some.integers(), some.just(day(9)), some.just("yes")
        ),
    ),
)
def test_whatever_is_sent_it_is_a_line_or_a_refusal_of_the_law(
    said: Said, role: Role, act: Any, facts: dict[str, Any]
) -> None:
    try:
        found = said.then(role, act, **facts).item.number == said.item.number + 1
    except Refusal as refusal:
        found = refusal.code in LAW
    assert found
