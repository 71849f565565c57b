"""Alice is erased: her words are gone from everywhere, Dan's are not, and what they had still holds together."""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from fairlead.config.worker import one_round
from fairlead.rooms.notices.actions import follow
from fairlead.rooms.notices.actions.letters import letter_of
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.people import actions as people
from fairlead.rooms.promises.actions import erasing
from fairlead.rooms.promises.actions.drafts import keep_draft
from fairlead.rooms.promises.actions.erasing import erase_words
from fairlead.rooms.promises.actions.rebuild import rebuild
from fairlead.rooms.promises.actions.sharing import share_with_team
from fairlead.rooms.promises.cli.printing import page_text, promise_text
from fairlead.rooms.promises.models import Draft, Erasing, Standing, Words
from fairlead.rooms.promises.queries.lists import Asked, promises_page
from tests.doors.program import Program
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World, the_world

LATER = NOW + timedelta(hours=1)
GONE = "What was written here has been erased."
HERS, HIS = "canaryhers", "canaryhis"


class Written:
    """Every text is a canary of its own, which says whose it is."""

    def __init__(self) -> None:
        self.numbers = itertools.count(100)
        self.hers: list[str] = []
        self.his: list[str] = []

    def by_alice(self) -> str:
        self.hers.append(f"{HERS}{next(self.numbers)}x")
        return self.hers[-1]

    def by_dan(self) -> str:
        self.his.append(f"{HIS}{next(self.numbers)}x")
        return self.his[-1]


def lived(world: World) -> Written:
    """One whose terms are Alice's, one whose terms Dan wrote anew, and one that Dan offered."""
    said = Written()
    whole = {
        "standard": [said.by_alice(), said.by_alice()],
        "purpose": said.by_alice(),
        "needs": [{"text": said.by_alice(), "due": "2026-12-01T12:00:00Z"}],
    }
    one = world.ask(outcome=said.by_alice(), text=said.by_alice(), team=str(world.team), **whole)
    one = world.move(world.dan, one, "ask", text=said.by_dan())
    one = world.move(world.alice, one, "clarify", text=said.by_alice())
    one = world.move(world.dan, one, "accept", read_back=said.by_dan())
    for viewer in (world.alice, world.dan):
        share_with_team(viewer=viewer, promise=one.id, team=True, at=world.at)
    two = world.ask(outcome=said.by_alice())
    new = {"outcome": said.by_dan(), "standard": [said.by_dan()]}
    world.move(world.dan, two, "counter", terms=new, text=said.by_dan())
    three = world.offer(outcome=said.by_dan(), standard=[said.by_dan()])
    world.move(world.alice, three, "ask", text=said.by_alice())
    keep_draft(viewer=world.alice, body={"text": said.by_alice()}, at=NOW)
    keep_draft(viewer=world.dan, body={"text": said.by_dan()}, at=NOW)
    return said


def erase_alice(world: World) -> None:
    people.erase(world.alice.person, at=LATER)
    erase_all(LATER)


def erase_all(at) -> int:
    turns = 0
    while erase_words(at=at):
        turns += 1
        assert turns < 50
    return turns


@pytest.fixture
def said(world: World) -> Written:
    found = lived(world)
    erase_alice(world)
    return found


def none_of(hers: list[str], text: str) -> None:
    assert HERS not in text.lower()
    assert not [word for word in hers if word in text]


def test_dan_still_reads_his_own_words_and_that_hers_were_erased(world: World, said: Written) -> None:
    browser, seen = browser_of(world.dan), ""
    with time_machine.travel(LATER, tick=False):
        for row in Standing.objects.all():
            page = browser.get(f"/promises/{row.promise_id}")
            assert page.status_code == 200
            assert GONE in page.content.decode()
            seen += page.content.decode()
        for address in ("/", "/promises", "/promises?place=mine", "/promises/drafts", "/team"):
            page = browser.get(address)
            assert page.status_code == 200
            seen += page.content.decode()
            assert address not in ("/promises", "/team") or "(erased)" in page.content.decode()
    none_of(said.hers, seen)
    assert not [
        word for word in said.his[:-1] if word not in seen
    ]  # the last is in a draft, which shows its outcome


