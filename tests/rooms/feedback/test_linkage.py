"""Who has the whole database, its log, a back-up and the program's log, and knows who was here when, still does not know
who wrote: no better than chance; and the same script finds nearly all of them on a layout nobody thought about."""

from __future__ import annotations

import gzip
import os
import random  # noqa: TID251 - a test that is the same each time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import PrivateKey, PublicKey, to_text
from fairlead.core.reflection import Week
from fairlead.doors import sql
from fairlead.rooms.archive.actions.backup import write_backup
from fairlead.rooms.feedback.actions import tickets, unsigned
from fairlead.rooms.feedback.actions.telling import forget_tickets, tell_unsigned
from fairlead.rooms.feedback.actions.tickets import issue
from fairlead.rooms.feedback.actions.unsigned import say_without_a_name
from fairlead.rooms.feedback.models import Issued, Said, Spent, Telling, Unsigned, WeekKey
from fairlead.rooms.people.actions import add_person, found, join_team
from fairlead.rooms.people.queries import teams_of, viewer_for

MONDAY = datetime(2026, 9, 7, 8, tzinfo=UTC)
PEOPLE = 10
WEEKS = 10
WORLDS = int(os.environ.get("LINKAGE_WORLDS", "12"))
"""`make faults` asks for many more: the more there are, the less is left to luck."""
TABLES = {
    "feedback_unsigned": Unsigned,
    "feedback_said": Said,
    "feedback_spent": Spent,
    "feedback_issued": Issued,
    "feedback_telling": Telling,
}


@dataclass(frozen=True)
class Visit:
    """Somebody was here. The adversary knows it of everybody: from sessions, moves, a camera at the door."""

    person: int
    at: datetime


@dataclass(frozen=True)
class Found:
    """One text as it lies there. place: 0 to 1, among those of its week in the order they lie."""

    text: str
    week: date
    place: float
    at: datetime | None = None


@dataclass
class World:
    """What happened, and who wrote which text."""

    visits: list[Visit] = field(default_factory=list)
    author: dict[str, int] = field(default_factory=dict)


def guess(one: Found, visits: list[Visit]) -> int:
    """Who wrote it? By its moment, whoever came last; else by its place among those who came in its week."""
    if one.at is not None:
        return max((visit for visit in visits if visit.at <= one.at), key=lambda visit: visit.at).person
    week = [visit for visit in visits if Week.of(visit.at.date()).monday == one.week]
    return week[int(one.place * len(week))].person


def rate(worlds: list[tuple[World, list[Found]]]) -> float:
    """How many of all texts the adversary lays at the right door."""
    right = [guess(one, world.visits) == world.author[one.text] for world, found in worlds for one in found]
    assert len(right) >= 100
    return sum(right) / len(right)


# --- the world ---


@pytest.fixture
def people_of_ten(committed: None) -> list[Viewer]:
    first = found(name="Person 0", email="p0@example.org", team="All", at=MONDAY, zone="UTC")
    team = teams_of(first.person)[0].id
    ids = [first.person]
    for number in range(1, PEOPLE):
        email = f"p{number}@example.org"
        entered = add_person(email=email, name=f"Person {number}", organisation=first.organisation, at=MONDAY)
        join_team(entered.person, team=team, by=None, at=MONDAY)
        ids.append(entered.person)
    viewers = [viewer_for(one) for one in ids]
    return [viewer for viewer in viewers if viewer is not None]


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], random.Random]:
    """Every number that is left to chance comes from a seed, and signing is left out: tests of its own look at that."""
    chance, ids = random.Random(0), random.Random(0)
    one_key = PrivateKey(PublicKey((1 << 2048) - 1, 65537), 1)
    monkeypatch.setattr(unsigned, "new_secret_id", lambda: UUID(int=ids.getrandbits(128), version=4))
    monkeypatch.setattr(unsigned, "verify", lambda *_: True)
    monkeypatch.setattr(tickets, "new_token_key", lambda: one_key)
    monkeypatch.setattr(tickets, "blind_sign", lambda *_, r: bytes(256))

    def begin(seed: int) -> random.Random:
        chance.seed(seed)
        ids.seed(seed)
        if connection.vendor == "postgresql":
            sql.rows("SELECT setseed(%s)", [seed % 100 / 100])
        return chance

    return begin


