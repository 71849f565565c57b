"""Transcripts of every common shape, read into cues.

What lives here: bytes into `Transcript`. What may not: what the words mean; files (bytes are handed in)."""

from __future__ import annotations

from fairlead.core.listening.transcript.cues import (
    BYTES_MAX,
    CUES_MAX,
    HOURS_MAX,
    SPEAKERS_MAX,
    Cue,
    Speaker,
    Transcript,
    Unread,
    refused,
    renamed,
)
from fairlead.core.listening.transcript.packing import pack, unpack
from fairlead.core.listening.transcript.reading import read

__all__ = [
    "BYTES_MAX",
    "CUES_MAX",
    "HOURS_MAX",
    "SPEAKERS_MAX",
    "Cue",
    "Speaker",
    "Transcript",
    "Unread",
    "pack",
    "read",
    "refused",
    "renamed",
    "unpack",
]
