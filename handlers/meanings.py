"""What words that were understood lead to. The same words mean another thing from another seat: "chưa nộp" from a
secretary admits, from an organiser it asks; a leader's "?" wants the five lines."""

from collections.abc import Awaitable, Callable, Mapping

from core.roles import Role
from core.say import Say
from core.texts import labels
from core.texts.values import Matter
from core.understanding import Intent, Meaning
from core.vietnamese import fold
from handlers import (
    activities,
    aims,
    announced,
    announcing,
    beginnings,
    behalf,
    calls,
    closing,
    dating,
    earlier,
    entries,
    exporting,
    extending,
    firststeps,
    groups,
    handover,
    incharge,
    judging,
    leading,
    mailbox,
    meeting,
    menu,
    mine,
    nudging,
    owing,
    pausing,
    plans,
    points,
    receipts,
    reconciling,
    relaying,
    removing,
    replies,
    report,
    requests,
    ruling,
    seeking,
    start,
    status,
    units,
    viewing,
    watching,
    withdrawing,
    work,
)
from handlers.turn import Turn

Plain = Callable[[Turn], Awaitable[Say]]
WithWords = Callable[[Turn, Meaning, str], Awaitable[Say]]


async def follow(turn: Turn, meaning: Meaning, text: str) -> Say:
    """What this person, in this seat, asked for."""
    if meaning.intent is Intent.HELP:
        return await _help(turn, text)
    if meaning.intent is Intent.REMIND and mine.asks_for_an_hour(text):
        return await mine.typed(turn, text)
    if meaning.intent in _OF_ORGANISERS and turn.organises and not turn.units:
        return await _OF_ORGANISERS[meaning.intent](turn, meaning, text)
    if turn.organises and (meaning.intent is Intent.UNDO or (meaning.intent is Intent.FIX and not meaning.certain)):
        return await judging.undo(turn, text)
    if meaning.intent is Intent.BY_EMAIL and turn.organises and not turn.units:
        return await behalf.told(turn, text) or await replies.unknown(turn, text)
    if meaning.intent is Intent.ASSENT:
        return await announced.received(turn, text) or await replies.assent(turn)
    if meaning.intent in _TYPED:
        return await _TYPED[meaning.intent](turn, text)
    if meaning.intent in _NARROWED:
        return await _NARROWED[meaning.intent](turn, meaning.rest)
    plain = (_OF_A_UNIT if turn.units else _WATCHING if turn.sees_all else {}).get(meaning.intent)
    plain = plain or _OF_ANYONE.get(meaning.intent)
    if plain is not None:
        return await plain(turn)
    worded = _IN_THEIR_WORDS.get(meaning.intent)
    if worded is not None and turn.units:
        return await worded(turn, meaning, text)
    return await replies.unknown(turn, text)


async def _help(turn: Turn, text: str) -> Say:
    """'?' and 'gọi ai' from those who watch over it: the numbers, and whom to call."""
    if turn.sees_all and not text.strip(" ?"):
        return await (meeting.show if turn.speaker.holds(Role.LEADER) else status.show)(turn)
    if turn.sees_all and fold(text).startswith("goi"):
        return await owing.show(turn)
    return await menu.show_help(turn)


async def _remind(turn: Turn) -> Say:
    """'Nhắc 12 đơn vị' from whoever may; a unit's own 'nhắc tôi 14g' cannot be met yet."""
    return await (nudging.show(turn) if watching.calls(turn) else replies.not_yet(turn))


async def _stop_broadcast(turn: Turn) -> Say:
    """From a unit it means that there are too many letters."""
    return await (announced.stop_which(turn) if watching.calls(turn) else replies.quiet(turn))


_OF_ANYONE: Mapping[Intent, Plain] = {
    Intent.GREETING: replies.greeting,
    Intent.CHECK_DRAFT: beginnings.draft,
    Intent.MORNING_ON: leading.on,
    Intent.MORNING_OFF: leading.off,
    Intent.MAILBOX: mailbox.begin,
    Intent.REQUESTS: requests.show,
    Intent.NEW_PLAN: beginnings.compose,
    Intent.CALENDAR: work.calendar,
    Intent.PLAN: plans.show,
    Intent.UNITS: units.show,
    Intent.GROUPS: groups.show,
    Intent.STOP: menu.leave,
    Intent.DISCARD: removing.which,
    Intent.QUIET: replies.quiet,
    Intent.STOP_BROADCAST: _stop_broadcast,
    Intent.CALLS: calls.show,
    Intent.REMIND: _remind,
    Intent.RELAY: relaying.show,
    Intent.LINK: mine.link,
    Intent.EXPORT: exporting.show,
    Intent.ON_BEHALF: behalf.show,
    Intent.CHECK_MAIL: reconciling.show,
}

# Narrowed by the words that were not part of the wish.
_NARROWED: Mapping[Intent, Callable[[Turn, str], Awaitable[Say]]] = {
    Intent.COPY_PLAN: beginnings.copy_which,
    Intent.STATUS: seeking.of_status,
    Intent.MISSING: seeking.of_missing,
    Intent.LATE: seeking.of_late,
    Intent.IN_CHARGE: incharge.who,
}