def lived(people: list[Viewer], chance: random.Random, *, shift: int = 0) -> World:
    """Ten weeks: in even ones all ten come and one to three of them write; in odd ones one person comes and writes.

    shift: who writes in a full week is as many people further on; nothing else is another."""
    for model in (*TABLES.values(), WeekKey):
        model.objects.all().delete()
    world = World()
    for number in range(WEEKS + 1):
        monday = MONDAY + timedelta(weeks=number)
        is_full = number % 2 == 0
        here = chance.sample(range(PEOPLE), PEOPLE if is_full else 1)
        writing = set(chance.sample(here, chance.randint(1, 3) if is_full else 1))
        writing = {(one + shift) % PEOPLE for one in writing} if is_full else writing
        tokens = [chance.randbytes(64) for _ in range(3)]
        for place, who in enumerate(here):
            at = monday + timedelta(hours=10 * place, minutes=chance.randrange(60))
            world.visits.append(Visit(who, at))
            hidden = to_text(b"\0" + chance.randbytes(255))
            issue(viewer=people[who], blinded=hidden, at=at)
            if who in writing:
                text = f"something about week {number} said {len(world.author)}"
                world.author[text] = who
                _said(people, text, tokens.pop(), at + timedelta(minutes=5))
            tell_unsigned(at=at + timedelta(hours=9))
        tell_unsigned(at=monday + timedelta(days=6))
        forget_tickets(at=monday + timedelta(days=6))
    return world


def _said(people: list[Viewer], text: str, token: bytes, at: datetime) -> None:
    facts = {"about": "pulse", "to": str(people[0].person), "text": text, "week": Week.of(at.date()).name}
    say_without_a_name(facts={**facts, "token": to_text(token), "signature": to_text(bytes(256))}, at=at)


# --- what there is to see ---


def in_order(texts: list[tuple[str, date]]) -> list[Found]:
    """Texts as they lie one after the other, each with its place among those of its week."""
    seen = []
    for week in {week for _, week in texts}:
        those = [text for text, one in texts if one == week]
        seen += [Found(text, week, (place + 0.5) / len(those)) for place, text in enumerate(those)]
    return seen


def rows_as_they_lie() -> list[tuple[str, date]]:
    """Both tables as the database gives them without being asked for an order; on PostgreSQL by their place in the file."""
    order = "ORDER BY s.ctid" if sql.is_postgresql() else ""
    text = "s.words ->> 'text'" if sql.is_postgresql() else "json_extract(s.words, '$.text')"
    told = sql.rows(
        f"SELECT {text}, u.given_on FROM feedback_said s JOIN feedback_unsigned u ON u.feedback_id = s.feedback_id"
        f" WHERE u.given_on IS NOT NULL {order}",
        [],
    )
    return [(str(words), date.fromisoformat(str(week))) for words, week in told]


def bytes_as_they_lie(raw: bytes, weeks: dict[str, date]) -> list[tuple[str, date]]:
    """Every text that was told, in the order in which it first stands in these bytes."""
    places = {text: raw.find(text.encode()) for text in weeks}
    return [(text, weeks[text]) for text in sorted(places, key=places.__getitem__) if places[text] >= 0]


def _files() -> Iterator[bytes]:
    """The database's own files, on SQLite."""
    if not sql.is_postgresql():
        name = str(connection.settings_dict["NAME"])
        for end in ("", "-wal"):
            path = Path(f"{name}{end}")
            yield path.read_bytes() if path.exists() else b""


