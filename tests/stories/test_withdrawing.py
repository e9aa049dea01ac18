"""A unit takes back what it handed in, as long as nobody has decided about it; a new version says what it changes."""

from pathlib import Path

import pytest

from core.forms import Field, FieldKind, Form
from core.submissions import Timeliness, Workflow
from data.models import Entry, Obligation, Submission
from tests.cast import FIRST, LAST, World, campaign
from tests.stories.test_changing_a_plan import looks_at


async def of_mai(world: World) -> Obligation:
    return min((one for one in await world.rows(Obligation) if one.unit_id == 2), key=lambda one: one.strict)


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
async def test_it_is_owed_again_and_reminded_of(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-01 09:00")
        await world.mai.hands_in()
        mai = await world.moves_to_plain(world.mai) if plain else world.mai
        await mai.says("em muốn rút lại báo cáo")
        await mai.hears("Rút Nội dung hoạt động trọng tâm (mã AH-01", "được tính là chưa nộp", "hết thứ Sáu 08/10/2021")
        await mai.chooses("Rút bản này")
        await mai.hears("Đã rút Nội dung hoạt động trọng tâm (mã AH-01)")
        row = await of_mai(world)
        assert (row.workflow, row.timeliness) == (Workflow.OWED, Timeliness.NONE)
        await world.tu.hears("Đồng chí Mai đã rút")
        assert [one.detail["code"] for one in await world.rows(Entry) if one.what == "withdrawn"] == ["AH-01"]
        await world.khoa.says("duyet")
        await world.khoa.hears("Không còn báo cáo nào chờ xem.")
        await mai.news()
        await world.goes_to("2021-10-05 12:00")
        await mai.hears("đề nghị đồng chí quan tâm gửi Nội dung hoạt động trọng tâm")


async def test_what_was_in_it_is_still_there(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("dang-ky.docx")
        await world.mai.says("rút báo cáo")
        await world.mai.says("đúng rồi")
        await world.mai.hears("Đã rút")
        await world.mai.says("nộp")
        await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
        await world.mai.hears("Xin xem lại", "Mỗi chi đoàn một sáng kiến", "dang-ky.docx")
        await world.mai.says("nộp")
        await world.mai.hears("Đã nhận", "AH-02")
        assert (await of_mai(world)).workflow == Workflow.HANDED_IN


async def test_no_withdraws_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.says("rút lại")
        await world.mai.says("không")
        assert (await of_mai(world)).workflow == Workflow.HANDED_IN
        await world.mai.says("/huy")
        assert (await of_mai(world)).workflow == Workflow.HANDED_IN


async def test_never_after_it_was_accepted(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.says("rút lại")
        await world.khoa.says("duyet")
        await world.khoa.chooses("Nhận")
        await world.mai.presses("Rút bản này")
        await world.mai.hears("Bản AH-01 không còn rút được")
        await world.mai.says("rút lại")
        await world.mai.hears("đã được duyệt nên không rút được", "Thay bản khác")
        assert (await of_mai(world)).workflow == Workflow.ACCEPTED


async def test_a_double_tap_and_the_reviewers_old_card(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.says("duyet")
        await world.mai.says("rút lại")
        asked = await world.mai.asked("Rút bản này")
        await world.mai.presses("Rút bản này", asked)
        await world.mai.presses("Rút bản này", asked)
        await world.mai.hears("không còn rút được")
        await world.khoa.presses("Nhận")
        await world.khoa.hears("Đơn vị đã rút bản AH-01 lúc 8 giờ 00 hôm nay")
        assert [one.verdict for one in await world.rows(Submission)] == [""]


async def test_the_version_before_stands_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.presses("Thay bản khác")
        await world.mai.hands_in("moi.docx", noi_dung="Hai sáng kiến")
        await world.mai.says("rút lại")
        await world.mai.hears("Bản AH-01 nộp trước đó được dùng lại.")
        await world.mai.chooses("Rút bản này")
        await world.mai.hears("Bản AH-01 được dùng lại.")
        await world.khoa.says("duyet")
        await world.khoa.hears("Mã AH-01,")


async def test_of_several_one_is_chosen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.mai.says("rút")
        await world.mai.hears("Xin chọn báo cáo cần rút.")
        await world.mai.chooses("Rút AH-02: Báo cáo kết quả")
        await world.mai.hears("Rút Báo cáo kết quả (mã AH-02")


async def test_after_the_deadline_the_loss_is_said_first(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.hands_in()
        await world.goes_to("2021-10-11 09:00")
        await world.mai.says("rút lại")
        await world.mai.hears("nộp lại sẽ được ghi sau hạn", "Thay bản khác")


async def test_a_draft_of_the_deputy_goes_in_when_the_other_version_is_gone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.tu.is_ready()
        await world.mai.hands_in()
        await world.mai.says("rút lại")
        await world.mai.chooses("Rút bản này")
        await world.tu.presses("Nộp báo cáo")
        await world.tu.hears("Đã nhận", "AH-02")


async def test_a_new_version_says_what_it_changes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST, luot=150, ket_qua="Tốt")
        await world.mai.presses("Thay bản khác")
        await world.mai.news()
        got = await world.mai.hands_in("them.docx", LAST, luot=1500, ket_qua="Tốt")
        changed = "đổi Số lượt người tham gia: 150 → 1.500; thêm 1 tệp; bỏ 1 tệp"
        assert f"So với bản trước: {changed}." in got.text
        handed = [one for one in await world.rows(Entry) if one.what == "handed in"]
        assert [one.detail["changed"] for one in handed] == ["", changed]


async def test_sua_leads_to_the_part_that_is_wanted(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.says("/sua")
        await world.mai.hears("đã nộp lúc", "Thay bản khác")
        await world.khoa.says("duyet")
        await world.khoa.chooses("Đề nghị bổ sung")
        await world.khoa.chooses("Nội dung trọng tâm của đơn vị")
        await world.khoa.says("xin nêu rõ hơn")
        await world.khoa.chooses("Gửi đề nghị")
        await world.mai.says("/sua")
        await world.mai.hears("Nội dung trọng tâm của đơn vị")


async def test_an_old_button_of_what_was_taken_back_and_is_not_asked_for_any_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.says("rút lại")
        await world.mai.chooses("Rút bản này")
        await world.mai.says("nộp")
        old = f"{FIRST} (hết thứ Sáu 08/10/2021)"
        card = await world.mai.asked(old)
        await looks_at(world.khoa)
        await world.khoa.chooses("Miễn nộp một số đơn vị")
        await world.khoa.says("an hoa")
        await world.khoa.chooses("Miễn nộp và báo")
        await world.mai.hears("đơn vị không phải nộp nữa")
        await world.mai.presses(old, card)
        work = await world.mai.hears_only(LAST)
        assert "lỗi" not in work.text


async def test_taking_it_back_is_no_answer_to_an_optional_part(tmp_path: Path) -> None:
    form = Form(
        (Field("tep", "Báo cáo", FieldKind.FILES), Field("them", "Kinh nghiệm", FieldKind.LONG_TEXT, required=False))
    )
    async with campaign(tmp_path) as world:
        await world.asks(form)
        await world.mai.hands_in()
        await world.mai.news()
        await world.mai.says("rút lại")
        await world.mai.hears_only("Rút", "AH-01")
