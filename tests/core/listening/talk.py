"""One made-up talk and the ways programs write it. What may not live here: anything anybody said."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final


@dataclass(frozen=True, slots=True)
class Said:
    start: float
    end: float
    name: str
    text: str


ANA: Final = "Ana Lima"
JONAS: Final = "Jonas Weber (he/him)"

TALK: Final = tuple(
    Said(*line)
    for line in (
        (1.0, 4.2, ANA, "Good morning, Jonas. How did the specification go?"),
        (4.5, 12.4, JONAS, "Well, the specification took longer than I thought. The supplier changed two of the interfaces last week."),
        (12.9, 13.4, ANA, "Mm-hmm."),
        (13.6, 19.0, JONAS, "So I had to write the chapter about the interfaces again, and I did not say so early enough."),
        (21.0, 27.5, ANA, "So the supplier changed the interfaces, and you wrote that chapter again. What would have helped you to say it early?"),
        (27.9, 34.1, JONAS, "A word on Monday would have been enough. I think I wanted to solve it alone first."),
        (34.4, 37.0, ANA, "You wanted to solve it alone. Right?"),
        (37.2, 38.0, JONAS, "Yes."),
        (38.3, 44.9, ANA, "Could you send me the open points by Friday? I'll ask the supplier for a list until Thursday noon."),
        (45.2, 50.0, JONAS, "Yes, I can send you the open points. When do you need the rest?"),
        (50.3, 53.0, ANA, "Let's look at the calendar together. Is the tenth possible?"),
        (53.3, 56.0, JONAS, "The tenth is fine & I will be <done> --> by then."),
    )
)  # fmt: skip


def clock(seconds: float, *, comma: bool = False, hours: bool = True) -> str:
    whole, part = divmod(round(seconds * 1000), 1000)
    text = (
        f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
        if hours
        else f"{whole // 60}:{whole % 60:02}"
    )
    return text if not hours else f"{text}{',' if comma else '.'}{part:03}"


def teams() -> bytes:
    blocks = (
        f"8a3f-{number}/{number}-0\n{clock(said.start)} --> {clock(said.end)}\n<v {said.name}>{escape(said.text)}</v>\n"
        for number, said in enumerate(TALK, 10)
    )
    return ("WEBVTT\n\n" + "\n".join(blocks)).encode()


def zoom() -> bytes:
    blocks = (
        f"{number}\n{clock(said.start)} --> {clock(said.end)}\n{said.name}: {said.text}\n"
        for number, said in enumerate(TALK, 1)
    )
    return ("\ufeffWEBVTT\r\n\r\n" + "\n".join(blocks).replace("\n", "\r\n")).encode()


def rolling() -> bytes:
    """Each cue shows the four words before again, as live captions do."""
    blocks = ["WEBVTT\n"]
    for said in TALK:
        words = said.text.split()
        pieces = [words[place : place + 4] for place in range(0, len(words), 4)]
        step = (said.end - said.start) / len(pieces)
        for number, piece in enumerate(pieces):
            shown = [*(pieces[number - 1] if number else ()), *piece]
            start = said.start + number * step
            blocks.append(
                f"{clock(start)} --> {clock(start + step)}\n<v {said.name}>{escape(' '.join(shown))}\n"
            )
    return "\n".join(blocks).encode()


def srt() -> bytes:
    blocks = (
        f"{number}\n{clock(said.start, comma=True)} --> {clock(said.end, comma=True)}\n{said.name}: {said.text}\n"
        for number, said in enumerate(TALK, 1)
    )
    return "\n".join(blocks).encode("latin-1")


def plain() -> bytes:
    return "\n".join(f"{said.name}: {said.text}" for said in TALK).encode()


def otter() -> bytes:
    blocks = (f"{said.name}  {clock(said.start, hours=False)}  \n{said.text}\n" for said in TALK)
    head = "The talk\nFri, Nov 20, 2026 10:00AM \u2022 1:00\nSPEAKERS\n"
    return (head + "\n".join(blocks) + "\nTranscribed by https://otter.ai\n").encode()


def meet() -> bytes:
    lines = "\n".join(f"{said.name}: {said.text}" for said in TALK)
    end = "This editable transcript was computer generated and might contain errors."
    return f"00:00:00\n \n{lines}\n00:05:00\nMeeting ended after 00:01:00\n{end}\n".encode()


def docx(lines: Iterator[str] | None = None, *, more: str = "") -> bytes:
    """As Teams saves it: name and time in one paragraph, the words in the next."""
    lines = lines or (
        line for said in TALK for line in (f"{said.name}   {clock(said.start, hours=False)}", said.text)
    )
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?>{more}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def older() -> bytes:
    """As Teams saved it before: both times, the name, the words."""
    return docx(
        line for said in TALK for line in (f"{clock(said.start)} --> {clock(said.end)}", said.name, said.text)
    )


def saved() -> bytes:
    """As Zoom saves it while a talk goes on."""
    return "\n".join(f"[{said.name}] {clock(said.start)[:8]}\n{said.text}\n" for said in TALK).encode()


def zipped(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(name, text)
    return made.getvalue()


def whisperx() -> bytes:
    items = [
        {"start": s.start, "end": s.end, "text": f" {s.text}", "speaker": s.name, "words": []} for s in TALK
    ]
    return json.dumps({"segments": items, "language": "en"}).encode()


def assemblyai() -> bytes:
    items = [
        {"start": round(s.start * 1000), "end": round(s.end * 1000), "text": s.text, "speaker": s.name}
        for s in TALK
    ]
    return json.dumps({"status": "completed", "utterances": items}).encode()


def deepgram() -> bytes:
    items = [
        {"start": s.start, "end": s.end, "transcript": s.text, "speaker": int(s.name != ANA)} for s in TALK
    ]
    return json.dumps({"results": {"channels": [], "utterances": items}}).encode()


WRAPPINGS: Final = {
    make.__name__: make
    for make in (
        teams,
        zoom,
        rolling,
        srt,
        plain,
        otter,
        meet,
        docx,
        older,
        saved,
        whisperx,
        assemblyai,
        deepgram,
    )
}
