"""Coming in: a code or a link takes a seat, once; wrong ones are counted; 'Không phải tôi' gives the chat back."""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.errors import Refused
from core.roles import ORGANISING, Role
from core.say import Audience, Choice, Say
from core.texts import answers, labels, people
from core.vietnamese import fold, given_name, tidy
from data import campaigns, drafts, invitations, obligations, units
from data import people as known
from data.database import tell
from data.invitations import Way
from handlers import desk, firststeps, joining, mine
from handlers.turn import Turn

HOUR = timedelta(hours=1)
TRIES, ALL_TRIES = 5, 50  # wrong codes in an hour, by one chat and by everybody


@dataclass(frozen=True)
class Profile:
    """What a channel says of a newcomer; the roster's name, where there is one, wins. `group`: what the group they
    speak in is called."""

    name: str = ""
    group: str = ""


async def start(turn: Turn, code: str = "", profile: Profile | None = None) -> Say:
    """/start, with or without a code."""
    code = tidy(code)
    if code:
        return await enter(turn, code, profile or Profile())
    claim = await joining.open_claim(turn)
    if claim is not None:
        return await joining.where(turn, claim)
    return Say(people.stranger()) if turn.speaker.person is None else await greeting(turn)


async def enter(turn: Turn, code: str, profile: Profile) -> Say:
    """Wrong, used and expired get the same answer; the count of tries is committed with it."""
    own, everybody = await invitations.tries(turn.session, _who(turn), turn.machine - HOUR)
    if own >= TRIES or everybody >= ALL_TRIES:
        return Say(people.code_too_many())
    way = await invitations.find(turn.session, turn.setting.hash_code(code), turn.machine)
    if way is not None and way.kind == invitations.LINK and (refusal := await mine.refused(turn, way)):
        return refusal
    if way is None or not await invitations.use(turn.session, way.id, turn.machine):
        await invitations.wrong(turn.session, _who(turn), turn.machine)
        return Say(people.code_wrong())
    if way.kind == invitations.JOIN:
        return await joining.begin(turn, way)
    await take_seat(turn, way, profile)
    return await (mine.linked(turn) if way.kind == invitations.LINK else greeting(turn))


def _who(turn: Turn) -> str:
    return f"{turn.speaker.chat.channel}:{turn.speaker.chat.address}"


async def take_seat(turn: Turn, way: Way, profile: Profile) -> None:
    """Bind this chat to the person and the person to the seat; a code of one's own only the chat."""
    seat_id = await _chief_seat(turn) if way.kind == invitations.CHIEF else way.seat_id
    person_id = turn.speaker.chat.person_id or way.person_id
    if way.kind == invitations.LINK:
        person_id = way.person_id
        await mine.let_go(turn)
    if person_id is None and way.kind == invitations.SHARED:
        person_id = await _whose(turn, way, profile)
    if person_id is None:
        person_id = (await known.add_person(turn.session, profile.name or people.NAMELESS)).id
    assert person_id is not None
    await known.bind(turn.session, turn.chat_id, person_id)
    if seat_id is not None:
        await known.seat_person(turn.session, seat_id, person_id, turn.now)
    await turn.note("joined", person=person_id, seat=seat_id, kind=way.kind)
    found = await known.speaker(turn.session, turn.speaker.chat.channel, turn.speaker.chat.address)
    assert found is not None
    turn.speaker = found
    if turn.role is not None:
        tell(turn.session, f"menu:{turn.speaker.chat.channel}:{turn.speaker.chat.address}:{turn.role}")
    await _board(turn)


async def _whose(turn: Turn, way: Way, profile: Profile) -> int | None:
    """Of several who come by one code the one on the list, while nobody else has come as them."""
    holder = await invitations.holder(turn.session, way.seat_id or 0)
    if holder is None or await known.chats(turn.session, holder):
        return None
    name = fold(given_name(await known.named(turn.session, holder)))
    return holder if not profile.name or name in fold(profile.name).split() else None


async def _chief_seat(turn: Turn) -> int | None:
    """Exactly one organiser in chief, over the organisation itself."""
    if await known.chief_exists(turn.session):
        raise Refused(people.code_wrong())
    root = await units.root(turn.session) or await units.add(turn.session, people.ORGANISATION, "TC", "")
    return (await units.add_seat(turn.session, root.id or 0, Role.CHIEF, people.CHIEF)).id


async def _board(turn: Turn) -> None:
    """An organiser's chat gets the board of each campaign that runs."""
    if turn.organises:
        for campaign in await campaigns.running(turn.session):
            await campaigns.board_of(turn.session, campaign.id or 0, turn.chat_id, turn.now)


async def greeting(turn: Turn) -> Say:
    """The first words to someone in their seat."""
    me = desk.addressee(turn)
    campaign = await desk.campaign_now(turn)
    if turn.speaker.holds(Role.CHIEF) and campaign is None:
        steps = await firststeps.show(turn)
        return replace(steps, text=f"{people.welcome_chief(me.name, me.unit)}\n{steps.text}")
    if campaign is None:
        return Say(people.already_in(me), (_help(),))
    plan = campaigns.plan_of(campaign)
    if turn.speaker.holds(*ORGANISING):
        cards = await units.seats(turn.session)
        everyone = {card.unit_id for card in cards}
        joined = {card.unit_id for card in cards if card.reached}
        return Say(people.welcome_organiser(me, plan, len(everyone), len(joined)), _watching())
    if turn.speaker.holds(Role.LEADER) and not turn.units:
        return Say(people.welcome_leader(me, plan), (Choice(labels.STATUS, "status.show"), _help()))
    owed = [one.due for one in await obligations.of_units(turn.session, turn.units) if one.missing]
    return Say(people.welcome(me, plan, owed, turn.now), _in_a_unit())


def _help() -> Choice:
    return Choice(labels.GUIDE, "menu.help")


def _watching() -> tuple[Choice, ...]:
    return (Choice(labels.STATUS, "status.show"), Choice(labels.UNITS, "units.show"), _help())


def _in_a_unit() -> tuple[Choice, ...]:
    return (
        Choice(labels.MY_WORK, "work.show"),
        Choice(labels.TEMPLATE, "replies.papers"),
        Choice(labels.NOT_ME, "start.not_me"),
    )


async def group_greeting(turn: Turn) -> Say | None:
    """The first words in a group: what will be said there, and what never."""
    plan = await desk.plan_now(turn)
    return Say(people.group_greeting(plan), audience=Audience.PUBLIC) if plan else None


async def not_me(turn: Turn) -> Say:
    """The chat is given back at once and the officer is told; the seat and its history stay."""
    turn.only_for_known()
    plan = await desk.plan_now(turn)
    if plan is None:
        return Say(answers.no_campaign())
    me = desk.addressee(turn)
    turn.tell(await desk.organisers(turn), lambda _: Say(people.not_me_notice(me, turn.now)))
    await drafts.put_aside(turn.session, turn.person_id)
    await known.unbind(turn.session, turn.chat_id)
    await turn.note("not me", chat=turn.chat_id)
    return Say(people.not_me(plan))
