"""Dan takes his things with him: all of them, nothing of anybody else's, and the chain still verifies."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from fairlead.core.journal import NO_HEAD, line_hash
from fairlead.core.promise.journal import Move
from fairlead.rooms.promises.actions.drafts import keep_draft
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()


def taken_by(world: World, viewer) -> tuple[dict, str]:
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        answer = browser_of(viewer).get("/you/export")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    return json.loads(packed.read("fairlead.json")), packed.read("fairlead.html").decode()


def test_dan_finds_every_word_of_his_promises_and_drafts(world: World) -> None:
    promise = world.move(
        world.dan, world.ask(text="Can you, <b>please</b>?"), "accept", read_back="Two names a day"
    )
    world.move(world.alice, promise, "note", text="Thank you already")
    keep_draft(viewer=world.dan, body={"text": "half a thought"}, at=world.at)
    data, page = taken_by(world, world.dan)
    assert data["schema"] == "fairlead.own/1"
    assert [one["id"] for one in data["promises"]] == [str(promise.id)]
    words = json.dumps(data, ensure_ascii=False)
    for written in ("Two names a day", "Thank you already", "half a thought", "Everyone on it has said yes"):
        assert written in words
    assert "Can you, &lt;b&gt;please&lt;/b&gt;?" in page
    assert "Thank you already" in page


def test_olga_finds_nothing_of_theirs_and_alice_no_draft_of_dan(world: World) -> None:
    world.ask(text="between us")
    keep_draft(viewer=world.dan, body={"text": "half a thought"}, at=world.at)
    for viewer, hidden in (
        (world.olga, "between us"),
        (world.mallory, "between us"),
        (world.alice, "half a thought"),
    ):
        data, page = taken_by(world, viewer)
        assert hidden not in json.dumps(data) + page


def test_the_chain_of_what_was_taken_verifies(world: World) -> None:
    world.promised()
    data, _page = taken_by(world, world.alice)
    prev = NO_HEAD
    for line in data["promises"][0]["journal"]:
        at = datetime.fromisoformat(line["at"])
        promise = UUID(data["promises"][0]["id"])
        move = Move(
            promise,
            line["number"],
            line["act"],
            UUID(line["by"]),
            at,
            line["version"],
            line["data"],
            line["words"],
        )
        prev = line_hash(move, prev=prev, text=line["text"])
        assert prev == line["hash"]
    assert prev == data["promises"][0]["head"]
