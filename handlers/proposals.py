"""What an organiser changes of a plan while it is checked: dates, reports, who owes them, whom to call. By typing,
or by a choice of what was proposed."""

from typing import Any

from core.audience import Owners, understood
from core.clock import local
from core.plans import edits, talk
from core.plans.checking import CONTACT, HANDED, NUMBERS, Settled, without_owners
from core.plans.talk import View
from core.plans.typed import Typed, day_of_month, person, typed
from core.say import Choice, Say
from core.texts import entries as entry_texts
from core.texts import findings as found_texts
from core.texts import labels
from core.texts import planning as texts
from core.vietnamese import tidy
from data.models import Reading
from handlers.planning import answered, first_said, keep, opened, view
from handlers.turn import Turn

LABEL = 160  # letters of a report's name


async def _seen(turn: Turn, reading: int) -> tuple[Reading, View] | None:
    found = await opened(turn, reading)
    return (found, await view(turn, found)) if found else None


def _report(seen: View, at: int) -> Settled | None:
    return next((one for one in seen.reports if one.at == at), None)


def _typed(turn: Turn, words: str) -> Typed | None:
    return typed(words, local(turn.now).date())


async def _kept(turn: Turn, found: Reading, checked: edits.Checked, said: str) -> Say:
    """What was typed is kept, and the next thing asked."""
    await keep(turn, found, *checked)
    return first_said(said, talk.onward(await view(turn, found)))


# -- a report -----------------------------------------------------------------------------------------------------


async def report(turn: Turn, reading: int, at: int) -> Say:
    """One report, and what may be changed of it."""
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    return talk.report(case[1], one) if case and one else Say(texts.gone())


async def redate(turn: Turn, reading: int, at: int) -> Say:
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    if case is None or one is None:
        return Say(texts.gone())
    return Say(texts.ask_date(one.label), (_back(case[1], at),), awaits=case[1].awaits("date", at=at))


async def date(turn: Turn, words: str, reading: int, at: int) -> Say:
    """Another deadline for a report, as typed."""
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    if case is None or one is None:
        return Say(texts.gone())
    (found, seen), new = case, _typed(turn, words)
    if new is None:
        return Say(texts.no_date(words), (_back(seen, at),), awaits=seen.awaits("date", at=at))
    said = texts.redated(new.label or one.label, new.words)
    return await _kept(turn, found, edits.redated(found.kept, found.answers, one, new), said)


async def rename(turn: Turn, reading: int, at: int) -> Say:
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    if case is None or one is None:
        return Say(texts.gone())
    return Say(texts.ask_name(one.label), (_back(case[1], at),), awaits=case[1].awaits("label", at=at))


async def label(turn: Turn, words: str, reading: int, at: int) -> Say:
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    new = " ".join(tidy(words).split())[:LABEL]
    if case is None or one is None or not new:
        return Say(texts.gone())
    found = case[0]
    return await _kept(turn, found, edits.renamed(found.kept, found.answers, one, new), texts.label_changed(new))


async def strike(turn: Turn, reading: int, at: int) -> Say:
    """The report is asked of nobody."""
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    if case is None or one is None:
        return Say(texts.gone())
    found = case[0]
    return await _kept(turn, found, edits.dropped(found.kept, found.answers, one), texts.struck(one.label))


async def more(turn: Turn, reading: int) -> Say:
    """Another report; it is typed, a line each."""
    case = await _seen(turn, reading)
    if case is None:
        return Say(texts.gone())
    onward = case[1].choice(labels.GO_ON, "onward")
    return Say(texts.ask_report(), (onward,), awaits=case[1].awaits("line"))


async def line(turn: Turn, words: str, reading: int) -> Say:
    """Reports typed a line each; what cannot be read is said, what can is kept."""
    case = await _seen(turn, reading)
    if case is None:
        return Say(texts.gone())
    found, seen = case
    said, new = _lines(turn, words)
    checked: edits.Checked = (found.kept, dict(found.answers))
    for one in new:
        checked = edits.added(*checked, one)
    await keep(turn, found, *checked)
    told = [*([texts.added([f"{one.label}, {one.words}" for one in new])] if new else []), *said, texts.ask_report()]
    undated = next((row for row in _rows(words) if _is_name(turn, row)), "")
    many = (seen.choice(labels.MANY_TIMES, "opened", words=undated),) if undated else ()
    told += [entry_texts.offer(undated)] if undated else []
    return Say("\n".join(told), (*many, seen.choice(labels.GO_ON, "onward")), awaits=seen.awaits("line"))


def _rows(words: str) -> list[str]:
    return [row.strip() for row in tidy(words).splitlines() if row.strip()]


def _is_name(turn: Turn, row: str) -> bool:
    """A report typed without any date; one with a date that cannot be read is no such thing."""
    return _typed(turn, row) is None and len(row) > 3 and not any(letter.isdigit() for letter in row)


def _lines(turn: Turn, words: str) -> tuple[list[str], list[Typed]]:
    said: list[str] = []
    new: list[Typed] = []
    for row in _rows(words):
        one = _typed(turn, row)
        if one is None:
            said.append(texts.no_date(row))
        elif not one.label:
            said.append(texts.no_name(row))
        else:
            new.append(one)
    return said, new


