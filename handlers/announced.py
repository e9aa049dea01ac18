"""Announcements that were sent: how far they are, stopping, putting right and taking back; and what people answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.broadcasts import Asks, State, rests_until, too_long
from core.calendar import DAY
from core.delivery import Lane
from core.errors import Refused
from core.roles import Role
from core.say import Choice, Say, units16
from core.texts import answers, labels
from core.texts import broadcasts as texts
from core.texts.broadcasts import Past
from core.understanding import Intent, Meaning, yes_no
from core.vietnamese import fold, tidy
from data import broadcasts, people, recipients, units
from data.broadcasts import Mine
from data.models import Broadcast, Recipient
from handlers.turn import Turn

MOST = 5  # of a list of announcements
NAMES = 20
HOUR = timedelta(hours=1)  # between two askings of those who have not answered
OPEN = timedelta(days=14)  # for so long 'đã nhận' in any place is the answer to it
_FINISHED = (State.WAITING, State.SENDING, State.SENT)


def _looks(turn: Turn) -> bool:
    return turn.sees_all or turn.speaker.holds(Role.CLUSTER_HEAD)


def _acts(turn: Turn) -> bool:
    return turn.organises or turn.speaker.holds(Role.CLUSTER_HEAD)


def _own(turn: Turn) -> Mine:
    """One's own, as far as the seats go that one holds now."""
    return Mine(turn.person_id, None if turn.organises else turn.clusters)


def _acts_on(turn: Turn, one: Broadcast) -> bool:
    return turn.organises or _own(turn).may(one)


async def _one(turn: Turn, cast: int, *, acting: bool = True) -> Broadcast:
    """An announcement: organisers act on all of them, a head on the head's own; leaders look at all."""
    if turn.group:
        raise Refused(answers.in_group_private_only())
    turn.only_for_known()
    if not (_acts(turn) if acting else _looks(turn)):
        raise Refused(answers.not_for_your_role())
    one = await broadcasts.one(turn.session, cast)
    everybody = turn.organises if acting else turn.sees_all
    if one is None or one.state not in _FINISHED or not (everybody or one.person_id == turn.person_id):
        raise Refused(texts.nothing_to_send())
    if not (everybody or _own(turn).may(one)):
        raise Refused(texts.beyond_your_seat())
    return one


# -- looking ------------------------------------------------------------------------------------------------------


async def past(turn: Turn) -> Say:
    """The last ones."""
    turn.only_for_known()
    if turn.group or not _looks(turn):
        raise Refused(answers.in_group_private_only() if turn.group else answers.not_for_your_role())
    found = await broadcasts.lately(turn.session, MOST, None if turn.sees_all else _own(turn))
    listed = [
        Past(
            one.words,
            _moment(one),
            one.state == State.WAITING,
            one.withdrawn_at is not None,
        )
        for one in found
    ]
    offers = [Choice(texts.nth_label(n), "announce.show", {"cast": one.id or 0}) for n, one in enumerate(found, 1)]
    compose = [Choice(labels.ANNOUNCE, "announce.begin")] if _acts(turn) else []
    return Say(texts.listed(listed, turn.now), (*offers, *compose))


async def typed(turn: Turn, text: str) -> Say:
    """'Thu hồi thông báo', 'đính chính', 'ai chưa đọc': of one's own last one before another's; of several of the last
    day it is asked which is to be changed. Else the last ones."""
    wish = fold(text)
    found = await _meant(turn) if _acts(turn) and not turn.group else []
    for opening, act in _CHANGING:
        if found and wish.startswith(opening):
            return await _CHANGES[act](turn, found[0].id or 0) if len(found) == 1 else _which(turn, found, act)
    if found and "chua" in wish.split():
        return await silent(turn, found[0].id or 0)
    return await past(turn)


async def _meant(turn: Turn) -> list[Broadcast]:
    """Those of the last day, or the last one; another's only where one has none."""
    own = await broadcasts.lately(turn.session, MOST, _own(turn))
    of = [one for one in own if one.withdrawn_at is None]
    if not of and turn.organises:
        of = [one for one in await broadcasts.lately(turn.session, MOST) if one.withdrawn_at is None]
    return [one for one in of if _moment(one) > turn.now - DAY] or of[:1]


def _moment(one: Broadcast) -> datetime:
    return one.sent_at or one.due_at or one.made_at


