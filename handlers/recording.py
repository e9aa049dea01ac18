"""What somebody entered for units: the card that is read back, and the yes that records all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.audience import Roster
from core.behalf import Source
from core.delivery import Lane
from core.entering import Book
from core.roles import HANDING_IN
from core.say import Arg, Choice, Say
from core.submissions import Timeliness, Workflow
from core.texts import answers, labels
from core.texts import behalf as texts
from core.texts import fields as parts
from core.texts.behalf import Entry
from core.texts.values import Due, Matter
from data import behalf, campaigns, files, forwarding, likeness, obligations, people, requests
from data.models import File, Submission
from data.obligations import Owed, Version
from data.people import Reach
from handlers.desk import receipt_of
from handlers.turn import Turn
from handlers.watching import calls, watched

WORDS = Choice("", "behalf.heard")
NOTHING = Choice(labels.RECORD_NOTHING, "behalf.leave")


def takes(owed: Owed, at: datetime | None) -> bool:
    """Still owed; or in too late, while this one came in time."""
    return owed.open or _mends(owed, at)


def _mends(owed: Owed, at: datetime | None) -> bool:
    late = owed.obligation.timeliness == Timeliness.LATE
    return not owed.open and late and at is not None and at <= owed.obligation.lenient


def card(book: Book, due: Due, roster: Roster, owed: Sequence[Owed]) -> Say:
    """Everything is known: what a yes would record."""
    assert book.source is not None
    assert book.at is not None
    taken = [one for one in owed if takes(one, book.at)]
    other = Choice(labels.OTHER_REPORT, "behalf.which")
    done, spared = apart(book.units, owed, taken, roster)
    if not taken:
        return Say(texts.nothing_to_enter(due, done, spared), (other, NOTHING), awaits=WORDS)
    kept = [file for one in taken for file in book.files_of(one.unit.id or 0)]
    entry = replace(_entry(taken, book.source, book.at), done=done, spared=spared, files=len(kept))
    yes = Choice(labels.RECORD, "behalf.record", _args(book, taken))
    return Say(texts.card(entry), (yes, other, NOTHING), awaits=WORDS)


def apart(
    units: Sequence[int], owed: Sequence[Owed], taken: Sequence[Owed], roster: Roster
) -> tuple[list[str], list[str]]:
    """Of the units that are not taken the names: those that are in already, and those that need not hand in."""
    asked = {one.unit.id for one in owed if one.obligation.workflow != Workflow.EXEMPT}
    left = [unit for unit in units if unit not in {one.unit.id for one in taken}]
    done, spared = [unit for unit in left if unit in asked], [unit for unit in left if unit not in asked]
    return roster.names(done), roster.names(spared)


def _entry(taken: Sequence[Owed], source: Source, at: datetime) -> Entry:
    return Entry(
        taken[0].due,
        source,
        at,
        on_time=[one.unit.name for one in taken if at <= one.obligation.lenient],
        late=[one.unit.name for one in taken if at > one.obligation.lenient],
        mended=[one.unit.name for one in taken if _mends(one, at)],
    )


def _args(book: Book, taken: Sequence[Owed]) -> dict[str, Arg]:
    """The yes carries what was read back."""
    chosen = {one.unit.id for one in taken}
    return {
        "deliverable": book.deliverable,
        "period": book.period,
        "units": ",".join(str(one.unit.id) for one in taken),
        "collected": ",".join(f"{file}:{unit}" for file, unit in book.files if unit in chosen),
        "source": str(book.source),
        "moment": book.at.isoformat() if book.at else "",
    }


# -- the yes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Came:
    """One report that came some other way: how, when, with which files."""

    owed: Owed
    source: Source
    at: datetime
    files: Sequence[File] = ()


@dataclass(frozen=True)
class Recorded:
    codes: list[str]
    unreached: list[str]  # units of which nobody can be written to


async def record(
    turn: Turn, deliverable: int, period: str, units: str, collected: str, source: str, moment: str
) -> Say:  # fmt: skip
    """Facts and letters of all these units together; what has come in meanwhile stays as it is."""
    theirs = await watched(turn) if calls(turn) and not turn.group else []
    wanted = [int(one) for one in units.split(",")]
    if theirs is not None and not set(wanted) <= set(theirs):
        return Say(answers.not_for_your_role())
    at = min(datetime.fromisoformat(moment), turn.now)
    owed = await behalf.of_report(turn.session, deliverable, period, wanted)
    taken = [one for one in owed if takes(one, at)]
    await behalf.drop(turn.session, turn.person_id)
    more = Choice(labels.ENTER_MORE, "behalf.show")
    if not taken:
        came = [one.unit.name for one in owed if one.obligation.workflow != Workflow.EXEMPT]
        spared = [one.unit.name for one in owed if one.obligation.workflow == Workflow.EXEMPT]
        return Say(texts.nothing_to_enter(owed[0].due, came, spared) if owed else texts.left(), (more,))
    sent = await _files(turn, collected)
    done = await enter(turn, [Came(one, Source(source), at, sent.get(one.unit.id or 0, ())) for one in taken])
    said = texts.recorded(_entry(taken, Source(source), at), done.codes, done.unreached)
    return Say(said, (more, Choice(labels.STATUS, "status.show")))


async def _files(turn: Turn, collected: str) -> dict[int, list[File]]:
    """By unit; only what this person sent."""
    pairs = [tuple(map(int, pair.split(":"))) for pair in collected.split(",") if pair]
    if not pairs:
        return {}
    own = {one.id: one for one in await files.of_person(turn.session, [file for file, _ in pairs], turn.person_id)}
    found: dict[int, list[File]] = {}
    for file, unit in pairs:
        found.setdefault(unit, []).extend([own[file]] if file in own else [])
    return found


async def enter(turn: Turn, reports: Sequence[Came]) -> Recorded:
    """Each judged by its own moment, and forwarded as if its unit had handed it in. Whatever was asked about its mail
    is answered by it; its people are told once."""
    asked = [came.owed.id for came in reports if came.owed.obligation.version]
    earlier = await obligations.histories(turn.session, asked)
    made = await obligations.hand_in_all(
        turn.session, [_version(turn, came, earlier.get(came.owed.id, [])) for came in reports]
    )
    written = {one.obligation_id: one for one in made}
    for came in reports:
        await _noted(turn, came, written[came.owed.id])
    await requests.settle(
        turn.session, list(written), str(Matter.EMAIL), turn.now, turn.person_id, labels.MAIL_FOUND
    )  # fmt: skip
    turn.said += await forwarding.letters_of_many(
        turn.session, list(written.values()), forwarding.HANDED_IN, turn.now, turn.machine,
        {came.owed.id: came.owed for came in reports},
    )  # fmt: skip
    for campaign in {came.owed.campaign.id or 0 for came in reports}:
        await campaigns.boards_stale(turn.session, campaign, turn.now)
    units = [came.owed.unit.id or 0 for came in reports]
    reaches = await people.reachable(turn.session, units=units, roles=HANDING_IN)
    unreached = []
    for came in reports:
        theirs = [reach for reach in reaches if reach.unit_id == came.owed.unit.id]
        if not theirs:
            unreached.append(came.owed.unit.name)
        _tell(turn, came, written[came.owed.id], earlier.get(came.owed.id, []), theirs)
    return Recorded([came.owed.code(written[came.owed.id]) for came in reports], unreached)


def _version(turn: Turn, came: Came, earlier: list[Submission]) -> Version:
    """What came earlier than what is in too late brings its moment; the contents that are in stay."""
    mended = bool(earlier) and not came.owed.open
    kept = list(earlier[-1].files.get("ids", ())) if mended else []
    ids = list(dict.fromkeys([*kept, *(file.id or 0 for file in came.files)]))
    return Version(
        came.owed, earlier, person_id=turn.person_id, channel=str(came.source), handed_at=came.at,
        answers=dict(earlier[-1].answers) if mended else {}, files={"v": 1, "ids": ids} if ids else {},
        source=str(came.source), entered_by=turn.person_id,
    )  # fmt: skip


async def _noted(turn: Turn, came: Came, submission: Submission) -> None:
    one = came.owed
    await likeness.ask(turn.session, submission, came.files, turn.now, turn.machine)
    await turn.note(
        "entered for the unit", campaign_id=one.campaign.id, obligation_id=one.id, code=one.code(submission),
        source=str(came.source), came=came.at.isoformat(),
    )  # fmt: skip


def _tell(turn: Turn, came: Came, made: Submission, earlier: Sequence[Submission], theirs: Sequence[Reach]) -> None:
    """The receipt, judged by whatever came first, whichever way it came."""
    first = min([*earlier, made], key=lambda version: version.handed_at)
    got = receipt_of(came.owed, made, first, contents=parts.files_by_sort([file.name for file in came.files]))
    shown = Choice(labels.SHOW, "report.show", {"submission": made.id or 0})
    say = Say(texts.told(got, campaigns.plan_of(came.owed.campaign)), (shown,))
    others = [reach for reach in theirs if reach.person_id != turn.person_id]
    turn.tell(others, lambda _: say, Lane.NUDGE, turn.later)
