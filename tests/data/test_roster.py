"""A list of units is written by a few statements, and a second time it changes nothing."""

from sqlmodel import select

from core import roster as lists
from core.roles import Role
from core.roster import Entry
from data import enrolling, roster, units
from data.database import Session
from data.models import Group, GroupUnit, Holding, Person, Seat, Unit
from tests.data.books import NOW, Books

SEN = Entry(1, "Đoàn xã Vân Sơn", "doan_xa", "Huyện Đoàn Vân Lâm", ("Cụm 4",), "Phan Thị Sen", phone="0916000401")
BINH = Entry(2, "Chi đoàn Vân Hà", "chi_doan", "Đoàn xã Vân Sơn", ("Cụm 4", "Khối 1"), "Lò Văn Bình", Role.DEPUTY)
NGA = Entry(3, "Chi đoàn Chợ Mới", person="Phan Thị Sen", phone="0916000401", role=Role.CLUSTER_HEAD, groups=("Cụm 4",))
ALONE = Entry(4, "Chi đoàn Bến Đò")


async def _grouped(session: Session) -> int:
    return len((await session.exec(select(GroupUnit))).all())


async def imports(books: Books, *entries: Entry) -> lists.Changes:
    present = await books.read(roster.present)
    changes = lists.match(entries, present.known)
    await books(enrolling.write, changes.steps, NOW)
    return changes


async def test_the_tree_the_groups_and_the_seats_are_as_the_list_says(books: Books) -> None:
    await books(units.add, "Tỉnh Đoàn", "BTC", "tinh_doan")
    await imports(books, SEN, BINH, NGA, ALONE)
    all_units = {one.name: one for one in await books.all(Unit)}
    assert all_units["Chi đoàn Vân Hà"].parent_id == all_units["Đoàn xã Vân Sơn"].id
    assert all_units["Đoàn xã Vân Sơn"].parent_id == all_units["Huyện Đoàn Vân Lâm"].id
    assert all_units["Huyện Đoàn Vân Lâm"].parent_id == all_units["Tỉnh Đoàn"].id
    assert len({one.mark for one in all_units.values()}) == len(all_units) == 6
    assert [one.name for one in await books.all(Group)] == ["Cụm 4", "Khối 1"]
    assert await books.read(_grouped) == 4
    seats = [(one.role, one.title, one.group_id is not None) for one in await books.all(Seat)]
    assert sorted(seats) == [
        ("cluster_head", "Cụm trưởng", True),
        ("deputy", "Người cùng phụ trách", False),
        *[("secretary", "Người phụ trách", False)] * 3,
    ]  # a unit of which nobody is named can be invited all the same


async def test_the_same_telephone_and_name_is_one_person_in_two_seats(books: Books) -> None:
    await imports(books, SEN, NGA)
    (person,) = await books.all(Person)
    assert (person.phone, len(await books.all(Holding))) == ("0916.000.401", 2)


async def test_a_second_time_nothing_changes(books: Books) -> None:
    await imports(books, SEN, BINH, NGA, ALONE)
    assert (await imports(books, SEN, BINH, NGA, ALONE)).steps == ()


async def test_a_vacant_seat_is_taken_first(books: Books) -> None:
    await imports(books, ALONE)
    await imports(books, Entry(1, "Chi đoàn Bến Đò", person="Hà Thu Nga", phone="0916000403"))
    assert len(await books.all(Seat)) == len(await books.all(Holding)) == 1


async def test_the_stamp_changes_with_what_a_list_is_laid_beside(books: Books) -> None:
    before = await books.read(roster.stamp)
    await imports(books, ALONE)
    after = await books.read(roster.stamp)
    assert before != after == await books.read(roster.stamp)


async def test_thousands_of_units_are_a_few_statements(books: Books) -> None:
    many = [Entry(at, f"Chi đoàn số {at}", person=f"Lò Văn {at}", phone=f"09160{at:05}") for at in range(3000)]
    await imports(books, *many)
    assert (len(await books.all(Unit)), len(await books.all(Holding))) == (3001, 3000)  # and the organisation itself
