"""Composing an announcement: its words, whom it is for, what is asked, when it goes; each change is shown at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.broadcasts import Asks, Question, options, too_long
from core.broadcasts import announced as announced_with
from core.clock import local
from core.say import Audience, Choice, Say, units16
from core.texts import answers, labels
from core.texts import broadcasts as texts
from core.understanding import promise_time
from core.vietnamese import fold, tidy
from core.whom import Known, Whom, read
from data import recipients
from data.models import Broadcast, File
from handlers.composing import (
    USUAL,
    asks_whom,
    asks_words,
    changed,
    goes_on,
    instead,
    joined,
    may,
    mine,
    new,
    none,
    within,
)
from handlers.turn import Turn

MOST_FILES = 10
FRESH, TOGETHER = 120.0, 20.0  # seconds for which files belong to what was just composed; of who hands in, an album's


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
        return await instead(turn)
    one = await mine(turn) or await new(turn)
    if too_long(words):
        return _too_long(words)
    before = texts.instead_of(one.words) if words and one.words and words != one.words else ""
    if words and words != one.words:
        await changed(turn, one, words=words)
    unclear = await _meant(turn, one, aim) if aim else None
    if unclear is not None and words:  # asked anew: it is not whoever was meant before
        await changed(turn, one, whom=within(turn, {"v": 1}))
        return joined(before, unclear)
    return await goes_on(turn, one, preview=True, before=before)


# -- its words and files ------------------------------------------------------------------------------------------


async def words(turn: Turn, text: str) -> Say:
    """What is typed or passed on when the words were asked for."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    said = tidy(text)
    if too_long(said):
        return _too_long(said)
    await changed(turn, one, words=said)
    return await goes_on(turn, one, preview=True)


def _too_long(words: str) -> Say:
    return Say(texts.words_too_long(units16(words)), awaits=Choice("", "announce.words"))


async def collects(turn: Turn) -> bool:
    """A file sent now belongs to what this person is just composing."""
    one = await mine(turn)
    fresh = TOGETHER if turn.units else FRESH
    return one is not None and (turn.now - one.touched_at).total_seconds() < fresh


async def file(turn: Turn, sent: File) -> Say:
    return await filed(turn, [sent])


async def filed(turn: Turn, sent: Sequence[File]) -> Say:
    """One after another, or several together; what was written under them are its words where it has none."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    ids = list(dict.fromkeys((*one.files.get("ids", ()), *(each.id or 0 for each in sent))))
    if len(ids) > MOST_FILES:
        return Say(texts.too_many_files(MOST_FILES), awaits=Choice("", "announce.words"))
    caption = next((said for each in sent if (said := str(each.source.get("caption", "")))), "")
    await changed(turn, one, files={"v": 1, "ids": ids}, words=one.words or tidy(caption))
    added = texts.file_added(sent[-1].name, len(ids))
    if not one.words:
        return joined(added, asks_words(files=True))
    return await goes_on(turn, one, before=added)


async def ask_words(turn: Turn) -> Say:
    one = await mine(turn)
    return asks_words(more=bool(one.words)) if one is not None else await none(turn)


# -- whom it is for -----------------------------------------------------------------------------------------------


async def ask_whom(turn: Turn) -> Say:
    return asks_whom(turn) if await mine(turn) is not None else await none(turn)


async def to(turn: Turn, words: str) -> Say:
    """Whom the words mean; what is unclear is asked again and nothing is changed."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    return await addressed(turn, one, words)


async def addressed(turn: Turn, one: Broadcast, text: str, known: Known | None = None) -> Say:
    first = "said" not in one.whom
    return await _meant(turn, one, text, known) or await goes_on(turn, one, preview=first)


async def _meant(turn: Turn, one: Broadcast, text: str, known: Known | None = None) -> Say | None:
    """Whom the words mean; else what has to be asked first."""
    known = known or await recipients.known(turn.session)
    found = read(text, known)
    if found.which:
        return asks_whom(turn, reports=list(known.reports.values()))
    if found.unclear:
        return asks_whom(turn, found.unclear)
    meant = replace(found.whom, scope=Whom.from_json(one.whom).scope)
    written = next((label for label in USUAL if fold(label).startswith(fold(text))), " ".join(text.split()))
    await changed(turn, one, whom=meant.to_json() | {"said": written[:300]})
    return None


async def whom(turn: Turn, text: str) -> Say:
    return await to(turn, text)


# -- what is asked ------------------------------------------------------------------------------------------------


async def ask_reply(turn: Turn) -> Say:
    one = await mine(turn)
    if one is None:
        return await none(turn)
    kinds = ((labels.GOT_IT, Asks.RECEIVED), (labels.YES_OR_NO, Asks.YES_NO), (labels.NO_REPLY, Asks.NOTHING))
    offers = [Choice(label, "announce.reply", {"asks": str(kind)}) for label, kind in kinds]
    label = labels.NO_MORE_ASKING if one.again else labels.ASK_ONCE_MORE
    again = Choice(label, "announce.asking", {"again": int(not one.again)})
    return Say(texts.ask_reply(), (*offers, again), awaits=Choice("", "announce.options"))


async def reply(turn: Turn, asks: str) -> Say:
    one = await mine(turn)
    if one is None:
        return await none(turn)
    await changed(turn, one, asks=Question(Asks(asks)).to_json())
    return await goes_on(turn, one, preview=True)


async def asking(turn: Turn, again: int) -> Say:
    """Whether who has not answered is asked once more."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    await changed(turn, one, again=bool(again))
    return await goes_on(turn, one)


async def options_typed(turn: Turn, text: str) -> Say:
    one = await mine(turn)
    if one is None:
        return await none(turn)
    found = options(tidy(text))
    if not found:
        return Say(texts.options_unclear(), awaits=Choice("", "announce.options"))
    await changed(turn, one, asks=Question(Asks.CHOICE, found).to_json())
    return await goes_on(turn, one, preview=True)


# -- when it goes -------------------------------------------------------------------------------------------------


async def ask_when(turn: Turn) -> Say:
    if await mine(turn) is None:
        return await none(turn)
    return Say(texts.ask_when(), awaits=Choice("", "announce.at"))


async def at(turn: Turn, text: str) -> Say:
    one = await mine(turn)
    if one is None:
        return await none(turn)
    moment = promise_time(text, local(turn.now, turn.setting.calendar.zone))
    if moment is None:
        return Say(texts.when_unclear(), awaits=Choice("", "announce.at"))
    return await planned(turn, one, moment)


async def planned(turn: Turn, one: Broadcast, moment: datetime | None) -> Say:
    await changed(turn, one, wished_at=moment)
    return await goes_on(turn, one)


async def unplan(turn: Turn) -> Say:
    one = await mine(turn)
    return await planned(turn, one, None) if one is not None else await none(turn)


async def urgent(turn: Turn, urgent: int) -> Say:
    """In quiet hours as well, or no longer."""
    one = await mine(turn)
    if one is None:
        return await none(turn)
    await changed(turn, one, urgent=bool(urgent))
    return await goes_on(turn, one)
