"""The same point of the period before and of last year's campaign; what a picture shows; the trace of a figure."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.forms import Field, FieldKind, Form
from core.periods import Freq, Rhythm, period_of
from core.targets import Aim
from data import cards, comparing, journal, obligations, targets, tracing
from data.comparing import Earlier
from data.database import Session
from data.models import Deliverable, Obligation, Submission, Unit
from tests.data.books import DAY, HOUR, NOW, Books, id_of
from tests.data.reports import load
from tests.data.scenes import a_campaign, a_deliverable, a_person, a_plan, a_unit

MONTHLY = Rhythm(Freq.MONTHLY, day=20)
SEPTEMBER, OCTOBER = (period_of(MONTHLY, date(2021, month, 1)) for month in (9, 10))


async def came(
    books: Books, asked: Deliverable, unit: Unit, person: int, at: Any, period: str = "", **row: Any
) -> None:
    """A report of this unit that came at that moment; None: not yet."""
    values: dict[str, Any] = {"workflow": "accepted" if at else "owed", "version": int(at is not None), **row}
    owed = await books.add(
        Obligation(
            campaign_id=asked.campaign_id, unit_id=id_of(unit), deliverable_id=id_of(asked), period=period,
            strict=asked.strict, lenient=asked.lenient, opened_at=NOW, **values,
        )
    )  # fmt: skip
    if at is not None:
        told: dict[str, Any] = {"channel": "web", "answers": {"v": 1}, "files": {}, "number": id_of(owed), "version": 1}
        mine: dict[str, Any] = {"campaign_id": asked.campaign_id, "unit_id": id_of(unit), "obligation_id": id_of(owed)}
        await books.add(Submission(**mine, **told, person_id=person, handed_at=at))


async def four(books: Books) -> tuple[list[Unit], int]:
    return [await a_unit(books, f"Xã {mark}", mark) for mark in "ABCD"], id_of(await a_person(books))


async def test_the_same_point_of_the_period_before(books: Books) -> None:
    units, person = await four(books)
    campaign = await a_campaign(books)
    asked = await a_deliverable(books, campaign, due=OCTOBER.deadline.strict)
    await books.change(asked, rhythm=MONTHLY.to_json(), period=OCTOBER.key)
    due = SEPTEMBER.deadline.strict
    for unit, at in zip(units, (due - 5 * DAY, due - DAY, None, due - 5 * DAY), strict=True):
        more = {"workflow": "exempt"} if unit is units[-1] else {}
        await came(books, asked, unit, person, at, SEPTEMBER.key, **more)
    asked = await books.again(asked)
    now = OCTOBER.deadline.strict - 2 * DAY
    assert await books.read(comparing.earlier, campaign, asked, now) == Earlier(1, 3, period="tháng 9/2021")
    assert await books.read(comparing.earlier, campaign, asked, now + DAY + HOUR) == Earlier(
        2, 3, period="tháng 9/2021"
    )


async def test_the_same_point_of_last_years_campaign(books: Books) -> None:
    units, person = await four(books)
    before = await a_campaign(
        books, "Tháng thanh niên 2020", starts_on=date(2020, 10, 1), ends_on=date(2020, 11, 1), closed_at=NOW
    )
    year = timedelta(days=365)
    was = await a_deliverable(books, before, "Báo cáo kết quả năm 2020", due=NOW + 7 * DAY - year)
    for unit, days in zip(units, (9, 8, 1, 0), strict=True):
        await came(books, was, unit, person, was.strict - days * DAY)
    campaign = await a_campaign(books, "Tháng thanh niên 2021")
    asked = await a_deliverable(books, campaign, "Báo cáo kết quả năm 2021")
    other = await a_deliverable(books, campaign, "Báo cáo nhanh", position=2)
    found = Earlier(2, 4, short="Tháng thanh niên 2020")
    assert await books.read(comparing.earlier, campaign, asked, NOW) == found
    assert await books.read(comparing.earlier, campaign, other, NOW) is None
    await books.change(was, restricted=True)
    assert await books.read(comparing.earlier, campaign, asked, NOW) is None


async def test_what_a_picture_shows_is_of_the_present_period_and_of_no_private_report(books: Books) -> None:
    units, person = await four(books)
    campaign = await a_campaign(books)
    one, private = [await a_deliverable(books, campaign, name, position=at) for at, name in enumerate("ab")]
    await books.change(one, period="2021-10", rhythm=MONTHLY.to_json())
    await books.change(private, restricted=True)
    await came(books, one, units[0], person, NOW, "2021-09")
    await came(books, one, units[0], person, None, "2021-10")
    await came(books, private, units[1], person, NOW)
    rows = await books.read(cards.stands, [id_of(one), id_of(private)])
    assert [(row.unit, row.mark, row.workflow) for row in rows] == [("Xã A", "A", "owed")]


async def test_what_changed_of_one_target_is_not_lost_among_those_of_others(books: Books) -> None:
    plan = await a_plan(books)
    (row,), (asked,) = await books.all(Obligation), plan.reports
    aims = [Aim("lượt", "lượt", Decimal(10)), Aim("suất", "suất", Decimal(10))]
    at, own = id_of(plan.campaign), id_of(row)
    mine, other = [id_of(one) for one in await books(targets.add, at, aims, {})]

    async def changes(session: Session, target: int, times: int) -> None:
        for turn in range(times):
            said: dict[str, Any] = {"target": target, "was": str(turn), "becomes": str(turn + 1), "late": False}
            await journal.note(session, NOW, tracing.CORRECTED, campaign_id=at, obligation_id=own, **said)

    await books(changes, mine, 1)
    await books(changes, other, 3 * tracing.LATELY)
    assert [one["becomes"] for _, one in await books.read(tracing.lately, at, mine)] == ["1"]
    assert len(await books.read(tracing.lately, at, other)) == tracing.LATELY
    await books(tracing.forget, at, id_of(asked))
    assert await books.read(tracing.lately, at, mine) == []


async def test_a_figure_that_changed_leaves_its_trace(books: Books) -> None:
    plan = await a_plan(books)
    (row,), (asked,) = await books.all(Obligation), plan.reports
    form = Form((Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt"),))
    await books.change(asked, form=form.to_json())
    aim = Aim("lượt", "lượt", Decimal(10))
    (target,) = await books(targets.add, id_of(plan.campaign), [aim], {0: [(id_of(asked), "luot", False)]})
    person = id_of(await a_person(books))

    async def hands_in(session: Session, value: int) -> None:
        owed = await load(session, await session.get(Obligation, id_of(row), populate_existing=True) or row)
        earlier = await obligations.versions(session, owed.id)
        answers = {"v": 1, "fields": {"luot": value}}
        more: dict[str, Any] = {"person_id": person, "channel": "web", "files": {}, "handed_at": NOW}
        await obligations.hand_in(session, owed, earlier, answers=answers, **more)

    for value in (100, 100, 150):
        await books(hands_in, value)
    found = await books.read(tracing.lately, id_of(plan.campaign), id_of(target))
    assert [(unit, one["was"], one["becomes"]) for unit, one in found] == [("Xã AH", "100", "150")]
    assert await books.read(tracing.lately, id_of(plan.campaign), 999) == []
