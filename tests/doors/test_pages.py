"""Pages arrive whole, inert and private; mistakes are told in plain words."""

from __future__ import annotations

import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory

import fairlead.doors
from fairlead.core.policy import Viewer
from fairlead.doors import pages
from fairlead.doors.dates import READER, Dates
from fairlead.doors.design import NOW, VIEWER
from fairlead.doors.drawings import ring
from fairlead.doors.headers import HEADERS
from fairlead.doors.rows import Event, Row
from fairlead.doors.sorry import WORDS, FilledErrors, sorry
from fairlead.doors.who import Asking, TeamName

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Wellformed(HTMLParser):
    """Every element is closed in its turn and every id is there once."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wanted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in {"for", "aria-labelledby", "aria-describedby"}:
                self.wanted += (value or "").split()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(autouse=True)
def _nothing_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every page says beside its own is asked of the database, which these pages do without."""
    monkeypatch.setattr(pages, "_every_page", pages._nothing)


@pytest.fixture
def request_of_amara(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/")
    request.viewer = VIEWER  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("address", ["/design", "/refuses", "/help", "/nothing-here"])
def test_a_page_is_wellformed_and_every_label_finds_its_field(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    page = Wellformed()
    page.feed(text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert set(page.wanted) <= set(page.ids)
    assert text.count("<h1") == 1


def test_the_page_of_parts_has_every_part() -> None:
    templates = Path(fairlead.doors.__file__).parent / "templates"
    parts = set(re.findall(r"macro ([a-z]\w*)\(", (templates / "parts.html").read_text()))
    shown = set(re.findall(r"ui\.(\w+)\(", (templates / "design.html").read_text()))
    assert parts - shown == {"icon", "error", "delta"}, "these three stand in others"


def test_every_answer_keeps_strangers_out(client: Client) -> None:
    for address in ("/design", "/nothing-here"):
        response = client.get(address)
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_a_page_asks_only_its_own_server(client: Client) -> None:
    text = client.get("/design").content.decode()
    assert re.findall(r'(?:src|action|<link[^>]*href)="(?:https?:)?//[^"]*"', text) == []
    files = set(re.findall(r'(?:src|href)="(/static/[^"#]*)', text))
    assert len(files) + 1 <= 10 + 2  # /design alone needs the sheets of three kinds of page


def test_not_yours_and_not_there_are_one_page(client: Client) -> None:
    one, other = client.get("/promises/of-somebody"), client.get("/no-such-place")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content


@pytest.mark.parametrize("status", sorted(WORDS))
def test_every_mistake_has_its_words(rf: RequestFactory, status: int) -> None:
    response = sorry(rf.get("/"), status)
    assert response.status_code == status
    assert WORDS[status][0] in response.content.decode()


def test_an_empty_refusal_of_the_framework_gets_its_page(rf: RequestFactory) -> None:
    answer = FilledErrors(lambda _request: HttpResponseNotAllowed(["GET"]))
    assert WORDS[405][0] in answer(rf.post("/design")).content.decode()
    assert answer(rf.post("/design"))["Allow"] == "GET"
    assert answer(rf.post("/api/v1/me")).content == b""


def test_a_form_without_its_secret_is_refused_in_plain_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/help", {"a": "b"})
    assert response.status_code == 403
    assert WORDS[403][0] in response.content.decode()


def test_the_line_after_a_move_is_said_once(rf: RequestFactory) -> None:
    gone = pages.go("/", say="Sent <b>now</b>")
    assert gone.status_code == 303
    request = rf.get("/")
    request.COOKIES[pages.SAID_COOKIE] = gone.cookies[pages.SAID_COOKIE].value
    response = pages.render(request, "help.html", words=[])
    assert "Sent &lt;b&gt;now&lt;/b&gt;" in response.content.decode()
    assert response.cookies[pages.SAID_COOKIE]["max-age"] == 0


def test_a_line_somebody_made_up_is_not_said(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES[pages.SAID_COOKIE] = "made:up:here"
    assert "made" not in pages.render(request, "help.html", words=[]).content.decode()


def test_htmx_gets_the_part_alone(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"HX-Request": "true"})
    response = pages.render(request, "help.html", part="main", words=[])
    assert "<h1>" in response.content.decode()
    assert "<html" not in response.content.decode()
    assert response["Vary"] == "HX-Request"


def test_going_back_in_history_gets_the_whole_page(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in pages.render(request, "help.html", part="main", words=[]).content.decode()


def test_the_title_counts_what_waits(request_of_amara: HttpRequest) -> None:
    assert "<title>(3) " in shell(request_of_amara, waiting=3)
    assert "favicon-waiting.svg" in shell(request_of_amara, waiting=3)
    assert "<title>(" not in shell(request_of_amara, waiting=0)


def test_a_page_counts_once_and_a_part_never(
    request_of_amara: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def ask(*, viewer: Viewer, at: datetime, is_counted: bool) -> tuple[int, bool]:
        asked.append(is_counted)
        return 2, False

    monkeypatch.setattr(pages, "_every_page", ask)
    assert "<title>(2) " in shell(request_of_amara)
    assert "<title>(5) " in shell(request_of_amara, waiting=5)
    request_of_amara.META["HTTP_HX_REQUEST"] = "true"
    pages.render(request_of_amara, "help.html", part="main", words=[])
    sorry(request_of_amara, 404)
    assert asked == [False, True, True]


def test_the_team_that_is_shown_stands_under_the_mark(request_of_amara: HttpRequest) -> None:
    north, south = (TeamName(UUID(int=n), name, is_lead=False) for n, name in enumerate(("North", "South")))
    request_of_amara.asking = Asking(  # type: ignore[attr-defined]
        viewer=VIEWER, organisation_name="Halden", shown_team=south.id, teams=(north, south)
    )
    assert ">South<" in shell(request_of_amara, waiting=0)
    request_of_amara.asking = Asking(viewer=VIEWER, organisation_name="Halden")  # type: ignore[attr-defined]
    assert ">Halden<" in shell(request_of_amara, waiting=0)


def shell(request: HttpRequest, **context: object) -> str:
    response: HttpResponse = pages.render(request, "page.html", **context)
    return response.content.decode()


def test_what_people_write_is_shown_inert() -> None:
    ui = pages.environment().globals["ui"]
    hostile = "<script>alert(1)</script>\n\"'&\u202e"
    event = Event(title=hostile, when="", stamp="", text=hostile, deltas=((hostile, hostile),))
    row = Row("#", hostile, ring("PROMISED"), hostile, tags=((hostile, "talk", ""),))
    drawn = [
        ui.promise_rows([row]),
        ui.thread([event], [pages.environment().globals["story"]([("request", "asker")], is_open=False)[0]]),
        ui.field("x", hostile, hostile, hint=hostile, error_text=hostile, readers=hostile),
        ui.area("x", hostile, hostile),
        ui.done_edit([hostile]),
        ui.done_read([hostile]),
        ui.face(hostile),
        ui.readback(hostile, hostile),
    ]
    assert all("<script" not in part for part in drawn)


def test_a_text_comes_back_from_its_box_as_it_was() -> None:
    ui = pages.environment().globals["ui"]
    assert 'rows="2" class="voice" dir="auto">\n\n  first' in ui.area("x", "X", "\n  first")


def test_the_filters_write_for_the_reader() -> None:
    token = READER.set(Dates.of("Europe/Berlin", "de", NOW))
    try:
        template = pages.environment().from_string("{{ at|moment }} {{ nothing|day }}")
        assert template.render(at=NOW, nothing=None) == "Mo 23. Nov, 10:30 "
    finally:
        READER.reset(token)
