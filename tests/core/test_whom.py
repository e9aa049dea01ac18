"""Who an announcement is for, in the words people type."""

import pytest

from core.audience import Roster
from core.whom import Known, Whom, read

ROSTER = Roster(
    units={1: "Đoàn phường An Hòa", 2: "Đoàn phường An Bình", 3: "Chi đoàn Điện lực", 4: "Chi đoàn Văn hóa và Thể thao",
           5: "Chi đoàn Doanh nhân trẻ", 6: "Đoàn Trường An Lâm"},
    groups={11: "Cụm 1", 12: "Cụm 2 – Trường học"},
    members={11: [1, 2], 12: [6]},
    marks={1: "AH"},
)  # fmt: skip
KNOWN = Known(
    ROSTER,
    kinds=("doan_phuong", "doanh_nghiep"),
    reports={21: "Nội dung hoạt động trọng tâm", 22: "Báo cáo kết quả"},
    campaigns={31: "đợt thi đua lao động sáng tạo 41-KH/ĐTN", 32: "Tháng Thanh niên"},
    above={41: "Quận Đoàn Bình Lâm"},
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tất cả", Whom()),
        ("tat ca cac don vi", Whom()),
        ("gửi cho tất cả trừ An Hòa", Whom(but=(1,))),
        ("cụm 1", Whom(groups=(11,))),
        ("cum 1 va dien luc", Whom(groups=(11,), units=(3,))),
        ("An Hòa, Văn hóa và Thể thao", Whom(units=(1, 4))),
        ("An Hòa\nAn Bình\nĐiện lực", Whom(units=(1, 2, 3))),
        ("các chi đoàn", Whom(units=(3, 4, 5))),
        ("Doanh nhân trẻ", Whom(units=(5,))),
        ("doanh nghiệp", Whom(kinds=("doanh_nghiep",))),
        ("An Hòa và các đơn vị trực thuộc", Whom(units=(1,), below=(1,))),
        ("đơn vị trực thuộc An Hòa", Whom(below=(1,))),
        ("đơn vị thuộc cụm 1", Whom(groups=(11,))),
        ("bí thư", Whom(roles=("secretary",))),
        ("bí thư các đơn vị cụm 1", Whom(roles=("secretary",), groups=(11,))),
        ("phó bí thư và cụm trưởng", Whom(roles=("deputy", "cluster_head"))),
        ("lãnh đạo", Whom(roles=("leader",))),
        ("lãnh đạo và cán bộ phụ trách", Whom(roles=("leader", "chief", "organiser"))),
        ("lãnh đạo và các đơn vị cụm 1", Whom(groups=(11,), also=("leader",))),
        ("lãnh đạo và bí thư An Hòa", Whom(units=(1,), roles=("secretary",), also=("leader",))),
        ("tất cả đơn vị và lãnh đạo", Whom(also=("leader",))),
        ("chưa nộp trọng tâm, lãnh đạo", Whom(missing=(21,), also=("leader",))),
        ("tất cả đơn vị và cụm trưởng", Whom(roles=("cluster_head", "secretary", "deputy"))),
        ("toàn bộ bí thư", Whom(roles=("secretary",))),
        ("trực thuộc quận đoàn", Whom(below=(41,))),
        ("các đơn vị thuộc Quận Đoàn Bình Lâm, trừ An Hòa", Whom(below=(41,), but=(1,))),
        ("đơn vị tham gia đợt thi đua lao động sáng tạo", Whom(campaigns=(31,))),
        ("kế hoạch 41-KH/ĐTN", Whom(campaigns=(31,))),
        ("chưa nộp báo cáo kết quả", Whom(missing=(22,))),
        ("đơn vị chưa nộp trọng tâm", Whom(missing=(21,))),
        ("cụm 1 chưa nộp bc kết quả", Whom(groups=(11,), missing=(22,))),
        ("cụm 1, chưa nộp báo cáo kết quả, trừ An Hòa", Whom(groups=(11,), missing=(22,), but=(1,))),
        ("trễ", Whom(overdue=True)),
        ("đơn vị trễ hạn", Whom(overdue=True)),
        ("nộp sau hạn", Whom(late=True)),
        ("chưa vào bot", Whom(absent=True)),
        ("bí thư chưa vào hệ thống", Whom(roles=("secretary",), absent=True)),
        ("cụm 2 và trễ hạn", Whom(groups=(12,), overdue=True)),
    ],
)
def test_words_that_say_who_is_meant(typed: str, meant: Whom) -> None:
    found = read(typed, KNOWN)
    assert (found.unclear, found.which) == ((), False)
    assert found.whom == meant


@pytest.mark.parametrize(
    ("typed", "unclear"),
    [
        ("cụm 9", ("cum 9",)),
        ("An", ("an",)),
        ("gửi cho", ("gửi cho",)),
        ("An Hòa, Vân Hà", ("van ha",)),
        ("lãnh đạo cụm 1", ("lanh dao cum 1",)),
    ],
)
def test_what_fits_nothing_or_too_much_is_said_back(typed: str, unclear: tuple[str, ...]) -> None:
    assert read(typed, KNOWN).unclear == unclear


@pytest.mark.parametrize("typed", ["chưa nộp", "chưa nộp báo cáo", "cụm 1 chưa nộp"])
def test_which_report_has_not_come_must_be_said(typed: str) -> None:
    assert read(typed, KNOWN).which


def test_the_only_report_need_not_be_named() -> None:
    known = Known(ROSTER, reports={22: "Báo cáo kết quả"})
    assert read("chưa nộp", known).whom == Whom(missing=(22,))


def test_it_is_kept_as_a_rule() -> None:
    whom = Whom(units=(1,), missing=(2,), absent=True, scope=(3,))
    assert Whom.from_json(whom.to_json()) == whom
    assert Whom.from_json({}) == Whom()
