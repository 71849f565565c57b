"""JSON of WhisperX, AssemblyAI (milliseconds) and Deepgram.

What lives here: which lists hold what was said, and in which unit. What may not: trusting any of it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fairlead.core.listening.transcript.cues import CUES_MAX, Cue, Unread, clean, name_of, refused

_YEAR: Final = 366 * 86_400.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Where things stand in one item. unit: seconds in one of its numbers."""

    format: str
    text: str
    unit: float


WHISPERX: Final = Shape("whisperx", "text", 1.0)
ASSEMBLYAI: Final = Shape("assemblyai", "text", 0.001)
DEEPGRAM: Final = Shape("deepgram", "transcript", 1.0)


def read_objects(text: str) -> tuple[str, list[Cue], list[Unread]]:
    """(format, cues, unread): an item that is none is told with its number."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise refused("json", line=error.lineno) from error
    except (RecursionError, ValueError):
        raise refused("json", line=1) from None
    shape, items = _found(whole)
    if len(items) > CUES_MAX:
        raise refused("cues", most=CUES_MAX)
    cues: list[Cue] = []
    unread: list[Unread] = []
    for number, item in enumerate(items, 1):
        cue = _cue(shape, item)
        if cue is None:
            unread.append(Unread(number, clean(str(item)[:200])))
        elif cue.text:
            cues.append(cue)
    return shape.format, cues, unread


def _found(whole: Any) -> tuple[Shape, list[Any]]:
    if isinstance(whole, list):
        return WHISPERX, whole
    if isinstance(whole, Mapping):
        if isinstance(items := whole.get("segments"), list):
            return WHISPERX, items
        if isinstance(items := whole.get("utterances"), list):
            return ASSEMBLYAI, items
        if isinstance(results := whole.get("results"), Mapping):
            return _deepgram(results)
    raise refused("shape")


def _deepgram(results: Mapping[str, Any]) -> tuple[Shape, list[Any]]:
    if isinstance(items := results.get("utterances"), list):
        return DEEPGRAM, items
    try:
        found = results["channels"][0]["alternatives"][0]
        if isinstance(found.get("paragraphs"), Mapping):
            return Shape("deepgram", "text", 1.0), list(_sentences(found["paragraphs"]["paragraphs"]))
        return DEEPGRAM, list(_spoken(found["words"]))
    except (KeyError, IndexError, TypeError, AttributeError):
        raise refused("shape") from None


def _sentences(paragraphs: list[Any]) -> Iterator[Any]:
    for paragraph in paragraphs:
        for sentence in paragraph["sentences"]:
            yield {**sentence, "speaker": paragraph.get("speaker")}


def _spoken(words: list[Any]) -> Iterator[Any]:
    """Single words, joined as long as the same person speaks."""
    run: dict[str, Any] = {}
    for word in words:
        said = str(word.get("punctuated_word") or word["word"])
        if run and run["speaker"] == word.get("speaker"):
            run["transcript"].append(said)
            run["end"] = word.get("end")
            continue
        if run:
            yield {**run, "transcript": " ".join(run["transcript"])}
        run = {
            "speaker": word.get("speaker"),
            "start": word.get("start"),
            "end": word.get("end"),
            "transcript": [said],
        }
    if run:
        yield {**run, "transcript": " ".join(run["transcript"])}


def _cue(shape: Shape, item: Any) -> Cue | None:
    if not isinstance(item, Mapping) or not isinstance(item.get(shape.text), str):
        return None
    start, end = _seconds(item.get("start"), shape), _seconds(item.get("end"), shape)
    if start is not None and end is not None:
        end = max(start, end)
    id_ = item.get("id")
    return Cue(
        str(id_) if isinstance(id_, str | int) and not isinstance(id_, bool) and id_ != "" else "",
        start,
        end,
        _speaker(item.get("speaker")),
        clean(item[shape.text]),
    )


def _seconds(value: Any, shape: Shape) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or not 0 <= value * shape.unit < _YEAR:
        return None
    return round(value * shape.unit, 3)


def _speaker(value: Any) -> str:
    if isinstance(value, str):
        return name_of(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000:
        return f"Speaker {value}"
    return ""
