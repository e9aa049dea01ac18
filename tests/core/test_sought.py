"""Which part of the whole is asked about."""

import pytest

from core.sought import Sought, sought

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
