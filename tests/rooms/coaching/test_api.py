"""Coaching over the API: the same acts, the same refusals, and tokens that may only what they were made for."""

from __future__ import annotations

from typing import Any

from fairlead.doors import sql
from fairlead.rooms.reflections.actions.write import answer_one
from tests.doors.program import Program, refused
from tests.rooms.coaching.conftest import WEEK, Coached
from tests.rooms.promises.world import NOW


def program(coached: Coached, name: str, *scopes: str) -> Program:
    viewer = coached.max if name == "max" else getattr(coached.world, name)
    return Program.of(viewer, at=NOW, scopes=scopes or ("read", "write"))


def invite(coached: Coached, name: str, *scopes: str, **body: Any) -> Any:
    sent = {"coach": str(coached.max.person), **body}
    return program(coached, name, *scopes).post("/leaves", sent)


def test_a_promise_is_shared_by_two_yeses_and_the_coach_sees_it_without_a_move(coached: Coached) -> None:
    made = invite(coached, "dan", promise=str(coached.promise.id))
    assert (made.status_code, made.data["kind"], made.data["ends_at"]) == (201, "promise", None)
    alice, max_ = program(coached, "alice"), program(coached, "max")
    moves = f"/leaves/{made.data['id']}/moves"
    refused(program(coached, "dan").post(moves, {"act": "agree"}), 409, "not_your_move")
    refused(max_.get(f"/promises/{coached.promise.id}"), 404, "not_found")
    assert alice.post(moves, {"act": "agree"}).status_code == 204
    seen = max_.get(f"/promises/{coached.promise.id}").data
    assert (seen["me"], seen["open_acts"], seen["readers"]) == ("coach", [], ["asker", "doer", "coach"])
    assert [one["kind"] for one in max_.get("/coaching").data["items"][0]["shared"]] == ["promise"]
    assert alice.get("/leaves").data["items"][0]["ends_at"] == "2026-12-23T09:01:00.000000Z"
    assert program(coached, "dan").post(moves, {"act": "end"}).status_code == 204
    refused(program(coached, "dan").post(moves, {"act": "end"}), 404, "not_found")


def test_which_promise_a_conversation_is_about_is_not_told_to_who_reads_along(coached: Coached) -> None:
    coached.act(coached.world.dan, "invite", "conversation")
    coached.act(coached.world.alice, "agree", "conversation")
    here, promise = f"/conversations/{coached.talk}", str(coached.promise.id)
    seen = program(coached, "max").get(here)
    assert (seen.status_code, seen.data["promise"]) == (200, None)
    assert promise.encode() not in seen.content
    assert program(coached, "alice").get(here).data["promise"] == promise


def test_no_id_of_what_was_not_shared_is_told_to_a_coach(coached: Coached) -> None:
    world = coached.world
    first = world.promised()
    linked = world.ask(linked_to=str(first.id), team=str(world.team))
    coached.promise = linked
    coached.act(world.alice, "invite", "promise")
    coached.act(world.dan, "agree", "promise")
    max_, dan = program(coached, "max"), program(coached, "dan")
    for address in (f"/promises/{linked.id}", f"/promises/{linked.id}/journal"):
        for id_ in (first.id, world.team):
            assert str(id_).encode() in dan.get(address).content
            assert str(id_).encode() not in max_.get(address).content


def test_a_week_is_shared_and_read_by_tokens_made_to_reflect_alone(coached: Coached) -> None:
    refused(invite(coached, "alice", week=WEEK), 403, "scope")
    made = invite(coached, "alice", "write", "read", "reflect", week=WEEK)
    assert made.data["ends_at"] is not None
    address = f"/coaching/weeks/{coached.week}"
    seen = program(coached, "max", "reflect").get(address).data
    assert [one["text"] for one in seen["answers"]] == ["I was canaryweek"]
    refused(program(coached, "max").get(address), 403, "scope")
    plain = program(coached, "max").get("/coaching").data
    assert plain["items"][0]["shared"] == []
    refused(program(coached, "max").get(f"/coaching/reflection/{coached.week}/additions"), 404, "not_found")
    hers = program(coached, "alice", "reflect").get(f"/reflections/{WEEK}").data
    assert hers["readers"] == ["author", "coach"]
    assert sql.rows("SELECT count(*) FROM leaves_leave", [])[0][0] == 1
    answer_one(viewer=coached.world.alice, week=WEEK, number=1, text="", at=NOW)
    assert sql.rows("SELECT count(*) FROM leaves_leave", [])[0][0] == 0, "with the week its leave goes"


def test_what_is_asked_is_read_by_those_who_read_the_thing(coached: Coached) -> None:
    coached.share()
    address = f"/coaching/promise/{coached.promise.id}/additions"
    sent = {"sort": "prompt", "text": "Think of the last time it went well."}
    assert program(coached, "max").post(address, sent).status_code == 201
    for name in ("alice", "dan", "max"):
        items = program(coached, name).get(address).data["items"]
        assert [(one["sort"], one["text"], one["by"]["name"]) for one in items] == [
            ("prompt", "Think of the last time it went well.", "Max Maier")
        ]
    for name in ("olga", "mallory"):
        refused(program(coached, name).get(address), 404, "not_found")


def test_bad_input_is_told_with_its_field(coached: Coached) -> None:
    promise, alice = str(coached.promise.id), program(coached, "alice")
    for body, code, field in (
        ({"coach": str(coached.max.person)}, "missing_field", "promise"),
        ({"promise": promise}, "missing_field", "coach"),
        ({"promise": promise, "coach": str(coached.world.dan.person)}, "bad_field", "coach"),
        ({"promise": promise, "coach": 7}, "bad_field", "coach"),
        ({"promise": promise, "coach": "x", "days": 90}, "bad_field", "days"),
    ):
        refused(alice.post("/leaves", body), 422, code, field)
    refused(alice.post("/leaves", {"promise": "x", "coach": "y"}), 404, "not_found")
    refused(
        alice.post("/leaves", {"promise": promise, "coach": "nobody@example.org"}), 422, "bad_field", "coach"
    )
    coached.share()
    refused(invite(coached, "alice", promise=promise), 409, "not_your_move")
    max_, address = program(coached, "max"), f"/coaching/promise/{promise}/additions"
    refused(max_.post(address, {"sort": "order", "text": "Do it"}), 422, "bad_field", "sort")
    refused(max_.post(address, {"sort": "question"}), 422, "missing_field", "text")
    refused(max_.post(address, {"sort": "question", "text": "x", "by": "me"}), 422, "bad_field", "by")
    leave = alice.get("/leaves").data["items"][0]["id"]
    refused(alice.post(f"/leaves/{leave}/moves", {"act": "renew"}), 422, "unknown_act")
