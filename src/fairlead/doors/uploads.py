"""A file that was sent, kept in memory for the length of the request: nothing sent ever lies on a disk.

What may not live here: what is in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST: Final = 5_000_000
"""Bytes of one file. Of a larger one a byte more is kept, so that whoever reads it sees that it is too large."""


class InMemory(FileUploadHandler):
    """The only way files come in."""

    def new_file(self, *about: Any, **more: Any) -> None:
        super().new_file(*about, **more)
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept += raw_data[: max(0, MOST + 1 - len(self.kept))]

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        data = BytesIO(bytes(self.kept))
        return InMemoryUploadedFile(
            data, self.field_name, self.file_name, self.content_type, len(self.kept), self.charset
        )
