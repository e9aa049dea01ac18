"""A plan sent as a Telegram document: fetched, read in the child of a real process, checked, started."""

from io import BytesIO

import pytest
from docx import Document

from tests.core.plans.pages import HEAD, TAIL
from tests.double import Person

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

TEXT = f"{HEAD}- Gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn chậm nhất ngày 31/3/2025 (thứ Hai).{TAIL}"


def word() -> bytes:
    document, packed = Document(), BytesIO()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(packed)
    return packed.getvalue()


async def test_a_word_document_becomes_a_campaign(khoa: Person, mai: Person) -> None:
    await khoa.sends_file("ke-hoach.docx", word())
    await khoa.hears("đang đọc kế hoạch")
    card = await khoa.hears("Đã đọc kế hoạch “Tổ chức Tháng Thanh niên năm 2025”")
    await khoa.presses("Tiếp tục", on=card)
    await khoa.hears("Đơn vị nào nộp?")
    await khoa.says("ca 12 don vi")
    await khoa.presses("Trần Đăng Khoa, 0912.000.118", on=await khoa.hears("Ai trả lời vướng mắc"))
    await khoa.hears("Đã xong các điểm cần xem lại")
    await khoa.says("tháng thanh niên")
    ready = await khoa.hears("Đã đặt tên gọi là “tháng thanh niên”.")
    await khoa.presses("Bắt đầu và gửi thư", on=ready)
    await khoa.hears("Đã bắt đầu “tháng thanh niên”")
    await mai.hears("Tháng Thanh niên năm 2025”")
    await mai.says("xin kế hoạch")
    await mai.hears("Gửi đồng chí tệp kế hoạch")


async def test_a_photo_named_pdf_is_told_in_one_sentence(khoa: Person) -> None:
    await khoa.sends_file("ke-hoach.pdf", b"\xff\xd8\xff\xe0" + b"0" * 200)
    await khoa.hears("Đây là ảnh")