async def answer(turn: Turn, words: str, reading: int, finding: int) -> Say:
    """A date typed where a choice was asked for."""
    case = await _seen(turn, reading)
    if case is None or not 0 <= finding < len(case[0].kept["findings"]):
        return Say(texts.gone())
    found, seen = case
    if edits.comes_round(found.kept, finding):
        return await _day_of_month(turn, found, seen, words, finding)
    new = _typed(turn, words)
    if new is None:
        return _again(seen, texts.no_date(words))
    name = _about(seen, finding) or found_texts.result_report()
    checked = edits.settled_by(found.kept, found.answers, finding, new, name)
    return await _kept(turn, found, checked, texts.redated(new.label or name, new.words))


async def _day_of_month(turn: Turn, found: Reading, seen: View, words: str, finding: int) -> Say:
    day = day_of_month(words)
    if day is None:
        return _again(seen, texts.no_day_of_month(words))
    checked = edits.monthly_by(found.kept, found.answers, finding, day[0], inclusive=day[1])
    chosen = checked[0]["findings"][finding]["choices"][-1]
    return await _kept(turn, found, checked, texts.redated(chosen["sets"]["what"], chosen["label"].lower()))


def _again(seen: View, why: str) -> Say:
    asked = talk.onward(seen)
    return Say(f"{why}\n{asked.text}", asked.choices, awaits=asked.awaits)


def _about(seen: View, finding: int) -> str:
    about = seen.kept["findings"][finding]["about"]
    return str(seen.kept["deadlines"][about[0]]["label"]) if about else ""


def _back(seen: View, at: int) -> Choice:
    return seen.choice(labels.LEAVE_IT, "report", at=at)


# -- who owes, who answers, what is counted -----------------------------------------------------------------------


async def owners(turn: Turn, reading: int, at: int) -> Say:
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    return talk.ask_owners(case[1], (one,), at) if case and one else Say(texts.gone())


async def owe(turn: Turn, reading: int, words: str, at: int) -> Say:
    return await owe_typed(turn, words, reading, at)


async def owe_typed(turn: Turn, words: str, reading: int, at: int) -> Say:
    """Who owes a report, or all that ask everybody (`at` is -1), in words."""
    case = await _seen(turn, reading)
    if case is None:
        return Say(texts.gone())
    found, seen = case
    asked = _asked(seen, at)
    meant = understood(words, seen.roster)
    owing = seen.roster.meant(meant.owners)
    if meant.unclear or not owing:
        again = seen.choice(labels.NAMES, "names", at=at)
        return Say(texts.unknown_units(meant.unclear or (words,)), (again,), awaits=seen.awaits("owe_typed", at=at))
    answers: dict[str, Any] = dict(found.answers)
    for one in asked if at >= 0 else (None,):
        answers = edits.owed_by(answers, one.at if one else None, meant.owners.to_json())
    said = texts.owed_by(asked, seen.roster.names(owing), len(seen.roster.units))
    return await _kept(turn, found, (found.kept, answers), said)


def _asked(seen: View, at: int) -> tuple[Settled, ...]:
    """The reports an answer is about: one, with those that name the same units; or all that ask everybody."""
    if at < 0:
        return tuple(one for one in seen.reports if not one.audience)
    open_ = without_owners(seen.kept, seen.answers)
    if any(one.at == at for one in open_):
        return open_
    return tuple(one for one in seen.reports if one.at == at)


async def names(turn: Turn, reading: int, at: int) -> Say:
    """The units' names, and the question again."""
    case = await _seen(turn, reading)
    if case is None:
        return Say(texts.gone())
    seen = case[1]
    asked = talk.ask_owners(seen, _asked(seen, at) or seen.reports, at)
    return first_said(texts.names(list(seen.roster.units.values())), asked)


async def numbers(turn: Turn, reading: int, choice: int) -> Say:
    found = await opened(turn, reading)
    return await answered(turn, found, **{NUMBERS: choice}) if found else Say(texts.gone())


async def contact(turn: Turn, reading: int, who: str) -> Say:
    """Whom units call: the one the plan names, or who is checking it."""
    case = await _seen(turn, reading)
    if case is None:
        return Say(texts.gone())
    found, seen = case
    planned = (found.kept["contact"]["name"], found.kept["contact"]["phone"])
    name, phone = planned if who == "plan" else seen.me
    return await answered(turn, found, **{CONTACT: {"name": name, "phone": phone}})


async def contact_typed(turn: Turn, words: str, reading: int) -> Say:
    case = await _seen(turn, reading)
    if case is None:
        return Say(texts.gone())
    who = person(words)
    if who is None:
        asked = talk.onward(case[1])
        return Say(texts.no_person(words), asked.choices, awaits=asked.awaits)
    return await answered(turn, case[0], **{CONTACT: {"name": who[0], "phone": who[1]}})


async def handed(turn: Turn, reading: int, at: int) -> Say:
    """Who has handed a report in already, by mail or on paper."""
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    if case is None or one is None:
        return Say(texts.gone())
    return Say(texts.ask_handed(one.label), (_back(case[1], at),), awaits=case[1].awaits("handed_typed", at=at))


async def handed_typed(turn: Turn, words: str, reading: int, at: int) -> Say:
    case = await _seen(turn, reading)
    one = _report(case[1], at) if case else None
    if case is None or one is None:
        return Say(texts.gone())
    found, seen = case
    meant = understood(words, seen.roster)
    units = seen.roster.meant(meant.owners) if meant.owners != Owners() else []
    if meant.unclear or not units:
        said = texts.unknown_units(meant.unclear or (words,))
        return Say(said, (_back(seen, at),), awaits=seen.awaits("handed_typed", at=at))
    before = found.answers.get(HANDED, {})
    answers = {**found.answers, HANDED: {**before, str(at): units}}
    return await _kept(turn, found, (found.kept, answers), texts.handed(one.label, seen.roster.names(units)))