def _which(turn: Turn, found: Sequence[Broadcast], act: str) -> Say:
    listed = [Past(one.words, _moment(one), one.state == State.WAITING) for one in found]
    offers = [Choice(texts.which_label(n), act, {"cast": one.id or 0}) for n, one in enumerate(found, 1)]
    return Say(texts.listed(listed, turn.now, which=True), tuple(offers))


async def show(turn: Turn, cast: int) -> Say:
    """How it stands now; leaders read."""
    one = await _one(turn, cast, acting=False)
    rests = rests_until(one.urgent, turn.now, turn.setting.calendar)
    said = broadcasts.shown(one, await broadcasts.outcome(turn.session, cast), turn.now, rests=rests)
    return said if _acts_on(turn, one) else Say(said.text, (Choice(labels.REFRESH, "announce.show", {"cast": cast}),))


async def silent(turn: Turn, cast: int) -> Say:
    """Who has it and has not answered."""
    one = await _one(turn, cast)
    if (unanswerable := _unanswerable(one, turn.now)) is not None:
        return unanswerable
    names, total = await broadcasts.silent(turn.session, cast, NAMES)
    offers = [_again(one)] if total and one.stopped_at is None and one.withdrawn_at is None else []
    return Say(texts.silent(names, total), tuple(offers))


def _unanswerable(one: Broadcast, now: datetime) -> Say | None:
    """Where nobody can owe an answer, that is what is said."""
    look = (Choice(labels.REFRESH, "announce.show", {"cast": one.id or 0}),)
    if not texts.answers(broadcasts.question(one)):
        return Say(texts.asks_nothing(), look)
    return Say(texts.not_gone_yet(one.due_at or now, now), look) if one.state == State.WAITING else None


def _again(one: Broadcast) -> Choice:
    return Choice(labels.ASK_SILENT, "announce.again", {"cast": one.id or 0})


async def by_hand(turn: Turn, cast: int) -> Say:
    """Units that nobody of has it: the words to be sent by hand, and whom to call."""
    return await by_other_ways(turn, await _one(turn, cast))


async def by_other_ways(turn: Turn, one: Broadcast) -> Say:
    found, total = await recipients.missed(turn.session, one, turn.now, NAMES)
    if not total:
        return Say(texts.to_pass_on([], 0))
    cards: dict[int, str] = {}
    for card in await units.seats(turn.session, list(found)):
        call = ", ".join(part for part in (card.person, card.phone) if part)
        cards[card.unit_id] = cards.get(card.unit_id) or call
    turn.say(Say(broadcasts.say(one).text))
    return Say(texts.to_pass_on([(name, cards.get(unit, "")) for unit, name in found.items()], total))


# -- stopping -----------------------------------------------------------------------------------------------------


async def stop_which(turn: Turn) -> Say:
    """'Dừng thông báo': one's own before another's; of several it is asked which."""
    turn.only_for_known()
    if turn.group or not _acts(turn):
        raise Refused(answers.in_group_private_only() if turn.group else answers.not_for_your_role())
    found = await broadcasts.lately(turn.session, MOST, None if turn.organises else _own(turn))
    going = [one for one in found if one.state in (State.WAITING, State.SENDING) and one.stopped_at is None]
    own = [one for one in going if one.person_id == turn.person_id] or going
    if not own:
        return Say(texts.nothing_to_stop(), (Choice(labels.SENT_ONES, "announce.past"),))
    if len(own) == 1:
        mine = own[0].person_id == turn.person_id
        waits = unschedule if mine else withdraw  # another's is read back
        return await (waits if own[0].state == State.WAITING else stop)(turn, own[0].id or 0)
    listed = [Past(one.words, _moment(one), one.state == State.WAITING) for one in own]
    offers = [Choice(texts.nth_label(n), "announce.show", {"cast": one.id or 0}) for n, one in enumerate(own, 1)]
    return Say(texts.listed(listed, turn.now), tuple(offers))


async def stop(turn: Turn, cast: int) -> Say:
    """What has not left does not leave; that it was stopped is looked at with every letter."""
    one = await _one(turn, cast)
    if one.withdrawn_at is not None or one.stopped_at is not None or one.state != State.SENDING:
        return await show(turn, cast)
    waiting = (await broadcasts.outcome(turn.session, cast)).waiting
    await broadcasts.change(turn.session, cast, stopped_at=turn.now, cursor=None, mend_cursor=0, due_at=turn.now)
    await turn.note("announcement stopped", broadcast=cast)
    await _tell_author(turn, one, "stopped")
    after = (labels.CORRECT_IT, "announce.correct"), (labels.WITHDRAW_IT, "announce.withdraw")
    return Say(texts.stopped(waiting), tuple(Choice(label, act, {"cast": cast}) for label, act in after))


