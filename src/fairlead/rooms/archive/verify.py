"""Checks what somebody took out of Fairlead: every line of every journal, every text, every receipt.

The standard library is all it needs, and it runs by itself: `python verify.py fairlead.zip --receipts receipts.txt`.
What may not live here: anything of the rest of Fairlead; it shall be possible to doubt that and still run this."""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

SCHEMA: Final = "fairlead.own/1"
INSIDE: Final = "fairlead.json"
NO_HEAD: Final = "0" * 64
LINE: Final = frozenset(
    {"number", "act", "by", "at", "version", "data", "erased", "words", "salt", "text", "hash"}
)
TWICE: Final = "\0twice"
_RECEIPT: Final = re.compile(
    r"fairlead1\s+([0-9A-Fa-f-]{36})\s+([0-9]{1,9})\s+([0-9A-Fa-f]{64})(?![0-9A-Za-z])"
)
_BEGINS: Final = re.compile(r'"id":\s*"([^"]*)",\s*"kind"')
Say = Callable[[str], str]


def later(text: str) -> str:
    """Marks a sentence that somebody else may say in another language."""
    return text


@dataclass(frozen=True)
class Problem:
    """A sentence and what it is about."""

    sentence: str
    about: dict[str, Any]

    def said(self, say: Say) -> str:
        return say(self.sentence) % self.about


@dataclass
class Report:
    """What was looked at, and what does not hold."""

    promises: int = 0
    moves: int = 0
    texts: int = 0
    erased: int = 0
    receipts: int = 0
    problems: list[Problem] = field(default_factory=list)


class Unreadable(Exception):
    """It is no export; the text is the sentence."""


# --- reading ---


def read(file: Path, say: Say = str) -> str:
    """The JSON of an export, from the ZIP or by itself. Bytes that are no text stay to be found as changed."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                return packed.read(INSIDE).decode("utf-8", "surrogateescape")
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except (OSError, KeyError, zipfile.BadZipFile) as problem:
        told = say(later("%(file)s cannot be read (%(why)s)"))
        raise Unreadable(told % {"file": file, "why": type(problem).__name__}) from problem


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice in one object says two things: it is marked, and so no line any more."""
    found = dict(pairs)
    return found if len(found) == len(pairs) else {**found, TWICE: True}


def parse(text: str, say: Say = str) -> list[Any]:
    """The promises of an export."""
    try:
        whole = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as problem:
        raise Unreadable(say(_AT) % _place(text, problem.pos)) from problem
    except (ValueError, RecursionError) as problem:
        raise Unreadable(say(later("This is no JSON that could be read"))) from problem
    if (
        not isinstance(whole, dict)
        or whole.get("schema") != SCHEMA
        or not isinstance(whole.get("promises"), list)
    ):
        told = say(later("This is no export of Fairlead that I know: its schema is not %(schema)s"))
        raise Unreadable(told % {"schema": SCHEMA})
    return list(whole["promises"])


_AT: Final = later("Promise %(promise)s, line %(line)s: from here on it is no JSON (character %(position)d)")


def _place(text: str, position: int) -> dict[str, Any]:
    before = text[:position]
    begun = list(_BEGINS.finditer(before))
    rest = before[begun[-1].end() :] if begun else ""
    line = rest.count('"hash":') + 1
    return {"promise": begun[-1][1] if begun else "?", "line": line if begun else "?", "position": position}


# --- the chain ---


def canonical(value: Any) -> bytes:
    """RFC 8785 for what a journal holds: names in ASCII, no fractions."""
    spelled = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return spelled.encode("utf-8", "surrogatepass")


def move_hash(line: dict[str, Any], *, prev: str, promise: str) -> str:
    chained = {name: line[name] for name in ("number", "act", "by", "at", "version", "data", "text")}
    return sha256(canonical({"prev": prev, "promise": promise, **chained})).hexdigest()


def check(promises: list[Any]) -> Report:
    """Every promise by itself. A problem names the promise and the line."""
    report = Report()
    for number, promise in enumerate(promises, 1):
        if not isinstance(promise, dict) or not isinstance(promise.get("journal"), list):
            report.problems.append(
                Problem(later("The promise in place %(number)d is none"), {"number": number})
            )
            continue
        report.promises += 1
        report.problems += _promise(promise, report)
    return report


def _promise(promise: dict[str, Any], report: Report) -> Iterator[Problem]:
    name, prev, journal = str(promise.get("id")), NO_HEAD, promise["journal"]
    for place, line in enumerate(journal, 1):
        about = {"promise": name, "line": place}
        if not isinstance(line, dict) or line.keys() != LINE:
            yield Problem(later("Promise %(promise)s, line %(line)d: this is no line of a journal"), about)
            continue
        report.moves += 1
        yield from _line(line, name, prev, about, report)
        prev = line["hash"]
    yield from _whole(promise, name)


