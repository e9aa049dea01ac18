"""Who came by the link for everybody, before an organiser or the head of the unit's cluster: those that match in one
press, the others one by one. Whoever answers first settles it."""

from dataclasses import replace

from core.delivery import Lane
from core.errors import Refused
from core.roles import Role
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import claims as texts
from core.texts.roster import seat_title
from data import claims, invitations, outbox, units
from data import people as known
from data.claims import Waiting
from data.models import Chat, Claim
from data.outbox import To
from handlers import joining, start
from handlers.desk import addressee, organisers, plan_now
from handlers.turn import Turn
from handlers.watching import calls, watched

MOST_BUTTONS = 8
AT_ONCE = 100  # let in by one press; the next press takes the next


# -- the list -----------------------------------------------------------------------------------------------------


async def show(turn: Turn) -> Say:
    """Those that match stand first and may be let in together; the press means only those who were shown."""
    if not calls(turn):
        return Say(answers.not_for_your_role())
    theirs = await watched(turn)
    waiting = sorted(await claims.waiting(turn.session, units=theirs), key=lambda one: one.person_id is None)
    if not waiting:
        return Say(texts.nobody(), (Choice(labels.UNITS, "units.show"),))
    matching = sum(one.person_id is not None for one in waiting)
    together = Choice(
        texts.approve_label(matching), "claims.approve_matching", {"upto": max(one.id for one in waiting)}
    )
    others = [one for one in waiting if one.person_id is None] or waiting
    each = tuple(
        Choice(texts.one_label(one.claim.name, one.unit), "claims.one", {"claim": one.id})
        for one in others[:MOST_BUTTONS]
    )
    said = texts.listing([_line(one) for one in waiting], matching)
    return Say(said, ((together,) if matching else ()) + each)


def _line(one: Waiting) -> str:
    held = len(one.claim.files.get("ids", ()))
    return texts.line(one.claim.name, one.unit, one.claim.phone, one.person_id is not None, held)


async def one(turn: Turn, claim: int) -> Say:
    """One of them, with who sits in that unit now."""
    found = await _waiting(turn, claim)
    if found is None:
        return await _none(turn, claim)
    cards = [card for card in await units.seats(turn.session, [found.claim.unit_id or 0]) if card.person]
    sitting = [texts.sits(card.person, card.title, card.phone, card.reached) for card in cards]
    said = texts.card(_line(found), sitting, found.claim.files.get("texts", ()), found.claim.made_at)
    args = {"claim": claim}
    instead = tuple(
        Choice(texts.replace_label(card.person, card.title), "claims.replace", {**args, "seat": card.seat_id})
        for card in cards
    )
    return Say(
        said,
        (
            Choice(labels.APPROVE, "claims.approve", args),
            *instead,
            Choice(labels.TURN_DOWN, "claims.refuse", args),
            Choice(labels.ASK_BACK, "claims.ask", args),
            Choice(labels.CLAIMS, "claims.show"),
        ),
    )


async def _waiting(turn: Turn, claim: int) -> Waiting | None:
    found = await claims.waiting(turn.session, claim, await watched(turn)) if calls(turn) else []
    return found[0] if found else None


async def _none(turn: Turn, claim: int = 0) -> Say:
    """Not theirs to decide, or decided: by whom."""
    if not calls(turn):
        return Say(answers.not_for_your_role())
    settled = await claims.decided(turn.session, claim, await watched(turn)) if claim else None
    more = (Choice(labels.CLAIMS, "claims.show"),)
    if settled is None:
        return Say(texts.decided_before(), more)
    by = await known.named(turn.session, settled.decided_by or 0)
    return Say(texts.settled(settled.name, by, accepted=settled.accepted), more)


# -- yes ----------------------------------------------------------------------------------------------------------


async def approve(turn: Turn, claim: int) -> Say:
    found = await _waiting(turn, claim)
    if found is None or not await _let_in(turn, found):
        return await _none(turn, claim)
    return await _after(turn, [found])


async def replace_holder(turn: Turn, claim: int, seat: int) -> Say:
    """'Em là bí thư mới': the newcomer takes over the seat of whoever sits there, who is told."""
    found = await _waiting(turn, claim)
    cards = await units.seats(turn.session, [found.claim.unit_id or 0]) if found else []
    card = next((one for one in cards if one.seat_id == seat), None)
    if found is None or card is None:
        return await _none(turn, claim)
    before = await known.reachable(turn.session, units=[card.unit_id])
    left = await known.leave_seat(turn.session, seat, turn.now)
    if not await _let_in(turn, found, seat):
        raise Refused(texts.decided_before())
    said = texts.taken_over(card.title, card.unit, found.claim.name, await plan_now(turn))
    turn.tell([one for one in before if one.person_id in left], lambda _: Say(said))
    return await _after(turn, [found])


