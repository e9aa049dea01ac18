from hypothesis import given
from hypothesis import strategies as st

from core.forms import Field, FieldKind, Form
from core.versions import Change, Difference, difference

LUOT = Field("luot", "Số lượt", FieldKind.NUMBER)
KE = Field("ke", "Kết quả", FieldKind.LONG_TEXT, required=False)
FORM = Form((LUOT, KE, Field("tep", "Báo cáo", FieldKind.FILES)))
answers = st.fixed_dictionaries({}, optional={"luot": st.integers(0, 3), "ke": st.sampled_from(["a", "b"])})
files = st.lists(st.integers(1, 5), unique=True)


def test_a_number_that_changed_and_a_file_that_came() -> None:
    found = difference(FORM, {"luot": 150}, {"luot": 1500}, [7], [7, 8])
    assert found == Difference((Change(LUOT, 150, 1500),), added=(8,))


def test_what_was_left_out_before_and_after() -> None:
    found = difference(FORM, {"luot": 150}, {"ke": "tốt"})
    assert found.changes == (Change(LUOT, 150, None), Change(KE, None, "tốt"))


def test_what_the_form_no_longer_asks_for_is_no_change() -> None:
    assert not difference(FORM, {"cu": 1}, {})


@given(answers, answers, files, files)
def test_nothing_differs_exactly_when_all_is_the_same(before: dict, after: dict, had: list, has: list) -> None:  # type: ignore[type-arg]
    assert bool(difference(FORM, before, after, had, has)) == (before != after or set(had) != set(has))


@given(answers, answers, files, files)
def test_it_leads_from_the_one_to_the_other(before: dict, after: dict, had: list, has: list) -> None:  # type: ignore[type-arg]
    found = difference(FORM, before, after, had, has)
    made = before | {one.field.key: one.after for one in found.changes}
    assert {key: value for key, value in made.items() if value is not None} == after
    assert (set(had) - set(found.removed)) | set(found.added) == set(has)