_TYPED: Mapping[Intent, Callable[[Turn, str], Awaitable[Say]]] = {
    Intent.BROADCAST: announcing.typed,
    Intent.SENT_BROADCAST: announced.typed,
    Intent.PAUSE: pausing.pause,
    Intent.RESUME: pausing.resume,
    Intent.MINE: mine.typed,
    Intent.PREFER: mine.prefer_typed,
    Intent.RULING: ruling.typed,
    Intent.REVIEW: judging.typed,
    Intent.ORGANISATION: firststeps.named,
    Intent.INTERNAL: earlier.said,
    Intent.WEB_BOARD: viewing.typed,
    Intent.TARGETS: aims.said,
    Intent.MEETING: meeting.worded,
    Intent.PARTS: seeking.of_parts,
    Intent.POINTS: points.said,
    Intent.PLANS: plans.typed,
    Intent.CLOSE_PLAN: closing.typed,
    Intent.REOPEN_PLAN: closing.typed_again,
}


async def _longer(turn: Turn, meaning: Meaning, _: str) -> Say:
    return await extending.said(turn, meaning.rest)


async def _spared(turn: Turn, meaning: Meaning, _: str) -> Say:
    return await extending.spare_said(turn, meaning.rest)


async def _another_day(turn: Turn, _: Meaning, text: str) -> Say:
    return await dating.said(turn, text)


# What a unit only asks for, an organiser does.
_OF_ORGANISERS: Mapping[Intent, WithWords] = {
    Intent.EXTENSION: _longer,
    Intent.NEW_DAY: _another_day,
    Intent.SPARE: _spared,
}

_OF_A_UNIT: Mapping[Intent, Plain] = {
    Intent.BACK: report.back,
    Intent.MY_WORK: work.show,
    Intent.CLAIMS_HANDED_IN: replies.claims,
    Intent.WITHDRAW: withdrawing.which,
    Intent.UNDO: withdrawing.which,
}

_WATCHING: Mapping[Intent, Plain] = {
    Intent.EXTENSION: extending.which,
    Intent.HAND_IN: report.begin,
    Intent.MY_WORK: status.show,
    Intent.CLAIMS_HANDED_IN: status.show,
}

_MATTERS: Mapping[Intent, Matter] = {
    Intent.EXTENSION: Matter.EXTENSION,
    Intent.NIL: Matter.NIL,
    Intent.NOT_OURS: Matter.NOT_OURS,
    Intent.SPARE: Matter.NOT_OURS,
    Intent.PERSON: Matter.PERSON,
    Intent.PAPERS: Matter.PAPERS,
}


async def _promise(turn: Turn, meaning: Meaning, text: str) -> Say:
    return await work.promise(turn, text, certain=meaning.certain)


async def _by_email(turn: Turn, meaning: Meaning, text: str) -> Say:
    return await (replies.by_email(turn, text) if meaning.certain else replies.unsure(turn, Matter.EMAIL, text))


async def _fix(turn: Turn, meaning: Meaning, text: str) -> Say:
    return await (receipts.fix(turn, text) if meaning.certain else replies.unsure(turn, Matter.FIX, text))


async def _for_the_officer(turn: Turn, meaning: Meaning, text: str) -> Say:
    """Carried at once when it is clear; else asked first, for an officer is bothered by it."""
    if meaning.intent is Intent.NIL:
        said = await entries.in_words(turn)
        if said is not None:
            return said
    if fold(text) == fold(labels.NOT_ME):
        return await start.not_me(turn)
    if "ban giao" in fold(text):
        return await handover.begin(turn)
    act = replies.pass_on if meaning.certain else replies.unsure
    return await act(turn, _MATTERS[meaning.intent], text)


async def _nil(turn: Turn, meaning: Meaning, text: str) -> Say:
    """A report where its form says so, else something for the officer."""
    return await report.nil(turn, text) or await _for_the_officer(turn, meaning, text)


async def _hand_in(turn: Turn, _: Meaning, text: str) -> Say:
    return await report.begin(turn, text)


async def _papers(turn: Turn, meaning: Meaning, text: str) -> Say:
    return await (replies.papers(turn, text) if meaning.certain else replies.unsure(turn, Matter.PAPERS, text))


_IN_THEIR_WORDS: Mapping[Intent, WithWords] = {
    Intent.PROMISE: _promise,
    Intent.BY_EMAIL: _by_email,
    Intent.FIX: _fix,
    **dict.fromkeys(_MATTERS, _for_the_officer),
    Intent.NIL: _nil,
    Intent.HAND_IN: _hand_in,
    Intent.PAPERS: _papers,
    Intent.ON_SCHEDULE: activities.worded,
    Intent.NEW_DAY: activities.worded,
    Intent.PUT_OFF: activities.worded,
    Intent.TOOK_PART: activities.worded,
}
