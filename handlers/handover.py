"""/bangiao: a seat goes over to somebody else. The one before stops receiving at once; history stays with the unit."""

from core.roster.asking import unit_meant, units_like
from core.roster.cells import phones_taken
from core.say import Choice, Say
from core.texts import answers, labels, people
from core.texts import claims as texts
from core.texts.roster import phone_said
from core.texts.values import Addressee
from core.vietnamese import tidy
from data import claims, drafts, invitations, obligations, units
from data import people as known
from data.people import Reach
from data.units import SeatCard
from handlers.desk import organisers, plan_now
from handlers.inviting import LIFE
from handlers.turn import Turn

LONGEST_NAME = 60


async def begin(turn: Turn) -> Say:
    """One's own seat; an organiser says whose."""
    turn.only_for_known()
    mine = [seat.seat_id for seat in turn.speaker.seats if seat.role.hands_in]
    if len(mine) == 1:
        return await seat(turn, mine[0])
    if mine:
        return _which([card for card in await units.seats(turn.session, turn.units) if card.seat_id in mine])
    if turn.organises:
        return Say(texts.which_units_seat(), awaits=Choice("", "handover.unit"))
    return Say(answers.not_for_your_role())


def _which(cards: list[SeatCard]) -> Say:
    each = (Choice(f"{card.title} {card.unit}", "handover.seat", {"seat": card.seat_id}) for card in cards)
    return Say(texts.whose_seat(), tuple(each))


async def unit(turn: Turn, words: str) -> Say:
    """The unit that an organiser typed."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    names = await claims.unit_names(turn.session)
    found = unit_meant(tidy(words), names)
    meant = [found] if found is not None else units_like(tidy(words), names)
    if not meant:
        said = texts.no_unit(tidy(words), await plan_now(turn))
        return Say(said, awaits=Choice("", "handover.unit"))
    return _which(await units.seats(turn.session, meant))


async def _card(turn: Turn, seat: int) -> SeatCard | None:
    """A seat this person may hand over: their own, or any, for an organiser."""
    own = any(one.seat_id == seat and one.role.hands_in for one in turn.speaker.seats)
    if not (own or turn.organises):
        return None
    return next((card for card in await units.seats(turn.session) if card.seat_id == seat), None)


async def seat(turn: Turn, seat: int) -> Say:
    """What goes over with it, and to whom? A report that is being made waits, for the next words are a name."""
    card = await _card(turn, seat)
    if card is None:
        return Say(answers.choice_not_yours())
    await drafts.put_aside(turn.session, turn.person_id)
    owed = [one.due.name for one in await obligations.of_units(turn.session, [card.unit_id]) if one.open]
    awaits = Choice("", "handover.named", {"seat": seat})
    return Say(texts.to_whom(card.title, card.unit, owed), awaits=awaits)


async def named(turn: Turn, words: str, seat: int) -> Say:
    card = await _card(turn, seat)
    if card is None:
        return Say(answers.choice_not_yours())
    said, phones = phones_taken(tidy(words)[:200])
    name = " ".join(said.replace("|", " ").split()).strip(" ,;:.-–—")[:LONGEST_NAME]
    if len(name) < 2 or not phones.good:
        return Say(texts.need_both(), awaits=Choice("", "handover.named", {"seat": seat}))
    phone = phone_said(phones.good[0])
    yes = Choice(labels.HAND_OVER, "handover.done", {"seat": seat, "name": name, "phone": phone})
    back = Choice(labels.LEAVE_IT, "units.show")
    return Say(texts.confirm_handover(card.title, card.unit, name, phone), (yes, back))


async def done(turn: Turn, seat: int, name: str, phone: str) -> Say:
    """Holdings, invitation and every letter of it in one transaction. The invitation stands alone, to be forwarded."""
    card, plan = await _card(turn, seat), await plan_now(turn)
    if card is None or plan is None:
        return Say(answers.choice_not_yours() if card is None else answers.no_campaign())
    before = await known.reachable(turn.session, units=[card.unit_id])
    left = await known.leave_seat(turn.session, seat, turn.now)
    for person in left:
        await drafts.put_aside(turn.session, person)
    person_id = await known.same(turn.session, name, phone)
    if person_id is None:
        person_id = (await known.add_person(turn.session, name, phone)).id or 0
    await known.seat_person(turn.session, seat, person_id, turn.now)
    await turn.note("handed over", seat=seat, newcomer=person_id)
    await _tell(turn, card, name, phone, [one for one in before if one.person_id in left])
    who = Addressee(name, card.title, card.unit)
    code, link = await _invite(turn, seat, person_id)
    turn.say(Say(texts.handed_over(card.title, card.unit, name)))
    return Say(people.invitation(who, plan, code, f"{turn.setting.web_url}/vao/{link}", LIFE.days))


async def _tell(turn: Turn, card: SeatCard, name: str, phone: str, before: list[Reach]) -> None:
    """The other organisers; and whoever held the seat, if it was not they who pressed."""
    notice = texts.handover_notice(card.title, card.unit, card.person or card.title, name, phone)
    turn.tell(await organisers(turn), lambda _: Say(notice))
    others = [one for one in before if one.person_id != turn.speaker.chat.person_id]
    said = texts.taken_over(card.title, card.unit, name, await plan_now(turn))
    turn.tell(others, lambda _: Say(said))


async def _invite(turn: Turn, seat: int, person_id: int) -> tuple[str, str]:
    code, link = turn.setting.new_code(), turn.setting.new_link()
    await invitations.withdraw(turn.session, invitations.SEAT, seat)
    hashes = turn.setting.hash_code(code), turn.setting.hash_code(link)
    await invitations.make(
        turn.session, invitations.SEAT, *hashes, turn.machine, LIFE, seat_id=seat, person_id=person_id
    )
    return code, link
