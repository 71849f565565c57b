"""What a browser is called in one's list of sessions: coarse on purpose.

What may not: anything that tells one browser of a kind from another."""

from __future__ import annotations

from typing import Final

BROWSERS: Final = (
    ("Firefox", "Firefox"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("FxiOS", "Firefox"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """ "Firefox, Linux"; parts that are not known are left out."""
    found = [
        next((name for mark, name in kinds if mark in user_agent[:400]), "") for kinds in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(part for part in found if part)
