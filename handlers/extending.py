"""Some units get longer than the plan says, or nothing is asked of them: who, in words, then read back, then told."""

from collections.abc import Sequence
from datetime import timedelta

from core.audience import Owners, Roster, Understood, understood
from core.clock import local
from core.deadlines import last_day
from core.longer import longer, names_of
from core.plans.typed import typed
from core.say import Arg, Choice, Say
from core.sought import campaign_in
from core.texts import answers, labels, planning
from core.texts import changes as texts
from core.texts.values import Due, Matter
from data import campaigns, changes, owing, units
from data.models import Deliverable
from handlers import replies
from handlers.changing import MOST_REPORTS, back, due_of, refused, report_of, tell
from handlers.turn import Turn

EVERYBODY = 100_000
LATELY = timedelta(days=60)  # a report overdue for longer is not extended any more


async def which(turn: Turn, campaign: int = 0) -> Say:
    """/giahan: a unit asks for it; an organiser says which report, of one campaign or of all, then who and until
    when."""
    if not turn.organises:
        return await (replies.ask_extension(turn) if turn.units else replies.unknown(turn, ""))
    choices = _each(await _changeable(turn, campaign), "extending.ask", "")
    return Say(texts.extend_which(), choices) if choices else Say(answers.no_campaign())


async def commanded(turn: Turn, words: str) -> Say:
    """'/giahan An Hòa đến 15/10'; a unit's words are carried to its officer."""
    if turn.organises:
        return await said(turn, words)
    return await (replies.pass_on(turn, Matter.EXTENSION, words) if turn.units else replies.unknown(turn, ""))


async def said(turn: Turn, words: str) -> Say:
    """'Gia hạn An Hòa đến 15/10': only what is missing of it is asked for."""
    reports, rest = _named(await _changeable(turn), words)
    if not reports:
        return Say(answers.no_campaign())
    if len(reports) == 1:
        return await ask(turn, reports[0].id or 0, words=rest)
    return Say(texts.extend_which(), _each(reports, "extending.ask", rest))


async def spare_said(turn: Turn, words: str) -> Say:
    """'Miễn nộp An Hòa'."""
    reports, rest = _named(await _changeable(turn), words)
    if not reports:
        return Say(answers.no_campaign())
    if len(reports) == 1:
        return await spare(turn, reports[0].id or 0, names_of(rest))
    return Say(texts.exempt_which(), _each(reports, "extending.spare", names_of(rest)))


async def _changeable(turn: Turn, campaign: int = 0) -> list[Deliverable]:
    """Of one campaign or of all that run, by date."""
    asked = await campaigns.reports_asked(turn.session)
    return [one for one in asked if campaign in (0, one.campaign_id) and one.lenient > turn.now - LATELY]


def _named(reports: Sequence[Deliverable], words: str) -> tuple[Sequence[Deliverable], str]:
    """The one that the words name, and the words without its name; else all of them."""
    named, rest = campaign_in(words, {one.id or 0: one.name for one in reports})
    return [one for one in reports if named in (0, one.id)], rest


def _each(reports: Sequence[Deliverable], action: str, words: str) -> tuple[Choice, ...]:
    more: dict[str, Arg] = {"words": words} if words else {}
    return tuple(Choice(one.name, action, {"deliverable": one.id or 0, **more}) for one in reports[:MOST_REPORTS])


async def ask(turn: Turn, deliverable: int, missing: int = 0, group: int = 0, words: str = "") -> Say:
    """`missing`: a date alone is then meant for all that still owe it, or those of one cluster. `words`: what was said
    already."""
    if words.strip():
        return await extend(turn, words, deliverable, missing, group)
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    due, awaits = campaigns.due_of(case[1]), _awaits(deliverable, missing, group)
    asked = texts.ask_extension_of_missing(due, await _of(turn, group)) if missing else texts.ask_extension(due)
    return Say(asked, (back(deliverable),), awaits=awaits)


def _awaits(deliverable: int, missing: int, group: int) -> Choice:
    more = {"missing": missing, "group": group} if missing else {}
    return Choice("", "extending.extend", {"deliverable": deliverable, **more})


async def _of(turn: Turn, group: int) -> str:
    return (await units.groups(turn.session)).get(group, "") if group else ""


