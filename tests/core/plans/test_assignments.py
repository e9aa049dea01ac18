"""Assignments: which body is given what, and who answers for it. All documents here are invented."""

import pytest

from core.plans.assignments import assignments, unit_and_task
from core.plans.proposal import Assignment
from tests.core.plans.pages import lines, plan


def read(*sentences: str) -> list[Assignment]:
    """Below a heading 'TỔ CHỨC THỰC HIỆN'."""
    return list(assignments(plan(*sentences)))


def pairs(found: list[Assignment]) -> list[tuple[str, str]]:
    return [(one.unit, one.task) for one in found]


@pytest.mark.parametrize(
    ("text", "unit", "task"),
    [
        ("Văn phòng Tỉnh Đoàn: chuẩn bị hội trường.", "Văn phòng Tỉnh Đoàn", "chuẩn bị hội trường."),
        ("Ban Phong trào phối hợp với Đoàn xã A tham mưu", "Ban Phong trào", "phối hợp với Đoàn xã A tham mưu"),
        ("Ban Tổ chức - Kiểm tra theo dõi, đôn đốc", "Ban Tổ chức - Kiểm tra", "theo dõi, đôn đốc"),
        ("Đề nghị Sở Y tế cử cán bộ", "Sở Y tế", "cử cán bộ"),
        ("Các ngành là thành viên Ban tổ chức: chủ động phối hợp", "Các ngành", "chủ động phối hợp"),
        ("Xây dựng kế hoạch cụ thể", "", "Xây dựng kế hoạch cụ thể"),
    ],
)
def test_a_sentence_parts_where_the_body_ends_and_the_task_begins(text: str, unit: str, task: str) -> None:
    assert unit_and_task(text) == (unit, task)


def test_all_that_stands_below_a_unit_is_its_task() -> None:
    found = read("1. Các xã Đoàn", "- Xây dựng kế hoạch;", "- Vận động đoàn viên.", "2. Văn phòng: lo hậu cần.")
    assert pairs(found) == [("Các xã Đoàn", "Xây dựng kế hoạch; Vận động đoàn viên"), ("Văn phòng", "Lo hậu cần")]


def test_departments_below_a_unit_have_tasks_of_their_own() -> None:
    found = read("1. Tỉnh Đoàn", "a) Ban Phong trào: lập kịch bản.", "b) Văn phòng: lo hậu cần.")
    assert pairs(found) == [("Ban Phong trào", "Lập kịch bản"), ("Văn phòng", "Lo hậu cần")]


def test_a_unit_need_not_begin_with_a_known_word() -> None:
    assert pairs(read("1. Già làng, trưởng bản", "- Nhắc nhở con cháu.")) == [
        ("Già làng, trưởng bản", "Nhắc nhở con cháu")
    ]


def test_who_is_charged_personally_stands_apart_with_the_phone() -> None:
    (one,) = read(
        "1. Phân công thực hiện:",
        "- Đoàn Sở Tư pháp phụ trách tuyên truyền Luật Thanh niên. Phân công đồng chí Lê Văn Mẫu – Bí thư Đoàn Sở "
        "(SĐT: 0900.000.001) phụ trách.",
    )
    assert (one.unit, one.task) == ("Đoàn Sở Tư pháp", "Tuyên truyền Luật Thanh niên")
    assert (one.person, one.phone) == ("Lê Văn Mẫu", "0900.000.001")


def test_a_person_may_be_the_one_who_is_given_work() -> None:
    (one,) = read("- Đ/c Lê Văn Mẫu, Bí thư: phụ trách chung, ĐT 0900.000.001.")
    assert one == Assignment("Lê Văn Mẫu", "Phụ trách chung", one.evidence, "Lê Văn Mẫu", "0900.000.001")


def test_the_duties_of_a_committee_are_the_committees() -> None:
    found = read("1. Thành lập Ban tổ chức", "- Đ/c Lê Văn Mẫu\tTrưởng ban", "* Nhiệm vụ:", "- Điều hành chung.")
    assert pairs(found) == [("Ban tổ chức", "Điều hành chung")]


def test_below_a_level_the_sentence_names_the_unit() -> None:
    found = read("1. Cấp cơ sở:", "Các xã Đoàn trực thuộc chủ động lập lịch hoạt động.")
    assert pairs(found) == [("Các xã Đoàn trực thuộc", "Chủ động lập lịch hoạt động")]


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Kinh phí: từ nguồn xã hội hóa.",
        "2. Chế độ báo cáo: hằng quý.",
        "3. Khen thưởng: các tập thể xuất sắc.",
        "Trên đây là kế hoạch, đề nghị các đơn vị thực hiện.",
        "Ban Thường vụ Tỉnh Đoàn đề nghị các cơ sở Đoàn nghiêm túc triển khai.",
        "Mọi trao đổi xin gửi về vp@example.vn.",
    ],
)
def test_money_reports_rewards_and_closing_formulas_divide_no_work(sentence: str) -> None:
    assert not read(sentence)


def test_nhiem_vu_over_units_divides_work() -> None:
    found = assignments(
        lines("KẾ HOẠCH\nIV. NHIỆM VỤ\n1. Công an huyện\n- Giữ trật tự.\n2. Trạm Y tế\n- Trực sơ cứu.\n")
    )
    assert pairs(list(found)) == [("Công an huyện", "Giữ trật tự"), ("Trạm Y tế", "Trực sơ cứu")]


def test_an_activity_with_owners_is_an_assignment_and_one_with_supporters_only_is_none() -> None:
    page = (
        "KẾ HOẠCH\nIII. NỘI DUNG\n- Hội thi tay nghề (Phân công Ban A và Ban B phụ trách).\n"
        "- Phối hợp Ban C tổ chức hội sách.\n"
    )
    assert pairs(list(assignments(lines(page)))) == [("Ban A, Ban B", "Hội thi tay nghề")]


def test_a_table_divides_work_row_by_row() -> None:
    page = "KẾ HOẠCH\nTT | Nội dung | Đơn vị phụ trách | Điện thoại\n1 | Âm thanh | Đoàn xã A | 0900.000.001\n"
    (one,) = assignments(lines(page))
    assert (one.unit, one.task, one.phone) == ("Đoàn xã A", "Âm thanh", "0900.000.001")


def test_nothing_is_found_in_nothing() -> None:
    assert assignments([]) == ()


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("1. Ban Thường vụ Hội xã: xây dựng kế hoạch, dự trù kinh phí.", "Ban Thường vụ Hội xã"),
        ("2. Đề nghị Trung tâm Văn hóa bố trí hội trường.", "Trung tâm Văn hóa"),
        ("- Thư viện: chuẩn bị sách.", "Thư viện"),
        ("- Tổng phụ trách Đội: xây dựng kịch bản.", "Tổng phụ trách Đội"),
        ("- Trường đăng cai (MN Mẫu): chuẩn bị lớp học.", "Trường đăng cai (MN Mẫu)"),
        ("1- Ban Tài chính: hướng dẫn chi.", "Ban Tài chính"),
    ],
)
def test_a_unit_is_read_however_its_line_begins(sentence: str, unit: str) -> None:
    assert [one.unit for one in read(sentence)] == [unit]
