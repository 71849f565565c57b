"""Who is asking is found by one statement, and anew at every request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from fairlead.doors.clock import now
from fairlead.rooms.people import actions, asking
from fairlead.rooms.people.sessions import SessionStore
from tests.rooms.people.world import AT, World


def signed_in(who, device="Firefox"):
    store = SessionStore()
    store["a"] = "kept"
    store.create()
    store.save()
    actions.sign_in_session(store.session_key, entered=who, device=device)
    return store.session_key


def test_a_session_tells_all_about_its_person_in_one_statement(crew: World):
    key = signed_in(crew.ada)
    with CaptureQueriesContext(
        connection,
    ) as statements:
        found = asking.of_session(key, at=now())
    assert len(statements) == 1
    assert found is not None
    assert found.viewer is not None
    assert (found.viewer.name, found.viewer.is_admin) == ("Ada", True)
    assert found.viewer == crew.viewer(crew.ada)
    assert found.viewer.leads == (crew.team,)
    assert found.organisation_name == "Harbour"
    assert [(team.name, team.is_lead) for team in found.teams] == [("Crew", True)]
    assert found.account == crew.ada.account


def test_the_session_store_reads_what_the_one_statement_read(crew: World):
    key = signed_in(crew.dan)
    found = asking.of_session(key, at=now())
    store = SessionStore(key)
    store.stored = found.session_data
    with CaptureQueriesContext(connection) as statements:
        assert store["a"] == "kept"
    assert not statements.captured_queries


def test_several_teams_come_by_name_with_hostile_marks(crew: World):
    for name in ("z* last", "a\u200f b | c", " Äh  "):
        team = actions.add_team(name, organisation=crew.ada.organisation, by=None, at=AT)
        actions.join_team(crew.dan.person, team=team, by=None, at=AT)
    found = asking.of_session(signed_in(crew.dan), at=now())
    assert [team.name for team in found.teams] == ["a\u200f b | c", "Crew", "z* last", "Äh"]
    assert set(found.viewer.teams) == {team.id for team in found.teams}


@pytest.mark.parametrize("end", ["suspend", "leave", "erase"])
def test_whoever_is_no_longer_here_is_nobody_at_the_next_request(crew: World, end):
    key = signed_in(crew.dan)
    token = actions.create_token(by=crew.viewer(crew.dan), scopes=["read"], days=1, at=now())
    assert asking.of_session(key, at=now()).viewer is not None
    assert asking.of_token(token.code, at=now()).viewer is not None
    if end == "suspend":
        actions.suspend(crew.dan.person, by=crew.viewer(crew.ada), at=now())
    elif end == "leave":
        actions.leave(by=crew.viewer(crew.dan), at=now())
    else:
        actions.erase(crew.dan.person, at=now())
    found = asking.of_session(key, at=now())
    assert found is None or found.viewer is None
    assert asking.of_token(token.code, at=now()) is None


def test_a_token_lasts_its_days_and_carries_its_scopes(crew: World):
    made = actions.create_token(by=crew.viewer(crew.ada), scopes=["write", "read"], days=2, at=AT)
    with CaptureQueriesContext(connection) as statements:
        found = asking.of_token(made.code, at=AT + timedelta(days=1))
    assert len(statements) == 1
    assert found.viewer.scopes == {"read", "write"}
    assert asking.of_token(made.code, at=AT + timedelta(days=2)) is None
    actions.revoke_token(made.card.id, by=crew.viewer(crew.ada), at=AT)
    assert asking.of_token(made.code, at=AT) is None


def test_no_secret_is_stored(crew: World):
    key = signed_in(crew.dan)
    token = actions.create_token(by=crew.viewer(crew.dan), scopes=["read"], days=2, at=AT).code
    link = actions.link_for(crew.dan.person, at=AT).code
    invitation = actions.invite(by=crew.viewer(crew.ada), name="Sam", at=AT).code
    tables = [name for name in connection.introspection.table_names() if name.startswith("people_")]
    with connection.cursor() as cursor:
        kept = ""
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            kept += repr(cursor.fetchall())
    for secret in (key, token, token.removeprefix("flt_"), link, invitation):
        assert secret not in kept


def test_the_language_is_the_persons_else_the_browsers(crew: World, settings):
    from django.contrib.sessions.middleware import SessionMiddleware
    from django.http import HttpResponse
    from django.utils import translation

    from fairlead.doors.who import WhoAsks

    seen = []
    inner = WhoAsks(lambda request: seen.append(translation.get_language()) or HttpResponse())
    outer = SessionMiddleware(inner)
    actions.save_appearance(by=crew.viewer(crew.dan), theme="dark", language="de", zone="Europe/Berlin")
    asked = RequestFactory().get("/", headers={"accept-language": "en"})
    asked.COOKIES[settings.SESSION_COOKIE_NAME] = signed_in(crew.dan)
    outer(asked)
    outer(RequestFactory().get("/", headers={"accept-language": "de-AT,de;q=0.9"}))
    outer(RequestFactory().get("/", headers={"accept-language": "xx"}))
    assert seen == ["de", "de", "en"]


def test_what_can_let_nobody_in_any_more_is_forgotten(crew: World):
    from fairlead.rooms.people.models import Invitation, Session, SignInLink, Token
    from fairlead.rooms.people.worker import jobs

    signed_in(crew.dan)
    actions.link_for(crew.dan.person, at=AT)
    actions.invite(by=crew.viewer(crew.ada), name="Sam", at=AT)
    actions.create_token(by=crew.viewer(crew.dan), scopes=["read"], days=1, at=AT)
    later = (now() + timedelta(days=90)).replace(minute=0, second=1)
    assert sum(job(at=later.replace(minute=30)) for job in jobs) == 0
    assert sum(job(at=later) for job in jobs) >= 4
    for kept in (Session, SignInLink, Invitation, Token):
        assert not kept.objects.exists()
