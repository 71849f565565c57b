"""The machine's commands about people: for whoever runs the installation, without a sign-in.

What may not: what people do themselves (over the API, as a person)."""

from __future__ import annotations

import click

from fairlead.core.refusals import Refusal
from fairlead.doors.addresses import public
from fairlead.doors.cli.words import _
from fairlead.doors.clock import now
from fairlead.rooms.people import actions, queries

several = click.option("--organisation", default="", help="Its name. Needed only when there are several.")


@click.group()
def person() -> None:
    """Add people, let them in, shut them out.

    Example: fairlead person add dan@example.org --name Dan
    """


@person.command()
@click.argument("email")
@click.option("--name", required=True, help="What people call them.")
@click.option("--team", default="", help="The team they join; made when missing.")
@click.option("--lead", is_flag=True, help="They lead that team.")
@click.option("--admin", is_flag=True, help="They may set up people and teams.")
@several
def add(email: str, name: str, team: str, organisation: str, **flags: bool) -> None:
    """Add somebody. The first person founds the organisation and is its administrator.

    Example: fairlead person add dan@example.org --name Dan --team Crew --lead
    """
    if flags["lead"] and not team:
        raise click.UsageError(_("--lead needs --team"))
    home = queries.organisation_named(organisation)
    if home is None:
        actions.found(name=name, email=email, team=team, organisation=organisation, at=now())
    else:
        actions.add_member(
            email=email,
            name=name,
            organisation=home,
            team=team,
            is_lead=flags["lead"],
            is_admin=flags["admin"],
            at=now(),
        )
    click.echo(_("%(name)s is here.") % {"name": f"{name} <{email}>"})


@person.command()
@click.argument("email")
def link(email: str) -> None:
    """Print an address that signs this person in, once, within a day. They are told.

    Example: fairlead person link dan@example.org
    """
    made = actions.link_for(actions.person_by_address(email), at=now())
    click.echo(public(f"/sign-in/{made.code}"))


@person.command()
@click.argument("email")
def suspend(email: str) -> None:
    """Sign this person out everywhere and let them in no more. No promise ends by that.

    Example: fairlead person suspend dan@example.org
    """
    actions.suspend(actions.person_by_address(email), by=None, at=now())
    click.echo(_("%(email)s is suspended.") % {"email": email})


@person.command()
@click.argument("email")
@click.confirmation_option(prompt="This cannot be taken back. Erase?", help="Do not ask.")
def erase(email: str) -> None:
    """Take away name, address, every way in, and what they wrote. What the other party wrote stays theirs.

    Example: fairlead person erase dan@example.org --yes
    """
    actions.erase(actions.person_by_address(email), at=now())
    click.echo(_("Erased."))


@click.group()
def team() -> None:
    """Make teams.

    Example: fairlead team add Crew
    """


@team.command("add")
@click.argument("name")
@click.option("--parent", default="", help="The team above it.")
@several
def add_team(name: str, parent: str, organisation: str) -> None:
    """Make a team.

    Example: fairlead team add "Night crew" --parent Crew
    """
    home = queries.organisation_named(organisation)
    if home is None:
        raise Refusal("not_found", field="organisation")
    actions.add_team(
        name,
        organisation=home,
        parent=queries.team_with_name(parent, organisation=home) if parent else None,
        by=None,
        at=now(),
    )
    click.echo(_("%(name)s is there.") % {"name": name})


@click.group()
def token() -> None:
    """Make tokens for programs.

    Example: fairlead token create dan@example.org --scope read --days 30
    """


@token.command()
@click.argument("email")
@click.option("--scope", required=True, help="read, write, reflect, listen, admin; several with commas.")
@click.option(
    "--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it is good."
)
@click.option("--name", default="", help="What it is for.")
def create(email: str, scope: str, days: int, name: str) -> None:
    """Print a token, once, alone. Its person is told.

    Example: fairlead token create dan@example.org --scope read,write --days 90
    """
    who = actions.person_by_address(email)
    click.echo(actions.create_token_for(who, scopes=scope.split(","), days=days, name=name, at=now()).code)


@click.command()
def rotate_keys() -> None:
    """Give the installation a new key: people’s own keys are wrapped anew, then the old one goes.

    Stopped halfway it loses nothing: run it again. A back-up from before opens with the old file only.

    Example: fairlead rotate-keys
    """
    count, file = actions.rotate_keys()
    told = _("People’s keys wrapped anew: %(count)d. The new key is in %(file)s: back that file up.")
    click.echo(told % {"count": count, "file": file})


commands = [person, team, token, rotate_keys]
