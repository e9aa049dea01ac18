"""What has been reached of a target, from the versions in force: the grouped statement against a recount by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.forms import Field, FieldKind, Form
from core.periods import Freq, Rhythm
from core.targets import Aim, Figures, Standing, Way
from data import figures, targets
from data.database import Session
from data.models import Deliverable, Obligation, Submission, Unit
from tests.data.books import NOW, Books, id_of
from tests.data.scenes import a_campaign, a_deliverable, a_person, a_unit

END = date(2021, 12, 31)
LUOT = Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt người")
ALSO = Field("them", "Số lượt trực tuyến", FieldKind.NUMBER, unit="lượt")
NGUOI = Field("nguoi", "Số người", FieldKind.NUMBER, unit="người")
DONG = Field("dong", "Kinh phí", FieldKind.NUMBER, unit="đồng")
DONE = Field("da", "Đã tổ chức", FieldKind.YES_NO)
FORM = Form((LUOT, ALSO, NGUOI, DONG, DONE))
TURNS = Aim("lượt người tham gia", "lượt", Decimal(1000))
Values = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One report: of which unit, of which of the deliverables, for which period; its versions, the newest last."""

    unit: int
    report: int
    period: int
    versions: tuple[Values, ...]
    workflow: str = "handed_in"
    part: str = ""
    withdrawn: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        return self.unit, self.report, self.period

    @property
    def strict(self) -> int:
        """Days from now: periods of a month, one after the other; what comes once lies between them."""
        return self.period * 30 + self.report * 10

    @property
    def in_force(self) -> Values | None:
        versions = self.versions[:-1] if self.withdrawn else self.versions
        return versions[-1] if versions and self.workflow not in ("owed", "exempt") else None


@dataclass(frozen=True)
class Office:
    units: Sequence[Unit]
    reports: Sequence[Deliverable]
    person: int
    campaign: int


@pytest_asyncio.fixture(loop_scope="session")
async def office(books: Books) -> Office:
    """Reports that come round."""
    campaign = await a_campaign(books)
    units = [await a_unit(books, f"Xã {mark}", mark) for mark in ("A", "B", "C", "D")]
    reports = [await a_deliverable(books, campaign, f"Báo cáo {at}", position=at) for at in range(3)]
    for one in reports:
        await books.change(one, form=FORM.to_json(), rhythm=Rhythm(Freq.MONTHLY, day=20).to_json())
    return Office(units, reports, id_of(await a_person(books)), id_of(campaign))


async def tell(session: Session, office: Office, told: Sequence[Told]) -> None:
    for number, one in enumerate(told, start=1):
        due = NOW + timedelta(days=one.strict)
        row = Obligation(
            campaign_id=office.campaign, unit_id=id_of(office.units[one.unit]), part=one.part, period=f"{one.period}",
            deliverable_id=id_of(office.reports[one.report]), strict=due, lenient=due, opened_at=NOW,
            workflow=one.workflow, version=len(one.versions),
        )  # fmt: skip
        session.add(row)
        await session.flush()
        for version, values in enumerate(one.versions, start=1):
            gone = NOW if one.withdrawn and version == len(one.versions) else None
            session.add(
                Submission(
                    obligation_id=id_of(row), campaign_id=office.campaign, unit_id=row.unit_id,
                    number=number * 10 + version, version=version, person_id=office.person, channel="web",
                    handed_at=NOW, answers={"v": 1, "fields": values}, files={}, withdrawn_at=gone,
                )
            )  # fmt: skip
        await session.flush()


async def stands(
    books: Books, office: Office, told: Sequence[Told], aim: Aim = TURNS, feeds: Sequence[tuple[int, str, bool]] = (),
    units: Sequence[int] | None = None,
) -> Standing:  # fmt: skip
    await books(tell, office, told)
    fed = [(id_of(office.reports[report]), field, whole) for report, field, whole in feeds]
    await books(targets.add, office.campaign, [aim], {0: fed})
    return await look(books, office, units)


