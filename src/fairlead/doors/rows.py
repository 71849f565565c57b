"""What the parts of a page take: words already in the reader's language, addresses, drawings.

What may not live here: anything that is still to be decided, translated or formatted."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A promise in a list. `tags`: (text, tone, icon); `when` is the date, `distance` how far it is."""

    href: str
    title: str
    ring: Markup
    who: str
    when: str = ""
    distance: str = ""
    tags: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: who it is with, on which side, what they say, and the one way on.

    called: who it is with, where that is no person's name. tag: why it is here, where it is no promise."""

    href: str
    name: str
    side: str
    says: str
    title: str
    label: str
    note: str = ""
    to: str = ""
    called: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the strip. `marks`: (name, side a, b or q, address, the sentence it stands for)."""

    weekday: str
    number: int
    is_today: bool = False
    marks: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A move that is open, as a line: `key` is the single key that opens it."""

    href: str
    icon: str
    label: str
    hint: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One move in the story. `deltas`: (old words, new words); `stamp`: RFC 3339, `when`: to read."""

    title: str
    when: str
    stamp: str
    text: str = ""
    note: str = ""
    deltas: tuple[tuple[str, str], ...] = ()
