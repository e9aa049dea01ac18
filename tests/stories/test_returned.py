"""A part of a report is wanted again: the unit gets that question, answers it, or talks it over; what was received
stands, and nobody says that anything is overdue."""

from pathlib import Path

import pytest

from core.forms import AS_OF
from core.submissions import Timeliness, Workflow
from data.models import Draft, Entry, Obligation, Remark, Submission
from tests.cast import FIRST, LAST, Actor, World, campaign, labels

REASON = "số đã nhập là 150, tệp kèm theo ghi 1.500"


async def of_mai(world: World, report: str = LAST) -> Obligation:
    """Her later report, or the earlier one."""
    mine = sorted((one for one in await world.rows(Obligation) if one.unit_id == 2), key=lambda one: one.strict)
    return mine[1] if report == LAST else mine[0]


async def newest(world: World) -> Submission:
    return (await world.rows(Submission))[-1]


async def returns(khoa: Actor, field: str, reason: str) -> None:
    await khoa.says("duyet")
    await khoa.chooses("Đề nghị bổ sung")
    await khoa.chooses(field)
    await khoa.hears("Xin gõ lý do")
    await khoa.says(reason)
    await khoa.hears("Giờ nhận đã ghi")
    await khoa.chooses("Gửi đề nghị")
    await khoa.hears("Đã đề nghị Đoàn phường An Hòa bổ sung bản AH-01")


