"""Composing an announcement: its words, whom it is for, what is asked, when it goes; shown before anything is sent.

The draft is its row. A cluster head announces to the units of the cluster, and to nobody else.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core.broadcasts import MANY, Asks, Question, State, goes_at, options, too_long, wished
from core.broadcasts import announced as announced_with
from core.clock import local
from core.delivery import CHANNELS, Lane
from core.promises import without_time
from core.roles import ORGANISING, Role
from core.say import Arg, Audience, Choice, Say, drawn, pages, units16
from core.spelling import line, spelled
from core.texts import answers, labels
from core.texts import broadcasts as texts
from core.texts.broadcasts import Card
from core.texts.clauses import contact
from core.understanding import promise_time
from core.vietnamese import fold, tidy
from core.whom import Known, Whom, read
from data import broadcasts, outbox, people, posted, recipients
from data.models import Broadcast, File
from data.outbox import To
from data.recipients import Reached
from handlers import announced
from handlers.desk import plan_now
from handlers.turn import Turn

MOST_FILES = 10
FRESH, TOGETHER = 120.0, 20.0  # seconds for which files belong to what was just composed; of who hands in, an album's
COSTLY, LASTS = 1000, timedelta(minutes=5)  # people; how long their number stands
TRIED = "announce.tried"


def may(turn: Turn) -> bool:
    return turn.organises or bool(turn.clusters)


async def begin(turn: Turn) -> Say:
    """/thongbao: goes on with what is being composed, else asks for the words."""
    return await _begun(turn)


def opens(turn: Turn, text: str) -> bool:
    """Whether it is an announcement, whatever else its words sound like. Without a mark between, 'thông báo chiều nay
    em nộp' is what a unit says of itself."""
    return may(turn) and any(announced_with(text)) and (not turn.units or ":" in text or "\n" in text)


async def typed(turn: Turn, text: str) -> Say:
    """'Thông báo cho cụm 1: mai họp lúc 8 giờ': for whom and what, as far as it follows the wish."""
    return await _begun(turn, *announced_with(text))


async def commanded(turn: Turn, rest: str) -> Say:
    """'/thongbao mai họp': whatever follows."""
    aim, words = announced_with(f"thong bao {rest}")
    return await _begun(turn, aim, words or ("" if aim else rest))


async def _begun(turn: Turn, aim: str = "", words: str = "") -> Say:
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not may(turn):
        return await _instead(turn)
    one = await _mine(turn) or await _new(turn)
    if too_long(words):
        return _too_long(words)
    before = texts.instead_of(one.words) if words and one.words and words != one.words else ""
    if words and words != one.words:
        await _changed(turn, one, words=words)
    unclear = await _meant(turn, one, aim) if aim else None
    if unclear is not None and words:  # asked anew: it is not whoever was meant before
        await _changed(turn, one, whom=_within(turn, {"v": 1}))
        return _joined(before, unclear)
    return await _next(turn, one, preview=True, before=before)


async def _instead(turn: Turn) -> Say:
    """Leaders look on; a unit's people say it to the officer."""
    if turn.sees_all:
        return await announced.past(turn)
    plan = await plan_now(turn)
    return Say(texts.for_a_unit(contact(plan) if plan else ""))


async def _new(turn: Turn) -> Broadcast:
    return await broadcasts.begin(
        turn.session,
        person_id=turn.person_id,
        chat_id=turn.chat_id,
        speaker=_speaker(turn),
        whom=_within(turn, {"v": 1}),
        asks=Question().to_json(),
        made_at=turn.now,
        touched_at=turn.now,
    )


def _within(turn: Turn, whom: Mapping[str, Any]) -> dict[str, Any]:
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


async def _mine(turn: Turn) -> Broadcast | None:
    """What this person is composing, if they may; a group never sees it. Whose name it speaks in and how far it goes
    follow the seats they hold now."""
    if turn.group or not may(turn):
        return None
    one = await broadcasts.draft(turn.session, turn.person_id)
    if one is not None:
        now = {"speaker": _speaker(turn), "whom": _within(turn, one.whom)}
        if now != {"speaker": one.speaker, "whom": one.whom}:
            await _changed(turn, one, **now, touched_at=one.touched_at)
    return one


async def _none(turn: Turn) -> Say:
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    return Say(texts.nothing_to_send()) if may(turn) else await _instead(turn)


