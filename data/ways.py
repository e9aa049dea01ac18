"""By what ways people are written to: the addresses the list of units names, a way in for who has only one, and the
next way when one has refused a letter for good."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, literal
from sqlalchemy import select as _columns
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, MAIL, Kind, Lane
from core.roles import Role
from core.say import Say, undrawn
from data import invitations, marks, outbox, people
from data.dialects import insert_or_ignore
from data.models import Chat, Holding, Invitation, Letter, Person, Seat
from data.outbox import To, choices_of

WAY_IN_LIFE = timedelta(days=30)
ON = "on:"  # what the once-key of a letter that goes another way begins with

Secret = Callable[[str, datetime], tuple[str, str]]  # code and link of what was made then


async def learn_addresses(session: AsyncSession) -> None:
    """Each e-mail address somebody has is a place a letter can go to: one statement, however many there are."""
    known = select(Chat.id).where(Chat.channel == MAIL, Chat.address == Person.email).exists()
    new = _columns(literal(MAIL), col(Person.email), literal(False)).where(col(Person.email) != "", ~known).distinct()
    await session.exec(insert_or_ignore(session, Chat).from_select(["channel", "address", "group"], new))


async def named_again(session: AsyncSession, addresses: Sequence[str]) -> None:
    """Somebody wrote these addresses down anew: one that refused letters is tried once more."""
    mine = col(Chat.channel) == MAIL, col(Chat.address).in_(addresses), col(Chat.gone_at).is_not(None)
    if addresses:
        await session.exec(update(Chat).where(*mine).values(gone_at=None).execution_options(synchronize_session=False))


async def place_of(session: AsyncSession, address: str) -> int:
    """The chat of an e-mail address, made when it is first needed."""
    there = select(Chat.id).where(Chat.channel == MAIL, Chat.address == address)
    found = (await session.exec(there)).first()
    if found is None:
        row = {"channel": MAIL, "address": address, "group": False, "person_id": None, "gone_at": None}
        await session.exec(insert_or_ignore(session, Chat), params=[row])
        found = (await session.exec(there)).one()
    return found or 0


async def mails(session: AsyncSession) -> bool:
    """Whether this bot can send e-mail now."""
    return bool(await marks.get(session, marks.MAILS))


# -- a way in -----------------------------------------------------------------------------------------------------


async def way_in(session: AsyncSession, person_id: int, secret: Secret, hashed: Callable[[str], str],
                 machine: datetime) -> str:  # fmt: skip
    """The link by which this person comes in to their seat: the one mailed before while it opens, else a new one. Other
    invitations of the seat stay as they are. "": they hold no seat."""
    seat = await _seat_of(session, person_id)
    if seat is None:
        return ""
    what = f"mailed to {person_id} for seat {seat}"
    rows = select(Invitation).where(
        Invitation.kind == invitations.SEAT, Invitation.seat_id == seat, Invitation.person_id == person_id,
        col(Invitation.uses_left) != 0, col(Invitation.expires_at) > machine,
    )  # fmt: skip
    for made in (await session.exec(rows)).all():
        link = secret(what, made.made_at)[1]
        if hashed(link) == made.link_hash:
            return link
    code, link = secret(what, machine)
    await invitations.make(
        session, invitations.SEAT, hashed(code), hashed(link), machine, WAY_IN_LIFE, seat_id=seat, person_id=person_id
    )
    return link


async def _seat_of(session: AsyncSession, person_id: int) -> int | None:
    """The seat they hand in from; else any."""
    first = case((col(Seat.role) == str(Role.SECRETARY), 0), (col(Seat.role) == str(Role.DEPUTY), 1), else_=2)
    held = select(Seat.id).join(Holding, col(Holding.seat_id) == Seat.id)
    rows = held.where(Holding.person_id == person_id, col(Holding.until).is_(None)).order_by(first, col(Seat.id))
    return (await session.exec(rows.limit(1))).first()


# -- another way --------------------------------------------------------------------------------------------------


async def send_on(session: AsyncSession, letter: Letter, now: datetime, machine: datetime) -> None:
    """The same words to the same person by another of their ways, once. What was edited or pinned has no other way."""
    if letter.person_id is None or letter.kind != Kind.SAY:
        return
    reach = await people.another_way(session, letter.person_id, letter.chat_id)
    if reach is None:
        return
    choices = choices_of(letter)
    text = undrawn(letter.text, choices, CHANNELS[letter.channel])
    say = Say(text, choices, tuple(letter.files.get("ids", ())), subject=outbox.subject_of(letter))
    to = To(reach.chat_id, reach.channel, letter.person_id)
    once = f"{ON}{letter.id}"
    lane = Lane(letter.lane)
    rows = outbox.letters(say, to, now, machine, lane=lane, once=once, still=letter.still)
    await outbox.post(session, [row | {"broadcast_id": letter.broadcast_id} for row in rows])
