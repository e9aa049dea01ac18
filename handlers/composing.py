"""What somebody is composing: the draft of an announcement, which is its row, and the card that shows what it would
do. A cluster head announces to the units of the cluster, and to nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core.broadcasts import Question, goes_at
from core.delivery import CHANNELS
from core.roles import ORGANISING, Role
from core.say import Arg, Audience, Choice, Say, drawn, pages
from core.texts import answers, labels
from core.texts import broadcasts as texts
from core.texts.broadcasts import Card
from core.texts.clauses import contact
from core.whom import Whom
from data import broadcasts, recipients
from data.models import Broadcast
from data.recipients import Reached
from handlers import announced
from handlers.desk import plan_now
from handlers.turn import Turn

COSTLY, LASTS = 1000, timedelta(minutes=5)  # people; how long their number stands
TRIED = "announce.tried"


def may(turn: Turn) -> bool:
    return turn.organises or bool(turn.clusters)


async def mine(turn: Turn) -> Broadcast | None:
    """What this person is composing, if they may; a group never sees it. Whose name it speaks in and how far it goes
    follow the seats they hold now."""
    if turn.group or not may(turn):
        return None
    one = await broadcasts.draft(turn.session, turn.person_id)
    if one is not None:
        now = {"speaker": _speaker(turn), "whom": within(turn, one.whom)}
        if now != {"speaker": one.speaker, "whom": one.whom}:
            await changed(turn, one, **now, touched_at=one.touched_at)
    return one


async def new(turn: Turn) -> Broadcast:
    return await broadcasts.begin(
        turn.session,
        person_id=turn.person_id,
        chat_id=turn.chat_id,
        speaker=_speaker(turn),
        whom=within(turn, {"v": 1}),
        asks=Question().to_json(),
        made_at=turn.now,
        touched_at=turn.now,
    )


def within(turn: Turn, whom: Mapping[str, Any]) -> dict[str, Any]:
    """Whom it is for, within the clusters of whoever does not organise."""
    rest = {name: value for name, value in whom.items() if name != "scope"}
    return rest if turn.organises else rest | {"scope": turn.clusters}


def _speaker(turn: Turn) -> dict[str, Any]:
    seats = turn.speaker.seats
    office = next((seat for seat in seats if seat.role in ORGANISING), None)
    head = next((seat for seat in seats if seat.role is Role.CLUSTER_HEAD and seat.group_id), None)
    name = office.unit if office else f"{head.title} {head.unit}".strip() if head else turn.name
    phone = turn.speaker.person.phone if turn.speaker.person else ""
    return {"v": 1, "name": name, "contact": texts.contact_of(turn.name, phone)}


async def none(turn: Turn) -> Say:
    """Nothing is being composed."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    return Say(texts.nothing_to_send()) if may(turn) else await instead(turn)


async def instead(turn: Turn) -> Say:
    """Leaders look on; a unit's people say it to the officer."""
    if turn.sees_all:
        return await announced.past(turn)
    plan = await plan_now(turn)
    return Say(texts.for_a_unit(contact(plan) if plan else ""))


async def changed(turn: Turn, one: Broadcast, **values: Any) -> None:
    """Every change makes an earlier yes old."""
    values = {"touched_at": turn.now, "version": one.version + 1, "chat_id": turn.chat_id} | values
    for name, value in values.items():
        setattr(one, name, value)
    turn.session.add(one)


async def goes_on(turn: Turn, one: Broadcast, *, preview: bool = False, before: str = "") -> Say:
    """What is missing is asked for; then the card."""
    if not one.words and not one.files:
        return joined(before, asks_words())
    if "said" not in one.whom:
        return joined(before, asks_whom(turn))
    return joined(before, await _card(turn, one, preview=preview))


def joined(before: str, say: Say) -> Say:
    return replace(say, text=f"{before}\n\n{say.text}") if before else say


def asks_words(more: bool = False, files: bool = False) -> Say:
    """`more`: instead of those there are; `files`: they may say it all."""
    alone = (Choice(labels.FILES_ALONE, "announce.begin"),) if files else ()
    past = Choice(labels.SENT_ONES, "announce.past")
    return Say(texts.ask_words(more), (*alone, past), awaits=Choice("", "announce.words"))


