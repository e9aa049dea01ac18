"""What is said while a plan is checked, with its choices: the card, the next question, the start. No one may press
for another: each choice names the reading, and whoever handles it asks whose it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from core.audience import EVERYBODY, Owners, Roster, proposed
from core.clock import local
from core.plans.changes import Asked, Difference, Happens, difference
from core.plans.charges import Planned, asks_for_clusters, planned
from core.plans.checking import (
    CAMPAIGN,
    CONTACT,
    DRAFT,
    OPEN,
    TYPED_OPEN,
    Answers,
    Kept,
    Settled,
    ahead,
    as_written,
    asks_for_grace,
    asks_for_numbers,
    entries,
    numbers_of,
    owners_of,
    settled,
    short_name,
    undecided,
    without_owners,
)
from core.say import Arg, Choice, Say
from core.texts import changes as changed
from core.texts import charges, labels
from core.texts import entries as entry_texts
from core.texts import planning as texts
from core.texts.charges import Charged

MOST_GROUPS = 6  # on buttons; others are typed
MOST_REPORTS = 12


@dataclass(frozen=True)
class View:
    """A plan being checked, and what the person who checks it has to choose from."""

    reading: int
    kept: Kept
    answers: Answers
    short: str = ""
    roster: Roster = field(default_factory=Roster)
    me: tuple[str, str] = ("", "")  # name and phone
    now: datetime | None = None
    current: tuple[Asked, ...] = ()  # the reports of the campaign this is a new version of
    happening: tuple[Happens, ...] = ()  # and its activities that are not over
    starts: bool = True  # False: who looks may only check

    @property
    def reports(self) -> tuple[Settled, ...]:
        return settled(self.kept, self.answers)

    @property
    def written(self) -> tuple[Settled, ...]:
        """As the level above wants them."""
        return as_written(self.kept, self.answers)

    @property
    def ahead(self) -> tuple[Settled, ...]:
        return ahead(self.reports, self.now) if self.now else self.reports

    @property
    def events(self) -> tuple[Planned, ...]:
        """The activities that are still to come, whoever carries them."""
        return planned(self.kept, self.answers, self.roster, self._today)

    @property
    def carried(self) -> tuple[Planned, ...]:
        """Those that a start writes down: somebody of the list carries them."""
        return tuple(one for one in self.events if one.charge.units(self.roster))

    @property
    def difference(self) -> Difference:
        """What a new version changes of what runs."""
        return difference(self.current, self.ahead, self.happening, self.carried)

    @property
    def entries(self) -> tuple[str, ...]:
        """What is taken as often as it comes."""
        return entries(self.kept, self.answers)

    @property
    def _today(self) -> date:
        return local(self.now).date() if self.now else date.min

    def owing(self, report: Settled) -> list[int]:
        """The units that owe this report, as decided so far."""
        rule = owners_of(report, self.answers)
        return self.roster.meant(rule) if rule else []

    def choice(self, label: str, action: str, **args: Arg) -> Choice:
        return Choice(label, f"planning.{action}", {"reading": self.reading, **args})

    def awaits(self, action: str, **args: Arg) -> Choice:
        return self.choice("", action, **args)


def card(view: View) -> Say:
    """What was understood. A draft is only checked: all that was found is said at once."""
    if DRAFT in view.answers:
        return findings(view)
    kept, left = view.kept, len(undecided(view.kept, view.answers))
    span = (day(kept["start"]), day(kept["end"]))
    text = texts.card(kept["title"], span, len(view.reports), kept["activities"], left)
    first = view.choice(labels.SETTLE if left else labels.GO_ON, "onward")
    return Say(text, (first, _dues(view), *_events(view), *_seen(view), _drop(view)))


def _events(view: View) -> tuple[Choice, ...]:
    return (view.choice(labels.EVENTS, "events"),) if view.events else ()


def events(view: View) -> Say:
    """Who carries what; another unit, or none, is typed with the number."""
    found = [_charged(view, one) for one in view.events]
    undated = view.kept["activities"] - len(view.kept.get("events", ()))
    onward = (_onward(view),) if view.starts else ()
    return Say(charges.planned(found, undated), (*onward, _dues(view)), awaits=view.awaits("assign"), counted=False)


def _charged(view: View, one: Planned) -> Charged:
    units, groups = view.roster.units, view.roster.groups
    names = [
        charges.cluster_of(groups[body.group]) if body.group is not None else units.get(body.unit, "")
        for body in one.charge.together
    ]
    each = view.roster.names(one.charge.units(view.roster)) if one.charge.each else names
    doubts = one.charge.unclear, one.charge.headless
    return Charged(one.at + 1, one.title, one.event, each, one.charge.each is not None, *doubts)


def _seen(view: View) -> tuple[Choice, ...]:
    return (view.choice(labels.FINDINGS, "findings"),) if view.kept["findings"] else ()


def findings(view: View) -> Say:
    """Numbered, the weightiest first; long lists go over several letters by themselves."""
    details = [one["detail"] for one in view.kept["findings"]]
    correct = (view.choice(labels.CORRECTION, "correction"),) if details else ()
    onward = (_onward(view),) if view.starts else ()
    said = texts.findings(details) if details else texts.nothing_found()
    return Say(said, (*correct, *onward, _sheet(view), _dues(view), _drop(view)))


def dues(view: View) -> Say:
    """Each report may be looked at and changed."""
    each = [view.choice(texts.change(one.label), "report", at=one.at) for one in view.reports[:MOST_REPORTS]]
    more = view.choice(labels.ADD_REPORT, "more")
    onward = (_onward(view),) if view.starts else ()
    sheet = (_sheet(view),) if view.reports else ()
    return Say(texts.dues(view.reports), (*each, more, *sheet, *onward, _drop(view)))


def report(view: View, one: Settled) -> Say:
    """One report, and what may be changed of it."""
    names = view.roster.names(view.owing(one))
    changes = [(labels.REDATE, "redate"), (labels.INTERNAL, "internal"), (labels.RENAME, "rename"),
               (labels.OWNERS, "owners"), (labels.HANDED_BEFORE, "handed"), (labels.STRIKE, "strike")]  # fmt: skip
    if one.rhythm is not None:
        changes = [change for change in changes if change[1] not in ("redate", "handed")]  # its dates come round
    choices = tuple(view.choice(label, action, at=one.at) for label, action in changes)
    form = Choice(labels.FORM, "forming.show", {"deliverable": 0, "reading": view.reading, "at": one.at})
    return Say(texts.report(one, names, len(view.roster.units)), (*choices, form, _onward(view)))


# -- what is still to be decided ----------------------------------------------------------------------------------


def onward(view: View) -> Say:
    """The next thing to decide; when there is none, what starting will do."""
    for ask in _QUESTIONS:
        said = ask(view)
        if said is not None:
            return said
    return _ready(view)


def _question(view: View) -> Say | None:
    left = undecided(view.kept, view.answers)
    if not left:
        return None
    number = left[0]
    finding = view.kept["findings"][number]
    choices = tuple(
        view.choice(choice["label"], "settle", finding=number, choice=at)
        for at, choice in enumerate(finding["choices"])
    )
    needless = finding["type"] == "no_reporting_deadline" and bool(view.carried)  # an activity needs no report
    pass_by = view.choice(labels.LEAVE, "settle", finding=number, choice=len(choices))
    leave = () if choices and not needless else (pass_by,)
    said = texts.question(finding["detail"], finding["quotes"], len(left) - 1, dated=not choices)
    return Say(said, (*choices, *leave), awaits=view.awaits("answer", finding=number))


def _none_due(view: View) -> Say | None:
    """No question more helps a plan that asks for nothing, or whose time has passed."""
    more = view.choice(labels.ADD_REPORT, "more")
    if view.carried or view.answers.get(TYPED_OPEN):
        return None
    if not view.reports:
        return Say(texts.nothing_to_ask(), (more, *_events(view), _drop(view)), awaits=view.awaits("line"))
    return None if view.ahead else Say(texts.all_over(), (_dues(view), more, _drop(view)))


def _grace(view: View) -> Say | None:
    if not asks_for_grace(view.kept, view.answers):
        return None
    example = next(one.day for one in view.written if one.lenient)
    labelled = (labels.ON_TIME, labels.LATE)
    return Say(texts.grace(example), tuple(view.choice(label, "judge", choice=at) for at, label in enumerate(labelled)))


def _no_units(view: View) -> Say | None:
    return None if view.roster.units else Say(texts.no_units(), (_dues(view),))


def _owners(view: View) -> Say | None:
    open_ = without_owners(view.kept, view.answers)
    return ask_owners(view, open_, open_[0].at if open_[0].audience else -1) if open_ else None


def ask_owners(view: View, reports: tuple[Settled, ...], about: int) -> Say:
    """Who owes these; for a report that names somebody first those it names. `about`: its place, or -1 for all that
    ask everybody."""
    first = reports[0]
    found = proposed(first.audience, view.roster) if first.audience else EVERYBODY
    offers: list[tuple[str, str]] = []
    if found is not None:
        words = ", ".join(first.audience) or texts.everybody(len(view.roster.units))
        offers.append((_offer(view, found, first.audience), words))
    if first.audience:
        offers.append((texts.everybody(len(view.roster.units)), texts.everybody(len(view.roster.units))))
    offers += [(name, name) for name in list(view.roster.groups.values())[:MOST_GROUPS]]
    unique = list(dict(offers).items())
    choices = tuple(view.choice(label, "owe", words=words, at=about) for label, words in unique)
    names = view.choice(labels.NAMES, "names", at=about)
    said = texts.who_owes(reports, len(view.roster.units), known=found is not None)
    return Say(said, (*choices, names), awaits=view.awaits("owe_typed", at=about))


def _offer(view: View, found: Owners, audience: tuple[str, ...]) -> str:
    meant = view.roster.meant(found)
    return texts.these(", ".join(audience), len(meant)) if audience else texts.everybody(len(meant))


def _clusters(view: View) -> Say | None:
    """A cluster answers as one body, or each of its units."""
    those = asks_for_clusters(view.kept, view.answers, view.roster, view._today)
    if not those:
        return None
    labelled = (labels.AS_CLUSTER, labels.EACH_OF_CLUSTER)
    choices = tuple(view.choice(label, "clusters", choice=at) for at, label in enumerate(labelled))
    return Say(charges.ask_clusters([one.title for one in those]), (*choices, *_events(view)))


def _open(view: View) -> Say | None:
    """What the plan asks for without a date: is it taken as often as it comes?"""
    if OPEN in view.answers or not view.kept.get("open"):
        return None
    labelled = (labels.MANY_TIMES, labels.NOT_TAKEN)
    choices = tuple(view.choice(label, "open", choice=at) for at, label in enumerate(labelled))
    return Say(entry_texts.ask(view.kept["open"]), choices)


def _numbers(view: View) -> Say | None:
    if not asks_for_numbers(view.kept, view.answers):
        return None
    labelled = (labels.ASK_NUMBERS, labels.FILE_ONLY)
    choices = tuple(view.choice(label, "numbers", choice=at) for at, label in enumerate(labelled))
    return Say(texts.numbers([texts.counted(one["what"], one["unit"]) for one in numbers_of(view.kept)]), choices)


def _contact(view: View) -> Say | None:
    if CONTACT in view.answers:
        return None
    planned = (view.kept["contact"]["name"], view.kept["contact"]["phone"])
    offers = [("plan", planned)] if all(planned) else []
    offers += [("me", view.me)] if all(view.me) and view.me != planned else []
    choices = tuple(view.choice(texts.person(*who), "contact", who=source) for source, who in offers)
    return Say(texts.who_answers(bool(choices)), choices, awaits=view.awaits("contact_typed"))


_QUESTIONS: tuple[Callable[[View], Say | None], ...] = (
    _question,
    _none_due,
    _grace,
    _no_units,
    _owners,
    _clusters,
    _open,
    _numbers,
    _contact,
)


def _ready(view: View) -> Say:
    """All is decided: what pressing the button will do. Other words than its choices are the plan's name."""
    if CAMPAIGN in view.answers:
        return _compared(view)
    over = len(view.reports) - len(view.ahead)
    owing = {unit for one in view.ahead for unit in view.owing(one)}
    said = texts.nothing_left(view.short, len(view.ahead), len(owing), over)
    nobodys = [one.title for one in view.events if not one.charge.units(view.roster)]
    many = entry_texts.ready(view.entries) if view.entries else ""
    said = "\n".join(line for line in (said, many, charges.ready(len(view.carried), nobodys)) if line)
    begin = (
        view.choice(labels.START_WITH_LETTERS, "start", letters=1),
        view.choice(labels.START_SILENTLY, "start", letters=0),
    )
    letter = view.choice(labels.PREVIEW, "preview")
    calendar = Choice(labels.SCHEDULE, "schedule.before", {"reading": view.reading})
    return Say(said, (*begin, letter, calendar, _dues(view), *_events(view), _drop(view)), awaits=view.awaits("name"))


def _compared(view: View) -> Say:
    """A new version: what it changes of what runs."""
    found = view.difference
    apply = (view.choice(labels.APPLY, "apply"),) if found else ()
    return Say(changed.difference(view.short, found), (*apply, _dues(view), _drop(view)))


def is_ready(view: View) -> bool:
    return all(ask(view) is None for ask in _QUESTIONS)


def proposed_name(kept: Kept) -> str:
    return short_name(kept["title"]) or texts.unnamed()


def _onward(view: View) -> Choice:
    return view.choice(labels.GO_ON, "onward")


def _dues(view: View) -> Choice:
    return view.choice(labels.DUES, "dues")


def _sheet(view: View) -> Choice:
    return view.choice(labels.DUE_SHEET, "sheet")


def _drop(view: View) -> Choice:
    return view.choice(labels.DROP_PLAN, "drop")


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
