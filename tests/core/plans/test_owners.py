"""Who does a thing: lists of bodies become names, those who lead apart from those who support."""

import pytest

from core.plans.owners import begins_a_body, bodies, owners, without_verbs


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ban Tuyên giáo - Đối ngoại, Văn phòng Tỉnh Đoàn", ("Ban Tuyên giáo - Đối ngoại", "Văn phòng Tỉnh Đoàn")),
        ("Đoàn Sở Văn hóa và Thể thao", ("Đoàn Sở Văn hóa và Thể thao",)),
        ("Đoàn Sở Nội vụ và Đoàn Sở Tư pháp", ("Đoàn Sở Nội vụ", "Đoàn Sở Tư pháp")),
        ("Cụm hoạt động số 2, 5, 8", ("Cụm hoạt động số 2, 5, 8",)),
        ("Đoàn xã A; Đoàn xã B", ("Đoàn xã A", "Đoàn xã B")),
        ("- Ban Phong trào\n- Văn phòng", ("Ban Phong trào", "Văn phòng")),
        ("các cơ sở Đoàn có chuyên môn quản lý dự án", ("các cơ sở Đoàn có chuyên môn quản lý dự án",)),
        ("Đoàn xã A, Đoàn xã A", ("Đoàn xã A",)),
        ("", ()),
    ],
)
def test_a_list_of_bodies_is_cut_only_where_a_body_begins(written: str, names: tuple[str, ...]) -> None:
    assert bodies(written) == names


@pytest.mark.parametrize(
    ("written", "leads", "support"),
    [
        ("Đoàn Sở Nội vụ phụ trách", ("Đoàn Sở Nội vụ",), ()),
        ("Phân công Ban Phong trào, Văn phòng triển khai thực hiện", ("Ban Phong trào", "Văn phòng"), ()),
        ("Ban Phong trào chủ trì, phối hợp với Đoàn xã A", ("Ban Phong trào",), ("Đoàn xã A",)),
        ("Ban Phong trào (chủ trì), Đoàn xã A (phối hợp)", ("Ban Phong trào",), ("Đoàn xã A",)),
        ("Ban Tổ chức", ("Ban Tổ chức",), ()),
        ("Đơn vị phụ trách: Đoàn xã B", ("Đoàn xã B",), ()),
    ],
)
def test_who_leads_stands_apart_from_who_supports(
    written: str, leads: tuple[str, ...], support: tuple[str, ...]
) -> None:
    read = owners(written)
    assert (read.leads, read.support) == (leads, support)


def test_several_without_a_chair_are_unclear_and_one_is_not() -> None:
    assert owners("Ban A, Ban B").unclear
    assert not owners("Ban A chủ trì, phối hợp Ban B").unclear
    assert not owners("Ban A").unclear


def test_a_supporting_column_makes_all_of_them_supporters() -> None:
    assert owners("Đoàn xã A, Đoàn xã B", supporting=True).support == ("Đoàn xã A", "Đoàn xã B")


@pytest.mark.parametrize(
    ("text", "is_body"),
    [("Ban Phong trào", True), ("Đoàn kết tập hợp", False), ("Tổ chức lễ hội", False), ("- Các xã, phường", True)],
)
def test_a_body_is_known_by_the_word_it_begins_with(text: str, is_body: bool) -> None:
    assert begins_a_body(text) is is_body


def test_words_of_doing_at_the_end_are_no_part_of_a_name() -> None:
    assert without_verbs("Đoàn xã A tham mưu, tổ chức thực hiện.") == "Đoàn xã A"


def test_who_leads_and_who_helps_may_stand_before_the_words() -> None:
    read = owners("Ban Tuyên giáo chủ trì, Công đoàn Khu công nghiệp phối hợp")
    assert (read.leads, read.support, read.chaired) == (("Ban Tuyên giáo",), ("Công đoàn Khu công nghiệp",), True)