async def extend(turn: Turn, words: str, deliverable: int, missing: int = 0, group: int = 0) -> Say:
    """'An Hòa, Tân Lập đến hết ngày 15/4': who, and until when."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    one, roster = case[1], await units.roster(turn.session)
    heard = longer(words, last_day(one.lenient), local(turn.now))
    new, awaits = heard.until, _awaits(deliverable, missing, group)
    meant = understood(heard.who, roster)
    if heard.missing or (missing and not heard.who):
        meant = Understood(await _all_missing(turn, one, roster, group))
    if meant.owners == Owners() and not meant.unclear:
        return Say(texts.extension_of_whom(campaigns.due_of(one)), (back(deliverable),), awaits=awaits)
    if meant.unclear:
        return Say(planning.unknown_units(meant.unclear), (back(deliverable),), awaits=awaits)
    if new is None:
        return Say(texts.no_extension(words), (back(deliverable),), awaits=awaits)
    after = due_of(one, new)
    if after.lenient <= turn.now:
        return Say(texts.over(after), (back(deliverable),), awaits=awaits)
    chosen = await _owing(turn, one, roster, meant.owners, after)
    if not chosen:
        return Say(await _none(turn, one, roster, meant.owners, after), (back(deliverable),), awaits=awaits)
    args: dict[str, Arg] = {"deliverable": deliverable, "words": new.words, "who": " ".join(map(str, chosen))}
    said = texts.confirm_extension(campaigns.due_of(one), after, roster.names(chosen))
    return Say(said, (Choice(labels.CHANGE_AND_TELL, "extending.extended", args), back(deliverable)), awaits=awaits)


async def extended(turn: Turn, deliverable: int, words: str, who: str) -> Say:
    case = await report_of(turn, deliverable)
    new = typed(words, local(turn.now).date())
    if case is None or new is None:
        return refused(turn)
    campaign, one = case
    named = Owners(units=tuple(map(int, who.split())))
    roster, after = await units.roster(turn.session), due_of(one, new)
    chosen = await _owing(turn, one, roster, named, after)
    if not chosen:
        return Say(await _none(turn, one, roster, named, after), (back(deliverable),))
    await changes.extend(turn.session, one, chosen, after.deadline, turn.now)
    said = texts.extended(after)
    return await tell(turn, campaign, dict.fromkeys(chosen, (said,)), "extended", deliverable=deliverable)


async def _all_missing(turn: Turn, one: Deliverable, roster: Roster, group: int) -> Owners:
    """Those of whom nothing has come, of one cluster when it is given."""
    owed = await owing.missing(turn.session, one.id or 0, roster.members.get(group, []) if group else None, EVERYBODY)
    return Owners(units=tuple(row.unit_id for row in owed if not row.returned))


async def _owing(turn: Turn, one: Deliverable, roster: Roster, owners: Owners, after: Due | None = None) -> list[int]:
    """Of those who are meant; with `after` only those whom it gives longer than they have."""
    owing = set(await changes.owing_now(turn.session, one, after.deadline if after else None))
    return [unit for unit in roster.meant(owners) if unit in owing]


async def _none(turn: Turn, one: Deliverable, roster: Roster, owners: Owners, after: Due) -> str:
    """Why nobody of them gets longer."""
    owing = await _owing(turn, one, roster, owners)
    if owing:
        return texts.long_enough(roster.names(owing), after)
    return texts.not_owing(roster.names(roster.meant(owners)))


# -- nothing is asked of some -------------------------------------------------------------------------------------


async def spare(turn: Turn, deliverable: int, words: str = "") -> Say:
    if words.strip():
        return await units_typed(turn, words, deliverable)
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    awaits = Choice("", "extending.units", {"deliverable": deliverable})
    return Say(texts.ask_exempt(campaigns.due_of(case[1])), (back(deliverable),), awaits=awaits)


async def units_typed(turn: Turn, words: str, deliverable: int) -> Say:
    """Who need not hand this report in: read back before anything changes."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    roster = await units.roster(turn.session)
    meant = understood(words, roster)
    awaits = Choice("", "extending.units", {"deliverable": deliverable})
    if meant.unclear or meant.owners == Owners():
        return Say(planning.unknown_units(meant.unclear or (words,)), (back(deliverable),), awaits=awaits)
    chosen = await _owing(turn, case[1], roster, meant.owners)
    if not chosen:
        return Say(texts.not_owing(roster.names(roster.meant(meant.owners))), (back(deliverable),), awaits=awaits)
    args: dict[str, Arg] = {"deliverable": deliverable, "who": " ".join(map(str, chosen))}
    said = texts.confirm_exempt(campaigns.due_of(case[1]), roster.names(chosen))
    return Say(said, (Choice(labels.EXEMPT_AND_TELL, "extending.spared", args), back(deliverable)))


async def spared(turn: Turn, deliverable: int, who: str) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one = case
    roster, named = await units.roster(turn.session), Owners(units=tuple(map(int, who.split())))
    chosen = await _owing(turn, one, roster, named)
    if not chosen:
        return Say(texts.not_owing(roster.names(roster.meant(named))), (back(deliverable),))
    await changes.exempt_units(turn.session, one, chosen)
    said = texts.dropped(campaigns.due_of(one))
    return await tell(turn, campaign, dict.fromkeys(chosen, (said,)), "exempted", deliverable=deliverable)