USUAL = labels.EVERY_UNIT, labels.OVERDUE_UNITS, labels.NOT_IN_YET


def asks_whom(turn: Turn, unclear: Sequence[str] = (), reports: Sequence[str] | None = None) -> Say:
    offers = (
        *(Choice(label, "announce.to", {"words": label}) for label in USUAL),
        Choice(labels.DROP_ANNOUNCEMENT, "announce.drop"),
    )
    return Say(texts.ask_whom(unclear, reports), offers, awaits=Choice("", "announce.whom"))


async def _card(turn: Turn, one: Broadcast, *, preview: bool = False) -> Say:
    """Exactly what goes out, in a letter of its own; then how many it reaches, and what can still be changed."""
    reached = await whom_it_reaches(turn, one)
    said = broadcasts.say(one, action=TRIED)
    if preview and turn.album is None:
        turn.say(said)
    goes, held = when_it_goes(turn, one)
    asked = broadcasts.question(one)
    shown = Card(
        str(one.whom.get("said", "")), reached.channels, reached.unreached, reached.names, asked,
        files=len(one.files.get("ids", ())), again=one.again, urgent=one.urgent, goes=goes, held=held,
        numbered=[name for name in reached.channels if CHANNELS[name].answers and not CHANNELS[name].buttons],
        pages=_pages(said, reached),
    )  # fmt: skip
    return Say(texts.card(shown, turn.now), _offers(turn, one, reached, goes), awaits=Choice("", "announce.said"))


async def whom_it_reaches(turn: Turn, one: Broadcast) -> Reached:
    """A great many are counted once for all that is changed beside whom it is for: counting holds up everybody. When
    it goes, they are found anew."""
    kept = one.whom.get("counted")
    if kept and turn.now - datetime.fromisoformat(kept["at"]) < LASTS:
        return Reached.from_json(kept)
    found = await recipients.count(turn.session, Whom.from_json(one.whom), turn.now)
    if found.people >= COSTLY:
        one.whom = one.whom | {"counted": found.to_json() | {"at": turn.now.isoformat()}}
        turn.session.add(one)
    return found


def _pages(said: Say, reached: Reached) -> dict[str, int]:
    """Channels on which each person gets more than one message."""
    found = {}
    for name in reached.channels:
        channel = CHANNELS[name]
        many = len(pages(drawn(said, channel), channel.text)) + (0 if channel.encloses else len(said.files))
        if many > 1:
            found[name] = many
    return found


def when_it_goes(turn: Turn, one: Broadcast) -> tuple[datetime | None, datetime | None]:
    """When it would go, None at once; and the moment that was meant, where only the hour keeps it from that."""
    meant = max(one.wished_at or turn.now, turn.now)
    at = goes_at(meant, one.urgent, turn.setting.calendar)
    return at if at > turn.now else None, meant if at > meant else None


def _offers(turn: Turn, one: Broadcast, reached: Reached, goes: datetime | None) -> tuple[Choice, ...]:
    label = texts.send_label if goes is None else texts.schedule_label
    quiet = turn.setting.calendar.is_quiet(max(one.wished_at or turn.now, turn.now))
    hour = Choice(
        labels.NOT_URGENT if one.urgent else labels.URGENT, "announce.urgent", {"urgent": int(not one.urgent)}
    )
    planned = one.wished_at is not None
    return (
        *([Choice(label(reached.people), "announce.send", the_yes(one, 0))] if reached.people else []),
        *([Choice(labels.PASS_ON_BY_HAND, "announce.pass_on")] if reached.unreached and not reached.people else []),
        Choice(labels.TRY_IT, "announce.trial"),
        Choice(labels.SEND_NOW, "announce.unplan") if planned else Choice(labels.SCHEDULE_IT, "announce.ask_when"),
        *([hour] if quiet or one.urgent else []),
        Choice(labels.CHANGE_WORDS, "announce.ask_words"),
        Choice(labels.CHANGE_WHOM, "announce.ask_whom"),
        Choice(labels.CHANGE_REPLY, "announce.ask_reply"),
        Choice(labels.DROP_ANNOUNCEMENT, "announce.drop"),
    )


def the_yes(one: Broadcast, sure: int) -> dict[str, Arg]:
    """The yes names what was shown."""
    return {"cast": one.id or 0, "shown": one.version, "sure": sure}