async def _changed(turn: Turn, one: Broadcast, **values: Any) -> None:
    """Every change makes an earlier yes old."""
    values = {"touched_at": turn.now, "version": one.version + 1, "chat_id": turn.chat_id} | values
    for name, value in values.items():
        setattr(one, name, value)
    turn.session.add(one)


# -- what comes next ----------------------------------------------------------------------------------------------


async def _next(turn: Turn, one: Broadcast, *, preview: bool = False, before: str = "") -> Say:
    if not one.words and not one.files:
        return _joined(before, _ask_words())
    if "said" not in one.whom:
        return _joined(before, _ask_whom(turn))
    return _joined(before, await _card(turn, one, preview=preview))


def _joined(before: str, say: Say) -> Say:
    return replace(say, text=f"{before}\n\n{say.text}") if before else say


def _ask_words(more: bool = False) -> Say:
    past = Choice(labels.SENT_ONES, "announce.past")
    return Say(texts.ask_words(more), (past,), awaits=Choice("", "announce.words"))


_USUAL = labels.EVERY_UNIT, labels.OVERDUE_UNITS, labels.NOT_IN_YET


def _ask_whom(turn: Turn, unclear: Sequence[str] = (), reports: Sequence[str] | None = None) -> Say:
    offers = (
        *(Choice(label, "announce.to", {"words": label}) for label in _USUAL),
        Choice(labels.DROP_ANNOUNCEMENT, "announce.drop"),
    )
    return Say(texts.ask_whom(unclear, reports), offers, awaits=Choice("", "announce.whom"))


async def _card(turn: Turn, one: Broadcast, *, preview: bool = False) -> Say:
    """Exactly what goes out, in a letter of its own; then how many it reaches, and what can still be changed."""
    reached = await _reached(turn, one)
    said = broadcasts.say(one, action=TRIED)
    if preview and turn.album is None:
        turn.say(said)
    goes, held = _moment(turn, one)
    asked = broadcasts.question(one)
    shown = Card(
        str(one.whom.get("said", "")), reached.channels, reached.unreached, reached.names, asked,
        files=len(one.files.get("ids", ())), again=one.again, urgent=one.urgent, goes=goes, held=held,
        numbered=[name for name in reached.channels if CHANNELS[name].answers and not CHANNELS[name].buttons],
        pages=_pages(said, reached),
    )  # fmt: skip
    return Say(texts.card(shown, turn.now), _offers(turn, one, reached, goes), awaits=Choice("", "announce.said"))


async def _reached(turn: Turn, one: Broadcast) -> Reached:
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


def _moment(turn: Turn, one: Broadcast) -> tuple[datetime | None, datetime | None]:
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
        *([Choice(label(reached.people), "announce.send", _yes(one, 0))] if reached.people else []),
        *([Choice(labels.PASS_ON_BY_HAND, "announce.pass_on")] if reached.unreached and not reached.people else []),
        Choice(labels.TRY_IT, "announce.trial"),
        Choice(labels.SEND_NOW, "announce.unplan") if planned else Choice(labels.SCHEDULE_IT, "announce.ask_when"),
        *([hour] if quiet or one.urgent else []),
        Choice(labels.CHANGE_WORDS, "announce.ask_words"),
        Choice(labels.CHANGE_WHOM, "announce.ask_whom"),
        Choice(labels.CHANGE_REPLY, "announce.ask_reply"),
        Choice(labels.DROP_ANNOUNCEMENT, "announce.drop"),
    )


def _yes(one: Broadcast, sure: int) -> dict[str, Arg]:
    """The yes names what was shown."""
    return {"cast": one.id or 0, "shown": one.version, "sure": sure}


# -- its words and files ------------------------------------------------------------------------------------------


async def words(turn: Turn, text: str) -> Say:
    """What is typed or passed on when the words were asked for."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    said = tidy(text)
    if too_long(said):
        return _too_long(said)
    await _changed(turn, one, words=said)
    return await _next(turn, one, preview=True)


def _too_long(words: str) -> Say:
    return Say(texts.words_too_long(units16(words)), awaits=Choice("", "announce.words"))


async def collects(turn: Turn) -> bool:
    """A file sent now belongs to what this person is just composing."""
    one = await _mine(turn)
    fresh = TOGETHER if turn.units else FRESH
    return one is not None and (turn.now - one.touched_at).total_seconds() < fresh


async def file(turn: Turn, sent: File) -> Say:
    return await filed(turn, [sent])


async def filed(turn: Turn, sent: Sequence[File]) -> Say:
    """One after another, or several together; what was written under them are its words where it has none."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    ids = list(dict.fromkeys((*one.files.get("ids", ()), *(each.id or 0 for each in sent))))
    if len(ids) > MOST_FILES:
        return Say(texts.too_many_files(MOST_FILES), awaits=Choice("", "announce.words"))
    caption = next((said for each in sent if (said := str(each.source.get("caption", "")))), "")
    await _changed(turn, one, files={"v": 1, "ids": ids}, words=one.words or tidy(caption))
    added = texts.file_added(sent[-1].name, len(ids))
    if not one.words:
        return _joined(added, _ask_words())
    return await _next(turn, one, before=added)


