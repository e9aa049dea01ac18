"""/donvi: who holds which seat; for organisers, who has not come in, and an invitation ready to paste."""

from datetime import timedelta

from core.say import Choice, Say
from core.texts import answers, labels, people, work
from core.texts.values import Addressee, Holder
from data import invitations, units
from data.units import SeatCard
from handlers.desk import addressee, plan_now
from handlers.status import unjoined
from handlers.turn import Turn

LIFE = timedelta(days=7)
MOST_BUTTONS = 12


async def show(turn: Turn) -> Say:
    turn.only_for_known()
    if turn.sees_all:
        return await _coverage(turn)
    cards = await units.seats(turn.session, turn.units)
    if not cards:
        plan = await plan_now(turn)
        return Say(people.no_seat(plan) if plan else people.stranger())
    mine = [card for card in cards if card.unit_id == cards[0].unit_id]
    holders = [Holder(card.title, card.person, card.reached) for card in mine]
    return Say(work.unit_card(mine[0].unit, holders, addressee(turn)), (Choice(labels.MY_WORK, "work.show"),))


async def _coverage(turn: Turn) -> Say:
    cards = await units.seats(turn.session)
    absent = unjoined(cards)
    everyone = {card.unit_id for card in cards}
    vacant = [card for card in cards if not card.reached][:MOST_BUTTONS]
    said = people.not_joined(absent, len(everyone), turn.organises)
    return Say(said, tuple(_invitation_to(card) for card in vacant) if turn.organises else ())


def _invitation_to(card: SeatCard) -> Choice:
    return Choice(people.invite_label(_to(card)), "units.invite", {"seat": card.seat_id})


def _to(card: SeatCard) -> Addressee:
    return Addressee(card.person, card.title, card.unit)


async def invite(turn: Turn, seat: int) -> Say:
    """A fresh link and code for one seat; earlier ones stop working. The text stands alone, to be forwarded."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    card = next((card for card in await units.seats(turn.session) if card.seat_id == seat), None)
    plan = await plan_now(turn)
    if card is None or plan is None:
        return Say(answers.old_choice())
    code, link = turn.setting.new_code(), turn.setting.new_link()
    await invitations.withdraw(turn.session, invitations.SEAT, seat)
    hashes = turn.setting.hash_code(code), turn.setting.hash_code(link)
    await invitations.make(
        turn.session, invitations.SEAT, *hashes, turn.machine, LIFE, seat_id=seat, person_id=card.person_id
    )
    await turn.note("invited", seat=seat)
    turn.say(Say(people.invitation_ready(_to(card))))
    address = f"{turn.setting.web_url}/vao/{link}"
    return Say(people.invitation(_to(card), plan, code, address, LIFE.days))
