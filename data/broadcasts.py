"""Announcements: the draft and what has become of it, what it says, and what each person answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_
from sqlalchemy import select as _columns
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.broadcasts import REDRAWN, Outcome, Question, State, tally
from core.delivery import Result
from core.say import Choice, Say
from core.texts import broadcasts as texts
from core.texts import labels
from core.texts.broadcasts import Course, Speaker
from core.whom import Whom
from data.database import run
from data.dialects import BEING_WRITTEN
from data.models import Broadcast, Chat, Letter, Person, Recipient, Unit
from data.records import tables

ANSWERS = "announce.answer"  # what a choice under an announcement does
FAR_BACK = 50  # of one person's, looked through for those that are still theirs
_QUIETLY = {"synchronize_session": False}
_recipient, _letter, _chat, _person, _unit = tables(Recipient, Letter, Chat, Person, Unit)


@dataclass(frozen=True)
class Mine:
    """What somebody sent, as far as the seats go that they hold now. `clusters`: those they head; None is no bound."""

    person_id: int
    clusters: Collection[int] | None = None

    def may(self, one: Broadcast) -> bool:
        own = one.person_id == self.person_id
        return own and (self.clusters is None or Whom.from_json(one.whom).within(self.clusters))


# -- the row ------------------------------------------------------------------------------------------------------


async def draft(session: AsyncSession, person_id: int) -> Broadcast | None:
    """What this person is composing."""
    mine = select(Broadcast).where(Broadcast.person_id == person_id, Broadcast.state == BEING_WRITTEN)
    return (await session.exec(mine)).first()


async def begin(session: AsyncSession, **values: Any) -> Broadcast:
    made = Broadcast(**values)
    session.add(made)
    await session.flush()
    return made


async def one(session: AsyncSession, broadcast_id: int) -> Broadcast | None:
    return (await session.exec(select(Broadcast).where(Broadcast.id == broadcast_id))).first()


async def change(session: AsyncSession, broadcast_id: int, **values: Any) -> None:
    changed = update(Broadcast).where(col(Broadcast.id) == broadcast_id).values(**values)
    await session.exec(changed.execution_options(**_QUIETLY))


async def moves(session: AsyncSession, broadcast_id: int, before: State, **values: Any) -> bool:
    """From one state on, once: False where somebody was quicker."""
    rows = update(Broadcast).where(col(Broadcast.id) == broadcast_id, col(Broadcast.state) == str(before))
    return bool((await session.exec(rows.values(**values).execution_options(**_QUIETLY))).rowcount)


async def lately(session: AsyncSession, most: int, of: Mine | None = None) -> list[Broadcast]:
    """Those that were sent or wait for their moment, the newest first; `of`: of what is somebody's own alone."""
    rows = select(Broadcast).where(col(Broadcast.state).in_([State.WAITING, State.SENDING, State.SENT]))
    rows = rows.where(Broadcast.person_id == of.person_id) if of is not None else rows
    rows = rows.order_by(col(Broadcast.id).desc()).limit(most if of is None or of.clusters is None else FAR_BACK)
    found = (await session.exec(rows)).all()
    return [one for one in found if of is None or of.may(one)][:most]


async def due(session: AsyncSession, now: datetime) -> Broadcast | None:
    rows = select(Broadcast).where(col(Broadcast.due_at).is_not(None), col(Broadcast.due_at) <= now)
    return (await session.exec(rows.order_by(col(Broadcast.due_at), col(Broadcast.id)).limit(1))).first()


async def standing(session: AsyncSession, ids: Collection[int]) -> list[tuple[int, bool, Whom]]:
    """Of each of these announcements: whether more of it may leave, and whom it is for."""
    on = and_(col(Broadcast.stopped_at).is_(None), col(Broadcast.withdrawn_at).is_(None))
    rows = await session.exec(select(Broadcast.id, on, Broadcast.whom).where(col(Broadcast.id).in_(ids)))
    return [(found or 0, bool(stands), Whom.from_json(whom)) for found, stands, whom in rows.all()]


async def can_wait(session: AsyncSession, ids: Collection[int]) -> set[int]:
    """Those of these announcements that are not urgent."""
    calm = select(Broadcast.id).where(col(Broadcast.id).in_(ids), col(Broadcast.urgent).is_(False))
    return {found or 0 for found in (await session.exec(calm)).all()}


