"""Groups: an organiser binds one to a campaign or a cluster by a code that is typed there, and lets it go again."""

from datetime import datetime, timedelta

from core.broadcasts import State
from core.delivery import Kind, Lane
from core.errors import Refused
from core.roles import ORGANISING
from core.say import Audience, Choice, Say
from core.texts import answers, labels
from core.texts import groups as texts
from core.vietnamese import tidy
from data import bound, broadcasts, campaigns, invitations, marks, outbox, people, posted, units
from data.bound import Bound
from data.invitations import Way
from data.models import Broadcast
from data.outbox import To
from handlers.start import ALL_TRIES, HOUR, TRIES
from handlers.turn import Turn

LIFE = timedelta(days=1)
SAID = timedelta(minutes=10)  # for so long a line about files stands for those that follow
MOST = 12  # campaigns or clusters to choose from


async def show(turn: Turn) -> Say:
    """/nhom: which groups are bound to what, and the way to bind another. In a group it needs its code."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not turn.organises:
        return Say(answers.not_for_your_role())
    listed = await bound.listed(turn.session)
    if not listed and not await marks.get(turn.session, marks.TELEGRAM_NAME):
        return Say(texts.no_channel(), (Choice(labels.ANNOUNCE, "announce.begin"),))
    running, clusters = await campaigns.running(turn.session), await units.groups(turn.session)
    ways = [
        Choice(texts.of_campaign(one.short), "groups.code", {"campaign": one.id or 0, "group": 0})
        for one in running[:MOST]
    ]
    ways += [Choice(name, "groups.code", {"campaign": 0, "group": at}) for at, name in list(clusters.items())[:MOST]]
    ways += await _latest(turn) if listed else []
    ways += [Choice(texts.unbind_label(title_of(one)), "groups.unbind", {"bound": one.id}) for one in listed[:MOST]]
    return Say(texts.shown([(title_of(one), of(one), not one.gone) for one in listed]), tuple(ways))


async def _latest(turn: Turn) -> list[Choice]:
    """The announcement that went out last, while it is news."""
    last = next(iter(await broadcasts.lately(turn.session, 1)), None)
    if last is None or last.sent_at is None or last.withdrawn_at is not None or turn.now - last.sent_at > LIFE:
        return []
    return [Choice(labels.POST_ANNOUNCEMENT, "groups.post", {"cast": last.id or 0})]


def title_of(one: Bound) -> str:
    return one.row.title or texts.unnamed()


def of(one: Bound) -> str:
    return one.campaign.short if one.campaign else one.cluster


async def code(turn: Turn, campaign: int = 0, group: int = 0) -> Say:
    """What to type in the group; it binds one group, within a day."""
    if turn.group or not turn.organises:
        return Say(answers.not_for_your_role(), audience=Audience.PUBLIC if turn.group else Audience.PRIVATE)
    plan = await campaigns.one(turn.session, campaign) if campaign else None
    cluster = (await units.groups(turn.session)).get(group, "") if group else ""
    bot = await marks.get(turn.session, marks.TELEGRAM_NAME)
    if (plan is None and not cluster) or not bot:
        return await show(turn)
    code, token = turn.setting.new_code(), turn.setting.new_link()
    hashes = turn.setting.hash_code(code), turn.setting.hash_code(token)
    await invitations.make(
        turn.session, invitations.GROUP, *hashes, turn.machine, LIFE, person_id=turn.person_id,
        campaign_id=plan.id if plan else None, group_id=group if cluster else None,
    )  # fmt: skip
    return Say(texts.code(code, plan.short if plan else cluster, f"https://t.me/{bot}?startgroup={token}"))


def refused(came_in: bool) -> str:
    """What is said to a code that binds nothing; to one that came with /start, as to any private matter."""
    return answers.in_group_private_only() if came_in else texts.code_wrong()


async def bind(turn: Turn, given: str, title: str = "") -> Say | None:
    """The code typed in the group, or the link by which the bot was added. Whoever types it, it is the authority of the
    organiser who took it; they are told, in case it is the wrong group. Wrong, used and expired are one answer."""
    who = f"{turn.speaker.chat.channel}:{turn.speaker.chat.address}"
    own, everybody = await invitations.tries(turn.session, who, turn.machine - HOUR)
    if own >= TRIES or everybody >= ALL_TRIES:
        return None
    code = turn.setting.hash_code(tidy(given))
    way = await invitations.find(turn.session, code, turn.machine, in_group=True)
    if way is None or not await invitations.use(turn.session, way.id, turn.machine):
        await invitations.wrong(turn.session, who, turn.machine)
        return None
    await _bound(turn, way, title)
    return Say(texts.bound(), audience=Audience.PUBLIC)


async def _bound(turn: Turn, way: Way, title: str) -> None:
    by = way.person_id or 0
    at = await bound.bind(
        turn.session, turn.chat_id, campaign_id=way.campaign_id, group_id=way.group_id, title=title, by=by, now=turn.now
    )
    await turn.note("group bound", campaign_id=way.campaign_id, group=way.group_id, chat=turn.chat_id, code_of=by)
    off = Choice(labels.UNBIND, "groups.unbind", {"bound": at})
    await _tell(turn, by, Say(texts.bound_notice(title or texts.unnamed()), (off,)))


async def _tell(turn: Turn, person_id: int, say: Say) -> None:
    """Whoever bound it, as long as they organise."""
    reaches = await people.reachable(turn.session, roles=sorted(ORGANISING))
    turn.tell([reach for reach in reaches if reach.person_id == person_id][:1], lambda _: say)


async def unbind(turn: Turn, bound: int) -> Say:
    """It hears of nothing any more; its message says so where it stands."""
    if turn.group or not turn.organises:
        return Say(answers.not_for_your_role(), audience=Audience.PUBLIC if turn.group else Audience.PRIVATE)
    found = await _one(turn, bound)
    if found is None:
        return await show(turn)
    await _let_go(turn, found)
    await turn.note("group unbound", chat=found.row.chat_id)
    return Say(texts.unbound(title_of(found)))


async def _one(turn: Turn, bound_id: int) -> Bound | None:
    return next((one for one in await bound.listed(turn.session) if one.id == bound_id), None)


async def _let_go(turn: Turn, found: Bound) -> None:
    await bound.unbind(turn.session, found.id)
    if found.row.letter_id is None or found.gone:
        return
    _edit(turn, found, texts.ended())


def _edit(turn: Turn, found: Bound, text: str) -> None:
    """What its message says from now on."""
    say, to = Say(text, audience=Audience.PUBLIC), To(found.chat.id or 0, found.chat.channel, group=True)
    more = {"lane": Lane.NUDGE, "kind": Kind.EDIT, "replaces": found.row.letter_id}
    turn.said += outbox.letters(say, to, turn.now, turn.machine, **more)  # type: ignore[arg-type]


# -- an announcement --------------------------------------------------------------------------------------------------


async def post(turn: Turn, cast: int) -> Say:
    """'Đăng vào nhóm': which groups would read it, before anything is posted."""
    one, fitting = await _postable(turn, cast)
    if one is None or not fitting:
        return Say(texts.nothing_to_post(), (Choice(labels.GROUPS, "groups.show"),))
    yes = Choice(labels.POST_NOW, "groups.posted", {"cast": cast})
    return Say(texts.ask_post([title_of(each) for each in fitting]), (yes, Choice(labels.LEAVE_IT, "groups.show")))


async def posted_(turn: Turn, cast: int) -> Say:
    """The yes; said twice it is posted once."""
    one, fitting = await _postable(turn, cast)
    if one is None or not fitting:
        return Say(texts.nothing_to_post(), (Choice(labels.GROUPS, "groups.show"),))
    await posted.post(turn.session, one, fitting, turn.now, turn.machine)
    await turn.note("announced in groups", broadcast=cast, groups=len(fitting))
    return Say(texts.posted([title_of(each) for each in fitting]))


async def _postable(turn: Turn, cast: int) -> tuple[Broadcast | None, list[Bound]]:
    """An announcement that has gone out and stands, and the groups whose people it was for."""
    if turn.group or not turn.organises:
        raise Refused(answers.in_group_private_only() if turn.group else answers.not_for_your_role())
    one = await broadcasts.one(turn.session, cast)
    stands = one is not None and _goes(one, turn.now) and one.withdrawn_at is None
    return (one, await posted.fitting(turn.session, one)) if one is not None and stands else (None, [])


def _goes(one: Broadcast, now: datetime) -> bool:
    """It is on its way, or will be within a second."""
    begins = one.state == State.WAITING and one.due_at is not None and one.due_at <= now
    return begins or one.state in (State.SENDING, State.SENT)


# -- in the group ---------------------------------------------------------------------------------------------------


async def numbers(turn: Turn) -> Say | None:
    """/tinhhinh in a bound group, for whoever may ask there; None where nothing is bound."""
    found = await bound.of_chat(turn.session, turn.chat_id)
    if found is None:
        return None
    told = [(campaigns.plan_of(one), rows) for one, rows in await bound.counted(turn.session, found, turn.now)]
    return Say(texts.board(told, turn.now, found.cluster), audience=Audience.PUBLIC)


async def _here(turn: Turn) -> list[Bound]:
    """What is bound in this group or in topics of it: the bot comes and goes for all of them at once."""
    return await bound.of_group(turn.session, turn.speaker.chat.channel, turn.speaker.chat.address)


async def joined(turn: Turn) -> bool:
    """The bot came back into a bound group: its messages are written anew. False where nothing was bound."""
    found = await _here(turn)
    if found:
        await bound.anew(turn.session, [one.row.chat_id for one in found])
    return bool(found)


async def promoted(turn: Turn) -> None:
    """The bot may pin from now on: its message is written anew, and the one that was never pinned points to it."""
    found = [one for one in await _here(turn) if one.row.letter_id is not None]
    if found:
        await bound.anew(turn.session, [one.row.chat_id for one in found])
    for one in found:
        _edit(turn, one, texts.written_below())


async def put_out(turn: Turn) -> None:
    """The bot was put out of a group: whoever bound it hears of it."""
    by = {one.row.bound_by: one for one in await _here(turn)}
    for person, one in by.items():
        await _tell(turn, person, Say(texts.put_out(title_of(one), turn.now)))


async def unknown_file(turn: Turn) -> None:
    """From somebody the bot does not know: one neutral line, however many files come together or soon after."""
    bot = await marks.get(turn.session, marks.TELEGRAM_NAME)
    say = Say(texts.file_here(f"https://t.me/{bot}" if bot else ""), audience=Audience.PUBLIC)
    to = To(turn.chat_id, turn.row.channel, group=True)
    once = f"file here:{turn.chat_id}:{int(turn.now.timestamp() // SAID.total_seconds())}"
    turn.said += outbox.letters(say, to, turn.now, turn.machine, once=once)
