"""Private codes of seats: which open now, taking one back, and a page of them to be printed."""

from datetime import datetime, timedelta

from core.say import Choice, Say
from core.texts import answers, labels, people
from core.texts.values import Addressee
from data import invitations, units
from data.units import SeatCard
from handlers.turn import Setting, Turn

LIFE = timedelta(days=7)
LASTS = timedelta(days=2)  # a way in that is shown again opens for so long at least
SHEET_LIFE = timedelta(days=1)
MOST_SEATS = 400  # on one printed page
MOST_BUTTONS = 8
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # that are not read as another
_CODE = 9
_LINK = 22


def to(card: SeatCard) -> Addressee:
    return Addressee(card.person, card.title, card.unit)


def secret(setting: Setting, what: str, made_at: datetime) -> tuple[str, str]:
    """Code and link of something that must be shown again later. They are kept nowhere: without the key nobody makes
    them again, and without their row they open nothing."""
    code, link = (setting.hash_code(f"the {part} {what}, made {made_at:%Y%m%d%H%M%S%f}") for part in ("code", "link"))
    number = int.from_bytes(code.encode())
    letters = "".join(_LETTERS[number // len(_LETTERS) ** at % len(_LETTERS)] for at in range(_CODE))
    return "-".join((letters[:3], letters[3:6], letters[6:])), link[:_LINK]


def of_seat(seat: int) -> str:
    """By what name the secret of a printed seat is made."""
    return f"of seat {seat}"


SHEET = "of a sheet"


async def way_in(turn: Turn, seat: int, person: int | None) -> tuple[str, str]:
    """Code and link of one seat, as they were said before while they open for two days more; else new ones. None that
    was sent before stops working, for somebody may be about to open it."""
    what, hashed = of_seat(seat), turn.setting.hash_code
    for made_at, link_hash in await invitations.open_of(turn.session, seat, turn.machine + LASTS):
        code, link = secret(turn.setting, what, made_at)
        if hashed(link) == link_hash:
            return code, link
    code, link = secret(turn.setting, what, turn.machine)
    await invitations.make(
        turn.session, invitations.SEAT, hashed(code), hashed(link), turn.machine, LIFE, seat_id=seat, person_id=person
    )
    await turn.note("invited", seat=seat)
    return code, link


async def show(turn: Turn) -> Say:
    """Which private codes open now; each can be taken back."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    live = await invitations.live(turn.session, invitations.SEAT, turn.machine)
    cards = [card for card in await units.seats(turn.session) if card.seat_id in live]
    names = [f"{card.title} {card.unit}" for card in cards]
    each = tuple(
        Choice(people.revoke_label(to(card)), "inviting.revoke", {"seat": card.seat_id})
        for card in cards[:MOST_BUTTONS]
    )
    return Say(people.invited(names), (Choice(labels.PRINT_CODES, "inviting.sheet"), *each))


async def revoke(turn: Turn, seat: int) -> Say:
    if not turn.organises:
        return Say(answers.not_for_your_role())
    card = next((one for one in await units.seats(turn.session) if one.seat_id == seat), None)
    if card is None:
        return Say(answers.old_choice())
    await invitations.withdraw(turn.session, invitations.SEAT, seat)
    await turn.note("invitation revoked", seat=seat)
    return Say(people.revoked(to(card)), (Choice(labels.INVITATIONS, "inviting.show"),))


async def sheet(turn: Turn) -> Say:
    """A fresh code for every seat nobody has come in by, on one page; the page has a link of its own, for a day."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    cards = [card for card in await units.seats(turn.session) if not card.reached][:MOST_SEATS]
    if not cards:
        return Say(people.all_in())
    hashes, hashed = {}, turn.setting.hash_code
    for card in cards:
        code, link = secret(turn.setting, of_seat(card.seat_id), turn.machine)
        hashes[card.seat_id] = (hashed(code), hashed(link))
    holders = {card.seat_id: card.person_id for card in cards}
    await invitations.make_many(turn.session, hashes, holders, turn.machine, LIFE)
    code, token = secret(turn.setting, SHEET, turn.machine)
    await invitations.withdraw(turn.session, invitations.SHEET)
    await invitations.make(
        turn.session, invitations.SHEET, hashed(code), hashed(token), turn.machine, SHEET_LIFE,
        uses=invitations.ANY_NUMBER,
    )  # fmt: skip
    await turn.note("sheet of codes", seats=len(cards))
    return Say(people.sheet_ready(f"{turn.setting.web_url}/in/{token}", len(cards), LIFE.days))
