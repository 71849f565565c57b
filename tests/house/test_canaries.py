"""Every text of a seeded world is a canary; every viewer asks every address; who finds which is a table.

A new address or parameter without an example here fails, and so does a canary where the policy has none."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from fairlead.core.policy import Viewer
from fairlead.rooms.conversations.actions.begin import Wanted as Begun
from fairlead.rooms.conversations.actions.begin import begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.conversations.actions.team_codes import add_cause
from fairlead.rooms.people import actions
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.promises.actions.drafts import keep_draft
from fairlead.rooms.promises.actions.inviting import invite_and_ask
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
from fairlead.rooms.promises.actions.sharing import share_with_team
from fairlead.rooms.reflections.actions.write import write_week
from tests.house.agreed import agreed
from tests.house.coached import let_read_along
from tests.house.fed import PARTIES, TEAM, fed
from tests.house.pulsed import THEME, pulsed
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, the_world

EVERYBODY_HERE = TEAM | {f"{name}{how}" for name in ("max", "former") for how in ("", " by token")}
COACHED = PARTIES | {"max", "max by token"}


@dataclass
class Seeded:
    """Canary -> who may find it; examples for every parameter of an address; a client for every kind of viewer."""

    allowed: dict[str, frozenset[str]] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    clients: dict[str, tuple[Client, dict[str, str]]] = field(default_factory=dict)
    _number: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def canary(self, what: str, who: frozenset[str]) -> str:
        word = f"canary{what}{next(self._number)}x"
        self.allowed[word] = who
        return word


def _terms(seeded: Seeded, who: frozenset[str], outline: frozenset[str]) -> dict[str, Any]:
    soon = "2026-11-30T12:00:00Z"
    return {
        "outcome": seeded.canary("outcome", outline),
        "due": "2026-12-09T17:00:00Z",
        "standard": [seeded.canary("point", who), seeded.canary("point", who)],
        "purpose": seeded.canary("purpose", who),
        "background": seeded.canary("background", who),
        "needs": [{"text": seeded.canary("need", who), "due": soon}],
        "check_ins": [soon],
    }


def _lived(
    seeded: Seeded, alice: Viewer, dan: Viewer, team: Any, *, outline: frozenset[str], who: frozenset[str]
) -> Any:
    """A promise in which everything that can be written has been written."""
    wanted = Wanted(
        kind="request",
        to=dan.person,
        terms=_terms(seeded, who, outline),
        text=seeded.canary("text", who),
        team=str(team),
    )
    promise = make_promise(viewer=alice, wanted=wanted, at=NOW)
    at = NOW

    def move(viewer: Viewer, act: str, **facts: Any) -> None:
        nonlocal promise, at
        at += timedelta(minutes=1)
        facts = {"text": seeded.canary(act.replace("_", ""), who), **facts}
        promise = make_move(
            viewer=viewer, promise=promise.id, act=act, version=promise.state.version, facts=facts, at=at
        )

    move(dan, "ask")
    move(alice, "clarify")
    move(dan, "counter", terms={"purpose": seeded.canary("purpose", who)})
    move(alice, "ask")
    move(dan, "clarify")
    move(dan, "read_back")
    move(alice, "confirm_read_back", answer="partly")
    move(alice, "accept")
    move(dan, "flag_risk")
    move(alice, "propose_change", terms={"background": seeded.canary("background", who)})
    move(dan, "keep_terms")
    move(dan, "report_done")
    move(alice, "name_gap", conditions=[1])
    move(dan, "contest")
    move(alice, "note")
    return promise


def _talked(seeded: Seeded, alice: Viewer, dan: Viewer, promise: Any) -> list[Any]:
    """A conversation up to the asker's account, with a picture and codes of one alone; and one nobody was invited to."""
    at, hers = NOW + timedelta(minutes=30), frozenset({"alice", "alice by token"})
    talk = begin(viewer=alice, wanted=Begun(promise=str(promise.id)), at=at)

    def step(viewer: Viewer, act: str, who: frozenset[str] = COACHED, **facts: Any) -> None:
        texts = {
            name: seeded.canary(act.replace("_", ""), who)
            for name, is_text in facts.items()
            if is_text is ...
        }
        take_step(viewer=viewer, conversation=talk.id, act=act, facts={**facts, **texts}, at=at)

    step(alice, "note_private", hers, prompt=1, text=...)
    step(alice, "invite", purpose=..., mode="days")
    step(dan, "join")
    step(dan, "note_private", frozenset({"dan", "dan by token"}), prompt=2, text=...)
    for one in (alice, dan):
        step(one, "state_picture", text=..., was_a_yes=True)
    for one in (alice, dan):
        step(one, "same_picture")
    step(alice, "state_gap", conditions=[1], text=...)
    step(dan, "own_version", text=...)
    step(dan, "give_account", text=...)
    step(alice, "ask_question", text=...)
    step(dan, "answer_question", question=1, text=...)
    step(alice, "read_back", text=...)
    step(dan, "confirm_read_back", answer="yes")
    step(alice, "own_part", text=...)
    step(alice, "give_account", text=...)
    step(alice, "give_causes", hers, codes=["OWN_WORDS"], own_words=...)
    expected = seeded.canary("expectation", hers)
    alone = begin(viewer=alice, wanted=Begun(to=str(dan.person), expectation=expected, me="asker"), at=at)
    return [talk, alone]


