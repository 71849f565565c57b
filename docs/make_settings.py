"""Writes docs/reference/settings.md from the settings themselves: `python docs/make_settings.py`.

A house test compares the page with this; nothing else may live here."""

from __future__ import annotations

from pathlib import Path

from fairlead.config.environment import PREFIX, SETTINGS

PAGE = Path(__file__).resolve().parent / "reference" / "settings.md"
HEAD = """# Settings

Fairlead is told by environment variables what it should do differently. None is needed to begin.

Every one can be given by a file instead: `FAIRLEAD_SECRET_KEY_FILE=/run/secrets/key` reads the value from that
file. Giving both is refused. A name that is not on this page is pointed out by `fairlead run` and `fairlead check`.
A value that cannot be meant stops the start with one line that says what would be right. It never repeats the value.

This page is made by `make docs` from `src/fairlead/config/environment.py`.
"""


def page() -> str:
    parts = [HEAD]
    for setting in SETTINGS:
        parts.append(f"## {PREFIX}{setting.name}\n\n{setting.about}\n\nDefault: {setting.default_words}.\n")
        if setting.is_secret:
            parts[-1] += "\nThis is a secret, or can hold one: keep it out of command lines and logs.\n"
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
