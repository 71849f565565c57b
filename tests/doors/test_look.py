"""The look keeps its promises: contrast, weight, nothing inline, nothing from elsewhere, both directions."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import fairlead.doors
from fairlead.doors.assets import assets

STATIC = Path(fairlead.doors.__file__).parent / "static" / "fairlead"
TEMPLATES = Path(fairlead.doors.__file__).parent / "templates"
SHEETS = sorted((STATIC / "css").glob("*.css"))
TOKENS = re.findall(
    r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", (STATIC / "css" / "tokens.css").read_text()
)
THEMES = {
    "light": {name: light for name, light, _ in TOKENS},
    "dark": {name: dark for name, _, dark in TOKENS},
}

GROUNDS = ("paper", "sheet", "sunk")
TINTS = ("petrol-tint", "clay-tint", "mari-tint", "heather-tint")
TEXT = [
    *[
        (ink, ground)
        for ink in ("ink-2", "ink-3", "petrol", "clay", "mari", "heather", "rust")
        for ground in GROUNDS[:2]
    ],
    *[(ink, "sunk") for ink in ("ink-2", "ink-3")],
    *[(tint.removesuffix("-tint"), tint) for tint in TINTS],
    ("ink-2", "petrol-tint"),
    ("ink-2", "clay-tint"),
    ("ink-3", "petrol-tint"),
    ("on", "petrol"),
    ("on", "petrol-deep"),
    ("on", "clay"),
    ("paper", "ink"),
]
INK = [("ink", ground) for ground in (*GROUNDS, *TINTS)]
MARKS = [
    *[(mark, ground) for mark in ("edge", "petrol", "clay", "rust") for ground in GROUNDS[:2]],
    ("mari-dot", "paper"),
    ("mari-dot", "sheet"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("least", "pairs"), [(4.5, TEXT), (7.0, INK), (3.0, MARKS)], ids=["text", "ink", "borders and marks"]
)
def test_everybody_can_read_it_in_both_themes(theme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    tokens = THEMES[theme]
    weak = {
        f"{front} on {back}": round(contrast(tokens[front], tokens[back]), 2)
        for front, back in pairs
        if contrast(tokens[front], tokens[back]) < least
    }
    assert weak == {}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_knows_no_left_and_right(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/|\.i-[\w-]+", "", sheet.read_text(), flags=re.DOTALL)
    assert re.findall(r"[^;{]*\b(?:left|right)\b[^;]*;", rules) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_asks_nobody_else_for_anything(sheet: Path) -> None:
    addresses = re.findall(r"url\(([^)]*)\)", sheet.read_text())
    assert all(address.startswith("../fonts/") for address in addresses)
    assert all((sheet.parent / address).is_file() for address in addresses)
    assert "@import" not in sheet.read_text()


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script(page: Path) -> None:
    text = page.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|<script(?![^>]* src=)", text)


def zipped(*names: str) -> int:
    """Bytes of what is sent under these names."""
    return sum(len(gzip.compress(assets()[name].plain)) for name in names)


def test_the_first_view_is_light() -> None:
    assert zipped("css/app.css", "css/today.css") <= 14_000
    assert zipped("css/app.css", "css/promise.css") <= 14_000
    assert zipped("css/app.css", "css/promise.css", "css/talk.css") <= 14_000
    assert zipped("pages.js") <= 20_000
    assert zipped("icons.svg") <= 4_000
    latin = [path.stat().st_size for path in (STATIC / "fonts").glob("*-latin.woff2")]
    assert sum(latin) <= 80_000


def test_every_icon_that_is_named_is_drawn() -> None:
    from fairlead.doors.drawings import ICONS
    from fairlead.doors.nav import PLACES

    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    named = {*ICONS.values(), *(place.icon for place in PLACES)}
    for page in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r"icon\('([\w-]+)'", page.read_text()))
    assert named <= drawn
