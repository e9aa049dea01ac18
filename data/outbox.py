"""The outbox: letters written with the facts they tell of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, cast, func, or_
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, Channel, Kind, Lane, Result
from core.say import Audience, Choice, Say, drawn, pages
from data.database import later, run, tell
from data.models import Letter
from data.records import tables
from data.types import BigId

LATELY = 50  # letters of one chat: as far back as somebody scrolls to answer one
LETTERS = "letters:"  # a topic of the database for each channel: something new waits there


class Indiscreet(Exception):
    """A private Say was about to reach a group. Never sent; a defect of ours."""


@dataclass(frozen=True)
class To:
    """Where a letter goes."""

    chat_id: int
    channel: str
    person_id: int | None = None
    group: bool = False


class Asked(NamedTuple):
    """As much of a letter as an answer to it needs."""

    id: int
    lane: int
    text: str
    choices: dict[str, Any]
    made_at: datetime
    closed_at: datetime | None
    still: str


def choices_json(choices: Iterable[Choice], awaits: Choice | None = None, answers: int = 0) -> dict[str, Any]:
    """`answers`: the inbox row it answers, so that the next message can be told from later ones."""
    items = [_kept(choice) for choice in choices]
    words = {"awaits": _kept(awaits) | {"answers": answers}} if awaits else {}
    return {"v": 1, "items": items, **words} if items or words else {}


def _kept(choice: Choice) -> dict[str, Any]:
    return {"label": choice.label, "action": choice.action, "args": dict(choice.args)}


def choices_of(letter: Letter | Asked) -> tuple[Choice, ...]:
    return tuple(Choice(item["label"], item["action"], item["args"]) for item in letter.choices.get("items", ()))


def awaits_of(letter: Letter | Asked) -> Choice | None:
    """What words typed after this letter are for."""
    kept = letter.choices.get("awaits")
    return Choice(kept["label"], kept["action"], kept["args"]) if kept else None


def subject_of(letter: Letter) -> str:
    return str(letter.choices.get("subject", ""))


def answers_row(letter: Letter | Asked) -> int:
    """The inbox row that a letter which waits for words has answered."""
    return int(letter.choices.get("awaits", {}).get("answers", 0))


def letters(
    say: Say,
    to: To,
    now: datetime,
    machine: datetime,
    *,
    lane: Lane = Lane.ANSWER,
    once: str | None = None,
    still: str = "",
    kind: Kind = Kind.SAY,
    replaces: int | None = None,
    not_before: datetime | None = None,
    answers: int = 0,
) -> list[dict[str, Any]]:
    """The rows of one Say: a page each, choices and files with the last page. Where a file cannot travel inside a
    letter it is one of its own, so that each row is one message and none is half sent."""
    if to.group and say.audience is not Audience.PUBLIC:
        raise Indiscreet(say.text[:40])
    channel = CHANNELS[to.channel]
    once = once or (f"{PRIVATE}{say.private}:{answers}" if say.private else None)
    if kind is Kind.EDIT and not channel.edits:
        return []  # what was said stands; told twice it would be noise
    row = {
        "channel": to.channel, "chat_id": to.chat_id, "person_id": to.person_id, "broadcast_id": None,
        "lane": int(lane), "kind": str(kind),
        "still": still, "replaces": replaces, "made_at": now, "not_before": not_before or now, "free_at": machine,
        "attempts": 0, "failures": 0, "sending": False, "uncertain": False,
        "result": "", "why": "", "receipt_id": "",
    }  # fmt: skip
    return [
        row
        | {
            "text": text,
            "page": page,
            "once": f"{once}:{page}" if once else None,
            "choices": choices_json(choices, awaits, answers) | ({"subject": say.subject} if say.subject else {}),
            "files": {"v": 1, "ids": list(files)} if files else {},
        }
        for page, (text, choices, awaits, files) in enumerate(_parts(say, channel), start=1)
    ]


_Part = tuple[str, tuple[Choice, ...], Choice | None, tuple[int, ...]]


def _parts(say: Say, channel: Channel) -> list[_Part]:
    """Text, choices, what it waits for and files of each message."""
    texts = pages(drawn(say, channel), channel.text)
    enclosed = say.files if channel.encloses else ()
    parts: list[_Part] = [(text, (), None, ()) for text in texts[:-1]]
    parts += [(text, say.choices, say.awaits, enclosed) for text in texts[-1:]]
    return parts if channel.encloses else [*parts, *(("", (), None, (file,)) for file in say.files)]


async def post(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Write letters; one whose `once` was written before is silently the same letter."""
    if rows:
        later(session, Letter, rows)
        for channel in {row["channel"] for row in rows}:
            tell(session, LETTERS + channel)


async def post_one(session: AsyncSession, row: dict[str, Any]) -> int:
    """Write one letter and learn its id, for a letter that will be edited later."""
    written = await session.exec(insert(Letter).values(**row).returning(col(Letter.id)))
    tell(session, LETTERS + row["channel"])
    letter_id: int = written.one()[0]
    return letter_id


(_letter,) = tables(Letter)
PRIVATE = "private:"  # what `once` of a letter begins with that shows what only named people may read
REMINDER = "nudge:"  # what `once` of a reminder begins with


