"""Word documents as Teams and Otter write them: their paragraphs, read from `word/document.xml` alone.

What lives here: the zip's directory looked at first, and XML without a DTD. What may not: what the lines mean."""

from __future__ import annotations

import struct
import zlib
from typing import Any, Final
from xml.parsers import expat

from fairlead.core.listening.transcript.cues import refused

DOCUMENT: Final = b"word/document.xml"
XML_MAX: Final = 25_000_000
FILES_MAX: Final = 2_000
RATIO_MAX: Final = 150
"""So much smaller than its contents is no document of words."""
_SMALL: Final = 1_000_000
_END: Final = struct.Struct("<4s4xHHIIH")
_ENTRY: Final = struct.Struct("<4s4xHH8xIIHHH8xI")
_LOCAL: Final = struct.Struct("<4s22xHH")
_ENCRYPTED: Final = 1
_STORED, _DEFLATED = 0, 8
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_CHUNK: Final = 65_536


def is_zip(data: bytes) -> bool:
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def paragraphs(data: bytes) -> list[str]:
    """The lines of the document, one paragraph or break each."""
    try:
        xml = _unpacked(data, *_place(data))
    except (struct.error, zlib.error):
        raise refused("truncated") from None
    return _Lines().of(xml)


def _place(data: bytes) -> tuple[int, int, int, int]:
    """(method, packed size, size, where) of the document, from the directory at the end of the zip file."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0:
        raise refused("truncated")
    _, _, count, size, at, _ = _END.unpack_from(data, end)
    if count > FILES_MAX or size > len(data):
        raise refused("bomb")
    found: list[tuple[int, int, int, int]] = []
    for _number in range(count):
        mark, flags, method, packed, whole, name, extra, comment, where = _ENTRY.unpack_from(data, at)
        if mark != b"PK\x01\x02":
            raise refused("truncated")
        begins = at + _ENTRY.size
        if data[begins : begins + name] == DOCUMENT and not flags & _ENCRYPTED:
            found.append((method, packed, whole, where))
        at = begins + name + extra + comment
    if len(found) != 1:
        raise refused("no_document")
    return found[0]


def _unpacked(data: bytes, method: int, packed: int, whole: int, where: int) -> bytes:
    """Never more than XML_MAX, whatever the directory says."""
    if whole > XML_MAX or (whole > _SMALL and whole > RATIO_MAX * max(packed, 1)):
        raise refused("bomb")
    mark, name, extra = _LOCAL.unpack_from(data, where)
    begins = where + _LOCAL.size + name + extra
    if mark != b"PK\x03\x04" or begins + packed > len(data) or method not in {_STORED, _DEFLATED}:
        raise refused("truncated")
    if method == _STORED:
        return data[begins : begins + packed]
    stream = zlib.decompressobj(-15)
    xml = stream.decompress(data[begins : begins + packed], XML_MAX)
    if stream.unconsumed_tail:
        raise refused("bomb")
    if not stream.eof:
        raise refused("truncated")
    return xml


class _Lines:
    """The texts between the tags, line by line."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = [[]]
        self.is_text = False

    def of(self, xml: bytes) -> list[str]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._no_dtd
        parser.EntityDeclHandler = self._no_dtd
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        try:
            for place in range(0, len(xml), _CHUNK):
                parser.Parse(xml[place : place + _CHUNK])
            parser.Parse(b"", True)  # noqa: FBT003  expat takes no names
        except expat.ExpatError as error:
            raise refused("xml", line=error.lineno) from error
        lines = ["".join(texts) for texts in self.lines]
        return lines[1:] or lines  # what is before the first paragraph is none

    def _no_dtd(self, *_what: Any) -> None:
        raise refused("entities")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = name.removeprefix(_W).removeprefix(_STRICT)
        self.is_text = tag == "t"
        if tag in {"p", "br", "cr"}:
            self.lines.append([])
        elif tag == "tab":
            self.lines[-1].append("\t")

    def _end(self, _name: str) -> None:
        self.is_text = False

    def _said(self, text: str) -> None:
        if self.is_text:
            self.lines[-1].append(text)
