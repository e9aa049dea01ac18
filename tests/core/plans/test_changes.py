"""What a new version of a plan changes."""

from datetime import date

from core.deadlines import no_later_than
from core.plans.changes import Asked, difference
from core.plans.checking import Settled
from core.plans.proposal import Wording
from core.texts.values import Due


def asked(at: int, name: str, day: date) -> Asked:
    deadline = no_later_than(day, "chậm nhất")
    return Asked(at, Due(name, deadline.wording, deadline.strict, deadline.lenient))


def new(label: str, day: date) -> Settled:
    return Settled(label, "chậm nhất", Wording.NO_LATER, day, None, True)


FIRST, LAST = asked(1, "Kế hoạch triển khai", date(2025, 3, 1)), asked(2, "Báo cáo kết quả", date(2025, 4, 1))


def test_the_same_plan_changes_nothing() -> None:
    same = [new("báo cáo kết quả", date(2025, 4, 1)), new("Kế hoạch triển khai", date(2025, 3, 1))]
    assert not difference([FIRST, LAST], same)


def test_a_report_with_another_date_has_moved() -> None:
    moved = new("Báo cáo kết quả đợt", date(2025, 4, 8))
    found = difference([FIRST, LAST], [new("Kế hoạch triển khai", date(2025, 3, 1)), moved])
    assert (found.moved, found.added, found.gone) == (((LAST, moved),), (), ())


def test_what_has_no_pair_is_new_or_gone() -> None:
    quick = new("Danh sách khen thưởng", date(2025, 3, 20))
    found = difference([FIRST, LAST], [new("Báo cáo kết quả", date(2025, 4, 1)), quick])
    assert (found.moved, found.added, found.gone) == ((), (quick,), (FIRST,))


def test_of_two_alike_the_most_alike_is_the_pair() -> None:
    near, far = new("Báo cáo kết quả", date(2025, 4, 1)), new("Báo cáo kết quả tháng ba", date(2025, 3, 20))
    assert difference([LAST], [far, near]).added == (far,)
