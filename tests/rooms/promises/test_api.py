"""Promises from the point of view of a program: every operation, every refusal, and what nobody may see."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.doors.program import refused
from tests.rooms.promises.conftest import Programs

SHAPE = {
    "id", "number", "kind", "stage", "came_from", "ended", "ball", "me", "asker", "doer", "version", "terms", "zone", "team",
    "readers", "linked_to", "date_passed", "risk", "open_acts", "created_at", "updated_at", "head",
}  # fmt: skip


def test_a_promise_has_the_shape_of_the_contract(programs: Programs) -> None:
    asked = programs.ask(needs=[{"text": "The list of names", "due": "2026-12-01T09:00:00+01:00"}])
    assert set(asked) == SHAPE
    assert asked["asker"] == {"id": str(programs.world.alice.person), "name": "Alice Adams"}
    assert (asked["kind"], asked["stage"], asked["came_from"], asked["me"]) == (
        "request",
        "PROPOSED",
        None,
        "asker",
    )
    assert asked["ball"] == asked["doer"]["id"]
    assert asked["terms"]["due"] == "2026-12-09T17:00:00+01:00"
    assert asked["terms"]["needs"] == [{"text": "The list of names", "due": "2026-12-01T09:00:00+01:00"}]
    assert asked["terms"]["assess_by"] == "2026-12-14T17:00:00+01:00"
    assert asked["zone"] == "Europe/Berlin"
    assert asked["readers"] == ["asker", "doer"]
    assert {act["act"] for act in asked["open_acts"]} == {"amend", "withdraw", "note", "thank"}
    assert asked["created_at"] == "2026-11-23T09:00:00.000000Z"
    assert (asked["number"], len(asked["head"])) == (1, 64)


def test_who_asks_is_told_where_the_promise_lives(programs: Programs) -> None:
    body = {"kind": "offer", "to": "alice@example.org", "terms": {"outcome": "A cake"}}
    made = programs.dan.post("/promises", body)
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/promises/{made.data['id']}"
    assert (made.data["me"], made.data["kind"]) == ("doer", "offer")
    assert programs.alice.get(f"/promises/{made.data['id']}").data["me"] == "asker"


def test_the_whole_cycle_over_the_api(programs: Programs) -> None:
    promise = programs.ask()
    promise = programs.moved(programs.dan, promise, "ask", text="Both weeks?")
    promise = programs.moved(programs.alice, promise, "clarify", text="Both.")
    promise = programs.moved(programs.dan, promise, "answer_by", date="2026-11-24T09:00:00+01:00")
    promise = programs.moved(programs.dan, promise, "counter", terms={"due": "2026-12-11T17:00:00+01:00"})
    assert (promise["version"], promise["ball"]) == (2, promise["asker"]["id"])
    promise = programs.moved(programs.alice, promise, "accept")
    promise = programs.moved(programs.dan, promise, "flag_risk", text="Two are ill")
    assert promise["risk"] is True
    promise = programs.moved(
        programs.dan, promise, "propose_change", terms={"standard": ["Every day has one name"]}
    )
    assert (promise["stage"], promise["came_from"]) == ("CHANGE", "PROMISED")
    promise = programs.moved(programs.alice, promise, "agree")
    promise = programs.moved(programs.dan, promise, "report_done")
    promise = programs.moved(programs.alice, promise, "name_gap", conditions=[1])
    assert (promise["stage"], promise["ball"]) == ("GAP", promise["doer"]["id"])
    promise = programs.moved(programs.dan, promise, "agree_to_fix", date="2026-12-12T12:00:00+01:00")
    promise = programs.moved(programs.dan, promise, "report_done")
    promise = programs.moved(programs.alice, promise, "declare_satisfied", text="Lovely")
    assert (promise["stage"], promise["ended"], promise["ball"]) == ("satisfied", True, None)
    assert [act["act"] for act in promise["open_acts"]] == ["thank"]
    lines = programs.dan.get(f"/promises/{promise['id']}/journal").data["items"]
    assert [line["number"] for line in lines] == list(range(1, 15))
    assert lines[1]["text"] == "Both weeks?"
    assert lines[-1]["hash"] == promise["head"]


def test_open_acts_are_exactly_what_a_move_is_taken_for(programs: Programs) -> None:
    from fairlead.core.promise.rules import ACTS

    facts = {
        "terms": {"background": "More of it"}, "text": "Words", "date": "2026-12-01T09:00:00+01:00", "conditions": [1],
        "answer": "yes",
    }  # fmt: skip
    for stage in range(3):
        for who in (programs.alice, programs.dan):
            for act in ACTS:
                promise = programs.ask()
                if stage > 0:
                    promise = programs.moved(programs.dan, promise, "accept")
                if stage > 1:
                    promise = programs.moved(programs.dan, promise, "report_done")
                seen = who.get(f"/promises/{promise['id']}").data
                needs = {one["act"]: one["needs"] for one in seen["open_acts"]}.get(act)
                given = {name: facts[name] for name in needs or () if name != "version"}
                answer = programs.move(who, promise, act, **given)
                assert (answer.status_code == 201) == (needs is not None), (stage, act, answer.data)


def test_refusals_of_the_law_carry_code_and_field(programs: Programs) -> None:
    asked = programs.ask()
    move = programs.move
    refused(move(programs.dan, asked, "dance"), 422, "unknown_act", "act")
    refused(programs.dan.post(f"/promises/{asked['id']}/moves", {}), 422, "unknown_act", "act")
    refused(move(programs.dan, asked, "report_done"), 409, "not_your_move")
    refused(move(programs.alice, asked, "accept"), 409, "not_your_move")
    refused(move(programs.dan, asked, "ask"), 422, "missing_field", "text")
    refused(move(programs.dan, asked, "ask", text=" "), 422, "missing_field", "text")
    refused(move(programs.dan, asked, "decline", colour="red"), 422, "bad_field", "colour")
    refused(move(programs.dan, asked, "answer_by", date="tomorrow"), 422, "bad_field", "date")
    refused(move(programs.dan, asked, "counter", terms=["no"]), 422, "bad_field", "terms")
    refused(
        programs.dan.post(f"/promises/{asked['id']}/moves", {"act": "accept"}),
        422,
        "missing_field",
        "version",
    )
    ended = programs.moved(programs.dan, asked, "decline")
    refused(move(programs.dan, ended, "note", text="x"), 409, "ended")


def test_whoever_answers_old_terms_is_given_both_texts(programs: Programs) -> None:
    asked = programs.ask()
    programs.moved(programs.alice, asked, "amend", terms={"standard": ["Only this"]})
    answer = programs.move(programs.dan, asked, "accept")
    refused(answer, 409, "stale_terms", "version")
    assert answer.data["version"] == 2
    assert answer.data["terms"]["standard"] == ["Only this"]
    assert answer.data["seen"]["standard"] == ["Every day has two names", "Everyone on it has said yes"]
    unknown = programs.dan.post(f"/promises/{asked['id']}/moves", {"act": "accept", "version": 9})
    refused(unknown, 409, "stale_terms")
    assert "seen" not in unknown.data


def test_too_early_says_when(programs: Programs) -> None:
    promise = programs.moved(programs.dan, programs.promised(), "report_done")
    answer = programs.move(programs.dan, promise, "close_unassessed")
    refused(answer, 409, "too_early")
    assert answer.data["at"].startswith("2026-12-14T16:00:00")


def test_not_yours_and_not_there_are_one_answer(programs: Programs) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = programs.ask()
    seen = []
    for who, promise in (
        (programs.olga, asked["id"]),
        (programs.mallory, asked["id"]),
        (programs.olga, str(uuid4())),
    ):
        calls = [
            ("GET", f"/promises/{promise}", None),
            ("GET", f"/promises/{promise}/journal", None),
            ("POST", f"/promises/{promise}/moves", {"act": "accept", "version": 1}),
            ("POST", f"/promises/{promise}/moves", {"act": "dance"}),
            ("POST", f"/promises/{promise}/moves", b"{"),
            ("PUT", f"/promises/{promise}/sharing", {"team": True}),
        ]
        answers = []
        for method, address, body in calls:
            with CaptureQueriesContext(connection) as statements:
                answer = who.call(method, address, body)
            refused(answer, 404, "not_found")
            run = [
                one["sql"].split("WHERE")[0]
                for one in statements.captured_queries
                if "POINT" not in one["sql"]
            ]
            answers.append((answer.content, dict(answer.headers), run))
        seen.append(answers)
    assert seen[0] == seen[1] == seen[2]
    refused(programs.alice.get("/promises/nonsense"), 404, "not_found")


def test_lists_are_paged_and_filtered(programs: Programs) -> None:
    made = [programs.ask(outcome=f"Thing number {number}")["id"] for number in range(5)]
    for who, place in (
        (programs.dan, "waiting"),
        (programs.dan, "mine"),
        (programs.alice, "asked"),
        (programs.dan, "all"),
    ):
        seen, after = [], ""
        while after is not None:
            page = who.get(f"/promises?place={place}&limit=2{after}").data
            seen += [promise["id"] for promise in page["items"]]
            after = f"&after={page['next']}" if page["next"] else None
        assert sorted(seen) == sorted(made), place
    assert programs.olga.get("/promises").data == {"items": [], "next": None}
    assert len(programs.dan.get("/promises?q=number%203").data["items"]) == 1
    assert len(programs.dan.get(f"/promises?with={programs.world.alice.person}").data["items"]) == 5
    assert programs.dan.get(f"/promises?with={programs.world.olga.person}").data["items"] == []
    one = programs.dan.get("/promises?limit=1").data["items"][0]
    assert one == programs.dan.get(f"/promises/{one['id']}").data


@pytest.mark.parametrize(
    ("query", "field"),
    [("limit=201", "limit"), ("limit=0", "limit"), ("limit=x", "limit"), ("place=nowhere", "place"), ("after=!!", "after"),
     ("with=me", "with"), ("q=%00", "q"), ("after=W10", "after"), ("limit=99999999999999999999999", "limit")],
)  # fmt: skip
def test_a_list_asked_for_wrongly_says_which_word_is_wrong(
    programs: Programs, query: str, field: str
) -> None:
    refused(programs.dan.get(f"/promises?{query}"), 422, "bad_field", field)


def test_today_has_its_lists(programs: Programs) -> None:
    waiting = programs.ask()
    promised = programs.promised()
    kept = programs.moved(programs.alice, programs.promised(), "declare_satisfied")
    day = programs.dan.get("/today").data
    assert set(day) == {"waiting", "also_waiting", "i_promised", "promised_to_me", "kept_this_week"}
    assert {promise["id"] for promise in day["waiting"]} == {waiting["id"], promised["id"]}
    assert {promise["id"] for promise in day["i_promised"]} == {waiting["id"], promised["id"]}
    assert [promise["id"] for promise in day["kept_this_week"]] == [kept["id"]]
    assert {promise["id"] for promise in programs.alice.get("/today").data["promised_to_me"]} == {
        waiting["id"],
        promised["id"],
    }


def test_drafts_are_their_authors_alone_and_can_be_sent(programs: Programs) -> None:
    kept = programs.alice.post("/drafts", {"kind": "request", "terms": {"outcome": "A thing"}})
    assert kept.status_code == 201
    address = kept.headers["Location"].removeprefix("/api/v1")
    assert programs.alice.get(address).data["terms"] == {"outcome": "A thing"}
    for who in (programs.dan, programs.mallory):
        refused(who.get(address), 404, "not_found")
        refused(who.call("PATCH", address, {"to": "x"}), 404, "not_found")
        refused(who.call("PATCH", address, b"no"), 404, "not_found")
        refused(who.call("DELETE", address), 404, "not_found")
        refused(who.post("/promises", {"draft": kept.data["id"]}), 404, "not_found")
    changed = programs.alice.call("PATCH", address, {"to": str(programs.world.dan.person), "text": None})
    assert changed.status_code == 200
    assert [draft["id"] for draft in programs.alice.get("/drafts").data["items"]] == [kept.data["id"]]
    sent = programs.alice.post("/promises", {"draft": kept.data["id"]})
    assert sent.status_code == 201
    assert sent.data["terms"]["outcome"] == "A thing"
    refused(programs.alice.post("/promises", {"draft": kept.data["id"]}), 404, "not_found")
    assert programs.alice.get("/drafts").data["items"] == []


def test_a_draft_that_cannot_be_sent_is_still_there(programs: Programs) -> None:
    kept = programs.alice.post("/drafts", {"kind": "request"}).data
    refused(programs.alice.post("/promises", {"draft": kept["id"]}), 422, "missing_field", "to")
    assert programs.alice.get(f"/drafts/{kept['id']}").status_code == 200
    assert programs.alice.call("DELETE", f"/drafts/{kept['id']}").status_code == 204
    refused(programs.alice.get(f"/drafts/{kept['id']}"), 404, "not_found")


def test_drafts_come_in_pages(programs: Programs, clock: object) -> None:
    made = [programs.alice.post("/drafts", {"text": str(number)}).data["id"] for number in range(5)]
    seen, after = [], ""
    while after is not None:
        page = programs.alice.get(f"/drafts?limit=2{after}").data
        seen += [draft["id"] for draft in page["items"]]
        after = f"&after={page['next']}" if page["next"] else None
    assert sorted(seen) == sorted(made)


def test_somebody_with_an_unknown_address_is_invited_with_the_ask(programs: Programs) -> None:
    from fairlead.rooms.people.queries import open_invitation
    from tests.rooms.promises.world import NOW, terms

    body = {"kind": "request", "to": "Sam@example.com", "terms": terms()}
    made = programs.alice.post("/promises", body)
    assert made.status_code == 201
    code = made.data["invitation"]["url"].rsplit("/", 1)[-1]
    invitation = open_invitation(code, at=NOW)
    assert str(invitation.about) == made.data["id"]
    assert (made.data["doer"]["name"], str(invitation.person)) == ("sam", made.data["doer"]["id"])
    again = programs.alice.post("/promises", body)
    assert again.data["doer"]["id"] == made.data["doer"]["id"]
    assert again.data["invitation"]["url"] != made.data["invitation"]["url"]
    assert "invitation" not in programs.alice.get(f"/promises/{made.data['id']}").data


def test_an_ask_that_is_refused_invites_nobody(programs: Programs) -> None:
    refused(
        programs.alice.post("/promises", {"kind": "request", "to": "sam@example.com", "terms": {}}),
        422,
        "missing_field",
        "outcome",
    )
    assert "sam" not in str(programs.alice.get("/people").data)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"kind": None}, "unknown_act", "kind"),
        ({"kind": ["request"]}, "unknown_act", "kind"),
        ({"to": None}, "missing_field", "to"),
        ({"to": 3}, "bad_field", "to"),
        ({"to": "nobody"}, "bad_field", "to"),
        ({"to": "a\0b"}, "bad_field", "to"),
        ({"to": str(uuid4())}, "bad_field", "to"),
        ({"to": "x" * 300 + "@example.org"}, "bad_field", "to"),
        ({"to": "alice@example.org"}, "bad_field", "to"),
        ({"terms": None}, "missing_field", "outcome"),
        ({"terms": {"outcome": "x" * 301}}, "bad_field", "outcome"),
        ({"terms": {"outcome": "x", "due": "2026-12-09T17:00:00"}}, "bad_field", "due"),
        ({"terms": {"outcome": "x", "due": "2020-12-09T17:00:00Z"}}, "bad_field", "due"),
        ({"terms": {"outcome": "x", "mood": "good"}}, "bad_field", "mood"),
        ({"team": "no"}, "bad_field", "team"),
        ({"linked_to": str(uuid4())}, "bad_field", "linked_to"),
        ({"made_at": "2030-01-01T00:00:00Z"}, "bad_field", "made_at"),
        ({"text": "x" * 10_001}, "bad_field", "text"),
        ({"text": 5}, "bad_field", "text"),
        ({"colour": "red"}, "bad_field", "colour"),
    ],
)
def test_an_ask_that_cannot_be_taken_says_why(
    programs: Programs, changes: dict, code: str, field: str
) -> None:
    body = {"kind": "request", "to": "dan@example.org", "terms": {"outcome": "x"}, **changes}
    refused(programs.alice.post("/promises", body), 422, code, field)


def test_the_team_sees_the_outline_once_both_let_it(programs: Programs, clock: object) -> None:
    world, team = programs.world, programs.world.team
    promise = programs.ask(team=str(team))
    address = f"/promises/{promise['id']}/sharing"
    assert programs.alice.call("PUT", address, {"team": True}).data["readers"] == ["asker", "doer"]
    assert programs.olga.get(f"/teams/{team}").data["promises"]["items"] == []
    assert programs.dan.call("PUT", address, {"team": True}).data["readers"] == ["asker", "doer", "team"]
    shown = programs.olga.get(f"/teams/{team}").data
    assert shown["promises"]["items"] == [
        {
            "id": promise["id"],
            "outcome": promise["terms"]["outcome"],
            "due": "2026-12-09T17:00:00+01:00",
            "state": "open",
        }
    ]
    assert [member["name"] for member in shown["members"]] == ["Alice Adams", "Dan Dorn", "Olga Orlova"]
    refused(programs.mallory.get(f"/teams/{team}"), 404, "not_found")
    refused(programs.olga.get(f"/promises/{promise['id']}"), 404, "not_found")
    clock.shift(timedelta(days=30))
    later = programs.olga.__class__.of(world.olga, at=world.at + timedelta(days=30))
    assert later.get(f"/teams/{team}").data["promises"]["items"][0]["due"] is None
    refused(later.call("PUT", address, {"team": "yes"}), 404, "not_found")


def test_sharing_takes_a_yes_or_a_no(programs: Programs) -> None:
    promise = programs.ask(team=str(programs.world.team))
    address = f"/promises/{promise['id']}/sharing"
    refused(programs.alice.call("PUT", address, {}), 422, "missing_field", "team")
    refused(programs.alice.call("PUT", address, {"team": 1}), 422, "bad_field", "team")
    refused(programs.alice.call("PUT", address, {"team": True, "world": True}), 422, "bad_field", "world")
    alone = programs.ask()
    refused(
        programs.alice.call("PUT", f"/promises/{alone['id']}/sharing", {"team": True}),
        422,
        "bad_field",
        "team",
    )


def test_the_journal_can_be_checked_by_anybody_who_reads_it(programs: Programs) -> None:
    from hashlib import sha256

    import rfc8785

    promise = programs.moved(programs.dan, programs.promised(), "note", text="Grüße")
    lines = programs.alice.get(f"/promises/{promise['id']}/journal").data["items"]
    prev = "0" * 64
    for line in lines:
        hashed = {name: line[name] for name in ("number", "act", "by", "at", "version", "data")}
        hashed |= {"prev": prev, "promise": promise["id"], "text": line["text_hash"]}
        prev = sha256(rfc8785.dumps(hashed)).hexdigest()
        assert prev == line["hash"]
    page = programs.alice.get(f"/promises/{promise['id']}/journal?limit=2").data
    assert page["next"] == "2"
    assert len(programs.alice.get(f"/promises/{promise['id']}/journal?after=2").data["items"]) == 1


def test_an_erased_text_is_null_in_the_journal(programs: Programs) -> None:
    from fairlead.rooms.promises.models import Words

    promise = programs.moved(programs.dan, programs.promised(), "note", text="Gone soon")
    Words.objects.filter(promise_id=promise["id"]).delete()
    lines = programs.alice.get(f"/promises/{promise['id']}/journal").data["items"]
    assert [(line["text"], line["erased"]) for line in lines] == [(None, True), (None, False), (None, True)]
    assert programs.alice.get(f"/promises/{promise['id']}").data["terms"]["standard"] == ["", ""]
