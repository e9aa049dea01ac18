"""Review by typed words alone: a report called up by its code or its unit, all that is complete, a part asked for again
in the reviewer's own words, and an acceptance that was a slip."""

from pathlib import Path

import pytest

from core.delivery import CHANNELS
from tests.cast import World, campaign
from tests.stories.test_review import journal, of, organiser


async def three_wait(world: World) -> None:
    await world.only()
    for mark in ("AB", "TL"):
        await world.unit(mark).hands_in()
    await world.mai.hands_in("cua-mai.docx")
    await world.khoa.news()


@pytest.mark.parametrize("typed", ["TL-01", "duyệt TL-01", "xem tl-01", "/duyet TL-01", "duyet tan lap", "nhận TL-01"])
async def test_the_report_that_is_called_up_is_the_one_that_is_shown(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:
        await three_wait(world)
        await world.khoa.says("duyệt")
        await world.khoa.hears("Mã AB-01")
        await world.khoa.says(typed)
        await world.khoa.hears_only("Đoàn phường Tân Lập", "Mã TL-01")
        await world.khoa.says("nhận")
        assert [(await of(world, mark)).workflow for mark in ("AB", "TL")] == ["handed_in", "accepted"]


async def test_what_does_not_wait_or_is_not_there_is_told(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_wait(world)
        for words, answer in (
            ("duyệt XX-99", "Không thấy báo cáo này"),
            ("duyệt Phú Hậu", "Đoàn phường Phú Hậu không có báo cáo nào chờ xem."),
            ("hoàn tác", "Trong một ngày qua đồng chí chưa nhận bản nào."),
        ):
            await world.khoa.says(words)
            await world.khoa.hears_only(answer)
        await world.mai.says("AH-01")
        heard = "\n".join(letter.text for letter in await world.mai.news())
        assert "chờ xem" not in heard


@pytest.mark.parametrize("typed", ["duyệt hết", "duyet tat ca", "nhận hết"])
async def test_all_that_is_complete_may_be_asked_for_in_words(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:
        await three_wait(world)
        await world.khoa.says(typed)
        await world.khoa.hears_only("Nhận 3 báo cáo đủ mục, đủ tệp?")
        await world.khoa.says("đồng ý")
        await world.khoa.hears("Đã nhận 3 báo cáo.")


async def test_what_another_has_open_is_not_called_incomplete(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await organiser(world)
        await world.mai.hands_in()
        await world.khoa.says("duyệt")
        await loc.says("duyệt hết")
        await loc.hears_only("1 báo cáo chờ xem đang được đồng chí khác mở")


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
async def test_a_slip_is_taken_back_and_the_report_waits_again(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa) if plain else world.khoa
        assert CHANNELS[khoa.channel].buttons is not plain
        await three_wait(world)
        await world.mai.news()
        await khoa.says("duyệt")
        await khoa.says("nhận")
        await khoa.hears("Đã nhận AB-01 của Đoàn phường An Bình; nhầm thì gõ “hoàn tác”.")
        await khoa.says("hoan tac")
        await khoa.hears_only("Bản AB-01 đã được đồng chí Khoa nhận")
        await khoa.chooses("Rút kết luận")
        await khoa.hears("Đã rút kết luận “nhận” của bản AB-01; bản này lại chờ xem.")
        assert (await of(world, "AB")).workflow == "handed_in"
        (noted,) = await journal(world, "acceptance taken back")
        assert noted.detail["code"] == "AB-01"
        await khoa.says("đề nghị bổ sung nội dung trọng tâm: xin ghi rõ chỉ tiêu")
        await khoa.says("ok")
        assert (await of(world, "AB")).workflow == "returned"
        await world.unit("AB").hears("Nội dung trọng tâm của đơn vị: ", "xin ghi rõ chỉ tiêu")


async def test_another_reviewer_may_take_it_back_and_an_old_button_says_what_is_true(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await organiser(world)
        await three_wait(world)
        await world.khoa.says("duyệt hết")
        await world.khoa.says("ok")
        await loc.says("bỏ nhận TL-01")
        card = await loc.hears_only("Bản TL-01 đã được đồng chí Khoa nhận")
        await loc.presses("Rút kết luận", card)
        await loc.hears("Đã rút kết luận")
        await loc.presses("Rút kết luận", card)
        await loc.hears("Bản TL-01 đang chờ xem.")
        assert len(await journal(world, "acceptance taken back")) == 1


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ("trả lại vì nội dung còn chung chung", "Nội dung trọng tâm của đơn vị", "nội dung còn chung chung"),
        ("đề nghị bổ sung: văn bản chưa có dấu", "Văn bản đăng ký", "đề nghị bổ sung: văn bản chưa có dấu"),
        ("tra lai file bi mo khong doc duoc", "Văn bản đăng ký", "tra lai file bi mo khong doc duoc"),
    ],
)
async def test_a_part_is_asked_for_again_in_the_reviewers_own_words(
    tmp_path: Path, typed: str, field: str, reason: str
) -> None:
    async with campaign(tmp_path) as world:
        await three_wait(world)
        await world.khoa.says("duyệt AH-01")
        await world.khoa.news()
        await world.khoa.says(typed)
        await world.khoa.hears_only("Gửi Đoàn phường An Hòa đề nghị bổ sung 01 mục", f"{field}: {reason}")
        await world.mai.news()
        await world.khoa.says("gửi đề nghị")
        await world.mai.hears(f"{field}: {reason}")


async def test_what_is_not_clear_of_it_is_asked_and_the_reason_kept(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_wait(world)
        await world.khoa.says("duyệt AH-01")
        await world.khoa.says("chưa đạt, xin xem lại")
        await world.khoa.hears(
            "Xin chọn mục cần Đoàn phường An Hòa bổ sung; đơn vị đọc nguyên văn lý do: “chưa đạt, xin xem lại”."
        )
        await world.khoa.says("2")
        await world.khoa.hears_only("Văn bản đăng ký: chưa đạt, xin xem lại")
        await world.khoa.says("về bản đang xem")
        await world.khoa.says("trả lại")
        await world.khoa.hears("Xin chọn mục cần Đoàn phường An Hòa bổ sung")
        await world.khoa.says("văn bản")
        await world.khoa.hears_only("Xin gõ lý do", "(Văn bản đăng ký)")
        await world.khoa.says("thiếu chữ ký")
        await world.khoa.hears_only("Văn bản đăng ký: thiếu chữ ký")


async def test_another_wish_under_a_card_is_another_wish(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_wait(world)
        await world.khoa.says("duyệt")
        await world.khoa.news()
        await world.khoa.says("thiếu đơn vị nào")
        await world.khoa.hears_only("Chưa nộp Nội dung hoạt động trọng tâm: 9/12 đơn vị")
