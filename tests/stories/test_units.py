"""The list of units: sent or pasted, shown, written by one press; the same list again changes nothing."""

from pathlib import Path

import pytest

from data.models import Group, GroupUnit, Holding, Obligation, Person, Reading, RosterImport, Seat, Unit
from tests.cast import Actor, World, campaign
from tests.formats.books import book, cells

HEAD = ("STT", "Đơn vị", "Đơn vị cấp trên", "Cụm", "Họ và tên", "Chức vụ", "Số điện thoại")
NEW = (
    HEAD,
    ("1", "Đoàn xã Vân Sơn", "", "Cụm 4", "Phan Thị Sen", "Bí thư", "0916000401"),
    ("2", "Đoàn xã Vân Hà", "", "Cụm 4", "Lò Văn Bình", "Bí thư", "916000402"),
    ("3", "Chi đoàn Chợ Mới", "Đoàn xã Vân Hà", "Cụm 4", "Hà Thu Nga", "Bí thư", "0916000403"),
    ("4", "Đoàn phường An Hòa", "", "", "Nguyễn Thị Mai", "Bí thư", "0914000399"),
)
LINES = "Vân Sơn – Phan Thị Sen – 0916 000 401\nVân Hà – Lò Văn Bình – 0916 000 402\nVân Lâm – Hà Thu Nga – 0916000403"


def sheet(rows: tuple[tuple[str, ...], ...] = NEW) -> bytes:
    placed = {at: dict(zip("ABCDEFG", row, strict=True)) for at, row in enumerate(rows, start=1)}
    return book(cells({at: dict(row) for at, row in placed.items()}))


async def imports(world: World, content: bytes = b"", name: str = "danh-sach.xlsx") -> Actor:
    await world.khoa.sends_file(name, content or sheet())
    return world.khoa


