"""/hop: five lines to read aloud at once, and a picture that follows."""

from dataclasses import replace

from core.clock import local
from core.meetings import Numbers, changed, remembered
from core.say import Choice, Say
from core.sought import campaign_in
from core.submissions import Asks
from core.texts import labels, status
from core.texts import meeting as texts
from core.texts.meeting import Compared, Meeting
from core.texts.targets import Told
from data import campaigns, comparing, errands, figures, marks, owing, standings, targets
from data.standings import NAMEABLE, Asked, Standing
from handlers import leading
from handlers import status as stands
from handlers.turn import Turn

MOST_NEXT = 3  # campaigns beside the one that is shown


async def show(turn: Turn, campaign: int = 0) -> Say:
    """For whoever sees it all; a cluster head hears of the cluster, a unit of its own work, a group counts."""
    if turn.group or not turn.sees_all:
        return await stands.show(turn)
    order = standings.by_urgency(await standings.asked(turn.session), turn.now)
    chosen = next((one for one in order if campaign in (0, one.campaign)), None)
    if chosen is None:
        return await stands.nothing_runs(turn)
    return await _read_out(turn, chosen, order)


async def worded(turn: Turn, text: str) -> Say:
    """'Họp', 'họp đợt thi đua'."""
    if turn.group or not turn.sees_all or len(text.split()) < 2:
        return await show(turn)
    shorts = {one.id or 0: one.short for one in await campaigns.running(turn.session)}
    return await show(turn, campaign_in(text, shorts, bare=True)[0])


async def _read_out(turn: Turn, chosen: Asked, order: list[Asked]) -> Say:
    counted = await standings.counted(turn.session, [chosen.campaign], turn.now)
    one = next(each for each in counted if each.deliverable.id == chosen.deliverable)
    told = await _told(turn, one)
    mark = f"meeting {turn.person_id} {chosen.campaign}"
    known = await marks.of(turn.session, [mark, *leading.marks_of(turn)])
    numbers = _numbers(turn, one, told)
    before, kept = remembered(known.get(mark), numbers)
    meeting = Meeting(
        plan=campaigns.plan_of(one.campaign),
        status=(await _named(turn, one)).status,
        others=[each.status for each in counted if each is not one],
        told=told,
        changed=changed(before, numbers),
        compared=await _compared(turn, one),
    )
    args = {"campaign": chosen.campaign, "deliverable": chosen.deliverable, "mark": mark, "kept": kept}
    await errands.ask(turn.session, errands.CARD, args, turn.now, turn.machine, turn.chat_id)
    said = texts.lines(meeting, turn.now, local(turn.now).date())
    return Say(said, (*_ways(one, bool(told)), *_others(chosen, order), *await leading.offered(turn, known)))


async def _told(turn: Turn, one: Standing) -> list[Told]:
    wanted = await targets.of_campaign(turn.session, one.campaign.id or 0)
    return await figures.told(turn.session, [each for each in wanted if each.feeding], one.campaign.ends_on)


async def _named(turn: Turn, one: Standing) -> Standing:
    """With the names of those who said nothing, where they are few."""
    if not 0 < one.tally.missing <= NAMEABLE or one.deliverable.restricted:
        return one
    at = one.deliverable.id or 0
    return replace(one, silent=tuple((await owing.silent(turn.session, [at], None)).get(at, ())))


def _numbers(turn: Turn, one: Standing, told: list[Told]) -> Numbers:
    report = f"{one.deliverable.id}:{one.deliverable.period}"
    reached = {each.id: each.standing.done for each in told}
    return Numbers(turn.now, report, one.tally.received, one.tally.waiting, reached)


async def _compared(turn: Turn, one: Standing) -> Compared | None:
    if one.deliverable.restricted or one.deliverable.kind != Asks.REPORT:
        return None
    found = await comparing.earlier(turn.session, one.campaign, one.deliverable, turn.now)
    if found is None:
        return None
    when = texts.period_before(found.period) if found.period else texts.year_before(found.short)
    return Compared(when, found.received, found.asked)


def _ways(one: Standing, aimed: bool) -> tuple[Choice, ...]:
    mine = {"campaign": one.campaign.id or 0}
    return (
        Choice(labels.MISSING, "status.missing", {"deliverable": one.deliverable.id or 0}),
        *((Choice(labels.TARGETS, "targets.show", mine),) if aimed else ()),
        Choice(labels.STATUS, "status.show", {"deliverable": one.deliverable.id or 0}),
        Choice(labels.REFRESH, "meeting.show", mine),
    )


def _others(chosen: Asked, order: list[Asked]) -> tuple[Choice, ...]:
    others = [one for one in order if one.campaign != chosen.campaign][:MOST_NEXT]
    return tuple(Choice(status.other_campaign(one.short), "meeting.show", {"campaign": one.campaign}) for one in others)