async def ask_words(turn: Turn) -> Say:
    one = await _mine(turn)
    return _ask_words(more=bool(one.words)) if one is not None else await _none(turn)


# -- whom it is for -----------------------------------------------------------------------------------------------


async def ask_whom(turn: Turn) -> Say:
    return _ask_whom(turn) if await _mine(turn) is not None else await _none(turn)


async def to(turn: Turn, words: str) -> Say:
    """Whom the words mean; what is unclear is asked again and nothing is changed."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    return await _addressed(turn, one, words)


async def _addressed(turn: Turn, one: Broadcast, text: str, known: Known | None = None) -> Say:
    first = "said" not in one.whom
    return await _meant(turn, one, text, known) or await _next(turn, one, preview=first)


async def _meant(turn: Turn, one: Broadcast, text: str, known: Known | None = None) -> Say | None:
    """Whom the words mean; else what has to be asked first."""
    known = known or await recipients.known(turn.session)
    found = read(text, known)
    if found.which:
        return _ask_whom(turn, reports=list(known.reports.values()))
    if found.unclear:
        return _ask_whom(turn, found.unclear)
    meant = replace(found.whom, scope=Whom.from_json(one.whom).scope)
    written = next((label for label in _USUAL if fold(label).startswith(fold(text))), " ".join(text.split()))
    await _changed(turn, one, whom=meant.to_json() | {"said": written[:300]})
    return None


async def whom(turn: Turn, text: str) -> Say:
    return await to(turn, text)


# -- what is asked ------------------------------------------------------------------------------------------------


async def ask_reply(turn: Turn) -> Say:
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    kinds = ((labels.GOT_IT, Asks.RECEIVED), (labels.YES_OR_NO, Asks.YES_NO), (labels.NO_REPLY, Asks.NOTHING))
    offers = [Choice(label, "announce.reply", {"asks": str(kind)}) for label, kind in kinds]
    label = labels.NO_MORE_ASKING if one.again else labels.ASK_ONCE_MORE
    again = Choice(label, "announce.asking", {"again": int(not one.again)})
    return Say(texts.ask_reply(), (*offers, again), awaits=Choice("", "announce.options"))


async def reply(turn: Turn, asks: str) -> Say:
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    await _changed(turn, one, asks=Question(Asks(asks)).to_json())
    return await _next(turn, one, preview=True)


async def asking(turn: Turn, again: int) -> Say:
    """Whether who has not answered is asked once more."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    await _changed(turn, one, again=bool(again))
    return await _next(turn, one)


async def options_typed(turn: Turn, text: str) -> Say:
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    found = options(tidy(text))
    if not found:
        return Say(texts.options_unclear(), awaits=Choice("", "announce.options"))
    await _changed(turn, one, asks=Question(Asks.CHOICE, found).to_json())
    return await _next(turn, one, preview=True)


# -- when it goes -------------------------------------------------------------------------------------------------


async def ask_when(turn: Turn) -> Say:
    if await _mine(turn) is None:
        return await _none(turn)
    return Say(texts.ask_when(), awaits=Choice("", "announce.at"))


async def at(turn: Turn, text: str) -> Say:
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    moment = promise_time(text, local(turn.now, turn.setting.calendar.zone))
    if moment is None:
        return Say(texts.when_unclear(), awaits=Choice("", "announce.at"))
    return await _planned(turn, one, moment)


async def _planned(turn: Turn, one: Broadcast, moment: datetime | None) -> Say:
    await _changed(turn, one, wished_at=moment)
    return await _next(turn, one)


async def unplan(turn: Turn) -> Say:
    one = await _mine(turn)
    return await _planned(turn, one, None) if one is not None else await _none(turn)


