"""Who a request really comes from, when a proxy stands between: believed only from networks named in the settings.

What may not live here: what the address is used for."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def is_trusted(address: str) -> bool:
    if not settings.TRUSTED_PROXIES:
        return False
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    return any(asked in network for network in settings.TRUSTED_PROXIES)


def origin(remote: str, forwarded: str) -> str:
    """The last address in the chain that no trusted proxy has: everything before it could be invented."""
    for hop in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if not is_trusted(remote):
            break
        remote = hop
    return remote


class Proxies:
    """Middleware, first of all: afterwards REMOTE_ADDR is right, and a stranger's X-Forwarded-* is gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        if is_trusted(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = origin(meta["REMOTE_ADDR"], meta.get("HTTP_X_FORWARDED_FOR", ""))
        else:
            meta.pop("HTTP_X_FORWARDED_PROTO", None)
        meta.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)