async def look(books: Books, office: Office, units: Sequence[int] | None = None) -> Standing:
    ids = None if units is None else [id_of(office.units[one]) for one in units]
    wanted = await books.read(targets.of_campaign, office.campaign, ids)
    return (await books.read(figures.standing, wanted[-1:], END, ids))[0]


def said(*values: Any) -> tuple[Any, ...]:
    return values


# -- one thing at a time ------------------------------------------------------------------------------------------

MONTHLY = ((0, "luot", False),)


async def test_a_flow_adds_up_its_periods_and_a_correction_takes_the_place_of_what_it_corrects(
    books: Books, office: Office
) -> None:
    told = [
        Told(0, 0, 1, ({"luot": 100}, {"luot": 150})),
        Told(0, 0, 2, ({"luot": 50},)),
        Told(1, 0, 1, ({"luot": 7},)),
    ]
    one = await stands(books, office, told, feeds=MONTHLY)
    assert said(one.figures.counted, one.figures.told, one.figures.parts) == (207, 2, 3)


async def test_of_a_stock_each_units_latest_counts(books: Books, office: Office) -> None:
    told = [Told(0, 0, 1, ({"luot": 100},)), Told(0, 0, 2, ({"luot": 90},)), Told(1, 0, 1, ({"luot": 7},))]
    one = await stands(books, office, told, replace(TURNS, stock=True), MONTHLY)
    assert one.figures.counted == 97


async def test_where_the_latest_of_a_stock_is_wanted_back_the_one_before_counts(books: Books, office: Office) -> None:
    told = [Told(0, 0, 1, ({"luot": 100},), "accepted"), Told(0, 0, 2, ({"luot": 90},), "returned")]
    one = await stands(books, office, told, replace(TURNS, stock=True), MONTHLY)
    assert said(one.figures.accepted, one.figures.waiting, one.figures.returned) == (100, 0, 90)


async def test_a_final_report_takes_the_place_of_what_was_told_before_it(books: Books, office: Office) -> None:
    told = [
        *(Told(0, 0, period, ({"luot": 10},)) for period in (1, 2, 3)),
        Told(0, 1, 2, ({"luot": 25},)),  # tells all up to then; the third month comes after it
    ]
    one = await stands(books, office, told, feeds=(*MONTHLY, (1, "luot", True)))
    assert one.figures.counted == 35


async def test_what_waits_and_what_is_wanted_back_stand_apart(books: Books, office: Office) -> None:
    told = [
        Told(0, 0, 1, ({"luot": 100},), "accepted"),
        Told(1, 0, 1, ({"luot": 20},)),
        Told(2, 0, 1, ({"luot": 3},), "returned"),
        Told(3, 0, 1, ({"luot": 4},), "exempt"),
    ]
    found = (await stands(books, office, told, feeds=MONTHLY)).figures
    assert said(found.accepted, found.waiting, found.returned, found.asked) == (100, 20, 3, 3)


async def test_who_shares_an_activity_is_not_counted_again(books: Books, office: Office) -> None:
    told = [Told(0, 0, 1, ({"luot": 100},)), Told(1, 0, 1, ({"luot": 100},), part="with")]
    found = (await stands(books, office, told, feeds=MONTHLY)).figures
    assert said(found.counted, found.doubled, found.doubled_units, found.asked) == (100, 100, 1, 1)


@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ({"luot": 20_000}, "20000"),
        ({"luot": "1.5"}, "1.5"),
        ({"luot": "0.125"}, "0.125"),
        ({"luot": 0}, "0"),
        ({"luot": 999_999_999_999}, "999999999999"),
        ({"luot": "nil"}, None),
        ({"luot": None}, None),
        ({}, None),
        ({"_nil": "vì mưa"}, None),
        ({"luot": True}, "1"),
    ],
    ids=str,
)
async def test_what_is_kept_of_a_number(books: Books, office: Office, values: Values, counted: str | None) -> None:
    found = (await stands(books, office, [Told(0, 0, 1, (values,))], feeds=MONTHLY)).figures
    assert said(found.told, found.counted) == ((0, 0) if counted is None else (1, Decimal(counted)))


