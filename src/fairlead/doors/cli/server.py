"""A server over its API, as the commands of a person use it: one call, and a refusal as one clear line.

What may not live here: what is asked for, and how it is printed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import click

from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import plain

if TYPE_CHECKING:
    import httpx

TRIES: Final = 3
SECONDS: Final = 30.0


class Refused(click.ClickException):
    """Exit code 1 and one line on stderr. code: that of the problem, empty when nobody answered."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code

    def show(self, file: Any = None) -> None:
        click.echo(f"fairlead: {self.message}", err=True)


@dataclass
class Server:
    """transport: how bytes get there, when it is not the network (tests)."""

    url: str
    token: str
    form: str = "text"
    transport: httpx.BaseTransport | None = None
    pause: Callable[[float], None] = time.sleep

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The JSON that was answered. What may be lost on the way is sent again, and counts once."""
        if not self.url or not self.token:
            raise Refused(_("You are not signed in. Try: fairlead login URL"))
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid4())
        asked = {name.rstrip("_"): value for name, value in query.items() if value not in (None, "")}
        for tries in range(1, TRIES + 1):
            answer = self._sent(method, path, headers, body, asked, is_last=tries == TRIES)
            if answer is not None:
                return _read(answer)
            self.pause(tries * 1.0)
        raise AssertionError  # the last try answers or raises

    def _sent(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: Any,
        query: dict[str, Any],
        *,
        is_last: bool,
    ) -> httpx.Response | None:
        """None: nobody answered, or it was busy, and it is worth another try."""
        import httpx  # a third of a start: only for commands that ask a server

        try:
            with httpx.Client(transport=self.transport, timeout=SECONDS) as client:
                answer = client.request(
                    method, f"{self.url}/api/v1{path}", headers=headers, json=body, params=query
                )
        except httpx.InvalidURL as error:
            raise Refused(_("%(url)s is no address of a server") % {"url": self.url}) from error
        except httpx.UnsupportedProtocol as error:
            raise Refused(
                _("%(url)s is no address of a server: it begins with http:// or https://") % {"url": self.url}
            ) from error
        except httpx.TransportError as error:
            if is_last:
                raise Refused(
                    _("%(url)s does not answer (%(why)s)") % {"url": self.url, "why": type(error).__name__}
                ) from error
            return None
        is_passing = answer.status_code in (429, 503) or _code(answer) == "busy"
        return None if is_passing and not is_last else answer

    def print(self, data: Any, text: Callable[[Any], str]) -> None:
        """The API's object, or what `text` makes of it."""
        if self.form == "json":
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            click.echo(text(data))


def _problem(answer: httpx.Response) -> dict[str, Any]:
    if "json" not in answer.headers.get("Content-Type", ""):
        return {}
    try:
        data = answer.json()
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _code(answer: httpx.Response) -> str:
    return str(_problem(answer).get("code", "")) if answer.status_code >= 400 else ""


def _read(answer: httpx.Response) -> Any:
    if answer.status_code == 204:
        return None
    if answer.is_success and "json" in answer.headers.get("Content-Type", ""):
        return answer.json()
    problem = _problem(answer)
    if not problem:
        told = _("%(host)s answers %(status)s, and not as Fairlead does")
        raise Refused(told % {"host": answer.url.host, "status": answer.status_code})
    about = ": ".join(part for part in (problem.get("code", ""), problem.get("field", "")) if part)
    raise Refused(
        plain(f"{problem.get('detail') or problem.get('title')} ({about})"), problem.get("code", "")
    )