def test_nothing_that_is_kept_leads_to_who_wrote(
    people_of_ten: list[Viewer],
    seeded: Callable[[int], random.Random],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    looks: dict[str, list[tuple[World, list[Found]]]] = {"rows": [], "file": [], "backup": []}
    for seed in range(WORLDS):
        world = lived(people_of_ten, seeded(seed))
        rows = rows_as_they_lie()
        weeks = dict(rows)
        assert len(weeks) == len(world.author), "everything was told in the end"
        looks["rows"].append((world, in_order(rows)))
        if not sql.is_postgresql():
            file, log = _files()
            assert not any(text.encode() in log for text in weeks)
            looks["file"].append((world, in_order(bytes_as_they_lie(file, weeks))))
        kept = tmp_path / f"{seed}.backup"
        write_backup(kept, at=MONDAY)
        looks["backup"].append(
            (world, in_order(bytes_as_they_lie(gzip.decompress(kept.read_bytes()), weeks)))
        )
        assert not any(text in caplog.text for text in weeks)
    for name, seen in looks.items():
        if seen:
            assert rate(seen) <= 1 / PEOPLE + 0.01 + _luck(seen), name
    if sql.is_postgresql():
        [(kinds,)] = sql.rows("SELECT count(DISTINCT xmin::text) FROM feedback_unsigned", [])
        assert kinds == 1, "every row is of one transaction, whenever it was said"


def _luck(seen: list[tuple[World, list[Found]]]) -> float:
    """Two standard errors of so many guesses at one in ten."""
    count = sum(len(found) for _, found in seen)
    return 2 * float((0.1 * 0.9 / count) ** 0.5)


def test_the_same_script_finds_them_on_a_layout_nobody_thought_about(
    people_of_ten: list[Viewer], seeded: Callable[[int], random.Random]
) -> None:
    """A row a text, with its moment, in the order they came: what one would write first."""
    worlds = []
    for seed in range(WORLDS):
        world = lived(people_of_ten, seeded(seed))
        worlds.append((world, list(_naive(world))))
    assert rate(worlds) > 0.9


def _naive(world: World) -> Iterator[Found]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE naive (place integer PRIMARY KEY, at text, said text)")
        for place, (text, who) in enumerate(world.author.items()):
            week = int(text.split()[3])
            visit = next(one for one in world.visits if one.person == who and _number(one.at) == week)
            at = visit.at + timedelta(minutes=5)
            cursor.execute("INSERT INTO naive VALUES (%s, %s, %s)", [place, at.isoformat(), text])
        cursor.execute("SELECT at, said FROM naive ORDER BY place")
        rows = cursor.fetchall()
        cursor.execute("DROP TABLE naive")
    for at, text in rows:
        moment = datetime.fromisoformat(at)
        yield Found(text, Week.of(moment.date()).monday, 0.0, moment)


def _number(at: datetime) -> int:
    return (at - MONDAY).days // 7


def test_whoever_wrote_the_very_same_is_kept(
    people_of_ten: list[Viewer], seeded: Callable[[int], random.Random]
) -> None:
    """The proof that needs no adversary: let other people write the same texts, with all else equal. Not a byte differs
    between what is kept, and who fetched a ticket is the same list."""
    kept = []
    for shift in (0, 3):
        world = lived(people_of_ten, seeded(7), shift=shift)
        kept.append((sorted(world.author.values()), _dump()))
    (authors, one), (others, two) = kept
    assert authors != others
    assert one == two


def _dump() -> dict[str, list[str]]:
    """All there is, as it lies; on PostgreSQL, where that is shuffled, whatever its order."""
    found = {table: [repr(row) for row in sql.rows(f"SELECT * FROM {table}", [])] for table in TABLES}
    return {table: sorted(rows) for table, rows in found.items()} if sql.is_postgresql() else found


def test_a_week_with_one_visitor_tells_nothing_until_there_are_more(
    people_of_ten: list[Viewer], seeded: Callable[[int], random.Random]
) -> None:
    """Whoever looks in that very week finds a text that is of no week."""
    chance = seeded(1)
    issue(viewer=people_of_ten[4], blinded=to_text(b"\0" + chance.randbytes(255)), at=MONDAY)
    _said(people_of_ten, "said alone", chance.randbytes(64), MONDAY)
    for days in range(1, 6):
        assert tell_unsigned(at=MONDAY + timedelta(days=days)) == 0
    assert [row.given_on for row in Unsigned.objects.all()] == [None]