def _line(
    line: dict[str, Any], name: str, prev: str, about: dict[str, Any], report: Report
) -> Iterator[Problem]:
    if type(line["number"]) is not int or line["number"] != about["line"]:
        yield Problem(later("Promise %(promise)s, line %(line)d: it has another number"), about)
    if move_hash(line, prev=prev, promise=name) != line["hash"]:
        told = later(
            "Promise %(promise)s, line %(line)d: it, or what comes before it, is not what was hashed"
        )
        yield Problem(told, about)
    if line["words"] is None:
        report.erased += line["text"] is not None
        if line["erased"] is not (line["text"] is not None) or line["salt"] is not None:
            told = later(
                "Promise %(promise)s, line %(line)d: it does not say rightly whether words were erased"
            )
            yield Problem(told, about)
        return
    report.texts += 1
    if line["erased"] is not False or line["text"] != _text_hash(line):
        yield Problem(
            later("Promise %(promise)s, line %(line)d: its words are not those that were hashed"), about
        )


def _text_hash(line: dict[str, Any]) -> str | None:
    try:
        return sha256(bytes.fromhex(line["salt"]) + canonical(line["words"])).hexdigest()
    except (TypeError, ValueError):
        return None


def _whole(promise: dict[str, Any], name: str) -> Iterator[Problem]:
    """What stands above the journal follows from it. (Names of people and the stage are told, not chained.)"""
    journal = promise["journal"]
    first, last = (_object(journal[place]) if journal else {} for place in (0, -1))
    data = _object(first.get("data"))
    told = {role: _object(promise.get(role)).get("id") for role in ROLES}
    if not journal or promise.get("head") != last.get("hash"):
        yield Problem(
            later("Promise %(promise)s: its head is not that of its last line, %(line)d"),
            {"promise": name, "line": len(journal)},
        )
    if promise.get("kind") != first.get("act") or any(told[role] != data.get(role) for role in ROLES):
        yield Problem(
            later("Promise %(promise)s: kind or people are not those of line %(line)d"),
            {"promise": name, "line": 1},
        )


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


ROLES: Final = ("asker", "doer")


# --- receipts ---


def check_receipts(text: str, promises: list[Any], report: Report) -> None:
    """Every receipt leads to the line it names, whatever stands around it (a mail, a note)."""
    hashes = {
        str(promise.get("id")).lower(): [
            line.get("hash") for line in promise["journal"] if isinstance(line, dict)
        ]
        for promise in promises
        if isinstance(promise, dict) and isinstance(promise.get("journal"), list)
    }
    found = list(_RECEIPT.finditer(text))
    if text.count("fairlead1") != len(found) or not found:
        told = later("%(number)d receipts could be read, and fairlead1 stands there %(times)d times")
        counts = {"number": len(found), "times": text.count("fairlead1")}
        report.problems.append(Problem(told, counts))
    for one in found:
        report.receipts += 1
        name, number = one[1].lower(), int(one[2])
        lines = hashes.get(name)
        about: dict[str, Any] = {"promise": name, "line": number}
        if lines is None:
            told = later("Promise %(promise)s: there is a receipt of line %(line)d, and no such promise here")
            report.problems.append(Problem(told, about))
        elif not 1 <= number <= len(lines) or lines[number - 1] != one[3].lower():
            told = later("Promise %(promise)s, line %(line)d: the receipt is of another history")
            report.problems.append(Problem(told, about))


# --- told ---


def looked_at(report: Report, say: Say) -> Iterator[str]:
    counts = {name: getattr(report, name) for name in ("promises", "moves", "texts", "erased", "receipts")}
    yield (
        say(
            later(
                "Looked at: %(promises)d promises with %(moves)d lines, %(texts)d texts, %(receipts)d receipts."
            )
        )
        % counts
    )
    if report.erased:
        yield say(later("Erased, so that nothing can be said of the words: %(erased)d texts.")) % counts


def not_proven(report: Report, say: Say) -> str:
    if report.receipts:
        return say(later(
            "This shows that nothing up to these receipts was changed after they were taken. It does not show that what was "
            "written is true, nor that nothing was left out before."
        ))  # fmt: skip
    return say(later(
        "This shows that the lines fit each other. Without receipts kept elsewhere it does not show that the whole was not made "
        "anew by whoever has the machine."
    ))  # fmt: skip


def verified(file: Path, receipts: Path | None, say: Say = str) -> Report:
    """Unreadable when it is no export."""
    promises = parse(read(file, say), say)
    report = check(promises)
    if receipts is not None:
        try:
            text = receipts.read_text(encoding="utf-8", errors="replace")
        except OSError as problem:
            told = say(later("%(file)s cannot be read (%(why)s)"))
            raise Unreadable(told % {"file": receipts, "why": type(problem).__name__}) from problem
        check_receipts(text, promises, report)
    return report


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks an export of Fairlead.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--receipts", type=Path)
    given = parser.parse_args(arguments)
    try:
        report = verified(given.file, given.receipts)
    except Unreadable as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    lines = [problem.said(str) for problem in report.problems]
    sys.stdout.write("\n".join([*lines, *looked_at(report, str), not_proven(report, str)]) + "\n")
    if report.problems:
        sys.stderr.write(f"It does not hold: {len(report.problems)} times.\n")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