class About(NamedTuple):
    """A reminder: of which obligations."""

    id: int
    chat_id: int
    made_at: datetime
    not_before: datetime
    still: str

    @property
    def about(self) -> list[int]:
        return named_in(self.still)

    def is_latest(self, told: datetime | None) -> bool:
        """Neither a later letter nor a ruling has overtaken it; what was written at night counts as told at its
        slot."""
        return told is None or told <= self.made_at or told == self.not_before


def named_in(still: str) -> list[int]:
    return [int(number) for number in still.removeprefix("owed:").split(",") if number]


_REMINDERS = select(*(_letter.c[name] for name in About._fields)).where(
    _letter.c.lane == int(Lane.NUDGE), _letter.c.once.startswith(REMINDER)
)


async def put_off(session: AsyncSession, chats: Sequence[int], now: datetime) -> list[About]:
    """Reminders to these chats that wait for a later hour."""
    waits = _letter.c.closed_at.is_(None), _letter.c.not_before > now
    rows = await run(session, _REMINDERS.where(_letter.c.chat_id.in_(chats), *waits), {})
    return [About(*row) for row in rows.all()]


async def told_since(session: AsyncSession, chats: Sequence[int], moment: datetime) -> list[About]:
    """Reminders made since then that reached these chats."""
    told = _letter.c.seq.is_not(None), _letter.c.made_at >= moment
    rows = await run(session, _REMINDERS.where(_letter.c.chat_id.in_(chats), *told), {})
    return [About(*row) for row in rows.all()]


async def take_back(session: AsyncSession, letters: Sequence[int], machine: datetime) -> None:
    """Another letter says it; the same may be said again afterwards."""
    freed = _letter.c.once + ":taken back:" + cast(_letter.c.id, String)
    values = {"closed_at": machine, "result": str(Result.REPLACED), "once": freed}
    await run(session, update(_letter).where(_letter.c.id.in_(letters), _letter.c.closed_at.is_(None)).values(**values))


# Statements that every turn or every letter runs are built once: building one costs more than running it.
_ASKS = (Letter.chat_id == bindparam("chat"), Letter.kind != str(Kind.EDIT), Letter.choices != {})
_SAID = select(Letter.id).where(*_ASKS, col(Letter.seq).is_not(None)).order_by(col(Letter.seq).desc()).limit(5)
# On its way, or perhaps there: the person may read it before we know.
_ON_ITS_WAY = select(Letter.id).where(
    *_ASKS, col(Letter.closed_at).is_(None), or_(col(Letter.sending), col(Letter.uncertain))
)
_ASKED = tuple(_letter.c[name] for name in Asked._fields)
_ASKED_LATELY = (
    select(*_ASKED)
    .where(or_(_letter.c.id.in_(select(_SAID.subquery().c.id)), _letter.c.id.in_(_ON_ITS_WAY)))
    .order_by(_letter.c.seq.is_(None).desc(), _letter.c.seq.desc(), _letter.c.id.desc())
    .limit(5)
)
_OF_CHAT = select(*_ASKED).where(_letter.c.id == bindparam("letter"), _letter.c.chat_id == bindparam("chat"))


async def asked_lately(session: AsyncSession, chat_id: int) -> list[Asked]:
    """The last letters of this chat that asked something, the newest first. An edit of an older one is none of them."""
    return [Asked(*row) for row in (await run(session, _ASKED_LATELY, {"chat": chat_id})).all()]


async def of_chat(session: AsyncSession, letter_id: int, chat_id: int) -> Asked | None:
    """A letter, but only for the chat it went to."""
    found = (await run(session, _OF_CHAT, {"letter": letter_id, "chat": chat_id})).one_or_none()
    return Asked(*found) if found else None


async def unsay(session: AsyncSession, chat_id: int, words: str) -> None:
    """These words stand in no letter of this chat any more, of those said lately or waiting."""
    lately = select(Letter.id).where(Letter.chat_id == chat_id).order_by(col(Letter.id).desc()).limit(LATELY)
    said = update(Letter).where(col(Letter.id).in_(lately.subquery().select()), col(Letter.text).contains(words))
    await session.exec(
        said.values(text=func.replace(Letter.text, words, "…")).execution_options(synchronize_session=False)
    )


async def about(session: AsyncSession, chat_id: int, receipt: str) -> tuple[int, ...]:
    """The obligations of which the letter with this receipt speaks, when it was said lately."""
    lately = select(Letter.id).where(Letter.chat_id == chat_id, col(Letter.seq).is_not(None))
    rows = await session.exec(
        select(Letter.still).where(
            col(Letter.id).in_(lately.order_by(col(Letter.seq).desc()).limit(LATELY)), Letter.receipt_id == receipt
        )
    )
    still = (rows.first() or "").removeprefix("owed:")
    return tuple(int(one) for one in still.split(",") if one)


async def said_after(session: AsyncSession, chat_id: int, seq: int, limit: int = 200) -> list[Letter]:
    """What a web page has not shown yet, in the order of telling; the newest `limit` of it."""
    rows = await session.exec(_SAID_AFTER, params={"chat": chat_id, "after": seq, "most": limit})
    return list(reversed(rows.all()))


_SAID_AFTER = (
    select(Letter)
    .where(Letter.chat_id == bindparam("chat"), col(Letter.seq) > bindparam("after"))
    .order_by(col(Letter.seq).desc())
    .limit(bindparam("most", type_=BigId))
)
