"""/xuat: what was handed in goes with the officer, as a spreadsheet that opens right and as files that are found."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, update

from bot.clock import machine_now
from bot.filelinks import FILES_OPEN
from core.forms import Field, FieldKind, Form
from data import errands
from data.models import Errand, File
from scheduler import exporting
from tests.cast import FIRST, LAST, Actor, World, campaign

ONE_FILE = Form((Field("tep", "Báo cáo", FieldKind.FILES),))


async def sends(who: Actor, name: str) -> None:
    """A file with its bytes, handed in."""
    await who.says("nop noi dung trong tam")
    await who.sends_file(name)
    await who.presses("Nộp báo cáo")
    await who.hears("Đã nhận")


async def taken(world: World, who: Actor, label: str) -> list[tuple[str, bytes]]:
    """The files that come after this press, with their names."""
    await who.says("xuat")
    await who.presses(label)
    await world.settled()
    sent = {file.id: file for file in await world.rows(File)}
    ids = [one for letter in await who.letters() for one in letter.files.get("ids", ())]
    return [(sent[one].name, world.app.house.shelf.path(sent[one].sha256 or "").read_bytes()) for one in ids]


def pages(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def test_the_spreadsheet_has_a_row_for_every_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("dang-ky.docx")
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.unit("AB").hands_in()
        await world.khoa.says("xuất excel")
        await world.khoa.hears("bảng tính Excel của 3 báo cáo đang dùng", "mỗi đơn vị một dòng")
        ((name, content),) = await taken(world, world.khoa, "Bảng tính Excel")
        await world.khoa.hears("3 báo cáo đang dùng, 12 đơn vị")
        assert name == "đợt thi đua - báo cáo 30-09-2021.xlsx"
        first, last = pages(content).values()
        assert first[0][:3] == ["STT", "Đơn vị", "Mã"]
        assert len(first) == len(last) == 13
        mine = dict(zip(first[0], next(row for row in first if row[1] == "Đoàn phường An Hòa"), strict=True))
        assert (mine["Mã nhận"], mine["Tình trạng"], mine["Đã xem"]) == ("AH-01", "đúng hạn", "chờ xem")
        assert (mine["Người nộp"], mine["Điện thoại"]) == ("Nguyễn Thị Mai", "0914.000.301")
        assert mine["Tệp kèm theo"] == "dang-ky.docx"
        assert mine["Nhận lần đầu"] == datetime(2021, 9, 30, 8)  # noqa: DTZ001, as it stands in the cell
        none = dict(zip(first[0], next(row for row in first if row[1] == "Đoàn phường Tân Lập"), strict=True))
        assert (none["Tình trạng"], none["Mã nhận"], none["Nhận lần đầu"]) == ("chưa nộp", "", "")
        result = dict(zip(last[0], next(row for row in last if row[1] == "Đoàn phường An Hòa"), strict=True))
        assert result["Số lượt người tham gia"] == 150


async def test_nothing_typed_becomes_a_formula(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in(noi_dung='=HYPERLINK("http://example.vn")')
        ((_, content),) = await taken(world, world.khoa, "Bảng tính Excel")
        row = next(row for row in pages(content)[FIRST] if row[1] == "Đoàn phường An Hòa")
        assert '=HYPERLINK("http://example.vn")' in row
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
        assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


async def test_what_was_withdrawn_or_replaced_is_not_in_force(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        await sends(world.mai, "ban-dau.docx")
        await world.mai.sends_file("ban-sau.docx")
        await world.mai.chooses(f"Thay bản đã nộp: {FIRST}")
        await world.mai.presses("Nộp báo cáo")
        await sends(world.unit("AB"), "rut.docx")
        await world.unit("AB").says("rut lai")
        await world.unit("AB").presses("Rút bản này")
        ((name, content),) = await taken(world, world.khoa, "Các tệp kèm theo (zip)")
        assert name == "đợt thi đua - tệp 30-09-2021.zip"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.namelist() == [f"01. {FIRST}/AH Đoàn phường An Hòa/ban-sau.docx"]
            assert archive.testzip() is None


async def test_who_may_take_them_and_what_is_never_in_them(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("tai ve")
        await world.khoa.hears_only("chưa có báo cáo nào")
        await world.mai.says("/xuat")
        await world.mai.hears_only("Việc này dành cho vị trí khác")
        await world.mai.hands_in()
        await world.restricts(FIRST)
        await world.mai.hands_in("bao-cao.docx", LAST)
        ((_, content),) = await taken(world, world.khoa, "Bảng tính Excel")
        assert list(pages(content)) == [LAST]
        await world.hanh.says("xuất file")
        await world.hanh.hears("1 báo cáo đang dùng")


async def test_files_go_in_parcels_that_a_channel_carries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PARCEL", 30)
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        for mark in ("AB", "TL", "PH"):
            await sends(world.unit(mark), "bao-cao.docx")
        parts = await taken(world, world.khoa, "Các tệp kèm theo (zip)")
        assert [name for name, _ in parts] == [
            f"đợt thi đua - tệp 30-09-2021 - phần {number}.zip" for number in range(1, len(parts) + 1)
        ]
        assert len(parts) == 2
        letter = await world.khoa.hears("Tệp kèm theo báo cáo của đợt thi đua: 3 tệp, chia 2 phần.")
        assert letter.text


async def test_who_asked_hears_also_that_nothing_came_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("data.formats.workbook.write", full)
    monkeypatch.setattr("scheduler.errands.GIVE_UP", 1)
    async with campaign(tmp_path) as world:
        assert await taken(world, world.khoa, "Bảng tính Excel") == []
        await world.khoa.hears("Chưa lập được tệp", "“xuất excel”")


async def test_what_was_made_to_be_taken_away_is_kept_for_a_month_and_what_was_handed_in_stays(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        await sends(world.mai, "bao-cao.docx")
        await taken(world, world.khoa, "Các tệp kèm theo (zip)")
        shelf = world.app.house.shelf
        sent, made = await world.rows(File)
        (forgets,) = [one for one in await world.rows(Errand) if one.kind == errands.FORGET]
        assert forgets.free_at - machine_now() > FILES_OPEN
        assert shelf.path(made.sha256 or "").is_file()
        await world._does(update(Errand).where(col(Errand.id) == forgets.id).values(free_at=machine_now()))
        world.app.errands.wake()
        await world.app.errands.drained()
        assert [one.state for one in await world.rows(File)] == ["here", "lost"]
        assert not shelf.path(made.sha256 or "").exists()
        assert shelf.path(sent.sha256 or "").is_file()
