"""Which file is to be taken out, in whatever words; and what only sounds like it."""

import pytest

from core.removing import Meant, meant

NAMES = ("bao-cao.docx", "bao-cao (1).docx", "anh-1.jpg", "ảnh mờ.jpg", "ghi-am-7.ogg")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("bỏ tệp 2", Meant(1)),
        ("xoá file bao-cao (1).docx giúp em", Meant(1)),
        ("xóa ảnh mờ.jpg", Meant(3)),
        ("bỏ ảnh mờ", Meant(3)),
        ("xin bỏ bớt ảnh thứ 2 nhé", Meant(3)),
        ("go anh dau tien di", Meant(2)),
        ("bỏ tệp vừa gửi", Meant(4)),
        ("bỏ tệp ghi âm", Meant(4)),
        ("xoá ghi âm", Meant(4)),
        ("bỏ ảnh", Meant(among=(2, 3))),
        ("bỏ tệp 9", Meant(among=(0, 1, 2, 3, 4))),
        ("bỏ tệp 1 và 2", Meant(among=(0, 1, 2, 3, 4))),
        ("xóa hết tệp", Meant(among=(0, 1, 2, 3, 4))),
        ("bỏ qua", None),
        ("bỏ bản nháp", None),
        ("bỏ ảnh hưởng xấu của rượu bia", None),
        ("xóa nhà tạm cho 3 hộ nghèo", None),
        ("2 tệp", None),
    ],
)
def test_which_file_is_meant(said: str, found: Meant | None) -> None:
    assert meant(said, NAMES) == found


def test_of_one_file_no_place_need_be_said() -> None:
    assert meant("bỏ file này", NAMES[:1]) == Meant(0)
    assert meant("bỏ tệp", ()) is None
