"""Coming in by the one link for everybody: unit, name and telephone, one question at a time; then the wait for an
organiser, in which reports are taken and kept, and nothing of any unit is shown.

The claim is the draft: what it lacks is asked next, on another day too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.delivery import Lane
from core.forms import MOST_FILES
from core.roles import Role
from core.roster.asking import unit_meant, units_like
from core.roster.cells import phone as dialled
from core.roster.cells import phones_taken
from core.say import Choice, Say
from core.texts import answers, labels, people, report
from core.texts import claims as texts
from core.texts.roster import phone_said
from core.texts.values import Addressee
from core.understanding import Intent, understand
from core.vietnamese import tidy
from data import claims, files, invitations, marks, obligations, outbox, units
from data import people as known
from data.invitations import Way
from data.models import Claim, File
from data.outbox import To
from data.people import Reach
from handlers import attaching
from handlers.desk import campaign_now, organisers, plan_now
from handlers.turn import Turn

HOUR = timedelta(hours=1)
BUNDLE = timedelta(minutes=10)  # of office time: an organiser hears of newcomers no more often
GUESSES = 20  # units asked for in an hour by one chat
MOST_WORDS = 20
LONGEST_NAME, LONGEST_WORDS = 60, 1000


async def begin(turn: Turn, way: Way) -> Say:
    """By the link or its code; who began before goes on. Who sits somewhere already is told where."""
    if turn.speaker.seats:
        return Say(people.already_in(_me(turn)))
    claim = await claims.open_of(turn.session, [turn.chat_id])
    if claim is None:
        campaign = await campaign_now(turn)
        claim = await claims.begin(
            turn.session, turn.chat_id, way.campaign_id or (campaign.id if campaign else None), turn.now
        )
        await turn.note("came by the link for everybody")
    return await where(turn, claim)


def _me(turn: Turn) -> Addressee:
    seat = next(iter(turn.speaker.seats), None)
    return Addressee(turn.name, seat.title if seat else "", seat.unit if seat else "")


async def open_claim(turn: Turn) -> Claim | None:
    """Of somebody whom nobody has confirmed yet, or who sits nowhere any more."""
    if turn.speaker.seats or turn.group:
        return None
    return await claims.open_of(turn.session, [turn.chat_id])


async def where(turn: Turn, claim: Claim) -> Say:
    """The first thing missing, or that it waits."""
    plan = await plan_now(turn)
    if claim.unit_id is None:
        root = await units.root(turn.session)
        return Say(texts.ask_unit(plan) if plan else texts.ask_unit_of(root.name if root else people.ORGANISATION))
    unit = await _unit(turn, claim)
    again = (Choice(labels.SAY_AGAIN, "joining.again"),)
    if not claim.name:
        return Say(texts.ask_name(unit), again)
    if not claim.phone:
        return Say(texts.ask_phone(claim.name), again, counted=False)
    return Say(texts.waiting(unit, claim.name, claim.phone, plan), again)


async def _unit(turn: Turn, claim: Claim) -> str:
    return (await claims.unit_names(turn.session)).get(claim.unit_id or 0, "")


async def again(turn: Turn) -> Say:
    """'Khai lại': from the first question; what was sent stays."""
    claim = await open_claim(turn)
    if claim is None:
        return Say(answers.old_choice())
    await claims.change(turn.session, claim, unit_id=None, name="", phone="", matches=False)
    return await where(turn, claim)


async def leave(turn: Turn, claim: Claim) -> Say:
    await claims.withdraw(turn.session, claim, turn.now)
    return Say(texts.left())


# -- the three answers --------------------------------------------------------------------------------------------


async def hear(turn: Turn, claim: Claim, text: str) -> Say:
    """Typed words: an answer, else they are kept for the organiser."""
    meaning = understand(text)
    if meaning is not None and meaning.intent is Intent.STOP and not meaning.rest:
        return await leave(turn, claim)
    if claim.unit_id is None:
        return await _hear_unit(turn, claim, text)
    if not claim.name:
        return await _hear_name(turn, claim, text)
    if not claim.phone:
        return await _hear_phone(turn, claim, text)
    return await _hold_words(turn, claim, text)


async def _hear_unit(turn: Turn, claim: Claim, text: str) -> Say:
    """A few names that it may be, never the list; and not for ever, for somebody may be trying names."""
    who = f"{turn.speaker.chat.channel}:{turn.speaker.chat.address}"
    if await invitations.comings(turn.session, who, turn.machine - HOUR) >= GUESSES:
        return Say(texts.too_many())
    await invitations.came(turn.session, who, turn.machine)
    names = await claims.unit_names(turn.session)
    said = tidy(text)[:200]
    found = unit_meant(said, names)
    if found is not None:
        return await _keep(turn, claim, unit_id=found)
    near = units_like(said, names)
    if not near:
        return Say(texts.no_unit(said, await plan_now(turn)))
    return Say(texts.which_unit(), tuple(Choice(names[one], "joining.unit", {"unit": one}) for one in near))


async def unit(turn: Turn, unit: int) -> Say:
    """One of the names that were offered."""
    claim = await open_claim(turn)
    if claim is None or unit not in await claims.unit_names(turn.session):
        return Say(answers.old_choice())
    return await _keep(turn, claim, unit_id=unit)


async def _hear_name(turn: Turn, claim: Claim, text: str) -> Say:
    """With the telephone in the same line as well."""
    said, phones = phones_taken(tidy(text)[:200])
    name = " ".join(re.sub(r"[^\w\s'.-]|[\d_]", " ", said).split())[:LONGEST_NAME].strip(" .-")
    if len(name) < 2:
        return await where(turn, claim)
    phone = {"phone": phone_said(phones.good[0])} if phones.good and not claim.phone else {}
    return await _keep(turn, claim, name=name, **phone)


async def _hear_phone(turn: Turn, claim: Claim, text: str) -> Say:
    phone = dialled(text) or next(iter(phones_taken(tidy(text)[:200])[1].good), "")
    if not phone:
        return Say(texts.bad_phone(tidy(text)), counted=False)
    return await _keep(turn, claim, phone=phone_said(phone))


async def contact(turn: Turn, phone: str) -> Say:
    """A telephone shared by a tap; "" is somebody else's. Of who is coming in it is a hint like any other."""
    claim = await open_claim(turn)
    if claim is not None:
        if not phone or not dialled(phone):
            return Say(texts.own_contact())
        return await (where(turn, claim) if claim.phone else _keep(turn, claim, phone=phone_said(dialled(phone))))
    turn.only_for_known()
    return Say(answers.contact_card())


