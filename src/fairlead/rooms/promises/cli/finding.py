"""From what a person types to an id: the beginning of a promise's id, a colleague's name, a team's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fairlead.doors.cli.reading import is_id
from fairlead.doors.cli.server import Refused, Server
from fairlead.doors.cli.words import _, ngettext
from fairlead.doors.cli.writing import one_line

PAGES_MAX = 50


def every(server: Server, path: str, **query: Any) -> Iterator[dict[str, Any]]:
    """Everything of a list, page by page."""
    after: str | None = None
    for _page in range(PAGES_MAX):
        page = server.call("GET", path, limit=200, after=after, **query)
        yield from page["items"]
        after = page["next"]
        if after is None:
            return


def promise_named(server: Server, start: str) -> str:
    return named_by_start(server, "/promises", start, "list")


def draft_named(server: Server, start: str) -> str:
    return named_by_start(server, "/drafts", start, "drafts")


def _begin(number: int) -> str:
    if not number:
        return _("None of yours begins with “%(start)s”.")
    return ngettext(
        "%(number)d of yours begins with “%(start)s”.", "%(number)d of yours begin with “%(start)s”.", number
    )


def named_by_start(server: Server, path: str, start: str, what: str) -> str:
    """The id among those of this list that begins so. what: the command that shows them."""
    if is_id(start):
        return start
    ids = (item["id"] for item in every(server, path)) if start.strip() else ()
    return one_that_begins(start, ids, what)


def one_that_begins(start: str, ids: Iterable[str], what: str) -> str:
    """The one of these ids that begins so. what: the command that shows them."""
    wanted = start.strip().lower()
    found = {one for one in ids if one.startswith(wanted)} if wanted else set()
    if len(found) != 1:
        facts = {"number": len(found), "start": one_line(start), "shows": f"fairlead {what}"}
        raise Refused(" ".join((_begin(len(found)) % facts, _("`%(shows)s` shows those you have.") % facts)))
    return str(found.pop())


def person_named(server: Server, who: str) -> str:
    """An id or an address as it is; else the colleague whose name it is, or begins with."""
    if is_id(who) or "@" in who:
        return who
    people = list(every(server, "/people", q=who))
    wanted = who.casefold()
    same = [person for person in people if person["name"].casefold() == wanted]
    found = same or [person for person in people if person["name"].casefold().startswith(wanted)] or people
    if len(found) == 1:
        return str(found[0]["id"])
    names = ", ".join(one_line(person["name"]) for person in found[:5])
    said = _("Who is meant: %(names)s?") if found else _("Nobody here is called %(name)s.")
    facts = {"names": names, "name": one_line(who)}
    raise Refused(" ".join((said % facts, _("An e-mail address says it exactly."))))


def team_named(server: Server, name: str) -> str:
    if is_id(name):
        return name
    teams = [team for team in every_team(server) if team["name"].casefold() == name.casefold()]
    if len(teams) != 1:
        raise Refused(_("There is no team called %(name)s.") % {"name": one_line(name)})
    return str(teams[0]["id"])


def every_team(server: Server) -> list[dict[str, Any]]:
    return list(server.call("GET", "/teams")["items"])


def short_ids(ids: list[str]) -> dict[str, str]:
    """The shortest beginnings, of 8 marks or more, that tell these apart."""
    short: dict[str, str] = {}
    for one in ids:
        length = 8
        while length < len(one) and any(other != one and other[:length] == one[:length] for other in ids):
            length += 1
        short[one] = one[:length].rstrip("-")
    return short
