"""A turn: a person spoke once, the bot answers once, in one database transaction.

A turn awaits nothing but the database. What it says becomes letters in that same transaction; the courier carries them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from core import uplinks
from core.calendar import Calendar
from core.delivery import Lane
from core.errors import Refused
from core.roles import ORGANISING, SEES_ALL, Role
from core.say import Say
from core.texts import people as words
from data import albums, inbox, journal, obligations, outbox, people
from data.albums import Album
from data.database import Session
from data.inbox import Kept
from data.models import Draft
from data.obligations import Owed
from data.outbox import Asked, To
from data.people import Reach, Speaker


@dataclass(frozen=True)
class Setting:
    """What turns need to know of the process they run in. Values, no clients."""

    hash_code: Callable[[str], str]
    new_code: Callable[[], str]
    new_link: Callable[[], str]
    web_url: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    gathers: timedelta = timedelta(seconds=1.5)
    """How long the answer to files that were sent together waits for the next of them."""
    mails: bool = False


class Handled(Exception):
    """This update was handled before; nothing of this turn may count."""


@dataclass
class Turn:
    session: Session
    row: Kept
    now: datetime
    machine: datetime
    setting: Setting
    speaker: Speaker
    sent_at: datetime
    group: bool = False
    said: list[dict[str, Any]] = field(default_factory=list)
    album: Album | None = None
    """Of a file that was sent together with others: all of them have one answer."""
    _to_album: Say | None = None
    _asked: list[Asked] | None = None
    _owed: dict[int, Owed | None] = field(default_factory=dict)

    @property
    def person_id(self) -> int:
        """The known person behind this chat. A stranger is told the way in."""
        if self.speaker.person is None or self.speaker.person.id is None:
            raise Refused(words.stranger())
        return self.speaker.person.id

    def only_for_known(self) -> None:
        """What follows is for people who came in; a stranger is told the way in."""
        _ = self.person_id

    @property
    def name(self) -> str:
        return self.speaker.person.name if self.speaker.person else ""

    @property
    def chat_id(self) -> int:
        assert self.speaker.chat.id is not None
        return self.speaker.chat.id

    @property
    def units(self) -> list[int]:
        """Units this person hands in for."""
        return self.speaker.unit_ids

    @property
    def draft(self) -> Draft | None:
        return self.speaker.draft

    @property
    def organises(self) -> bool:
        return self.speaker.holds(*ORGANISING)

    @property
    def clusters(self) -> list[int]:
        """The clusters this person heads. A head's seat in none gives none."""
        return [seat.group_id for seat in self.speaker.seats if seat.role is Role.CLUSTER_HEAD and seat.group_id]

    @property
    def sees_all(self) -> bool:
        return self.speaker.holds(*SEES_ALL)

    @property
    def role(self) -> Role | None:
        """The role that speaks loudest: an organiser who also holds a unit's seat organises."""
        held = [seat.role for seat in self.speaker.seats]
        return min(held, key=list(Role).index, default=None)

    def say(self, say: Say | None) -> None:
        """The answer, to the chat that spoke."""
        if self.album is not None:
            self._to_album = say
        elif say is not None:
            self.said += outbox.letters(say, self._back, self.now, self.machine, answers=self.row.id)

    @property
    def _back(self) -> To:
        chat = self.speaker.chat
        return To(self.chat_id, chat.channel, chat.person_id, chat.group)

    def tell(
        self,
        reaches: Sequence[Reach],
        say: Callable[[Reach], Say],
        lane: Lane = Lane.ANSWER,
        not_before: datetime | None = None,
        still: str = "",
    ) -> None:
        """A letter to others, written with the fact it tells of; `still`: what must hold when it leaves."""
        for reach in reaches:
            said, to = say(reach), To(reach.chat_id, reach.channel, reach.person_id)
            once = f"{outbox.PRIVATE}{said.private}:{self.row.id}:{reach.chat_id}" if said.private else None
            self.said += outbox.letters(
                said, to, self.now, self.machine, lane=lane, not_before=not_before, still=still, once=once
            )

    @property
    def later(self) -> datetime | None:
        """When letters nobody waits for may go: the next slot at a quiet hour, else now (None)."""
        calendar = self.setting.calendar
        return calendar.next_slot(self.now) if calendar.is_quiet(self.now) else None

    async def owed(self, obligation_id: int) -> Owed | None:
        """What the units of this person owe or owed, and nobody else's. Read once a turn."""
        if obligation_id not in self._owed:
            self._owed[obligation_id] = await obligations.one(self.session, obligation_id, self.units)
        return self._owed[obligation_id]

    def uplink(self, obligation: int = 0) -> str:
        """Where this person can send what this chat cannot carry; "" where the bot has no address."""
        signed = uplinks.token(self.chat_id, obligation, self.machine, self.setting.hash_code)
        return f"{self.setting.web_url}/gui/{signed}" if self.setting.web_url else ""

    async def asked(self) -> list[Asked]:
        """The last letters of this chat that offered choices, the newest first. Read once a turn."""
        if self._asked is None:
            self._asked = await outbox.asked_lately(self.session, self.chat_id)
        return self._asked

    async def note(self, what: str, **detail: Any) -> None:
        person = self.speaker.person
        await journal.note(self.session, self.now, what, person_id=person.id if person else None, **detail)

    async def finish(self, code: str = "") -> None:
        """Write the letters and close the inbox row: the last two statements of every turn."""
        if self.album is not None and self._to_album is not None:
            spoken, pause = (self.album, self._to_album, self._back), self.setting.gathers
            await albums.answer(self.session, *spoken, self.now, self.machine, pause, self.row.id)
        await outbox.post(self.session, self.said)
        if not await inbox.close(self.session, self.row.id, self.machine, code):
            raise Handled


async def opened(
    session: Session,
    row: Kept,
    now: datetime,
    machine: datetime,
    setting: Setting,
    *,
    group: bool = False,
    via: str | None = None,
    sent_at: datetime | None = None,
) -> Turn:
    """Find out who speaks. `via` is the person's own address when they speak in a group: it decides what they may.

    `sent_at` is the channel's own timestamp; never later than now.
    """
    found = await people.speaker(session, row.channel, row.address)
    speaker = found or await people.meet(session, row.channel, row.address, group)
    if group:
        person = await people.speaker(session, row.channel, via) if via else None
        speaker = replace(speaker, person=person.person, seats=person.seats) if person else speaker
    moment = min(sent_at or row.received_at, now)
    return Turn(session, row, now, machine, setting, speaker, moment, group)
