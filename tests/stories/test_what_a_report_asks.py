"""What a report asks is the organiser's to say while the campaign runs: each change read back before it counts, by taps
or by words alone; a draft keeps its answers and is asked what is new, a report that is in stays whole."""

from pathlib import Path
from typing import Any

import pytest

from core.forms import Check, Field, FieldKind, Form
from data.models import Deliverable, Draft, Submission
from tests.cast import FIRST, Actor, World, campaign
from tests.core.plans.pages import HEAD, TAIL

FILE = Field("tep", "Báo cáo", FieldKind.FILES)
TURNS = Field("luot", "Số lượt tham gia", FieldKind.NUMBER, unit="lượt")
PEOPLE = Field("nguoi", "Số người tham gia", FieldKind.NUMBER, unit="người")


async def opens(world: World, form: Form, who: Actor | None = None) -> Actor:
    """An officer looks at what the first report asks."""
    await world.asks(form)
    khoa = who or world.khoa
    await khoa.says("kế hoạch")
    await khoa.chooses("Sửa kế hoạch")
    items: list[dict[str, str]] = (await khoa.letters())[-1].choices["items"]
    await khoa.chooses(next(one["label"] for one in items if FIRST in one["label"]))
    await khoa.chooses("Báo cáo này hỏi gì")
    await khoa.news()
    return khoa


async def asks(world: World) -> Form:
    return Form.from_json(next(one.form for one in await world.rows(Deliverable) if one.name == FIRST))


async def begins(actor: Actor) -> None:
    await actor.says("nộp")
    await actor.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")


