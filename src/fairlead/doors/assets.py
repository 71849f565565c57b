"""The stylesheet, fonts, icons and scripts: read once, zipped once, sent from memory.

An address bears a digest of the whole folder (`/static/3f9c.../css/app.css`), so a browser may keep a
file for ever and sees a new release at once. What may not live here: anything a person uploaded."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

FOLDER: Final = Path(__file__).resolve().parent / "static" / "fairlead"
PREFIX: Final = "/static/"
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
}
SENT_TOGETHER: Final = {
    "css/app.css": [
        f"css/{part}.css" for part in ("tokens", "base", "layout", "rail", "parts", "forms", "util")
    ],
    "pages.js": ["htmx.min.js", "app.js"],
}
"""What every page needs, as one file each: a request costs more than the bytes."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent. `zipped` is None where that would not make it smaller."""

    type: str
    plain: bytes
    zipped: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name below the folder, and those that are sent together by theirs."""
    plain = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file()
    }
    plain |= {name: b"\n".join(plain[part] for part in parts) for name, parts in SENT_TOGETHER.items()}
    return {name: _asset(Path(name).suffix, content) for name, content in plain.items()}


def _asset(kind: str, plain: bytes) -> Asset:
    zipped = gzip.compress(plain, 9, mtime=0)
    return Asset(TYPES[kind], plain, zipped if len(zipped) < len(plain) * 0.9 else None)


@cache
def version() -> str:
    """A digest of all the files and their names."""
    digest = sha256()
    for name, asset in assets().items():
        digest.update(f"{name}\0{len(asset.plain)}\0".encode() + asset.plain)
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """Where a file is found; a name that is not there is a mistake and raises."""
    if name not in assets():
        raise LookupError(f"no file {name} in {FOLDER}")
    return f"{PREFIX}{version()}/{name}"


class Assets:
    """Answers below /static/ before anybody is asked who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.start = f"{PREFIX}{version()}/"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(self.start) and request.method in ("GET", "HEAD"):
            asset = assets().get(request.path.removeprefix(self.start))
            if asset is not None:
                return _sent(request, asset)
        return self.get_response(request)


def _sent(request: HttpRequest, asset: Asset) -> HttpResponse:
    tag = f'"{version()}"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        is_zipped = asset.zipped is not None and "gzip" in request.headers.get("Accept-Encoding", "")
        answer = HttpResponse(asset.zipped if is_zipped else asset.plain, content_type=asset.type)
        if is_zipped:
            answer["Content-Encoding"] = "gzip"
        answer["Content-Length"] = str(len(answer.content))
    answer["Cache-Control"] = _FOR_EVER
    answer["ETag"] = tag
    answer["Vary"] = "Accept-Encoding"
    return answer
