"""What the bot says, cut and drawn for what a channel can carry."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.delivery import CHANNELS, Channel
from core.say import Audience, Choice, Say, drawn, numbered, pages, units16

BUTTONS = Channel(text=4096)
WORDS_ONLY = Channel(text=2000, buttons=False)
CHOICES = (Choice("Nộp ngay", "report.begin"), Choice("Hẹn nộp", "report.promise"), Choice("Cần hỗ trợ", "help"))


@pytest.mark.parametrize(("text", "units"), [("", 0), ("nộp", 3), ("👍", 2), ("a👍b", 4), ("👨‍👩‍👧", 8)])
def test_an_emoji_counts_as_telegram_counts_it(text: str, units: int) -> None:
    assert units16(text) == units


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("", 10, []),
        ("   ", 10, []),
        ("vừa đủ", 6, ["vừa đủ"]),
        ("đoạn một\n\nđoạn hai dài", 18, ["đoạn một", "đoạn hai dài"]),
        ("dòng một\ndòng hai dài", 18, ["dòng một", "dòng hai dài"]),
        ("một hai ba", 8, ["một hai", "ba"]),
        ("khôngcókhoảngtrắng", 10, ["khôngcókho", "ảngtrắng"]),
        ("a👍👍", 4, ["a👍", "👍"]),
        ("👍👍", 3, ["👍", "👍"]),
    ],
)
def test_pages_are_cut_at_a_paragraph_a_line_a_word_or_a_letter(text: str, limit: int, cut: list[str]) -> None:
    assert pages(text, limit) == cut


words = st.lists(st.text("aộ👍🙏", min_size=1, max_size=9), max_size=60)
texts = st.builds(lambda each, gap: gap.join(each), words, st.sampled_from([" ", "\n", "\n\n", "  \n"]))


@settings(max_examples=100)
@given(st.text() | texts, st.integers(2, 60))
def test_no_page_is_over_the_limit(text: str, limit: int) -> None:
    assert all(0 < units16(page) <= limit for page in pages(text, limit))


@settings(max_examples=100)
@given(texts, st.integers(2, 60))
def test_no_letter_is_lost_and_none_is_doubled(text: str, limit: int) -> None:
    assert "".join("".join(pages(text, limit)).split()) == "".join(text.split())


@settings(max_examples=100)
@given(words, st.integers(18, 60))
def test_no_word_that_fits_a_page_is_broken(each: list[str], limit: int) -> None:
    assert " ".join(pages(" ".join(each), limit)).split() == each


def test_a_channel_with_buttons_draws_the_text_alone() -> None:
    assert drawn(Say("Chọn một việc.", CHOICES), BUTTONS) == "Chọn một việc."


def test_a_channel_without_buttons_numbers_the_choices_from_one() -> None:
    assert drawn(Say("Chọn một việc.", CHOICES), WORDS_ONLY) == (
        "Chọn một việc.\n\n1. Nộp ngay\n2. Hẹn nộp\n3. Cần hỗ trợ"
    )


def test_only_what_is_typed_as_a_number_has_one() -> None:
    read_back = "Xin xem lại:\n1. Số buổi: 2 buổi\n12. Số lượt: 1.500 lượt"
    dashed = "Xin xem lại:\n- Số buổi: 2 buổi\n- Số lượt: 1.500 lượt"
    assert drawn(Say(read_back, CHOICES[:1]), WORDS_ONLY) == f"{dashed}\n\n1. Nộp ngay"
    assert drawn(Say(read_back, CHOICES[:1]), BUTTONS) == read_back
    assert drawn(Say(read_back, CHOICES[:1], counted=False), WORDS_ONLY) == f"{read_back}\n\n“Nộp ngay”"
    assert drawn(Say(read_back, CHOICES[:1], verbatim=True), WORDS_ONLY) == f"{read_back}\n\n1. Nộp ngay"
    assert drawn(Say(read_back), WORDS_ONLY) == read_back


def test_nothing_to_choose_is_not_numbered() -> None:
    assert drawn(Say("Cảm ơn đồng chí."), WORDS_ONLY) == "Cảm ơn đồng chí."
    assert numbered(()) == ""


def test_what_is_said_is_private_unless_it_says_otherwise() -> None:
    assert Say("Đã nhận.").audience is Audience.PRIVATE


@pytest.mark.parametrize("name", CHANNELS)
def test_every_channel_carries_a_formal_letter_on_one_page(name: str) -> None:
    assert len(pages("đ" * 600, CHANNELS[name].text)) == 1
