"""E-mail's way out: a letter becomes a message for an SMTP server, and every failure an outcome.

One connection for each letter, for there are few and a server that hangs up then takes only one with it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.filelinks import FILES_OPEN
from bot.mailserver import MailServer
from core.delivery import Later, Never, Outcome, Sent, Unknown
from core.roster.cells import email as address_of
from core.texts import mailing
from data.dispatch import Claimed
from data.models import File
from data.outbox import subject_of
from data.seam import step

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtplib import SMTP

RATE = 4  # letters at once, and in a second
MOST = 20_000_000  # bytes of files inside a message; servers count them as a third more
SWOLLEN = 0.7  # of what a server takes, files may be so much
WAITS_FOR_FILES = 6  # tries while a file is still on its way to us
OUT_OF_REACH = timedelta(seconds=2)
REFUSED_US = timedelta(minutes=5)
SOON = timedelta(seconds=30)
SECONDS = 20.0
LEAVE_SECONDS = 2.0
UPLOAD_SECONDS = 45.0  # with the rest well within a letter's lease

_MAILBOX_CODES = (550, 551, 553)  # of the address, where the server says no more
_NOBODY = ("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")  # it says that nobody is there to read it
_TOO_LARGE = ("5.2.3", "5.3.4")
_FULL = ("5.2.2",)
_CONTENTS = ("6.", "7.")  # what may stand in a message, and what security allows
_ENHANCED = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})\b")

Find = Callable[[File], Path | None]
WayIn = Callable[[Claimed], Awaitable[str]]
FileLink = Callable[[Claimed, File], str]


class _Refused(Exception):
    """An answer of the server that is no yes: what it means for the letter."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class EmailCarrier:
    name = "email"

    def __init__(
        self, server: MailServer, find: Find, way_in: WayIn, file_link: FileLink, mark: Callable[[str], str]
    ) -> None:
        """`way_in`: the link of whoever it is for. `mark`: what names a letter, the same each time and ours alone."""
        self._server = server
        self._find = find
        self._way_in = way_in
        self._file_link = file_link
        self._mark = mark

    async def send(self, claimed: Claimed) -> Outcome:
        if not address_of(claimed.address):
            return Never("no address", gone=True)
        if any(file.state == "known" for file in claimed.files) and claimed.letter.failures < WAITS_FOR_FILES:
            return Later(SOON, why="a file is on its way")
        link = await self._way_in(claimed) if claimed.letter.person_id is not None else ""
        try:
            return await self._hand_over(claimed, link)
        except _Refused as refusal:
            return refusal.outcome

    # -- the conversation with the server -----------------------------------------------------------------------

    async def _hand_over(self, claimed: Claimed, link: str) -> Outcome:
        client = await self._connected()
        try:
            largest = _largest(client)
            outcome = await self._post(client, claimed, await self._composed(claimed, link, largest))
            if outcome is not None:
                return outcome
            plain = await self._composed(claimed, link, 0)  # it takes no such message: its files go by link
            return await self._post(client, claimed, plain, plain=True) or Never("too large")
        finally:
            await _takes_leave(client)

    async def _connected(self) -> "SMTP":
        """Whatever fails here, nothing of the letter has left: the whole channel waits."""
        from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException

        server = self._server
        client = SMTP(
            hostname=server.host, port=server.port, username=server.user or None, password=server.password or None,
            use_tls=server.tls, start_tls=server.upgrade if not server.tls else False, timeout=SECONDS,
            local_hostname=server.domain,
        )  # fmt: skip
        step("smtp")
        try:
            await client.connect()
            await client.ehlo()
        except SMTPAuthenticationError as failure:
            raise _Refused(Later(REFUSED_US, whole=True, why=f"sign-in refused: {failure.code}")) from None
        except (SMTPException, OSError, ValueError) as failure:
            client.close()
            raise _Refused(Later(OUT_OF_REACH, whole=True, why=_told(failure))) from None
        return client

    async def _post(self, client: "SMTP", claimed: Claimed, message: bytes, *, plain: bool = False) -> Outcome | None:
        """None: the server takes no message of this size, or not with what is inside. `plain`: nothing is."""
        from aiosmtplib import SMTPDataError, SMTPException, SMTPRecipientRefused, SMTPSenderRefused

        begun = False
        try:
            await client.mail(self._server.sender, options=_size(client, message))
            await client.rcpt(claimed.address)
            begun = True
            await client.data(message, timeout=UPLOAD_SECONDS)
        except SMTPSenderRefused as failure:
            if _too_large(failure.code, failure.message):
                return None
            return _of_sender(failure.code, failure.message)
        except SMTPRecipientRefused as failure:
            return _of_letter(failure.code, failure.message)
        except SMTPDataError as failure:
            if claimed.files and not plain and _of_what_is_inside(failure.code, failure.message):
                await client.rset()
                return None
            return _of_letter(failure.code, failure.message, read=True)
        except (SMTPException, OSError) as failure:
            return Unknown(_told(failure)) if begun else Later(OUT_OF_REACH, why=_told(failure))
        return Sent(self._message_id(claimed))

    # -- the message --------------------------------------------------------------------------------------------

    async def _composed(self, claimed: Claimed, link: str, largest: int) -> bytes:
        """In a thread: files of twenty megabytes are read and written out as letters."""
        return await asyncio.to_thread(self._compose, claimed, link, largest)

    def _compose(self, claimed: Claimed, link: str, largest: int) -> bytes:
        from email.policy import SMTP as LINES

        carried, told = self._split(claimed, largest)
        text = claimed.letter.text or "\n".join(mailing.enclosed(file.name) for file in claimed.files)
        message = self._headed(claimed, text)
        body = "\n".join((text, *told)) if told else text
        message.set_content(mailing.for_mail(body, link) + "\n", charset="utf-8", cte="base64")
        for file, path in carried:
            main, _, sub = _kind(file).partition("/")
            message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=_one_line(file.name))
        return message.as_bytes(policy=LINES)

    def _headed(self, claimed: Claimed, text: str) -> "EmailMessage":
        from email.headerregistry import Address
        from email.message import EmailMessage
        from email.utils import format_datetime

        message, server = EmailMessage(), self._server
        message["From"] = Address(mailing.SENDER, addr_spec=server.sender)
        message["To"] = Address(addr_spec=claimed.address)
        message["Subject"] = _one_line(subject_of(claimed.letter) or mailing.subject(text))
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = self._message_id(claimed)
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        return message

    def _message_id(self, claimed: Claimed) -> str:
        """The same however often it is sent, so that a repeat is seen to be the same mail."""
        return f"<{claimed.letter.id}.{self._mark(f'letter {claimed.letter.id}')[:20]}@{self._server.domain}>"

    def _split(self, claimed: Claimed, largest: int) -> tuple[list[tuple[File, Path]], list[str]]:
        """What travels inside, in order while there is room; of what does not, a line each."""
        carried: list[tuple[File, Path]] = []
        told: list[str] = []
        left = min(MOST, largest)
        for file in claimed.files:
            path = self._find(file)
            if path is None:
                told.append(mailing.file_not_here(file.name))
            elif file.size <= left:
                carried.append((file, path))
                left -= file.size
            else:
                told.append(
                    mailing.file_by_link(
                        file.name, self._file_link(claimed, file), FILES_OPEN.days, unwanted=not largest
                    )
                )
        return carried, told


