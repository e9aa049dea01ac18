"""An organiser puts a verdict on time right: it counts as in time, or it came at another moment; a ruling that was a
mistake is put right the same way. Always with a reason, always in the journal, and the unit is told."""

import re
from collections.abc import Sequence
from datetime import datetime

from core import past
from core.audience import Roster
from core.behalf import report_named, unit_in
from core.say import Choice, Say
from core.submissions import Timeliness
from core.texts import answers, labels
from core.texts import ruling as texts
from core.texts.values import Receipt
from core.vietnamese import bare, composed, fold, tidy
from data import campaigns, obligations, outbox, people, requests, reviews, units
from data.models import Submission
from data.reviews import Case
from handlers.desk import receipt_of
from handlers.private import hidden, unwritten
from handlers.requests import case_of as waiting_request
from handlers.reviewing import case_of
from handlers.turn import Turn

WORDS = 240
CARRIED = 600  # of what was typed, in a choice's own row
MOST = 8
_CODE = re.compile(r"\b([^\W\d_]{1,6}\d{0,2})-(\d{1,5})\b")
_WHY = re.compile(r"\b(?:vi|do|ly do:?)\s+", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:vi|do|ly do)\b[\s:]*", re.IGNORECASE)
_ON_TIME = re.compile(r"(?:ghi (?:nhan|lai) |tinh )dung han\b")


# -- by typing ----------------------------------------------------------------------------------------------------


async def typed(turn: Turn, text: str) -> Say:
    """'ghi nhận đúng hạn AH-27 vì mất mạng', 'sửa giờ nhận AH-27 15g20 8/10 vì …', 'bỏ ghi nhận đúng hạn AH-27': what
    is missing of it is asked for."""
    turn.only_for_known()
    if not turn.organises:
        return Say(answers.not_for_your_role())
    text = composed(text)
    code = _CODE.search(text)
    if code is None:
        return await _of_unit(turn, text)
    case = await reviews.of_code(turn.session, turn.person_id, code[1], int(code[2]))
    case = judged(case) if case is not None else None
    if case is None:
        return Say(texts.no_such_code(code[0]), (_REVIEW,))
    why = _WHY.search(bare(text), code.end())  # letter for letter as long as what was typed
    return await _said(
        turn, case, text, text[code.end() : why.start() if why else None], text[why.end() :] if why else ""
    )


async def _said(turn: Turn, case: Case, text: str, told: str, reason: str) -> Say:
    """`told`: where the moment stands, if any was typed."""
    reason = reason.strip()
    if _ON_TIME.match(fold(text)):
        return await (_rule(turn, case, reason, None) if reason and not _in_time(case) else on_time(turn, case.id))
    came = past.moment(told, turn.now)
    if came is None and fold(text).startswith(_MOVED):
        return await moment(turn, case.id)
    return await _moved(turn, case, came or case.submission.handed_at, reason)


# -- a unit is named and no code ------------------------------------------------------------------------------------


async def _of_unit(turn: Turn, text: str) -> Say:
    """Its only report that can be meant; of several, which?"""
    unit, told, reason = _parts(text, await units.roster(turn.session))
    if unit is None and _ON_TIME.match(fold(text)) and (asked := await _grace_offered(turn)) is not None:
        return await grace(turn, **asked.args)  # type: ignore[arg-type]
    if unit is None:
        return Say(texts.which_code(), (_REVIEW,))
    ids = [one.id for one in await obligations.of_units(turn.session, [unit]) if one.obligation.version]
    found = await reviews.of_obligations(turn.session, turn.person_id, ids)
    cases = [case for one in found if (case := judged(one)) is not None and _can_be_meant(text, case)]
    about = report_named(told, {at: case.owed.due.name for at, case in enumerate(cases)})
    cases = [cases[about]] if about is not None else cases
    if len(cases) == 1:
        return await _said(turn, cases[0], text, told, reason)
    if not cases:
        return Say(texts.none_of_theirs(await units.named(turn.session, unit)), (_REVIEW,))
    return await _which(turn, text, cases)


def _parts(text: str, roster: Roster) -> tuple[int | None, str, str]:
    """The unit, what was typed before the reason, and the reason. A unit may be called Vĩ Dạ."""
    for why in _WHY.finditer(bare(text)):
        unit = unit_in(f"{text[: why.start()]}.", roster)
        if unit is not None:
            return unit, text[: why.start()], text[why.end() :]
    return unit_in(f"{text}.", roster), text, ""


