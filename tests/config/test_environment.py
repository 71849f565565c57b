"""Settings people give: read by type, refused in one clear line, never silently ignored."""

from __future__ import annotations

import importlib.util
import stat
import threading
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from fairlead.config import databases, environment, mail, secret_key
from fairlead.config.environment import BadSetting
from tests.house import sources


def test_a_setting_not_given_has_its_default() -> None:
    assert environment.PORT({}) == 8000
    assert environment.TRUSTED_PROXIES({}) == ()
    assert environment.DATA({}).name == "fairlead"


def test_a_setting_left_empty_is_not_given() -> None:
    assert environment.PORT({"FAIRLEAD_PORT": ""}) == 8000


def test_a_value_becomes_what_it_means() -> None:
    assert environment.PORT({"FAIRLEAD_PORT": "80"}) == 80
    assert environment.URL({"FAIRLEAD_URL": "https://p.example/"}) == "https://p.example"
    given = environment.TRUSTED_PROXIES({"FAIRLEAD_TRUSTED_PROXIES": "10.0.0.0/8, ::1"})
    assert given == (ip_network("10.0.0.0/8"), ip_network("::1"))


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 40 + "\n", encoding="utf-8")
    assert environment.SECRET_KEY({"FAIRLEAD_SECRET_KEY_FILE": str(file)}) == "k" * 40


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (environment.PORT, "eighty"),
        (environment.PORT, "70000"),
        (environment.PORT, "²"),
        (environment.URL, "promises.example"),
        (environment.URL, "https://p.example/team"),
        (environment.DATABASE_URL, "mysql://x"),
        (environment.SMTP_URL, "mail.example"),
        (environment.SECRET_KEY, "short-secret"),
        (environment.TRUSTED_PROXIES, "proxy"),
        (environment.LOG_LEVEL, "loud"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_named(setting: environment.Setting[Any], value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        setting({f"FAIRLEAD_{setting.name}": value})
    assert setting.name in str(refused.value)


def test_a_refusal_never_repeats_a_secret() -> None:
    for setting in environment.SETTINGS:
        if setting.is_secret:
            with pytest.raises(BadSetting) as refused:
                setting({f"FAIRLEAD_{setting.name}": "hunter2"})
            assert "hunter2" not in str(refused.value)


def test_a_value_and_a_file_at_once_are_refused() -> None:
    with pytest.raises(BadSetting, match="both"):
        environment.URL({"FAIRLEAD_URL": "http://a", "FAIRLEAD_URL_FILE": "/etc/hostname"})


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="FAIRLEAD_URL_FILE"):
        environment.URL({"FAIRLEAD_URL_FILE": str(tmp_path / "none")})


def test_a_misspelt_setting_is_noticed() -> None:
    given = {"FAIRLEAD_PROT": "80", "FAIRLEAD_PORT_FILE": "/p", "HOME": "/"}
    assert environment.strangers(given) == ["FAIRLEAD_PROT"]


def test_the_database_is_a_file_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    assert databases.described("", data=tmp_path, pool=4)["NAME"] == str(tmp_path / "fairlead.sqlite3")
    url = f"sqlite:///{tmp_path}/other.db"
    assert databases.described(url, data=tmp_path, pool=4)["NAME"] == f"{tmp_path}/other.db"


def test_a_database_in_memory_is_refused(tmp_path: Path) -> None:
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(BadSetting):
            databases.described(url, data=tmp_path, pool=4)


def test_postgresql_is_described_with_its_pool(tmp_path: Path) -> None:
    url = "postgresql://ada:p%40ss@one,two:5433/promises?sslmode=require&target_session_attrs=read-write"
    found = databases.described(url, data=tmp_path, pool=7)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("promises", "ada", "p@ss")
    assert found["HOST"] == "one,two"
    assert found["OPTIONS"]["pool"]["max_size"] == 7
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["server_side_binding"] is True


def test_a_postgresql_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting):
        databases.described("postgresql://a/b?nonsense=1", data=tmp_path, pool=4)


def test_a_mail_server_is_understood() -> None:
    found = mail.described("smtp+starttls://ada%40p.example:pw@mail.p.example")
    assert found == mail.MailServer("mail.p.example", 587, "ada@p.example", "pw", True, False)
    assert mail.described("") is None


@pytest.mark.parametrize("url", ["smtp://", "smtp://host:port"])
def test_a_mail_server_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadSetting):
        mail.described(url)


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = secret_key.kept_in(folder)
    assert len(key) >= 64
    assert secret_key.kept_in(folder) == key
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [file.name for file in folder.iterdir()] == ["secret-key"]


def test_starts_at_the_same_time_agree_on_one_key(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(secret_key.kept_in(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_every_setting_is_documented() -> None:
    spec = importlib.util.spec_from_file_location("make_settings", sources.ROOT / "docs" / "make_settings.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), "make docs"
