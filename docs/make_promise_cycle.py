"""Writes docs/reference/promise-cycle.md and .csv from the law's own table: `python docs/make_promise_cycle.py`.

A test compares both with this; no rule may live here."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from django.conf import settings

from fairlead.core.promise.rules import ENDS, LINES, OPEN, RULES, SPOKEN, Line, Rule, ball
from fairlead.core.refusals import LAW

REFERENCE: Final = Path(__file__).resolve().parent / "reference"
COLUMNS: Final = (
    "stage",
    "spoke_last",
    "actor",
    "act",
    "needs",
    "next_stage",
    "next_spoke_last",
    "terms",
    "note",
)
_WHO: Final = {
    "S": "who spoke last",
    "A": "the other",
    "asker": "asker",
    "doer": "doer",
    "either": "either",
}
_WRITES: Final = {"yes": "a new version", "same": "", "no": "the version on the table falls"}

_HEAD: Final = """\
# The promise cycle

This page, the diagram and [the table](promise-cycle.csv) are made from the code by `make docs`: what stands here is what
Fairlead does.

A promise is between two people: the **asker**, who wants something, and the **doer**, who will do it. Who spoke last put
terms, a change or a release on the table; the other answers. The **ball** lies with the one whose act is awaited; the
other may act too. What is not listed is not open. `text` may go with every act. No clock ever moves a promise.
"""


def cells(line: Line) -> tuple[str, ...]:
    """One row of the CSV, in the order of COLUMNS."""
    return (
        line.stage,
        line.spoke_last or "-",
        line.actor,
        line.act,
        ",".join(line.needs),
        line.next_stage,
        line.next_spoke_last or "-",
        line.terms,
        line.note,
    )


def table() -> str:
    """The whole table as CSV, stage by stage."""
    order = ("start", *OPEN, *ENDS)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        cells(line)
        for line in sorted(LINES, key=lambda line: (order.index(line.stage), line.spoke_last or ""))
    )
    return out.getvalue()


def diagram() -> str:
    """A state diagram in mermaid; acts that do not move are not drawn, nor the two that end everything."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for line in LINES:
        begin, end = _family(line.stage), _family(line.next_stage)
        if line.stage != line.next_stage and line.act not in ("revoke", "cancel"):
            acts = arrows.setdefault((begin, end), [])
            acts += [] if line.act in acts else [line.act]
    drawn = [f"  {_node(begin)} --> {_node(end)}: {', '.join(acts)}" for (begin, end), acts in arrows.items()]
    reached = {end for _, end in arrows}
    return (
        "\n".join(["stateDiagram-v2", *drawn, *(f"  {end} --> [*]" for end in ENDS if end in reached)]) + "\n"
    )


def page(buttons: Mapping[str, str]) -> str:
    """The reference page in Markdown. buttons: what stands on the button of an act, where there is one."""
    return "\n".join(
        [
            _HEAD,
            f"```mermaid\n{diagram()}```\n",
            "Not drawn: from the promise on, the doer may *revoke* and the asker may *cancel*, each with a reason.\n",
            *(
                part
                for stage in dict.fromkeys(map(_family, ("start", *OPEN)))
                for part in _section(stage, buttons)
            ),
            *_after(),
        ]
    )


def _family(stage: str) -> str:
    """CHANGE/GAP and CHANGE/PROMISED are both a CHANGE."""
    return stage.partition("/")[0]


def _node(stage: str) -> str:
    return "[*]" if stage == "start" else stage


def _section(family: str, buttons: Mapping[str, str]) -> Iterator[str]:
    yield f"## {family}\n"
    yield from _ball(family)
    yield "| act | button | who | needs | may take | leads to | terms | |"
    yield "|---|---|---|---|---|---|---|---|"
    for rule in RULES:
        if any(_family(stage) == family for stage in rule.stages):
            yield f"| {' | '.join(_row(rule, buttons))} |"
    yield ""


def _ball(family: str) -> Iterator[str]:
    if family in ("CHANGE", "RELEASE"):
        yield "It remembers the stage it came from.\n"
    stage = next((stage for stage in OPEN if _family(stage) == family), "start")
    holder = ball(stage, "asker")
    if holder is not None:
        spoken = "who spoke last" if holder == "asker" else "the other"
        yield f"The ball lies with {spoken if stage in SPOKEN else f'the {holder}'}.\n"


def _row(rule: Rule, buttons: Mapping[str, str]) -> tuple[str, ...]:
    leads = {"stay": "stays", "back": "the stage it came from"}.get(rule.to, _family(rule.to))
    return (
        f"`{rule.act}`",
        buttons.get(rule.act, ""),
        _WHO[rule.who],
        ", ".join(f"`{name}`" for name in rule.needs),
        ", ".join(f"`{name}`" for name in rule.may),
        leads,
        _WRITES[rule.writes],
        rule.note,
    )


def _after() -> Iterator[str]:
    yield "## Ends\n"
    yield f"{', '.join(f'`{end}`' for end in ENDS)}. No end reopens: only `thank` is left.\n"
    yield "## What is refused\n"
    yield f"The first that fits: {', '.join(f'`{code}`' for code in LAW)}. A refusal changes nothing.\n"


def pages() -> dict[Path, str]:
    if not settings.configured:
        settings.configure(USE_I18N=False)
    from fairlead.doors.words import LABELS  # its words are marked for translation: that asks for settings

    buttons = {act: str(label) for act, label in LABELS.items()}
    return {REFERENCE / "promise-cycle.csv": table(), REFERENCE / "promise-cycle.md": page(buttons)}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="")