def _caused(seeded: Seeded, ada: Viewer, team: Any) -> str:
    """A word of the team's own for where it came apart."""
    named = {"label": seeded.canary("cause", TEAM), "place": "means"}
    return add_cause(viewer=ada, team=team, at=NOW, **named).code


@pytest.fixture
def seeded(db: None) -> Iterator[Seeded]:
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        yield _seed()


def _seed() -> Seeded:
    seeded, world = Seeded(), the_world()
    ada = world.alice  # who founded it administers it and leads the team: neither is a party below
    alice = _person("Alice Zwei", "alice2@example.org", world.team, ada)
    dan, olga = world.dan, world.olga
    gone, suspended = (
        _person(name, f"{name}@example.org", world.team, ada) for name in ("gone", "suspended")
    )
    private = _lived(seeded, alice, dan, world.team, outline=COACHED, who=COACHED)
    shared = _lived(seeded, alice, dan, world.team, outline=TEAM, who=PARTIES)
    for one in (alice, dan):
        share_with_team(viewer=one, promise=shared.id, team=True, at=NOW)
    own = frozenset({"alice", "alice by token"})
    body = {
        "kind": "request",
        "text": seeded.canary("draft", own),
        "terms": {"outcome": seeded.canary("draft", own)},
    }
    draft = keep_draft(viewer=alice, body=body, at=NOW)
    _reflected(seeded, alice)
    invited = own | {"invited"}
    put = Wanted(kind="request", to="", terms={"outcome": seeded.canary("invited", invited)})
    new = invite_and_ask(viewer=alice, wanted=put, name="Sam", at=NOW)
    talks = _talked(seeded, alice, dan, private)
    seeded.examples = _examples(private, shared, new, draft, world.team, [alice, dan])
    seeded.examples["cause"] = [_caused(seeded, ada, world.team), "UNASKED"]
    actions.set_concerns_to(text=seeded.canary("concernsto", EVERYBODY_HERE), by=ada)
    later = NOW + timedelta(minutes=40)
    seeded.examples["agreement"] = agreed(seeded.canary, (alice, dan), world.team, private, at=later)
    here = [olga, gone, suspended, ada, dan]
    seeded.examples["feedback"] = fed(seeded.canary, alice, dan, here, at=NOW + timedelta(minutes=50))
    asked = [alice.person, dan.person]
    seeded.examples["pulse"] = pulsed(seeded.canary, alice.organisation, world.team, asked, at=NOW)
    seeded.examples["conversation"] = [str(talk.id) for talk in talks]
    who = {"ada": ada, "alice": alice, "dan": dan, "olga": olga, "mallory": world.mallory}
    who |= let_read_along(seeded, alice, dan, things=(private.id, shared.id, talks[0].id), week=WEEKS[0])
    seeded.clients = _clients(who | {"gone": gone, "suspended": suspended})
    actions.leave(by=gone, at=NOW)
    actions.suspend(suspended.person, by=ada, at=NOW)
    return seeded


