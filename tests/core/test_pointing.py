"""Which part people mean when they say what they want to change."""

import pytest

from core.forms import Field, FieldKind
from core.pointing import asks_to_change, pointed

FIELDS = (
    Field("ten", "Tên hoạt động", FieldKind.TEXT),
    Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"),
    Field("nguoi", "Số người tham gia", FieldKind.NUMBER, "người"),
    Field("tien", "Kinh phí hỗ trợ", FieldKind.NUMBER, "đồng"),
    Field("ngay", "Ngày tổ chức", FieldKind.DATE),
    Field("den", "Số liệu tính đến ngày", FieldKind.DATE),
)
SHOWN = [field.label for field in FIELDS]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("sua so nguoi", "nguoi", ""),
        ("em muốn sửa số người ạ", "nguoi", ""),
        ("sua muc 2", "luot", ""),
        ("mục 2", "luot", ""),
        ("muc so 2 la 170 luot", "luot", "170 luot"),
        ("sửa số lượt thành 165", "luot", "165"),
        ("sửa số tiền: 13tr", "tien", "13tr"),
        ("doi ngay thanh 5/10", "ngay", "5/10"),
        ("sua lai ngay so lieu = hom qua", "den", "hom qua"),
        ("đổi tên hoạt động thành Ngày hội là chính", "ten", "Ngày hội là chính"),
        ("sai so luot", "luot", ""),
    ],
)
def test_a_part_is_named(text: str, key: str, value: str) -> None:
    found = pointed(text, FIELDS, SHOWN)
    assert found is not None
    assert (found.field.key, found.value) == (key, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sua",
        "sua tham gia",
        "mục 99",
        "mục 0",
        "số người là 5",
        "sửa nhà cho hộ nghèo: 2 căn",
        "đổi mới hình thức sinh hoạt",
        "nhầm rồi",
        "150 lượt",
        "sửa số người " * 12,
    ],
)
def test_none_is_named(text: str) -> None:
    assert pointed(text, FIELDS, SHOWN) is None


def test_that_something_is_to_be_changed() -> None:
    assert all(map(asks_to_change, ("sua", "Sửa lại", "sửa mục khác", "/sua")))
    assert not any(map(asks_to_change, ("sửa nhà", "sua so nguoi", "đổi mới", "")))
