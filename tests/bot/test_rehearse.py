"""`python -m bot rehearse`: a plan is run to its end before anybody hears of it."""

import json
from collections import Counter
from contextlib import redirect_stdout
from datetime import datetime, time
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.rehearse import main
from core.calendar import Calendar
from core.progress import Tally
from tests.core.plans.pages import HEAD, TAIL

FIRST, LAST = "báo cáo tiến độ", "báo cáo tổng kết"
PLAN = (
    HEAD.replace("ngày 12 tháng 02", "ngày 15 tháng 3")  # a Saturday
    + "- Các đơn vị gửi báo cáo tiến độ về Tỉnh Đoàn chậm nhất ngày 26/3/2025.\n"
    + "- Các đơn vị gửi báo cáo tổng kết về Tỉnh Đoàn trước ngày 04/4/2025 (thứ Sáu)."
    + TAIL
)
MONTHLY = (
    HEAD.replace("Từ ngày 01/3 đến ngày 31/3/2025.", "Từ ngày 01/3 đến ngày 30/4/2025.")
    + "- Hằng tháng, các đơn vị gửi báo cáo công tác về Tỉnh Đoàn trước ngày 20 hằng tháng.\n"
    + TAIL
)
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "ke-hoach.txt"
    path.write_text(PLAN)
    return path


def printed(*arguments: str) -> str:
    said = StringIO()
    with redirect_stdout(said):
        assert main(arguments) == 0
    return said.getvalue()


@cache
def of(plan: Path, behaviour: str = "mixed", seed: int = 0) -> tuple[Rows, dict[str, Any]]:
    """The lines in order, and the totals."""
    units = 8 if behaviour == "mixed" else 3
    said = printed(str(plan), "--json", "--units", str(units), "--behaviour", behaviour, "--seed", str(seed))
    *rows, last = (json.loads(line) for line in said.splitlines())
    return rows, last["totals"]


def letters(rows: Rows, *kinds: str) -> Rows:
    return [row for row in rows if row.get("kind") in kinds]


def events(rows: Rows, what: str) -> Rows:
    return [row for row in rows if row.get("event") == what]


class TestTheLines:
    def test_stand_in_order_of_time_in_office_time(self, plan: Path) -> None:
        rows, _ = of(plan)
        moments = [row["at"] for row in rows]
        assert moments == sorted(moments)
        assert moments[0] == "2025-03-15T08:00:00+07:00"
        assert all(moment.endswith("+07:00") for moment in moments)

    def test_are_letters_or_events(self, plan: Path) -> None:
        rows, _ = of(plan)
        letter = {"at", "to", "unit", "role", "channel", "kind", "deliverable", "step", "text"}
        assert {frozenset(row) for row in rows} == {
            frozenset(letter), frozenset({"at", "event", "unit", "deliverable", "verdict"})
        }  # fmt: skip

    def test_name_the_rung_of_each_reminder(self, plan: Path) -> None:
        """Where two fall together the letter names both; Monday 7/4 is a holiday."""
        nudges = [row for row in letters(of(plan, "silent")[0], "nudge") if row["at"] > "2025-03-20"]
        assert list(dict.fromkeys((row["at"][5:16], row["step"]) for row in nudges)) == [
            ("03-21T14:00", "T-3"), ("03-25T14:00", "T-1"), ("03-26T08:15", "last-morning"),
            ("03-27T08:15", "late+1; T-7"), ("03-31T08:15", "late+3; T-3"), ("04-02T14:00", "T-1"),
            ("04-03T08:15", "last-morning"), ("04-04T08:15", "grace"), ("04-08T08:15", "late+1"),
            ("04-10T08:15", "late+3"),
        ]  # fmt: skip

    def test_of_a_plan_issued_on_a_saturday_reach_the_units_on_monday_morning(self, plan: Path) -> None:
        opened = {row["at"] for row in letters(of(plan, "silent")[0], "notice")}
        assert opened == {"2025-03-17T08:15:00+07:00"}

    def test_are_the_same_for_the_same_seed_and_others_for_another(self, plan: Path) -> None:
        again = printed(str(plan), "--json", "--units", "8")
        assert [json.loads(line) for line in again.splitlines()][:-1] == of(plan)[0]
        assert events(of(plan, seed=1)[0], "handed_in") != events(of(plan)[0], "handed_in")


class TestNobody:
    def test_is_reminded_of_what_is_in(self, plan: Path) -> None:
        rows, _ = of(plan)
        came = {(row["unit"], row["deliverable"]): row["at"] for row in events(rows, "handed_in")}
        for row in letters(rows, "nudge"):
            for name in row["deliverable"].split("; "):
                assert row["at"] < came.get((row["unit"], name), "9999")

    def test_is_written_to_in_the_night_or_on_a_day_off_without_having_asked(self, plan: Path) -> None:
        for row in letters(of(plan)[0], "nudge", "digest", "notice"):
            at = datetime.fromisoformat(row["at"])
            assert time(7, 30) <= at.time() < time(20)
            assert Calendar().is_working(at.date())

    @pytest.mark.parametrize("behaviour", ["mixed", "silent"])
    def test_hears_of_a_step_twice(self, plan: Path, behaviour: str) -> None:
        nudges = letters(of(plan, behaviour)[0], "nudge")
        steps = Counter((row["to"], row["unit"], row["deliverable"], row["step"]) for row in nudges if row["step"])
        assert set(steps.values()) == {1}

    def test_hears_anything_who_has_blocked_the_bot(self, plan: Path) -> None:
        rows, totals = of(plan)
        (blocked,) = totals["unreached"]
        assert not [row for row in rows if "kind" in row and row["unit"] == blocked]


