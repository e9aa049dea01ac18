"""Invented plans from many issuers, read by a careful clerk beforehand: what the clerk read, the reader reads.

The clerk wrote the answers of 01 to 20 without knowing the reader. Those of 21 to 36 were written blind as
well and looked at again while the reader was mended: they hold what it learned, and measure nothing.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.plans.form import as_form
from core.plans.reader import NoPlan, read
from tests.core.plans.pages import lines

FOLDER = Path(__file__).parent / "invented"
PLANS = sorted(path.stem for path in FOLDER.glob("*.txt"))
REAL = Path(__file__).parents[4] / "shared" / "plans"
ADVANCED = ("date", "time", "wording", "inclusive", "weekday_ok")


@cache
def form_of(path: Path) -> dict[str, Any]:
    return as_form(read(lines(path.read_text()), date(2020, 1, 1)))


def due(form: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Deadlines with a date; one that is written on a day that does not exist is a finding."""
    rows = [tuple(one.get(name) for name in ADVANCED) for one in form["reporting_deadlines"]]
    return sorted({row for row in rows if row[0]}, key=str)


@pytest.mark.parametrize("name", PLANS)
def test_every_deadline_is_exact_and_none_is_invented(name: str) -> None:
    assert due(form_of(FOLDER / f"{name}.txt")) == due(json.loads((FOLDER / f"{name}.json").read_text()))


def test_nearly_all_findings_of_the_clerk_are_found() -> None:
    wanted = found = 0
    for name in PLANS:
        clerk = {one["type"] for one in json.loads((FOLDER / f"{name}.json").read_text())["anomalies"]}
        ours = {one["type"] for one in form_of(FOLDER / f"{name}.txt")["anomalies"]}
        wanted, found = wanted + len(clerk), found + len(clerk & ours)
    assert found >= 0.85 * wanted


@pytest.mark.skipif(not REAL.is_dir(), reason="the real plans are not on this machine")
@pytest.mark.parametrize("name", ["quan-doan-2021", "thanh-doan-2023"])
class TestRealPlans:
    def test_deadlines(self, name: str) -> None:
        assert due(form_of(REAL / f"{name}.txt")) == due(json.loads((REAL / f"{name}.json").read_text()))

    def test_the_frame(self, name: str) -> None:
        ours, clerk = form_of(REAL / f"{name}.txt"), json.loads((REAL / f"{name}.json").read_text())
        for key in ("title", "number", "issuer", "signer", "signer_role", "mailbox", "period"):
            assert ours[key] == clerk[key]

    def test_findings(self, name: str) -> None:
        ours, clerk = form_of(REAL / f"{name}.txt"), json.loads((REAL / f"{name}.json").read_text())
        assert {one["type"] for one in clerk["anomalies"]} <= {one["type"] for one in ours["anomalies"]}


@pytest.mark.skipif(not REAL.is_dir(), reason="the real plans are not on this machine")
@pytest.mark.parametrize("name", ["chung-suc-2022", "doan-khoi-2023", "thu-dau-mot-2018"])
def test_a_real_plan_without_a_deadline_is_told_so(name: str) -> None:
    form = form_of(REAL / f"{name}.txt")
    assert form["reporting_deadlines"] == []
    assert "no_reporting_deadline" in {one["type"] for one in form["anomalies"]} or form["recurring"]


@pytest.mark.parametrize(
    "text",
    [
        "A chatbot for organisations that run on plans and reports.\n" * 12,
        "Kính gửi các đồng chí, xin gửi lời chúc sức khoẻ và cảm ơn sự giúp đỡ trong thời gian qua.\n" * 6,
    ],
)
def test_a_text_that_is_no_plan_is_told_apart(text: str) -> None:
    with pytest.raises(NoPlan):
        read(lines(text), date(2026, 1, 1))