def _can_be_meant(text: str, case: Case) -> bool:
    """What is late may be said to be in time, what was ruled may be taken back, any moment may be put right."""
    if _ON_TIME.match(fold(text)):
        return not _in_time(case)
    return bool(case.submission.ruling) or fold(text).startswith(_MOVED)


async def _which(turn: Turn, text: str, cases: Sequence[Case]) -> Say:
    """Words about what only named people may read are carried nowhere: they are asked for again."""
    private = [case for case in cases if await unwritten(turn, case.owed)]
    bare_act = "ruling.on_time" if _ON_TIME.match(fold(text)) else "ruling.moment"
    act, more = (bare_act, {}) if private else ("ruling.meant", {"words": text[:CARRIED]})
    offers = (
        Choice(texts.which_label(case.code, case.owed.due), act, {"submission": case.id, **more})
        for case in cases[:MOST]
    )
    return Say(texts.which_report(cases[0].owed.unit.name), (*offers, _REVIEW))


async def meant(turn: Turn, submission: int, words: str) -> Say:
    """The report that was chosen, with what had been typed."""
    case = await _judged(turn, submission)
    if isinstance(case, Say):
        return case
    _, told, reason = _parts(words, await units.roster(turn.session))
    return await _said(turn, case, words, told, reason)


_MOVED = ("sua", "doi")
_REVIEW = Choice(labels.REVIEW, "reviewing.show")


def _in_time(case: Case) -> bool:
    return case.owed.obligation.timeliness != Timeliness.LATE


# -- by pressing --------------------------------------------------------------------------------------------------


async def on_time(turn: Turn, submission: int) -> Say:
    case = await _judged(turn, submission)
    if isinstance(case, Say):
        return case
    if _in_time(case):
        return Say(texts.on_time_already(case.code), (_see(case),))
    awaits = Choice("", "ruling.because", {"submission": case.id, "came": ""})
    return Say(texts.ask_reason(case.code), (_see(case),), awaits=awaits)


async def moment(turn: Turn, submission: int) -> Say:
    case = await _judged(turn, submission)
    if isinstance(case, Say):
        return case
    return _ask_moment(case)


def _ask_moment(case: Case, said: str = "") -> Say:
    awaits = Choice("", "ruling.at", {"submission": case.id})
    text = texts.ask_moment(case.code, texts.moment_now(_receipt(case)))
    return Say(f"{said}\n{text}" if said else text, (_see(case),), awaits=awaits)


async def at(turn: Turn, words: str, submission: int) -> Say:
    case = await _judged(turn, submission)
    if isinstance(case, Say):
        return case
    why = _WHY.search(bare(words := composed(words)))
    came = past.moment(words[: why.start()] if why else words, turn.now)
    return _ask_moment(case) if came is None else await _moved(turn, case, came, words[why.end() :] if why else "")


async def _moved(turn: Turn, case: Case, came: datetime, reason: str) -> Say:
    """To a moment that was said, with or without a reason."""
    if came > turn.now:
        return _ask_moment(case, texts.not_yet_then(came, turn.now))
    if reason.strip():
        return await _rule(turn, case, reason, came)
    awaits = Choice("", "ruling.because", {"submission": case.id, "came": came.isoformat()})
    return Say(texts.ask_why_then(case.code, came), (_see(case),), awaits=awaits)


async def because(turn: Turn, words: str, submission: int, came: str) -> Say:
    case = await _judged(turn, submission)
    if isinstance(case, Say):
        return case
    return await _rule(turn, case, words, datetime.fromisoformat(came) if came else None)


def _see(case: Case) -> Choice:
    return Choice(labels.SEE_REPORT, "reviewing.one", {"submission": case.id})


async def _judged(turn: Turn, submission: int) -> Case | Say:
    """The version by which the report was judged: the first that stands."""
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    return judged(case) or Say(texts.no_such_code(case.code), (_REVIEW,))


def judged(case: Case) -> Case | None:
    first = min(case.standing, key=lambda version: version.handed_at, default=None)
    return case.of(first) if first is not None else None


# -- done ---------------------------------------------------------------------------------------------------------


async def _rule(turn: Turn, case: Case, words: str, came: datetime | None) -> Say:
    case = judged(case) or case
    await unwritten(turn, case.owed)
    got, reached = await ruled(turn, case, _reason(words), came)
    return Say(texts.done(case.owed.unit.name, got, reached=reached), (_see(case), _REVIEW))


