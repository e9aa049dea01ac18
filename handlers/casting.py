"""Under the card of an announcement: what is typed there, a trial, the yes that sends it, and leaving it for later."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from core.broadcasts import MANY, State, wished
from core.clock import local
from core.delivery import CHANNELS, Lane
from core.promises import without_time
from core.say import Choice, Say
from core.spelling import line, spelled
from core.texts import broadcasts as texts
from core.texts import labels
from core.understanding import promise_time
from core.whom import read
from data import broadcasts, outbox, people, posted, recipients
from data.models import Broadcast
from data.outbox import To
from handlers import announced
from handlers.announcing import addressed, ask_reply, ask_when, ask_whom, ask_words, planned, unplan, urgent
from handlers.composing import TRIED, changed, goes_on, joined, may, mine, none, the_yes, when_it_goes, whom_it_reaches
from handlers.turn import Turn

_SENDING = frozenset({"gui", "hen", "luc", "vao", "di", "tin", "nhe", "thi", "la", "dat", "lich", ""})


async def said(turn: Turn, text: str) -> Say:
    """Under the card: what is to be done with it, an hour, or whom it is for; the last two together as well."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    if wish := wished(text):
        return await _does(turn, one, wish)
    left = without_time(line(spelled(text)))
    moment = promise_time(text, local(turn.now, turn.setting.calendar.zone))
    aim = " ".join(word for word in (left or "").split() if word not in _SENDING)
    if left is not None and not aim:
        return await planned(turn, one, moment) if moment else joined(texts.when_unclear(), await goes_on(turn, one))
    known = await recipients.known(turn.session)
    if moment is not None and not read(aim, known).unclear:
        await changed(turn, one, wished_at=moment)
        return await addressed(turn, one, aim, known)
    if read(text, known).unclear:
        return joined(texts.unclear(), await goes_on(turn, one))
    return await addressed(turn, one, text, known)


async def _does(turn: Turn, one: Broadcast, wish: str) -> Say:
    """'Gửi đi' is the yes to what was read back."""
    acts: Mapping[str, Callable[[Turn], Awaitable[Say]]] = {
        "trial": trial, "ask_when": ask_when, "ask_words": ask_words, "ask_whom": ask_whom, "ask_reply": ask_reply,
        "drop": drop,
    }  # fmt: skip
    if wish in acts:
        return await acts[wish](turn)
    if wish == "hurry":
        return await urgent(turn, 1)
    if wish == "keep":
        await _leaves(turn, one)
        return Say(texts.kept(), (Choice(labels.ANNOUNCE, "announce.begin"),))
    if wish == "now" and one.wished_at is not None:
        return await unplan(turn)
    yes = await _shown(turn)
    return await send(turn, **yes) if yes else await goes_on(turn, one)


async def _shown(turn: Turn) -> dict[str, Any]:
    """What the yes under the last letter names."""
    last = next(iter(await turn.asked()), None)
    choices = outbox.choices_of(last) if last is not None else ()
    return next((dict(choice.args) for choice in choices if choice.action == "announce.send"), {})


# -- before it goes -----------------------------------------------------------------------------------------------


async def card(turn: Turn) -> Say:
    one = await mine(turn)
    return await goes_on(turn, one) if one is not None else await none(turn)


async def pass_on(turn: Turn) -> Say:
    """Nobody can be written to: the words to be sent by hand, and whom to call."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    ready = bool(one.words or one.files) and "said" in one.whom
    if not ready or (await whom_it_reaches(turn, one)).people:
        return await goes_on(turn, one)
    return await announced.by_other_ways(turn, one)


async def trial(turn: Turn) -> Say:
    """To oneself by the way one is written to, and in the lane of announcements."""
    one = await mine(turn)
    if one is None or not (one.words or one.files):
        return await none(turn)
    reach = await people.another_way(turn.session, turn.person_id, 0)
    chat, channel = (reach.chat_id, reach.channel) if reach else (turn.chat_id, turn.row.channel)
    said = broadcasts.say(one, action=TRIED)
    own = To(chat, channel, turn.person_id)
    turn.said += outbox.letters(said, own, turn.now, turn.machine, lane=Lane.BROADCAST)
    return joined(texts.tried(channel), await goes_on(turn, one))


async def tried(turn: Turn, cast: int, answer: int) -> Say:
    """A press in a preview."""
    turn.only_for_known()
    return Say(texts.only_a_preview(), (Choice(labels.ANNOUNCE, "announce.card"),))


async def drop(turn: Turn) -> Say:
    one = await mine(turn)
    if one is None:
        return await none(turn)
    await broadcasts.moves(turn.session, one.id or 0, State.DRAFT, state=str(State.DROPPED))
    return Say(texts.dropped(), (Choice(labels.ANNOUNCE, "announce.begin"),))


async def send(turn: Turn, cast: int, shown: int, sure: int) -> Say:
    """The yes: to what was shown and nothing else; for many it is asked for twice."""
    one = await mine(turn)
    if one is None or one.id != cast:
        return await announced.show(turn, cast) if may(turn) and not turn.group else await none(turn)
    if one.version != shown or not (one.words or one.files) or "said" not in one.whom:
        return await goes_on(turn, one, preview=True, before=texts.changed_meanwhile())
    reached = await whom_it_reaches(turn, one)
    if not reached.people:
        return await goes_on(turn, one)
    if reached.people >= MANY and not sure:
        yes = Choice(texts.sure_label(reached.people), "announce.send", the_yes(one, 1))
        return Say(
            texts.sure(reached.people, str(one.whom["said"])), (yes, Choice(labels.NOT_SENT_YET, "announce.card"))
        )
    goes, _ = when_it_goes(turn, one)
    gone = {"state": str(State.WAITING), "due_at": goes or turn.now, "chat_id": turn.chat_id}
    if not await broadcasts.moves(turn.session, cast, State.DRAFT, **gone):
        return await announced.show(turn, cast)
    await turn.note("announced", broadcast=cast, people=reached.people)
    if goes is None:
        post = Choice(labels.POST_ANNOUNCEMENT, "groups.post", {"cast": cast})
        return Say(
            texts.begun(reached.people, CHANNELS[turn.row.channel].edits),
            (post,) if turn.organises and await posted.fitting(turn.session, one) else (),
        )
    unschedule = Choice(labels.UNSCHEDULE, "announce.unschedule", {"cast": cast})
    return Say(texts.scheduled(reached.people, goes, turn.now), (unschedule,))


async def leave(turn: Turn) -> bool:
    """Whether the last thing asked was about an announcement: then leaving leaves that."""
    last = next(iter(await turn.asked()), None)
    asked = outbox.choices_of(last) if last is not None else ()
    waits = outbox.awaits_of(last) if last is not None else None
    about = [*(one.action for one in asked), *([waits.action] if waits else [])]
    leaves = any(one.startswith("announce.") and one not in (broadcasts.ANSWERS, TRIED) for one in about)
    one = await mine(turn) if leaves else None
    if one is not None:
        await _leaves(turn, one)
    return one is not None


async def _leaves(turn: Turn, one: Broadcast) -> None:
    """Files that come now are none of it."""
    await broadcasts.change(turn.session, one.id or 0, touched_at=one.made_at - timedelta(days=1))