async def test_a_version_that_was_withdrawn_is_as_if_it_had_not_come(books: Books, office: Office) -> None:
    told = [
        Told(0, 0, 1, ({"luot": 100}, {"luot": 900}), withdrawn=True),
        Told(1, 0, 1, ({"luot": 5},), withdrawn=True),
    ]
    assert (await stands(books, office, told, feeds=MONTHLY)).figures.counted == 100


async def test_turns_are_no_people_and_no_money(books: Books, office: Office) -> None:
    told = [Told(0, 0, 1, ({"luot": 100, "nguoi": 30, "dong": 5_000_000, "them": 8},))]
    every = tuple((0, field.key, False) for field in FORM.fields)
    one = await stands(books, office, told, feeds=every)
    assert one.figures.counted == 108


async def test_a_number_that_counts_something_else_now_counts_no_longer(books: Books, office: Office) -> None:
    await stands(books, office, [Told(0, 0, 1, ({"luot": 100},))], feeds=MONTHLY)
    changed = Form((replace(LUOT, unit="người"), ALSO, NGUOI, DONG, DONE))
    await books.change(office.reports[0], form=changed.to_json())
    one = await look(books, office)
    assert not one.fed
    assert one.figures == Figures(ahead=0)


async def test_of_a_restricted_report_no_number_counts(books: Books, office: Office) -> None:
    await stands(books, office, [Told(0, 0, 1, ({"luot": 100},))], feeds=MONTHLY)
    await books.change(office.reports[0], restricted=True)
    assert not (await look(books, office)).fed


async def test_units_are_counted_and_not_what_they_count(books: Books, office: Office) -> None:
    told = [
        Told(0, 0, 1, ({"luot": 100},), "accepted"),
        Told(0, 0, 2, ({"luot": 100},)),
        Told(1, 0, 1, ({"luot": 0},)),
        Told(2, 0, 1, ({"da": True},)),
        Told(3, 0, 1, (), "owed"),
    ]
    aim = Aim("cơ sở tổ chức", "%", Decimal(100), Way.PERCENT)
    one = await stands(books, office, told, aim, ((0, "luot", False), (0, "da", False), (0, "nguoi", False)))
    assert said(one.done, one.whole, one.rate, one.unseen) == (2, 4, 50, 1)


async def test_a_report_that_came_is_enough_where_no_number_is_asked(books: Books, office: Office) -> None:
    told = [Told(0, 0, 1, ({},)), Told(1, 0, 1, ({"_nil": "vì mưa"},)), Told(2, 0, 1, (), "owed")]
    aim = Aim("cơ sở tổ chức", "%", Decimal(100), Way.PERCENT)
    one = await stands(books, office, told, aim, ((0, "", False),))
    assert said(one.done, one.whole) == (1, 3)


async def test_each_unit_against_what_it_was_given(books: Books, office: Office) -> None:
    told = [Told(unit, 0, 1, ({"luot": 10},), "accepted" if unit else "handed_in") for unit in range(3)]
    one = await stands(books, office, told, replace(TURNS, way=Way.EACH, value=Decimal(10)), MONTHLY)
    assert said(one.done, one.unseen, one.whole) == (3, 1, 3)
    target = (await books.read(targets.of_campaign, office.campaign))[-1].id
    await books(targets.share_out, target, {id_of(office.units[0]): Decimal(9), id_of(office.units[1]): Decimal(11)})
    one = await look(books, office)
    assert said(one.done, one.shared, one.sharing) == (2, 20, 2)
    own = await look(books, office, units=[1])
    assert said(own.done, own.whole, own.shared) == (0, 1, 11)


async def test_unit_by_unit(books: Books, office: Office) -> None:
    await stands(books, office, [Told(0, 0, 1, ({"luot": 10},)), Told(1, 0, 1, (), "owed")], feeds=MONTHLY)
    wanted = (await books.read(targets.of_campaign, office.campaign))[-1]
    await books(targets.share_out, wanted.id, {id_of(office.units[2]): Decimal(9)})
    rows = await books.read(figures.by_unit, wanted)
    assert [(one.unit, one.amount, one.unseen, one.share) for one in rows] == [
        ("Xã A", 10, True, None),
        ("Xã B", None, False, None),
        ("Xã C", None, False, 9),
    ]


