"""Who has the box's file and the database, and knows in which order everybody answered, still does not know whose ballot is
whose, after any ballot; and the same script finds nearly all of them on a layout nobody thought about."""

from __future__ import annotations

import random  # noqa: TID251 - a test that is the same each time
import secrets
from collections.abc import Callable
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection

from fairlead.doors import sql
from fairlead.outside.ballots import SEALED
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions import voting

PEOPLE = 9
WAVES = 40
Look = Callable[[list[bytes]], list[bytes]]


class Chance:
    """In place of the machine's: the same each time."""

    def __init__(self, chance: random.Random) -> None:
        self.shuffle = chance.shuffle


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> random.Random:
    seeded = random.Random(7)
    monkeypatch.setattr(secrets, "SystemRandom", lambda: Chance(random.Random(seeded.random())))
    return seeded


def _wave(chance: random.Random) -> UUID:
    wave = UUID(int=chance.getrandbits(128), version=4)
    with box.opened() as inside:
        inside.put("pulses_key", ("wave_id", "token", "seal"), [(sql.put_id(wave), b"token", b"seal")])
    return wave


def by_row(ids: list[bytes]) -> list[bytes]:
    """As the database gives them, on PostgreSQL by their place in the file and the transaction that wrote them."""
    order = " ORDER BY xmin::text::bigint, ctid" if sql.is_postgresql() else ""
    with box.opened() as inside:
        rows = inside.rows(f"SELECT ballot FROM pulses_ballot{order}")
    found = [bytes(row[0]) for row in rows]
    return [one for one in found if one in ids]


def by_place_of_id(ids: list[bytes]) -> list[bytes]:
    """As they stand in the file, byte by byte."""
    raw = box.path().read_bytes()
    return sorted(ids, key=raw.find)


def by_place_of_envelope(ids: list[bytes]) -> list[bytes]:
    """As the ends of what was sealed stand in it: on pages of their own, which are taken one after the other."""
    raw = box.path().read_bytes()
    return sorted(ids, key=lambda one: raw.find(one[::-1]))


def looks() -> dict[str, Look]:
    on_file = {"file": by_place_of_id, "pages": by_place_of_envelope} if settings.IS_SQLITE else {}
    return {"rows": by_row, **on_file}


def envelope(one: bytes) -> bytes:
    """Its end can be found again."""
    return bytes(SEALED - 32) + one[::-1]


def right(seen: list[bytes], came: list[bytes]) -> int:
    """How many the adversary lays at the right door: the first that lies there is the first who came, or the last."""
    forward = sum(one == other for one, other in zip(seen, came, strict=True))
    backward = sum(one == other for one, other in zip(seen[::-1], came, strict=True))
    return max(forward, backward)


def test_after_every_ballot_nothing_tells_whose_it_is(
    db: None, clean_box: None, chance: random.Random
) -> None:
    found = {name: [0, 0] for name in looks()}
    for _ in range(WAVES):
        wave, came = _wave(chance), list[bytes]()
        for _person in range(PEOPLE):
            came.append(chance.randbytes(32))
            voting._keep(wave, came[-1], envelope(came[-1]))
            if len(came) == PEOPLE or len(came) == PEOPLE // 2:
                for name, look in looks().items():
                    seen = look(came)
                    assert sorted(seen) == sorted(came)
                    found[name][0] += sum(one == other for one, other in zip(seen, came, strict=True))
                    found[name][1] += len(came)
    for name, (hits, guesses) in found.items():
        expected = 2 * WAVES / guesses  # one right guess a look is chance
        luck = 2 * (2 * WAVES) ** 0.5 / guesses
        assert hits / guesses <= expected + 0.01 + luck, name
    if sql.is_postgresql():
        [(kinds,)] = sql.rows(
            "SELECT max(kinds) FROM (SELECT count(DISTINCT xmin::text) AS kinds FROM pulses_ballot"
            " GROUP BY wave_id) AS each",
            [],
        )
        assert kinds == 1, "every ballot of a wave is of one transaction, whenever it came"


def test_the_same_script_finds_them_on_a_layout_nobody_thought_about(
    db: None, clean_box: None, chance: random.Random
) -> None:
    """A row a ballot, in the order they came: what one would write first."""
    hits = guesses = 0
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE naive (place integer PRIMARY KEY, ballot text)")
        for wave in range(WAVES):
            came = [chance.randbytes(32) for _ in range(PEOPLE)]
            rows = [(wave * PEOPLE + place, one.hex()) for place, one in enumerate(came)]
            cursor.executemany("INSERT INTO naive VALUES (%s, %s)", rows)
            cursor.execute("SELECT ballot FROM naive WHERE place >= %s ORDER BY place", [wave * PEOPLE])
            hits += right([bytes.fromhex(row[0]) for row in cursor.fetchall()], came)
            guesses += PEOPLE
        cursor.execute("DROP TABLE naive")
    assert hits / guesses > 0.9


@pytest.mark.sqlite_only
def test_without_writing_a_wave_anew_the_file_itself_would_tell(
    db: None, clean_box: None, chance: random.Random
) -> None:
    """Teeth: random ids are not enough, since pages and places are taken one after the other."""
    wave, came = _wave(chance), [chance.randbytes(32) for _ in range(PEOPLE)]
    for one in came:
        with box.opened() as inside:
            inside.put(
                "pulses_ballot", ("wave_id", "ballot", "sealed"), [(sql.put_id(wave), one, envelope(one))]
            )
    assert max(right(by_place_of_id(came), came), right(by_place_of_envelope(came), came)) > PEOPLE * 0.6
