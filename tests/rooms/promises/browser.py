"""A browser without JavaScript: Django's client, signed in as a person is."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.rooms.people.actions import sign_in_session
from fairlead.rooms.people.queries import account_of
from fairlead.rooms.people.sessions import SessionStore
from fairlead.rooms.people.shapes import Entered


def browser_of(viewer: Viewer, *, device: str = "test") -> Client:
    """Signed in, with CSRF checked as in real life."""
    account = account_of(viewer.person)
    assert account is not None
    store = SessionStore()
    store.create()
    store.save()
    sign_in_session(
        store.session_key, entered=Entered(account, viewer.person, viewer.organisation), device=device
    )
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return client


class FormsOf(HTMLParser):
    """The forms of a page: where each goes, what it holds, which buttons it has with which words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._area: str | None = None
        self._button: dict[str, str] | None = None
        self._select: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                {
                    "action": given.get("action", ""),
                    "method": given.get("method", "get"),
                    "fields": [],
                    "buttons": [],
                }
            )
        if not self.forms:
            return
        form = self.forms[-1]
        if tag == "input":
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            form["fields"].append([given.get("name", ""), given.get("value", "")])
        elif tag == "textarea":
            self._area = given.get("name", "")
            form["fields"].append([self._area, ""])
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and "selected" in given:
            form["fields"].append([self._select, given.get("value", "")])
        elif tag == "button":
            self._button = {
                "name": given.get("name", ""),
                "value": given.get("value", ""),
                "action": given.get("formaction", ""),
                "words": "",
            }
            form["buttons"].append(self._button)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "button":
            self._button = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None and self.forms:
            self.forms[-1]["fields"][-1][1] += data
        if self._button is not None:
            self._button["words"] += data

    def with_button(self, words: str) -> tuple[dict[str, Any], dict[str, str]]:
        for form in self.forms:
            for button in form["buttons"]:
                if button["words"].strip().startswith(words):
                    return form, button
        raise AssertionError(
            f"no button says {words!r}: {[b['words'] for f in self.forms for b in f['buttons']]}"
        )


def press(client: Client, address: str, words: str, **typed: Any) -> Any:
    """Open the page, fill in the form whose button says these words, press it."""
    page = client.get(address)
    assert page.status_code == 200, (page.status_code, address, page.content[:400])
    return pressed(client, address, page.content.decode(), words, **typed)


def pressed(client: Client, address: str, shown: str, words: str, **typed: Any) -> Any:
    """The same on a page that is there already, as the answer to a form."""
    form, button = FormsOf(shown).with_button(words)
    data: dict[str, Any] = {}
    for name, written in form["fields"]:
        value = written.removeprefix("\n")
        if name in data:
            data[name] = [*(data[name] if isinstance(data[name], list) else [data[name]]), value]
        elif name:
            data[name] = value
    data |= typed
    if name := button["name"]:
        there = data.get(name, [])
        data[name] = [*(there if isinstance(there, list) else [there]), button["value"]]
    return client.post(button["action"] or form["action"] or address, data)