# -- whatever was told --------------------------------------------------------------------------------------------

numbers = st.one_of(st.none(), st.just("nil"), st.integers(0, 500), st.sampled_from(("1.5", "0.25")))
versions = st.lists(
    st.fixed_dictionaries({"luot": numbers, "them": numbers, "nguoi": numbers, "dong": numbers}), max_size=2
)
reports = st.lists(
    st.builds(
        Told,
        unit=st.integers(0, 3),
        report=st.integers(0, 2),
        period=st.integers(1, 3),
        versions=versions.map(tuple),
        workflow=st.sampled_from(("handed_in", "accepted", "returned", "exempt", "owed")),
        part=st.sampled_from(("", "", "", "with")),
        withdrawn=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)
every_field = [(report, field.key) for report in range(3) for field in FORM.fields]
feeding = st.lists(st.sampled_from(every_field), unique=True, max_size=6)
whole_reports = st.sets(st.integers(0, 2))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(told=reports, feeds=feeding, whole=whole_reports, stock=st.booleans())
async def test_no_sum_mixes_measures_and_nothing_counts_twice(
    books: Books, office: Office, told: list[Told], feeds: list[tuple[int, str]], whole: set[int], stock: bool
) -> None:
    await books(_cleared)
    chosen = [(report, field, report in whole) for report, field in feeds]
    one = await stands(books, office, told, replace(TURNS, stock=stock), chosen)
    expected = recounted(told, chosen, stock)
    found = one.figures
    assert (found.accepted, found.waiting, found.returned, found.doubled) == expected
    assert one.rate is None or one.done <= one.whole * max(one.rate, Decimal(1))
    assert found.reached <= found.told <= found.asked <= len(office.units)
    assert found.showing <= found.told


async def _cleared(session: Session) -> None:
    tables: Sequence[Any] = (Submission, Obligation)
    for table in tables:
        await session.exec(table.__table__.delete())


class Given(NamedTuple):
    """A report that gives a number of turns."""

    told: Told
    amount: Decimal
    level: bool
    at: tuple[int, int]

    @property
    def heap(self) -> str:
        if self.told.part or self.told.workflow == "returned":
            return (
                ""
                if self.told.part and self.told.workflow == "returned"
                else "beside"
                if self.told.part
                else "returned"
            )
        return self.told.workflow


def recounted(told: Sequence[Told], feeds: Sequence[tuple[int, str, bool]], stock: bool) -> tuple[Decimal, ...]:
    """By hand: of each unit the latest that tells the whole and what came after it, else everything."""
    sums = dict.fromkeys(("accepted", "handed_in", "returned", "beside"), Decimal(0))
    for unit in range(4):
        given = [one for one in _given(told, feeds, stock) if one.told.unit == unit]
        levels = [one for one in given if one.level and one.heap in ("accepted", "handed_in")]
        last = max(levels, key=lambda one: one.at, default=None)
        for one in given:
            taken = one is last if one.level else last is None or one.told.strict > last.told.strict
            if one.heap and (taken or one.heap in ("returned", "beside")):
                sums[one.heap] += one.amount
    return tuple(sums.values())


def _given(told: Sequence[Told], feeds: Sequence[tuple[int, str, bool]], stock: bool) -> list[Given]:
    turns = [feed for feed in feeds if feed[1] in ("luot", "them")]
    found = []
    for place, one in enumerate(told):
        amount, level = _amount(one, turns, stock)
        if amount is not None:
            found.append(Given(one, amount, level, (one.strict, place)))
    return found


def _amount(one: Told, feeds: Sequence[tuple[int, str, bool]], stock: bool) -> tuple[Decimal | None, bool]:
    mine = [(field, whole) for report, field, whole in feeds if report == one.report]
    values = [(one.in_force or {}).get(field) for field, _ in mine]
    given = [Decimal(str(value)) for value in values if value not in (None, "nil")]
    return (sum(given, Decimal(0)) if given else None), stock or any(whole for _, whole in mine)
