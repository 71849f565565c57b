"""WebVTT and SRT: blocks with a line of times, as Teams, Zoom, Meet and players of films write them.

What lives here: blocks into cues, tolerantly. What may not: plain text (plain.py), captions that repeat (rolling.py)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fairlead.core.listening.transcript.cues import Cue, Unread, clean, name_of
from fairlead.core.listening.transcript.names import Names, looks_like_a_name
from fairlead.core.listening.transcript.times import TIMING, seconds

_VOICE: Final = re.compile(r"<v(?:\.[A-Za-z0-9_.-]{0,60})?[ \t]+(?P<name>[^\n]{1,200}?)>(?=[^>]|$)")
_TAG: Final = re.compile(
    r"</?(?:c|i|b|u|v|ruby|rt|lang|font|em|strong)(?:[ .][^<>\n]{0,120})?>|<[0-9:.]{4,16}>|\{\\[a-z0-9]{1,20}\}"
)
_NOT_SAID: Final = ("NOTE", "STYLE", "REGION")
_NEARLY_ALL: Final = 0.9
_DASH: Final = re.compile(r"^[-\u2013] ?(?=\S)")


@dataclass(frozen=True, slots=True)
class Block:
    """One cue as it stands in the file: its number of line, what is above the times, what is below."""

    line: int
    id: str
    start: float
    end: float
    payload: tuple[str, ...]


def is_captions(lines: list[str]) -> bool:
    return lines[0].lstrip("\ufeff").startswith("WEBVTT") or any(TIMING.match(line) for line in lines[:200])


def blocks_of(lines: list[str]) -> tuple[list[Block], list[Unread]]:
    """Every block with times, and every line that belongs to none."""
    marks = [number for number, line in enumerate(lines) if "->" in line and TIMING.match(line)]
    blocks, unread = (
        [],
        list(_outside(lines, 0, marks[0] - _has_id(lines, marks[0]) if marks else len(lines))),
    )
    for place, at in enumerate(marks):
        until = marks[place + 1] if place + 1 < len(marks) else len(lines)
        until -= _has_id(lines, until) if until < len(lines) else 0
        block, rest = _block(lines, at, until)
        blocks.append(block)
        unread += rest
        if not any(line.strip() for line in block.payload):
            unread.append(Unread(at + 1, clean(lines[at])))
    return blocks, unread


def _has_id(lines: list[str], at: int) -> int:
    """1 when the line above the times is an identifier: after an empty line, or a number."""
    if not at or not lines[at - 1].strip():
        return 0
    above = lines[at - 1].strip()
    return (
        int(at == 1 or not lines[at - 2].strip() or above.isdecimal())
        if not above.startswith("WEBVTT")
        else 0
    )


def _block(lines: list[str], at: int, until: int) -> tuple[Block, list[Unread]]:
    timing = TIMING.match(lines[at])
    assert timing is not None  # noqa: S101  where blocks begin was found by the same pattern
    payload: list[str] = []
    rest: list[Unread] = []
    number = at + 1
    while number < until and not (payload and not lines[number].strip()):
        payload.append(lines[number])
        number += 1
    rest += _outside(lines, number, until)
    id_ = clean(lines[at - 1]) if _has_id(lines, at) else ""
    start, end = seconds(timing["start"]), seconds(timing["end"])
    return Block(at + 1, id_, start, max(start, end), tuple(payload)), rest


def _outside(lines: list[str], first: int, until: int) -> Iterator[Unread]:
    """Lines between cues: notes and styles are not said, the head is no loss, anything else is told."""
    is_note = False
    for number in range(first, until):
        line = lines[number].strip()
        is_note = bool(line) and (
            is_note or line.startswith(_NOT_SAID) or line.lstrip("\ufeff").startswith("WEBVTT")
        )
        if line and not is_note:
            yield Unread(number + 1, clean(line)[:200])


def cues_of(blocks: list[Block]) -> list[Cue]:
    """What each voice says; two voices in one block share its time by what they say."""
    names = Names(_bare(line) for block in blocks for line in block.payload)
    has_heads = _has_heads(blocks)
    cues: list[Cue] = []
    for block in blocks:
        said = [(name, text) for name, text in _voices(block, names, has_heads=has_heads) if text]
        whole = sum(len(text) for _, text in said)
        at = block.start
        for number, (name, text) in enumerate(said):
            end = (
                block.end
                if number == len(said) - 1
                else round(at + (block.end - block.start) * len(text) / whole, 3)
            )
            cues.append(Cue(block.id if not number else "", at, end, name, text))
            at = end
    return cues


def _has_heads(blocks: list[Block]) -> bool:
    """Whether the first line of a block is a name alone, as in older documents of Teams."""
    heads = sum(len(block.payload) > 1 and looks_like_a_name(_bare(block.payload[0])) for block in blocks)
    return heads > _NEARLY_ALL * len(blocks)


def _bare(line: str) -> str:
    return _DASH.sub("", html.unescape(_TAG.sub("", line)).strip())


def _voices(block: Block, names: Names, *, has_heads: bool) -> list[tuple[str, str]]:
    """(speaker, words) in the order they stand: by voice tags, else by "Name:" at the beginning of a line."""
    said: list[tuple[str, list[str]]] = []
    is_headed = has_heads and bool(block.payload) and looks_like_a_name(_bare(block.payload[0]))
    name = name_of(_bare(block.payload[0])) if is_headed else ""
    for line in block.payload[is_headed:]:
        pieces = _VOICE.split(line)
        for number, piece in enumerate(pieces):
            if number % 2:
                name = name_of(html.unescape(piece))
                said.append((name, []))
                continue
            text = _bare(piece)
            if (split := names.split(text)) and len(pieces) == 1:
                name, text = split
                said.append((name, []))
            if text and not said:
                said.append((name, []))
            if text:
                said[-1][1].append(text)
    return [(name, clean(" ".join(texts))) for name, texts in said]
