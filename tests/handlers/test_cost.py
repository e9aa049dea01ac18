"""What a turn costs: at most ten statements, each one hop to the database thread."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import update

from core.forms import Field, FieldKind, Form
from data import ways
from data.database import Session
from data.inbox import Kept
from data.models import Campaign
from tests.cast import FIRST, LAST, World, campaign
from tests.formats.photos import photo
from tests.stories.test_digest import seat_head

MOST = 10
EVERYTHING = Form(
    (
        Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt"),
        Field("noi", "Địa điểm", FieldKind.TEXT, required=False),
        Field("ke", "Kết quả", FieldKind.LONG_TEXT),
        Field("loai", "Hình thức", FieldKind.CHOICE, options=("Hội thi", "Tọa đàm")),
        Field("tep", "Báo cáo", FieldKind.FILES),
    )
)


@dataclass
class Bill:
    """One turn: what it was about, its statements and its hops."""

    about: str
    statements: list[str]
    hops: int = 0

    def __str__(self) -> str:
        listed = "\n".join(f"  {statement}" for statement in self.statements)
        return f"{self.about}: {len(self.statements)} statements, {self.hops} hops\n{listed}"


class Till:
    """Stands at the writing connection and bills every turn that passes."""

    def __init__(self, world: World) -> None:
        self.bills: list[Bill] = []
        self._open: Bill | None = None
        self._world = world

    @contextmanager
    def billing(self) -> Iterator[None]:
        database, intake = self._world.database, self._world.app.house.intake
        engine = database._engine.sync_engine
        driver: Any = database._writer.sync_connection.connection.driver_connection  # type: ignore[union-attr]
        execute = driver._execute

        async def counted(*args: Any, **more: Any) -> Any:
            if self._open is not None:
                self._open.hops += 1
            return await execute(*args, **more)

        event.listen(engine, "before_cursor_execute", self._statement)
        driver._execute = counted
        ways = dict(intake._ways)
        intake._ways.update({channel: self._billed(way) for channel, way in ways.items()})
        try:
            yield
        finally:
            intake._ways.update(ways)
            driver._execute = execute
            event.remove(engine, "before_cursor_execute", self._statement)

    def _statement(self, _c: Any, _u: Any, statement: str, *_: Any) -> None:
        if self._open is not None:
            self._open.statements.append(" ".join(statement.split())[:110])

    def _billed(self, way: Callable[[Kept], Callable[[Session], Awaitable[None]]]) -> Any:
        def billed(row: Kept) -> Callable[[Session], Awaitable[None]]:
            turn = way(row)

            async def work(session: Session) -> None:
                self._open = Bill(str(row.raw), [])
                try:
                    await turn(session)
                    await session.flush()
                finally:
                    self.bills.append(self._open)
                    self._open = None

            return work

        return billed


async def told_in_full(world: World) -> None:
    """A whole hand-in with everything on the way, and what people ask beside it."""
    mai = world.mai
    await mai.says("/start")
    await mai.sends_file("truoc.docx")
    await mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    for text in ("20.000,5tr", "150", "viec", "/nop", "Một ngày hội lớn", "2", "Bỏ qua mục này"):
        await mai.says(text)
    await mai.hears("Xin xem lại", "truoc.docx", "Tọa đàm")
    for label in ("Sửa mục khác", "Báo cáo", "Để sau", "Làm tiếp"):
        await mai.presses(label)
    await mai.sends_file("moi.docx")
    await mai.presses("Nộp báo cáo")
    await mai.hears("Đã nhận", "AH-01")
    await mai.presses("Nộp báo cáo")
    await mai.presses("Xem bản đã nộp")
    await mai.presses("Thay bản khác")
    await mai.says("huỷ")
    for text in ("viec", "lich", "đơn vị", "?", "nộp rồi", "dạ", "t6", "chiều mai nộp", "xin gia hạn", "vì mưa"):
        await mai.says(text)
    for text in ("gửi mail rồi", "sửa", "không phát sinh", "asdf", "phiền quá", "xin mẫu", "/tinhhinh", "kế hoạch"):
        await mai.says(text)


async def watched_over(world: World) -> None:
    for text in (
        *("/tinhhinh", "/chuanop", "/kehoach", "/donvi", "/lich", "/trogiup", "asdf"),
        *("tinh hinh cum 3", "tinh hinh an hoa", "tinh hinh tat ca", "ai chua nop ket qua cum 2", "tre han"),
        *("ai phu trach an hoa", "ai phu trach cum 1", "ai phu trach trong tam", "ai phu trach hoi thao"),
    ):
        await world.khoa.says(text)
        await world.hanh.says(text)
        await world.actor("web", "demo:head").says(text)
    await world.khoa.says("/tinhhinh")
    for label in ("Từng báo cáo", "Theo cụm", "Danh sách chưa nộp", "Gia hạn"):
        await world.khoa.presses(label)
    await world.khoa.presses("Mời Bí thư Chi đoàn Điện lực")
    _, invitation = (await world.khoa.news())[-2:]
    code = invitation.text.partition("gửi mã ")[2].split()[0]
    anh = world.actor("zalo", "new")
    for text in ("chào", "AAA-BBB-CC2", code, "viec", "1"):
        await anh.says(text)
    await anh.presses("Không phải tôi")


async def aimed(world: World) -> None:
    """Everything that is read out in a meeting, and a target with its shares set from end to end."""
    khoa, hanh, mai = world.khoa, world.hanh, world.mai
    for text in ("/hop", "?", "chỉ tiêu", "chỉ tiêu 1"):
        await hanh.says(text)
    await hanh.presses("Phần từng đơn vị")
    await mai.says("chi tieu")
    for text in ("chỉ tiêu 1 là 3.000", "giao chỉ tiêu 1", "An Hòa 200\nAn Bình 300"):
        await khoa.says(text)
    await khoa.presses("Ghi phần giao")
    for label in ("Chọn số liệu tính vào", "Thôi tính: Số lượt người tham gia (Báo cáo kết quả)"):
        await khoa.presses(label)
    await khoa.says("chỉ tiêu 1 tính từ số lượt người tham gia báo cáo kết quả")
    await khoa.presses("Cách tính")
    await khoa.presses("Mỗi đơn vị đều đạt")
    await khoa.says("thêm chỉ tiêu: 500 suất quà")
    await khoa.says("bỏ chỉ tiêu 2")
    await khoa.presses("Lấy lại chỉ tiêu")


async def test_a_meeting_and_its_targets_cost_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path, threads=True) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        till = Till(world)
        with till.billing():
            await aimed(world)
        assert len(till.bills) > 15
        dear = [str(bill) for bill in till.bills if len(bill.statements) > MOST]
        assert not dear, "\n".join(dear)


async def reviewed(world: World) -> None:
    """The whole queue, a part asked for again and talked over, taken back, put right."""
    khoa, mai = world.khoa, world.mai
    await khoa.says("duyet")
    for label in ("Nhận", "Tiếp", "Trước", "Nhận mọi bản đủ mục", "Xem từng bản"):
        await khoa.presses(label)
    while "AH-01" not in (await khoa.letters())[-1].text:
        await khoa.presses("Tiếp")
    for label in ("Đề nghị bổ sung", "Số lượt người tham gia"):
        await khoa.presses(label)
    await khoa.says("số chưa khớp")
    await khoa.presses("Gửi đề nghị")
    await mai.presses("Cần trao đổi")
    await mai.says("con số tính cả đợt trước")
    await khoa.presses("Trả lời")
    await khoa.says("xin ghi riêng số của đợt này")
    await mai.says("1500")
    await mai.hears("150 → 1.500")
    await mai.presses("Số đã đúng")
    await mai.says("rut lai")
    await mai.presses("Rút bản này")
    await mai.hears("Đã rút")
    await khoa.says("ghi nhan dung han AB-01 vi mat mang")


async def test_a_review_costs_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for mark in ("AB", "TL", "PH"):
            await world.unit(mark).hands_in()
        await world.mai.hands_in("bao-cao.docx", LAST)
        till = Till(world)
        with till.billing():
            await reviewed(world)
        assert len(till.bills) > 20
        dear = [str(bill) for bill in till.bills if len(bill.statements) > MOST]
        assert not dear, "\n".join(dear)


async def announced(world: World) -> None:
    """Composed with a file, changed in every way, sent, answered, put right and taken back."""
    khoa, mai = world.khoa, world.mai
    for words in (
        "thong bao",
        "Mời các đồng chí dự giao ban sáng thứ Hai.",
        "cum 1, an hoa, chua nop trong tam, tru an binh",
    ):
        await khoa.says(words)
    await khoa.sends_file("giay-moi.pdf")
    await khoa.says("cụm 9")
    await khoa.says("An Hòa, An Bình")
    for label in ("Gửi thử cho tôi", "Đổi cách trả lời", "Có hoặc Không", "Hẹn giờ gửi"):
        await khoa.presses(label)
    await khoa.says("8g sáng mai")
    for label in ("Không hẹn giờ nữa", "Gửi 3 người"):
        await khoa.presses(label)
    await mai.says("có ạ")
    await mai.says("đã nhận")
    for label in ("Xem lại lúc này", "Ai chưa trả lời", "Gửi lại người chưa đáp", "Đính chính"):
        await khoa.presses(label)
    await khoa.says("Mời các đồng chí dự giao ban chiều thứ Hai.")
    for label in ("Gửi đính chính", "Đơn vị chưa nhận được", "Thu hồi", "Đúng, thu hồi"):
        await khoa.presses(label)
    await mai.hears("đã thu hồi")
    await khoa.says("dừng thông báo")
    await khoa.says("huỷ")


async def test_an_announcement_costs_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        till = Till(world)
        with till.billing():
            await announced(world)
        assert len(till.bills) > 20
        dear = [str(bill) for bill in till.bills if len(bill.statements) > MOST]
        assert not dear, "\n".join(dear)


async def ended(world: World) -> None:
    """A campaign closed, looked at, opened again and copied, by words and by taps; and the board beside it."""
    khoa = world.khoa
    for who in (khoa, world.hanh, world.mai, world.actor("web", "demo:head")):
        await who.says("/bang")
        await who.says("đóng bảng")
    await khoa.says("dong dot nay")
    await khoa.presses("Đóng và báo đơn vị")
    for text in ("các đợt", "đợt cũ", "/kehoach thi dua", "mo lai"):
        await khoa.says(text)
    await khoa.presses("Mở lại và báo đơn vị")
    for text in ("/kehoach", "nhan ban", "30/9/2022"):
        await khoa.says(text)


async def test_the_end_of_a_campaign_costs_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(seat_head)
        await world.mai.hands_in()
        till = Till(world)
        with till.billing():
            await ended(world)
        assert len(till.bills) > 15
        dear = [str(bill) for bill in till.bills if len(bill.statements) > MOST]
        assert not dear, "\n".join(dear)


async def test_every_turn_is_at_most_ten_statements_of_one_hop(tmp_path: Path) -> None:
    async with campaign(tmp_path, threads=True) as world:
        await world.asks(EVERYTHING)
        await world.database.write(seat_head)
        till = Till(world)
        with till.billing():
            await told_in_full(world)
            await watched_over(world)
        assert len(till.bills) > 50
        dear = [str(bill) for bill in till.bills if len(bill.statements) > MOST]
        assert not dear, "\n".join(dear)
        slow = [str(bill) for bill in till.bills if bill.hops > len(bill.statements)]
        assert not slow, "\n".join(slow)


async def test_a_file_for_the_only_report_by_which_it_is_complete(tmp_path: Path) -> None:
    """The dearest way in: kept, put into a new draft, complete at once."""
    async with campaign(tmp_path, threads=True) as world:
        await world.asks(Form((Field("tep", "Báo cáo", FieldKind.FILES),)))
        await world.only("AH")
        await world.goes_to("2021-10-05 09:00")
        till = Till(world)
        with till.billing():
            await world.mai.sends_file()
            await world.mai.hears("Xin xem lại")
        (bill,) = till.bills
        assert len(bill.statements) <= MOST, str(bill)


async def test_a_part_is_changed_by_words_before_the_receipt_and_after_it(tmp_path: Path) -> None:
    async with campaign(tmp_path, threads=True) as world:
        mai = world.mai
        await world.asks(Form((Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt"), *EVERYTHING.fields[2:])))
        till = Till(world)
        with till.billing():
            for name in ("a.docx", "b.docx", "c.docx"):
                await mai.sends_file(name)
            for text in ("1", "150", "Một ngày hội lớn", "2", "sửa số lượt thành 160", "cái gì đó", "nộp"):
                await mai.says(text)
            await mai.hears("Đã nhận", "160 lượt", "3 tệp Word")
            await mai.says("sửa số lượt thành 165")
            await mai.hears_only("Xin xem lại", "165 lượt", "a.docx, b.docx")
        dear = [str(bill) for bill in till.bills if len(bill.statements) > MOST]
        assert not dear, "\n".join(dear)


async def test_photos_that_are_looked_into_and_compared(tmp_path: Path) -> None:
    """What is done afterwards is asked for without a statement of its own."""
    async with campaign(tmp_path, threads=True) as world:
        await world.asks(Form((Field("anh", "Ảnh", FieldKind.PHOTOS),)))
        await world.only("AH")
        await world.unit("PH").sends_file("anh.jpg", photo())
        till = Till(world)
        with till.billing():
            await world.mai.sends_file("anh.jpg", photo())
            await world.mai.says("1")
            await world.mai.says("nộp")
            await world.mai.hears("Đã nhận")
            await world.khoa.says("/duyet")
        assert not [str(bill) for bill in till.bills if len(bill.statements) > MOST]


@pytest.mark.parametrize("units", ["An Hòa, An Bình", "tất cả"])
async def test_reports_entered_for_units_cost_the_same_however_many(tmp_path: Path, units: str) -> None:
    async with campaign(tmp_path, threads=True) as world:
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-08 16:00")
        await world.khoa.says(f"đã nhận {units} qua mail 15g20")
        till = Till(world)
        with till.billing():
            await world.khoa.chooses("Ghi nhận")
            await world.khoa.hears("Đã ghi nhận")
        (bill,) = till.bills
        assert len(bill.statements) <= MOST, str(bill)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("forwarded", [False, True], ids=["kept", "forwarded"])
async def test_a_hand_in(tmp_path: Path, forwarded: bool, version: int) -> None:
    """A better version as well as the first, and where a mailbox gets it too."""
    async with campaign(tmp_path, threads=True) as world:
        if forwarded:
            ruled = {"mailbox": "baocao@example.vn", "mailbox_verified_at": world.now, "forwards": "handed_in"}
            await world._does(update(Campaign).values(**ruled))
            await world.database.write(partial(ways.place_of, address="baocao@example.vn"))  # the code went there
        for _ in range(version - 1):
            await world.mai.hands_in()
            await world.mai.presses("Thay bản khác")
        await world.mai.is_ready()
        till = Till(world)
        with till.billing():
            await world.mai.says("nộp")
            await world.mai.hears("Đã nhận", f"AH-0{version}", *(["baocao@example.vn"] if forwarded else []))
        (bill,) = till.bills
        assert len(bill.statements) <= MOST, str(bill)


@pytest.mark.parametrize("statements", [1, 7])
async def test_the_till_counts(tmp_path: Path, statements: int) -> None:
    async with campaign(tmp_path, threads=True) as world:
        till = Till(world)

        async def turn(session: Session) -> None:
            connection = await session.connection()
            for _ in range(statements):
                await connection.exec_driver_sql("SELECT 1")

        with till.billing():
            row = Kept(1, "web", "1", "demo:secretary", {}, world.now)
            await world.database.write(till._billed(lambda _: turn)(row))
        (bill,) = till.bills
        assert (len(bill.statements), bill.hops) == (statements, statements)
