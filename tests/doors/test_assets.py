"""Files of the look arrive small, are kept for ever and change their address when they change."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client

from fairlead.doors import assets


def whole(name: str) -> bytes:
    parts = assets.SENT_TOGETHER.get(name, [name])
    return b"\n".join((assets.FOLDER / part).read_bytes() for part in parts)


@pytest.mark.parametrize("name", sorted(assets.assets()))
def test_every_file_is_sent_as_it_is(client: Client, name: str) -> None:
    response = client.get(assets.address(name))
    assert response.status_code == 200
    assert response.content == whole(name)
    assert "immutable" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_sheet_is_zipped_for_a_browser_that_can(client: Client) -> None:
    response = client.get(assets.address("css/app.css"), headers={"Accept-Encoding": "gzip, br"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == whole("css/app.css")
    assert response["Vary"] == "Accept-Encoding"


def test_a_file_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get(assets.address("app.js"))
    again = client.get(assets.address("app.js"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("way", ["../pages.py", "%2e%2e/pages.py", "css/", "", "css/none.css"])
def test_nothing_else_is_below_that_address(client: Client, way: str) -> None:
    assert client.get(f"/static/{assets.version()}/{way}").status_code == 404
    assert client.get(f"/static/another/{way}").status_code == 404


def test_a_template_cannot_name_a_file_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        assets.address("css/none.css")


def test_a_relative_address_in_a_sheet_is_found(client: Client) -> None:
    sheet = Path(assets.address("css/app.css"))
    assert client.get(str(sheet.parent.parent / "fonts" / "newsreader-latin.woff2")).status_code == 200
