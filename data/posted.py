"""An announcement in bound groups: posted there once, by a press of its own, and put right where it stands."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.broadcasts import Asks, Question
from core.delivery import Kind, Lane
from core.say import Audience, Say
from core.texts import broadcasts as texts
from core.texts.broadcasts import Speaker
from core.whom import Whom
from data import bound, outbox
from data.bound import Bound
from data.models import Broadcast, Chat, Letter
from data.outbox import To

ONCE = "posted:"  # what the once-key of such a letter begins with


async def fitting(session: AsyncSession, one: Broadcast) -> list[Bound]:
    """The groups whose people are meant. What is for some units or some states is no group's to read."""
    whom = Whom.from_json(one.whom)
    if whom != Whom(groups=whom.groups, campaigns=whom.campaigns) or "said" not in one.whom:
        return []
    groups = [each for each in await bound.listed(session) if not each.gone]
    if not (whom.groups or whom.campaigns):
        return groups
    return [each for each in groups if each.row.group_id in whom.groups or each.row.campaign_id in whom.campaigns]


def say(one: Broadcast) -> Say:
    """The words alone: nobody's telephone, and nothing to press, for an answer is between a person and the bot."""
    speaker = Speaker(one.speaker.get("name", ""))
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn(speaker, one.withdrawn_at, bool(one.files)), audience=Audience.PUBLIC)
    text = texts.letter(speaker, one.words, Question(Asks.NOTHING), corrected=one.corrected_at)
    return Say(text, files=tuple(one.files.get("ids", ())), audience=Audience.PUBLIC)


async def post(
    session: AsyncSession, one: Broadcast, groups: Sequence[Bound], now: datetime, machine: datetime
) -> None:
    """Twice is once."""
    for each in groups:
        to = To(each.chat.id or 0, each.chat.channel, group=True)
        once = f"{ONCE}{one.id}:{each.chat.id}"
        rows = outbox.letters(say(one), to, now, machine, lane=Lane.BROADCAST, once=once)
        await outbox.post(session, rows)


async def mend(session: AsyncSession, one: Broadcast, now: datetime, machine: datetime) -> None:
    """Corrected or withdrawn: what has been said is edited, what has not left yet says it at once."""
    first = select(Letter, Chat).join(Chat, col(Chat.id) == Letter.chat_id)
    mine = col(Letter.once).startswith(f"{ONCE}{one.id}:"), Letter.kind == str(Kind.SAY), Letter.page == 1
    for letter, chat in (await session.exec(first.where(*mine))).all():
        text = Say(say(one).text, audience=Audience.PUBLIC)
        if letter.closed_at is None and not letter.sending:
            changed = update(Letter).where(col(Letter.id) == letter.id).values(text=text.text)
            await session.exec(changed.execution_options(synchronize_session=False))
            continue
        to = To(chat.id or 0, chat.channel, group=True)
        more = {"lane": Lane.NUDGE, "kind": Kind.EDIT, "replaces": letter.id}
        once = f"{ONCE}{one.id}:{chat.id}:{one.version}:{int(one.withdrawn_at is not None)}"
        await outbox.post(session, outbox.letters(text, to, now, machine, once=once, **more))  # type: ignore[arg-type]
