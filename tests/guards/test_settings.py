"""The names of the settings are a contract: each explained in .env.example, each refused by name when it is wrong."""

import re
from datetime import time
from pathlib import Path

import pytest

from bot.settings import SECRETS, BadSetting, Settings, load
from tests.guards.reading import ROOT

NAMES = [name.upper() for name in Settings.model_fields]
TOKEN = "123456789:invented-for-a-test"


def explained(example: str) -> dict[str, str]:
    """Name of each setting in a .env file, and the comment lines right above it."""
    found: dict[str, str] = {}
    comment: list[str] = []
    for line in example.splitlines():
        setting = re.match(r"([A-Z_]+)=", line)
        if setting:
            found[setting[1]] = "\n".join(comment)
        comment = [*comment, line] if line.startswith("#") else []
    return found


EXPLAINED = explained((ROOT / ".env.example").read_text())


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a .env file of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_the_example_names_exactly_the_settings() -> None:
    assert sorted(EXPLAINED) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_is_explained(name: str) -> None:
    assert EXPLAINED[name].startswith("# ")


@pytest.mark.parametrize("name", [secret.upper() for secret in SECRETS])
def test_each_secret_may_stand_in_a_file_of_its_own(name: str) -> None:
    assert f"{name}_FILE" in EXPLAINED[name]


def test_a_setting_left_out_or_not_explained_is_seen() -> None:
    assert explained("# About A\nA=1\n\nB=2\n") == {"A": "# About A", "B": ""}


def test_copying_the_example_is_as_good_as_setting_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text())
    copied = load()
    assert copied == load(_env_file=None)
    assert copied.demo


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "my token"),
        ("TELEGRAM_API_URL", "http://example.vn"),
        ("TELEGRAM_RATE", "-1"),
        ("ZALO_API_URL", "ftp://127.0.0.1"),
        ("ADMIN_CODE", "1234"),
        ("WEB_PORT", "80800"),
        ("PUBLIC_URL", "dunghan.example.vn"),
        ("PUBLIC_URL", "https://example.vn/dunghan"),
        ("PUBLIC_URL", "https://example.vn?to=1"),
        ("PUBLIC_URL", "https://me:secret@example.vn"),
        ("WEBHOOK", "maybe"),
        ("TIMEZONE", "../etc"),
        ("TIMEZONE", "Asia/Nowhere"),
        ("TIMEZONE", "Europe/Berlin"),
        ("OFFICE_HOURS", "7h30-17h"),
        ("QUIET_HOURS", "20:00-25:00"),
        ("CLOCK_START", "sang mai"),
        ("CLOCK_SPEED", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("HEARTBEAT_URL", "http://watch.example.vn/secret"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as refusal:
        load()
    assert refusal.value.name == name
    assert value not in str(refusal.value)


@pytest.mark.parametrize("address", ["https://example.vn", "https://example.vn:8443/", "http://127.0.0.1:8080"])
def test_a_public_address_is_a_name_and_a_port(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", address)
    assert load().web_url == address.rstrip("/")


def test_a_webhook_needs_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK", "true")
    with pytest.raises(BadSetting, match="PUBLIC_URL"):
        load()


def test_hours_that_leave_none_to_write_in_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_HOURS", "07:30-17:00")
    monkeypatch.setenv("QUIET_HOURS", "07:00-18:00")
    with pytest.raises(BadSetting, match="OFFICE_HOURS, QUIET_HOURS"):
        load()
    monkeypatch.setenv("OFFICE_HOURS", "17:00-21:00")
    assert load().calendar.slots == (time(18, 0),)


def test_a_link_never_leads_to_an_address_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_HOST", "0.0.0.0")
    assert "0.0.0.0" not in load().web_url


@pytest.mark.parametrize(("name", "value"), [("CLOCK_START", "2026-10-01T07:30+07:00"), ("CLOCK_SPEED", "60")])
def test_real_people_live_in_real_time(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        load()
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081")
    load()


def test_a_secret_is_read_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(tmp_path / "token"))
    token = load().telegram_bot_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


def test_a_secret_whose_file_is_missing_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_CODE_FILE", "nowhere")
    with pytest.raises(BadSetting, match="ADMIN_CODE"):
        load()
