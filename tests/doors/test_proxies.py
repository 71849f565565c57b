"""Whom a request comes from: a proxy we know is believed, a stranger who says he is one is not."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from fairlead.doors.proxies import Proxies

OURS = (ip_network("10.0.0.0/8"), ip_network("::1"))


@pytest.fixture(autouse=True)
def _trusting(settings: Any) -> None:
    settings.TRUSTED_PROXIES = OURS


def seen(remote: str, forwarded: str = "", proto: str = "") -> dict[str, str]:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote}
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    if proto:
        request.META["HTTP_X_FORWARDED_PROTO"] = proto
    Proxies(lambda _request: HttpResponse())(request)
    return request.META


def test_without_a_proxy_it_is_who_connected() -> None:
    assert seen("203.0.113.9")["REMOTE_ADDR"] == "203.0.113.9"


def test_a_known_proxy_is_believed() -> None:
    assert seen("10.1.2.3", "203.0.113.9")["REMOTE_ADDR"] == "203.0.113.9"
    assert seen("10.1.2.3", proto="https")["HTTP_X_FORWARDED_PROTO"] == "https"


def test_a_stranger_is_not() -> None:
    found = seen("203.0.113.9", "10.9.9.9", "https")
    assert found == {"REMOTE_ADDR": "203.0.113.9"}


def test_what_stands_before_the_first_stranger_is_invented() -> None:
    assert seen("10.1.2.3", "1.1.1.1, 203.0.113.9, 10.4.4.4")["REMOTE_ADDR"] == "203.0.113.9"


def test_nonsense_is_taken_as_it_is() -> None:
    assert seen("10.1.2.3", "unknown")["REMOTE_ADDR"] == "unknown"
    assert seen("")["REMOTE_ADDR"] == ""