@pytest.mark.parametrize("plain", [False, True])
async def test_a_form_is_made_by_words_and_nothing_counts_before_a_yes(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        khoa = await opens(world, Form((FILE,)), await world.moves_to_plain(world.khoa) if plain else None)
        await khoa.says("thêm: số lượt tham gia (lượt), bắt buộc")
        await khoa.hears_only("đúng không: thêm mục Số lượt tham gia (số, lượt), bắt buộc?", "0/12 đơn vị đã nộp")
        assert (await asks(world)).fields == (FILE,)
        await khoa.says("không")
        await khoa.hears_only("Mẫu báo cáo giữ nguyên")
        assert (await asks(world)).fields == (FILE,)
        khoa = await opens(world, Form((FILE,)), khoa)
        for wish in (
            "thêm: số lượt tham gia (lượt), bắt buộc",
            "them so nguoi tham gia (nguoi), tu 0 den 5000",
            "thêm: ảnh hoạt động, 3–10",
            "thêm: hình thức, chọn: Hội thi / Tọa đàm",
            "4 lên 2",
            "người không quá lượt: Một người có thể đến nhiều lần, xin xem lại",
            "nhận không phát sinh",
        ):
            await khoa.says(wish)
            await khoa.hears_only("đúng không")
            await khoa.says("đúng")
            await khoa.hears_only("Đã đổi")
        form = await asks(world)
        assert [one.label for one in form.fields] == [
            "Báo cáo", "Ảnh hoạt động", "Số lượt tham gia", "So nguoi tham gia", "Hình thức",
        ]  # fmt: skip
        assert form.nil
        assert form.checks == (Check("m2", "m1", "Một người có thể đến nhiều lần, xin xem lại"),)


async def test_what_a_report_asks_is_said_before_the_start_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa, sent = world.khoa, "- Các đơn vị gửi báo cáo tổng kết chậm nhất ngày 04/4/2025 (thứ Sáu)."
        await khoa.sends_file("ke-hoach.txt", f"{HEAD}{sent}{TAIL}".encode())
        await khoa.chooses("Xem các hạn nộp")
        await khoa.chooses("Sửa: báo cáo tổng kết")
        await khoa.chooses("Báo cáo này hỏi gì")
        await khoa.hears("Báo cáo tổng kết hỏi 1 mục", "Tệp báo cáo (tệp), bắt buộc")
        for wish in ("thêm: số lượt tham gia (lượt), bắt buộc", "thêm: ảnh, 2–5", "3 lên 2"):
            await khoa.says(wish)
            await khoa.hears("đúng không", "Đợt chưa bắt đầu")
            await khoa.says("đúng")
        await khoa.hears("Đã đổi", "hỏi 3 mục")
        await khoa.chooses("Để nguyên")
        await khoa.chooses("Tiếp tục")
        await khoa.chooses("Cả 12 đơn vị")
        await khoa.chooses("Trần Đăng Khoa, 0912.000.118")
        await khoa.chooses("Bắt đầu, chưa gửi thư")
        (form,) = [Form.from_json(one.form) for one in await world.rows(Deliverable) if one.name == "báo cáo tổng kết"]
        assert [one.label for one in form.fields][1:] == ["Ảnh", "Số lượt tham gia"]


async def test_a_form_is_changed_by_taps(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await opens(world, Form((FILE, TURNS, PEOPLE)))
        await khoa.presses("Số người tham gia")
        await khoa.hears_only("Số người tham gia (số, người), bắt buộc")
        await khoa.presses("Đưa lên trên")
        await khoa.presses("Đổi mẫu báo cáo")
        assert [one.key for one in (await asks(world)).fields] == ["tep", "nguoi", "luot"]
        await khoa.presses("Số người tham gia")
        await khoa.presses("Mục không bắt buộc")
        await khoa.presses("Đổi mẫu báo cáo")
        await khoa.presses("Số lượt tham gia")
        await khoa.presses("Bỏ mục này")
        await khoa.news()
        await khoa.presses("Đổi mẫu báo cáo")
        await khoa.hears_only("Đã đổi: bỏ mục “Số lượt tham gia”", "hỏi 2 mục", "2. Số người tham gia (số, người)")
        await khoa.says("bỏ 2")
        await khoa.presses("Đổi mẫu báo cáo")
        await khoa.says("bỏ 1")
        await khoa.hears("cần hỏi ít nhất một mục", "hỏi 1 mục")
        await khoa.presses("Nhận “không phát sinh”")
        await khoa.presses("Đổi mẫu báo cáo")
        await khoa.hears("nhận “không phát sinh” kèm lý do")
        await khoa.presses("Xem cách gõ")
        await khoa.hears_only("thêm: hình thức, chọn: Hội thi / Tọa đàm")
        await khoa.says("đổi chút xíu")
        await khoa.hears_only("Xin gõ lại: chưa rõ “đổi chút xíu”", "Chưa có gì thay đổi")


async def test_who_has_handed_in_stays_complete_and_a_draft_is_asked_what_is_new(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(Form((FILE, PEOPLE)))
        an_bac = world.unit("AB")
        await begins(world.mai)
        await world.mai.sends_file()
        for said in ("40", "nộp"):
            await world.mai.says(said)
        await begins(an_bac)
        await an_bac.sends_file("an-bac.docx")
        await an_bac.says("35")
        await an_bac.hears("Xin xem lại")
        khoa = await opens(world, Form((FILE, PEOPLE)))
        await khoa.says("thêm: số lượt tham gia (lượt), bắt buộc")
        await khoa.hears_only("1/12 đơn vị đã nộp không phải bổ sung", "hỏi lại khi “Số người tham gia” nhiều hơn")
        await khoa.says("đồng ý")
        await world.mai.news()
        await world.mai.says("viec")
        await world.mai.hears(FIRST, "AH-01, đúng hạn")
        await khoa.says("duyệt")
        card = await khoa.hears("AH-01")
        assert "Còn thiếu" not in card.text
        await an_bac.news()
        await an_bac.chooses("Nộp báo cáo")  # under the old read-back
        await an_bac.hears_only("Xin gõ một con số (lượt): Số lượt tham gia", "Mục 3/3")
        await an_bac.says("30")
        await an_bac.hears_only("ít hơn Số người tham gia (35 người): đúng không?")
        await an_bac.says("300")
        await an_bac.hears_only("Xin xem lại", "35 người", "300 lượt", "an-bac.docx")
        await an_bac.says("nộp")
        await an_bac.hears("Đã nhận", "đúng hạn")


async def test_a_complete_draft_that_is_asked_more_is_not_offered_to_be_sent(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 09:00")
        await world.asks(Form((FILE,)))
        await begins(world.mai)
        await world.mai.sends_file()
        await world.mai.says("để sau")
        await world.asks(Form((FILE, TURNS)))
        await world.mai.news()
        await world.goes_to("2021-10-08 23:50")
        assert not [one for one in await world.mai.news() if "gửi luôn" in one.text]


async def test_what_is_not_asked_any_more_is_kept_and_comes_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await opens(world, Form((FILE, TURNS, PEOPLE), checks=(Check("nguoi", "luot"),)))
        await begins(world.mai)
        await world.mai.sends_file()
        await world.mai.says("150")
        await world.mai.says("200")
        await world.mai.hears("đúng không?")
        for wish in ("bỏ 3", "đúng"):
            await khoa.says(wish)
        await world.mai.chooses("Đúng rồi")  # about a part that is gone
        await world.mai.hears("Xin xem lại", "150 lượt", "200 người")
        for wish in ("thêm: số người tham gia (người)", "đúng"):
            await khoa.says(wish)
        await world.mai.says("nộp")
        await world.mai.hears("Đã nhận")
        fields: dict[str, Any] = (await world.rows(Submission))[-1].answers["fields"]
        assert (fields["luot"], fields["nguoi"]) == (150, 200)


async def test_a_part_that_goes_while_it_is_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await opens(world, Form((TURNS, PEOPLE)))
        await begins(world.mai)
        await world.mai.hears("Số lượt tham gia")
        for wish in ("bỏ 1", "đúng"):
            await khoa.says(wish)
        await world.mai.says("150")
        await world.mai.hears("Xin xem lại", "150 người")
        assert (await world.rows(Draft))[-1].answers["fields"]["nguoi"] == 150


async def test_a_file_for_an_optional_part_that_is_gone_is_kept(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        extra = Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, required=False)
        khoa = await opens(world, Form((FILE, extra)))
        await begins(world.mai)
        await world.mai.sends_file()
        await world.mai.says("nộp")
        await world.mai.hears("Ảnh hoạt động")
        for wish in ("bỏ 2", "đúng"):
            await khoa.says(wish)
        await world.mai.sends_file("1.jpg", b"photo")
        await world.mai.hears("1.jpg")
        assert len((await world.rows(Submission))[-1].files["ids"]) == 2


async def test_two_officers_change_it_at_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await opens(world, Form((FILE, TURNS, PEOPLE)))
        await khoa.says("bỏ 2")
        first = await khoa.hears_only("bỏ mục “Số lượt tham gia”")
        await world.asks(Form((FILE, PEOPLE, TURNS)))  # what another did meanwhile
        await khoa.presses("Đổi mẫu báo cáo", first)
        await khoa.hears_only("vừa có thay đổi khác", "hỏi 3 mục")
        assert len((await asks(world)).fields) == 3
        await khoa.says("bỏ 2")
        second = await khoa.hears_only("bỏ mục “Số người tham gia”")
        await khoa.presses("Đổi mẫu báo cáo", second)
        await khoa.presses("Đổi mẫu báo cáo", second)  # tapped twice
        assert [one.key for one in (await asks(world)).fields] == ["tep", "luot"]


async def test_another_wish_is_met_under_the_form(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await opens(world, Form((FILE, TURNS)))
        for said, heard in (("tình hình", "đã nộp"), ("chưa nộp", "chưa nộp"), ("2", "Xin chọn cách đổi mục")):
            assert (
                heard in (await world.would_answer(khoa, said))[0].casefold()
                or heard in (await world.would_answer(khoa, said))[0]
            ), said


async def test_nobody_else_may_say_what_a_report_asks(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for actor in (world.mai, world.hanh):
            await actor.says("thêm: số lượt (lượt)")
            assert "đúng không: thêm mục" not in (await actor.letters())[-1].text
