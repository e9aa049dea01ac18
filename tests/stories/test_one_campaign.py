"""One campaign, from the first letter to the leader's five lines, in sentences: by taps where there are buttons, and on
a channel of words alone by numbers, by labels, and by labels without accents."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from core.vietnamese import fold
from tests.cast import FIRST, LAST, Actor, World, campaign

Way = Callable[[Actor, str], Awaitable[None]]
CONTENT = "Mỗi chi đoàn một sáng kiến, hoàn thành trước 20/10"


async def by_tap(actor: Actor, label: str) -> None:
    await actor.presses(label)


async def by_number(actor: Actor, label: str) -> None:
    await actor.answers(label)


async def by_label(actor: Actor, label: str) -> None:
    await actor.says(label)


async def by_bare_label(actor: Actor, label: str) -> None:
    await actor.says(fold(label))


WAYS = [
    pytest.param(by_tap, False, id="taps"),
    pytest.param(by_number, True, id="numbers"),
    pytest.param(by_label, True, id="labels"),
    pytest.param(by_bare_label, True, id="bare labels"),
]


@pytest.mark.parametrize(("chooses", "plain"), WAYS)
async def test_a_campaign_by(tmp_path: Path, chooses: Way, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await world.moves_to_plain(world.mai) if plain else world.mai
        await reminded_and_handed_in(world, mai, chooses)
        await reported_with_a_number(world, mai, chooses)
        await seen_by_the_others(world)


async def reminded_and_handed_in(world: World, mai: Actor, chooses: Way) -> None:
    """The first report, from the reminder's "Nộp ngay" on; left once, taken up again, one part changed."""
    await world.goes_to("2021-10-05 08:15")
    await mai.hears_only("Ban Tổ chức đợt thi đua kính gửi đồng chí Mai", FIRST, "Còn 3 ngày")
    await chooses(mai, "Nộp ngay")
    await mai.hears_only("Xin chọn báo cáo cần nộp")
    await chooses(mai, f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await mai.hears_only("Xin viết: Nội dung trọng tâm của đơn vị", "Mục 1/2")
    await mai.says(CONTENT)
    await mai.hears_only("Xin gửi tệp: Văn bản đăng ký", "Mục 2/2")
    await chooses(mai, "Để sau")
    await mai.hears_only("Đã dừng; bản nháp còn giữ")
    await chooses(mai, "Làm tiếp")
    await mai.hears_only("Làm tiếp", "đã có 1/2 mục", "Xin gửi tệp")
    await mai.sends_file("dang-ky.docx")
    await mai.hears_only("Xin xem lại", CONTENT, "dang-ky.docx", "được ghi đúng hạn")
    await chooses(mai, "Sửa mục khác")
    await mai.hears_only("Xin chọn mục cần sửa")
    await chooses(mai, "Nội dung trọng tâm của đơn vị")
    await mai.says("Hai sáng kiến mỗi chi đoàn")
    await mai.hears("Xin xem lại", "Hai sáng kiến", "dang-ky.docx")
    await chooses(mai, "Nộp báo cáo")
    await mai.hears_only(f"Đã nhận {FIRST} đợt thi đua", "AH-01", "8 giờ 15, thứ Ba 05/10/2021: đúng hạn", "1 tệp Word")


async def reported_with_a_number(world: World, mai: Actor, chooses: Way) -> None:
    """The second report, begun by a file alone; its number is asked for until it is one."""
    await mai.sends_file("ket-qua.pdf")
    await mai.hears_only("Xin chọn báo cáo mà tệp ket-qua.pdf thuộc về. Hệ thống đã giữ tệp.")
    await chooses(mai, f"{LAST} (hết thứ Năm 28/10/2021)")
    await mai.hears_only("Đã giữ tệp ket-qua.pdf cho Báo cáo kết quả", "Xin gõ một con số")
    await mai.says("20.000,5tr")
    await mai.hears_only("Xin", "20.000,5tr")
    await mai.says("ko có")
    await mai.hears_only("là số 0, hay đơn vị không phát sinh")
    await chooses(mai, "Không phát sinh") if chooses is not by_number else await mai.says("ko phat sinh")
    await mai.hears_only("Xin viết: Kết quả nổi bật", "Mục 3/3")
    await mai.says("Một buổi tuyên truyền")
    await mai.hears_only("Xin xem lại", "không phát sinh", "Một buổi tuyên truyền", "ket-qua.pdf")
    await chooses(mai, "Nộp báo cáo")
    await mai.hears_only(f"Đã nhận {LAST}", "AH-02", "đúng hạn", "1 tệp PDF")
    await mai.says("còn thiếu gì nữa không ạ")
    await mai.hears_only("Đoàn phường An Hòa không còn báo cáo nào phải gửi", "AH-01, đúng hạn", "AH-02, đúng hạn")


async def seen_by_the_others(world: World) -> None:
    told = [letter.text for letter in await world.tu.news() if "đã nộp" in letter.text]
    assert ["AH-01" in told[0], "AH-02" in told[1]] == [True, True]
    await world.hanh.says("tinh hinh")
    await world.hanh.hears(LAST, "1/12", "Chưa nộp 11")
