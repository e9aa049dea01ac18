"""A roster beside the units already known: what is new, what changes, and that a second import changes nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.roles import Role
from core.roster import (
    AddPerson,
    AddUnit,
    ChangeEmail,
    ChangeHolder,
    ChangePhone,
    Changes,
    ChangeTitle,
    Entry,
    Holder,
    JoinGroup,
    Known,
    Outcome,
    Step,
    mark,
    match,
    read_rows,
    step_said,
    summary,
    unclear_said,
)
from core.roster.cells import role_of
from core.say import units16

MAI = Holder("Lê Thị Mai", "0914.000.301", "Bí thư")
AN_HOA = Known(1, "Đoàn phường An Hòa", (MAI,))
AN_BINH = Known(2, "Đoàn phường An Bình", (Holder("Phạm Quốc Huy", "0914000302", "Bí thư"),))


def entry(unit: str = "Đoàn phường An Hòa", person: str = "", phone: str = "", title: str = "") -> Entry:
    role = role_of(title) if title else Role.SECRETARY
    return Entry(2, unit, person=person, phone=phone, title=title, role=role)


def steps(*entries: Entry, known: Sequence[Known] = (AN_HOA,)) -> tuple[Step, ...]:
    return match(entries, known).steps


# ── which unit ──


@pytest.mark.parametrize(
    "name",
    [
        "Đoàn phường An Hòa",
        "ĐOÀN PHƯỜNG AN HOÀ",
        "An Hòa",
        "an hoa",
        "P. An Hòa",
        "Phường An Hòa",
        "Doan phuong An Hoa",
    ],
)
def test_a_unit_is_known_however_its_name_is_written(name: str) -> None:
    (met,) = match([entry(name)], [AN_HOA, AN_BINH]).met
    assert (met.outcome, met.unit) == (Outcome.SAME, AN_HOA)


@pytest.mark.parametrize(
    "name", ["Đoàn xã An Hòa", "Chi đoàn An Hòa", "An Hóa", "An Hòa Tây", "Đoàn Trường THPT An Hòa"]
)
def test_another_unit_is_new(name: str) -> None:
    changes = match([entry(name)], [AN_HOA])
    assert (changes.met[0].outcome, changes.steps) == (Outcome.NEW, (AddUnit(name),))


def test_a_name_that_several_units_have_is_asked_and_changes_nothing() -> None:
    known = [Known(1, "Đoàn phường Tân Lập"), Known(2, "Đoàn xã Tân Lập")]
    changes = match([entry("Tân Lập", "Lê Trí", "0914000303")], known)
    (met,) = changes.met
    assert (met.outcome, met.candidates, changes.steps, changes.absent) == (Outcome.UNCLEAR, tuple(known), (), ())
    assert "Đoàn phường Tân Lập, Đoàn xã Tân Lập" in unclear_said(met)


def test_beside_a_new_unit_of_its_name_a_short_name_is_unclear() -> None:
    changes = match([entry("An Hòa", "Lê Tú"), entry("Đoàn xã An Hòa")], [AN_HOA])
    assert [met.outcome for met in changes.met] == [Outcome.UNCLEAR, Outcome.NEW]
    assert changes.steps == (AddUnit("Đoàn xã An Hòa"),)


def test_the_kind_in_the_sheet_settles_which_of_them_is_meant() -> None:
    known = [Known(1, "Đoàn phường Tân Lập"), Known(2, "Đoàn xã Tân Lập")]
    rows = read_rows([["Đơn vị", "Loại hình"], ["Tân Lập", "Xã"]]).rows
    assert match(rows, known).met[0].unit == known[1]


def test_accents_settle_it_too() -> None:
    known = [Known(1, "Đoàn xã An Hòa"), Known(2, "Đoàn xã An Hóa")]
    assert match([entry("An Hóa")], known).met[0].unit == known[1]
    assert match([entry("An Hoa")], known).met[0].outcome is Outcome.UNCLEAR


def test_a_unit_that_is_missing_from_the_list_is_told_and_stays() -> None:
    changes = match([entry()], [AN_HOA, AN_BINH])
    assert (changes.absent, changes.steps) == ((AN_BINH,), ())


def test_a_new_unit_comes_once_with_all_its_people_and_groups() -> None:
    first = replace(entry("An Lâm", "Lê Mai", "0914000305", "Bí thư"), groups=("Cụm 1",))
    second = replace(entry("An Lâm", "Lê Tú", "", "Phó Bí thư"), groups=("Cụm 1", "Khối xã"))
    assert steps(first, second) == (
        AddUnit("An Lâm", groups=("Cụm 1", "Khối xã")),
        AddPerson("An Lâm", "Lê Mai", Role.SECRETARY, "Bí thư", "0914000305"),
        AddPerson("An Lâm", "Lê Tú", Role.DEPUTY, "Phó Bí thư"),
    )


# ── which person ──


@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("as before", entry(person="Lê Thị Mai", phone="0914000301", title="Bí thư")),
        ("without the phone", entry(person="Lê Thị Mai")),
        ("without accents", entry(person="le thi mai", phone="0914000301")),
        ("by the given name", entry(person="Mai", phone="0914000301")),
        ("by the given name alone", entry(person="Mai")),
        ("nobody", entry()),
    ],
)
def test_what_is_the_same_changes_nothing(label: str, row: Entry) -> None:
    assert steps(row) == (), label


def test_a_second_number_that_is_the_known_one_changes_nothing() -> None:
    assert steps(replace(entry(person="Lê Thị Mai", phone="0914000309"), other_phones=("0914000301",))) == ()


def test_another_phone_is_a_change() -> None:
    assert steps(entry(person="Lê Thị Mai", phone="0914000399")) == (
        ChangePhone(1, AN_HOA.name, "Lê Thị Mai", "0914.000.301", "0914000399"),
    )


def test_another_name_in_the_same_seat_takes_it_over() -> None:
    assert steps(entry(person="Lê Tú", phone="0914000313", title="Bí thư")) == (
        ChangeHolder(1, AN_HOA.name, Role.SECRETARY, "Bí thư", "Lê Thị Mai", "Lê Tú", "0914000313"),
    )


def test_beside_one_who_stays_a_new_name_is_one_more_person() -> None:
    mai, tu = entry(person="Lê Thị Mai", title="Bí thư"), entry(person="Lê Tú", title="Phó Bí thư")
    assert steps(mai, tu) == (AddPerson(AN_HOA.name, "Lê Tú", Role.DEPUTY, "Phó Bí thư", unit_id=1),)


def test_a_deputy_does_not_take_over_from_the_secretary() -> None:
    (step,) = steps(entry(person="Lê Tú", title="Phó Bí thư"))
    assert isinstance(step, AddPerson)


def test_a_deputy_who_leads_now_has_another_title() -> None:
    known = Known(1, "An Hòa", (Holder("Lê Tú", "", "Phó Bí thư"),))
    assert steps(entry("An Hòa", "Lê Tú", title="Bí thư"), known=[known]) == (
        ChangeTitle(1, "An Hòa", "Lê Tú", "Phó Bí thư", "Bí thư", Role.SECRETARY),
    )


def test_of_two_with_one_given_name_nobody_is_taken_for_the_other() -> None:
    known = Known(1, "An Hòa", (Holder("Lê Thị Mai"), Holder("Võ Ngọc Mai")))
    assert all(not isinstance(step, ChangePhone) for step in steps(entry("An Hòa", "Mai", "0914000301"), known=[known]))


def test_a_group_is_joined_once() -> None:
    row = replace(entry(), groups=("Cụm 1",))
    assert steps(row, row) == (JoinGroup(AN_HOA.name, "Cụm 1", 1),)
    assert steps(row, known=[replace(AN_HOA, groups=("CỤM 1",))]) == ()


def test_a_unit_under_two_names_does_not_get_one_person_twice() -> None:
    rows = [entry(person="Lê Tú", title="Phó Bí thư"), entry("An Hòa", "Lê Tú", title="Phó Bí thư")]
    assert len(steps(*rows)) == 1


def test_every_change_is_said() -> None:
    rows = [replace(entry("An Lâm", "Lê Mai"), groups=("Cụm 1",)), replace(entry(person="Lê Tú"), groups=("Cụm 1",))]
    assert [step_said(step) for step in steps(*rows)] == [
        "Thêm đơn vị An Lâm.",
        "An Lâm: thêm Lê Mai.",
        "Đoàn phường An Hòa: vào Cụm 1.",
        "Đoàn phường An Hòa: Lê Tú thay Lê Thị Mai (Bí thư).",
    ]


def test_the_summary_counts_units_and_not_rows() -> None:
    rows = [
        entry("An Lâm", "Lê Mai", "0914000305"),
        entry("An Lâm", "Lê Tú"),
        entry(person="Lê Thị Mai", phone="0914000399"),
        entry("An Bình"),
    ]
    found = summary(match(rows, [AN_HOA, AN_BINH]))
    assert (found.units, found.people, found.phones) == (3, 3, 2)
    assert (found.new, found.changed, found.same, found.unclear) == (1, 1, 1, 0)


# ── again and again ──


def carried_out(changes: Changes, known: Sequence[Known]) -> list[Known]:
    """The units after the steps, as the database would have them."""
    units = {one.name: one for one in known}
    for step in changes.steps:
        match step:
            case AddUnit():
                units[step.name] = Known(len(units) + 1, step.name, (), step.groups, step.type)
            case JoinGroup():
                units[step.unit] = replace(units[step.unit], groups=(*units[step.unit].groups, step.group))
            case AddPerson():
                _with(units, step.unit, Holder(step.person, step.phone, step.title, step.email))
            case ChangePhone():
                _without(units, step.unit, step.person, phone=step.after)
            case ChangeEmail():
                _without(units, step.unit, step.person, email=step.after)
            case ChangeTitle():
                _without(units, step.unit, step.person, title=step.after)
            case ChangeHolder():
                _without(units, step.unit, step.before, name=step.after, phone=step.phone, title=step.title,
                         email=step.email)  # fmt: skip
    return list(units.values())


def _with(units: dict[str, Known], unit: str, holder: Holder) -> None:
    units[unit] = replace(units[unit], holders=(*units[unit].holders, holder))


def _without(units: dict[str, Known], unit: str, person: str, **change: str) -> None:
    holders = tuple(replace(one, **change) if one.name == person else one for one in units[unit].holders)
    units[unit] = replace(units[unit], holders=holders)


names = st.sampled_from(
    ["Đoàn phường An Hòa", "An Hòa", "AN HÒA", "Đoàn xã An Hòa", "An Bình", "Chi đoàn Điện lực", ""]
)
people = st.sampled_from(["Lê Thị Mai", "LÊ THỊ MAI", "Mai", "Phạm Quốc Huy", "Huy", "Lê Mai\nLê Tú", ""])
titles = st.sampled_from(["Bí thư", "Phó Bí thư", "PBT", ""])
phones = st.sampled_from(["0914000301", "914000302", "0914.000.303 - 0914.000.304", "0914", ""])
groups = st.sampled_from(["Cụm 1", "cụm 1", "Cụm 2; Cụm 3", ""])
sheets = st.lists(st.tuples(names, people, titles, phones, groups), max_size=8).map(
    lambda rows: [["Đơn vị", "Họ tên", "Chức vụ", "SĐT", "Cụm"], *map(list, rows)]
)


@given(sheets, sheets)
@settings(max_examples=100, deadline=None)
def test_imported_again_a_list_changes_nothing(before: list[list[str]], after: list[list[str]]) -> None:
    known = carried_out(match(read_rows(before).rows, []), [])
    rows = read_rows(after).rows
    once = carried_out(match(rows, known), known)
    again = match(rows, once)
    assert again.steps == ()
    assert again.count(Outcome.NEW) == 0
    assert len({one.name for one in once}) == len(once)
    assert {one.name for one in known} <= {one.name for one in once}


@given(sheets)
@settings(max_examples=50, deadline=None)
def test_every_change_has_a_short_sentence(rows: list[list[str]]) -> None:
    assert all(units16(step_said(step)) < 300 for step in match(read_rows(rows).rows, [AN_HOA, AN_BINH]).steps)


# ── marks ──


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Đoàn phường An Hòa", "AH"),
        ("Đoàn phường An Bình", "AB"),
        ("Chi đoàn Điện lực", "DL"),
        ("Đoàn Trường Trung cấp Nghề", "TC"),
        ("Đoàn xã Đa Kao", "DK"),
        ("Huế", "HU"),
        ("1", "DV"),
    ],
)
def test_a_mark_is_made_of_initials(name: str, letters: str) -> None:
    assert mark(name, ()) == letters


def test_the_next_of_one_name_gets_another_mark_near_it() -> None:
    taken: list[str] = []
    for _ in range(4):
        taken.append(mark("Đoàn phường An Hòa", taken))
    assert taken == ["AH", "AHO", "ANH", "AHA"]


@given(st.lists(st.text(max_size=12), max_size=30))
@settings(max_examples=50, deadline=None)
def test_marks_are_short_and_never_the_same(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(mark(name, taken))
    assert len(set(taken)) == len(taken)
    assert all(2 <= len(one) <= 3 and one.isascii() and one.isupper() for one in taken)


def test_five_hundred_units_of_one_name_have_marks_of_three_letters() -> None:
    taken: set[str] = set()
    for _ in range(500):
        taken.add(mark("An Hòa", taken))
    assert (len(taken), max(map(len, taken))) == (500, 3)
