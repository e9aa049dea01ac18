"""Announcements to many: who is meant, each once; what became of each; put right, stopped and taken back midway."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import col, select, update

from core.broadcasts import Outcome, Question, State
from core.delivery import Kind, Lane, Result
from core.roles import Role
from core.whom import Whom
from data import broadcasting, broadcasts, dispatch, recipients
from data.database import Session
from data.models import (
    Broadcast,
    Chat,
    Deliverable,
    Group,
    GroupUnit,
    Holding,
    Letter,
    Obligation,
    Person,
    Recipient,
    Seat,
    Unit,
)
from tests.data.books import DAY, MACHINE, NOW, Books, id_of
from tests.data.scenes import a_campaign, a_chat, a_person, a_unit

PEOPLE = 3000
BLOCKED, UNCERTAIN = 90, 30  # 3 % and 1 %


async def a_broadcast(books: Books, chat: Chat, **given: Any) -> Broadcast:
    usual: dict[str, Any] = {
        "person_id": chat.person_id, "chat_id": id_of(chat), "state": str(State.SENDING),
        "words": "Mời dự họp lúc 8 giờ.",
        "speaker": {"v": 1, "name": "Quận Đoàn Bình Lâm", "contact": ""}, "asks": Question().to_json(),
        "made_at": NOW, "touched_at": NOW, "sent_at": NOW, "cursor": 0, "due_at": NOW,
    }  # fmt: skip
    return await books.add(Broadcast(**(usual | given)))


async def many(books: Books, count: int = PEOPLE) -> None:
    """So many units, each with a secretary on Telegram, every third also on the web."""
    ids = range(1001, 1001 + count)
    await books.add_many(Unit, [{"id": n, "name": f"Chi đoàn {n}", "mark": f"C{n}", "type": "chi_doan"} for n in ids])
    await books.add_many(
        Person, [{"id": n, "name": f"Lê {n}", "phone": "", "email": "", "prefers": "", "digest": False} for n in ids]
    )
    await books.add_many(Seat, [{"id": n, "unit_id": n, "role": "secretary", "title": "Bí thư"} for n in ids])
    await books.add_many(Holding, [{"seat_id": n, "person_id": n, "since": NOW - DAY} for n in ids])
    rows = [{"channel": "web", "address": f"w{n}", "person_id": n, "group": False} for n in ids if n % 3 == 0]
    rows += [{"channel": "telegram", "address": str(n), "person_id": n, "group": False} for n in ids]
    await books.add_many(Chat, rows)


async def changed(books: Books, one: Broadcast, **values: Any) -> None:
    await books(partial(broadcasts.change, broadcast_id=id_of(one), **values))


async def written(books: Books, one: Broadcast) -> int:
    """Chunks until nobody is left, as the tick goes on with them."""
    chunks = 0
    while True:
        now = await books.again(one)
        last = await books(broadcasting.write_some, now, NOW, MACHINE)
        await changed(books, one, cursor=last)
        if last is None:
            return chunks
        chunks += 1


async def mended(books: Books, one: Broadcast) -> None:
    await changed(books, one, mend_cursor=0)
    while True:
        last = await books(broadcasting.mend_some, await books.again(one), NOW, MACHINE)
        await changed(books, one, mend_cursor=last)
        if last is None:
            return


async def closed(books: Books, result: Result, *conditions: Any) -> None:
    """What came of these letters."""

    async def close(session: Session) -> None:
        rows = update(Letter).where(*conditions).values(closed_at=MACHINE, result=str(result))
        await session.exec(rows.execution_options(synchronize_session=False))

    await books(close)


@pytest_asyncio.fixture(loop_scope="session")
async def officer(books: Books) -> Chat:
    root = await a_unit(books, "Quận Đoàn Bình Lâm", "QD")
    khoa = await a_person(books, "Trần Đăng Khoa", seats=[(root, Role.ORGANISER)])
    return await a_chat(books, "web:khoa", khoa)


# -- three thousand -----------------------------------------------------------------------------------------------


async def test_three_thousand_with_some_blocked_some_uncertain_and_a_correction_midway(
    books: Books, officer: Chat
) -> None:
    await many(books)
    one = await a_broadcast(books, officer)
    assert await written(books, one) == 3
    letters = await books.all(Letter)
    assert Counter(letter.channel for letter in letters) == {"telegram": PEOPLE}  # what rings comes before a page
    assert len({letter.person_id for letter in letters}) == PEOPLE
    sent, unsure, gone = 1001 + 1500, 1001 + 1500 + UNCERTAIN, 1001 + 1500 + UNCERTAIN + BLOCKED
    person = col(Letter.person_id)
    await closed(books, Result.SENT, person < sent)
    await closed(books, Result.UNCERTAIN, person >= sent, person < unsure)
    await closed(books, Result.REFUSED, person >= unsure, person < gone)

    async def block(session: Session) -> None:
        theirs = col(Chat.person_id) >= unsure, col(Chat.person_id) < gone
        await session.exec(update(Chat).where(*theirs).values(gone_at=NOW).execution_options(synchronize_session=False))

    await books(block)
    midway = await books.read(broadcasts.outcome, id_of(one))
    assert (midway.sent, midway.uncertain, midway.blocked) == (1500, UNCERTAIN, BLOCKED)
    assert midway.waiting == PEOPLE - 1500 - UNCERTAIN - BLOCKED

    await changed(books, one, words="Mời dự họp lúc 9 giờ.", version=1, corrected_at=NOW)
    await mended(books, one)
    await mended(books, one)  # the same again changes nothing
    letters = await books.all(Letter)
    edits = [letter for letter in letters if letter.kind == Kind.EDIT]
    assert len(edits) == 1500
    assert len({letter.replaces for letter in edits}) == 1500
    told_apart = [letter for letter in letters if letter.kind == Kind.SAY and letter.broadcast_id is None]
    assert {letter.person_id for letter in told_apart} == set(range(sent, unsure))
    waiting = [letter for letter in letters if letter.closed_at is None and letter.broadcast_id]
    assert len(waiting) == midway.waiting
    assert all("9 giờ" in letter.text and "đính chính" not in letter.text for letter in waiting)
    assert all("9 giờ" in letter.text and "đính chính" in letter.text for letter in [*edits, *told_apart])
    assert [letter for letter in letters if letter.person_id and unsure <= letter.person_id < gone and letter.id] != []
    assert not any(unsure <= (letter.person_id or 0) < gone for letter in [*edits, *told_apart, *waiting])

    await closed(books, Result.SENT, col(Letter.closed_at).is_(None))
    outcome = await books.read(broadcasts.outcome, id_of(one))
    assert outcome == Outcome(
        PEOPLE, sent=PEOPLE - UNCERTAIN - BLOCKED, uncertain=UNCERTAIN, blocked=BLOCKED, answers={}
    )


async def test_broken_off_it_goes_on_where_it_was(books: Books, officer: Chat) -> None:
    """The cursor is written with the thousand it stands for, so that a kill in between neither loses nor doubles."""
    await many(books, 2500)
    one = await a_broadcast(books, officer)

    async def killed(session: Session) -> None:
        await broadcasting.write_some(session, (await broadcasts.one(session, id_of(one))), NOW, MACHINE)  # type: ignore[arg-type]
        raise RuntimeError

    last = await books(broadcasting.write_some, one, NOW, MACHINE)
    await changed(books, one, cursor=last)
    with pytest.raises(RuntimeError):
        await books(killed)
    assert len(await books.all(Letter)) == 1000
    await written(books, one)
    assert len({letter.person_id for letter in await books.all(Letter)}) == len(await books.all(Letter)) == 2500


async def test_a_thousand_written_twice_is_written_once(books: Books, officer: Chat) -> None:
    await many(books, 1200)
    one = await a_broadcast(books, officer)
    await books(broadcasting.write_some, one, NOW, MACHINE)
    await books(broadcasting.write_some, one, NOW, MACHINE)
    assert len(await books.all(Letter)) == 1000
    assert (await books.read(broadcasts.outcome, id_of(one))).total == 1000


async def test_stopped_nothing_more_is_claimed_and_the_rest_is_closed(books: Books, officer: Chat) -> None:
    await many(books, 1500)
    one = await a_broadcast(books, officer)
    await written(books, one)
    claim = partial(dispatch.claim, channel="telegram", now=NOW, machine=MACHINE, limit=20, lanes=[Lane.BROADCAST])
    assert len(await books(claim)) == 20
    await changed(books, one, stopped_at=NOW)
    assert await books(claim) == []
    await mended(books, one)
    letters = Counter(letter.result or "in hand" for letter in await books.all(Letter))
    assert letters == {"in hand": 20, "unsent": 1480}


async def test_withdrawn_it_is_gone_from_those_who_have_it(books: Books, officer: Chat) -> None:
    await many(books, 50)
    one = await a_broadcast(books, officer)
    await written(books, one)
    await closed(books, Result.SENT, col(Letter.person_id) <= 1030)
    await changed(books, one, withdrawn_at=NOW)
    await mended(books, one)
    letters = await books.all(Letter)
    edits = [letter for letter in letters if letter.kind == Kind.EDIT]
    assert len(edits) == 30
    assert all("đã thu hồi" in letter.text and letter.choices == {} for letter in edits)
    assert Counter(letter.result for letter in letters if letter.kind == Kind.SAY) == {"sent": 30, "unsent": 20}


async def test_asked_again_are_those_who_have_it_and_are_silent(books: Books, officer: Chat) -> None:
    await many(books, 40)
    one = await a_broadcast(books, officer)
    await written(books, one)
    await closed(books, Result.SENT, col(Letter.person_id) <= 1030)
    await closed(books, Result.REFUSED, col(Letter.person_id) > 1030)
    for person in range(1001, 1011):
        await books(broadcasts.answered, id_of(one), person, 0, NOW)
    await changed(books, one, again_cursor=0, reminded_at=NOW)
    assert await books(broadcasting.ask_some_again, await books.again(one), NOW, MACHINE) == 1030
    again = [letter for letter in await books.all(Letter) if letter.closed_at is None]
    assert {letter.person_id for letter in again} == set(range(1011, 1031))
    assert await books.read(broadcasts.silent, id_of(one), 3) == (
        [("Chi đoàn 1011", "Lê 1011"), ("Chi đoàn 1012", "Lê 1012"), ("Chi đoàn 1013", "Lê 1013")], 20
    )  # fmt: skip


# -- who is meant -------------------------------------------------------------------------------------------------


async def reached(books: Books, whom: Whom) -> set[str]:
    """The people of an announcement, by name."""
    await books(recipients.take, id_of(await _any(books)), whom, NOW, 0, 1000)
    people = {id_of(person): person.name for person in await books.all(Person)}

    async def emptied(session: Session) -> list[Recipient]:
        rows = list((await session.exec(select(Recipient))).all())
        for row in rows:
            await session.delete(row)
        return rows

    return {people[row.person_id] for row in await books(emptied)}


async def _any(books: Books) -> Broadcast:
    return (await books.all(Broadcast))[0]


@pytest_asyncio.fixture(loop_scope="session")
async def district(books: Books, officer: Chat) -> dict[str, Unit]:
    """A ward with two cells under it, of which one has a cell of its own; a school; a cluster of ward and school."""
    await a_broadcast(books, officer)
    ward = await a_unit(books, "Đoàn phường An Hòa", "AH")
    cell = await a_unit(books, "Chi đoàn Khu phố 1", "K1")
    inner = await a_unit(books, "Phân đoàn 1", "P1")
    school = await a_unit(books, "Đoàn Trường An Lâm", "TL")
    for unit, above, kind in ((cell, ward, "chi_doan"), (inner, cell, "phan_doan"), (school, None, "doan_truong")):
        await books.change(unit, parent_id=id_of(above) if above else None, type=kind)
    group = await books.add(Group(name="Cụm 1"))
    await books.add_many(GroupUnit, [{"group_id": id_of(group), "unit_id": id_of(one)} for one in (ward, school)])
    head = await a_person(books, "Cúc", seats=[(school, Role.CLUSTER_HEAD)], chats=["web:cuc"])
    seat = next(one for one in await books.all(Seat) if one.role == Role.CLUSTER_HEAD)
    await books.change(seat, group_id=id_of(group))
    await a_person(books, "Mai", seats=[(ward, Role.SECRETARY), (cell, Role.DEPUTY)], chats=["web:mai", "telegram:1"])
    await a_person(books, "Tú", seats=[(ward, Role.DEPUTY)], chats=["web:tu"])
    await a_person(books, "Bình", seats=[(cell, Role.SECRETARY)], chats=["web:binh"])
    await a_person(books, "Phúc", seats=[(inner, Role.SECRETARY)])
    await a_person(books, "Sen", seats=[(school, Role.SECRETARY)], chats=["zalo:sen"])
    assert head.id
    return {"ward": ward, "cell": cell, "inner": inner, "school": school, "group": group}  # type: ignore[dict-item]


EVERYBODY = {"Mai", "Tú", "Bình", "Phúc", "Sen"}


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        ({}, EVERYBODY),
        ({"units": ["ward"]}, {"Mai", "Tú"}),
        ({"below": ["ward"]}, {"Mai", "Bình", "Phúc"}),
        ({"units": ["ward"], "below": ["ward"]}, {"Mai", "Tú", "Bình", "Phúc"}),
        ({"groups": ["group"]}, {"Mai", "Tú", "Sen"}),
        ({"kinds": ("phan_doan", "doan_truong")}, {"Phúc", "Sen"}),
        ({"but": ["ward", "cell"]}, {"Phúc", "Sen"}),
        ({"roles": ("secretary",), "units": ["ward", "cell"]}, {"Mai", "Bình"}),
        ({"roles": ("cluster_head",), "groups": ["group"]}, {"Cúc"}),
        ({"roles": ("organiser", "chief")}, {"Trần Đăng Khoa"}),
        ({"units": ["school"], "also": ("organiser", "chief")}, {"Sen", "Trần Đăng Khoa"}),
        ({"scope": ["group"], "also": ("organiser", "chief")}, {"Mai", "Tú", "Sen"}),
        ({"absent": True}, {"Phúc"}),
        ({"scope": ["group"]}, {"Mai", "Tú", "Sen"}),
        ({"scope": ["group"], "below": ["ward"]}, set()),
    ],
)
async def test_by_place_kind_and_role(
    books: Books, district: dict[str, Unit], whom: dict[str, Any], names: set[str]
) -> None:
    def found(one: Any) -> Any:
        return id_of(district[one]) if one in district else one

    ids: dict[str, Any] = {key: value is True or tuple(map(found, value)) for key, value in whom.items()}
    assert await reached(books, Whom(**ids)) == names


async def a_report(books: Books, campaign: int) -> Deliverable:
    moments: dict[str, Any] = {"strict": NOW + DAY, "lenient": NOW + DAY}
    return await books.add(Deliverable(campaign_id=campaign, position=1, name="Báo cáo", wording="…", **moments))


async def test_by_what_units_owe(books: Books, district: dict[str, Unit]) -> None:
    plan = await a_campaign(books)
    report = await books.add(
        Deliverable(
            campaign_id=id_of(plan), position=1, name="Báo cáo", wording="…", strict=NOW + DAY, lenient=NOW + DAY
        )
    )
    owes: Any = partial(Obligation, campaign_id=id_of(plan), deliverable_id=id_of(report), opened_at=NOW - 9 * DAY)
    moments: dict[str, Any] = {"strict": NOW + DAY, "lenient": NOW + DAY}
    await books.add(owes(unit_id=id_of(district["ward"]), **moments))
    await books.add(owes(unit_id=id_of(district["school"]), strict=NOW - DAY, lenient=NOW - DAY))
    await books.add(owes(unit_id=id_of(district["cell"]), workflow="handed_in", timeliness="late", **moments))
    assert await reached(books, Whom(campaigns=(id_of(plan),))) == {"Mai", "Tú", "Bình", "Sen"}
    assert await reached(books, Whom(missing=(id_of(report),))) == {"Mai", "Tú", "Sen"}
    assert await reached(books, Whom(overdue=True)) == {"Sen"}
    assert await reached(books, Whom(late=True)) == {"Mai", "Bình"}
    assert await reached(books, Whom(missing=(id_of(report),), groups=(id_of(district["group"]),), overdue=True)) == {
        "Sen"
    }
    await books.change(report, restricted=True)
    assert await reached(books, Whom(missing=(id_of(report),))) == set()


async def test_who_handed_in_meanwhile_drops_out_of_what_is_claimed(books: Books, district: dict[str, Unit]) -> None:
    plan = await a_campaign(books)
    report = await books.add(
        Deliverable(
            campaign_id=id_of(plan), position=1, name="Báo cáo", wording="…", strict=NOW + DAY, lenient=NOW + DAY
        )
    )
    owed = await books.add(
        Obligation(campaign_id=id_of(plan), deliverable_id=id_of(report), unit_id=id_of(district["school"]),
                   strict=NOW + DAY, lenient=NOW + DAY, opened_at=NOW)
    )  # fmt: skip
    one = await _any(books)
    await books.change(one, whom=Whom(missing=(id_of(report),)).to_json())
    await written(books, one)
    assert [letter.channel for letter in await books.all(Letter)] == ["zalo"]
    await books.change(owed, workflow="handed_in")
    claim = partial(dispatch.claim, channel="zalo", now=NOW, machine=MACHINE, limit=20, lanes=[Lane.BROADCAST])
    assert await books(claim) == []
    assert [letter.result for letter in await books.all(Letter)] == ["unsent"]


async def test_who_left_the_seat_hears_nothing_more(books: Books, district: dict[str, Unit]) -> None:
    one = await _any(books)
    await changed(books, one, whom=Whom(units=(id_of(district["school"]),)).to_json())
    await written(books, one)

    async def leave(session: Session) -> None:
        theirs = select(Seat.id).where(Seat.unit_id == id_of(district["school"]), Seat.role == str(Role.SECRETARY))
        left = update(Holding).where(col(Holding.seat_id).in_(theirs)).values(until=NOW)
        await session.exec(left.execution_options(synchronize_session=False))

    await books(leave)
    claim = partial(dispatch.claim, channel="zalo", now=NOW, machine=MACHINE, limit=20, lanes=[Lane.BROADCAST])
    assert await books(claim) == []


async def test_counted_before_anything_is_sent(books: Books, district: dict[str, Unit]) -> None:
    empty = await a_unit(books, "Chi đoàn Chưa có ai", "CC")
    await books.add(Seat(unit_id=id_of(empty), role="secretary", title="Bí thư"))
    found = await books.read(recipients.count, Whom(), NOW)
    assert found.channels == {"telegram": 1, "web": 2, "zalo": 1}
    assert (found.unreached, set(found.names)) == (2, {"Chi đoàn Chưa có ai", "Phân đoàn 1"})


async def test_what_lies_below_a_unit_is_counted_too(books: Books, district: dict[str, Unit]) -> None:
    found = await books.read(recipients.count, Whom(below=(id_of(district["ward"]),)), NOW)
    assert (found.people, found.unreached, found.names) == (2, 1, ("Phân đoàn 1",))
    assert recipients.Reached.from_json(found.to_json()) == found


async def test_units_that_nobody_of_has_it(books: Books, district: dict[str, Unit]) -> None:
    one = await _any(books)
    await written(books, one)
    await closed(books, Result.SENT, col(Letter.channel) != "zalo")
    await closed(books, Result.REFUSED, col(Letter.channel) == "zalo")
    found, total = await books.read(recipients.missed, await books.again(one), NOW, 10)
    assert (sorted(found.values()), total) == (["Phân đoàn 1", "Đoàn Trường An Lâm"], 2)


async def test_the_last_answer_counts_and_the_tally_is_drawn_once_for_many(books: Books, officer: Chat) -> None:
    await many(books, 30)
    one = await a_broadcast(books, officer)
    await written(books, one)
    await closed(books, Result.SENT, col(Letter.id) > 0)
    await changed(books, one, due_at=None)
    for person, answer in ((1001, 0), (1002, 1), (1001, 1)):
        await books(broadcasts.answered, id_of(one), person, answer, NOW + timedelta(seconds=person - 1001))
    assert (await books.again(one)).due_at == NOW + timedelta(seconds=5)
    outcome = await books.read(broadcasts.outcome, id_of(one))
    assert (outcome.answered, outcome.sent, outcome.answers) == (2, 28, {1: 2})


async def test_held_up_until_it_is_quiet_it_waits_unless_it_is_urgent(books: Books, officer: Chat) -> None:
    await many(books, 50)
    calm, urgent = await a_broadcast(books, officer), await a_broadcast(books, officer, urgent=True)
    await written(books, calm)
    await written(books, urgent)
    claim = partial(dispatch.claim, channel="telegram", now=NOW, machine=MACHINE, limit=20, lanes=[Lane.BROADCAST])
    morning = NOW + DAY / 2
    assert await books(partial(claim, quiet_until=morning)) == []
    waits = Counter((one.broadcast_id, one.not_before, one.sending) for one in await books.all(Letter))
    assert waits == {(id_of(calm), morning, False): 50, (id_of(urgent), NOW, False): 50}
    assert {one.letter.broadcast_id for one in await books(partial(claim, quiet_until=morning))} == {id_of(urgent)}
    assert {one.letter.broadcast_id for one in await books(partial(claim, now=morning))} == {id_of(calm)}