async def urgent(turn: Turn, urgent: int) -> Say:
    """In quiet hours as well, or no longer."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    await _changed(turn, one, urgent=bool(urgent))
    return await _next(turn, one)


_SENDING = frozenset({"gui", "hen", "luc", "vao", "di", "tin", "nhe", "thi", "la", "dat", "lich", ""})


async def said(turn: Turn, text: str) -> Say:
    """Under the card: what is to be done with it, an hour, or whom it is for; the last two together as well."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    if wish := wished(text):
        return await _does(turn, one, wish)
    left = without_time(line(spelled(text)))
    moment = promise_time(text, local(turn.now, turn.setting.calendar.zone))
    aim = " ".join(word for word in (left or "").split() if word not in _SENDING)
    if left is not None and not aim:
        return await _planned(turn, one, moment) if moment else _joined(texts.when_unclear(), await _next(turn, one))
    known = await recipients.known(turn.session)
    if moment is not None and not read(aim, known).unclear:
        await _changed(turn, one, wished_at=moment)
        return await _addressed(turn, one, aim, known)
    if read(text, known).unclear:
        return _joined(texts.unclear(), await _next(turn, one))
    return await _addressed(turn, one, text, known)


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
    return await send(turn, **yes) if yes else await _next(turn, one)


async def _shown(turn: Turn) -> dict[str, Any]:
    """What the yes under the last letter names."""
    last = next(iter(await turn.asked()), None)
    choices = outbox.choices_of(last) if last is not None else ()
    return next((dict(choice.args) for choice in choices if choice.action == "announce.send"), {})


# -- before it goes -----------------------------------------------------------------------------------------------


async def card(turn: Turn) -> Say:
    one = await _mine(turn)
    return await _next(turn, one) if one is not None else await _none(turn)


async def pass_on(turn: Turn) -> Say:
    """Nobody can be written to: the words to be sent by hand, and whom to call."""
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    ready = bool(one.words or one.files) and "said" in one.whom
    if not ready or (await _reached(turn, one)).people:
        return await _next(turn, one)
    return await announced.by_other_ways(turn, one)


async def trial(turn: Turn) -> Say:
    """To oneself by the way one is written to, and in the lane of announcements."""
    one = await _mine(turn)
    if one is None or not (one.words or one.files):
        return await _none(turn)
    reach = await people.another_way(turn.session, turn.person_id, 0)
    chat, channel = (reach.chat_id, reach.channel) if reach else (turn.chat_id, turn.row.channel)
    said = broadcasts.say(one, action=TRIED)
    own = To(chat, channel, turn.person_id)
    turn.said += outbox.letters(said, own, turn.now, turn.machine, lane=Lane.BROADCAST)
    return _joined(texts.tried(channel), await _next(turn, one))


async def tried(turn: Turn, cast: int, answer: int) -> Say:
    """A press in a preview."""
    turn.only_for_known()
    return Say(texts.only_a_preview(), (Choice(labels.ANNOUNCE, "announce.card"),))


async def drop(turn: Turn) -> Say:
    one = await _mine(turn)
    if one is None:
        return await _none(turn)
    await broadcasts.moves(turn.session, one.id or 0, State.DRAFT, state=str(State.DROPPED))
    return Say(texts.dropped(), (Choice(labels.ANNOUNCE, "announce.begin"),))


async def send(turn: Turn, cast: int, shown: int, sure: int) -> Say:
    """The yes: to what was shown and nothing else; for many it is asked for twice."""
    one = await _mine(turn)
    if one is None or one.id != cast:
        return await announced.show(turn, cast) if may(turn) and not turn.group else await _none(turn)
    if one.version != shown or not (one.words or one.files) or "said" not in one.whom:
        return await _next(turn, one, preview=True, before=texts.changed_meanwhile())
    reached = await _reached(turn, one)
    if not reached.people:
        return await _next(turn, one)
    if reached.people >= MANY and not sure:
        yes = Choice(texts.sure_label(reached.people), "announce.send", _yes(one, 1))
        return Say(
            texts.sure(reached.people, str(one.whom["said"])), (yes, Choice(labels.NOT_SENT_YET, "announce.card"))
        )
    goes, _ = _moment(turn, one)
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
    one = await _mine(turn) if leaves else None
    if one is not None:
        await _leaves(turn, one)
    return one is not None


async def _leaves(turn: Turn, one: Broadcast) -> None:
    """Files that come now are none of it."""
    await broadcasts.change(turn.session, one.id or 0, touched_at=one.made_at - timedelta(days=1))