async def _keep(turn: Turn, claim: Claim, **values: object) -> Say:
    """One more answer; the last one tells the organisers."""
    await claims.change(turn.session, claim, **values)
    if claim.unit_id is not None and claim.name and claim.phone:
        sitting = await claims.holders(turn.session, {claim.unit_id})
        await claims.change(turn.session, claim, matches=bool(claims.matched([claim], sitting)))
        await tell(turn, claim.unit_id)
    return await where(turn, claim)


# -- what is sent while waiting -----------------------------------------------------------------------------------


async def receive(turn: Turn, claim: Claim, sent: Sequence[File]) -> Say:
    """Kept with the moment it came, and for nobody's eyes until somebody has said whose it is."""
    before = claim.files.get("ids", [])
    ids = [*before, *(file.id for file in sent if file.id not in before)]
    if len(ids) > MOST_FILES:
        return Say(report.too_many_files(MOST_FILES))
    came = max(claim.handed_at, turn.sent_at) if claim.handed_at else turn.sent_at
    await claims.change(turn.session, claim, files={**claim.files, "v": 1, "ids": ids}, handed_at=came)
    held = texts.file_held([file.name for file in sent], turn.sent_at)
    if claim.unit_id is not None and claim.name and claim.phone:
        return Say(held)
    asked = await where(turn, claim)
    return replace(asked, text=f"{held}\n{asked.text}")


async def _hold_words(turn: Turn, claim: Claim, text: str) -> Say:
    kept = [*claim.files.get("texts", ()), tidy(text)[:LONGEST_WORDS]][-MOST_WORDS:]
    await claims.change(turn.session, claim, files={**claim.files, "v": 1, "texts": kept})
    await tell(turn, claim.unit_id or 0)
    return Say(texts.words_held())


async def tell(turn: Turn, unit: int) -> None:
    """The organisers and the head of the unit's cluster hear at once, and then at most once in ten minutes, however
    many come; at night in the morning. A head is told of their own cluster's only."""
    waiting = await claims.count(turn.session)
    told = await organisers(turn)
    for reach in told:
        await _tell(turn, reach, waiting)
    heads = await claims.heads(turn.session, unit)
    if heads:
        found = {one.person_id: one for one in await known.reachable(turn.session, roles=[Role.CLUSTER_HEAD])}
        for person in heads.keys() & found.keys() - {one.person_id for one in told}:
            await _tell(turn, found[person], await claims.count(turn.session, heads[person]))


async def _tell(turn: Turn, reach: Reach, waiting: int) -> None:
    calendar, mark = turn.setting.calendar, f"claims told:{reach.chat_id}"
    kept = await marks.get(turn.session, mark)
    last = datetime.fromisoformat(kept) if kept else None
    if last is not None and turn.now < last:
        return  # a letter is on its way that says so
    soon = last is not None and turn.now < last + BUNDLE
    at = last + BUNDLE if soon and last else turn.now
    at = calendar.next_slot(at) if calendar.is_quiet(at, lunch_too=False) else at
    said = texts.notice(waiting) if at == turn.now else texts.more()
    say = Say(said, (Choice(texts.waiting_label(waiting) if at == turn.now else labels.CLAIMS, "claims.show"),))
    to = To(reach.chat_id, reach.channel, reach.person_id)
    turn.said += outbox.letters(say, to, turn.now, turn.machine, lane=Lane.NUDGE, not_before=at)
    await marks.put(turn.session, mark, at.isoformat())


# -- after somebody said yes --------------------------------------------------------------------------------------


async def held(turn: Turn, claim: Claim) -> Say | None:
    """`turn` is the newcomer's own: what they sent meanwhile becomes the report it can only be, or is asked about."""
    ids = claim.files.get("ids", [])
    if not ids or claim.handed_at is None:
        return None
    owed = [one for one in await obligations.of_units(turn.session, turn.units) if one.missing]
    if len(owed) == 1:
        return await into(turn, owed[0].id, claim.id or 0)
    sent = await files.by_ids(turn.session, ids)
    each = tuple(
        Choice(report.report_label(one.due), "joining.into", {"obligation": one.id, "claim": claim.id or 0})
        for one in owed
    )
    return Say(texts.which_report(claim.handed_at, [one.name for one in sent]), each) if each else None


async def into(turn: Turn, obligation: int, claim: int) -> Say:
    """What was sent while waiting belongs to this report, and came when it came."""
    found = await claims.accepted(turn.session, claim, turn.chat_id)
    owed = await turn.owed(obligation)
    if found is None or found.handed_at is None or owed is None:
        return Say(answers.choice_not_yours())
    sent = await files.of_person(turn.session, found.files.get("ids", []), turn.person_id)
    said = await attaching.put_into(turn, owed, sent, came=found.handed_at)
    return replace(said, text=f"{texts.held_counts(found.handed_at)}\n{said.text}")