async def test_the_number_goes_to_what_was_asked_last_and_not_to_the_report_that_is_being_made(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-10-01 09:00")
        await world.mai.says("nop noi dung trong tam")
        await world.mai.hears("Xin viết")
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.hears("trả lời tin này bằng con số đúng")
        await world.mai.says("1.500")
        await world.mai.hears_only("Đổi Số lượt người tham gia: 150 → 1.500.", "Xin xem lại")
        await world.mai.says("nộp")
        await world.mai.hears("bản thay của Báo cáo kết quả", "150 → 1.500")
        (begun,) = [one for one in await world.rows(Draft) if one.state != "done"]
        assert begun.answers.get("fields", {}) == {}
        assert begun.obligation_id == (await of_mai(world, FIRST)).id


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
async def test_the_unit_answers_with_the_number_alone(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        mai = await world.moves_to_plain(world.mai) if plain else world.mai
        khoa = await world.moves_to_plain(world.khoa) if plain else world.khoa
        await world.goes_to("2021-10-01 09:00")
        await mai.news()
        await returns(khoa, "Số lượt người tham gia", REASON)
        letter = await mai.hears("Kính gửi đồng chí Mai, Bí thư Đoàn phường An Hòa.")
        assert letter.text.startswith(
            "Kính gửi đồng chí Mai, Bí thư Đoàn phường An Hòa.\n"
            "Ban Tổ chức đợt thi đua đã xem Báo cáo kết quả (mã AH-01) và đề nghị đơn vị bổ sung 01 mục:\n"
            "Số lượt người tham gia: số đã nhập là 150, tệp kèm theo ghi 1.500\n"
            "Đồng chí chỉ cần trả lời tin này bằng con số đúng; các mục khác giữ nguyên. "
            "Đề nghị gửi trước 17 giờ 00, thứ Hai 04/10/2021.\n"
            "Giờ nhận đã ghi (8 giờ 00, thứ Năm 30/09/2021, đúng hạn) không thay đổi.\n"
            "Cần trao đổi, xin trả lời tại đây hoặc gọi đồng chí Khoa, 0912.000.118. Trân trọng!"
        )
        assert labels(letter) == ["sua muc nay", "so da dung", "can trao doi"]
        row = await of_mai(world)
        assert (row.workflow, row.timeliness) == (Workflow.RETURNED, Timeliness.ON_TIME)
        await mai.says("1.500")
        shown = await mai.hears("Đổi Số lượt người tham gia: 150 → 1.500.")
        assert "Kết quả nổi bật: Một ngày hội lớn" in shown.text
        await mai.says("đúng rồi")
        await mai.hears("Đã nhận bản thay của Báo cáo kết quả", "AH-02", "giờ nhận lần đầu 8 giờ 00")
        after = await newest(world)
        assert {key: value for key, value in after.answers["fields"].items() if key != AS_OF} == {
            "luot": 1500,
            "noi_dung": "Mỗi chi đoàn một sáng kiến",
            "ket_qua": "Một ngày hội lớn",
        }
        assert (await of_mai(world)).workflow == Workflow.HANDED_IN
        await khoa.says("duyet")
        await khoa.hears("So với bản trước: đổi Số lượt người tham gia: 150", REASON)
        await khoa.chooses("Nhận")
        await mai.hears("đã được duyệt sau khi bổ sung", "AH-02")
        assert all(one.settled_at is not None for one in await world.rows(Remark))


async def test_a_small_number_is_the_answer_and_no_choice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", "xin xem lại số")
        await world.mai.says("2")
        await world.mai.hears("150 → 2")


async def test_a_file_answers_where_a_file_is_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("ban-nham.docx", LAST)
        await returns(world.khoa, "Báo cáo", "tệp này là của đơn vị khác")
        await world.mai.hears("trả lời tin này kèm tệp")
        await world.mai.sends_file("ban-dung.docx")
        shown = await world.mai.hears("Xin xem lại", "ban-dung.docx")
        assert "ban-nham" not in shown.text
        await world.mai.chooses("Nộp báo cáo")
        await world.mai.hears("AH-02")


async def test_a_version_that_cannot_be_used_is_asked_for_whole(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("mau-trong.docx", FIRST)
        await world.khoa.says("duyet")
        await world.khoa.chooses("Không dùng bản này")
        await world.khoa.says("đây là mẫu trống, đề nghị gửi bản đã điền")
        await world.khoa.chooses("Gửi đề nghị")
        letter = await world.mai.hears("Cả báo cáo: đây là mẫu trống", "kèm tệp bản mới")
        assert "từ chối" not in letter.text
        await world.mai.chooses("Sửa mục này")
        await world.mai.hears("Xin gửi tệp")


async def test_several_parts_one_after_the_other(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.khoa.says("duyet")
        await world.khoa.chooses("Đề nghị bổ sung")
        await world.khoa.chooses("Số lượt người tham gia")
        await world.khoa.says("chưa khớp tệp")
        await world.khoa.news()
        await world.khoa.chooses("Thêm mục")
        again = await world.khoa.hears("Xin chọn mục cần")
        assert "so luot nguoi tham gia" not in labels(again)
        await world.khoa.chooses("Kết quả nổi bật")
        await world.khoa.says("viết rõ hơn")
        await world.khoa.hears("bổ sung 02 mục")
        await world.khoa.chooses("Hạn khác")
        await world.khoa.says("hôm kia")
        await world.khoa.hears("Chưa đọc được ngày sau lúc này")
        await world.khoa.says("15/10")
        await world.khoa.hears("Gửi lại trước 17 giờ 00, thứ Sáu 15/10/2021")
        await world.khoa.chooses("Gửi đề nghị")
        await world.mai.hears("bổ sung 02 mục", "2. Kết quả nổi bật: viết rõ hơn")
        await world.mai.chooses("Sửa mục này")
        await world.mai.hears("Đang sửa mục Số lượt người tham gia, bản trước ghi: 150", "Xin gõ một con số")
        await world.mai.says("1500")
        await world.mai.hears("Kết quả nổi bật")
        await world.mai.says("Một ngày hội lớn với 1.500 lượt người")
        await world.mai.hears("Xin xem lại", "bao-cao.docx")
        await world.mai.says("nộp")
        await world.mai.hears("AH-02")


async def test_the_number_is_right(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.chooses("Số đã đúng")
        await world.mai.hears("đơn vị xác nhận Báo cáo kết quả (mã AH-01) đúng như đã nộp")
        row = await of_mai(world)
        assert (row.workflow, row.next_nudge_at) == (Workflow.HANDED_IN, None)
        await world.khoa.says("duyet")
        await world.khoa.hears("AH-01", "đồng chí Mai: “Số đã đúng”")
        await world.mai.presses("Số đã đúng")
        await world.mai.hears("không còn mục nào")
        await world.mai.presses("Sửa mục này")
        await world.mai.hears("không còn mục nào")
        await world.khoa.chooses("Nhận")
        assert (await of_mai(world)).workflow == Workflow.ACCEPTED


async def test_both_sides_talk_until_it_is_settled(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.chooses("Cần trao đổi")
        await world.mai.hears("Xin viết điều cần trao đổi")
        await world.mai.says("con số trong tệp tính cả đợt trước ạ")
        await world.mai.hears("Đã chuyển lời đến đồng chí Khoa")
        await world.khoa.hears("Đồng chí Mai, Bí thư Đoàn phường An Hòa, 0914.000.301 trao đổi", "tính cả đợt trước")
        await world.khoa.chooses("Trả lời")
        await world.khoa.says("vậy xin ghi riêng số của đợt này")
        await world.mai.hears("Ban Tổ chức đợt thi đua trả lời về Báo cáo kết quả (mã AH-01):", "số của đợt này")
        await world.mai.says("dạ em ghi nhầm, để em hỏi lại chị Lan")
        await world.khoa.hears("hỏi lại chị Lan")
        await world.mai.chooses("Sửa mục này")
        await world.mai.says("120")
        await world.mai.says("nộp")
        await world.mai.hears("AH-02")
        assert [one.words for one in await world.rows(Remark)][1:] == [
            "con số trong tệp tính cả đợt trước ạ",
            "vậy xin ghi riêng số của đợt này",
            "dạ em ghi nhầm, để em hỏi lại chị Lan",
        ]


async def test_another_sentence_goes_the_same_way_and_the_part_is_the_part(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await returns(world.khoa, "Văn bản đăng ký", "thiếu chữ ký")
        await world.mai.news()
        for words in ("em chưa hiểu phải ký chỗ nào ạ", "trang nào ạ"):
            await world.mai.says(words)
            await world.mai.hears("Đã chuyển lời đến đồng chí Khoa.")
            await world.khoa.hears(f"“{words}”")
        await world.mai.sends_file("ban-ky.docx")
        await world.mai.hears_only("ban-ky.docx", "Nộp")


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
async def test_an_answer_typed_without_the_button_is_read_back_and_sent(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa) if plain else world.khoa
        await world.mai.hands_in()
        await returns(khoa, "Văn bản đăng ký", "thiếu chữ ký")
        await world.mai.says("em chưa hiểu phải ký chỗ nào ạ")
        await world.mai.news()
        await khoa.news()
        await khoa.says("ký ở trang cuối, đồng chí xem lại")
        await khoa.hears_only("Gửi Đoàn phường An Hòa câu trả lời này?", "“ký ở trang cuối, đồng chí xem lại”")
        await world.mai.hears_nothing()
        await khoa.says("ok")
        await khoa.hears_only("Đã chuyển câu trả lời đến Đoàn phường An Hòa.")
        await world.mai.hears_only("trả lời về Nội dung hoạt động trọng tâm", "“ký ở trang cuối, đồng chí xem lại”")


async def test_what_was_asked_may_be_taken_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.khoa.presses("Nhận")
        told = await world.khoa.hears("Bản AH-01 đã được đồng chí Khoa đề nghị bổ sung")
        await world.khoa.presses("Xem báo cáo", told)
        await world.khoa.chooses("Nhận")
        await world.mai.hears("đã được duyệt sau khi bổ sung")
        assert (await of_mai(world)).workflow == Workflow.ACCEPTED


async def test_at_night_nobody_is_woken_and_a_settled_question_is_not_asked(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-09-30 21:00")
        await world.mai.news()
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.hears_nothing()
        await world.khoa.says("duyet")
        await world.khoa.presses("Nhận")
        await world.khoa.chooses("Xem báo cáo")
        await world.khoa.chooses("Nhận")
        await world.goes_to("2021-10-01 09:00")
        assert "đề nghị đơn vị bổ sung" not in "".join(letter.text for letter in await world.mai.news())


NIGHTS = [("2021-09-30 21:00", "2021-10-01 12:00"), ("2021-10-03 21:00", "2021-10-04 12:00")]


@pytest.mark.parametrize(("night", "noon"), NIGHTS)
async def test_what_waits_for_the_morning_comes_once_and_holds_no_answer_up(
    tmp_path: Path, night: str, noon: str
) -> None:
    """Also where it is wanted back on the very day that begins."""
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to(night)
        await world.mai.news()
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.says("viec")
        await world.mai.hears_only("Đoàn phường An Hòa")
        await world.goes_to(noon)
        letters = [letter.text for letter in await world.mai.news() if LAST in letter.text]
        assert len(letters) == 1
        assert "đề nghị đơn vị bổ sung 01 mục" in letters[0]


async def test_the_ladder_of_a_returned_report_is_polite_and_its_own(tmp_path: Path) -> None:
    """Returned on Monday with Tuesday 17:00: that morning, the next working day, and two days after it."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.unit("AB").news()
        await world.mai.hands_in("noi-dung.docx", FIRST)
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-10-25 10:00")
        await world.khoa.news()
        await world.khoa.says("duyet")
        await world.khoa.presses("Nhận")
        await returns_open(world.khoa)
        await world.mai.news()
        await world.goes_to("2021-11-12 12:00")
        assert (await world.mai.nudges())[-3:] == ["26/10 08:15", "27/10 08:15", "29/10 08:15"]
        for letter in await world.mai.news():
            assert "quá hạn" not in letter.text
            assert "đơn vị đã nộp được đề nghị bổ sung" in letter.text
        digests = [letter.text for letter in await world.khoa.news() if "tính đến 7 giờ 45" in letter.text]
        assert not [text for text in digests if "Báo cáo kết quả" in text and "An Hòa" in text.partition("nhắc")[0]]


async def returns_open(khoa: Actor) -> None:
    """The card that is open."""
    await khoa.chooses("Đề nghị bổ sung")
    await khoa.chooses("Số lượt người tham gia")
    await khoa.says(REASON)
    await khoa.chooses("Gửi đề nghị")


async def test_the_list_of_work_says_it_came(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.says("viec")
        await world.mai.hears(
            "Báo cáo kết quả: đã nhận, được đề nghị bổ sung, gửi lại trước 17 giờ 00, thứ Sáu 01/10/2021"
        )
        await world.mai.says("nộp")
        await world.mai.chooses("Báo cáo kết quả (hết thứ Năm 28/10/2021)")
        await world.mai.hears("Số lượt người tham gia")
        await world.khoa.says("chưa nộp")
        await world.khoa.says("/tinhhinh")
        await world.khoa.says("duyet")
        assert [one.what for one in await world.rows(Entry) if one.what == "returned"] == ["returned"]


async def test_the_deputy_may_answer_and_an_old_button_says_what_is_true(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.tu.hears("Kính gửi đồng chí Tú, Phó Bí thư")
        await world.tu.says("1500")
        await world.tu.says("nộp")
        await world.tu.hears("Đã nhận bản thay")
        await world.mai.presses("Sửa mục này")
        await world.mai.hears("không còn mục nào")
        await world.khoa.presses("Gửi đề nghị")
        await world.khoa.hears("Bản AH-01 đã được thay bằng bản AH-02")
        assert len([one for one in await world.rows(Remark) if one.asks]) == 1


@pytest.mark.parametrize("said", ["dạ vâng", "ok"])
async def test_a_mere_yes_is_thanked_and_nothing_is_said_to_be_missing(tmp_path: Path, said: str) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.news()
        await world.mai.says(said)
        assert "chưa có ở hệ thống" not in (await world.mai.hears_only("Cảm ơn đồng chí")).text


async def test_several_files_in_answer_are_one_answer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("ban-nham.docx", LAST)
        await returns(world.khoa, "Báo cáo", "thiếu phụ lục")
        await world.mai.sends_file("bao-cao.docx")
        await world.mai.sends_file("phu-luc.xlsx", b"PK phu luc")
        shown = (await world.mai.news())[-1]
        assert "2 tệp: bao-cao.docx, phu-luc.xlsx" in shown.text


async def test_nothing_is_wanted_back_before_the_unit_can_read_of_it(tmp_path: Path) -> None:
    """A letter of the evening leaves at a quarter past eight."""
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-09-30 21:00")
        await world.khoa.says("duyet")
        await world.khoa.chooses("Đề nghị bổ sung")
        await world.khoa.chooses("Số lượt người tham gia")
        await world.khoa.says(REASON)
        await world.khoa.chooses("Hạn khác")
        await world.khoa.news()
        await world.khoa.says("8h sáng mai")
        await world.khoa.hears_only("Xin gõ lúc muộn hơn", "8 giờ 15, thứ Sáu 01/10/2021")
        await world.khoa.says("10h sáng mai")
        await world.khoa.hears_only("Gửi lại trước 10 giờ 00, thứ Sáu 01/10/2021")


async def test_a_preview_that_lay_too_long_is_shown_anew(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-10-04 09:00")
        await world.mai.news()
        await world.khoa.says("duyet")
        await world.khoa.chooses("Đề nghị bổ sung")
        await world.khoa.chooses("Số lượt người tham gia")
        await world.khoa.says(REASON)
        shown = await world.khoa.hears("Gửi lại trước 17 giờ 00, thứ Ba 05/10/2021")
        await world.goes_to("2021-10-06 09:00")
        await world.khoa.news()
        await world.khoa.presses("Gửi đề nghị", shown)
        again = await world.khoa.hears_only("không còn kịp", "Gửi lại trước 17 giờ 00, thứ Năm 07/10/2021", REASON)
        assert (await of_mai(world)).workflow == Workflow.HANDED_IN
        await world.khoa.presses("Gửi đề nghị", again)
        await world.mai.hears("Đề nghị gửi trước 17 giờ 00, thứ Năm 07/10/2021")


async def test_what_was_begun_before_the_version_that_is_looked_at_takes_no_answer_away(tmp_path: Path) -> None:
    """She had begun the report and put it aside; her deputy handed it in, and she is asked for one number of his."""
    async with campaign(tmp_path) as world:
        await world.mai.sends_file("nhap.docx")
        await world.mai.chooses("Báo cáo kết quả (hết thứ Năm 28/10/2021)")
        await world.mai.says("để sau")
        await world.tu.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.news()
        await world.mai.says("1500")
        shown = await world.mai.hears("Đổi Số lượt người tham gia: 150 → 1.500.")
        assert "bao-cao.docx" in shown.text
        assert "nhap.docx" not in shown.text
        await world.mai.says("nộp")
        await world.mai.hears("AH-02")


@pytest.mark.parametrize("way", ["the number", "nộp"])
async def test_a_version_that_was_begun_before_a_part_was_asked_for_keeps_what_it_has(tmp_path: Path, way: str) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.mai.says("nộp lại")
        await world.mai.presses("Thay bản khác")
        await world.mai.sends_file("ban-moi.docx")
        await world.mai.says("để sau")
        await world.goes_to("2021-09-30 09:00")
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.mai.news()
        if way == "nộp":
            await world.mai.says("nộp")
            await world.mai.chooses("Báo cáo kết quả (hết thứ Năm 28/10/2021)")
            await world.mai.hears("Số lượt người tham gia")
        await world.mai.says("1500")
        shown = await world.mai.hears("Xin xem lại", "1.500", "ban-moi.docx", "Một ngày hội lớn")
        assert "bao-cao.docx" not in shown.text


async def test_the_number_may_be_said_twice(tmp_path: Path) -> None:
    """Read back, left, and typed once more under the letter: the last one counts."""
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        letter = await world.mai.hears("đề nghị đơn vị bổ sung")
        await world.mai.says("1400")
        await world.mai.says("để sau")
        await world.mai.news()
        await world.mai.presses("Cần trao đổi", letter)
        await world.khoa.says("duyet")
        await world.mai.says("con số chưa rõ ạ")
        await world.khoa.chooses("Trả lời")
        await world.khoa.says("xin ghi số cả đợt")
        await world.mai.news()
        await world.mai.says("1500")
        await world.mai.hears("Đổi Số lượt người tham gia: 150 → 1.500.")


async def test_a_part_that_is_filled_in_and_not_sent_is_asked_about_before_it_is_wanted_back(tmp_path: Path) -> None:
    """By the moment that was asked for: the deadline of the report itself says nothing any more."""
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-10-01 09:00")
        await returns(world.khoa, "Số lượt người tham gia", REASON)
        await world.goes_to("2021-10-04 14:10")  # wanted back by 17:00
        await world.mai.says("sua")
        await world.mai.news()
        await world.mai.says("1.500")
        await world.mai.hears("Xin xem lại", "1.500 lượt")
        await world.mai.says("để sau")
        await world.mai.news()
        await world.goes_to("2021-10-04 16:29")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-04 16:30")
        letter = await world.mai.hears("Đã đủ, gửi luôn?", "mong nhận lại trước 17 giờ 00 hôm nay")
        assert "hạn “" not in letter.text
        await world.mai.presses("Nộp báo cáo", letter)
        await world.mai.hears("Đã nhận bản thay của Báo cáo kết quả", "AH-02")
