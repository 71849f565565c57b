"""A real mail server for tests, whose answers are told to it beforehand. What may not live here: tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    host: str = "127.0.0.1"
    user: str = ""
    password: str = ""
    is_starttls: bool = False
    is_tls_from_start: bool = False


@dataclass
class Mailbox:
    """`mails` is what was accepted. `answers` are given first, one to each letter, then it accepts."""

    server: Server
    mails: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    offered: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 aiosmtpd finds it by its name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.offered.append(str(mail["Message-ID"]))
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def receiving(port: int = 0) -> Iterator[Mailbox]:
    box = Mailbox(Server(port or free_port()))
    controller = Controller(box, hostname="127.0.0.1", port=box.server.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
