"""Reading who there is. What may not: changing anything, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people.models import Person
from fairlead.rooms.people.queries.cards import CARD, HERE, card_from, card_of, findable, viewer_of_row
from fairlead.rooms.people.queries.teams import teams_of
from fairlead.rooms.people.shapes import Address, Erased, Myself, OwnPerson, PersonCard


def people_of(
    organisation: UUID, *, find: str = "", limit: int = 200, after: UUID | None = None
) -> tuple[PersonCard, ...]:
    """Those who are here, by name; no guests. `after` is the last person of the page before."""
    rows = Person.objects.filter(HERE, organisation_id=organisation, is_guest=False)
    if findable(find):
        rows = rows.filter(name__icontains=findable(find))
    return tuple(card_of(row) for row in _page(rows, after=after, limit=limit))


def _page(rows: QuerySet[Person], *, after: UUID | None, limit: int) -> QuerySet[Person]:
    last = Person.objects.filter(id=after).values_list("name", "id").first() if after else None
    if last is not None:
        name, id_ = last
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=id_))
    return rows.order_by("name", "id")[:limit]


NAME_OF: Final = "(SELECT name FROM people_person WHERE id = {})"
"""The name of the person in this column, for a statement of another room that has to be one."""


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Also of people who left: what was promised still bears their name. On every list, so by hand."""
    wanted = sql.put_ids(set(ids))
    if sql.is_postgresql():  # one statement to prepare, however many they are
        found = sql.rows("SELECT id, name FROM people_person WHERE id = ANY(%s)", [wanted])
    else:
        found = sql.rows(f"SELECT id, name FROM people_person WHERE id IN ({sql.marks(wanted)})", wanted)
    return {sql.take_id(row[0]): row[1] for row in found}


_CARDS: Final = f"SELECT {CARD} FROM people_person p WHERE p.id IN ({{marks}})"


def cards(ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """By hand, because every promise that is shown asks for two of them."""
    wanted = set(ids)
    return cards_from(sql.rows(*cards_asked(wanted))) if wanted else {}


def with_cards(ids: Iterable[UUID], known: Mapping[UUID, PersonCard] | None) -> dict[UUID, PersonCard]:
    """The same, where some of them are already read."""
    there = known or {}
    return {**there, **cards(set(ids) - there.keys())}


def cards_asked(ids: Iterable[UUID]) -> sql.Statement:
    """What asks for these cards, for who can ask it together with something else."""
    wanted = sql.put_ids(ids)
    return _CARDS.format(marks=sql.marks(wanted)), wanted


def cards_from(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, PersonCard]:
    """What was answered to `cards_asked`."""
    return {card.id: card for card in map(card_from, rows)}


def notice_settings(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these people chose for the notices room, which alone knows what it means."""
    rows = Person.objects.filter(id__in=set(ids)).values_list("id", "notice_settings")
    return {id_: dict(settings) for id_, settings in rows}


def with_notice_setting(name: str) -> list[UUID]:
    """Everybody who chose something under this name."""
    rows = Person.objects.filter(HERE, **{f"notice_settings__{name}__isnull": False})
    return list(rows.exclude(**{f"notice_settings__{name}": None}).values_list("id", flat=True))


def card(person: UUID) -> PersonCard:
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise Refusal("not_found")
    return card_of(row)


def colleague(viewer: Viewer, who: UUID | str, *, or_guest: bool = False) -> PersonCard | None:
    """Somebody of the viewer's organisation who is here, by id or address. Else None, alike.

    or_guest: also a coach from outside, who is no colleague in anything else."""
    rows = Person.objects.filter(HERE, organisation_id=viewer.organisation)
    if not or_guest:
        rows = rows.filter(is_guest=False)
    wanted = _id_or_address(who)
    row = rows.filter(**{"id" if isinstance(wanted, UUID) else "email": wanted}).first()
    return card_of(row) if row else None


def _id_or_address(who: UUID | str) -> UUID | str:
    if isinstance(who, UUID):
        return who
    try:
        return UUID(who)
    except ValueError:
        return who.strip().lower()


def is_here(person: UUID) -> bool:
    return Person.objects.filter(HERE, id=person).exists()


def viewer_for(person: UUID) -> Viewer | None:
    """The same viewer a session of this person would have now; None when they are not here.

    For background work, which asks for the right to see anew."""
    row = Person.objects.filter(HERE, id=person, account__is_active=True).first()
    return None if row is None else viewer_of_row(row)


def address_of(person: UUID) -> Address | None:
    """Where this person's mail goes: their verified address, else the one they were invited by.

    None when they are not here, or nothing is known. An address somebody typed for themselves and
    has not verified is never written to: it may be another's."""
    row = Person.objects.filter(HERE, id=person).select_related("account").first()
    if row is None or row.email is None:
        return None
    verified = row.account is not None and _verified(row.account_id) == row.email
    return Address(row.id, row.email, row.name, row.language, row.zone, verified)


def _verified(account: UUID | None) -> str | None:
    row = EmailAddress.objects.filter(user_id=account, verified=True, primary=True).first()
    return str(row.email) if row else None


def myself(viewer: Viewer) -> Myself:
    row = Person.objects.select_related("account", "organisation").get(id=viewer.person)
    account = row.account
    return Myself(
        person=card_of(row),
        organisation_name=row.organisation.name,
        email=account.email if account else None,
        is_email_verified=bool(account and account.email and _verified(account.id) == account.email),
        has_password=bool(account and account.has_usable_password() and account.password),
        is_admin=row.is_admin,
        theme=row.theme,
        has_shortcuts=row.has_shortcuts,
        keys=dict(row.keys),
        notice_settings=dict(row.notice_settings),
        teams=teams_of(row.id),
        shown_team=row.shown_team_id,
    )


def own_persons(account: UUID) -> tuple[OwnPerson, ...]:
    """The organisations this account can be in now, by name."""
    rows = Person.objects.filter(HERE, account_id=account).select_related("organisation")
    return tuple(
        OwnPerson(row.id, row.organisation_id, row.organisation.name)
        for row in rows.order_by("organisation__name", "id")
    )


def account_of(person: UUID) -> UUID | None:
    return Person.objects.filter(id=person).values_list("account_id", flat=True).first()


def erased_since(at: datetime, *, beyond: UUID | None = None, limit: int = 100) -> tuple[Erased, ...]:
    """For rooms that keep people's words: whose are to be erased, too, in the order it happened.

    Those erased after `at`; with `beyond`, also those of that very moment who come behind this person."""
    rows = Person.objects.filter(erased_at__isnull=False)
    later = Q(erased_at__gt=at)
    rows = rows.filter(later | Q(erased_at=at, id__gt=beyond) if beyond else later)
    found = rows.order_by("erased_at", "id").values_list("id", "organisation_id", "erased_at")[:limit]
    return tuple(Erased(person, organisation, when) for person, organisation, when in found if when)
