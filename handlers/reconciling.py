"""'Đối chiếu mail': what units say they have mailed is ticked, or laid beside the lines of the inbox; the mail's own
time judges. Who is not there is told, asked for the file, and reminded again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.behalf import Source, whose
from core.behalf import heard as read
from core.mailbox import Known, Mail, mails, ticked
from core.past import Came as When
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import reconciling as texts
from core.texts.reconciling import Found, Laid, Said
from core.vietnamese import fold
from data import behalf, campaigns, requests, units
from data.models import File
from data.obligations import Owed
from data.requests import Asked
from handlers import settling
from handlers.recording import Came, enter, takes
from handlers.turn import Turn

Pairs = Mapping[int, datetime]  # by obligation the moment its mail came
EVERYBODY = ("tat ca", "het", "ca", "du")


async def show(turn: Turn) -> Say:
    """The list; the next words tick it or are the inbox's lines."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    waiting = await requests.about_mail(turn.session)
    awaits = _awaits({})
    if not waiting:
        return Say(texts.nobody(), (Choice(labels.STATUS, "status.show"),), awaits=awaits)
    said = [Said(one.unit.name, _report(one), one.request.made_at) for one in waiting]
    every = Choice(texts.all_label(), "reconciling.all")
    offers = (every, Choice(labels.LATER, "status.show"))
    return Say(texts.waiting(said, turn.now), offers, counted=False, awaits=awaits)


def _report(one: Asked) -> str:
    assert one.deliverable is not None
    return campaigns.due_of(one.deliverable, one.obligation).name


def _awaits(matched: Pairs) -> Choice:
    return Choice("", "reconciling.heard", {"matched": _kept(matched)})


def _kept(matched: Pairs) -> str:
    return ",".join(f"{obligation}={at.isoformat()}" for obligation, at in matched.items())


def _read(matched: str) -> dict[int, datetime]:
    pairs = (pair.partition("=") for pair in matched.split(",") if pair)
    return {int(obligation): datetime.fromisoformat(at) for obligation, _, at in pairs}


# -- what is said -------------------------------------------------------------------------------------------------


async def every(turn: Turn) -> Say:
    """All of them, each by the moment its unit said so."""
    return await heard(turn, EVERYBODY[0], "")


