"""Conversations from the point of view of a program: every operation, every refusal, and what nobody may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairlead.core.conversation.agenda import ACTS
from fairlead.rooms.conversations.queries.lists import conversations_about
from tests.doors.program import refused
from tests.doors.test_api_description import held
from tests.rooms.conversations.world import LOOKING, WHOLE, Talk, play
from tests.rooms.promises.world import NOW

SHAPE = {
    "id", "promise", "step", "version", "me", "asker", "doer", "facilitator", "suggested", "mode", "heard", "waiting_for", "open_acts",
    "paused_until", "answer_on", "look_again_on", "ended", "readers", "shown", "created_at", "updated_at",
}  # fmt: skip


def test_a_whole_conversation_over_the_api(talk: Talk) -> None:
    begun = talk.begin("dan")
    assert set(begun) == SHAPE
    assert (begun["step"], begun["version"], begun["me"]) == ("prepare", 0, "doer")
    steps = []
    for name, _act in play(talk):
        answer = talk.get(name)
        held(answer, "Conversation")
        step = answer.data["step"]
        if step not in steps:
            steps.append(step)
    assert steps == [
        "prepare", "open", "restore", "gap", "listen", "own_part", "causes", "repair", "agree", "close", "look_again",
    ]  # fmt: skip
    end = talk.get("alice").data
    left = [one["act"] for one in end["open_acts"]]  # Olga still reads along, until either ends it
    assert (end["ended"], end["waiting_for"], left) == ("closed", [], ["end_facilitator"])
    assert talk.step("alice", "end_facilitator")["open_acts"] == []
    held(talk.who("alice").get("/conversations"), "Conversations")


def test_before_the_invitation_it_is_not_there_for_the_other(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "note_private", prompt=2)
    talk.step("dan", "share_line", prompt=2)
    for other in ("alice", "olga", "mallory"):
        refused(talk.get(other), 404, "not_found")
        refused(talk.send(other, "join"), 404, "not_found")
        assert talk.who(other).get("/conversations").data == {"items": [], "next": None}
    assert talk.get("dan").data["version"] == 0
    assert talk.step("dan", "invite")["version"] == 1
    assert talk.get("alice").data["step"] == "open"


def test_a_promise_is_looked_back_at_from_the_invitation_to_the_end(talk: Talk) -> None:
    begun = talk.begin("dan")

    def looked_at(name: str, more: str = "") -> list[str]:
        found = talk.who(name).get(f"/promises?place=looking_back{more}")
        assert found.status_code == 200
        return [promise["id"] for promise in found.data["items"]]

    assert (looked_at("dan"), looked_at("alice"), looked_at("olga")) == ([begun["promise"]], [], [])
    talk.step("dan", "invite")
    assert (looked_at("alice"), looked_at("olga")) == ([begun["promise"]], [])
    assert looked_at("alice", "&q=rota") == [begun["promise"]]
    assert looked_at("alice", "&q=zebra") == []
    talk.programs.promised()
    assert looked_at("alice", "&limit=1") == [begun["promise"]]
    talk.step("alice", "stop")
    assert (looked_at("dan"), looked_at("alice")) == ([], [])


def test_not_yours_and_not_there_are_one_answer(talk: Talk) -> None:
    talk.begin("dan")
    seen = []
    for who, conversation in (("alice", talk.id), ("mallory", talk.id), ("olga", str(uuid4()))):
        calls: list[tuple[str, str, Any]] = [
            ("GET", f"/conversations/{conversation}", None),
            ("POST", f"/conversations/{conversation}/steps", {"act": "join"}),
            ("POST", f"/conversations/{conversation}/steps", {"act": "dance"}),
            ("POST", f"/conversations/{conversation}/steps", b"{"),
        ]
        answers = []
        for method, address, body in calls:
            with CaptureQueriesContext(connection) as statements:
                answer = talk.who(who).call(method, address, body)
            refused(answer, 404, "not_found")
            run = [one["sql"].split("WHERE")[0] for one in statements.captured_queries]
            answers.append((answer.content, dict(answer.headers), [one for one in run if "POINT" not in one]))
        seen.append(answers)
    assert seen[0] == seen[1] == seen[2]
    refused(talk.who("dan").get("/conversations/nonsense"), 404, "not_found")


def test_it_begins_about_a_promise_once_there_is_one(talk: Talk) -> None:
    programs = talk.programs
    asked = programs.ask()
    alice, dan, olga = programs.alice, programs.dan, programs.olga
    refused(dan.post("/conversations", {"promise": asked["id"]}), 409, "not_your_move")
    programs.moved(dan, asked, "accept")
    refused(olga.post("/conversations", {"promise": asked["id"]}), 404, "not_found")
    refused(dan.post("/conversations", {"promise": "nonsense"}), 404, "not_found")
    refused(dan.post("/conversations", {"promise": asked["id"], "me": "asker"}), 422, "bad_field", "me")
    refused(dan.post("/conversations", {"promise": asked["id"], "with": "x"}), 422, "bad_field", "with")
    refused(
        dan.post("/conversations", {"promise": asked["id"], "expectation": "x"}),
        422,
        "bad_field",
        "expectation",
    )
    refused(dan.post("/conversations", {"mood": "x"}), 422, "bad_field", "mood")
    refused(dan.post("/conversations", {}), 422, "missing_field", "promise")
    for who, role in ((alice, "asker"), (dan, "doer")):
        made = who.post("/conversations", {"promise": asked["id"]})
        assert (made.status_code, made.data["me"], made.data["promise"]) == (201, role, asked["id"])
        assert made.headers["Location"] == f"/api/v1/conversations/{made.data['id']}"


def test_it_begins_about_what_was_never_asked(talk: Talk) -> None:
    alice, dan = talk.person("alice"), talk.person("dan")
    body = {"with": dan, "expectation": "A word before the door closes", "me": "asker"}
    program = talk.who("alice")
    for blank, field in (("with", "with"), ("expectation", "expectation"), ("me", "me")):
        refused(program.post("/conversations", {**body, blank: ""}), 422, "missing_field", field)
    for wrong in (
        {"me": "boss"},
        {"with": alice},
        {"with": talk.person("mallory")},
        {"with": "nobody@example.org"},
        {"with": ["x"]},
        {"expectation": "x" * 281},
    ):
        refused(program.post("/conversations", {**body, **wrong}), 422, "bad_field", next(iter(wrong)))
    begun = talk.begin("alice", **body)
    assert (begun["promise"], begun["me"], begun["shown"]["expectation"]) == (
        None,
        "asker",
        body["expectation"],
    )
    for name, act, facts in (
        ("alice", "invite", {}),
        ("dan", "join", {}),
        ("dan", "state_picture", {"was_a_yes": False}),
        ("alice", "state_picture", {"was_a_yes": True}),
        ("dan", "same_picture", {}),
    ):
        talk.step(name, act, **facts)
    assert talk.step("alice", "same_picture")["step"] == "listen"


def test_open_acts_are_what_a_step_is_taken_for(talk: Talk) -> None:
    talk.begin("dan")
    for number, (name, act) in enumerate(play(talk)):
        if number % 6:
            continue
        for who in ("alice", "dan"):
            seen = talk.get(who)
            acts = {one["act"] for one in seen.data["open_acts"]} if seen.status_code == 200 else set()
            for tried in set(ACTS) - acts:
                answer = talk.send(who, tried, version=seen.data.get("version"))
                assert answer.status_code in (404, 409), (name, act, who, tried, answer.data)
    assert {act for name, act, _ in WHOLE} <= set(ACTS)


def test_refusals_of_the_law_carry_code_and_field(talk: Talk) -> None:
    talk.begin("dan")
    refused(talk.send("dan", "dance"), 422, "unknown_act", "act")
    refused(talk.send("dan", ""), 422, "unknown_act", "act")
    refused(talk.send("dan", "join"), 409, "not_your_move")
    refused(talk.send("dan", "invite", mode="live"), 422, "missing_field", "purpose")
    refused(talk.send("dan", "invite", mode="shouting", purpose="x"), 422, "bad_field", "mode")
    refused(talk.send("dan", "invite", mode="live", purpose="x", colour="red"), 422, "bad_field", "colour")
    refused(talk.send("dan", "invite_facilitator", person=talk.person("mallory")), 422, "bad_field", "person")
    refused(talk.send("dan", "note_private", prompt=9, text="x"), 422, "bad_field", "prompt")
    talk.step("dan", "invite")
    stale = talk.send("alice", "join", version=0)
    refused(stale, 409, "stale_terms", "version")
    assert stale.data["title"] == "This has changed since you saw it."
    assert stale.data["version"] == 1
    talk.step("dan", "stop")
    refused(talk.send("alice", "join"), 409, "ended")


def test_too_early_says_on_which_day(talk: Talk) -> None:
    talk.begin("dan")
    list(play(talk, WHOLE[:-LOOKING]))
    answer = talk.send("alice", "look_again", verdict="keep", text="x")
    refused(answer, 409, "too_early")
    assert answer.data["on"] == "2026-11-27"
    assert talk.get("alice").data["waiting_for"] == []
    before = talk.get("dan").headers["ETag"]
    talk.clock.shift(timedelta(days=5))
    assert talk.get("dan", If_None_Match=before).status_code == 200
    row = talk.who("dan").get("/conversations").data["items"][0]
    assert set(row["waiting_for"]) == {talk.person("alice"), talk.person("dan")}


def test_a_live_page_asks_again_for_one_statement(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "invite")
    tags = {who: talk.get(who).headers["ETag"] for who in ("alice", "dan")}
    with CaptureQueriesContext(connection) as statements:
        answer = talk.get("alice", If_None_Match=tags["alice"])
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tags["alice"])
    assert len([one for one in statements.captured_queries if "conversations_" in one["sql"]]) == 1
    assert len(statements.captured_queries) == 2  # the other one asks who is asking
    talk.step("dan", "note_private", prompt=1)
    assert talk.get("alice", If_None_Match=tags["alice"]).status_code == 304
    assert talk.get("dan", If_None_Match=tags["dan"]).status_code == 200
    talk.step("alice", "join")
    assert talk.get("alice", If_None_Match=tags["alice"]).status_code == 200
    refused(talk.get("olga", If_None_Match=tags["alice"]), 404, "not_found")
    refused(talk.get("olga", If_None_Match="*"), 404, "not_found")


def test_who_reads_along_reads_until_the_leave_ends(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "invite")
    talk.step("alice", "join")
    talk.step("alice", "invite_facilitator", person=talk.person("olga"))
    assert talk.get("dan").data["suggested"]["name"] == "Olga Orlova"
    refused(talk.get("olga"), 404, "not_found")
    talk.step("dan", "agree_facilitator")
    seen = talk.get("olga").data
    assert (seen["me"], seen["open_acts"], seen["facilitator"]["name"]) == ("facilitator", [], "Olga Orlova")
    refused(talk.send("olga", "pause", date="2026-12-01"), 404, "not_found")
    tag = talk.get("olga").headers["ETag"]
    assert talk.get("olga", If_None_Match=tag).status_code == 304
    talk.step("alice", "end_facilitator")
    refused(talk.get("olga", If_None_Match=tag), 404, "not_found")


def test_a_step_sent_twice_is_taken_once(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "invite")
    talk.step("alice", "join")
    for _ in range(2):
        assert talk.step("dan", "state_picture", text="The same", was_a_yes=True)["version"] == 3
    key = {"Idempotency_Key": "once"}
    address, body = f"/conversations/{talk.id}/steps", {"act": "pause", "date": "2026-12-01", "version": 3}
    first, second = (talk.who("dan").call("POST", address, body, **key) for _ in range(2))
    assert first.content == second.content
    assert first.data["version"] == 4
    refused(talk.who("dan").call("POST", address, {**body, "version": 4}, **key), 422, "key_reused")


def test_lists_are_paged_what_moved_last_first(talk: Talk) -> None:
    made = []
    for number in range(5):
        talk.clock.shift(timedelta(minutes=1))
        made.append(talk.begin("dan")["id"])
        if number % 2:
            talk.step("dan", "invite")
    for who, there in (("dan", made), ("alice", made[1::2])):
        seen, after = [], ""
        while after is not None:
            page = talk.who(who).get(f"/conversations?limit=1{after}").data
            seen += [row["id"] for row in page["items"]]
            after = f"&after={page['next']}" if page["next"] else None
        assert seen == there[::-1]
    row = talk.who("alice").get("/conversations").data["items"][0]
    assert (row["me"], row["other"]["name"], row["step"]) == ("asker", "Dan Dorn", "open")
    assert row["waiting_for"] == [talk.person("alice")]
    about = talk.who("dan").get(f"/conversations?promise={row['promise']}").data["items"]
    assert [one["id"] for one in about] == [row["id"]]
    for wrong in ("limit=0", "limit=201", "after=nonsense", "after=2026-01-01~x", "promise=x"):
        refused(talk.who("dan").get(f"/conversations?{wrong}"), 422, "bad_field")


def test_what_is_refused_is_said_about_the_conversation(talk: Talk) -> None:
    asked = talk.programs.ask()
    early = talk.who("dan").post("/conversations", {"promise": asked["id"]})
    assert early.data["detail"] == "There is nothing promised here yet. Once there is, you can talk about it."
    talk.begin("dan")
    for act, version in (("dance", None), ("join", None), ("pause", 7)):
        assert "conversation" in talk.send("dan", act, version=version, date="2026-12-01").data["detail"]
    talk.step("dan", "stop")
    assert "This conversation has ended" in talk.send("dan", "resume").data["detail"]


def test_a_new_name_is_seen_by_who_asks_with_a_tag(talk: Talk) -> None:
    talk.begin("dan")
    talk.step("dan", "invite")
    tag = talk.get("alice").headers["ETag"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET name = 'Dan Domani' WHERE name = 'Dan Dorn'")
    answer = talk.get("alice", If_None_Match=tag)
    assert (answer.status_code, answer.data["doer"]["name"]) == (200, "Dan Domani")


def test_a_list_of_promises_can_say_which_are_looked_back_on(talk: Talk) -> None:
    promise = UUID(talk.begin("dan")["promise"])
    world = talk.programs.world
    asked: dict[str, Any] = {"at": NOW}
    assert conversations_about([promise], viewer=world.alice, **asked) == {}
    assert conversations_about([], viewer=world.dan, **asked) == {}
    talk.step("dan", "invite")
    for viewer, is_awaited in ((world.alice, True), (world.dan, False)):
        about = conversations_about([promise, uuid4()], viewer=viewer, **asked)
        [row] = about[promise]
        assert (str(row.id), row.step, row.is_my_turn) == (talk.id, "open", is_awaited)
    assert conversations_about([promise], viewer=world.olga, **asked) == {}
