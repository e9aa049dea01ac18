"""What is said while a plan is checked, with its choices: the card, the next question, the start. No one may press
for another: each choice names the reading, and whoever handles it asks whose it is."""

from collections.abc import Mapping
from datetime import date, datetime

from core.plans.checking import Kept, asked_of_all, asks_for_grace, settled, short_name, undecided
from core.say import Choice, Say
from core.texts import labels
from core.texts import planning as texts

Answers = Mapping[str, int]


def card(reading: int, kept: Kept, answers: Answers) -> Say:
    left = len(undecided(kept, answers))
    span = (day(kept["start"]), day(kept["end"]))
    text = texts.card(kept["title"], span, len(settled(kept, answers)), kept["activities"], left)
    first = Choice(labels.SETTLE if left else labels.GO_ON, "planning.onward", {"reading": reading})
    seen = Choice(labels.FINDINGS, "planning.findings", {"reading": reading})
    return Say(text, (first, _dues(reading), *([seen] if kept["findings"] else []), _drop(reading)))


def findings(reading: int, kept: Kept) -> Say:
    """Numbered, the weightiest first; long lists go over several letters by themselves."""
    onward = Choice(labels.GO_ON, "planning.onward", {"reading": reading})
    return Say(texts.findings([one["detail"] for one in kept["findings"]]), (onward, _dues(reading), _drop(reading)))


def dues(reading: int, kept: Kept, answers: Answers) -> Say:
    onward = Choice(labels.GO_ON, "planning.onward", {"reading": reading})
    return Say(texts.dues(settled(kept, answers)), (onward, _drop(reading)))


def onward(reading: int, kept: Kept, answers: Answers, short: str, units: int, now: datetime) -> Say:
    """The next thing to decide; when there is none, what starting will do."""
    left = undecided(kept, answers)
    if left:
        return _question(reading, kept, left)
    if asks_for_grace(kept, answers):
        return _grace(reading, kept, answers)
    reports = settled(kept, answers)
    if not reports:
        return Say(texts.nothing_to_ask(), (_drop(reading),))
    ahead = asked_of_all(reports, now)
    some = sum(bool(one.audience) and not one.is_over(now) for one in reports)
    if not ahead:
        return Say(texts.only_some() if some else texts.all_over(), (_dues(reading), _drop(reading)))
    if not units:
        return Say(texts.no_units(), (_dues(reading),))
    begin = (
        Choice(labels.START_WITH_LETTERS, "planning.start", {"reading": reading, "letters": 1}),
        Choice(labels.START_SILENTLY, "planning.start", {"reading": reading, "letters": 0}),
    )
    said = texts.nothing_left(short, len(ahead), units, len(reports) - len(ahead) - some, some)
    letter = Choice(labels.PREVIEW, "planning.preview", {"reading": reading})
    return Say(said, (*begin, letter, _dues(reading), _drop(reading)))


def _question(reading: int, kept: Kept, left: list[int]) -> Say:
    number = left[0]
    finding = kept["findings"][number]
    choices = tuple(
        Choice(choice["label"], "planning.settle", {"reading": reading, "finding": number, "choice": at})
        for at, choice in enumerate(finding["choices"])
    )
    return Say(texts.question(finding["detail"], finding["quotes"], len(left) - 1), choices)


def _grace(reading: int, kept: Kept, answers: Answers) -> Say:
    day = next(one.day for one in settled(kept, answers) if one.lenient)
    labelled = (labels.ON_TIME, labels.LATE)
    choices = [Choice(label, "planning.judge", {"reading": reading, "choice": at}) for at, label in enumerate(labelled)]
    return Say(texts.grace(day), tuple(choices))


def proposed_name(kept: Kept) -> str:
    return short_name(kept["title"]) or texts.unnamed()


def _dues(reading: int) -> Choice:
    return Choice(labels.DUES, "planning.dues", {"reading": reading})


def _drop(reading: int) -> Choice:
    return Choice(labels.DROP_PLAN, "planning.drop", {"reading": reading})


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
