"""Which report is meant when a part of its name is said."""

import pytest

from core.naming import named, spoken_of

CONTEST = ("Nội dung hoạt động trọng tâm", "Báo cáo kết quả")
YEAR = ("Báo cáo tháng 6/2026", "Báo cáo tháng 7/2026", "Báo cáo quý II/2026")


@pytest.mark.parametrize(
    ("words", "names", "meant"),
    [
        ("nop bao cao trong tam", CONTEST, 0),
        ("em nộp nội dung trọng tâm ạ", CONTEST, 0),
        ("kết quả", CONTEST, 1),
        ("gửi bc kết quả cho anh", CONTEST, 1),
        ("nop bao cao", CONTEST, None),
        ("nop", CONTEST, None),
        ("bao cao so ket", CONTEST, None),
        ("ket qua hoat dong trong tam", CONTEST, None),
        ("bao cao thang 6", YEAR, 0),
        ("bc t7/2026", YEAR, None),
        ("báo cáo tháng 7/2026", YEAR, 1),
        ("quy II", YEAR, 2),
        ("bao cao thang", YEAR, None),
        ("2026", YEAR, None),
        ("", YEAR, None),
        ("ket qua", (), None),
        ("ket qua", CONTEST[1:], 0),
        ("em gui hinh", CONTEST[1:], None),
    ],
)
def test_the_one_name_that_has_all_the_words(words: str, names: tuple[str, ...], meant: int | None) -> None:
    assert named(words, names) == meant


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("số lượt ghi sai", 0),
        ("nguoi tham gia chua khop", 0),
        ("số nhà văn hóa", 1),
        ("kết quả nổi bật còn chung chung", 2),
        ("số", None),
        ("xem lại", None),
    ],
)
def test_a_part_is_spoken_of_by_the_words_it_has_alone(words: str, place: int | None) -> None:
    assert spoken_of(words, ["Số lượt người tham gia", "Số nhà văn hóa", "Kết quả nổi bật"]) == place