def test_every_form_of_an_act_still_opens(world: World, said: Written) -> None:
    browser = browser_of(world.dan)
    with time_machine.travel(LATER, tick=False):
        for row in Standing.objects.all():
            program = Program.of(world.dan, at=LATER)
            acts = program.get(f"/promises/{row.promise_id}").data["open_acts"]
            for act in acts:
                page = browser.get(f"/promises/{row.promise_id}/{act['act']}")
                assert page.status_code == 200, act
                none_of(said.hers, page.content.decode())


def test_the_api_the_search_and_what_dan_takes_away_say_the_same(world: World, said: Written) -> None:
    with time_machine.travel(LATER, tick=False):
        program = Program.of(world.dan, at=LATER)
        lists = program.get("/promises").content.decode() + program.get("/today").content.decode()
        lists += program.get(f"/teams/{world.team}").content.decode()
        for row in Standing.objects.all():
            lines = program.get(f"/promises/{row.promise_id}/journal").data
            for line in lines["items"] if isinstance(lines, dict) else lines:
                assert line["erased"] == (line["by"] == str(world.alice.person))
            lists += json.dumps(lines)
        packed = zipfile.ZipFile(io.BytesIO(browser_of(world.dan).get("/you/export").content))
    for name in packed.namelist():
        text = packed.read(name).decode()
        none_of(said.hers, text)
        assert GONE in text or not name.endswith("html")
        lists += text
    none_of(said.hers, lists)
    assert not [word for word in said.his if word not in lists]
    for words, expected in ((said.hers[0], 0), (HERS, 0), (said.his[0], 1), (HIS, 3)):
        asked = Asked(find=words)
        assert len(promises_page(viewer=world.dan, asked=asked, at=LATER).rows) == expected, words


def test_the_terminal_says_it_too(world: World, said: Written) -> None:
    with time_machine.travel(LATER, tick=False):
        program = Program.of(world.dan, at=LATER)
        page = program.get("/promises").data
        whole = "".join(promise_text(promise) for promise in page["items"])
    assert page_text(page).count("(erased)") == 1
    assert whole.count("(erased)") == 3  # the outcome and two points of the one whose terms were hers
    none_of(said.hers, page_text(page) + whole)


def test_every_chain_holds_and_all_stands_as_its_journal_says(world: World, said: Written) -> None:
    assert rebuild(write=False) == rebuild()
    done = rebuild()
    assert (done.count, done.differed, done.torn) == (3, 0, ())
    assert min(Standing.objects.values_list("outcome", flat=True)) == ""
    assert HERS not in " ".join(Words.objects.values_list("words", flat=True))


def test_only_her_draft_is_gone(world: World, said: Written) -> None:
    assert list(Draft.objects.values_list("person_id", flat=True)) == [world.dan.person]


def test_dan_can_go_on_and_end_it_alone(world: World, said: Written) -> None:
    program = Program.of(world.dan, at=LATER)
    with time_machine.travel(LATER, tick=False):
        for row in Standing.objects.all():
            act = "revoke" if row.stage == "PROMISED" else "withdraw" if row.kind == "offer" else "decline"
            body = {"act": act, "version": row.version, "text": "bye"}
            answer = program.post(f"/promises/{row.promise_id}/moves", body)
            assert answer.status_code in (201, 409), answer.data
            note = program.post(
                f"/promises/{row.promise_id}/moves",
                {"act": "note", "version": row.version, "text": "so long"},
            )
            assert note.status_code in (201, 409), note.data
    assert rebuild(write=False).differed == 0


def test_mail_that_was_waiting_says_it_was_erased(world: World) -> None:
    said = lived(world)
    at = world.at
    while follow(at=at):
        pass
    erase_alice(world)
    letters = [letter_of(row, at=LATER + timedelta(days=2)) for row in Outbox.objects.all()]
    told = [f"{one.subject} {one.text} {one.html}" for one in letters if hasattr(one, "subject")]
    assert told
    none_of(said.hers, " ".join(told))
    assert "(erased)" in " ".join(told)


