"""Typed words, numbers and taps become turns: the way every flow works without a single button.

Tried in this order: a command; an answer that fits what the draft asks; the number or the label of a choice in the
draft's own last question, else in the last letter that has some; words that the last letter waits for; free text.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.defining import is_wish
from core.delivery import CHANNELS, Lane
from core.forms import OF_FILES, WRITTEN, FieldKind
from core.freeline import items
from core.naming import named
from core.numbers import read_number
from core.say import Audience, Choice, Say
from core.spelling import line, spelled
from core.texts import answers, labels
from core.texts import report as texts
from core.understanding import Intent, Meaning, understand, yes_no
from core.vietnamese import fold, tidy
from data import albums, errands, files, inbox, outbox
from data.models import File
from data.outbox import Asked, answers_row, awaits_of
from handlers import (
    activities,
    adding,
    beginnings,
    behalf,
    calls,
    changing,
    charging,
    claims,
    dating,
    earlier,
    entries,
    exporting,
    extending,
    feeds,
    firststeps,
    forming,
    handover,
    importing,
    internal,
    inviting,
    joining,
    leading,
    lines,
    mailbox,
    meanings,
    mending,
    menu,
    mine,
    nudging,
    pausing,
    planning,
    private,
    proposals,
    receipts,
    reconciling,
    recording,
    relaying,
    replies,
    report,
    requests,
    restricting,
    returning,
    reviewing,
    revising,
    ruling,
    schedule,
    settling,
    start,
    status,
    units,
    withdrawing,
    work,
)
from handlers.drafting import Hand, in_hand
from handlers.start import Profile
from handlers.turn import Turn

Act = Callable[..., Awaitable[Say]]

LONGEST = 8000
LONGEST_CAPTION = 1024
CHOICES_LIVE = timedelta(days=90)
LISTENS = timedelta(days=3)  # how long words that fit nothing else are taken as the answer to "xin nhắn thêm"
MIDST = timedelta(hours=1)  # a draft touched since then is what the person is busy with

COMMANDS: Mapping[str, Act] = {
    "nop": report.begin,
    "viec": work.show,
    "lich": work.calendar,
    "donvi": units.show,
    "bangiao": handover.begin,
    "giahan": extending.which,
    "tinhhinh": status.show,
    "hop": status.show,
    "chuanop": status.missing,
    "kehoach": status.campaign,
    "duyet": reviewing.show,
    "xuat": exporting.show,
    "sua": receipts.correct,
    "goi": calls.show,
    "nhac": nudging.show,
    "trogiup": menu.show_help,
    "help": menu.show_help,
    "huy": menu.leave,
}
IN_GROUPS = ("tinhhinh", "hop", "chuanop")

# What a choice may do. Arguments come from the letter's own row, never from the person.
ACTIONS: Mapping[str, Act] = {
    "activities.change": activities.change,
    "activities.on_schedule": activities.on_schedule,
    "activities.put_off": activities.put_off,
    "activities.set_day": activities.set_day,
    "activities.took_part": activities.took_part,
    "adding.begin": adding.begin,
    "adding.enough": adding.enough,
    "adding.option": adding.option,
    "adding.skip": adding.skip,
    "beginnings.copied": beginnings.copied,
    "beginnings.copy": beginnings.copy,
    "beginnings.compose": beginnings.compose,
    "beginnings.sample": beginnings.sample,
    "beginnings.version": beginnings.version,
    "behalf.about": behalf.about,
    "behalf.agreed": behalf.agreed,
    "behalf.leave": behalf.leave,
    "behalf.moment": behalf.moment,
    "behalf.no_file": behalf.no_file,
    "behalf.record": recording.record,
    "behalf.show": behalf.show,
    "behalf.way": behalf.way,
    "behalf.which": behalf.which,
    "calls.agreed": calls.agreed,
    "calls.outcome": calls.outcome,
    "calls.promise": calls.promise,
    "calls.show": calls.show,
    "changing.drop": changing.drop,
    "changing.dropped": changing.dropped,
    "changing.redate": changing.redate,
    "changing.redated": changing.redated,
    "changing.report": changing.report,
    "changing.sheet": changing.sheet,
    "changing.show": changing.show,
    "changing.template": changing.template,
    "changing.withdraw": changing.withdraw,
    "changing.withdrawn": changing.withdrawn,
    "claims.approve": claims.approve,
    "claims.approve_matching": claims.approve_matching,
    "claims.ask": claims.ask,
    "claims.one": claims.one,
    "claims.refuse": claims.refuse,
    "claims.replace": claims.replace_holder,
    "claims.show": claims.show,
    "handover.done": handover.done,
    "handover.seat": handover.seat,
    "firststeps.show": firststeps.show,
    "firststeps.skip": firststeps.skip,
    "importing.ask": importing.ask,
    "importing.drop": importing.drop,
    "importing.points": importing.points,
    "importing.write": importing.write,
    "inviting.revoke": inviting.revoke,
    "inviting.sheet": inviting.sheet,
    "inviting.show": inviting.show,
    "joining.again": joining.again,
    "joining.into": joining.into,
    "joining.unit": joining.unit,
    "entries.nothing_came": entries.nothing_came,
    "exporting.files": exporting.files,
    "exporting.sheet": exporting.sheet,
    "exporting.show": exporting.show,
    "extending.ask": extending.ask,
    "extending.extended": extending.extended,
    "extending.spare": extending.spare,
    "extending.spared": extending.spared,
    "feeds.renew": feeds.renew,
    "forming.done": forming.done,
    "forming.how": forming.how,
    "forming.part": forming.part,
    "forming.show": forming.show,
    "forming.wish": forming.wish,
    "mailbox.again": mailbox.again,
    "mailbox.ask_code": mailbox.ask_code,
    "mailbox.rule": mailbox.rule,
    "mailbox.show": mailbox.show,
    "mailbox.use": mailbox.use,
    "lines.fix": lines.fix,
    "lines.into": lines.into,
    "lines.no": lines.no,
    "lines.put": lines.put,
    "lines.yes": lines.yes,
    "mending.begin": mending.begin,
    "mending.right": mending.right,
    "mending.talk": mending.talk,
    "dating.about": dating.about,
    "dating.ask": dating.ask,
    "dating.dated": dating.dated,
    "internal.about": earlier.about,
    "internal.ask": internal.ask,
    "internal.away": internal.away,
    "internal.gone": internal.gone,
    "internal.set": internal.set_,
    "internal.take": internal.typed,
    "leading.off": leading.off,
    "leading.on": leading.on,
    "menu.help": menu.show_help,
    "mine.hours": mine.hours,
    "mine.link": mine.link,
    "mine.prefer": mine.prefer,
    "mine.show": mine.show,
    "mine.unlink": mine.unlink,
    "nudging.hold": nudging.hold,
    "nudging.leave": nudging.leave,
    "nudging.release": nudging.release,
    "nudging.send": nudging.send,
    "nudging.show": nudging.show,
    "planning.apply": revising.apply,
    "planning.clusters": charging.clusters,
    "planning.contact": proposals.contact,
    "planning.corrected": planning.corrected,
    "planning.correction": planning.correction,
    "planning.drop": planning.drop,
    "planning.dues": planning.dues,
    "planning.events": charging.show,
    "planning.findings": planning.findings,
    "planning.handed": proposals.handed,
    "planning.judge": planning.judge,
    "planning.more": proposals.more,
    "planning.names": proposals.names,
    "planning.numbers": proposals.numbers,
    "planning.onward": planning.onward,
    "planning.open": charging.entries,
    "planning.opened": charging.entry,
    "planning.owe": proposals.owe,
    "planning.owners": proposals.owners,
    "planning.preview": planning.preview,
    "planning.internal": earlier.ask,
    "planning.not_sooner": earlier.away,
    "planning.sooner": earlier.typed,
    "planning.sooner_of": earlier.of_plan,
    "planning.redate": proposals.redate,
    "planning.rename": proposals.rename,
    "planning.report": proposals.report,
    "planning.settle": planning.settle,
    "planning.sheet": planning.sheet,
    "planning.start": planning.start,
    "planning.strike": proposals.strike,
    "relaying.done": relaying.done,
    "relaying.group": relaying.group,
    "relaying.show": relaying.show,
    "relaying.skip": relaying.skip,
    "replies.by_email": replies.by_email,
    "replies.call_me": replies.call_me,
    "replies.got_it": replies.got_it,
    "replies.help": replies.help_wanted,
    "replies.papers": replies.papers,
    "replies.pass_on": replies.pass_on,
    "replies.question": replies.question,
    "replies.reason": replies.reason,
    "report.begin": report.begin,
    "report.change": report.change,
    "report.confirm": receipts.confirm,
    "report.into": report.into,
    "report.keep_all": report.keep_all,
    "report.keep_it": report.keep_it,
    "report.leave": menu.leave,
    "report.nil": report.nil_of,
    "report.option": report.option,
    "report.resume": report.resume,
    "report.show": receipts.show,
    "report.show_latest": receipts.show_latest,
    "report.skip": report.skip,
    "report.start": report.start,
    "report.surely": report.surely,
    "settling.came": settling.came,
    "reconciling.absent": reconciling.absent,
    "reconciling.all": reconciling.every,
    "reconciling.record": reconciling.record,
    "reconciling.show": reconciling.show,
    "requests.close": requests.close,
    "requests.decline": requests.decline,
    "settling.exempt": settling.exempt,
    "settling.found": settling.found,
    "requests.grant": requests.grant,
    "settling.insist": settling.insist,
    "settling.not_found": settling.not_found,
    "requests.other": requests.other,
    "requests.reply": requests.reply,
    "requests.share": requests.share,
    "requests.shared": requests.shared,
    "requests.show": requests.show,
    "returning.moment": returning.moment,
    "returning.parts": returning.parts,
    "returning.reason": returning.reason,
    "returning.reply": returning.reply,
    "returning.send": returning.send,
    "returning.whole": returning.whole,
    "reviewing.accept": reviewing.accept,
    "reviewing.accept_all": reviewing.accept_all,
    "reviewing.back": reviewing.back,
    "reviewing.bulk": reviewing.bulk,
    "reviewing.full": reviewing.full,
    "reviewing.next": reviewing.onto,
    "reviewing.one": reviewing.one,
    "reviewing.show": reviewing.show,
    "restricting.ask": restricting.ask,
    "restricting.days": restricting.days,
    "restricting.lift": restricting.lift,
    "restricting.marked": restricting.marked,
    "ruling.grace": ruling.grace,
    "ruling.moment": ruling.moment,
    "ruling.of_request": ruling.of_request,
    "ruling.on_time": ruling.on_time,
    "schedule.before": schedule.planning_schedule,
    "schedule.changed": schedule.changed,
    "schedule.ladder": schedule.ladder,
    "schedule.running": schedule.running_schedule,
    "schedule.usual": schedule.usual,
    "revising.added": revising.added,
    "revising.opened": revising.entry,
    "revising.more": revising.more,
    "start.not_me": start.not_me,
    "status.campaign": status.campaign,
    "status.missing": status.missing,
    "status.show": status.show,
    "units.invite": units.invite,
    "units.link": units.link,
    "units.qr": units.qr,
    "units.renew_link": units.renew_link,
    "units.show": units.show,
    "units.stop_link": units.stop_link,
    "withdrawing.ask": withdrawing.ask,
    "withdrawing.done": withdrawing.done,
    "work.agreed": work.agreed,
    "work.promise": work.promise,
    "work.show": work.show,
    "work.when": work.when,
}
# Read back with a question mark: yes is its first choice, no is the other way.
READ_BACK: Mapping[str, Act] = {
    "activities.on_schedule": activities.otherwise,
    "calls.agreed": calls.show,
    "forming.done": forming.leave,
    "lines.yes": lines.no,
    "report.confirm": report.change,
    "work.agreed": work.when,
    "behalf.record": behalf.leave,
    "reconciling.record": reconciling.show,
}
# What cannot be taken back: a yes right after it was read back does it, a no takes the way out that stands beside.
CARRIED_OUT = frozenset(
    {
        *("changing.dropped", "changing.redated", "changing.withdrawn", "extending.extended", "extending.spared"),
        "dating.dated",
        *("handover.done", "importing.write", "internal.gone", "internal.set", "nudging.send", "requests.shared"),
        *("returning.send", "reviewing.accept_all", "revising.added", "schedule.changed", "withdrawing.done"),
    }
)
_WAYS_OUT = (
    *(labels.LEAVE_IT, labels.WAIT, labels.BACK_TO_CARD, labels.DROP_LIST, labels.KEEP_REPORT, labels.LOOK_ONE_BY_ONE),
)

_CODE_LIKE = re.compile(r"\s*[A-Za-z0-9]{3}[- ]?[A-Za-z0-9]{3}[- ]?[A-Za-z0-9]{3}\s*")
Fits = Callable[[Meaning | None, str], bool]


def _names(meaning: Meaning | None, text: str) -> bool:
    """Nothing but words without a meaning of their own."""
    return meaning is None


# Called for in a word or two, which is never a name, a day or a reason.
_CALLED_FOR = frozenset(
    {
        *(Intent.HELP, Intent.STOP, Intent.STATUS, Intent.MEETING, Intent.MISSING, Intent.REVIEW, Intent.CALLS),
        *(Intent.REQUESTS, Intent.CHECK_MAIL, Intent.RELAY, Intent.RULING, Intent.EXPORT),
    }
)


_COMMANDED = frozenset({Intent.RULING, Intent.PAUSE, Intent.RESUME})  # with what is meant after the wish


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
    return not _aside(meaning, text) and meaning.intent not in (Intent.ASSENT, Intent.STATUS, Intent.UNITS)


def _number(meaning: Meaning | None, text: str) -> bool:
    """A number, that there is none, or that the part is left out."""
    nothing = meaning is not None and meaning.intent is Intent.NIL
    one = read_number(text) is not None and len(items(text)) < 2
    return nothing or fold(text) in adding.skipping() or one


def _answer(meaning: Meaning | None, text: str) -> bool:
    """Words for a part of the report, unless they are nothing but another wish or thanks."""
    return not _aside(meaning, text) and (meaning is None or meaning.intent is not Intent.ASSENT)


def _for_a_page(meaning: Meaning | None, text: str) -> bool:
    """Whatever is no plain wish."""
    return meaning is None or not meaning.certain or bool(meaning.rest)


def _defines(meaning: Meaning | None, text: str) -> bool:
    """A change of what a report asks; anything else unclear is answered with how to say one."""
    if meaning is not None and (meaning.certain or meaning.intent in _COMMANDED):
        return is_wish(text)
    return True


# What typed words may be for: who takes them after the turn, and which words fit.
AWAITED: Mapping[str, tuple[Act, Fits]] = {
    "activities.day": (activities.day, _a_day),
    "activities.day_set": (activities.day_set, _anything),
    "adding.number": (adding.answer, _number),
    "adding.words": (adding.answer, _answer),
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
    "dating.day": (dating.day, _anything),
    "internal.typed": (internal.typed, _anything),
    "firststeps.named": (firststeps.named, _organisation),
    "mailbox.code": (mailbox.code, _code),
    "mailbox.typed": (mailbox.typed, _address),
    "mending.said": (mending.words, _goes_on),
    "mending.words": (mending.words, _goes_on),
    "returning.because": (returning.because, _anything),
    "ruling.at": (ruling.at, _anything),
    "ruling.because": (ruling.because, _anything),
    "returning.replied": (returning.replied, _anything),
    "returning.until": (returning.until, _anything),
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
LINES = ("reconciling.heard",)
NUMBERS = ("adding.number", *LINES)
PATIENT = ("replies.carry", "mending.said")
# Words that may be the very thing that was asked for are looked at before choices and wishes.
EXPECTED: Mapping[str, Callable[..., Awaitable[Say | None]]] = {"mending.said": mending.answer}
# What a file sent next may be for.
AWAITED_FILES: Mapping[str, Act] = {
    "adding.words": adding.file,
    "reconciling.heard": reconciling.picture,
    "beginnings.drafted": beginnings.drafted,
    "beginnings.revised": beginnings.revised,
    "changing.paper": changing.paper,
    "importing.typed": importing.sent,
}

_CODE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CODE_AS_GIVEN = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}")
_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


async def hear(turn: Turn, text: str, profile: Profile | None = None) -> Say:
    """Whatever a person types."""
    text = tidy(text)
    if beginnings.is_page(text) and len(text) <= beginnings.LONGEST:
        page = await _page_of(turn, text)
        if page is not None:
            return page
    if len(text) > LONGEST:
        return Say(answers.too_long(LONGEST), audience=_audience(turn))
    command = _COMMAND.fullmatch(text)
    if command:
        return await _command(turn, command.group(1), command.group(2) or "", profile)
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    if not turn.speaker.seats and not _CODE_AS_GIVEN.fullmatch(text.upper()):
        claim = await joining.open_claim(turn)
        if claim is not None:
            return await _choice(turn, text, counted=bool(claim.name)) or await joining.hear(turn, claim, text)
    if turn.speaker.person is None:
        return await _stranger(turn, text, profile)
    return await _known(turn, text, profile)


async def forwarded(turn: Turn, text: str, profile: Profile | None = None) -> Say:
    """Words of somebody else, passed on: a page, an answer to what asks for words, else whatever may be meant by it.
    Never a command."""
    if text.lstrip().startswith("/"):
        return Say(answers.forwarded_command(), audience=_audience(turn))
    if turn.group or turn.speaker.person is None or beginnings.is_page(tidy(text)):
        return await hear(turn, text, profile)
    hand = await in_hand(turn)
    if hand is not None and hand.asks is not None and hand.asks.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        return await report.answer(turn, hand, tidy(text)) or await replies.unknown(turn, text)
    return await _awaited(turn, text, None) or await _passed_on(turn, tidy(text))


async def _passed_on(turn: Turn, text: str) -> Say:
    if importing.is_pasted(turn, text):
        return await importing.paste(turn, text)
    return await (hear if turn.organises else replies.unknown)(turn, text)


async def _page_of(turn: Turn, text: str) -> Say | None:
    """A whole list of units; else a document, for whoever asked for one, or a plan where plans may come from."""
    awaits = await _awaits(turn) if turn.speaker.person is not None and not turn.group else None
    if importing.is_pasted(turn, text) and (awaits is None or awaits.action not in LINES):
        return await importing.paste(turn, text)
    if awaits is not None and awaits.action in AWAITED_FILES and awaits.action in AWAITED:
        return await AWAITED[awaits.action][0](turn, text, **awaits.args)
    return await beginnings.paste(turn, text) if beginnings.is_pasted(turn, text) else None


async def _command(turn: Turn, name: str, rest: str, profile: Profile | None) -> Say:
    if turn.group and name not in IN_GROUPS:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    if name == "start":
        return await start.start(turn, rest, profile)
    claim = await joining.open_claim(turn)
    if claim is not None:
        return await (joining.leave if COMMANDS.get(name) is menu.leave else joining.where)(turn, claim)
    act = COMMANDS.get(name)
    return await act(turn) if act else await replies.unknown(turn, "")


async def _stranger(turn: Turn, text: str, profile: Profile | None) -> Say:
    """Someone unknown may only come in by a code."""
    return await start.start(turn, text if _looks_like_a_code(text) else "", profile)


def _looks_like_a_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text)) and any(letter.isdigit() or letter == "-" for letter in text)


async def _known(turn: Turn, text: str, profile: Profile | None) -> Say:
    meaning = understand(text)
    hand = await in_hand(turn)
    said = await _answered(turn, hand, text, meaning) if hand else None
    said = said or await _expected(turn, text, meaning)
    said = said or await _choice(turn, text) or await _read_back(turn, text, meaning)
    said = said or await _report_named(turn, text, meaning)
    if said is not None:
        return said
    awaited = await _awaited(turn, text, meaning)
    if awaited is not None:
        return awaited
    if hand is None and _CODE_AS_GIVEN.fullmatch(text.upper()):  # some codes read like an hour or a number
        return await start.start(turn, text, profile)
    if behalf.is_typed(turn, text):
        return await behalf.typed(turn, text)
    if importing.is_pasted(turn, text):
        return await importing.paste(turn, text)
    if hand is None and _may_tell(meaning) and (card := await lines.heard(turn, text, None)) is not None:
        return card
    if meaning is not None and (meaning.certain or not _asks_for_words(hand)):
        return await meanings.follow(turn, meaning, text)
    if _CODE_AS_GIVEN.fullmatch(text.upper()):
        return await start.start(turn, text, profile)
    return await (report.misread(turn, hand, text) if hand else replies.unknown(turn, text))


def _may_tell(meaning: Meaning | None) -> bool:
    """Words that may be what a report says, and are no other clear wish."""
    return meaning is None or not meaning.certain or meaning.intent in (Intent.HAND_IN, Intent.CLAIMS_HANDED_IN)


# Clear wishes that are no answer to a question for words or a number.
_ASIDE = frozenset(
    {
        *(Intent.HELP, Intent.STOP, Intent.MY_WORK, Intent.CALENDAR, Intent.HAND_IN, Intent.PAPERS),
        *(Intent.EXTENSION, Intent.PROMISE, Intent.BY_EMAIL, Intent.QUIET, Intent.BACK),
    }
)


def _asks_for_words(hand: Hand | None) -> bool:
    """Then words that only may be a wish were meant as the answer."""
    asks = hand.asks if hand else None
    return asks is not None and asks.kind not in OF_FILES


_FEW = 7
_OF_HANDING_IN = frozenset({"nop", "gui", "hen"})


async def _answered(turn: Turn, hand: Hand, text: str, meaning: Meaning | None) -> Say | None:
    """An answer that fits what the draft asks. What would fit any words is looked at twice."""
    field = hand.asks
    if field is None:
        return await lines.heard(turn, text, hand)
    if fold(text) in _SKIPPING:
        return await report.skip(turn, field.key)
    written = field.kind in WRITTEN
    if (written or field.kind is FieldKind.NUMBER) and _aside(meaning, text):
        return None
    card = None if written else await lines.heard(turn, text, hand)
    if card is not None:
        return card
    if written:
        chosen = await _choice(turn, text, counted=field.kind is FieldKind.LONG_TEXT)
        if chosen is not None:
            return chosen
    return await report.answer(turn, hand, text, meaning)


_SKIPPING = ("bo qua", fold(labels.SKIP))


def _aside(meaning: Meaning | None, text: str) -> bool:
    """Nothing but the wish, in a few words: "hoàn thành trước 20/10" may well be what the report says."""
    if meaning is None or not meaning.certain or meaning.rest or meaning.intent not in _ASIDE:
        return False
    words = line(spelled(text)).split()
    return len(words) <= _FEW and (meaning.intent is not Intent.PROMISE or not _OF_HANDING_IN.isdisjoint(words))


async def _choice(turn: Turn, text: str, *, counted: bool = True) -> Say | None:
    """The number or the label of a choice that still stands open."""
    wanted = fold(text)
    for letter in await _open_letters(turn):
        numbered = counted and not _asks_a_number(letter)
        for number, choice in enumerate(outbox.choices_of(letter), start=1):
            if wanted in _spoken(choice) or (numbered and wanted.rstrip(".)") == str(number)):
                return await _act(turn, choice)
    return None


# Choices between reports, which people call by a part of their names.
_OF_REPORTS = frozenset({"joining.into", "lines.into", "report.into", "report.nil", "report.start"})


async def _report_named(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """What a report is called, in part, where it was asked which report."""
    for letter in (await _open_letters(turn))[:1] if _may_tell(meaning) else []:
        choices = [choice for choice in outbox.choices_of(letter) if choice.action in _OF_REPORTS]
        names = [choice.label.rpartition(" (")[0] or choice.label for choice in choices]
        place = named(text, names) if len(names) > 1 else None
        if place is not None:
            return await _act(turn, choices[place])
    return None


def _asks_a_number(letter: Asked) -> bool:
    """A number typed under it is the answer and never chooses."""
    awaits = awaits_of(letter)
    return awaits is not None and awaits.action in NUMBERS


def _spoken(choice: Choice) -> tuple[str, str]:
    """How a choice may be typed: whole, or without what stands in brackets after it."""
    label = fold(choice.label)
    return label, label.partition(" (")[0]


async def _open_letters(turn: Turn) -> list[Asked]:
    """Where a typed number may point: to the last letter that asked something; in the midst of a draft first to what
    was last answered to this person, so that a reminder coming in between takes no answer away."""
    asked = [letter for letter in await turn.asked() if not _old(turn, letter)]
    busy = turn.draft is not None and turn.now - turn.draft.touched_at < MIDST
    answered = [letter for letter in asked if letter.lane == Lane.ANSWER] if busy else []
    return [*answered[:1], *asked[:1]]


async def _read_back(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """'Đúng', 'không' to a question that read something back; "nộp" to the report's own."""
    for letter in (await _open_letters(turn))[:1]:
        choices = outbox.choices_of(letter)
        first = next(iter(choices), None)
        if first is None or (meaning is not None and meaning.intent is Intent.STOP):
            return None
        if first.action in CARRIED_OUT and turn.now - letter.made_at < MIDST:
            return await _agreed(turn, text, choices)
        if first.action not in READ_BACK:
            return None
        handing_in = meaning is not None and meaning.intent is Intent.HAND_IN and not meaning.rest
        agrees = yes_no(text)
        if agrees or (handing_in and first.action == "report.confirm"):
            return await _act(turn, first)
        return await READ_BACK[first.action](turn) if agrees is False else None
    return None


