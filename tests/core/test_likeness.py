"""When two photos show the same."""

import pytest

from core.likeness import alike, keys

LOOK = "0123456789abcdef"


@pytest.mark.parametrize(
    ("label", "one", "other", "expected"),
    [
        ("the same", LOOK, LOOK, True),
        ("six bits of sixty-four", "0" * 16, f"{0x3F:016x}", True),
        ("seven", "0" * 16, f"{0x7F:016x}", False),
        ("all of them", "0" * 16, "f" * 16, False),
        ("one that says nothing", "", LOOK, False),
        ("two that say nothing", "", "", False),
    ],
)
def test_alike(label: str, one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected, label
    assert alike(other, one) is expected, label


def test_up_to_three_changed_bits_leave_a_key_in_common() -> None:
    for bits in (1, 1 << 20 | 1 << 40, 1 | 1 << 16 | 1 << 32):
        changed = f"{int(LOOK, 16) ^ bits:016x}"
        assert set(keys(LOOK)) & set(keys(changed))


def test_what_says_nothing_has_no_key() -> None:
    assert keys("") == []
