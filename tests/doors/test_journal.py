"""Every room's journal, whatever it is of: nobody changes a line, a torn chain is seen, words go and the chain holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from fairlead.core.journal import Line, line_hash
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.clock import now
from fairlead.doors.ids import new_id
from fairlead.doors.journal.book import Book, Chained, read_journals
from fairlead.doors.journal.forgetting import words_by
from fairlead.doors.journal.replaying import holds, salts_of
from fairlead.doors.journal.rows import LineRow, WordsRow
from fairlead.doors.journal.writing import (
    RACES,
    Raced,
    line_parts,
    sealed,
    the_same_or_busy,
    until_first,
    written_or_raced,
)

pytestmark = pytest.mark.django_db

JOURNALS = sorted(LineRow.__subclasses__(), key=lambda model: model._meta.label)
OURS, ALICE, DAN = new_id(), new_id(), new_id()
CHANGES = {
    "sqlite": (
        "UPDATE {table} SET by_id = by_id",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ),
    "postgresql": ("UPDATE {table} SET by_id = by_id", "DELETE FROM {table}", "TRUNCATE {table}"),
}


class Wish(Line):
    __slots__ = ()
    OF = "promise"


BOOK = Book(room="promises", lines="move", line=Wish)
"""A journal needs tables; those of promises are there."""


def said(of: UUID, number: int, by: UUID, text: str | None) -> Wish:
    words = None if text is None else {"text": text}
    return Wish(of, number, "note", by, now(), 1, {"place": number}, words)


def add(line: Wish, before: Chained[Wish] | None) -> Chained[Wish]:
    kept, salt = sealed(line, before)
    written_or_raced(line_parts(BOOK, kept, salt=salt, organisation=OURS))
    return Chained((*(before.kept if before else ()), kept))


def three(of: UUID) -> Chained[Wish]:
    first = add(said(of, 1, ALICE, "ship it"), None)
    return add(said(of, 3, ALICE, None), add(said(of, 2, DAN, "gladly"), first))


def read(of: UUID) -> Chained[Wish]:
    return Chained(read_journals(BOOK, [of], organisation=OURS)[of][0])


def is_whole(of: UUID) -> bool:
    return holds(read(of).kept, salts_of(BOOK, [of])[of])


def test_every_room_with_words_beside_a_journal_is_looked_at() -> None:
    with_words = {model._meta.app_label for model in WordsRow.__subclasses__()}
    assert with_words == {model._meta.app_label for model in JOURNALS} >= {"promises", "conversations"}
    columns = {field.column for field in LineRow._meta.get_fields() if isinstance(field, models.Field)}
    alike = [model for model in apps.get_models() if columns <= {f.name for f in model._meta.get_fields()}]
    assert sorted(alike, key=lambda model: model._meta.label) == JOURNALS, "a journal that is not of the kit"


@pytest.mark.parametrize("model", JOURNALS, ids=lambda model: model._meta.label)
def test_no_line_is_changed_or_taken_away_in_the_database_itself(model: Any) -> None:
    other = {field.column: new_id() for field in model._meta.local_fields if field.column.endswith("_id")}
    model.objects.create(**other, number=1, act="note", at=now(), version=1, data="{}", hash="")
    for change in CHANGES[connection.vendor]:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format(table=model._meta.db_table))
    assert model.objects.count() == 1


def test_what_is_written_is_read_again_in_order_and_its_chain_holds() -> None:
    of, other = new_id(), new_id()
    three(other)
    written = three(of)
    assert read(of) == written
    assert (written.first.number, written.last.number, written.head) == (1, 3, written.kept[2].hash)
    assert is_whole(of)
    assert (
        read_journals(BOOK, [of], organisation=new_id()) == {} == read_journals(BOOK, [], organisation=OURS)
    )


def test_words_go_by_person_and_the_chain_holds() -> None:
    of, other = new_id(), new_id()
    three(of)
    three(other)
    sql.written([words_by(BOOK, DAN, organisation=OURS, within=("SELECT %s", [sql.put_id(other)]))])
    assert [kept.is_erased for kept in (*read(of).kept, *read(other).kept)] == [*[False] * 4, True, False]
    sql.written([words_by(BOOK, DAN, organisation=OURS)])
    assert [kept.is_erased for kept in read(of).kept] == [False, True, False]
    assert read(other).first.words == {"text": "ship it"}
    assert is_whole(of)
    assert is_whole(other)


@pytest.mark.parametrize("change", ["text", "salt", "line", "order"])
def test_whatever_is_changed_tears_the_chain(change: str) -> None:
    of = new_id()
    written = three(of)
    salts = dict(salts_of(BOOK, [of])[of])
    kept = list(written.kept)
    if change == "text":
        kept[1] = replace(kept[1], line=replace(kept[1].line, words={"text": "never"}))
    elif change == "salt":
        salts[1] = bytes(32)
    elif change == "line":
        later = replace(kept[2].line, at=kept[2].line.at + timedelta(seconds=1))
        kept[2] = replace(kept[2], line=later)
    else:
        kept[1:] = reversed(kept[1:])
    assert not holds(kept, salts)


def test_the_hash_names_what_the_journal_is_of() -> None:
    line = said(UUID(int=1), 1, ALICE, None)
    assert line_hash(line, prev="0" * 64, text=None) != line_hash(
        type("Other", (Line,), {"__slots__": (), "OF": "other"})(*(getattr(line, n) for n in Line.__slots__)),
        prev="0" * 64,
        text=None,
    )


def test_the_place_of_a_line_is_taken_once_and_who_is_second_decides_again() -> None:
    of = new_id()
    first = add(said(of, 1, ALICE, "ship it"), None)
    add(said(of, 2, DAN, "gladly"), first)
    tries: list[Any] = []

    def once() -> Chained[Wish]:
        before = first if not tries else read(of)
        tries.append(before)
        line = said(of, before.last.number + 1, ALICE, "thanks")
        written.append(line)
        with transaction.atomic():
            return add(line, before)

    written: list[Any] = []
    assert until_first(once, written).last.number == 3
    assert len(tries) == 2
    assert written == [read(of).last], "what lost the race is not taken for one's own"


def test_who_never_comes_first_is_told_so() -> None:
    tries: list[int] = []

    def once() -> None:
        tries.append(1)
        raise Raced

    with pytest.raises(Refusal, match="busy"):
        until_first(once, [])
    assert len(tries) == RACES


def test_an_opening_sent_twice_is_the_same_and_another_under_its_id_is_not() -> None:
    of = new_id()
    there = add(said(of, 1, ALICE, "ship it"), None)
    assert the_same_or_busy(there, said(of, 1, ALICE, "ship it")) is there
    for line in (said(of, 1, DAN, "ship it"), said(of, 1, ALICE, "or not")):
        with pytest.raises(Refusal, match="busy"):
            the_same_or_busy(there, line)
    with pytest.raises(Refusal, match="busy"):
        the_same_or_busy(None, there.first)