async def test_a_sheet_is_shown_first_and_written_by_one_press(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = await imports(world)
        await officer.hears(
            "Đã đọc danh sách: 4 đơn vị, 4 người, 4 số điện thoại.", "thêm mới 3, thay đổi 1", "Chưa ghi gì",
            "không nhắc đến 11 đơn vị",
        )  # fmt: skip
        assert len(await world.rows(Unit)) == 13
        await officer.chooses("Xem điểm cần xem lại")
        await officer.hears(
            "“Đơn vị cấp trên” là đơn vị cấp trên", "Đoàn phường An Hòa: số điện thoại của Nguyễn Thị Mai đổi từ"
        )
        await officer.chooses("Ghi vào danh sách")
        await officer.hears("Đã cập nhật danh sách: thêm 3 đơn vị, thay đổi 1 đơn vị.")
        assert len(await world.rows(Reading)) == 0
        units = {unit.name: unit for unit in await world.rows(Unit)}
        assert units["Chi đoàn Chợ Mới"].parent_id == units["Đoàn xã Vân Hà"].id
        assert units["Đoàn xã Vân Sơn"].parent_id == units["Quận Đoàn Bình Lâm"].id
        assert [units[name].type for name in ("Đoàn xã Vân Sơn", "Chi đoàn Chợ Mới")] == ["doan_xa", "chi_doan"]
        (group,) = [one for one in await world.rows(Group) if one.name == "Cụm 4"]
        assert sum(one.group_id == group.id for one in await world.rows(GroupUnit)) == 3
        phones = {one.name: one.phone for one in await world.rows(Person)}
        assert (phones["Nguyễn Thị Mai"], phones["Lò Văn Bình"]) == ("0914.000.399", "0916.000.402")


async def test_new_units_owe_what_runs(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-11 09:00")  # the first report was due on the 8th: it is asked of nobody new
        await imports(world)
        await world.khoa.chooses("Ghi vào danh sách")
        added = {unit.id for unit in await world.rows(Unit) if "Vân" in unit.name or "Chợ" in unit.name}
        owed = [one for one in await world.rows(Obligation) if one.unit_id in added]
        assert (len(added), len(owed), len({one.deliverable_id for one in owed})) == (3, 3, 1)


async def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await imports(world)
        await world.khoa.chooses("Ghi vào danh sách")
        tables = (Unit, Person, Seat, Holding, Group, GroupUnit, Obligation)
        before = [len(await world.rows(table)) for table in tables]
        await world.khoa.news()
        await imports(world)
        await world.khoa.hears("giống hệt những gì hệ thống đang có")
        assert [len(await world.rows(table)) for table in tables] == before


async def test_a_press_that_comes_twice_writes_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = await imports(world)
        letter = await officer.asked("Ghi vào danh sách")
        await officer.presses("Ghi vào danh sách", letter)
        await officer.presses("Ghi vào danh sách", letter)
        await officer.hears("Danh sách này đã được ghi hoặc đã bỏ")
        assert len(await world.rows(Unit)) == 16


async def test_who_takes_over_a_seat_gets_its_letters_and_the_one_before_none(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await imports(world, sheet((HEAD, ("1", "An Hòa", "", "", "Đỗ Minh Quân", "Bí thư", "0916000555"))))
        await world.khoa.chooses("Xem điểm cần xem lại")
        await world.khoa.hears("Đỗ Minh Quân thay Nguyễn Thị Mai (Bí thư)")
        await world.khoa.chooses("Ghi vào danh sách")
        await world.mai.news()
        await world.goes_to("2021-10-07 15:00")
        await world.mai.hears_nothing()
        (seat,) = [one for one in await world.rows(Holding) if one.until is not None]
        assert sum(one.seat_id == seat.seat_id for one in await world.rows(Holding)) == 2


async def test_lines_are_pasted_as_they_stand_in_a_chat(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says(LINES)
        await world.khoa.hears("Đã đọc danh sách: 3 đơn vị, 3 người, 3 số điện thoại.")
        await world.khoa.says("ghi vao danh sach")
        await world.khoa.hears("thêm 3 đơn vị")
        await world.khoa.says("don vi")
        await world.khoa.hears("11/15 đơn vị đã vào hệ thống")


async def test_the_list_is_asked_for_under_units(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await officer.says("/donvi")
        await officer.chooses("Nhập danh sách đơn vị")
        await officer.hears("dán thẳng vào đây, mỗi dòng một đơn vị")
        await officer.says("Vân Sơn – Phan Thị Sen – 0916 000 401")
        await officer.hears("Đã đọc danh sách: 1 đơn vị")
        await officer.chooses("Bỏ danh sách này")
        await officer.hears("Đã bỏ danh sách vừa gửi")
        (kept,) = await world.rows(RosterImport)
        assert (kept.state, kept.kept) == ("dropped", {})


async def test_problems_are_told_by_row(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        rows = (
            HEAD,
            ("1", "Đoàn xã Vân Sơn", "", "", "Phan Thị Sen", "Bí thư", "0916.000"),
            ("2", "", "", "", "Lò Văn Bình", "", "0916000402"),
        )
        await imports(world, sheet(rows))
        await world.khoa.hears(
            "Dòng 2: “0916.000” của Phan Thị Sen chưa đúng số điện thoại", "Dòng 3: chưa thấy tên đơn vị"
        )


@pytest.mark.parametrize("name", ["danh-sach.csv", "danh-sach.xlsx"])
async def test_what_is_no_list_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    async with campaign(tmp_path) as world:
        await imports(world, b"PK\x03\x04 nothing of the kind" if name.endswith("xlsx") else b"mot hai ba\n", name)
        said = (await world.khoa.news())[-1].text
        assert "xin gửi" in said or "xin ghi" in said or "0 người" in said


async def test_a_plan_stays_a_plan(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.sends_file("ke-hoach.docx", b"PK")
        await world.khoa.hears("ke-hoach.docx")
        assert (len(await world.rows(Reading)), await world.rows(RosterImport)) == (1, [])


async def test_a_secretary_imports_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.sends_file("danh-sach.xlsx", sheet())
        await world.mai.says(LINES)
        assert await world.rows(RosterImport) == []
