"""Taking one's conversations away, and being erased: what is one's own goes with one, what is the other's stays."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from fairlead.doors.clock import now
from fairlead.rooms.conversations.actions.erasing import erase_words
from fairlead.rooms.conversations.models import Erasing, Note, Words
from fairlead.rooms.conversations.queries.stored import journal
from fairlead.rooms.people import actions as people
from tests.rooms.conversations.test_at_once import is_whole
from tests.rooms.conversations.world import LOOKING, WHOLE, Talk, play
from tests.rooms.promises.browser import browser_of

UP_TO_THE_GATE = WHOLE[: WHOLE.index(("alice", "own_part", {})) - 2]
"""The asker's note to talk in person is written, and the doer was not heard yet."""


def taken_by(talk: Talk, name: str) -> Any:
    answer = browser_of(getattr(talk.programs.world, name)).get("/you/export")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return json.loads(packed.read("fairlead.json"))["conversations"]


def test_each_takes_away_what_they_can_read_and_no_more(talk: Talk) -> None:
    talk.begin("dan")
    list(play(talk, UP_TO_THE_GATE))
    for name in ("alice", "dan"):
        [taken] = taken_by(talk, name)
        seen = talk.get(name).data
        del seen["open_acts"]
        assert taken == seen
        mine = {word for word, author in talk.said.items() if author == name}
        assert not [word for word in mine if word not in json.dumps(taken)]
    hers = [word for word in talk.said if "alicetalkinperson" in word or "alicenoteprivate" in word]
    assert len(hers) == 2
    assert not [word for word in hers if word in json.dumps(taken_by(talk, "dan"))]
    assert taken_by(talk, "olga") == taken_by(talk, "mallory") == []


def test_what_nobody_was_invited_to_is_in_its_openers_alone(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "note_private", prompt=1)
    assert (len(taken_by(talk, "dan")), taken_by(talk, "alice")) == (1, [])


@pytest.fixture
def erased(talk: Talk) -> Talk:
    """Alice, after a conversation almost to its end."""
    talk.begin("dan")
    list(play(talk, WHOLE[:-LOOKING]))
    tag = talk.get("dan").headers["ETag"]
    people.erase(talk.programs.world.alice.person, at=now())
    done = 0
    while erase_words(at=now()) and done < 9:
        done += 1
    assert talk.get("dan", If_None_Match=tag).status_code == 200
    return talk


def test_her_words_are_gone_and_his_are_not(erased: Talk) -> None:
    kept = " ".join(Words.objects.values_list("words", flat=True))
    shown = erased.get("dan").content.decode()
    for word, author in erased.said.items():
        assert (word in shown) == (author == "dan"), word
        assert author == "dan" or word not in kept, word
    assert list(Note.objects.values_list("person_id", flat=True).distinct()) == [
        erased.programs.world.dan.person
    ]
    assert is_whole(UUID(erased.id), erased.programs.world.dan.organisation)


def test_he_can_read_on_and_stop(erased: Talk) -> None:
    seen = erased.get("dan").data
    assert seen["shown"]["agreement"]["actions"][0]["text"] != ""  # he proposed it
    assert [one["text"] for one in seen["shown"]["own_part"]] == [None]
    assert erased.step("dan", "stop")["ended"] == "stopped"


def test_what_was_under_way_is_found_at_the_second_look(erased: Talk) -> None:
    found = journal(UUID(erased.id), organisation=erased.programs.world.dan.organisation)
    assert found is not None
    number = next(kept.line.number for kept in found.kept if kept.is_erased)
    Words.objects.create(conversation_id=found.talk.id, number=number, salt=b"x" * 32, words="{}")
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        while Erasing.objects.get(look="again").reached_id is None:
            assert erase_words(at=now())
    assert not Words.objects.filter(conversation_id=found.talk.id, number=number).exists()
