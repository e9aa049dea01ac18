"""What the words or the file sent next are for, where the last letter asked for them."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from core.broadcasts import wished
from core.defining import is_wish
from core.freeline import items
from core.numbers import read_number
from core.say import Choice, Say
from core.spelling import line, spelled
from core.understanding import Intent, Meaning
from core.vietnamese import fold
from data import inbox
from data.outbox import answers_row, awaits_of
from handlers import (
    activities,
    adding,
    aims,
    announced,
    announcing,
    beginnings,
    behalf,
    calls,
    casting,
    changing,
    charging,
    claims,
    dating,
    earlier,
    extending,
    firststeps,
    forming,
    handover,
    importing,
    incharge,
    internal,
    judging,
    lines,
    mailbox,
    mending,
    mine,
    pausing,
    planning,
    points,
    private,
    proposals,
    reconciling,
    replies,
    report,
    requests,
    restricting,
    returning,
    revising,
    ruling,
    schedule,
    settling,
    units,
)
from handlers.turn import Turn

LISTENS = timedelta(days=3)  # how long words that fit nothing else are taken as the answer to "xin nhắn thêm"

# Clear wishes that are no answer to a question for words or a number.
_ASIDE = frozenset(
    {
        *(Intent.HELP, Intent.STOP, Intent.MY_WORK, Intent.CALENDAR, Intent.HAND_IN, Intent.PAPERS),
        *(Intent.EXTENSION, Intent.PROMISE, Intent.BY_EMAIL, Intent.QUIET, Intent.BACK, Intent.WITHDRAW),
        Intent.DISCARD,
        Intent.GREETING,
    }
)


_FEW = 7
_OF_HANDING_IN = frozenset({"nop", "gui", "hen"})


def aside(meaning: Meaning | None, text: str) -> bool:
    """Nothing but the wish, in a few words: "hoàn thành trước 20/10" may well be what the report says."""
    if meaning is None or not meaning.certain or meaning.rest or meaning.intent not in _ASIDE:
        return False
    words = line(spelled(text)).split()
    return len(words) <= _FEW and (meaning.intent is not Intent.PROMISE or not _OF_HANDING_IN.isdisjoint(words))


_CODE_LIKE = re.compile(r"\s*[A-Za-z0-9]{3}[- ]?[A-Za-z0-9]{3}[- ]?[A-Za-z0-9]{3}\s*")
Fits = Callable[[Meaning | None, str], bool]
Heard = Callable[..., Awaitable[Say | None]]
"""What was waited for; None: it is not that after all."""


def _names(meaning: Meaning | None, text: str) -> bool:
    """Nothing but words without a meaning of their own."""
    return meaning is None


# Called for in a word or two, which is never a name, a day or a reason.
_CALLED_FOR = frozenset(
    {
        *(Intent.HELP, Intent.STOP, Intent.STATUS, Intent.MEETING, Intent.MISSING, Intent.REVIEW, Intent.CALLS),
        *(Intent.PLAN, Intent.PLANS, Intent.CLOSE_PLAN, Intent.REOPEN_PLAN, Intent.WEB_BOARD),
        *(Intent.REQUESTS, Intent.CHECK_MAIL, Intent.RELAY, Intent.RULING, Intent.EXPORT, Intent.TARGETS),
        *(Intent.POINTS, Intent.GROUPS, Intent.IN_CHARGE, Intent.SENT_BROADCAST, Intent.GREETING),
    }
)


# With what is meant after the wish.
_COMMANDED = frozenset({Intent.RULING, Intent.PAUSE, Intent.RESUME, Intent.TARGETS, Intent.POINTS, Intent.IN_CHARGE})


def _anything(meaning: Meaning | None, text: str) -> bool:
    """Dates, names and reports in whatever words, unless help is wanted, the step is left, or it is a list that was
    called for."""
    if meaning is None:
        return True
    if meaning.rest:
        return meaning.intent not in _COMMANDED
    return meaning.intent not in _CALLED_FOR


_ORGANISATIONS = frozenset({"doan", "hoi", "uy", "ban", "so", "phong", "truong", "cong", "trung", "ubnd", "mttq"})
_IN_PASSING = frozenset({"em", "toi", "minh", "la", "dang", "nhe", "duoc", "khong", "co", "gi", "sao", "roi"})


def _organisation(meaning: Meaning | None, text: str) -> bool:
    """A name as organisations write theirs ('Huyện Đoàn Vân Sơn'), not words said in passing ('Em là Mai')."""
    words = set(fold(text).split())
    return meaning is None and not words.isdisjoint(_ORGANISATIONS) and words.isdisjoint(_IN_PASSING)


def _page(meaning: Meaning | None, text: str) -> bool:
    """A whole document."""
    return beginnings.is_page(text)


def _address(meaning: Meaning | None, text: str) -> bool:
    """Meant as one, even where it is none; other words are another wish."""
    return "@" in text


def _code(meaning: Meaning | None, text: str) -> bool:
    """Shaped like one, or an address instead."""
    return bool(_CODE_LIKE.fullmatch(text)) or _address(meaning, text)


def _list(meaning: Meaning | None, text: str) -> bool:
    """Units, a line each."""
    return importing.is_list(text)


def _lines(meaning: Meaning | None, text: str) -> bool:
    """Names with numbers, a line each; not another wish."""
    return any(letter.isdigit() for letter in text) and (meaning is None or "\n" in text)


def _a_day(meaning: Meaning | None, text: str) -> bool:
    """A day of an activity, in whatever words; not another wish."""
    return meaning is None or meaning.intent in (Intent.NEW_DAY, Intent.PROMISE, Intent.EXTENSION)


def _terms(meaning: Meaning | None, text: str) -> bool:
    """How often and how long."""
    return units.names_terms(text)


def _goes_on(meaning: Meaning | None, text: str) -> bool:
    """Words for whoever asked for them, unless they are nothing but another wish."""
    if meaning is None or meaning.intent in (Intent.EXTENSION, Intent.BY_EMAIL):
        return True
    return not (aside(meaning, text) or line(spelled(text)).startswith("sua ")) and meaning.intent not in (
        Intent.ASSENT,
        Intent.STATUS,
        Intent.UNITS,
        Intent.POINTS,
    )


def _number(meaning: Meaning | None, text: str) -> bool:
    """A number, that there is none, or that the part is left out."""
    nothing = meaning is not None and meaning.intent is Intent.NIL
    one = read_number(text) is not None and len(items(text)) < 2
    return nothing or fold(text) in adding.skipping() or one


def _answer(meaning: Meaning | None, text: str) -> bool:
    """Words for a part of the report, unless they are nothing but another wish or thanks."""
    return not aside(meaning, text) and (meaning is None or meaning.intent is not Intent.ASSENT)


def _for_a_page(meaning: Meaning | None, text: str) -> bool:
    """Whatever is no plain wish."""
    return meaning is None or not meaning.certain or bool(meaning.rest)


def _defines(meaning: Meaning | None, text: str) -> bool:
    """A change of what a report asks; anything else unclear is answered with how to say one."""
    if meaning is not None and (meaning.certain or meaning.intent in _COMMANDED):
        return is_wish(text)
    return True


_STEPS = frozenset({Intent.STOP, Intent.HELP, Intent.BROADCAST, Intent.STOP_BROADCAST, Intent.SENT_BROADCAST})


# Wishes that name units or an hour as well, and are no words for whom or when an announcement is for.
_NEVER_WHOM = frozenset(
    {Intent.REVIEW, Intent.EXTENSION, Intent.SPARE, Intent.EXPORT, Intent.RULING, Intent.PAUSE, Intent.RESUME}
)


def _said(meaning: Meaning | None, text: str) -> bool:
    """An hour or whom, in whatever words, unless the step is left or something else is called for in a word or two."""
    if meaning is not None and meaning.certain and meaning.intent in _NEVER_WHOM:
        return False
    if meaning is None or meaning.rest or meaning.intent is Intent.MISSING:
        return meaning is None or meaning.intent not in _STEPS
    return meaning.intent not in _CALLED_FOR | _STEPS


def _under_the_card(meaning: Meaning | None, text: str) -> bool:
    return bool(wished(text)) or _said(meaning, text)


_LISTS = frozenset({Intent.MISSING, Intent.STATUS, Intent.MY_WORK, Intent.LATE, Intent.REQUESTS})


def _wanted_again(meaning: Meaning | None, text: str) -> bool:
    """'Trả lại vì …', 'thiếu chữ ký'; not 'thiếu đơn vị nào'."""
    return judging.wants_again(text, other_wish=meaning is not None and meaning.intent in _LISTS)


def _content(meaning: Meaning | None, text: str) -> bool:
    """Whatever an announcement may say: all but a bare wish to leave or for help."""
    return meaning is None or meaning.intent not in _STEPS or len(text.split()) > _FEW


# What typed words may be for: who takes them after the turn, and which words fit.
AWAITED: Mapping[str, tuple[Heard, Fits]] = {
    "activities.day": (activities.day, _a_day),
    "activities.day_set": (activities.day_set, _anything),
    "adding.number": (lines.after, _number),
    "adding.words": (lines.after, _answer),
    "aims.shared": (aims.shared, _lines),
    "aims.typed": (aims.typed, _anything),
    "announce.at": (announcing.at, _said),
    "announce.correction": (announced.correction, _content),
    "announce.options": (announcing.options_typed, _content),
    "announce.said": (casting.said, _under_the_card),
    "announce.whom": (announcing.whom, _said),
    "announce.words": (announcing.words, _content),
    "beginnings.copied_to": (beginnings.copied_to, _anything),
    "beginnings.drafted": (beginnings.drafted_text, _page),
    "beginnings.revised": (beginnings.revised_text, _page),
    "beginnings.title": (beginnings.title, _anything),
    "behalf.heard": (behalf.heard, _anything),
    "calls.promised": (calls.promised, _anything),
    "changing.date": (changing.date, _anything),
    "extending.extend": (extending.extend, _anything),
    "extending.units": (extending.units_typed, _anything),
    "revising.line": (revising.line, _anything),
    "claims.question": (claims.question, _anything),
    "forming.typed": (forming.typed, _defines),
    "handover.named": (handover.named, _anything),
    "handover.unit": (handover.unit, _anything),
    "importing.typed": (importing.typed, _list),
    "incharge.who": (incharge.who, _anything),
    "dating.day": (dating.day, _anything),
    "internal.typed": (internal.typed, _anything),
    "firststeps.named": (firststeps.named, _organisation),
    "mailbox.code": (mailbox.code, _code),
    "mailbox.typed": (mailbox.typed, _address),
    "mending.said": (mending.words, _goes_on),
    "mending.words": (mending.words, _goes_on),
    "returning.because": (returning.because, _anything),
    "returning.named": (judging.said, _anything),
    "returning.said": (judging.said, _wanted_again),
    "ruling.at": (ruling.at, _anything),
    "ruling.because": (ruling.because, _anything),
    "returning.replied": (returning.replied, _anything),
    "returning.until": (returning.until, _anything),
    "points.because": (points.because, _anything),
    "points.typed": (points.typed, _anything),
    "planning.answer": (proposals.answer, _anything),
    "planning.assign": (charging.assign, _anything),
    "planning.correct": (planning.correct, _anything),
    "planning.contact_typed": (proposals.contact_typed, _anything),
    "planning.date": (proposals.date, _anything),
    "planning.handed_typed": (proposals.handed_typed, _anything),
    "planning.label": (proposals.label, _anything),
    "planning.line": (proposals.line, _anything),
    "planning.name": (planning.name, _names),
    "planning.sooner_typed": (earlier.typed, _anything),
    "planning.owe_typed": (proposals.owe_typed, _anything),
    "reconciling.heard": (reconciling.heard, _anything),
    "mine.hour_typed": (mine.hour_typed, _anything),
    "units.invite_as": (units.invite_as, _terms),
    "private.typed": (private.typed, _for_a_page),
    "restricting.named": (restricting.named, _anything),
    "replies.carry": (replies.carry, _goes_on),
    "report.nil_because": (report.nil_because, _answer),
    "schedule.typed": (schedule.typed, _anything),
    "settling.came_at": (settling.came_at, _anything),
    "requests.carry": (requests.carry, _anything),
    "pausing.paused": (pausing.paused, _anything),
    "requests.until": (requests.until, _anything),
}

# Under `NUMBERS` a typed number is the answer; lines pasted under `LINES` are no list of units.
_TOLD = ("announce.correction", "announce.options", "announce.whom", "announce.words")
LINES = ("reconciling.heard", "aims.shared", *_TOLD)
NUMBERS = ("adding.number", "reconciling.heard", "aims.shared", "planning.assign", "planning.correct")
PATIENT = ("replies.carry", "mending.said")
# Words that may be the very thing that was asked for are looked at before choices and wishes.
EXPECTED: Mapping[str, Heard] = {"mending.said": mending.answer}
# What a file sent next may be for.
AWAITED_FILES: Mapping[str, Heard] = {
    "adding.words": adding.file,
    "aims.shared": aims.shared_file,
    "announce.said": announcing.file,
    "announce.whom": announcing.file,
    "announce.words": announcing.file,
    "reconciling.heard": reconciling.picture,
    "beginnings.drafted": beginnings.drafted,
    "beginnings.revised": beginnings.revised,
    "changing.paper": changing.paper,
    "importing.typed": importing.sent,
}


async def waiting_for(turn: Turn) -> Choice | None:
    """What the next words are for: of the letter that answered this person last, whatever came in between from others.
    Words for the officer are waited for somewhat longer, as long as nothing else was asked."""
    asked = await turn.asked()
    last = next((letter for letter in asked if awaits_of(letter) is not None), None)
    if last is None or turn.now - last.made_at > LISTENS:
        return None
    awaits = awaits_of(last)
    if awaits is not None and awaits.action in PATIENT:
        return awaits if last is asked[0] else None
    return None if await inbox.spoke_between(turn.session, turn.row, answers_row(last)) else awaits
