"""A coach before, during and after: what was ever handed out is asked for again, in every way, and there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fairlead.core.leave import LEAVE_DAYS
from fairlead.core.policy import Viewer
from fairlead.rooms.archive.queries import own_things
from fairlead.rooms.coaching.actions.sharing import ask_along
from fairlead.rooms.people import actions
from tests.doors.program import Program
from tests.rooms.coaching.conftest import Coached, somebody
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW

SCOPES = ("read", "write", "reflect")


class Asking:
    """Somebody with a browser and a program, who asks for addresses and remembers the tags they were given."""

    def __init__(self, viewer: Viewer) -> None:
        self.browser = browser_of(viewer)
        self.program = Program.of(viewer, at=NOW, scopes=SCOPES)
        self.tags: dict[str, str] = {}

    def get(self, address: str, **headers: str) -> Any:
        if address.startswith("/api/v1"):
            return self.program.get(address.removeprefix("/api/v1"), **headers)
        return self.browser.get(address, headers=headers)

    def all(self, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
        found = {}
        for address in addresses:
            answer = self.get(address)
            self.tags[address] = answer.headers.get("ETag", "")
            found[address] = (answer.status_code, answer.content)
        return found


def _ended_by(who: str) -> Callable[[Coached, Any], None]:
    def end(coached: Coached, clock: Any) -> None:
        kinds = "promise conversation" if who == "dan" else "promise conversation reflection"
        coached.act(getattr(coached.world, who), "end", kinds)
        if who == "dan":
            coached.act(coached.world.alice, "end", "reflection")

    return end


def _by_itself(coached: Coached, clock: Any) -> None:
    clock.shift(timedelta(days=LEAVE_DAYS))


ENDS = {"alice ends it": _ended_by("alice"), "dan ends it": _ended_by("dan"), "thirty days": _by_itself}


def words_in(found: dict[str, tuple[int, bytes]]) -> set[str]:
    return {word for _, said in found.values() for word in Coached.WORDS if word.encode() in said}


@pytest.fixture
def anybody(coached: Coached) -> Asking:
    """Somebody of the organisation whom nobody ever invited: what they get is what a coach gets without a leave."""
    return Asking(somebody(coached.world, "Nina Novak"))


def test_before_both_have_said_yes_nothing_is_there(coached: Coached, anybody: Asking) -> None:
    asking = Asking(coached.max)
    before = asking.all(coached.addresses())
    coached.act(coached.world.alice, "invite", "promise conversation")
    found = asking.all(coached.addresses())
    assert not words_in(found)
    assert {status for address, (status, _) in found.items() if "coaching" not in address} == {404}
    assert {address: status for address, (status, _) in found.items()} == {
        address: status for address, (status, _) in before.items()
    }
    assert found["/api/v1/coaching"] == anybody.all(["/api/v1/coaching"])["/api/v1/coaching"]


def test_while_it_holds_the_coach_reads_exactly_what_was_shared(coached: Coached) -> None:
    asking = Asking(coached.max)
    coached.share()
    found = asking.all(coached.addresses())
    assert {status for status, _ in found.values()} == {200}
    assert words_in(found) == set(Coached.WORDS)
    unshared = coached.world.ask(outcome="Another one")
    assert asking.get(f"/promises/{unshared.id}").status_code == 404


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_after_the_end_everything_ever_handed_out_is_gone(
    coached: Coached, anybody: Asking, clock: Any, end: Callable[[Coached, Any], None]
) -> None:
    asking = Asking(coached.max)
    coached.share()
    for kind, thing in (
        ("promise", coached.promise.id),
        ("conversation", coached.talk),
        ("reflection", coached.week),
    ):
        ask_along(viewer=coached.max, kind=kind, thing=thing, sort="question", text="And canarytalk?", at=NOW)
    handed_out = asking.all(coached.addresses())
    assert words_in(handed_out) == set(Coached.WORDS)
    if end is not _by_itself:
        end(coached, clock)
    else:
        _relogged(clock, asking, anybody, coached)
    found = asking.all(coached.addresses())
    assert not words_in(found)
    elsewhere = anybody.all(coached.addresses())
    for address in coached.addresses():
        if address != "/coaching":  # bears the reader's own name
            assert found[address][0] == elsewhere[address][0], address
        if address.startswith("/api"):
            assert found[address][1] == elsewhere[address][1], address
    gone = {address for address, (status, _) in found.items() if status == 404}
    assert gone == set(coached.addresses()) - {"/coaching", "/api/v1/coaching"}


def _relogged(clock: Any, asking: Asking, anybody: Asking, coached: Coached) -> None:
    """Thirty days later a token is over, too: a new one is made, so that it is the leave that says no."""
    clock.shift(timedelta(days=LEAVE_DAYS))
    at = NOW + timedelta(days=LEAVE_DAYS)
    asking.program = Program.of(coached.max, at=at, scopes=SCOPES)
    asking.browser = browser_of(coached.max)
    nina = somebody(coached.world, "Nadja")
    anybody.program, anybody.browser = Program.of(nina, at=at, scopes=SCOPES), browser_of(nina)


def test_an_etag_kept_from_before_is_no_304_afterwards(coached: Coached) -> None:
    asking = Asking(coached.max)
    coached.share()
    asking.all(coached.addresses())
    tagged = {address: tag for address, tag in asking.tags.items() if tag and address != "/api/v1/coaching"}
    assert len(tagged) >= 6
    for address, tag in tagged.items():
        assert asking.get(address, If_None_Match=tag).status_code == 304, address
    coached.act(coached.world.alice, "end")
    for address, tag in tagged.items():
        assert asking.get(address, If_None_Match=tag).status_code == 404, address


def test_a_list_a_search_and_an_own_export_of_a_coach_hold_nothing_of_it(coached: Coached) -> None:
    asking = Asking(coached.max)
    for shared in (False, True):
        if shared:
            coached.share()
        for address in (
            "/",
            "/promises",
            "/promises?q=rota",
            "/conversations",
            "/team",
            "/you/coaches",
        ):
            assert not any(word.encode() in asking.get(address).content for word in Coached.WORDS), address
        for address in (
            "/promises?q=rota",
            "/conversations",
            "/leaves",
            "/today",
            "/reflections/2026-W48",
        ):
            assert not any(word.encode() in asking.program.get(address).content for word in Coached.WORDS), (
                address
            )
        taken = own_things(viewer=coached.max, at=NOW).data
        assert not any(word.encode() in taken for word in Coached.WORDS)
        for thing in (coached.promise.id, coached.talk, coached.week):
            assert str(thing).encode() not in taken


def test_those_whose_it_is_take_with_them_who_reads_along_and_what_was_asked(coached: Coached) -> None:
    coached.share()
    for kind, thing in (
        ("promise", coached.promise.id),
        ("conversation", coached.talk),
        ("reflection", coached.week),
    ):
        ask_along(viewer=coached.max, kind=kind, thing=thing, sort="prompt", text=f"about {kind}", at=NOW)
    hers, his = (own_things(viewer=one, at=NOW).content for one in (coached.world.alice, coached.world.dan))
    assert sorted(one["kind"] for one in hers["leaves"]) == ["conversation", "promise", "reflection"]
    assert sorted(one["text"] for one in hers["asked"]) == [
        "about conversation",
        "about promise",
        "about reflection",
    ]
    assert sorted(one["kind"] for one in his["asked"]) == ["conversation", "promise"]


def test_the_answer_to_a_question_sent_twice_says_no_word_of_the_thing(coached: Coached) -> None:
    program = Program.of(coached.max, at=NOW)
    coached.share()
    body = {"sort": "question", "text": "What did you hear?"}
    address = f"/coaching/promise/{coached.promise.id}/additions"
    first = program.post(address, body, Idempotency_Key="one")
    assert (first.status_code, set(first.data)) == (201, {"id"})
    coached.act(coached.world.alice, "end", "promise")
    again = program.post(address, body, Idempotency_Key="one")
    assert again.data == first.data
    assert program.post(address, body, Idempotency_Key="two").status_code == 404


def test_renewing_needs_the_same_yes_again(coached: Coached) -> None:
    asking, address = Asking(coached.max), f"/promises/{coached.promise.id}"
    coached.share()
    coached.act(coached.world.dan, "end", "promise")
    coached.act(coached.world.dan, "invite", "promise")
    assert asking.get(address).status_code == 404
    coached.act(coached.world.alice, "agree", "promise")
    assert asking.get(address).status_code == 200


def test_whoever_leaves_or_is_suspended_reads_nothing_at_the_next_request(coached: Coached) -> None:
    asking = Asking(coached.max)
    coached.share()
    assert asking.get(f"/promises/{coached.promise.id}").status_code == 200
    actions.suspend(coached.max.person, by=coached.world.alice, at=NOW)
    found = asking.all(coached.addresses())
    assert not words_in(found)
    assert not {status for status, _ in found.values()} & {200, 304}


def test_of_another_organisation_nobody_is_let_in(coached: Coached) -> None:
    coached.share()
    asking = Asking(coached.world.mallory)
    found = asking.all(coached.addresses())
    assert not words_in(found)
    assert {status for address, (status, _) in found.items() if not address.endswith("/coaching")} == {404}