WEEKS = ("2026-W48", "2026-W03")


def _reflected(seeded: Seeded, alice: Viewer) -> None:
    """All nine questions of two weeks: found by their author, and by a token of hers that was made for them."""
    alone = frozenset({"alice", "alice by a token to reflect"})
    for week in WEEKS:
        who = alone | {"max", "max by a token to reflect"} if week == WEEKS[0] else alone
        answers = {str(number): seeded.canary("reflection", who) for number in range(1, 10)}
        write_week(viewer=alice, week=week, answers=answers, at=NOW)


def _clients(people: dict[str, Viewer]) -> dict[str, tuple[Client, dict[str, str]]]:
    """A browser for everybody, tokens of every kind, somebody unknown, and who holds an invitation."""
    clients = {name: (browser_of(viewer), dict[str, str]()) for name, viewer in people.items()}
    clients |= {"anonymous": (Client(), {}), "invited": (Client(), {})}
    tokens = {f"{name} by token": (name, ["read", "write"]) for name in people if name not in ("ada", "gone")}
    tokens["dan by a token that may not read"] = ("dan", ["write"])
    tokens["dan by a token to listen"] = ("dan", ["listen"])
    tokens |= {
        f"{name} by a token to reflect": (name, ["reflect"]) for name in ("alice", "dan", "max", "former")
    }
    for name, (whose, scopes) in tokens.items():
        code = actions.create_token(by=people[whose], scopes=scopes, days=9, at=NOW).code
        clients[name] = (Client(), {"Authorization": f"Bearer {code}"})
    return clients


def _examples(
    private: Any, shared: Any, new: Any, draft: Any, team: Any, people: list[Viewer]
) -> dict[str, list[str]]:
    """For every parameter of an address, what it can be."""
    return {
        "promise": [str(private.id), str(shared.id), str(new.promise.id)],
        "act": ["accept", "contest", "rename", "invite", "change"],
        "prompt": ["1"],
        "draft": [str(draft.id)],
        "team": [str(team)],
        "person": [*(str(one.person) for one in people)],
        "code": [new.code, "no-such-code"],
        "token": [str(private.id)],
        "session": [str(private.id)],
        "invitation": [str(private.id)],
        "holiday": [str(private.id)],
        "name": ["app.js"],
        "path": ["fairlead/app.js"],
        "week": [*WEEKS, "2026-W47"],
        "number": ["1", "9"],
        "theme": [str(THEME)],
        "year": ["2026"],
        "kept": [str(private.id)],
    }


def _person(name: str, email: str, team: Any, by: Viewer) -> Viewer:
    entered = actions.add_person(email=email, name=name, organisation=by.organisation, at=NOW)
    actions.join_team(entered.person, team=team, by=None, at=NOW)
    viewer = viewer_for(entered.person)
    assert viewer is not None
    return viewer


# --- every address ---


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from patterns(entry, here)


def addresses(seeded: Seeded) -> list[str]:
    """Every address with every example of its parameters, and every search there is."""
    found = []
    for pattern in patterns(get_resolver()):
        if pattern.startswith("^"):
            continue
        names = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        missing = [name for name in names if name not in seeded.examples]
        assert not missing, f"{pattern}: no example for {missing}"
        for values in itertools.product(*(seeded.examples[name] for name in names)):
            filled = iter(values)
            found.append("/" + re.sub(r"<[^>]+>", lambda _match, given=filled: next(given), pattern))
    found += ["/you/export?titles", "/api/v1/me/export?titles=true"]
    places = ("waiting", "mine", "asked", "ended", "all")
    found += [f"/promises?place={place}" for place in places] + [
        f"/api/v1/promises?place={place}" for place in places
    ]
    found += [
        f"{place}?q={words}"
        for place in ("/promises", "/api/v1/promises")
        for words in ("canary", "canarytext")
    ]
    found += [f"/ask?draft={one}" for one in seeded.examples["draft"]]
    found += [f"/ask?again={one}" for one in seeded.examples["promise"]]
    found += [f"/promises/{one}/fresh?number=1" for one in seeded.examples["promise"]]
    found += [f"/conversations/{one}?all=yes" for one in seeded.examples["conversation"][:1]]
    return found


