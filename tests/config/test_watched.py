"""A connection that was hung up on is noticed before it is used, and one that was not costs no round trip."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from fairlead.config.watched import Watched

pytestmark = [pytest.mark.postgresql_only, pytest.mark.django_db]


@pytest.fixture
def watched() -> Watched:
    names = ("dbname", "user", "password", "host", "port")
    given = {name: value for name, value in connection.get_connection_params().items() if name in names}
    return Watched.connect(**given, autocommit=True)


def test_a_server_that_hung_up_is_noticed(watched: Watched) -> None:
    ConnectionPool.check_connection(watched)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [watched.info.backend_pid])
    time.sleep(0.2)
    with pytest.raises(psycopg.OperationalError):
        ConnectionPool.check_connection(watched)
    watched.close()


def test_a_connection_that_is_well_is_not_asked(watched: Watched) -> None:
    asked = "SELECT query FROM pg_stat_activity WHERE pid = %s"
    watched.execute("SELECT 'before'")
    ConnectionPool.check_connection(watched)
    with connection.cursor() as cursor:
        cursor.execute(asked, [watched.info.backend_pid])
        assert cursor.fetchone() == ("SELECT 'before'",)
    assert watched.execute("SELECT 1").fetchone() == (1,)
    watched.close()
    with pytest.raises(psycopg.OperationalError):
        ConnectionPool.check_connection(watched)
