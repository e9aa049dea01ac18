"""An organiser sends the plan document, decides what is unclear, and starts the campaign with one press."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from data.models import Campaign, Obligation, Reading
from tests.cast import Actor, World, campaign
from tests.core.plans.pages import HEAD, TAIL

SENT = "- Các đơn vị gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn"
CLEAR = f"{HEAD}{SENT} trước ngày 04/4/2025 (thứ Sáu).{TAIL}"
DOUBTFUL = f"{HEAD}{SENT} trước 11g00 ngày 04/4/2025 (thứ Năm).{TAIL}"
TITLE = "Tổ chức Tháng Thanh niên năm 2025"


async def sends(officer: Actor, text: str, name: str = "ke-hoach.txt") -> None:
    await officer.sends_file(name, text.encode())


async def campaigns(world: World) -> list[str]:
    return [one.short for one in await world.rows(Campaign)]


async def test_a_sound_plan_is_two_presses_away_from_a_campaign(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        told, card = await officer.news()
        assert "Đã nhận tệp ke-hoach.txt, đang đọc kế hoạch." in told.text
        assert card.text.startswith(f"Đã đọc kế hoạch “{TITLE}”.")
        assert "Có 1 hạn nộp báo cáo" in card.text
        assert "Chưa gửi gì cho đơn vị nào." in card.text
        await officer.chooses("Tiếp tục")
        await officer.hears("Bài gửi trong chính ngày đó (ví dụ thứ Sáu 04/04/2025)")
        await officer.chooses("Tính đúng hạn")
        await officer.hears("“Tháng Thanh niên năm 2025”", "12 đơn vị sẽ có 1 báo cáo phải nộp")
        await officer.chooses("Xem thư mở đầu")
        await officer.hears("(chưa gửi)", "Kính gửi đồng chí phụ trách", "nộp chậm nhất hết thứ Năm 03/04/2025")
        assert await world.mai.news() == []
        before = len(await world.rows(Obligation))
        await officer.chooses("Bắt đầu và gửi thư")
        await officer.hears("Đã bắt đầu “Tháng Thanh niên năm 2025”: 12 đơn vị, 1 báo cáo")
        letter = await world.mai.hears("đã có kế hoạch", TITLE)
        assert "“trước ngày 04/4/2025 (thứ Sáu)”, nộp chậm nhất hết thứ Năm 03/04/2025" in letter.text
        assert len(letter.files["ids"]) == 1
        await world.mai.says("xin ke hoach")
        again = await world.mai.hears("Gửi đồng chí tệp kế hoạch của Tháng Thanh niên năm 2025")
        assert again.files == letter.files
        assert len(await world.rows(Obligation)) == before + 12
        assert await campaigns(world) == ["đợt thi đua", "Tháng Thanh niên năm 2025"]


async def test_what_is_doubtful_is_asked_and_nobody_is_written_to_before(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, DOUBTFUL)
        await officer.hears("1 điểm cần xem lại trước khi bắt đầu")
        await officer.chooses("Xem các hạn nộp")
        await officer.hears("chưa chốt ngày, tạm tính theo ngày sớm hơn")
        await officer.chooses("Tiếp tục")
        asked = await officer.hears("kế hoạch ghi 04/04/2025 (thứ Năm)", "Kế hoạch ghi: “", "Xin đồng chí chọn")
        assert "trước 11g00 ngày 04/4/2025 (thứ Năm)" in asked.text
        await officer.says("thứ Sáu 04/04/2025")
        await officer.hears("Đã xong các điểm cần xem lại")
        await officer.says("tháng thanh niên")
        await officer.hears("Đã đặt tên gọi là “tháng thanh niên”.")
        await officer.chooses("Bắt đầu, chưa gửi thư")
        await officer.hears("Chưa gửi thư mở đầu nào")
        assert await world.mai.news() == []
        (reading,) = await world.rows(Reading)
        assert (reading.state, reading.short) == ("started", "tháng thanh niên")


async def test_an_old_button_starts_nothing_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        await officer.chooses("Tiếp tục")
        await officer.chooses("Tính sau hạn")
        letter = await officer.asked("Bắt đầu, chưa gửi thư")
        await officer.presses("Bắt đầu, chưa gửi thư", letter)
        await officer.hears("Đã bắt đầu")
        await officer.presses("Bắt đầu, chưa gửi thư", letter)
        await officer.hears("đã được bắt đầu hoặc đã bỏ")
        assert len(await campaigns(world)) == 2


async def test_a_plan_may_be_dropped(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, CLEAR)
        await world.khoa.chooses("Bỏ kế hoạch này")
        await world.khoa.hears("Đã bỏ kế hoạch này; chưa có gì được gửi đi.")
        assert len(await campaigns(world)) == 1


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("anh.pdf", b"\xff\xd8\xff\xe0 a photo named .pdf", "Đây là ảnh"),
        ("ke-hoach.docx", b"PK\x03\x04 broken", "hỏng hoặc không đúng định dạng"),
        ("ghi-chu.txt", b"hop luc 8h", "chưa đủ để đọc thành kế hoạch"),
    ],
)
async def test_what_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, answer: str
) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.sends_file(name, content)
        await world.khoa.hears(answer)


async def test_a_secretary_hands_in_as_ever(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.sends_file("ke-hoach.docx")
        await world.mai.hears("ke-hoach.docx")
        assert await world.rows(Reading) == []


async def test_a_plan_whose_dates_are_over_asks_nothing_of_anybody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, CLEAR.replace("2025", "2019").replace(" (thứ Sáu)", ""))
        await world.khoa.chooses("Tiếp tục")
        await world.khoa.chooses("Tính đúng hạn")
        await world.khoa.hears("Các hạn nộp của kế hoạch này đều đã qua")
        assert len(await campaigns(world)) == 1


async def test_a_word_document_is_read_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        document, packed = Document(), BytesIO()
        for line in CLEAR.split("\n"):
            document.add_paragraph(line)
        document.save(packed)
        await world.khoa.sends_file("ke-hoach.docx", packed.getvalue())
        await world.khoa.hears(f"Đã đọc kế hoạch “{TITLE}”", "Có 1 hạn nộp báo cáo")


async def test_a_pasted_text_is_a_plan_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says(CLEAR)
        told, card = await world.khoa.news()
        assert "Đã nhận nội dung, đang đọc kế hoạch." in told.text
        assert "Có 1 hạn nộp báo cáo" in card.text


async def test_a_draft_is_checked_without_starting_anything(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        draft = DOUBTFUL.replace("Số: 18-KH/TĐTN-PTTN\n", "").replace("Trần Văn Mẫu", "")
        await sends(world.khoa, draft)
        await world.khoa.chooses("Mọi điểm đã thấy")
        listed = await world.khoa.hears("điểm trong văn bản này")
        assert "1. Hạn nộp “báo cáo tổng kết”" in listed.text
        assert "không ghi số, ký hiệu" in listed.text
        assert "Không thấy người ký" in listed.text


async def test_a_start_at_night_wakes_nobody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, DOUBTFUL)
        await world.khoa.chooses("Xem lại từng điểm")
        await world.khoa.says("thứ Sáu 04/04/2025")
        await world.goes_to("2021-10-01 22:00")
        await world.khoa.news()
        await world.mai.news()
        await world.khoa.chooses("Bắt đầu và gửi thư")
        await world.khoa.hears("Thư mở đầu gửi tới", "8 giờ 15, thứ Hai 04/10/2021")
        assert await world.mai.news() == []
        await world.goes_to("2021-10-04 08:15")
        await world.mai.hears("đã có kế hoạch", TITLE)


async def test_what_only_some_units_owe_is_asked_of_nobody_else(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        some = "- Khối trường học gửi kế hoạch chậm nhất ngày 14/3/2025."
        await sends(world.khoa, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.\n{some}{TAIL}")
        await world.khoa.chooses("Tiếp tục")
        await world.khoa.hears("12 đơn vị sẽ có 1 báo cáo phải nộp", "1 báo cáo chỉ giao cho một số đơn vị")
