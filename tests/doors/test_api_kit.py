"""The API's door: who may come in, in which order it refuses, what it reads, and what it says of itself."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import orjson
import pytest
from django.test import Client, RequestFactory

from fairlead.config.wsgi import application
from fairlead.doors.api.bodies import BYTES_MAX
from fairlead.doors.api.rate import Buckets
from tests.doors.program import Program, refused
from tests.rooms.people.world import browser
from tests.rooms.promises.conftest import Programs
from tests.rooms.promises.world import NOW

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize("token", [None, "flt_nobody", "", "\udcff", "x" * 9000])
def test_nobody_hears_only_that(programs: Programs, token: str | None) -> None:
    nobody = Program(token if token != "\udcff" else "flt_\xff")
    for method, address in (
        ("GET", "/today"),
        ("POST", "/promises"),
        ("GET", "/nowhere"),
        ("PUT", "/today"),
        ("GET", ""),
    ):
        answer = nobody.call(method, address)
        refused(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_what_is_refused_before_it_was_read_is_read_to_its_end(programs: Programs) -> None:
    """Else the server drops the connection, and now and then the program never hears the no."""
    asked = RequestFactory().post("/api/v1/promises", b"{}", content_type="application/json").environ
    asked["wsgi.input"] = BytesIO(b"{}")
    told: list[str] = []
    application(asked, lambda status, _: told.append(status))
    assert told == ["401 Unauthorized"]
    assert asked["wsgi.input"].read() == b""


def test_a_token_of_yesterday_or_of_somebody_suspended_is_nobodys(programs: Programs) -> None:
    from fairlead.rooms.people.actions import suspend

    suspend(programs.world.dan.person, by=None, at=NOW)
    refused(programs.dan.get("/today"), 401, "unauthenticated")
    old = Program.of(programs.world.alice, at=NOW - timedelta(days=8))
    refused(old.get("/today"), 401, "unauthenticated")


def test_a_token_does_what_its_scopes_say(programs: Programs) -> None:
    asked = programs.ask()
    reader = Program.of(programs.world.dan, at=NOW, scopes=("read",))
    assert reader.get(f"/promises/{asked['id']}").status_code == 200
    refused(reader.post(f"/promises/{asked['id']}/moves", {"act": "decline", "version": 1}), 403, "scope")
    refused(reader.post("/promises/nonsense/moves", b"{"), 403, "scope")
    writer = Program.of(programs.world.dan, at=NOW, scopes=("write",))
    refused(writer.get("/promises"), 403, "scope")
    assert programs.move(writer, asked, "decline").status_code == 201


def test_a_session_needs_the_token_of_its_page_for_a_change(programs: Programs) -> None:
    from fairlead.rooms.people.shapes import Entered

    dan = programs.world.dan
    client = browser(Entered(dan.person, dan.person, dan.organisation), at=NOW)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.get("/api/v1/today").status_code == 200
    body = {"kind": "offer", "to": "alice@example.org", "terms": {"outcome": "A cake"}}
    sent = {"data": orjson.dumps(body), "content_type": "application/json"}
    for headers in ({}, {"X-CSRFToken": "x" * 64}):
        answer = strict.post("/api/v1/promises", headers=headers, **sent)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    secret = "a" * 32
    strict.cookies["fairlead-csrf"] = secret
    assert strict.post("/api/v1/promises", headers={"X-CSRFToken": secret}, **sent).status_code == 201


def test_refusals_come_in_their_order(programs: Programs) -> None:
    asked = programs.ask()
    theirs, mine = f"/promises/{asked['id']}/moves", f"/promises/{asked['id']}/moves"
    huge = b" " * (BYTES_MAX + 1)
    for body, kind in (
        (huge, "application/json"),
        (b"a=1", "application/x-www-form-urlencoded"),
        (b"{", "application/json"),
    ):
        refused(programs.olga.call("POST", theirs, body, content_type=kind), 404, "not_found")
    refused(programs.dan.call("POST", mine, huge, content_type="text/plain"), 413, "too_large")
    refused(programs.dan.call("POST", mine, b"{", content_type="text/plain"), 415, "wrong_type")
    refused(programs.dan.call("POST", mine, b"{"), 400, "bad_json")
    refused(programs.dan.call("POST", mine, {"act": "dance"}), 422, "unknown_act")


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "application/json", "application/merge-patch+json"]
)
def test_json_is_taken_by_any_of_its_names(programs: Programs, kind: str) -> None:
    assert programs.alice.call("POST", "/drafts", {"text": "x"}, content_type=kind).status_code == 201


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/json",
        "application/json; charset=latin-1",
        "multipart/form-data; boundary=x",
        "json",
        "\xff/\0",
    ],
)
def test_anything_else_is_not(programs: Programs, kind: str) -> None:
    refused(programs.alice.call("POST", "/drafts", {"text": "x"}, content_type=kind), 415, "wrong_type")


@pytest.mark.parametrize(
    "body",
    [b"  ", b"{", b"null", b"[]", b'"x"', b"1", b'{"text": NaN}', b'{"text": Infinity}', b'{"text": "\xff"}', b'{"text": "\xed\xa0\x80"}',
     b'{"text": "\\ud800"}', b'{"text": 1, "text": 2}', b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' * 30 + b"1" + b"}" * 30,
     b'{"text": ' + b"9" * 10_000 + b"}", b'{"text": "\x00"}', b"\xef\xbb\xbf{}", b'{"text": 1e99999}', b'{"text": 9223372036854775808}'],
)  # fmt: skip
def test_what_is_no_json_object_is_bad_json(programs: Programs, body: bytes) -> None:
    refused(programs.alice.call("POST", "/drafts", body), 400, "bad_json")


NAUGHTY = (
    "", " ", "\t\n\r", "NULL", "undefined", "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "%s%s%n", "\u202eright to left",
    "\u200b\ufeff", "Ω≈ç√∫˜µ", "👩‍👩‍👧‍👦", "𝔗𝔥𝔢", "\u0000", "a\u0000b", "\x01\x02\x7f", "../../etc/passwd", "A\r\nSet-Cookie: x=1", "\u2028\u2029",
    "田中さん", "ﷺ" * 50, "i̇", "ß", "1e309", "-0", "true", "\\", '"', "`id`", "$(id)", "z̸̢̛͙͔͕̖̆̄̾͂́a̷l̴g̶o̷",
)  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY)
def test_hostile_text_is_kept_exactly_or_refused(programs: Programs, text: str) -> None:
    terms = {"outcome": text, "standard": [text], "purpose": text, "background": text}
    made = programs.alice.post(
        "/promises", {"kind": "request", "to": "dan@example.org", "terms": terms, "text": text}
    )
    assert made.status_code in (201, 422), made.data
    if made.status_code == 201:
        shown = programs.dan.get(f"/promises/{made.data['id']}").data
        assert shown["terms"]["outcome"] == text
        assert shown["terms"]["standard"] == [text]
    else:
        assert not text.strip() or "\0" in text
    for field in ("to", "team", "linked_to", "made_at", "kind"):
        given = {"kind": "request", "to": "dan@example.org", "terms": {"outcome": "x"}, field: text}
        assert programs.alice.post("/promises", given).status_code in (201, 422)
    for field in ("act", "version", "date", "conditions", "answer", "read_back", "terms", text):
        asked = programs.ask()
        answer = programs.dan.post(
            f"/promises/{asked['id']}/moves", {"act": "accept", "version": 1, field: text}
        )
        assert answer.status_code in (201, 409, 422), answer.data
    assert programs.alice.post("/drafts", {"text": text}).status_code in (201, 422)
    assert programs.alice.post("/invitations", {"name": text}).status_code in (201, 422)
    assert programs.alice.post("/invitations", {"email": text, "team": text}).status_code in (201, 404, 422)


def test_a_field_of_a_megabyte_is_a_bad_field_and_a_body_of_two_is_too_large(programs: Programs) -> None:
    asked = programs.ask()
    refused(programs.move(programs.dan, asked, "note", text="x" * 1_000_000), 422, "bad_field", "text")
    long = programs.move(programs.dan, asked, "note", text="é" * 700_000)
    refused(long, 422, "bad_field", "text")
    assert long.data["detail"] == "At most 10000 characters, please."
    refused(programs.move(programs.dan, asked, "note", text="x" * 2_000_000), 413, "too_large")


@pytest.mark.parametrize("value", [0, -1, 1.5, 10**17, True, [], {}, [[]], {"a": {}}, None])
def test_values_of_any_kind_are_no_error_of_ours(programs: Programs, value: Any) -> None:
    asked = programs.ask()
    for field in ("act", "version", "terms", "date", "conditions", "answer", "read_back", "text", "fix_by"):
        body = {"act": "counter", "version": 1, "terms": {"purpose": "x"}, field: value}
        assert programs.dan.post(f"/promises/{asked['id']}/moves", body).status_code in (201, 409, 422)
    for field in ("outcome", "due", "standard", "needs", "check_ins", "assess_by"):
        body = {"kind": "request", "to": "dan@example.org", "terms": {"outcome": "x", field: value}}
        assert programs.alice.post("/promises", body).status_code in (201, 422)
    for field in ("kind", "to", "team", "linked_to", "made_at", "text", "draft"):
        body = {"kind": "request", "to": "dan@example.org", "terms": {"outcome": "x"}, field: value}
        assert programs.alice.post("/promises", body).status_code in (201, 404, 422)
    for field in ("name", "email", "team"):
        assert programs.alice.post("/invitations", {field: value}).status_code in (201, 422)


def test_what_has_not_changed_is_not_sent_again(programs: Programs) -> None:
    asked = programs.ask()
    for address in (
        f"/promises/{asked['id']}",
        "/promises",
        "/today",
        f"/promises/{asked['id']}/journal",
        "/me",
        "/people",
    ):
        first = programs.dan.get(address)
        tag = first.headers["ETag"]
        assert first.headers["Cache-Control"] == "private, no-cache"
        for seen in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = programs.dan.get(address, If_None_Match=seen)
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert programs.dan.get(address, If_None_Match='"x"').status_code == 200
    before = programs.dan.get(f"/promises/{asked['id']}").headers["ETag"]
    programs.moved(programs.dan, asked, "note", text="x")
    assert programs.dan.get(f"/promises/{asked['id']}", If_None_Match=before).status_code == 200


def test_an_address_says_what_it_takes(programs: Programs) -> None:
    answer = programs.alice.call("DELETE", "/promises")
    refused(answer, 405, "wrong_method")
    assert {part.strip() for part in answer.headers["Allow"].split(",")} == {"GET", "POST"}
    head = programs.alice.call("HEAD", "/promises")
    assert (head.status_code, head.content) == (200, b"")
    refused(programs.alice.get("/nowhere"), 404, "not_found")


def test_a_body_in_chunks_is_read_too(programs: Programs) -> None:
    def sent(body: bytes) -> Any:
        headers = {"Authorization": f"Bearer {programs.alice.token}", "Transfer-Encoding": "chunked"}
        given = {
            "CONTENT_TYPE": "application/json",
            "headers": headers,
            "wsgi.input": BytesIO(body),
            "CONTENT_LENGTH": "",
        }
        return Client().generic("POST", "/api/v1/drafts", **given)

    assert sent(b'{"text": "in parts"}').json()["text"] == "in parts"
    assert sent(b" " * (BYTES_MAX + 1)).status_code == 413


def test_a_flood_is_asked_to_wait_and_fifty_a_second_never_are() -> None:
    steady, flood = Buckets(), Buckets(rate=60, burst=60)
    assert not any(steady.take("a", at=number / 50) for number in range(1000))
    waits = [flood.take("a", at=0.0) for _ in range(100)]
    assert waits.count(0.0) == 60
    assert 0 < waits[-1] <= 1
    assert flood.take("b", at=0.0) == 0.0
    small = Buckets(most=3)
    for number in range(50):
        small.take(str(number), at=float(number))
    assert len(small._left) <= 3


def test_who_floods_is_told_when_to_come_back(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    from fairlead.doors.api import kit

    monkeypatch.setattr(kit.MAY_READ, "buckets", Buckets(rate=50, burst=1))
    monkeypatch.setattr(kit.MAY_READ, "clock", lambda: 0.0)
    assert programs.dan.get("/today").status_code == 200
    answer = programs.dan.get("/today")
    refused(answer, 429, "too_many")
    assert answer.headers["Retry-After"] == "1"
    assert programs.alice.get("/today").status_code == 200


def test_the_description_and_its_page_are_for_everybody() -> None:
    described = Client().get("/api/v1/openapi.json")
    assert described.json()["openapi"].startswith("3.1")
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert b"make_move" in page.content
    assert b"://" not in page.content.replace(b"http://www.w3.org", b"")


def test_an_error_of_ours_is_a_problem_too(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from fairlead.rooms.promises.api import operations

    for error, status, code in (
        (OperationalError("gone"), 503, "unavailable"),
        (ZeroDivisionError(), 500, "unexpected"),
    ):

        def broken(error: Exception = error, **_: Any) -> None:
            raise error

        monkeypatch.setattr(operations, "show_along", broken)
        refused(programs.dan.get("/promises/00000000-0000-7000-8000-000000000001"), status, code)


def test_people_and_teams_over_the_api(programs: Programs) -> None:
    me = programs.alice.get("/me").data
    assert (me["name"], me["email"], me["scopes"]) == ("Alice Adams", "alice@example.org", ["read", "write"])
    assert [team["name"] for team in me["teams"]] == ["Delivery"]
    people = programs.dan.get("/people?limit=2").data
    assert [person["name"] for person in people["items"]] == ["Alice Adams", "Dan Dorn"]
    rest = programs.dan.get(f"/people?limit=2&after={people['next']}").data
    assert ([person["name"] for person in rest["items"]], rest["next"]) == (["Olga Orlova"], None)
    assert "example.org" not in str(people)
    assert [person["name"] for person in programs.dan.get("/people?q=olga").data["items"]] == ["Olga Orlova"]
    assert programs.mallory.get("/people").data["items"][0]["name"] == "Mallory"
    assert programs.dan.get("/teams").data["items"][0] | {"id": ""} == {
        "id": "", "name": "Delivery", "parent": None, "is_mine": True, "is_lead": False,
    }  # fmt: skip
    made = programs.dan.post("/invitations", {"email": "sam@example.com"})
    assert made.status_code == 201
    assert "/in/" in made.data["url"]
    refused(programs.dan.post("/invitations", {"email": "alice@example.org"}), 409, "already_there", "email")
    refused(programs.dan.post("/invitations", {}), 422, "missing_field", "email")
    refused(programs.dan.post("/invitations", {"email": "no"}), 422, "bad_field", "email")
    refused(
        programs.dan.post("/invitations", {"email": "a@b.example", "team": "x"}), 422, "bad_field", "team"
    )