# -- what it says -------------------------------------------------------------------------------------------------


def question(one: Broadcast) -> Question:
    return Question.from_json(one.asks)


def speaker(one: Broadcast) -> Speaker:
    return Speaker(one.speaker.get("name", ""), one.speaker.get("contact", ""))


def say(one: Broadcast, *, again: bool = False, corrects: bool = False, action: str = ANSWERS) -> Say:
    """As its recipients read it. `corrects`: to those who have the wrong one; `action`: what a press does, for in a
    preview it records nothing."""
    asked, whose = question(one), speaker(one)
    corrected = one.corrected_at if corrects else None
    text = texts.letter(whose, one.words, asked, again=again, corrected=corrected)
    offered = [
        Choice(label, action, {"cast": one.id or 0, "answer": place})
        for place, label in enumerate(texts.answers(asked))
    ]
    files = () if again else tuple(one.files.get("ids", ()))
    return Say(text, tuple(offered), files, subject=texts.subject(whose), verbatim=True)


def shown(
    one: Broadcast, outcome: Outcome, now: datetime, far: timedelta | None = None, rests: datetime | None = None
) -> Say:
    """To whoever sent it: how far it is, and what can be done about it. `rests`: till then what has not left waits."""
    course = Course(
        one.words, question(one), outcome, far,
        writing=one.cursor is not None or (one.state == State.SENDING and not outcome.total),
        stopped=one.stopped_at, corrected=one.corrected_at, withdrawn=one.withdrawn_at, again=one.again_at,
        waits=one.due_at if one.state == State.WAITING else None, rests=rests if outcome.waiting else None,
    )  # fmt: skip
    return Say(texts.course(course, now), choices(one, outcome))


def choices(one: Broadcast, outcome: Outcome) -> tuple[Choice, ...]:
    """What can be done now."""
    if one.state == State.WAITING:
        return (_of(one, labels.UNSCHEDULE, "unschedule"), _of(one, labels.REFRESH, "show"))
    if one.withdrawn_at is not None:
        return (_of(one, labels.REFRESH, "show"),)
    sending = one.stopped_at is None and (one.cursor is not None or bool(outcome.waiting) or one.state == State.SENDING)
    asks = bool(texts.answers(question(one)))
    missed = outcome.blocked or outcome.unreachable or outcome.uncertain
    return (
        *([_of(one, labels.STOP_SENDING, "stop")] if sending else []),
        *([_of(one, labels.WHO_IS_SILENT, "silent")] if asks and outcome.sent else []),
        *(
            [_of(one, labels.ASK_SILENT, "again")]
            if asks and outcome.sent and not sending and not one.stopped_at
            else []
        ),
        *([_of(one, labels.BY_HAND, "by_hand")] if missed or not sending else []),
        _of(one, labels.CORRECT_IT, "correct"),
        _of(one, labels.WITHDRAW_IT, "withdraw"),
        _of(one, labels.REFRESH, "show"),
    )


def _of(one: Broadcast, label: str, act: str) -> Choice:
    return Choice(label, f"announce.{act}", {"cast": one.id or 0})


# -- what became of people ----------------------------------------------------------------------------------------

_RANKS = ("stopped", "unreachable", "blocked", "waiting", "uncertain", "sent")


def _what() -> Any:
    """Of one letter, as a rank: the best that any of a person's letters came to."""
    gone = _chat.c.gone_at.is_not(None)
    return case(
        (_letter.c.result == str(Result.SENT), _RANKS.index("sent")),
        (_letter.c.result == str(Result.UNCERTAIN), _RANKS.index("uncertain")),
        (_letter.c.closed_at.is_(None), _RANKS.index("waiting")),
        (and_(_letter.c.result == str(Result.REFUSED), gone), _RANKS.index("blocked")),
        (_letter.c.result == str(Result.REFUSED), _RANKS.index("unreachable")),
        else_=_RANKS.index("stopped"),
    )


