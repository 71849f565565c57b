"""Somebody at the mirror's pages, without JavaScript: a page is the answer to the form before it.

What may not live here: what is expected of single pages."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rooms.promises.browser import browser_of, pressed


@dataclass
class Looking:
    """The page they have before them. press() fills in its form and sends it as a browser would."""

    client: Client
    answer: Any

    @classmethod
    def at(cls, viewer: Any, address: str = "/listening") -> Looking:
        client = browser_of(viewer)
        return cls(client, client.get(address))

    @property
    def text(self) -> str:
        return unescape(self.answer.content.decode())

    def press(self, words: str, **typed: Any) -> Looking:
        self.answer = pressed(self.client, "/listening", self.answer.content.decode(), words, **typed)
        return self

    def brings(self, data: bytes, *, consent: bool = True, **typed: Any) -> Looking:
        """A file, and the tick that everybody agreed."""
        file = SimpleUploadedFile("talk", data, content_type="text/plain")
        return self.press("Look at it", file=file, **({"consent": "yes"} if consent else {}), **typed)

    def pastes(self, text: str, **typed: Any) -> Looking:
        return self.press("Look at it", pasted=text, consent="yes", **typed)

    def is_me(self, name: str, **typed: Any) -> Looking:
        return self.press("Show me", me=name, **typed)
