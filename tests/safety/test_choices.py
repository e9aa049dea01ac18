"""Who may see or change a unit's things by pressing a choice: every action, everybody, their own letter or not.

The arguments are always An Hòa's, so the letter alone never protects anything: the action asks who presses, now.
"""

import contextlib
import random
import string
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import machine_now
from core.errors import Refused
from data.database import Session
from data.inbox import Kept
from handlers import web
from handlers.acts import ACTIONS
from handlers.awaiting import AWAITED
from handlers.telegram.routes import press, routes
from handlers.turn import opened
from tests.safety.pressing import LETTERS, SAID, WHO, Outcome, Stage, stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOBODY = ""
UNIT = "secretary, deputy"
WRITER = "secretary"  # whose draft it is: the deputy begins one of their own
BOTH_BEGIN = "secretary, deputy"
WATCHERS = "organiser, leader, cluster head"
ORGANISER = "organiser"
CLAIMANT = "claimant"
OF_THE_SEAT = "secretary, organiser"
CALLERS = "organiser, cluster head"
EVERYBODY = "secretary, deputy, other unit, cluster head, other cluster, organiser, leader"

# Who sees what An Hòa handed in, its files, its people's telephones or a way in; and who changes anything of it.
POLICY: dict[str, tuple[str, str]] = {
    "activities.change": (NOBODY, NOBODY),
    "activities.on_schedule": (NOBODY, UNIT),
    "activities.put_off": (NOBODY, UNIT),
    "activities.set_day": (NOBODY, NOBODY),
    "activities.took_part": (NOBODY, NOBODY),  # An Hòa leads: it is asked for the result
    "adding.begin": (NOBODY, NOBODY),
    "adding.enough": (NOBODY, NOBODY),
    "adding.option": (NOBODY, UNIT),  # one more answer of what the unit handed in
    "adding.skip": (NOBODY, NOBODY),
    "aims.begin": (NOBODY, NOBODY),
    "aims.drop": (NOBODY, NOBODY),  # of the whole plan: no row of An Hòa's
    "aims.keep": (NOBODY, ORGANISER),  # what An Hòa is given
    "aims.number": (NOBODY, NOBODY),
    "aims.numbers": (NOBODY, NOBODY),
    "aims.restore": (NOBODY, NOBODY),
    "aims.share": (NOBODY, NOBODY),
    "aims.way": (NOBODY, NOBODY),
    "aims.ways": (NOBODY, NOBODY),
    "announce.again": (NOBODY, NOBODY),
    "announce.answer": (NOBODY, UNIT),  # what they were asked themselves
    "announce.ask_reply": (NOBODY, NOBODY),
    "announce.ask_when": (NOBODY, NOBODY),
    "announce.ask_whom": (NOBODY, NOBODY),
    "announce.ask_words": (NOBODY, NOBODY),
    "announce.asking": (NOBODY, NOBODY),
    "announce.begin": (NOBODY, NOBODY),
    "announce.by_hand": (ORGANISER, NOBODY),  # whom to call where nobody has it
    "announce.card": (NOBODY, NOBODY),
    "announce.correct": (NOBODY, NOBODY),
    "announce.corrected": (NOBODY, NOBODY),  # its letters are written by the tick
    "announce.drop": (NOBODY, NOBODY),
    "announce.pass_on": (ORGANISER, NOBODY),  # whom to call, of those whom one's own draft is for
    "announce.past": (NOBODY, NOBODY),
    "announce.reply": (NOBODY, NOBODY),
    "announce.send": (NOBODY, NOBODY),
    "announce.show": (NOBODY, NOBODY),
    "announce.silent": (NOBODY, NOBODY),
    "announce.stop": (NOBODY, NOBODY),
    "announce.to": (NOBODY, NOBODY),
    "announce.trial": (NOBODY, NOBODY),
    "announce.tried": (NOBODY, NOBODY),
    "announce.unplan": (NOBODY, NOBODY),
    "announce.unschedule": (NOBODY, NOBODY),
    "announce.urgent": (NOBODY, NOBODY),
    "announce.withdraw": (NOBODY, NOBODY),
    "announce.withdrawn": (NOBODY, NOBODY),
    "beginnings.copied": (NOBODY, NOBODY),
    "beginnings.copy": (NOBODY, NOBODY),
    "beginnings.compose": (NOBODY, NOBODY),
    "beginnings.sample": (NOBODY, NOBODY),
    "beginnings.version": (NOBODY, NOBODY),
    "behalf.about": (NOBODY, NOBODY),
    "behalf.agreed": (NOBODY, NOBODY),
    "behalf.before": (NOBODY, NOBODY),
    "behalf.leave": (NOBODY, NOBODY),
    "behalf.moment": (NOBODY, NOBODY),
    "behalf.no_file": (NOBODY, NOBODY),
    "behalf.record": (NOBODY, CALLERS),  # entered for An Hòa, by whoever looks after it
    "behalf.show": (WRITER, BOTH_BEGIN),  # from a unit the words mean that it hands in
    "behalf.way": (NOBODY, NOBODY),
    "behalf.which": (NOBODY, NOBODY),
    "calls.agreed": (CALLERS, CALLERS),
    "calls.outcome": (CALLERS, NOBODY),
    "calls.promise": (CALLERS, NOBODY),
    "calls.show": (WATCHERS, NOBODY),
    "changing.drop": (NOBODY, NOBODY),
    "changing.dropped": (NOBODY, ORGANISER),
    "changing.redate": (NOBODY, NOBODY),
    "changing.redated": (NOBODY, ORGANISER),
    "changing.report": (NOBODY, NOBODY),
    "changing.sheet": (NOBODY, NOBODY),
    "changing.show": (NOBODY, NOBODY),
    "changing.template": (NOBODY, NOBODY),
    "changing.withdraw": (NOBODY, NOBODY),
    "changing.withdrawn": (NOBODY, ORGANISER),
    "entries.nothing_came": (NOBODY, NOBODY),
    "exporting.files": (NOBODY, NOBODY),  # into the chat of whoever sees it all, by an errand
    "exporting.own_files": (NOBODY, NOBODY),  # of what whoever presses is named to read, and of nothing else
    "exporting.own_sheet": (NOBODY, NOBODY),
    "exporting.private": (NOBODY, NOBODY),
    "exporting.sheet": (NOBODY, NOBODY),
    "exporting.show": (NOBODY, NOBODY),
    "extending.ask": (NOBODY, NOBODY),
    "extending.extended": (NOBODY, ORGANISER),
    "extending.which": (NOBODY, NOBODY),
    "extending.spare": (NOBODY, NOBODY),
    "extending.spared": (NOBODY, ORGANISER),
    "forming.done": (NOBODY, NOBODY),  # by an organiser: what is asked, no row of An Hòa's
    "forming.how": (NOBODY, NOBODY),
    "forming.part": (NOBODY, NOBODY),
    "forming.show": (NOBODY, NOBODY),
    "forming.wish": (NOBODY, NOBODY),
    "feeds.renew": (NOBODY, NOBODY),  # the link to the calendar of who presses
    "feeds.show": (NOBODY, NOBODY),
    "claims.approve": (NOBODY, CALLERS),
    "claims.approve_matching": (NOBODY, NOBODY),  # nobody here matches the list
    "claims.ask": (NOBODY, NOBODY),
    "claims.one": (CALLERS, NOBODY),
    "claims.refuse": (NOBODY, CALLERS),
    "claims.replace": (NOBODY, CALLERS),
    "claims.show": (CALLERS, NOBODY),
    "closing.again": (NOBODY, NOBODY),
    "closing.ask": (NOBODY, NOBODY),
    "closing.closed": (NOBODY, ORGANISER),  # when An Hòa is reminded
    "closing.reopened": (NOBODY, NOBODY),  # it runs
    "groups.code": (NOBODY, NOBODY),  # of the whole campaign or a cluster, by an organiser
    "groups.post": (NOBODY, NOBODY),
    "groups.posted": (NOBODY, NOBODY),  # in groups alone, and only what everybody there was sent
    "groups.show": (NOBODY, NOBODY),
    "groups.unbind": (NOBODY, NOBODY),
    "handover.done": (OF_THE_SEAT, OF_THE_SEAT),  # the way in for whoever takes over
    "handover.seat": (NOBODY, WRITER),  # the report they were making waits
    "firststeps.show": (NOBODY, NOBODY),
    "firststeps.skip": (NOBODY, NOBODY),
    "importing.ask": (NOBODY, NOBODY),
    "importing.drop": (NOBODY, ORGANISER),
    "importing.points": (ORGANISER, NOBODY),
    "importing.write": (NOBODY, ORGANISER),
    "inviting.revoke": (NOBODY, ORGANISER),
    "inviting.sheet": (NOBODY, NOBODY),
    "inviting.show": (NOBODY, NOBODY),
    "incharge.of": (NOBODY, NOBODY),  # many hand it in: whom to ask is the officer
    "joining.again": (NOBODY, CLAIMANT),  # their own answers, begun anew
    "joining.into": (NOBODY, NOBODY),
    "joining.unit": (CLAIMANT, CLAIMANT),  # their own telephone is read back
    "mailbox.again": (NOBODY, NOBODY),  # of the campaign: no row of An Hòa's changes
    "mailbox.ask_code": (NOBODY, NOBODY),
    "mailbox.forward": (NOBODY, NOBODY),  # no mailbox is proved here
    "mailbox.rule": (NOBODY, NOBODY),
    "mailbox.show": (NOBODY, NOBODY),
    "mailbox.use": (NOBODY, NOBODY),
    "lines.fix": (NOBODY, UNIT),  # numbers for the unit's own report
    "lines.into": (NOBODY, NOBODY),
    "lines.no": (NOBODY, NOBODY),
    "lines.put": (NOBODY, NOBODY),
    "lines.yes": (WRITER, UNIT),
    "meeting.show": (NOBODY, NOBODY),  # numbers; the picture goes into the chat of whoever sees it all, by an errand
    "mending.begin": (UNIT, UNIT),
    "mending.right": (NOBODY, UNIT),
    "mending.talk": (NOBODY, NOBODY),
    "dating.about": (NOBODY, NOBODY),
    "dating.ask": (NOBODY, NOBODY),
    "dating.dated": (NOBODY, ORGANISER),
    "internal.about": (NOBODY, NOBODY),
    "internal.ask": (NOBODY, NOBODY),
    "internal.away": (NOBODY, NOBODY),
    "internal.gone": (NOBODY, NOBODY),  # nothing is set here; what gone changes is what set does
    "internal.set": (NOBODY, ORGANISER),
    "internal.take": (NOBODY, NOBODY),
    "leading.off": (NOBODY, NOBODY),
    "leading.on": (NOBODY, NOBODY),
    "menu.help": (NOBODY, NOBODY),
    "mine.hours": (NOBODY, NOBODY),
    "mine.link": (EVERYBODY, NOBODY),  # a way in for who presses and nobody else
    "mine.prefer": (NOBODY, NOBODY),
    "mine.show": (WRITER, NOBODY),  # their own telephone
    "mine.unlink": (NOBODY, NOBODY),  # never the chat in hand, nor another person's
    "nudging.hold": (NOBODY, NOBODY),  # of the whole campaign, by an organiser: no row of An Hòa's changes
    "nudging.leave": (NOBODY, NOBODY),
    "nudging.release": (NOBODY, NOBODY),
    "nudging.send": (NOBODY, CALLERS),
    "nudging.show": (NOBODY, NOBODY),
    "planning.apply": (NOBODY, NOBODY),
    "planning.clusters": (NOBODY, NOBODY),
    "planning.contact": (NOBODY, NOBODY),
    "planning.corrected": (NOBODY, NOBODY),
    "planning.correction": (NOBODY, NOBODY),
    "planning.drop": (NOBODY, NOBODY),
    "planning.dues": (NOBODY, NOBODY),
    "planning.events": (NOBODY, NOBODY),
    "planning.findings": (NOBODY, NOBODY),
    "planning.handed": (NOBODY, NOBODY),
    "planning.judge": (NOBODY, NOBODY),
    "planning.more": (NOBODY, NOBODY),
    "planning.names": (NOBODY, NOBODY),
    "planning.numbers": (NOBODY, NOBODY),
    "planning.onward": (NOBODY, NOBODY),
    "planning.open": (NOBODY, NOBODY),
    "planning.opened": (NOBODY, NOBODY),
    "planning.owe": (NOBODY, NOBODY),
    "planning.owners": (NOBODY, NOBODY),
    "planning.preview": (NOBODY, NOBODY),
    "planning.internal": (NOBODY, NOBODY),
    "planning.not_sooner": (NOBODY, NOBODY),
    "planning.sooner": (NOBODY, NOBODY),
    "planning.sooner_of": (NOBODY, NOBODY),
    "planning.redate": (NOBODY, NOBODY),
    "planning.rename": (NOBODY, NOBODY),
    "planning.report": (NOBODY, NOBODY),
    "planning.settle": (NOBODY, NOBODY),
    "planning.sheet": (NOBODY, NOBODY),
    "planning.start": (NOBODY, ORGANISER),  # whose plan it is: An Hòa owes one more report
    "planning.strike": (NOBODY, NOBODY),
    "plans.all": (NOBODY, NOBODY),
    "plans.old": (NOBODY, NOBODY),
    "plans.pause": (NOBODY, NOBODY),
    "plans.resume": (NOBODY, NOBODY),
    "plans.show": (NOBODY, NOBODY),
    "private.moved": (NOBODY, NOBODY),  # no report of An Hòa's is private here
    "relaying.done": (CALLERS, CALLERS),  # while An Hòa has to be told by hand: its people, and their way in
    "relaying.group": (ORGANISER, ORGANISER),  # the link for everybody
    "relaying.show": (CALLERS, CALLERS),
    "relaying.skip": (CALLERS, CALLERS),
    "replies.by_email": (NOBODY, UNIT),  # words to the officer: while they wait nobody is reminded
    "replies.call_me": (NOBODY, UNIT),
    "replies.got_it": (NOBODY, NOBODY),
    "replies.help": (NOBODY, NOBODY),
    "replies.papers": (NOBODY, UNIT),
    "replies.pass_on": (NOBODY, UNIT),
    "replies.pass_on_line": (NOBODY, NOBODY),  # nobody's words but those of this very chat
    "replies.question": (NOBODY, NOBODY),
    "replies.reason": (NOBODY, NOBODY),
    "report.begin": (WRITER, BOTH_BEGIN),
    "report.change": (WRITER, BOTH_BEGIN),
    "report.confirm": (WRITER, WRITER),
    "report.into": (WRITER, WRITER),  # the file is hers: not even the deputy may hand it in
    "report.keep_all": (WRITER, WRITER),
    "removing.ask": (WRITER, NOBODY),
    "removing.done": (NOBODY, WRITER),  # her own draft
    "removing.file": (WRITER, WRITER),
    "report.keep_it": (WRITER, NOBODY),
    "report.leave": (NOBODY, WRITER),
    "report.nil": (WRITER, WRITER),
    "report.option": (WRITER, WRITER),
    "report.resume": (WRITER, WRITER),
    "report.show": (UNIT, NOBODY),
    "report.show_latest": (UNIT, NOBODY),
    "report.skip": (WRITER, WRITER),
    "report.start": (WRITER, BOTH_BEGIN),
    "report.surely": (WRITER, WRITER),
    "restricting.ask": (NOBODY, NOBODY),
    "restricting.days": (NOBODY, NOBODY),
    "restricting.lift": (NOBODY, NOBODY),
    "restricting.marked": (NOBODY, ORGANISER),  # what somebody is making of it in the chat waits for the page
    "schedule.before": (NOBODY, NOBODY),
    "schedule.changed": (NOBODY, ORGANISER),  # when An Hòa is reminded
    "schedule.ladder": (NOBODY, NOBODY),
    "schedule.running": (NOBODY, NOBODY),
    "schedule.usual": (NOBODY, NOBODY),
    "settling.came": (NOBODY, ORGANISER),
    "points.doubt": (NOBODY, NOBODY),
    "points.off": (NOBODY, NOBODY),  # of the whole campaign: no row of An Hòa's
    "points.on": (NOBODY, NOBODY),
    "points.praise": (NOBODY, NOBODY),  # asks for a table, which its own errand makes
    "points.reopen": (NOBODY, NOBODY),
    "points.reopened": (NOBODY, NOBODY),
    "points.rules": (NOBODY, NOBODY),
    "points.settle": (NOBODY, NOBODY),
    "points.settled": (NOBODY, NOBODY),
    "points.show": (NOBODY, NOBODY),
    "points.written": (NOBODY, ORGANISER),  # a point of An Hòa's
    "reconciling.absent": (NOBODY, NOBODY),  # what An Hòa asks here is about no mail
    "reconciling.all": (NOBODY, NOBODY),
    "reconciling.record": (NOBODY, ORGANISER),
    "reconciling.show": (NOBODY, NOBODY),
    "requests.close": (NOBODY, ORGANISER),
    "requests.decline": (NOBODY, ORGANISER),
    "settling.exempt": (NOBODY, ORGANISER),
    "settling.found": (NOBODY, NOBODY),
    "requests.grant": (NOBODY, ORGANISER),
    "settling.insist": (NOBODY, ORGANISER),
    "settling.not_found": (NOBODY, ORGANISER),
    "requests.other": (NOBODY, NOBODY),
    "requests.carried": (NOBODY, ORGANISER),
    "requests.reply": (NOBODY, NOBODY),
    "requests.share": (NOBODY, NOBODY),
    "requests.shared": (NOBODY, NOBODY),
    "requests.show": (ORGANISER, NOBODY),
    "returning.about": (NOBODY, NOBODY),
    "returning.answered": (NOBODY, ORGANISER),
    "returning.moment": (NOBODY, NOBODY),
    "returning.parts": (NOBODY, NOBODY),
    "returning.reason": (NOBODY, NOBODY),
    "returning.reply": (NOBODY, NOBODY),
    "returning.send": (NOBODY, ORGANISER),
    "returning.whole": (NOBODY, NOBODY),
    "reviewing.accept": (NOBODY, ORGANISER),
    "reviewing.accept_all": (NOBODY, ORGANISER),
    "reviewing.back": (ORGANISER, ORGANISER),  # in whose hand it is
    "reviewing.bulk": (NOBODY, NOBODY),
    "reviewing.full": (ORGANISER, NOBODY),
    "reviewing.next": (ORGANISER, ORGANISER),
    "reviewing.one": (ORGANISER, ORGANISER),
    "reviewing.undo": (ORGANISER, ORGANISER),
    "reviewing.show": ("secretary, deputy, organiser", ORGANISER),  # to the unit what it handed in itself
    "revising.added": (NOBODY, ORGANISER),
    "revising.opened": (NOBODY, ORGANISER),  # An Hòa may send one more thing
    "ruling.grace": (NOBODY, NOBODY),  # nothing of An Hòa's came late
    "ruling.meant": (NOBODY, NOBODY),
    "ruling.moment": (NOBODY, NOBODY),
    "ruling.of_request": (NOBODY, NOBODY),
    "ruling.on_time": (NOBODY, NOBODY),
    "revising.more": (NOBODY, NOBODY),
    "start.not_me": (NOBODY, UNIT),
    "status.clusters": (NOBODY, NOBODY),
    "status.late": (NOBODY, NOBODY),  # names, and no telephone
    "status.missing": (WATCHERS, NOBODY),
    "status.overview": (NOBODY, NOBODY),
    "status.reports": (NOBODY, NOBODY),
    "status.show": (NOBODY, NOBODY),
    "targets.one": (NOBODY, NOBODY),  # a number, to whoever sees all of them
    "targets.show": (NOBODY, NOBODY),
    "targets.units": (NOBODY, NOBODY),
    "units.invite": (ORGANISER, ORGANISER),
    "units.link": (ORGANISER, ORGANISER),
    "units.qr": (NOBODY, NOBODY),
    "units.renew_link": (ORGANISER, ORGANISER),
    "units.show": (NOBODY, NOBODY),
    "units.stop_link": (NOBODY, NOBODY),
    "viewing.close": (NOBODY, WRITER),  # one's own board
    "viewing.end": (NOBODY, ORGANISER),
    "viewing.show": (EVERYBODY, WRITER),  # a link of one's own to what one may see, in place of an earlier one
    "viewing.who": (NOBODY, NOBODY),
    "withdrawing.ask": (NOBODY, NOBODY),
    "withdrawing.done": (NOBODY, UNIT),
    "work.agreed": (NOBODY, UNIT),
    "work.calendar": (NOBODY, NOBODY),
    "work.promise": (NOBODY, UNIT),
    "work.show": (NOBODY, NOBODY),
    "work.when": (NOBODY, NOBODY),
}
# What the table allows is also possible: else it would hold for a bot that refuses everybody.
WORKS = [
    ("report.show", "deputy", Outcome(True, False)),
    ("announce.answer", "secretary", Outcome(False, True)),
    ("report.confirm", "secretary", Outcome(False, True)),
    ("status.missing", "leader", Outcome(True, False)),
    ("status.missing", "cluster head", Outcome(True, False)),
    ("units.invite", "organiser", Outcome(True, True)),
    ("claims.approve", "organiser", Outcome(False, True)),
    ("claims.one", "organiser", Outcome(True, False)),
    ("claims.approve", "cluster head", Outcome(False, True)),
    ("importing.write", "organiser", Outcome(False, True)),
    ("units.link", "organiser", Outcome(True, True)),
    ("planning.start", "organiser", Outcome(False, True)),
    ("requests.grant", "organiser", Outcome(False, True)),
    ("settling.exempt", "organiser", Outcome(False, True)),
    ("requests.show", "organiser", Outcome(True, False)),
    ("reviewing.show", "organiser", Outcome(True, True)),
    ("returning.send", "organiser", Outcome(False, True)),
    ("mending.right", "deputy", Outcome(False, True)),
    ("withdrawing.done", "deputy", Outcome(False, True)),
    ("reviewing.accept", "organiser", Outcome(False, True)),
    ("reviewing.accept_all", "organiser", Outcome(False, True)),
    ("revising.added", "organiser", Outcome(False, True)),
    ("changing.dropped", "organiser", Outcome(False, True)),
    ("extending.extended", "organiser", Outcome(False, True)),
    ("changing.redated", "organiser", Outcome(False, True)),
    ("internal.set", "organiser", Outcome(False, True)),
    ("dating.dated", "organiser", Outcome(False, True)),
    ("changing.withdrawn", "organiser", Outcome(False, True)),
    ("schedule.changed", "organiser", Outcome(False, True)),
    ("calls.agreed", "organiser", Outcome(False, True)),
    ("calls.agreed", "cluster head", Outcome(False, True)),
    ("nudging.send", "organiser", Outcome(False, True)),
    ("nudging.send", "cluster head", Outcome(False, True)),
    ("work.promise", "deputy", Outcome(False, True)),
    ("activities.on_schedule", "deputy", Outcome(False, True)),
    ("activities.put_off", "secretary", Outcome(False, True)),
    ("behalf.record", "organiser", Outcome(False, True)),
    ("behalf.record", "cluster head", Outcome(False, True)),
    ("reconciling.record", "organiser", Outcome(False, True)),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def an_hoa(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("an-hoa")) as ready:
        yield ready


async def test_the_policy_knows_every_action() -> None:
    assert sorted(POLICY) == sorted(ACTIONS)
    assert {name for name, said in SAID.items() if "typed" in said} == set(AWAITED)


@pytest.mark.parametrize("action", sorted(ACTIONS))
async def test_nobody_gets_more_than_the_policy_gives(an_hoa: Stage, action: str) -> None:
    sees, changes = POLICY[action]
    denied = []
    for who in WHO:
        for letter in LETTERS:
            found = await an_hoa.press(action, who, letter)
            may_see, may_change = (letter == "own" and who in names.split(", ") for names in (sees, changes))
            if (found.sees and not may_see) or (found.changes and not may_change):
                denied.append((who, letter, found))
    assert denied == []


@pytest.mark.parametrize("action", sorted(AWAITED))
async def test_words_a_letter_waits_for_show_and_change_nothing_of_anothers(an_hoa: Stage, action: str) -> None:
    """Whoever writes the report in question answers that first, with the same words; an organiser answers requests."""
    answering = ("units.invite_as", "requests.", "settling.", "importing.", "returning.", "ruling.")
    answers = ("organiser",) if action.startswith(answering) else ()
    others = [who for who in WHO if who not in (*UNIT.split(", "), CLAIMANT, *answers)]  # a claim keeps any words
    found = [(who, letter, await an_hoa.press(action, who, letter)) for who in others for letter in LETTERS]
    assert [case for case in found if case[2].sees or case[2].changes] == []


@pytest.mark.parametrize(("action", "who", "outcome"), WORKS)
async def test_whoever_may_can(an_hoa: Stage, action: str, who: str, outcome: Outcome) -> None:
    found = await an_hoa.press(action, who, "own")
    assert (found.sees, found.changes) == (outcome.sees, outcome.changes)


# -- nonsense -----------------------------------------------------------------------------------------------------


def nonsense(rng: random.Random) -> dict[str, Any]:
    """What a page might put into the inbox if it were not ours: numbers of letters and choices, and words."""
    number = rng.choice([0, -1, 1, 2**31, 2**63 - 1, rng.randrange(500)])
    if rng.random() < 0.5:
        return web.tapped(number, rng.choice([0, -1, 1, 2, 99, 2**62]), "")
    letters = string.printable + "ếộđ\u202e\u200b\U0001f33b./<&"
    return web.typed("".join(rng.choice(letters) for _ in range(rng.randrange(40))))


async def test_two_thousand_invented_taps_and_words_change_nothing_of_anothers(an_hoa: Stage) -> None:
    rng, house = random.Random(7), an_hoa.house

    async def turns(session: Session) -> None:
        before = await an_hoa.things(session)
        for _ in range(100):
            now = house.clock.now()
            row = Kept(0, "web", "", rng.choice(["demo:stranger", "demo:unit-AB"]), nonsense(rng), now)
            turn = await opened(session, row, now, machine_now(), house.setting)
            with contextlib.suppress(Refused):
                turn.say(await web.answer(turn, row))
        assert await an_hoa.things(session) == before

    for _ in range(20):
        await house.database.write(turns)


CALLBACKS = [
    "",
    ".",
    "1",
    "1.",
    ".1",
    "-1.1",
    "1.1.1",
    "1.1\n",
    "٣.1",
    "1e3.1",
    "9" * 19 + ".1",
    "1.9999",
    "a.b",
    "𝟏.1",
]


async def test_a_callback_that_reaches_a_letter_is_two_numbers_a_database_can_hold() -> None:
    (pressed,) = [one for one in routes() if getattr(one, "pattern", None)]
    assert pressed.callback is press
    rng = random.Random(3)
    invented = ["".join(rng.choice("0123456789.-_ \n\x00ế") for _ in range(rng.randrange(64))) for _ in range(2000)]
    for data in [*CALLBACKS, *invented, "1.1", "9" * 18 + ".999"]:
        if pressed.pattern.match(data):  # type: ignore[attr-defined]
            assert all(0 <= int(part) < 2**63 for part in data.split("."))