async def unschedule(turn: Turn, cast: int) -> Say:
    """Before its moment it is a draft again; unless another is being composed, then it is dropped."""
    one = await _one(turn, cast)
    draft = await broadcasts.draft(turn.session, one.person_id)
    back = {
        "state": str(State.DROPPED if draft is not None else State.DRAFT),
        "due_at": None,
        "version": one.version + 1,
    }
    if not await broadcasts.moves(turn.session, cast, State.WAITING, **back):
        return await show(turn, cast)
    await turn.note("announcement unscheduled", broadcast=cast)
    if one.person_id != turn.person_id:
        await _tell_author(turn, one, "unscheduled")
        return Say(texts.unscheduled_of_another(), (Choice(labels.SENT_ONES, "announce.past"),))
    if draft is not None:
        return Say(texts.dropped())
    return Say(texts.unscheduled(), (Choice(labels.ANNOUNCE, "announce.card"),))


async def _tell_author(turn: Turn, one: Broadcast, what: str) -> None:
    """Somebody else changed it; `one` as it was before."""
    reach = await people.another_way(turn.session, one.person_id, 0) if one.person_id != turn.person_id else None
    said = Say(texts.changed_by(turn.name, one.words, what), (Choice(labels.SENT_ONES, "announce.past"),))
    turn.tell([reach] if reach else [], lambda _: said, Lane.NUDGE, turn.later)


# -- putting right, taking back -----------------------------------------------------------------------------------


async def correct(turn: Turn, cast: int) -> Say:
    one = await _one(turn, cast)
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn_already())
    waits = Choice("", "announce.correction", {"cast": cast})
    return Say(texts.ask_correction(one.words), (_leave(cast),), awaits=waits)


def _leave(cast: int) -> Choice:
    return Choice(labels.LEAVE_AS_IS, "announce.show", {"cast": cast})


async def correction(turn: Turn, text: str, cast: int) -> Say:
    """The right words, read back whole before anybody sees them."""
    one = await _one(turn, cast)
    said = tidy(text)
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn_already())
    if too_long(said):
        waits = Choice("", "announce.correction", {"cast": cast})
        return Say(texts.words_too_long(units16(said)), (_leave(cast),), awaits=waits)
    arrived = (await broadcasts.outcome(turn.session, cast)).arrived
    yes = Choice(labels.SEND_CORRECTION, "announce.corrected", {"cast": cast, "words": said})
    return Say(texts.correction_card(said, arrived), (yes, _leave(cast)))


async def corrected(turn: Turn, cast: int, words: str) -> Say:
    """Who has the wrong one gets the right one; who has none yet gets only that."""
    one = await _one(turn, cast)
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn_already())
    if one.words == words:
        return await show(turn, cast)
    arrived = (await broadcasts.outcome(turn.session, cast)).arrived
    again = {"words": words, "version": one.version + 1, "corrected_at": turn.now, "mend_cursor": 0, "due_at": turn.now}
    if one.state == State.WAITING:
        again = {"words": words, "version": one.version + 1}
    await broadcasts.change(turn.session, cast, **again)
    await turn.note("announcement corrected", broadcast=cast)
    await _tell_author(turn, one, "reworded" if one.state == State.WAITING else "corrected")
    return Say(
        texts.corrected(arrived, one.stopped_at is not None), (Choice(labels.REFRESH, "announce.show", {"cast": cast}),)
    )


async def withdraw(turn: Turn, cast: int) -> Say:
    one = await _one(turn, cast)
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn_already())
    yes = Choice(labels.YES_WITHDRAW, "announce.withdrawn", {"cast": cast})
    if one.state == State.WAITING:
        leave = Choice(labels.KEEP_SCHEDULED, "announce.show", {"cast": cast})
        return Say(texts.unschedule_card(one.words, one.due_at or turn.now, turn.now), (yes, leave))
    arrived = (await broadcasts.outcome(turn.session, cast)).arrived
    return Say(texts.withdraw_card(one.words, arrived), (yes, _leave(cast)))


