"""Settings: their names are a contract, one line each in .env.example. A bad value fails at start with its name."""

import re
import socket
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.mailserver import MailServer, mail_server
from core.calendar import Calendar

TELEGRAM = "https://api.telegram.org"
ZALO = "https://bot-api.zaloplatforms.com"
SECRETS = ("telegram_bot_token", "zalo_bot_token", "admin_code", "secret_key", "webhook_secret", "smtp_url")
EVERYWHERE = ("0.0.0.0", "::", "")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


class BadSetting(Exception):
    """One setting cannot be used; `name` and `why` are for the one sentence at start. No `why`: it does not go with
    the other settings."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name, self.why = name, why


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    telegram_proxy: str = ""
    telegram_rate: Annotated[int, Field(ge=0, le=1000)] = 30
    zalo_bot_token: SecretStr | None = None
    zalo_api_url: str = ZALO
    database_url: str = ""
    admin_code: SecretStr | None = None
    web_host: str = "127.0.0.1"
    web_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    public_url: str = ""
    webhook: bool = False
    webhook_secret: SecretStr | None = None
    secret_key: SecretStr | None = None
    timezone: str = "Asia/Ho_Chi_Minh"
    office_hours: str = "07:30-17:00"
    quiet_hours: str = "20:00-07:30"
    smtp_url: SecretStr | None = None
    heartbeat_url: str = ""
    clock_start: datetime | None = None
    clock_speed: Annotated[float, Field(ge=0, le=100_000)] = 1.0
    log_level: str = "INFO"
    var_dir: Path = Path("var")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, dotenv_settings)

    @model_validator(mode="before")
    @classmethod
    def _secrets_from_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Each secret also as NAME_FILE, for compose and systemd credentials."""
        import os

        for name in SECRETS:
            path = os.environ.get(f"{name.upper()}_FILE")
            if path and not values.get(name):
                values[name] = _read_secret(name, path)
        return values

    @field_validator("telegram_bot_token")
    @classmethod
    def _token_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not re.fullmatch(r"\d{3,}:[\w-]{10,}", token.get_secret_value()):
            raise ValueError("123456789:AA… (@BotFather)")
        return token

    @field_validator("admin_code")
    @classmethod
    def _hard_to_guess(cls, code: SecretStr | None) -> SecretStr | None:
        if code and len(code.get_secret_value()) < 8:
            raise ValueError("ABCD-EFGH (≥ 8)")
        return code

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_takes_it(cls, secret: SecretStr | None) -> SecretStr | None:
        """Unset, the bot makes and keeps its own; one that is set must be able to keep strangers out."""
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("A-Z a-z 0-9 _ - (16–256)")
        return secret

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url:
            mail_server(url.get_secret_value())
        return url

    @field_validator("timezone")
    @classmethod
    def _ours(cls, name: str) -> str:
        """Deadlines are meant in Vietnamese time; a machine elsewhere may not change that."""
        if name not in ("Asia/Ho_Chi_Minh", "Asia/Saigon"):
            raise ValueError("Asia/Ho_Chi_Minh")
        return name

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, level: str) -> str:
        if level.upper() not in LEVELS:
            raise ValueError("INFO")
        return level.upper()

    @field_validator("office_hours", "quiet_hours")
    @classmethod
    def _a_span(cls, value: str) -> str:
        span(value)
        return value

    @field_validator("telegram_api_url", "zalo_api_url", "public_url", "heartbeat_url")
    @classmethod
    def _no_plain_http_abroad(cls, value: str) -> str:
        """Everything said passes here: https, or a server on this machine."""
        address = urlsplit(value)
        if value and address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.hostname)):
            raise ValueError("https://…")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _a_name_of_its_own(cls, value: str) -> str:
        """Every link, page and cookie stands below the root; one below a path would lead to the neighbour."""
        if value.partition("://")[2] != urlsplit(value).netloc.rpartition("@")[2]:
            raise ValueError("https://dunghan.example.vn")
        return value

    @model_validator(mode="after")
    def _no_rehearsal_with_real_people(self) -> "Settings":
        real = (self.telegram_bot_token and self.telegram_api_url == TELEGRAM) or (
            self.zalo_bot_token and self.zalo_api_url == ZALO
        )
        if real and (self.clock_start or self.clock_speed != 1.0):
            raise ValueError("CLOCK_START, CLOCK_SPEED")
        return self

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> "Settings":
        if self.webhook and not self.public_url:
            raise ValueError("PUBLIC_URL")
        return self

    @model_validator(mode="after")
    def _an_hour_to_write_in(self) -> "Settings":
        try:
            _ = self.calendar
        except ValueError:
            raise ValueError("OFFICE_HOURS, QUIET_HOURS") from None
        return self

    @property
    def calendar(self) -> Calendar:
        office, quiet = span(self.office_hours), span(self.quiet_hours)
        return Calendar(office_start=office[0], office_end=office[1], quiet_start=quiet[0], quiet_end=quiet[1])

    @property
    def demo(self) -> bool:
        """Nothing set: the whole product in a browser, with invented people."""
        return not (self.telegram_bot_token or self.zalo_bot_token or self.admin_code)

    @property
    def mails_by(self) -> MailServer | None:
        """Where e-mail is posted. Office time that is invented reaches nobody's real mailbox."""
        server = mail_server(self.smtp_url.get_secret_value()) if self.smtp_url else None
        invented = self.demo or self.clock_start or self.clock_speed != 1.0
        return None if server is not None and invented and not server.local else server

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        return f"sqlite+aiosqlite:///{(self.var_dir / ('demo.db' if self.demo else 'dunghan.db')).absolute()}"

    @property
    def web_url(self) -> str:
        """What goes into links: of every address this machine listens at, the one its neighbours know."""
        host = _neighbourly() if self.web_host in EVERYWHERE else self.web_host
        return self.public_url or f"http://{host}:{self.web_port}"

    def secrets(self) -> list[str]:
        """Every value that must never be seen, for the redactor; of an address, its password alone as well."""
        values = [value.get_secret_value() for value in (getattr(self, name) for name in SECRETS) if value]
        addresses = [*values, self.database_url, self.telegram_proxy]
        return values + [password for address in addresses if (password := _password(address))]


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{name.upper()}_FILE", "/run/secrets/…") from None


def _password(address: str) -> str:
    """Of user:password@host, as it stands and as a client would decode it."""
    try:
        return urlsplit(address).password or ""
    except ValueError:
        return ""


def is_loopback(host: str | None) -> bool:
    return host in ("127.0.0.1", "localhost", "::1")


def _neighbourly() -> str:
    """The address of this machine on the way out; nothing is sent to learn it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(asking.getsockname()[0])


def span(value: str) -> tuple[time, time]:
    """'20:00-07:30' as two times."""
    found = _SPAN.fullmatch(value.strip())
    if not found:
        raise ValueError("20:00-07:30")
    first, second, third, fourth = map(int, found.groups())
    return time(first, second), time(third, fourth)


def load(**given: Any) -> Settings:
    """Read settings, or say in one BadSetting what is wrong with which."""
    try:
        return Settings(**given)
    except ValidationError as failure:
        first = failure.errors(include_input=False, include_url=False)[0]
        why = first["msg"].removeprefix("Value error, ")
        if first["loc"]:
            raise BadSetting(str(first["loc"][0]).upper(), why) from None
        raise BadSetting(why, "") from None  # right by itself, but not with the others
