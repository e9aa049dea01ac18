"""Plan documents for tests, invented: a frame around the sentences a test is about."""

from collections.abc import Sequence
from datetime import date

from core.plans import deadlines, structure
from core.plans.lines import Line, Place
from core.plans.proposal import Reported

HEAD = """TỈNH ĐOÀN BÌNH LÂM
BAN THƯỜNG VỤ
Bình Lâm, ngày 12 tháng 02 năm 2025
Số: 18-KH/TĐTN-PTTN

KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2025

Căn cứ Chương trình số 05-CTr/TĐTN ngày 10/01/2025 của Ban Chấp hành Tỉnh Đoàn, Ban Thường vụ Tỉnh Đoàn lập kế hoạch:
I. THỜI GIAN
Từ ngày 01/3 đến ngày 31/3/2025.
II. TỔ CHỨC THỰC HIỆN
"""
TAIL = """
TM. BAN THƯỜNG VỤ TỈNH ĐOÀN
PHÓ BÍ THƯ
Trần Văn Mẫu
Nơi nhận:
- Như trên;
- Lưu VP.
"""


def lines(text: str) -> list[Line]:
    """As a text file is read: tabs and bars part cells, rows in a row are one table."""
    read: list[Line] = []
    table = 0
    for row in text.split("\n"):
        cells = tuple(cell.strip() for cell in row.replace("\t", " | ").split(" | "))
        if len(cells) > 1:
            table += 0 if read and read[-1].cells else 1
            read.append(Line(" | ".join(cells), Place.TABLE, cells, table))
        else:
            read.append(Line(row))
    return read


def plan(*sentences: str) -> list[Line]:
    return lines(HEAD + "\n".join(sentences) + TAIL)


def due(*sentences: str, year: int = 2025, anchor: date | None = date(2025, 2, 12)) -> list[Reported]:
    return list(deadlines.deadlines(structure.document(plan(*sentences)), year, anchor).deadlines)


def days(read: Sequence[Reported]) -> list[str]:
    """Each as '20/02/2025 17:00 cham_nhat': the date as written, its hour, its class."""
    return [f"{one.day:%d/%m/%Y}{f' {one.hour:%H:%M}' if one.hour else ''} {one.wording}" for one in read]
