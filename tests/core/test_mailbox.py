"""The lines of an inbox, as mail programs show them: whose, about what, when."""

from datetime import datetime

import pytest

from core.audience import Roster
from core.clock import ZONE, local
from core.mailbox import Known, mails, ticked

NOW = datetime(2021, 10, 28, 9, 0, tzinfo=ZONE)
ROSTER = Roster(
    units={1: "Đoàn phường An Hòa", 2: "Đoàn phường An Bình", 5: "Chi đoàn Điện lực", 6: "Đoàn Trường THPT An Lâm"},
    marks={1: "AH", 2: "AB", 5: "DL", 6: "TA"},
)
PEOPLE = {1: ["Nguyễn Thị Mai", "mai.ah@example.vn"], 2: ["Phạm Quốc Huy"], 5: ["Ngô Đức Anh"], 6: ["Mai"]}
KNOWN = Known(ROSTER, {0: "Nội dung hoạt động trọng tâm", 1: "Báo cáo kết quả"}, PEOPLE)

# What is pasted, and each mail as unit, report, moment.
PASTED = {
    "Đoàn phường An Hòa  Báo cáo kết quả  27/10/2021 15:20": ["1 1 27/10 15:20"],
    "15:20 27 thg 10, 2021 – doanphuong.anbinh@example.vn – BC ket qua": ["2 1 27/10 15:20"],
    "Ngo Duc Anh\tGui noi dung hoat dong\t8:05": ["5 0 28/10 08:05"],
    "mai.ah@example.vn\tBC\t15:20 hôm qua": ["1 - 27/10 15:20"],
    "An Lâm, báo cáo kết quả, Wed 10/27/2021 3:20 PM": ["6 1 27/10 15:20"],
    "Siêu thị Bình Lâm  Khuyến mãi  27/10/2021 10:00": ["- - 27/10 10:00"],
    "Đoàn phường An Hòa  Báo cáo kết quả": ["1 1 -"],
    "Đoàn phường An Hòa  Báo cáo kết quả  30/10/2021 10:00": ["1 1 -"],
    # one mail on several lines, the moment last
    "Đoàn phường An Hòa\nV/v gửi báo cáo kết quả đợt thi đua\n15:20, 27 thg 10\n"
    "Nguyễn Thị Mai\nNội dung trọng tâm\n26 thg 10 08:15": ["1 1 27/10 15:20", "1 0 26/10 08:15"],
    # the moment first
    "27/10/2021 15:20\nPhạm Quốc Huy\nBáo cáo\n27/10/2021 16:00\nĐiện lực\nbc kết quả": [
        "2 - 27/10 15:20", "5 1 27/10 16:00",
    ],
    # a blank line between
    "Điện lực\nkết quả\n\nAn Hòa 7:30": ["5 1 -", "1 - 28/10 07:30"],
    # an address that speaks for one unit, a name that speaks for another
    "Phạm Quốc Huy (An Hòa)  kết quả  8:00": ["- 1 28/10 08:00"],
    # pasted twice
    "An Hòa kết quả 8:00\nAn Hòa kết quả 8:00": ["1 1 28/10 08:00"],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), PASTED.items(), ids=[text.replace("\n", " / ")[:60] for text in PASTED])
def test_the_lines_are_read(text: str, found: list[str]) -> None:
    read = [
        " ".join(
            (
                "-" if one.unit is None else str(one.unit),
                "-" if one.report is None else str(one.report),
                f"{local(one.at):%d/%m %H:%M}" if one.at else "-",
            )
        )
        for one in mails(text, NOW, KNOWN)
    ]
    assert read == found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1 3 5", [1, 3, 5]), ("1, 3 và 5", [1, 3, 5]), ("2", [2]), ("1 1", [1]), ("1 9", []), ("An Hòa", []), ("", [])],
)
def test_numbers_of_the_list(text: str, numbers: list[int]) -> None:
    assert ticked(text, 5) == numbers
