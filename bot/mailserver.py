"""Where letters are posted: what SMTP_URL says. Plain values; the network is bot.channels.email's."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

SHAPE = "smtps://user:pass@smtp.example.vn?from=bot@example.vn"
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class MailServer:
    """`sender` stands in From. `tls`: encrypted from the first byte; `upgrade`: STARTTLS must succeed."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    tls: bool = False
    upgrade: bool = True

    @property
    def local(self) -> bool:
        return self.host in LOOPBACK

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


def mail_server(url: str) -> MailServer:
    """ValueError where nothing could be posted there, or only in the open over somebody else's wire."""
    address = urlsplit(url)
    if address.scheme not in PORTS or not address.hostname or set(parse_qs(address.query)) - {"from"}:
        raise ValueError(SHAPE)
    host = address.hostname
    return MailServer(
        host=host,
        port=address.port or PORTS[address.scheme],
        sender=_sender(address),
        tls=address.scheme == "smtps",
        upgrade=address.scheme == "smtp" and host not in LOOPBACK,
        **_account(address),
    )


def _account(address: SplitResult) -> dict[str, Any]:
    return {"user": unquote(address.username or ""), "password": unquote(address.password or "")}


def _sender(address: SplitResult) -> str:
    """`from`, else the user where that is an address, else the user at the server's own domain."""
    from core.roster.cells import email  # only where mail is sent

    given = parse_qs(address.query).get("from", [])
    user = unquote(address.username or "")
    if given:
        if not (sender := email(given[0])):
            raise ValueError(SHAPE)
        return sender
    host = (address.hostname or "").removeprefix("smtp.").removeprefix("mail.")
    return email(user) or f"{user or 'dung-han'}@{host}"
