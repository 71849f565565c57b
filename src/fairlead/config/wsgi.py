"""The application as a WSGI server sees it. What may not live here: anything else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.cache import close_caches
from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
READ_AT_MOST: Final = 1_500_000
CHUNK: Final = 65_536
_django = get_wsgi_application()
request_finished.disconnect(
    close_caches
)  # ours lie in memory: looking for some to close takes a twentieth of a short answer


def application(asked: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A no may come before the body was read. Unread, the server drops the connection, now and then with the answer on it."""
    length = asked.get("CONTENT_LENGTH") or ""
    answer = _django(asked, start_response)
    if length.isdecimal() and 0 < int(length[:9]) <= READ_AT_MOST:
        while asked["wsgi.input"].read(CHUNK):
            pass
    return answer
