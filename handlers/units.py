"""/donvi: who holds which seat; for organisers, who has not come in, an invitation ready to paste, and the one link
for everybody."""

import re
from datetime import datetime, timedelta

from core.say import Choice, Say
from core.texts import answers, labels, people, work
from core.texts import claims as newcoming
from core.texts.values import Holder
from core.vietnamese import fold
from data import claims, errands, invitations, marks, units
from data.models import Invitation
from data.units import SeatCard
from handlers.desk import addressee, campaign_now, plan_now
from handlers.inviting import LIFE, secret, to
from handlers.status import unjoined
from handlers.turn import Turn
from handlers.watching import calls, watched

OPEN_LINK = timedelta(days=90)
MOST_BUTTONS = 12
SEVERAL = 5
MOST_USES, MOST_DAYS = 50, 90
EVERYBODY = "for everybody"


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
    waiting = await claims.count(turn.session, await watched(turn)) if calls(turn) else 0
    newcomers = (Choice(newcoming.waiting_label(waiting), "claims.show"),) if waiting else ()
    work_first = Choice(labels.MY_WORK, "work.show")
    return Say(work.unit_card(mine[0].unit, holders, addressee(turn)), (work_first, *newcomers))


async def _coverage(turn: Turn) -> Say:
    cards = await units.seats(turn.session)
    absent = unjoined(cards)
    everyone = {card.unit_id for card in cards}
    vacant = [card for card in cards if not card.reached][:MOST_BUTTONS]
    mailed = {card.unit for card in cards if card.mailed}
    by_mail = [unit for unit in absent if unit in mailed]
    absent = [unit for unit in absent if unit not in mailed]
    said = people.not_joined(absent, len(everyone), turn.organises, by_mail)
    if not turn.organises:
        return Say(said)
    waiting = await claims.count(turn.session)
    newcomers = (Choice(newcoming.waiting_label(waiting), "claims.show"),) if waiting else ()
    more = (
        Choice(labels.JOIN_LINK, "units.link"),
        Choice(labels.INVITATIONS, "inviting.show"),
        Choice(labels.IMPORT_UNITS, "importing.ask"),
    )
    return Say(said, (*newcomers, *(_invitation_to(card) for card in vacant), *more))


def _invitation_to(card: SeatCard) -> Choice:
    return Choice(people.invite_label(to(card)), "units.invite", {"seat": card.seat_id})


async def invite(turn: Turn, seat: int, uses: int = 1, days: int = LIFE.days) -> Say:
    """A fresh link and code for one seat; earlier ones stop working. The text stands alone, to be forwarded. For one
    person, unless the organiser wants it for several."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    card = next((card for card in await units.seats(turn.session) if card.seat_id == seat), None)
    plan = await plan_now(turn)
    if card is None or plan is None:
        return Say(answers.old_choice())
    code, link = turn.setting.new_code(), turn.setting.new_link()
    await invitations.withdraw(turn.session, invitations.SEAT, seat)
    hashes = turn.setting.hash_code(code), turn.setting.hash_code(link)
    kind, person = (invitations.SHARED, None) if uses > 1 else (invitations.SEAT, card.person_id)
    await invitations.make(
        turn.session, kind, *hashes, turn.machine, timedelta(days=days), seat_id=seat, person_id=person, uses=uses
    )
    await turn.note("invited", seat=seat, uses=uses, days=days)
    turn.say(Say(people.invitation_ready(to(card)), _terms(seat, uses, days), awaits=_as(seat)))
    address = f"{turn.setting.web_url}/vao/{link}"
    return Say(people.invitation(to(card), plan, code, address, days, uses))


def _terms(seat: int, uses: int, days: int) -> tuple[Choice, ...]:
    """The other way: for one, or for several."""
    other, label = (SEVERAL, labels.USE_FIVE) if uses == 1 else (1, labels.USE_ONCE)
    return (Choice(label, "units.invite", {"seat": seat, "uses": other, "days": days}),)


def _as(seat: int) -> Choice:
    return Choice("", "units.invite_as", {"seat": seat})


async def invite_as(turn: Turn, words: str, seat: int) -> Say:
    """'Dùng 5 lần trong 14 ngày': the same invitation on other terms."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    uses, days = terms_in(words)
    if not 1 <= uses <= MOST_USES or not 1 <= days <= MOST_DAYS:
        return Say(people.invitation_terms(MOST_USES, MOST_DAYS), awaits=_as(seat))
    return await invite(turn, seat, uses, days)


