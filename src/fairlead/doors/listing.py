"""The lines of a list of promises as HTML, written here and not in a template: fifty of them on every page.

A template escapes each cell by a call of its own, which is half the time of a page. What may not: other parts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from fairlead.doors.rows import Row


def listed(rows: Iterable[Row], sprite: str) -> Markup:
    """`<li>` for each row; sprite: the address of the icons."""
    return Markup("\n".join([_line(row, sprite) for row in rows]))  # noqa: S704  every cell is escaped below


def _line(row: Row, sprite: str) -> str:
    tags = _tags(row.tags, sprite) if row.tags else ""
    when = f'<p class="when">{_when(row.when, row.distance)}</p>' if row.when else ""
    return (
        f'<li class="row">{row.ring}<div><a class="voice" href="{escape(row.href)}" dir="auto" data-row>'
        f'{escape(row.title)}</a><p class="meta">{_who(row.who)}{tags}</p></div>{when}</li>'
    )


@lru_cache(maxsize=8192)
def _who(text: str) -> str:
    return str(escape(text))


@lru_cache(maxsize=4096)
def _when(when: str, distance: str) -> str:
    return f"<b>{escape(when)}</b>{escape(distance)}"


@lru_cache(maxsize=1024)
def _tags(tags: tuple[tuple[str, str, str], ...], sprite: str) -> str:
    return "".join(_tag(text, tone, icon, sprite) for text, tone, icon in tags)


def _tag(text: str, tone: str, icon: str, sprite: str) -> str:
    drawn = (
        f'<svg class="i" width="20" height="20" aria-hidden="true"><use href="{escape(sprite)}#{escape(icon)}"/></svg>'
        if icon
        else ""
    )
    kind = f" tag-{escape(tone)}" if tone else ""
    return f' <span class="tag{kind}">{drawn}{escape(text)}</span>'
