"""The people of the demo: a first dozen everybody meets, and names for as many as are asked for. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fairlead.rooms.archive.demo.chance import Chance

ORGANISATION: Final = "Northpier"
DOMAIN: Final = "northpier.example"
ZONE: Final = "Europe/Berlin"
FIRST: Final = (
    "Amara Osei", "Tomas Lindqvist", "Mei Tanaka", "Jonas Weber", "Priya Nair", "Sam Okonjo", "Lucía Ferrer",
    "Yusuf Demir", "Hanna Kowalczyk", "Matteo Ricci", "Ingrid Solheim", "Noor Haddad",
)  # fmt: skip
GIVEN: Final = (
    "Ada", "Bela", "Carla", "Daniel", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jakub", "Kaia", "Levi", "Maya",
    "Nils", "Olena", "Paula", "Quentin", "Rosa", "Simon", "Thandi", "Uma", "Viktor", "Wanda", "Xenia", "Yara",
    "Zoran",
)  # fmt: skip
FAMILY: Final = (
    "Abel", "Brandt", "Castro", "Dvořák", "Eriksen", "Fontaine", "Gashi", "Hartmann", "Ivanova", "Jensen",
    "Kimura", "Larsson", "Mensah", "Novak", "Oduya", "Petrov", "Quispe", "Rossi", "Sato", "Toth", "Usman",
    "Varga", "Wolff", "Xu", "Yılmaz", "Zeller",
)  # fmt: skip
TEAMS: Final = (
    "Delivery team",
    "Customer team",
    "Platform team",
    "Design team",
    "Support desk",
    "Sales team",
)
AT_A_TABLE: Final = 14
"""So many people are one team; more are several of about eight."""
TEAM_OF: Final = 8


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to add. team: the number of their team, from 0."""

    name: str
    email: str
    team: int
    is_lead: bool


def members(count: int, *, chance: Chance) -> list[Member]:
    """The first of each team leads it."""
    size = count if count <= AT_A_TABLE else TEAM_OF
    names = [*FIRST[:count], *(_name(chance) for _ in range(count - len(FIRST)))]
    taken: dict[str, int] = {}
    found = []
    for place, name in enumerate(names):
        local = local_part(name)
        taken[local] = taken.get(local, 0) + 1
        number = "" if taken[local] == 1 else str(taken[local])
        found.append(Member(name, f"{local}{number}@{DOMAIN}", place // size, is_lead=place % size == 0))
    return found


def team_name(number: int) -> str:
    return TEAMS[number] if number < len(TEAMS) else f"Team {number + 1}"


def _name(chance: Chance) -> str:
    return f"{chance.one_of(GIVEN)} {chance.one_of(FAMILY)}"


_PLAIN: Final = str.maketrans({"í": "i", "ř": "r", "á": "a", "ı": "i", "ć": "c"})


def local_part(name: str) -> str:
    """Of the e-mail address of somebody of this name."""
    return name.lower().replace(" ", ".").translate(_PLAIN).encode("ascii", "ignore").decode()
