"""Whom an officer means to leave in peace, or to remind again."""

import pytest

from core.pauses import after_wish, is_everything


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("tam dung nhac", ""),
        ("Tạm dừng nhắc An Hòa đến 20/10", "An Hòa đến 20/10"),
        ("tạm ngưng nhắc: Tân Lập đến 5/10", "Tân Lập đến 5/10"),
        ("dừng nhắc đến 15/10", "đến 15/10"),
        ("nhắc tiếp", ""),
        ("nhắc lại An Hòa", "An Hòa"),
        ("tiếp tục nhắc An Hòa", "An Hòa"),
        ("tạm dừng", ""),
        ("tam dung tat ca den 6/10", "tat ca den 6/10"),
    ],
)
def test_what_stands_after_the_wish(said: str, left: str) -> None:
    assert after_wish(said) == left


@pytest.mark.parametrize("said", ["tất cả", "tat ca cac dot", "toàn bộ", "mọi đơn vị", "cả"])
def test_everything(said: str) -> None:
    assert is_everything(said)


@pytest.mark.parametrize("said", ["", "An Hòa", "cả cụm 1", "tất cả phường"])
def test_not_everything(said: str) -> None:
    assert not is_everything(said)
