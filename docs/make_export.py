"""Writes docs/reference/own-export.schema.json from the API's shape of it: `python docs/make_export.py`.

A test compares the page with this; nothing else may live here."""

from __future__ import annotations

import json
import os
from pathlib import Path

import django
from django.apps import apps

PAGE = Path(__file__).resolve().parent / "reference" / "own-export.schema.json"


def page() -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    if not apps.ready:
        django.setup()
    from fairlead.rooms.archive.api import OwnThings

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **OwnThings.model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
