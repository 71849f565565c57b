"""For every step and channel: what the other has not been given yet is in no byte that leaves the server.

When each text is given is said here once more, in the words of the design and not by the program's own table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from fairlead.core.conversation import shown as law
from tests.doors.program import Program
from tests.rooms.conversations.world import WHOLE, Talk, play
from tests.rooms.promises.browser import browser_of

HEARD = ("dan", "confirm_read_back")
LATER: dict[tuple[str, str], Any] = {
    ("dan", "state_picture"): {("alice", "state_picture")},
    ("alice", "state_picture"): {("dan", "state_picture")},
    ("dan", "give_causes"): {("alice", "give_causes")},
    ("alice", "give_causes"): {("dan", "give_causes")},
    ("dan", "look_again"): {("alice", "look_again")},
    ("alice", "look_again"): {("dan", "look_again")},
}
"""What is given only when the other has done the same."""


def given_at(number: int, name: str, act: str, facts: dict[str, Any]) -> float:
    """The place in WHOLE after which both can read what was said at this place; inf: never."""
    joined = WHOLE.index(("alice", "join", {}))
    heard = next(place for place, one in enumerate(WHOLE) if one[:2] == HEARD and one[2]["answer"] == "yes")
    invited = WHOLE.index(("dan", "invite", {}))
    if act == "note_private":
        shares = [place for place, one in enumerate(WHOLE) if one == (name, "share_line", facts)]
        return (joined if name == "dan" else heard) if shares else float("inf")
    if (name, act) == ("alice", "talk_in_person"):
        return heard
    if (name, act) in LATER:
        together = [place for place, one in enumerate(WHOLE) if one[:2] in LATER[name, act]]
        return max(number, *together)
    return max(number, invited)


def everything(talk: Talk, who: Program, browser: Client, *, has_summary: bool) -> bytes:
    """All bytes this one can get: the conversation, lists, refusals, what is about the promise, with headers; and the
    pages that have the summary, once there is one."""
    api = f"/conversations/{talk.id}"
    pages = [browser.get(f"{api}{more}") for more in ("", "?all=yes", "/room") if has_summary]
    answers = [
        *pages,
        who.get(api),
        who.get("/conversations"),
        who.get("/conversations?limit=1"),
        who.get("/promises"),
        who.get("/today"),
        who.post(f"{api}/steps", {"act": "dance"}),
        who.post(f"{api}/steps", {"act": "join", "version": 9999}),
        who.post(f"{api}/steps", {"act": "agree_to_it", "version": 0}),
        who.post(f"{api}/steps", {"act": "share_line", "prompt": 5}),
        who.post(f"{api}/steps", {"act": "look_again", "verdict": "keep", "text": "x" * 20_000}),
        who.post(f"{api}/steps", {"act": "state_picture", "text": ""}),
    ]
    return b"\n".join(one.content + repr(sorted(one.headers.items())).encode() for one in answers)


def leaks(talk: Talk) -> Iterator[str]:
    """Play it all; after every act everybody reads everything."""
    talk.begin("dan")
    said_at: dict[str, int] = {}
    reads_along = False
    people = ("alice", "dan", "olga", "mallory")
    browsers = {name: browser_of(getattr(talk.programs.world, name)) for name in people}
    closes = next(place for place, one in enumerate(WHOLE) if one[1] == "agree_to_it")
    for number, (name, act) in enumerate(play(talk)):
        for word in talk.said:
            said_at.setdefault(word, number)
        reads_along = reads_along or (name, act) == ("dan", "agree_facilitator")
        for reader in people:
            read = everything(talk, talk.who(reader), browsers[reader], has_summary=number >= closes).decode()
            for word, author in talk.said.items():
                at = said_at[word]
                said_by, said_act, facts = WHOLE[at]
                opens = given_at(at, said_by, said_act, facts)
                is_let = reader in ("alice", "dan") or (reader == "olga" and reads_along)
                may = author == reader or (is_let and number >= opens)
                if (word in read) != may:
                    reads = "reads" if word in read else "cannot read"
                    yield f"after {number} {name} {act}: {reader} {reads} {word}"
        assert "canary" not in Client().get(f"/api/v1/conversations/{talk.id}").content.decode()


def test_nobody_reads_a_word_before_it_is_theirs_to_read(talk: Talk) -> None:
    assert list(leaks(talk)) == []


@pytest.mark.parametrize("broken", ["a word that is not revealed", "the gate"])
def test_a_leak_is_seen(talk: Talk, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Teeth: with one check taken out the same play finds it."""
    from fairlead.core.conversation import fold

    if broken == "the gate":
        monkeypatch.setattr(fold._Record, "_may_reveal", lambda _record, here, _waiting: here.version > 0)
    else:
        monkeypatch.setattr(law, "_may_read", lambda said, viewer: True)
    assert list(itertools.islice(leaks(talk), 1))


def test_what_is_written_alone_lies_sealed(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "note_private", prompt=1, text="canaryalone")
    talk.step("dan", "note_private", prompt=1, text="canaryalone again")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM conversations_note")
        [(sealed,)] = cursor.fetchall()
        cursor.execute("SELECT COUNT(*) FROM conversations_step")
        assert cursor.fetchone() == (1,)
    assert b"canary" not in bytes(sealed)
    assert talk.get("dan").data["shown"]["notes"] == [{"prompt": 1, "text": "canaryalone again"}]