class TestTheTotals:
    @pytest.mark.parametrize("behaviour", ["mixed", "perfect", "silent"])
    def test_add_up(self, plan: Path, behaviour: str) -> None:
        totals = of(plan, behaviour)[1]
        for counted in totals["deliverables"].values():
            tally = Tally(**{name: count for name, count in counted.items() if name != "adds_up"})
            assert tally.received + tally.missing + tally.exempt == tally.expected == totals["units"]
            assert counted["adds_up"]

    def test_count_what_was_printed(self, plan: Path) -> None:
        rows, totals = of(plan)
        assert totals["letters"] == {
            kind: len(letters(rows, kind)) for kind in ("nudge", "answer", "digest", "notice")
        }  # fmt: skip
        late = [row for row in events(rows, "handed_in") if row["verdict"] == "late"]
        assert len(late) == sum(one["late"] for one in totals["deliverables"].values()) == 2


class TestUnits:
    def test_that_are_perfect_are_never_late(self, plan: Path) -> None:
        rows, totals = of(plan, "perfect")
        assert [one["on_time"] for one in totals["deliverables"].values()] == [3, 3]
        assert not events(rows, "overdue")

    def test_that_are_silent_are_missing_and_the_reminders_end(self, plan: Path) -> None:
        rows, totals = of(plan, "silent")
        assert [one["missing"] for one in totals["deliverables"].values()] == [3, 3]
        assert letters(rows, "nudge")[-1]["step"] == "late+3"
        assert rows[-1]["at"] < "2025-04-12"

    def test_promise_and_keep_it_or_break_it(self, plan: Path) -> None:
        rows, _ = of(plan)
        promised = {row["unit"] for row in events(rows, "promised")}
        came = {row["unit"] for row in events(rows, "handed_in")}
        assert len(promised) == 2
        assert len(promised - came) == 1

    def test_hand_in_each_period_of_a_report_that_comes_round(self, tmp_path: Path) -> None:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(MONTHLY)
        said = printed(str(path), "--json", "--units", "1", "--behaviour", "perfect")
        reports = json.loads(said.splitlines()[-1])["totals"]["deliverables"]
        months = {name: one for name, one in reports.items() if "tháng" in name}
        assert len(months) == 2
        assert all(one["on_time"] == 1 for one in months.values())


def test_a_roster_gives_the_units_and_their_people(plan: Path, tmp_path: Path) -> None:
    roster = tmp_path / "danh-sach.csv"
    roster.write_text("Đơn vị,Bí thư,Số điện thoại\nĐoàn xã Phú Lâm,Lê Thị Sen,0912.000.501\nĐoàn xã Phú Sơn,,\n")
    said = printed(str(plan), "--roster", str(roster), "--behaviour", "perfect")
    assert "thông báo → Lê Thị Sen, Đoàn xã Phú Lâm" in said
    assert f"{LAST}: phải nộp 2 = đúng hạn 1 + sau hạn 0 + đang bổ sung 0 + chưa nộp 1 + được miễn 0." in said
    assert "Không gửi tin được cho: Đoàn xã Phú Sơn." in said


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["khong-co.docx"],
        ["PLAN", "--units", "0"],
        ["PLAN", "--units", "nhiều"],
        ["PLAN", "--behaviour", "lười"],
        ["PLAN", "--units", "3", "--roster", "PLAN"],
        ["PLAN", "--roster", "khong-co.xlsx"],
        ["PLAN", "--seed", "x"],
        ["NOTE"],
    ],
)
def test_what_cannot_be_rehearsed_is_said_in_one_line(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    note = tmp_path / "ghi-chu.txt"
    note.write_text("hop luc 8h")
    files = {"PLAN": str(plan), "NOTE": str(note)}
    assert main([files.get(one, one) for one in arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


ACTIVITIES = (
    HEAD.replace("ngày 12 tháng 02", "ngày 03 tháng 3")
    + "- Các đơn vị gửi báo cáo tổng kết về Tỉnh Đoàn chậm nhất ngày 04/4/2025.\n"
    + TAIL
    + "LỊCH HOẠT ĐỘNG\nTT | HOẠT ĐỘNG | THỜI GIAN | ĐỊA ĐIỂM | ĐƠN VỊ PHỤ TRÁCH\n"
    + "1. | Ngày Chủ nhật xanh | 23/3/2025 | Cơ sở | Các đơn vị\n"
)


def test_activities_are_told_and_their_results_come_after_them(tmp_path: Path) -> None:
    plan = tmp_path / "hoat-dong.txt"
    plan.write_text(ACTIVITIES)
    rows, totals = of(plan)
    told = [row for row in letters(rows, "nudge") if row["deliverable"] == "Ngày Chủ nhật xanh"]
    assert "2025-03-23T08:15:00+07:00" in {row["at"] for row in told if row["step"] == "day"}
    assert totals["activities"]["Ngày Chủ nhật xanh"]["owners"] == 8
    assert totals["activities"]["Ngày Chủ nhật xanh"]["confirmed"] > 0
    came = [row for row in events(rows, "handed_in") if row["deliverable"] == "Ngày Chủ nhật xanh"]
    assert came
    assert all(row["at"] > "2025-03-24" and row["verdict"] is None for row in came)
    assert not [row for row in events(rows, "overdue") if row["deliverable"] == "Ngày Chủ nhật xanh"]
    assert "Ngày Chủ nhật xanh" not in totals["deliverables"]
