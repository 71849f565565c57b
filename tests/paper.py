"""Pages as somebody without JavaScript uses them: read the HTML, fill in a form, send exactly what a browser would.

What may not live here: knowledge of any page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client


@dataclass
class Control:
    """One field or button of a form. kind: its type; is_on: what a browser would send unasked."""

    name: str
    kind: str
    value: str
    is_on: bool = True


@dataclass
class PaperForm:
    """A form of a page, with what it holds already."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {control.name for control in self.controls}

    def filled(self, given: dict[str, Any], *, press: str | None = None) -> list[tuple[str, str]]:
        """What is sent: everything that is on, with `given` in the place of the fields of that name.

        A list fills fields of one name in their order; of radio buttons and boxes it ticks those with these
        values. press: `name=value` of the button, where it matters which. AssertionError for what is not there."""
        missing = set(given) - self.names
        assert not missing, f"{self.action} has no field {missing}: {sorted(self.names)}"
        wanted = {name: _texts(value) for name, value in given.items()}
        sent = []
        for control in self.controls:
            if control.kind == "submit":
                on = press == f"{control.name}={control.value}"
            elif control.kind in ("checkbox", "radio", "option"):
                on = control.value in wanted[control.name] if control.name in wanted else control.is_on
            else:
                if wanted.get(control.name):
                    control = Control(control.name, control.kind, wanted[control.name].pop(0))  # noqa: PLW2901
                on = control.is_on
            if on:
                sent.append((control.name, as_sent(control.value)))
        left = {name: values for name, values in wanted.items() if values and self._is_typed(name)}
        assert not left, f"{self.action} has no room for {left}"
        return sent

    def _is_typed(self, name: str) -> bool:
        return all(
            control.kind not in ("checkbox", "radio", "option", "submit")
            for control in self.controls
            if control.name == name
        )


def as_sent(text: str) -> str:
    """A browser ends every line with both signs, whatever was in the field."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[PaperForm] = []
        self.elsewhere: dict[str, list[Control]] = {}
        self.ids: dict[str, PaperForm] = {}
        self.open: PaperForm | None = None
        self.typed: Control | None = None
        self.chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = PaperForm(
                urljoin(self.address, has.get("action", "")), has.get("method", "get").lower()
            )
            self.forms.append(self.open)
            self.ids[has.get("id", "")] = self.open
        elif tag == "select":
            self.chosen = has.get("name")
        elif tag == "option" and self.chosen:
            self._add(has, Control(self.chosen, "option", has.get("value", ""), "selected" in has))
        elif has.get("name") and tag in ("input", "button", "textarea") and "disabled" not in has:
            self._add(has, _control(tag, has))

    def _add(self, has: dict[str, str], control: Control) -> None:
        self.typed = control if control.kind == "textarea" else None
        if "form" in has:
            self.elsewhere.setdefault(has["form"], []).append(control)
        elif self.open is not None:
            self.open.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.chosen = None
        elif tag == "textarea" and self.typed is not None:
            self.typed.value = self.typed.value.removeprefix("\n")
            self.typed = None

    def handle_data(self, data: str) -> None:
        if self.typed is not None:
            self.typed.value += data


def _control(tag: str, has: dict[str, str]) -> Control:
    kind = has.get("type", "submit" if tag == "button" else "text") if tag != "textarea" else "textarea"
    if kind in ("checkbox", "radio"):
        return Control(has["name"], kind, has.get("value", "on"), "checked" in has)
    return Control(has["name"], kind, "" if tag == "textarea" else has.get("value", ""))


def forms_on(html: str, address: str) -> list[PaperForm]:
    reader = _Reader(address)
    reader.feed(html)
    for name, controls in reader.elsewhere.items():
        if name in reader.ids:
            reader.ids[name].controls += controls
    return reader.forms


def form_on(html: str, address: str, *, having: Iterable[str] = (), action: str | None = None) -> PaperForm:
    """The one form with these fields and this address; AssertionError when there is none."""
    found = [
        form
        for form in forms_on(html, address)
        if set(having) <= form.names and (action is None or form.action == action)
    ]
    assert found, f"no form with {list(having)} on {address}"
    return found[0]


def send(client: Client, form: PaperForm, given: dict[str, Any], *, press: str | None = None) -> HttpResponse:
    """Send a form as a browser does, token against forgery and all."""
    values: dict[str, list[str]] = {}
    for name, value in form.filled(given, press=press):
        values.setdefault(name, []).append(value)
    sent = client.get if form.method == "get" else client.post
    response: HttpResponse = sent(form.action, values)  # type: ignore[operator]
    return response
