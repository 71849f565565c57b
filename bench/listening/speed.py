"""How long an hour of talk takes, in process and as a command, and whether ten hours take ten times as long.

What may not live here: limits that fail a build; a busy machine is no fault of the program."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.listening.data import rows
from fairlead.core.clarity import Draft, hints
from fairlead.core.listening.look import look
from fairlead.core.listening.transcript import CUES_MAX, read
from fairlead.rooms.listening.weights import models

HOUR: Final = 10_000


def talk(*, words: int = 0, cues: int = 0) -> tuple[bytes, str]:
    """A talk of so many words, or of so many pieces, put together from the meetings; and somebody who speaks in it."""
    lines: list[str] = []
    count = 0
    while count < words or len(lines) < cues:
        for meeting in rows("mrda_dev.jsonl.gz"):
            for _id, _start, _end, who, text, _tag in meeting["utterances"]:
                lines.append(f"Speaker {'AB'[ord(who[-1]) % 2]}: {text}")
                count += text.count(" ") + 1
                if count >= words and len(lines) >= cues:
                    return "\n".join(lines).encode(), "Speaker A"
    return "\n".join(lines).encode(), "Speaker A"


def speeches(*, cues: int) -> tuple[bytes, str]:
    """As many pieces, but one speaks the first half and the other the second."""
    data, me = talk(cues=cues)
    said = [line.split(b": ", 1)[1] for line in data.split(b"\n")]
    lines = [b"Speaker %s: %s" % (b"BA"[n >= cues // 2 :][:1], one) for n, one in enumerate(said)]
    return b"\n".join(lines), me


def took(data: bytes, me: str) -> float:
    started = time.perf_counter()
    look(read(data), me=me, models=models())
    return time.perf_counter() - started


def command(data: bytes, me: str) -> tuple[float, float]:
    """(seconds with start-up, megabytes)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "talk.txt"
        file.write_bytes(data)
        words = [sys.executable, "-m", "fairlead", "listen", str(file), "--me", me, "--format", "json"]
        started = time.perf_counter()
        found = subprocess.run(words, capture_output=True, check=True)
        seconds = time.perf_counter() - started
    assert json.loads(found.stdout)["figures"]
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    models()
    data, me = talk(words=HOUR)
    print(f"an hour of talk, in process        {min(took(data, me) for _ in range(3)):.2f} s   goal < 0.50")
    seconds, megabytes = min(command(data, me) for _ in range(3))
    print(f"the same, as a command             {seconds:.2f} s   goal < 1.00, {megabytes:.0f} MB, goal < 120")
    for cues in (CUES_MAX // 10, CUES_MAX):
        data, me = talk(cues=cues)
        print(f"{cues:>6} pieces                      {took(data, me) / cues * 1e6:.0f} microseconds a piece")
        data, me = speeches(cues=cues)
        print(f"{cues:>6} pieces of two speeches      {took(data, me) / cues * 1e6:.0f} microseconds a piece")
    draft = Draft(
        outcome="Could you clean up the wiki soon, and also send me the list by Friday? " * 4,
        standard=("better",) * 8,
    )
    started = time.perf_counter()
    for _ in range(100):
        hints(draft)
    print(f"hints for an ask                   {(time.perf_counter() - started) * 10:.2f} ms   goal < 10")


if __name__ == "__main__":
    main()