def _people(broadcast_id: int) -> Any:
    """A row for each person: their rank, or None where nothing was written to them."""
    tried = (
        _columns(_letter.c.person_id, func.max(_what()).label("rank"))
        .select_from(_letter.join(_chat, _chat.c.id == _letter.c.chat_id))
        .where(_letter.c.broadcast_id == broadcast_id, _letter.c.page == 1)
        .group_by(_letter.c.person_id)
        .subquery("tried")
    )
    ranks = case(*((tried.c.rank == place, what) for place, what in enumerate(_RANKS)), else_="unreachable")
    what = case((_recipient.c.answered_at.is_not(None), "answered"), else_=ranks).label("what")
    return (
        _columns(_recipient, what)
        .select_from(_recipient.outerjoin(tried, tried.c.person_id == _recipient.c.person_id))
        .where(_recipient.c.broadcast_id == broadcast_id)
        .subquery("people")
    )


def have_it(broadcast_id: int) -> Any:
    """Those who have it for certain."""
    those = _people(broadcast_id)
    return _columns(those.c.person_id).where(those.c.what.in_(["answered", "sent"]))


async def outcome(session: AsyncSession, broadcast_id: int) -> Outcome:
    those = _people(broadcast_id)
    rows = _columns(those.c.what, those.c.answer, func.count()).group_by(those.c.what, those.c.answer)
    return tally([tuple(row) for row in (await run(session, rows)).all()])


# -- who -----------------------------------------------------------------------------------------------------------


def are_silent(broadcast_id: int) -> tuple[Any, ...]:
    """Who has it, or may have it, and has not answered."""
    got = _letter.c.result.in_([str(Result.SENT), str(Result.UNCERTAIN)])
    theirs = _letter.c.broadcast_id == broadcast_id, _letter.c.person_id == _recipient.c.person_id
    has = _columns(_letter.c.id).where(*theirs, _letter.c.page == 1, got).correlate(_recipient).exists()
    return _recipient.c.broadcast_id == broadcast_id, _recipient.c.answered_at.is_(None), has


async def silent(session: AsyncSession, broadcast_id: int, most: int) -> tuple[list[tuple[str, str]], int]:
    """Unit and name of those who have it and have not answered, the first of them; and how many there are."""
    rows = (
        _columns(_unit.c.name, _person.c.name, func.count().over())
        .select_from(
            _recipient.join(_unit, _unit.c.id == _recipient.c.unit_id).join(
                _person, _person.c.id == _recipient.c.person_id
            )
        )
        .where(*are_silent(broadcast_id))
        .order_by(_unit.c.id, _person.c.id)
        .limit(most)
    )
    found = (await run(session, rows)).all()
    return [(unit, name) for unit, name, _ in found], found[0][2] if found else 0


async def open_for(session: AsyncSession, person_id: int, since: datetime) -> tuple[Broadcast, Recipient] | None:
    """The last announcement that waits for this person's answer."""
    rows = (
        select(Broadcast, Recipient)
        .join(Recipient, col(Recipient.broadcast_id) == Broadcast.id)
        .where(
            Recipient.person_id == person_id,
            col(Recipient.answered_at).is_(None),
            col(Broadcast.sent_at) >= since,
            col(Broadcast.withdrawn_at).is_(None),
        )
    )
    return (await session.exec(rows.order_by(col(Broadcast.sent_at).desc()).limit(1))).first()


async def sent_to(
    session: AsyncSession, broadcast_id: int, person_id: int
) -> tuple[Broadcast, Recipient | None] | None:
    """An announcement, and this person as somebody it is for."""
    mine = and_(col(Recipient.broadcast_id) == Broadcast.id, col(Recipient.person_id) == person_id)
    rows = select(Broadcast, Recipient).join(Recipient, mine, isouter=True).where(Broadcast.id == broadcast_id)
    return (await session.exec(rows)).first()


async def answered(session: AsyncSession, broadcast_id: int, person_id: int, answer: int, now: datetime) -> None:
    """The last answer counts. The tally is drawn anew a little later, so that many answers are one drawing."""
    mine = col(Recipient.broadcast_id) == broadcast_id, col(Recipient.person_id) == person_id
    given = update(Recipient).where(*mine).values(answer=answer, answered_at=now)
    await session.exec(given.execution_options(**_QUIETLY))
    soon = now + REDRAWN
    later_than = or_(col(Broadcast.due_at).is_(None), col(Broadcast.due_at) > soon)
    drawn = update(Broadcast).where(col(Broadcast.id) == broadcast_id, later_than).values(due_at=soon)
    await session.exec(drawn.execution_options(**_QUIETLY))