async def _takes_leave(client: "SMTP") -> None:
    from aiosmtplib import SMTPException

    with suppress(SMTPException, OSError):
        await client.quit(timeout=LEAVE_SECONDS)
    client.close()


def _one_line(text: str) -> str:
    """A header is one line, whatever somebody called a file."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _kind(file: File) -> str:
    """Of the name, not of what the sender claimed: a page among the files is never shown as one."""
    import mimetypes

    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _size(client: "SMTP", message: bytes) -> list[str]:
    return [f"size={len(message)}"] if client.supports_extension("size") else []


def _largest(client: "SMTP") -> int:
    """How many bytes of files this server takes, by what it announced."""
    announced = client.esmtp_extensions.get("size", "")
    limit = int(announced) if announced.isdecimal() else 0
    return int(limit * SWOLLEN) if limit else MOST


# -- what an answer means -----------------------------------------------------------------------------------------


def _too_large(code: int, message: str) -> bool:
    enhanced = _ENHANCED.match(message)
    return code == 552 if enhanced is None else enhanced[1] in _TOO_LARGE or (code == 552 and enhanced[1] not in _FULL)


def _of_what_is_inside(code: int, message: str) -> bool:
    """The size, or a rule about contents; of the address it is where the server says so."""
    enhanced = _ENHANCED.match(message)
    meant = enhanced is None or enhanced[1][2:].startswith(_CONTENTS)
    return code >= 500 and (_too_large(code, message) or meant)


def _of_sender(code: int, message: str) -> Outcome:
    """Refused before anybody was named: it is we who are not wanted."""
    return Later(REFUSED_US if code >= 500 else OUT_OF_REACH, whole=True, why=_said(code, message))


def _of_letter(code: int, message: str, *, read: bool = False) -> Outcome:
    """Refused for now is tried again; for good is the end of the letter, and of the address where that is meant.
    `read`: the address was taken and what was written refused, so that a code without more speaks of the letter."""
    said = _said(code, message)
    if code < 500:
        return Later(OUT_OF_REACH, whole=code == 421, why=said)
    enhanced = _ENHANCED.match(message)
    gone = enhanced[1] in _NOBODY if enhanced else code in _MAILBOX_CODES and not read
    return Never(said, gone=gone)


def _said(code: int, message: str) -> str:
    """The numbers alone: the words often repeat the address."""
    enhanced = _ENHANCED.match(message)
    return f"{code} {enhanced[1]}" if enhanced else str(code)


def _told(failure: Exception) -> str:
    code = getattr(failure, "code", None)
    return f"{type(failure).__name__} {code}" if code else type(failure).__name__
