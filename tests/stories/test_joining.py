"""One link for everybody: three answers, a yes of the organiser, and nothing to be seen before it."""

import re
from pathlib import Path

from core.forms import Field, FieldKind, Form
from data.models import Chat, Claim, Draft, Holding, Invitation, Letter, Person, Seat, Submission
from tests.cast import FIRST, Actor, World, all_at_once, campaign

ANH = ("Ngô Đức Anh", "0914.000.308")  # on the list: secretary of Chi đoàn Điện lực, who has not come in


async def the_link(world: World) -> tuple[str, str]:
    """The code and the link's token, as the organiser passes them on."""
    await world.khoa.says("/donvi")
    await world.khoa.chooses("Lấy liên kết chung")
    said = (await world.khoa.news())[-1].text
    code = re.search(r"gửi mã (\S+)", said)
    token = re.search(r"/vao/(\S+)", said)
    assert code is not None
    assert token is not None
    return code[1], token[1]


async def comes(world: World, name: str, *answers: str, code: str = "") -> Actor:
    """Somebody new opens the link on Telegram's kind of way, and answers."""
    newcomer = world.actor("web", f"new:{name}")
    await newcomer.says(f"/start {code or (await the_link(world))[1]}")
    for answer in answers:
        await newcomer.says(answer)
    return newcomer


async def first_offer(newcomer: Actor) -> tuple[str, Letter]:
    """Of the last letter: the report due first."""
    letter = (await newcomer.letters())[-1]
    return letter.choices["items"][0]["label"], letter


async def anh(world: World) -> Actor:
    return await comes(world, "anh", "dien luc", *ANH)


async def test_who_matches_the_list_is_let_in_by_one_press(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "anh")
        await newcomer.hears_only(
            "Quận Đoàn Bình Lâm, Kế hoạch số 41-KH/ĐTN", "0912.000.118", "phụ trách ở đơn vị nào?"
        )
        await newcomer.says("dien luc")
        await newcomer.hears_only("Đơn vị: Chi đoàn Điện lực", "họ và tên của đồng chí")
        await newcomer.says("Ngô Đức Anh")
        await newcomer.hears_only("số điện thoại của đồng chí Anh")
        await newcomer.says("0914 000 308")
        await newcomer.hears_only("Đã ghi: Ngô Đức Anh, Chi đoàn Điện lực, 0914.000.308", "tính giờ nhận từ lúc gửi")
        await world.khoa.hears("Có 1 người vào bằng liên kết chung")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.hears(
            "1 người khớp đơn vị và số điện thoại", "Ngô Đức Anh, Chi đoàn Điện lực", "khớp danh sách"
        )
        await world.khoa.chooses("Duyệt 1 người khớp")
        await world.khoa.hears_only("Đã duyệt 1 người: Ngô Đức Anh (Chi đoàn Điện lực)")
        await newcomer.hears_only("Kính chào đồng chí Anh, Bí thư Chi đoàn Điện lực", "Đơn vị có 2 báo cáo phải gửi")
        assert len([one for one in await world.rows(Person) if one.name == "Ngô Đức Anh"]) == 1
        await newcomer.says("viec")
        await newcomer.hears_only("2 báo cáo của Chi đoàn Điện lực")


async def test_who_waits_sees_nothing_of_any_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await anh(world)
        await newcomer.news()
        for words in ("/viec", "/tinhhinh", "/chuanop", "/nop", "viec", "ai chua nop", "danh sach don vi", "1"):
            said = " ".join(await world.would_answer(newcomer, words))
            assert FIRST not in said, words
            assert "Mai" not in said, words


async def test_a_name_that_may_be_several_units_is_asked_about(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "lan", "an")
        await newcomer.hears("Xin chọn đơn vị của đồng chí")
        await newcomer.says("đoàn trường")
        await newcomer.news()
        await newcomer.says("sao hoa")
        await newcomer.hears("chưa thấy “sao hoa” trong danh sách", "0912.000.118")
        await newcomer.says("dien luc")
        await newcomer.chooses("Khai lại")
        await newcomer.says("an")
        await newcomer.chooses("Đoàn phường An Bình")
        await newcomer.hears("Đơn vị: Đoàn phường An Bình")


async def test_the_answers_go_on_another_day(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "anh", "dien luc")
        (before,) = await world.rows(Claim)
    async with campaign(tmp_path) as world:
        newcomer = world.actor("web", "new:anh")
        await newcomer.news()
        await newcomer.says("/start")
        await newcomer.hears_only("họ và tên của đồng chí")
        await newcomer.says("Ngô Đức Anh 0914000308")
        await newcomer.hears_only("Đang chờ")
        assert [one.id for one in await world.rows(Claim)] == [before.id]