def terms_in(words: str) -> tuple[int, int]:
    """How often and for how many days; what is not said is as usual."""
    line = fold(words)
    uses, days, weeks = (re.search(rf"\b(\d{{1,4}}) {unit}\b", line) for unit in ("lan", "ngay", "tuan"))
    lasts = int(days[1]) if days else int(weeks[1]) * 7 if weeks else LIFE.days
    return int(uses[1]) if uses else 1, lasts


def names_terms(words: str) -> bool:
    return re.search(r"\b\d{1,4} (?:lan|ngay|tuan)\b", fold(words)) is not None


# -- the one link for everybody -----------------------------------------------------------------------------------


async def link(turn: Turn) -> Say:
    """Always the same one while it opens, for it hangs in groups and on walls. The text stands alone, to be pasted."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    code, token = await for_everybody(turn)
    return await _shown(turn, code, f"{turn.setting.web_url}/vao/{token}", token)


async def for_everybody(turn: Turn) -> tuple[str, str]:
    """Code and link of the way in for everybody, made where there is none."""
    made = await invitations.joining(turn.session, turn.machine)
    made_at = made.made_at if made is not None and _opens(turn, made) else await _make_link(turn)
    return secret(turn.setting, EVERYBODY, made_at)


async def on_telegram(turn: Turn, token: str) -> str:
    """The same way in as a link that opens the bot there; "" where there is none."""
    bot = await marks.get(turn.session, marks.TELEGRAM_NAME)
    return f"https://t.me/{bot}?start={token}" if bot else ""


def _opens(turn: Turn, made: Invitation) -> bool:
    """Not one that was made with another key, or in another way."""
    return turn.setting.hash_code(secret(turn.setting, EVERYBODY, made.made_at)[1]) == made.link_hash


async def _shown(turn: Turn, code: str, address: str, token: str) -> Say:
    plan = await plan_now(turn)
    root = await units.root(turn.session)
    telegram = await on_telegram(turn, token)
    issuer = plan.issuer if plan else (root.name if root else people.ORGANISATION)
    turn.say(Say(newcoming.link_ready()))
    choices = (
        Choice(labels.LINK_QR, "units.qr"),
        Choice(labels.RENEW_LINK, "units.renew_link"),
        Choice(labels.STOP_LINK, "units.stop_link"),
    )
    return Say(newcoming.for_group(issuer, plan, address, code, telegram), choices)


async def _make_link(turn: Turn) -> datetime:
    await invitations.withdraw(turn.session, invitations.JOIN)
    campaign = await campaign_now(turn)
    code, token = secret(turn.setting, EVERYBODY, turn.machine)
    hashes = turn.setting.hash_code(code), turn.setting.hash_code(token)
    await invitations.make(
        turn.session, invitations.JOIN, *hashes, turn.machine, OPEN_LINK,
        campaign_id=campaign.id if campaign else None, uses=invitations.ANY_NUMBER,
    )  # fmt: skip
    await turn.note("link for everybody")
    return turn.machine


async def renew_link(turn: Turn) -> Say:
    """A new one; the one before opens nothing."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    await _make_link(turn)
    return await link(turn)


async def stop_link(turn: Turn) -> Say:
    if not turn.organises:
        return Say(answers.not_for_your_role())
    await invitations.withdraw(turn.session, invitations.JOIN)
    await turn.note("link for everybody stopped")
    return Say(newcoming.link_stopped(), (Choice(labels.JOIN_LINK, "units.link"),))


async def qr(turn: Turn) -> Say:
    """An errand draws it."""
    made: Invitation | None = await invitations.joining(turn.session, turn.machine) if turn.organises else None
    if made is None:
        return Say(newcoming.no_link() if turn.organises else answers.not_for_your_role())
    address = f"{turn.setting.web_url}/vao/{secret(turn.setting, EVERYBODY, made.made_at)[1]}"
    await errands.ask(turn.session, errands.QR, {"address": address}, turn.now, turn.machine, turn.chat_id)
    return Say(newcoming.qr_soon())