async def _agreed(turn: Turn, text: str, choices: Sequence[Choice]) -> Say | None:
    agrees = yes_no(text)
    if agrees is None:
        return None
    wanted = choices[0] if agrees else next((one for one in choices if one.label in _WAYS_OUT), None)
    return await _act(turn, wanted) if wanted is not None else None


async def _expected(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """A part of a report that was asked for in the last letter."""
    last = next(iter(await turn.asked()), None)
    awaits = awaits_of(last) if last is not None else None
    act = EXPECTED.get(awaits.action) if awaits is not None else None
    return await act(turn, text, meaning, **awaits.args) if act is not None and awaits is not None else None


async def _awaited(turn: Turn, text: str, meaning: Meaning | None) -> Say | None:
    """Words for whoever asked for them in the last letter."""
    awaits = await _awaits(turn)
    if awaits is None or awaits.action not in AWAITED:
        return None
    act, fits = AWAITED[awaits.action]
    return await act(turn, text, **awaits.args) if fits(meaning, text) else None


async def _awaits(turn: Turn) -> Choice | None:
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


async def press(turn: Turn, letter_id: int, number: int) -> Say:
    """A tap: the letter went to this chat, the choice is there and still open; then the action asks who presses."""
    letter = await outbox.of_chat(turn.session, letter_id, turn.chat_id)
    if letter is None:
        return Say(answers.choice_not_yours(), audience=_audience(turn))
    choices = outbox.choices_of(letter)
    if not 1 <= number <= len(choices) or _old(turn, letter):
        return Say(answers.old_choice(), audience=_audience(turn))
    return await _act(turn, choices[number - 1])


def _old(turn: Turn, letter: Asked) -> bool:
    return letter.closed_at is not None and turn.machine - letter.closed_at > CHOICES_LIVE


def _audience(turn: Turn) -> Audience:
    return Audience.PUBLIC if turn.group else Audience.PRIVATE


async def _act(turn: Turn, choice: Choice) -> Say:
    act = ACTIONS.get(choice.action)
    if act is None:
        return Say(answers.old_choice())
    return await act(turn, **choice.args)


async def receive(
    turn: Turn,
    *,
    album: str = "",
    caption: str = "",
    answers_to: str = "",
    about: tuple[int, ...] = (),
    spoken: bool = False,
    **file: Any,
) -> Say:
    """A file: kept as a row first, whatever it turns out to belong to. `album`: the channel's own word for those that
    were sent together; `answers_to`: its receipt of the letter that this is a reply to; `about`: what it is for."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    refusal = await _unfit(turn, file)
    if refusal is not None:
        return refusal
    claim = await joining.open_claim(turn)
    kept = await _kept(turn, None if claim else turn.person_id, album, tidy(caption)[:LONGEST_CAPTION], file)
    awaits = await _awaits(turn) if claim is None else None
    if awaits is not None and awaits.action in AWAITED_FILES:
        return await AWAITED_FILES[awaits.action](turn, kept, **awaits.args)
    if claim is None and await behalf.collects(turn):
        return await behalf.filed(turn, await _together(turn, album, kept))
    if claim is None and _sends_plans(turn):
        if spoken:
            return Say(answers.voice())
        return await (importing.receive if importing.is_sheet(kept) else beginnings.receive)(turn, kept)
    sent = await _together(turn, album, kept)
    if claim is not None:
        return await joining.receive(turn, claim, sent)
    about = about or (await outbox.about(turn.session, turn.chat_id, answers_to) if answers_to else ())
    said = await report.receive(turn, sent, report.Hint(about, kept.source.get("caption", ""), spoken))
    noted = texts.voice_kept() if spoken else "" if album else texts.really(kept.name, kept.source.get("sort", ""))
    nameless = said.awaits is not None and said.awaits.action == private.TYPED
    return replace(said, text=f"{noted}\n{said.text}") if noted and not nameless else said


async def _kept(turn: Turn, sender: int | None, album: str, caption: str, file: dict[str, Any]) -> File:
    """Its bytes, where the channel only named it, are fetched as soon as this is durable; else they are looked into."""
    more = {"album": album} | {"caption": caption}
    named = file.pop("source", {})
    source = {**named, **{name: value for name, value in more.items() if value}}
    kept: File = await files.add(turn.session, turn.now, person_id=sender, source=source, **file)
    if kept.state == "known":
        args = {"file": kept.id, **named}
        await errands.ask(turn.session, errands.FETCH, args, turn.now, turn.machine, turn.chat_id)
    elif "look" in source:
        await errands.ask(turn.session, errands.LOOK, {"file": kept.id}, turn.now, turn.machine, turn.chat_id)
    return kept


async def _together(turn: Turn, album: str, kept: File) -> list[File]:
    """With those of the same album that came before it."""
    if not album:
        return [kept]
    turn.album = await albums.begun(turn.session, turn.chat_id, album, kept.id or 0)
    return await files.by_ids(turn.session, turn.album.files) if len(turn.album.files) > 1 else [kept]


def _sends_plans(turn: Turn) -> bool:
    """Who hands in for a unit sends its reports; an organiser alone sends plans."""
    return turn.organises and not turn.units and turn.draft is None


async def _unfit(turn: Turn, file: dict[str, Any]) -> Say | None:
    """What the channel cannot bring here has another way; what is empty is said to be."""
    limit, size = CHANNELS[turn.row.channel].fetch, file["size"]
    if size > limit and not file.get("sha256"):
        hand = await in_hand(turn)
        link = turn.uplink(hand.owed.id if hand else 0) if turn.speaker.person is not None else turn.setting.web_url
        return Say(texts.file_too_big(file["name"], limit // 1_000_000, link or None))
    return Say(texts.empty_file(file["name"])) if size == 0 else None
