"""The commands from every seat, and choices that are not, or no longer, this person's to make."""

import pytest
import pytest_asyncio

from core.roles import MENUS, Role
from data.models import Letter
from handlers import web
from handlers.acts import COMMANDS
from tests.cast import Actor, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

MINE = "Đề nghị đồng chí gửi 2 báo cáo của Đoàn phường An Hòa"
FIVE_LINES = "tính đến 8 giờ 00, thứ Năm 30/09/2021: đã nộp 0/12 đơn vị"
LIST = "Danh sách này chỉ gửi riêng cho đồng chí"
NOT_YOURS = "Việc này dành cho vị trí khác"
PLAN = "Kế hoạch số 41-KH/ĐTN ngày 29/9/2021 của Quận Đoàn Bình Lâm"
CALENDAR = "Lịch hạn nộp của đợt thi đua"
NOTHING = "Không có việc gì đang làm dở"

#            secretary                        deputy              organiser                     leader
EXPECTED = {
    "/nop": ("Xin chọn báo cáo cần nộp", "Xin chọn báo cáo", NOT_YOURS, NOT_YOURS),
    "/viec": (MINE, MINE, FIVE_LINES, FIVE_LINES),
    "/lich": (CALENDAR, CALENDAR, CALENDAR, CALENDAR),
    "/donvi": (" Bí thư: đồng chí Mai", " Phó Bí thư: đồng chí Tú", "lấy bản mời", "11/12 đơn vị"),
    "/tinhhinh": (MINE, MINE, FIVE_LINES, FIVE_LINES),
    "/hop": (MINE, MINE, FIVE_LINES, FIVE_LINES),
    "/chuanop": (MINE, MINE, LIST, LIST),
    "/kehoach": (CALENDAR, CALENDAR, PLAN, PLAN),
    "/duyet": (MINE, MINE, "Không còn báo cáo nào chờ xem", NOT_YOURS),
    "/goi": (MINE, MINE, "1/12. Chi đoàn Bệnh viện", LIST),
    "/nhac": (NOT_YOURS, NOT_YOURS, "Nhắc 11 đơn vị về", NOT_YOURS),
    "/trogiup": ("“việc”: báo cáo còn", "“việc”: báo cáo còn", "“chưa nộp”: đơn vị còn thiếu", "“họp” để có năm dòng"),
    "/help": ("“việc”: báo cáo còn", "“việc”: báo cáo còn", "“chưa nộp”: đơn vị còn thiếu", "“họp” để có năm dòng"),
    "/huy": (NOTHING, NOTHING, NOTHING, NOTHING),
    "/viec@DungHanBot": (MINE, MINE, FIVE_LINES, FIVE_LINES),
    "/Viec.": (MINE, MINE, FIVE_LINES, FIVE_LINES),
    "/start": ("Kính chào đồng chí Mai", "Kính chào đồng chí Tú", "Kính chào đồng chí Khoa", "Kính chào đồng chí Hạnh"),
    "/lạ": ("Hệ thống chưa hiểu", "Hệ thống chưa hiểu", "Hệ thống chưa hiểu", "Hệ thống chưa hiểu"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(world: World) -> dict[bool, tuple[Actor, ...]]:
    """Four seats, on the rich channel and on the one of words alone."""
    rich = (world.mai, world.tu, world.khoa, world.hanh)
    return {False: rich, True: tuple([await world.moves_to_plain(one) for one in rich])}


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
@pytest.mark.parametrize("command", EXPECTED)
async def test_a_command(world: World, people: dict[bool, tuple[Actor, ...]], command: str, plain: bool) -> None:
    for actor, expected in zip(people[plain], EXPECTED[command], strict=True):
        (said,) = await world.would_answer(actor, command)
        assert expected in said, actor.address


@pytest.mark.parametrize("role", Role)
async def test_a_menu_offers_only_what_is_answered(role: Role) -> None:
    assert set(MENUS[role]) <= set(COMMANDS)
    assert len(MENUS[role]) <= 7


async def welcome(actor: Actor) -> Letter:
    (letter, *_) = await actor.letters()
    return letter


async def test_a_choice_of_another_chats_letter(world: World, people: dict[bool, tuple[Actor, ...]]) -> None:
    letter = await welcome(world.mai)
    for other in (world.tu, world.khoa, world.hanh, world.actor("zalo", "nobody")):
        (said,) = await world.would_answer(other, web.tapped(letter.id or 0, 1, "Việc của đơn vị"))
        assert "Lựa chọn này dành cho người nhận tin đó" in said


async def test_a_choice_nobody_offered(world: World) -> None:
    letter = await welcome(world.mai)
    for number in (0, 9, -1):
        (said,) = await world.would_answer(world.mai, web.tapped(letter.id or 0, number, "?"))
        assert "Lựa chọn này không còn dùng được" in said


async def test_a_letter_that_does_not_exist(world: World) -> None:
    (said,) = await world.would_answer(world.mai, web.tapped(999_999, 1, "?"))
    assert "Lựa chọn này dành cho người nhận tin đó" in said


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (web.uploaded("lon.zip", 60_000_000, "", ""), "quá 50 MB nên ở đây không nhận được"),
        (web.uploaded("rong.docx", 0, "", ""), "không có nội dung (0 byte)"),
        (web.uploaded("bc.docx", 10, "", ""), "Xin chọn báo cáo mà tệp bc.docx thuộc về. Hệ thống đã giữ tệp."),
    ],
)
async def test_a_file_out_of_the_blue(world: World, file: dict[str, object], said: str) -> None:
    assert said in (await world.would_answer(world.mai, file))[0]


async def test_a_file_from_someone_who_hands_in_nothing(world: World) -> None:
    (said,) = await world.would_answer(world.hanh, web.uploaded("bc.docx", 10, "a" * 64, ""))
    assert NOT_YOURS in said


async def test_a_file_from_the_officer_is_a_plan(world: World) -> None:
    (said,) = await world.would_answer(world.khoa, web.uploaded("kh.docx", 10, "a" * 64, ""))
    assert "Đã nhận tệp kh.docx, đang đọc kế hoạch." in said