def test_when_all_is_done_nothing_is_done_again(
    world: World, said: Written, django_assert_num_queries
) -> None:
    assert erase_all(LATER) == 0
    assert erase_all(LATER + timedelta(minutes=11)) > 0  # the second look
    assert erase_all(LATER + timedelta(days=1)) == 0
    Erasing.objects.update(traces=0)  # within a test's transaction no log can be emptied
    with django_assert_num_queries(3):
        erase_words(at=LATER + timedelta(days=1))


def test_a_move_that_was_under_way_is_found_at_the_second_look(world: World, said: Written) -> None:
    late = world.ask(outcome=said.by_alice())
    assert erase_all(LATER + timedelta(minutes=9)) == 0
    assert Standing.objects.get(promise_id=late.id).outcome == said.hers[-1]
    erase_all(LATER + timedelta(minutes=10))
    assert Standing.objects.get(promise_id=late.id).outcome == ""
    assert HERS not in " ".join(Words.objects.values_list("words", flat=True))


def test_several_people_erased_in_one_moment_are_all_erased(world: World) -> None:
    lived(world)
    for viewer in (world.alice, world.dan):
        people.erase(viewer.person, at=LATER)
    erase_all(LATER)
    assert not Words.objects.exists()
    assert not Draft.objects.exists()
    assert rebuild(write=False).differed == 0


def test_somebody_who_was_not_erased_loses_nothing(world: World) -> None:
    said = lived(world)
    people.erase(world.olga.person, at=LATER)
    erase_all(LATER)
    kept = " ".join(Words.objects.values_list("words", flat=True))
    assert not [word for word in said.hers[:-1] + said.his[:-1] if word not in kept]


class Killed(BaseException):
    """As a kill: nothing after it happens, and what is not committed is not there."""


def test_killed_at_any_step_it_goes_on_from_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    said, killed = lived(world), 0
    monkeypatch.setattr(erasing, "BATCH", 1)
    people.erase(world.alice.person, at=LATER)
    for step in range(1, 100):
        with monkeypatch.context() as patch:
            left = [step]

            def dying(real: Callable, left: list[int] = left) -> Callable:
                def told(*given, **named):
                    left[0] -= 1
                    if left[0] == 0:
                        raise Killed
                    return real(*given, **named)

                return told

            patch.setattr(erasing, "_erase_in", dying(erasing._erase_in))
            patch.setattr(erasing, "_erase_found", dying(erasing._erase_found))
            patch.setattr(Erasing, "save", dying(Erasing.save))
            try:
                erase_all(LATER)
                break
            except Killed:
                killed += 1
        assert rebuild(write=False).differed == 0
    assert killed > 4
    assert HERS not in " ".join(Words.objects.values_list("words", flat=True))
    found = promises_page(viewer=world.dan, asked=Asked(find=HERS), at=LATER)
    assert found.rows == ()
    assert len(said.his) == Words.objects.count() + 4  # several of his texts are in one move; one is a draft


# --- the files ---


def files() -> bytes:
    name = Path(connection.settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*") if path.is_file())


def rows() -> str:
    """Every row of every table as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def left(*words: str) -> list[str]:
    """Which of these can be found in the database, whatever way one looks. The database itself fits no message."""
    there = files().decode("latin-1").lower() if settings.IS_SQLITE else rows().lower()
    return [word for word in words if word.lower() in there]


def test_none_of_her_words_is_left_in_the_database(committed: None) -> None:
    world = the_world()
    said = lived(world)
    lived(world)  # so that the index has several segments, and her words in each
    assert left(*said.hers[:-1]) == said.hers[:-1]
    with time_machine.travel(LATER, tick=False):
        people.erase(world.alice.person, at=LATER)
        while one_round() == 0.0:
            pass
    assert left(HERS, "Alice Adams") == []
    assert left(*said.his[:-1]) == said.his[:-1]
    assert not Erasing.objects.exclude(traces=0).exists()


@pytest.mark.sqlite_only
def test_while_somebody_reads_the_log_is_swept_later(committed: None) -> None:
    import sqlite3

    world = the_world()
    lived(world)
    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM promises_words").fetchone()
    people.erase(world.alice.person, at=LATER)
    erase_all(LATER)
    assert left(HERS)
    assert Erasing.objects.exclude(traces=0).exists()
    reader.close()
    erase_all(LATER)
    assert not left(HERS)