async def withdrawn(turn: Turn, cast: int) -> Say:
    one = await _one(turn, cast)
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn_already())
    if one.state == State.WAITING:
        return await unschedule(turn, cast)
    gone = {"withdrawn_at": turn.now, "cursor": None, "again_cursor": None, "again_at": None, "mend_cursor": 0}
    await broadcasts.change(turn.session, cast, **gone, due_at=turn.now)
    await turn.note("announcement withdrawn", broadcast=cast)
    await _tell_author(turn, one, "withdrawn")
    return Say(texts.withdrawing(), (Choice(labels.REFRESH, "announce.show", {"cast": cast}),))


async def again(turn: Turn, cast: int) -> Say:
    """Now, to those who have not answered; then not by itself."""
    one = await _one(turn, cast)
    if one.withdrawn_at is not None:
        return Say(texts.withdrawn_already())
    if (unanswerable := _unanswerable(one, turn.now)) is not None:
        return unanswerable
    if one.stopped_at is not None:
        return Say(texts.stopped_already(), (Choice(labels.ANNOUNCE, "announce.begin"),))
    if one.reminded_at is not None and turn.now - one.reminded_at < HOUR:
        return Say(texts.asked_lately(one.reminded_at, turn.now))
    _, total = await broadcasts.silent(turn.session, cast, 1)
    if not total:
        return Say(texts.everybody_answered())
    at = turn.later or turn.now
    if at > turn.now:
        await broadcasts.change(turn.session, cast, again_at=at, due_at=at)
        return Say(texts.asks_again_at(total, at, turn.now))
    await broadcasts.change(
        turn.session, cast, again_cursor=0, again_at=None, reminded_at=turn.now, due_at=turn.now
    )  # fmt: skip
    await turn.note("announcement sent again", broadcast=cast, people=total)
    return Say(texts.asked_again(total), (Choice(labels.REFRESH, "announce.show", {"cast": cast}),))


# -- what people answer -------------------------------------------------------------------------------------------


async def answer(turn: Turn, cast: int, answer: int) -> Say:
    """By whom it was sent to, as often as they like: the last one counts."""
    if turn.group:
        raise Refused(answers.in_group_private_only())
    found = await broadcasts.sent_to(turn.session, cast, turn.person_id)
    if found is None or found[1] is None:
        return Say(texts.not_for_you())
    return await _answered(turn, found[0], found[1], answer)


async def _answered(turn: Turn, one: Broadcast, mine: Recipient, answer: int) -> Say:
    if one.withdrawn_at is not None:
        return Say(texts.no_longer(one.withdrawn_at))
    asked = broadcasts.question(one)
    offered = texts.answers(asked)
    if not 0 <= answer < len(offered):
        return Say(answers.old_choice())
    before = offered[mine.answer] if mine.answer is not None and mine.answer < len(offered) else ""
    await broadcasts.answered(turn.session, one.id or 0, mine.person_id, answer, turn.now)
    return Say(texts.answered(asked, offered[answer], before))


async def in_words(turn: Turn, text: str, meaning: Meaning | None, choices: Sequence[Choice]) -> Say | None:
    """'Dạ em nhận được rồi', 'có ạ' to an announcement that came last."""
    said = fold(text)
    place = next((at for at, one in enumerate(choices) if fold(one.label) == said), None)
    agrees = yes_no(text)
    if place is None and [one.label for one in choices] == [labels.YES, labels.NO] and agrees is not None:
        place = 0 if agrees else 1
    assents = meaning is not None and meaning.intent is Intent.ASSENT
    if place is None and len(choices) == 1 and (assents or agrees):
        place = 0
    return await answer(turn, **choices[place].args) if place is not None else None  # type: ignore[arg-type]


_RECEIVED = frozenset({"da nhan", "da nhan duoc", "nhan duoc", "da nhan roi", "da nhan thong bao", "nhan roi"})


async def received(turn: Turn, text: str) -> Say | None:
    """'Đã nhận', wherever it is typed, is the answer to the last announcement that asks for nothing more."""
    if not any(fold(text).startswith(one) or fold(text).endswith(one) for one in _RECEIVED):
        return None
    found = await broadcasts.open_for(turn.session, turn.person_id, _since(turn))
    if found is None or broadcasts.question(found[0]).asks is not Asks.RECEIVED:
        return None
    return await _answered(turn, *found, 0)


def _since(turn: Turn) -> datetime:
    return turn.now - OPEN


_CHANGES = {"announce.withdraw": withdraw, "announce.correct": correct}
_CHANGING = tuple(
    (opening, act)
    for act, openings in (("announce.withdraw", ("thu hoi", "rut")), ("announce.correct", ("dinh chinh", "sua")))
    for opening in openings
)