def answer(client: Client, headers: dict[str, str], method: str, address: str) -> bytes:
    """What comes back, with its headers; whatever the request did is undone."""
    with transaction.atomic():
        response = client.generic(
            method, address, headers=headers, content_type="application/x-www-form-urlencoded"
        )
        said = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    assert response.status_code < 500 or response.status_code == 503, (method, address, response.status_code)
    if response.headers.get("Content-Type") == "application/zip":
        packed = zipfile.ZipFile(io.BytesIO(said))
        said = b"".join(packed.read(name) for name in packed.namelist())
    return said + repr(sorted(response.headers.items())).encode()


WRITTEN_TO = {
    "POST": (
        "/promises/",
        "/drafts",
        "/ask",
        "/in/",
        "/reflect",
        "/listening",
        "/practice",
        "/agreements",
        "/feedback",
        "/unsigned",
        "/ballots",
        "/pulses/",
        "/coaching",
        "/conversations/",
        "/api/",
    ),
    "PUT": ("/api/",),
}
"""Where an answer to something sent could hold anybody's words."""
WORD = re.compile(rb"canary\w+?\d+x")


def test_every_viewer_finds_at_every_address_what_the_policy_gives_and_no_more(
    seeded: Seeded, caplog: pytest.LogCaptureFixture
) -> None:
    found: dict[str, set[str]] = {word: set() for word in seeded.allowed}
    asked = addresses(seeded)
    leaks: list[str] = []
    for name, (client, headers) in seeded.clients.items():
        for method, address in itertools.product(("GET", "POST", "PUT"), asked):
            if method != "GET" and not address.startswith(WRITTEN_TO[method]):
                continue
            if "/in/" in address and name not in ("invited", "anonymous"):
                continue  # who holds the link is the invited one, whoever they are signed in as
            holder = "invited" if "/in/" in address else name
            for word in set(WORD.findall(answer(client, headers, method, address))):
                found[word.decode()].add(holder)
                if holder not in seeded.allowed[word.decode()]:
                    leaks.append(f"{method} {address}: {name} reads {word.decode()}")
    assert not leaks, "\n".join(sorted(set(leaks))[:20])
    unseen = {
        word: seeded.allowed[word] - seen for word, seen in found.items() if seeded.allowed[word] - seen
    }
    assert not _unexpected(unseen), f"the policy gives what nobody can find: {_unexpected(unseen)}"
    assert not WORD.search(caplog.text.encode()), "a log line holds somebody's words"


def _unexpected(unseen: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The team's leader and the members read an outline on the team's page or over the API, not on both."""
    either = ({"ada"}, {"olga by token"}, {"olga"})
    return {word: who for word, who in unseen.items() if set(who) not in either}


def test_a_leak_is_seen(seeded: Seeded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teeth: with a policy that lets the team read everything, the matrix finds it out."""
    from fairlead.core import policy

    real = policy._as_whom
    monkeypatch.setattr(
        policy, "_as_whom", lambda viewer, thing: "coach" if viewer.teams else real(viewer, thing)
    )
    seeded.clients = {"olga": seeded.clients["olga"]}
    with pytest.raises((AssertionError, StopIteration, KeyError)):
        test_every_viewer_finds_at_every_address_what_the_policy_gives_and_no_more(
            replace(seeded),
            _NoLog(),  # type: ignore[arg-type]
        )


class _NoLog:
    text = ""