def _reason(words: str) -> str:
    """'Vì mất điện' stands after 'Lý do:'."""
    words = tidy(words)
    opens = _BECAUSE.match(bare(words))
    return (words[opens.end() :] if opens and words[opens.end() :].strip() else words)[:WORDS]


async def ruled(turn: Turn, case: Case, reason: str, came: datetime | None) -> tuple[Receipt, bool]:
    """The facts, the journal, and the letter to the unit."""
    was = case.submission.handed_at
    await reviews.rule(turn.session, case, reason, came)
    await campaigns.boards_stale(turn.session, case.owed.campaign.id or 0, turn.now)
    await _note(turn, case, reason, was=was.isoformat(), came=(came or was).isoformat())
    got = _receipt(case, came, excused=came is None)
    said = texts.told(campaigns.plan_of(case.owed.campaign), got, reason)
    reaches = await people.reachable(turn.session, units=[case.owed.unit.id or 0], without=turn.person_id)
    say = Say(said, (Choice(labels.MY_WORK, "work.show"),), private=hidden(case.owed))
    turn.tell(reaches, lambda _: say, not_before=turn.later)
    return got, bool(reaches)


async def _note(turn: Turn, case: Case, reason: str, **moved: str) -> None:
    """The journal is for ever: of what is erased in time it has no words."""
    why = {} if hidden(case.owed) else {"why": reason}
    await turn.note(
        "ruled", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code, **why, **moved
    )


async def of_request(turn: Turn, request: int) -> Say:
    """The unit said why it came late: its own words are the reason."""
    asked = await waiting_request(turn, request)
    if isinstance(asked, Say):
        return asked
    found = await reviews.of_obligations(turn.session, turn.person_id, [asked.request.obligation_id or 0])
    case = judged(found[0]) if found else None
    if case is None or _in_time(case):
        return Say(texts.on_time_already(case.code)) if case else Say(texts.which_code(), (_REVIEW,))
    await requests.answer(turn.session, asked.request, turn.now, turn.person_id, labels.RULE_ON_TIME)
    got, reached = await ruled(turn, case, asked.request.words[:WORDS], None)
    return Say(texts.done(case.owed.unit.name, got, reached=reached), (Choice(labels.NEXT_REQUEST, "requests.show"),))


# -- a channel was down -------------------------------------------------------------------------------------------


async def grace(turn: Turn, obligations: str, reason: str) -> Say:
    """One press for all that came late because of it; whoever was put right meanwhile is left out."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    ids = [int(one) for one in obligations.split(",") if one]
    cases = [case for case in await reviews.of_obligations(turn.session, turn.person_id, ids) if not _in_time(case)]
    late = [first for case in cases if (first := judged(case)) is not None]
    if late:
        await reviews.excuse(turn.session, late, reason)
        await _tell(turn, late, reason)
    for campaign in {case.owed.campaign.id or 0 for case in late}:
        await campaigns.boards_stale(turn.session, campaign, turn.now)
    return Say(texts.graced(len(late), turn.now), (Choice(labels.STATUS, "status.show"),))


async def _grace_offered(turn: Turn) -> Choice | None:
    """What was proposed lately: 'ghi nhận đúng hạn' without more is its yes."""
    offers = [one for letter in await turn.asked() for one in outbox.choices_of(letter)]
    return next((one for one in offers if one.action == "ruling.grace"), None)


async def left(turn: Turn) -> Say:
    """'Không' to what was proposed after an outage."""
    return Say(texts.grace_left(), (_REVIEW,)) if turn.organises else Say(answers.not_for_your_role())


async def _tell(turn: Turn, late: list[Case], reason: str) -> None:
    reaches = await people.reachable(turn.session, units=[case.owed.unit.id or 0 for case in late])
    for case in late:
        await _note(turn, case, reason)
        said = texts.told(campaigns.plan_of(case.owed.campaign), _receipt(case, excused=True), reason)
        theirs = [reach for reach in reaches if reach.unit_id == case.owed.unit.id]
        turn.tell(theirs, lambda _, said=said: Say(said), not_before=turn.later)  # type: ignore[misc]


def _receipt(case: Case, came: datetime | None = None, *, excused: bool = False) -> Receipt:
    version: Submission = case.submission
    if came is not None or excused:
        late = came is not None and came > case.owed.judged_by
        ruling = {"handed_at": came or version.handed_at, "ruling": "…", "late": late}
        version = version._replace(**ruling)  # type: ignore[attr-defined]
    return receipt_of(case.owed, version)