async def approve_matching(turn: Turn, upto: int) -> Say:
    """All who match and were shown; who came since is looked at first."""
    if not calls(turn):
        return await _none(turn)
    waiting = await claims.waiting(turn.session, units=await watched(turn))
    shown = [one for one in waiting if one.person_id is not None and one.id <= upto]
    done = [one for one in shown[:AT_ONCE] if await _let_in(turn, one)]
    return await _after(turn, done) if done else await _none(turn)


async def _after(turn: Turn, done: list[Waiting]) -> Say:
    left = await claims.count(turn.session, await watched(turn))
    names = [f"{one.claim.name} ({one.unit})" for one in done]
    if not turn.organises:
        said = texts.approved_by(addressee(turn), names)
        turn.tell(await organisers(turn), lambda _: Say(said), Lane.NUDGE, turn.later)
    more = Choice(texts.waiting_label(left), "claims.show") if left else Choice(labels.UNITS, "units.show")
    return Say(texts.approved(names), (more,))


async def _let_in(turn: Turn, one: Waiting, seat: int | None = None) -> bool:
    """Seat, chat, welcome and what was held, in this one transaction. Decided before: nothing."""
    if not await claims.decide(turn.session, one.id, turn.person_id, turn.now, accepted=True):
        return False
    claim = one.claim
    chat = await claims.chat_of(turn.session, claim)
    person_id = chat.person_id or one.person_id or await claims.same_person(turn.session, claim)
    if person_id is None:
        person_id = (await known.add_person(turn.session, claim.name, claim.phone)).id or 0
    await claims.called(turn.session, person_id, claim.phone)
    await _seat(turn, claim, person_id, seat)
    await known.bind(turn.session, claim.chat_id, person_id)
    await claims.give_files(turn.session, claim, person_id)
    await turn.note("let in", claim=one.id, newcomer=person_id, unit=claim.unit_id)
    await _welcome(turn, claim, chat)
    return True


async def _seat(turn: Turn, claim: Claim, person_id: int, seat: int | None) -> None:
    """The seat they take over or hold already, else one in which nobody sits, else one beside those who do."""
    unit_id = claim.unit_id or 0
    if seat is None and await claims.holds(turn.session, person_id, unit_id):
        return
    seat = seat or await claims.vacant(turn.session, unit_id)
    if seat is None:
        seat = (await units.add_seat(turn.session, unit_id, Role.DEPUTY, seat_title(Role.DEPUTY))).id or 0
    await known.seat_person(turn.session, seat, person_id, turn.now)
    await invitations.withdraw(turn.session, invitations.SEAT, seat)


async def _welcome(turn: Turn, claim: Claim, chat: Chat) -> None:
    """In the newcomer's place: what they hear is what they would hear had they come in by a code of their own."""
    speaker = await known.speaker(turn.session, chat.channel, chat.address)
    assert speaker is not None
    theirs = replace(turn, speaker=speaker, said=[], group=False, _asked=None, _owed={})
    theirs.say(await start.greeting(theirs))
    theirs.say(await joining.held(theirs, claim))
    turn.said += theirs.said


# -- no, and what else ---------------------------------------------------------------------------------------------


async def refuse(turn: Turn, claim: int) -> Say:
    found = await _waiting(turn, claim)
    if found is None:
        return await _none(turn, claim)
    if not await claims.decide(turn.session, claim, turn.person_id, turn.now, accepted=False):
        return await _none(turn, claim)
    await turn.note("turned down", claim=claim)
    await _write(turn, found.claim, Say(texts.refused(await plan_now(turn))))
    return Say(texts.turned_down(found.claim.name), (Choice(labels.CLAIMS, "claims.show"),))


async def ask(turn: Turn, claim: int) -> Say:
    """'Hỏi lại': the next words are the question."""
    found = await _waiting(turn, claim)
    if found is None:
        return await _none(turn, claim)
    return Say(texts.ask_question(found.claim.name), awaits=Choice("", "claims.question", {"claim": claim}))


async def question(turn: Turn, words: str, claim: int) -> Say:
    """What they answer is kept with the claim."""
    found = await _waiting(turn, claim)
    if found is None:
        return await _none(turn, claim)
    await _write(turn, found.claim, Say(texts.question(words, await plan_now(turn))))
    return Say(texts.asked(found.claim.name), (Choice(labels.CLAIMS, "claims.show"),))


async def _write(turn: Turn, claim: Claim, say: Say) -> None:
    chat = await claims.chat_of(turn.session, claim)
    to = To(chat.id or 0, chat.channel, chat.person_id)
    turn.said += outbox.letters(say, to, turn.now, turn.machine)
