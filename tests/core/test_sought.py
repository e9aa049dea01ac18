"""Which part of the whole is asked about."""

import pytest

from core.sought import Sought, campaign_in, sought

GROUPS = {1: "Cụm 1 – Địa bàn dân cư", 2: "Cụm 2 – Trường học", 3: "Cụm 3 – Công nhân lao động"}
REPORTS = ("Báo cáo sơ kết", "Báo cáo tổng kết", "Báo cáo tiến độ tháng", "Đăng ký nội dung trọng tâm")


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("", Sought()),
        ("cụm 3", Sought(group=3)),
        ("cum 3", Sought(group=3)),
        ("cum truong hoc the nao roi", Sought(group=2)),
        ("nop bao cao so ket", Sought(reports=(0,))),
        ("bc so ket cum 2", Sought(group=2, reports=(0,))),
        ("cum 2 bc so ket", Sought(group=2, reports=(0,))),
        ("báo cáo tiến độ", Sought(reports=(2,))),
        ("noi dung trong tam", Sought(reports=(3,))),
        ("bao cao ket", Sought(reports=(0, 1))),
        ("nop bao cao the nao roi", Sought()),
        ("sang nay the nao roi", Sought()),
        ("mọi đợt", Sought(everything=True)),
        ("tất cả các đợt", Sought(everything=True)),
        ("tất cả cụm 1", Sought(group=1)),
        ("an hoa", Sought(left="an hoa")),
        ("cum 9", Sought(left="cum 9")),
        ("bao cao chuyen doi so", Sought(left="bao cao chuyen doi so")),
    ],
)
def test_what_is_asked_about(words: str, means: Sought) -> None:
    assert sought(words, GROUPS, REPORTS) == means


CAMPAIGNS = {4: "đợt thi đua", 5: "Tháng Thanh niên", 6: "đợt thi đua hè"}


@pytest.mark.parametrize(
    ("words", "bare", "means"),
    [
        ("tình hình Tháng thanh niên", False, (5, "tinh hinh")),
        ("ai chua nop dot thi dua cum 3", False, (4, "ai chua nop cum 3")),
        ("tinh hinh thi dua", False, (0, "tinh hinh thi dua")),
        ("so ket thi dua", True, (4, "so ket")),
        ("dot thi dua he", False, (6, "")),
        ("thi dua he", True, (6, "")),
        ("an hoa", True, (0, "an hoa")),
        ("thang thanh nien, dot thi dua", False, (0, "thang thanh nien, dot thi dua")),
    ],
)
def test_of_which_campaign(words: str, bare: bool, means: tuple[int, str]) -> None:
    assert campaign_in(words, CAMPAIGNS, bare=bare) == means