async def heard(turn: Turn, words: str, matched: str) -> Say:
    """Numbers, names, 'tất cả', or lines of the inbox; more of it adds to what was found before."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    waiting, before = await requests.about_mail(turn.session), _read(matched)
    ticks = _ticks(words, waiting)
    if ticks is not None:
        return await _shown(turn, before | ticks, waiting)
    roster = await units.roster(turn.session)
    if "\n" not in words.strip():
        said = read(words, turn.now)
        meant = whose(said.who, roster)
        named = roster.meant(meant.owners) if said.who else []
        if named and not meant.unclear:
            return await _shown(turn, before | await _named(turn, named, said.came, waiting), waiting)
    reports = await behalf.reports(turn.session, None)
    known = Known(roster, {at: one.due.name for at, one in enumerate(reports)}, await behalf.called(turn.session))
    found = mails(words, turn.now, known)
    if not any(one.unit is not None or one.at is not None for one in found):
        return Say(texts.unclear_ticks(words), awaits=_awaits(before), counted=False)
    laid = await _matched(turn, found, [one.key for one in reports], waiting)
    return await _shown(turn, before | laid.matches, waiting, laid.unclear, laid.others)


def _ticks(words: str, waiting: Sequence[Asked]) -> dict[int, datetime] | None:
    """By the moment each unit said so."""
    every = fold(words).strip(" .!") in EVERYBODY
    numbers = range(1, len(waiting) + 1) if every else ticked(words, len(waiting))
    chosen = [waiting[number - 1].request for number in numbers]
    return {one.obligation_id or 0: one.made_at for one in chosen} if chosen else None


async def _named(turn: Turn, named: Sequence[int], when: When, waiting: Sequence[Asked]) -> dict[int, datetime]:
    """Units by name: what they said they mailed, else the first they owe; by the time typed, else by their own word."""
    found: dict[int, datetime] = {}
    for one in waiting:
        if one.unit.id in named:
            found[one.request.obligation_id or 0] = when.at or one.request.made_at
    others = set(named) - {one.unit.id for one in waiting}
    if others and when.at is not None:
        first: dict[int, Owed] = {}
        for owed in await behalf.owed_by(turn.session, sorted(others)):
            first.setdefault(owed.unit.id or 0, owed)
        found |= {owed.id: when.at for owed in first.values()}
    return {obligation: min(at, turn.now) for obligation, at in found.items()}


@dataclass
class Matched:
    """By obligation the moment its mail came; lines to be asked about; how many mails are about something else."""

    matches: dict[int, datetime] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)
    others: int = 0


async def _matched(
    turn: Turn, found: Sequence[Mail], keys: Sequence[tuple[int, str]], waiting: Sequence[Asked]
) -> Matched:
    """Of several mails about one report the first counts."""
    senders = sorted({one.unit for one in found if one.unit is not None})
    owed = await behalf.owed_by(turn.session, senders) if senders else []
    spoken = {one.request.obligation_id for one in waiting}
    laid = Matched()
    for mail in found:
        theirs = [one for one in owed if one.unit.id == mail.unit]
        meant = _meant(theirs, keys[mail.report] if mail.report is not None else None, spoken)
        if meant is not None and mail.at is not None:
            laid.matches[meant.id] = min(mail.at, laid.matches.get(meant.id, mail.at))
        elif theirs or (mail.unit is None and mail.report is not None):
            laid.unclear.append(mail.words)
        else:
            laid.others += 1
    return laid


def _meant(theirs: Sequence[Owed], wanted: tuple[int, str] | None, spoken: set[int | None]) -> Owed | None:
    """The report that the mail names, else the one its unit spoke of, else the only one still owed."""
    named = [one for one in theirs if (one.deliverable.id, one.obligation.period) == wanted]
    meant = named or [one for one in theirs if one.id in spoken] or theirs
    return meant[0] if len(meant) == 1 else None


# -- what is read back, and the yes -------------------------------------------------------------------------------


async def _shown(
    turn: Turn, matched: Pairs, waiting: Sequence[Asked], unclear: Sequence[str] = (), others: int = 0
) -> Say:
    owed = [one for one in await behalf.these(turn.session, list(matched)) if takes(one, matched[one.id])]
    spoken = {one.request.obligation_id for one in waiting}
    found = [_found(one, matched[one.id], spoken) for one in owed]
    absent = [one for one in waiting if one.request.obligation_id not in matched]
    laid = Laid(found, unclear, others, [one.unit.name for one in absent])
    offers: list[Choice] = []
    if owed:
        kept = _kept({one.id: matched[one.id] for one in owed})
        offers.append(Choice(labels.RECORD, "reconciling.record", {"matched": kept}))
    if absent and found:
        those = ",".join(str(one.request.id) for one in absent)
        offers.append(Choice(texts.absent_label(len(absent)), "reconciling.absent", {"requests": those}))
    offers.append(Choice(labels.LATER, "status.show"))
    return Say(texts.preview(laid, turn.now), tuple(offers), awaits=_awaits(matched), counted=False)


def _found(one: Owed, at: datetime, spoken: set[int | None]) -> Found:
    return Found(one.unit.name, one.due.name, at, at > one.obligation.lenient, one.id in spoken)


async def record(turn: Turn, matched: str) -> Say:
    if not turn.organises:
        return Say(answers.not_for_your_role())
    pairs = _read(matched)
    owed = [one for one in await behalf.these(turn.session, list(pairs)) if takes(one, pairs[one.id])]
    more = Choice(labels.CHECK_MAIL, "reconciling.show")
    if not owed:
        return Say(texts.nothing_left(), (more,))
    done = await enter(turn, [Came(one, Source.MAIL, min(pairs[one.id], turn.now)) for one in owed])
    return Say(texts.recorded(done.codes, done.unreached), (more, Choice(labels.STATUS, "status.show")))


async def absent(turn: Turn, requests: str) -> Say:
    """They are told, asked for the file or a screenshot, and the ladder goes on."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    told = [await settling.missed(turn, int(one)) for one in requests.split(",")]
    return Say(texts.told_absent(sum(told)), (Choice(labels.CHECK_MAIL, "reconciling.show"),))


async def picture(turn: Turn, file: File, matched: str) -> Say:
    """What is on a picture cannot be read here."""
    return Say(texts.unclear_ticks(file.name), awaits=_awaits(_read(matched)), counted=False)