async def test_somebody_else_with_that_number_is_looked_at_one_by_one(tmp_path: Path) -> None:
    """A telephone is no secret; and whoever is in already is nobody's match."""
    async with campaign(tmp_path) as world:
        other = await comes(world, "quân", "dien luc", "Đỗ Minh Quân", ANH[1])
        await comes(world, "mai", "an hoa", "Nguyễn Thị Mai", "0914000301")
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (2)")
        listed = await world.khoa.hears("2 người chờ duyệt, 0 người khớp")
        assert "Duyệt 0" not in str(listed.choices)
        await world.khoa.chooses("Xem: Đỗ Minh Quân, Chi đoàn Điện lực")
        await world.khoa.hears("Đơn vị đang có: Ngô Đức Anh (Bí thư, 0914.000.308)")
        await world.khoa.chooses("Duyệt người này")
        await other.hears("Kính chào đồng chí Quân, Người cùng phụ trách Chi đoàn Điện lực")
        roles = [one.role for one in await world.rows(Seat) if one.title == "Người cùng phụ trách"]
        assert roles == ["deputy"]


async def test_two_who_say_they_are_the_same_are_both_looked_at(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await comes(world, "one", "dien luc", *ANH)
        await comes(world, "two", "dien luc", *ANH)
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (2)")
        await world.khoa.hears("2 người chờ duyệt, 0 người khớp")


async def test_a_report_sent_while_waiting_counts_from_when_it_came(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("DL")
        await world.goes_to("2021-10-08 16:00")  # the last afternoon of the first report
        newcomer = await anh(world)
        await newcomer.sends_file("dang-ky.docx")
        await newcomer.hears("Đã giữ tệp dang-ky.docx, gửi lúc 16 giờ 00, thứ Sáu 08/10/2021")
        await world.goes_to("2021-10-11 09:00")
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.hears("đã gửi 1 tệp")
        await world.khoa.chooses("Duyệt 1 người khớp")
        await newcomer.hears("Tệp này cho báo cáo nào: dang-ky.docx?")
        await newcomer.presses(*await first_offer(newcomer))
        await newcomer.hears("được tính giờ nhận từ 16 giờ 00, thứ Sáu 08/10/2021")
        (draft,) = await world.rows(Draft)
        assert draft.files["ids"] != []


async def test_a_file_alone_makes_a_report_that_is_in_time(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(Form((Field("tep", "Báo cáo", FieldKind.FILES),)))
        await world.only("DL")
        await world.goes_to("2021-10-08 16:00")
        newcomer = await anh(world)
        await newcomer.sends_file("dang-ky.docx")
        await world.goes_to("2021-10-11 09:00")
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.chooses("Duyệt 1 người khớp")
        await newcomer.presses(*await first_offer(newcomer))
        await newcomer.says("nộp")
        await newcomer.hears("Nhận lúc 16 giờ 00, thứ Sáu 08/10/2021: đúng hạn")
        (submission,) = await world.rows(Submission)
        assert not submission.late


async def test_who_is_turned_down_hears_what_to_do_and_may_come_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, _ = await the_link(world)
        newcomer = await comes(world, "x", "an hoa", "Lò Văn Lạ", "0916000999", code=code)
        await newcomer.news()
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.chooses("Xem: Lò Văn Lạ, Đoàn phường An Hòa")
        await world.khoa.chooses("Không xác nhận")
        await newcomer.hears_only("chưa xác nhận được đồng chí ở đơn vị đã khai", "0912.000.118")
        await newcomer.says("viec")
        await newcomer.hears_only("Xin gửi mã")
        await newcomer.says(code)
        await newcomer.hears_only("phụ trách ở đơn vị nào?")


async def test_a_question_goes_there_and_the_answer_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "x", "an hoa", "Lò Văn Lạ", "0916000999")
        await newcomer.news()
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.chooses("Xem: Lò Văn Lạ, Đoàn phường An Hòa")
        await world.khoa.chooses("Hỏi lại")
        await world.khoa.says("Đồng chí thay đồng chí Mai từ ngày nào?")
        await newcomer.hears_only("hỏi: “Đồng chí thay đồng chí Mai từ ngày nào?”")
        await newcomer.says("dạ từ đầu tháng ạ")
        await newcomer.hears_only("Đã giữ lời nhắn")
        await world.khoa.chooses("Người chờ duyệt")
        await world.khoa.chooses("Xem: Lò Văn Lạ, Đoàn phường An Hòa")
        await world.khoa.hears("Đã nhắn: “dạ từ đầu tháng ạ”")


async def test_the_organiser_hears_of_many_at_most_once_in_ten_minutes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, _ = await the_link(world)
        await world.goes_to("2021-10-01 09:00")
        await world.khoa.news()
        for at, unit in enumerate(("an binh", "tan lap", "phu hau", "cap nuoc")):
            await comes(world, unit, unit, f"Lò Văn Lạ {at}"[:10], f"091600011{at}", code=code)
        assert [one.text[:12] for one in await world.khoa.news() if "liên kết chung" in one.text] == ["Có 1 người v"]
        await world.goes_to("2021-10-01 09:11")
        assert len([one for one in await world.khoa.news() if "Có thêm người" in one.text]) == 1


async def test_at_night_the_organiser_is_told_in_the_morning(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, _ = await the_link(world)
        await world.goes_to("2021-10-01 22:30")
        await world.khoa.news()
        await comes(world, "x", "an binh", "Lò Văn Lạ", "0916000999", code=code)
        assert not [one for one in await world.khoa.news() if "liên kết chung" in one.text]
        await world.goes_to("2021-10-04 08:20")
        assert [one for one in await world.khoa.news() if "liên kết chung" in one.text]


async def test_the_link_stays_the_same_until_it_is_changed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        first = await the_link(world)
        assert await the_link(world) == first
        for one in await world.rows(Invitation):
            assert first[0] not in str(one)
            assert first[1] not in str(one)
        await world.khoa.chooses("Đổi liên kết chung")
        await world.khoa.news()
        assert await the_link(world) != first
        await world.khoa.chooses("Ngừng liên kết chung")
        await world.khoa.hears("Đã ngừng liên kết chung")
        late = world.actor("web", "new:late")
        await late.says(f"/start {first[1]}")
        await late.hears_only("mã vừa gửi không dùng được")


async def test_the_code_of_the_link_is_drawn(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await the_link(world)
        await world.khoa.chooses("Lấy mã QR")
        drawn = await world.khoa.hears("Mã QR của liên kết chung")
        assert len(drawn.files["ids"]) == 1


async def test_two_organisers_decide_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await anh(world)
        await newcomer.news()
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        letter = await world.khoa.asked("Duyệt 1 người khớp")
        await world.khoa.presses("Duyệt 1 người khớp", letter)
        await world.khoa.presses("Duyệt 1 người khớp", letter)
        assert len(await newcomer.news()) == 1


async def test_fifty_who_come_at_once_are_fifty(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, _ = await the_link(world)
        crowd = [world.actor("web", f"new:{at}") for at in range(50)]
        for words in ((code,), ("an binh",), ("Lò Văn Lạ",), ("0916000999",)):
            await all_at_once([(one, words[0]) for one in crowd])
        assert len([one for one in await world.rows(Claim) if one.phone]) == 50
        assert not [one for one in await world.rows(Chat) if one.address.startswith("new:") and one.person_id]


async def test_who_tries_names_of_units_for_ever_rests(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "x")
        for at in range(21):
            await newcomer.says(f"sao hoa so {at}")
        await newcomer.hears("Xin thử lại sau một giờ")
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Mời Bí thư Chi đoàn Điện lực")
        invited = (await world.khoa.news())[-1].text.partition("gửi mã ")[2].split()[0]
        other = world.actor("web", "new:invited")
        await other.says(invited)  # those guesses shut no door for anybody else
        await other.hears("Kính chào đồng chí Anh")


async def test_who_leaves_is_asked_nothing_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "x", "an hoa")
        await newcomer.says("/huy")
        await newcomer.hears("Đã dừng")
        await newcomer.says("viec")
        await newcomer.hears_only("Xin gửi mã")
        assert not [one for one in await world.rows(Holding) if one.until]


# -- private codes ------------------------------------------------------------------------------------------------


async def test_a_private_code_is_taken_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Mời Bí thư Chi đoàn Điện lực")
        code = (await world.khoa.news())[-1].text.partition("gửi mã ")[2].split()[0]
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Mã riêng từng đơn vị")
        await world.khoa.hears("1 mã riêng đang mở", "Bí thư Chi đoàn Điện lực")
        await world.khoa.chooses("Thu hồi mã của Bí thư Chi đoàn Điện lực")
        await world.khoa.hears("Đã thu hồi mã")
        late = world.actor("web", "new:late")
        await late.says(f"/start {code}")
        await late.hears_only("mã vừa gửi không dùng được")


async def test_a_page_of_codes_is_made_for_those_who_are_not_in(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Mã riêng từng đơn vị")
        await world.khoa.chooses("In mã QR các đơn vị")
        said = await world.khoa.hears("Trang in mã QR của 1 vị trí chưa vào")
        token = said.text.partition("/in/")[2].split()[0]
        nobody = world.actor("web", "new:nobody")
        await nobody.says(f"/start {token}")  # the page's link opens no seat
        await nobody.hears_only("mã vừa gửi không dùng được")
