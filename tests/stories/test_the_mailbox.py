"""A campaign's mailbox: proved by a code, then reports are forwarded there, and receipts say what is true of e-mail."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, update

from core.texts import labels
from data import forwarding, obligations
from data.database import Session
from data.models import Campaign, Deliverable, Invitation, Unit
from scheduler import courier
from tests.bot.postoffice import DROP, PostOffice, post_office
from tests.cast import FIRST, LAST, Rehearsed, World, campaign, settings
from tests.stories.test_by_email import body

MAILBOX = "baocao@example.vn"
NOT_AGAIN = "đơn vị không phải gửi lại qua thư điện tử"
OWN = f"Đơn vị vẫn gửi bản chính qua {MAILBOX}"


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as one:
        yield one


@pytest.fixture
async def world(tmp_path: Path, office: PostOffice) -> AsyncIterator[World]:
    async with campaign(tmp_path, smtp_url=office.url) as one:
        one.app.couriers["email"].pace.rate = 0
        yield one


async def chosen(world: World, office: PostOffice, label: str) -> None:
    """The officer names the mailbox, types back the code that came there, and rules."""
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.hears("chưa có hộp thư nhận báo cáo")
    await world.khoa.says("BaoCao@example.vn")
    await world.khoa.hears("Đã gửi mã xác nhận", MAILBOX)
    await world.khoa.says(code(office))
    await world.khoa.hears("Đã xác nhận hộp thư", MAILBOX)
    await world.khoa.chooses(label)
    await world.khoa.hears("Đã ghi")


def code(office: PostOffice) -> str:
    return body(office.to(MAILBOX)[-1]).removeprefix("Mã xác nhận: ").split()[0]


async def test_a_report_is_forwarded_when_it_comes_in_with_its_file(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.mai.is_ready()
    await world.mai.sends_file("Đăng ký.docx", b"PK that")
    await world.mai.says("nộp")
    receipt = await world.mai.hears("Đã nhận")
    assert NOT_AGAIN in receipt.text
    (mail,) = office.to(MAILBOX)[1:]
    assert mail["Subject"].endswith("(mã AH-01)")
    assert "Đoàn phường An Hòa" in mail["Subject"]
    assert "đúng hạn" in body(mail)
    papers = {paper.get_filename(): paper.get_content() for paper in mail.iter_attachments()}
    assert papers == {"Đăng ký.docx": b"PK that"}  # the other one was never on this disk
    assert "dang-ky.docx chưa tải về được" in body(mail)
    assert "/vao/" not in body(mail)  # the keeper of a mailbox has no seat


async def test_a_better_version_is_forwarded_as_such_and_none_twice(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.mai.hands_in()
    await world.mai.chooses(labels.REPLACE)
    await world.mai.is_ready()
    await world.mai.presses(labels.CONFIRM, key="one")
    await world.mai.presses(labels.CONFIRM, key="two")
    subjects = [mail["Subject"][-10:] for mail in office.to(MAILBOX)[1:]]
    assert subjects == ["(mã AH-01)", "(mã AH-02)"]
    assert "bản thứ 2 thay bản trước" in body(office.to(MAILBOX)[-1])


async def test_when_ruled_so_it_goes_once_it_is_accepted(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_ACCEPTED)
    receipt = await world.mai.hands_in()
    assert f"Khi duyệt xong, hệ thống chuyển vào {MAILBOX}; {NOT_AGAIN}" in receipt.text
    assert len(office.to(MAILBOX)) == 1
    await world.khoa.says("/duyet")
    await world.khoa.chooses(labels.ACCEPT)
    assert "đã duyệt" in body(office.to(MAILBOX)[-1])
    assert len(office.to(MAILBOX)) == 2


async def test_those_accepted_by_one_press_go_each_once(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_ACCEPTED)
    await world.mai.hands_in()
    await world.unit("TL").hands_in()
    await world.khoa.says("/duyet")
    await world.khoa.chooses(labels.ACCEPT_COMPLETE)
    letter = (await world.khoa.letters())[-1]
    await world.khoa.presses(letter.choices["items"][0]["label"], letter)
    await world.khoa.presses(letter.choices["items"][0]["label"], letter)
    assert sorted(mail["Subject"][-10:] for mail in office.to(MAILBOX)[1:]) == ["(mã AH-01)", "(mã TL-01)"]


async def test_what_was_entered_for_a_unit_goes_too_unless_it_came_by_mail(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.goes_to("2021-10-08 16:00")
    await world.khoa.says("đã nhận An Hòa, An Bình bản giấy 15g20")
    await world.khoa.chooses(labels.RECORD)
    await world.khoa.presses(labels.RECORD)
    papers = office.to(MAILBOX)[1:]
    assert sorted(mail["Subject"][-10:] for mail in papers) == ["(mã AB-01)", "(mã AH-01)"]
    assert "Cán bộ ghi nhận hộ đơn vị, nhận bằng bản giấy lúc 15 giờ 20" in body(papers[0])
    await world.khoa.says("nhập hộ")
    await world.khoa.sends_file("Phú Hậu.docx", b"PK giay")
    await world.khoa.says("Phú Hậu qua điện thoại 15g30")
    await world.khoa.chooses(labels.RECORD)
    (paper,) = office.to(MAILBOX)[-1].iter_attachments()
    assert paper.get_filename() == "Phú Hậu.docx"
    await world.khoa.says("đã nhận Tân Lập qua mail 15g20")
    await world.khoa.chooses(labels.RECORD)
    assert len(office.to(MAILBOX)) == 1 + 3


async def test_what_came_by_mail_is_not_sent_back_when_it_is_accepted(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_ACCEPTED)
    await world.goes_to("2021-10-08 16:00")
    for words in ("đã nhận Tân Lập qua mail 15g20", "đã nhận An Hòa bản giấy 15g20"):
        await world.khoa.says(words)
        await world.khoa.chooses(labels.RECORD)
    assert len(office.to(MAILBOX)) == 1
    for _ in range(2):
        await world.khoa.says("/duyet")
        await world.khoa.chooses(labels.ACCEPT)
    assert [mail["Subject"][-10:] for mail in office.to(MAILBOX)[1:]] == ["(mã AH-01)"]


@pytest.mark.parametrize(
    ("label", "said"), [(labels.OWN_MAIL, OWN), (labels.MAIL_NEEDLESS, "Đơn vị không phải gửi lại qua thư điện tử")]
)
async def test_what_the_officer_ruled_stands_on_the_receipt(
    world: World, office: PostOffice, label: str, said: str
) -> None:
    await chosen(world, office, label)
    assert said in (await world.mai.hands_in()).text
    assert len(office.to(MAILBOX)) == 1


async def test_where_nothing_was_ruled_nothing_is_said(world: World) -> None:
    assert "thư điện tử" not in (await world.mai.hands_in()).text


async def test_nothing_goes_to_a_mailbox_from_which_nobody_answered(world: World, office: PostOffice) -> None:
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.says(MAILBOX)
    offered = [one["label"] for one in (await world.khoa.letters())[-1].choices["items"]]
    assert labels.FORWARD_AT_ONCE not in offered
    await world._does(update(Campaign).values(forwards="handed_in"))  # as if pressed in an old letter
    assert NOT_AGAIN not in (await world.mai.hands_in()).text
    assert len(office.to(MAILBOX)) == 1  # the code alone


async def test_when_mail_is_not_sent_any_more_those_who_run_it_hear(tmp_path: Path, office: PostOffice) -> None:
    """Units were told that they need send nothing."""
    async with campaign(tmp_path) as world:
        ruled = {"mailbox": MAILBOX, "mailbox_verified_at": world.now, "forwards": "handed_in"}
        await world._does(update(Campaign).values(**ruled))
    said: dict[str, list[str]] = {"": [], office.url: []}
    for url, lines in said.items():
        async with Rehearsed(settings(tmp_path, **({"smtp_url": url} if url else {})), lines.append, played=False):
            pass
    assert [any("SMTP_URL" in line for line in lines) for lines in said.values()] == [True, False]
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-02 09:00")
        await world.khoa.news()
        await world.goes_to("2021-10-05 07:45")
        await world.khoa.hears("Báo người quản trị xem lại SMTP_URL: chưa chuyển được báo cáo của đợt thi đua")
    async with campaign(tmp_path, smtp_url=office.url) as world:
        await world.goes_to("2021-10-06 07:46")
        assert not any("SMTP_URL" in letter.text for letter in await world.khoa.news())


async def test_a_wrong_code_is_asked_again_and_not_for_ever(world: World, office: PostOffice) -> None:
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.says(MAILBOX)
    for _ in range(5):
        await world.khoa.says("ABC-DEF-GHJ")
        await world.khoa.hears("Xin kiểm tra rồi gõ lại mã")
    await world.khoa.says(code(office))
    await world.khoa.hears("Xin thử lại sau một giờ")


async def test_the_code_of_the_mailbox_before_proves_nothing(world: World, office: PostOffice) -> None:
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.says("khac@example.vn")
    old = body(office.to("khac@example.vn")[0]).removeprefix("Mã xác nhận: ").split()[0]
    await world.khoa.says(MAILBOX)
    await world.khoa.says(old)
    await world.khoa.hears("Xin kiểm tra rồi gõ lại mã")
    await world.khoa.says(code(office).replace("-", "").lower())
    await world.khoa.hears("Đã xác nhận hộp thư")


async def test_words_that_are_another_wish_are_no_code(world: World) -> None:
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.says(MAILBOX)
    await world.khoa.news()
    await world.khoa.says("tình hình")
    await world.khoa.hears("đơn vị")
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.hears("chưa xác nhận")
    await world.khoa.chooses(labels.TYPE_CODE)
    await world.khoa.hears("Xin gõ mã trong thư")


async def test_what_is_no_address_is_refused_with_an_example(world: World) -> None:
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.says("bao cao@tinhdoan")
    await world.khoa.hears("chưa phải địa chỉ thư điện tử", "ví dụ")
    await world.khoa.says(f"là {MAILBOX} nhé")
    await world.khoa.hears("Đã gửi mã xác nhận", MAILBOX)


async def test_the_code_mailed_out_opens_no_seat(world: World, office: PostOffice) -> None:
    await world.khoa.says("hộp thư nhận báo cáo")
    await world.khoa.says(MAILBOX)
    stranger = world.actor("web", "somebody")
    await stranger.says(code(office))
    await stranger.hears("mã vừa gửi không dùng được")
    assert [one.kind for one in await world.rows(Invitation)].count("mailbox") == 1


async def test_when_the_mailbox_refuses_the_officer_hears_which_report_and_forwarding_stops(
    world: World, office: PostOffice
) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.khoa.news()
    office.answers(MAILBOX, "550 5.1.1 no such user")
    await world.mai.hands_in()
    await world.khoa.hears("Xin kiểm tra hộp thư", MAILBOX, "mã AH-01")
    receipt = await world.unit("TL").hands_in()
    assert "thư điện tử" not in receipt.text


@pytest.mark.parametrize("data", [False, True], ids=["at RCPT", "after DATA"])
async def test_a_report_that_is_refused_for_itself_stops_nothing_else(
    world: World, office: PostOffice, data: bool
) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.khoa.news()
    office.answers(MAILBOX, *["554 5.7.1 rejected by policy"] * (2 if data else 1), data=data)
    assert NOT_AGAIN in (await world.mai.hands_in()).text
    told = await world.khoa.hears("Máy chủ thư không nhận một báo cáo", MAILBOX, "mã AH-01", "Các báo cáo khác vẫn")
    assert NOT_AGAIN in (await world.unit("TL").hands_in()).text
    assert [mail["Subject"][-10:] for mail in office.to(MAILBOX)[1:]] == ["(mã TL-01)"]
    for _ in range(2):
        await world.khoa.presses(labels.FORWARD_AGAIN, told)
        await world.khoa.hears("Đang chuyển lại AH-01")
    codes = [mail["Subject"][-10:] for mail in office.to(MAILBOX)[1:]]
    assert codes == ["(mã TL-01)", "(mã AH-01)"]


async def test_what_a_server_will_not_take_inside_goes_by_link(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    office.answers(MAILBOX, "550 5.7.0 blocked: potential security issue", data=True)
    await world.mai.is_ready()
    await world.mai.sends_file("so-lieu.docx", b"PK that")
    await world.mai.says("nộp")
    (mail,) = office.to(MAILBOX)[1:]
    assert list(mail.iter_attachments()) == []
    assert "so-lieu.docx không gửi kèm được, máy chủ thư không nhận" in body(mail)
    assert not any("Máy chủ thư" in letter.text for letter in await world.khoa.news())


async def test_a_report_put_off_for_now_is_forwarded_later_and_nobody_is_bothered(
    world: World, office: PostOffice
) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.khoa.news()
    office.answers(MAILBOX, "450 4.2.0 greylisted")
    office.at_mail.append("451 4.7.1 try later")
    assert NOT_AGAIN in (await world.mai.hands_in()).text
    async with asyncio.timeout(30):
        await office.has(MAILBOX, 2)
    assert not any("thư" in letter.text for letter in await world.khoa.news())


async def test_a_line_that_breaks_each_time_after_the_report_was_sent_is_told(
    world: World, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "UNSURE_TRIES", 1)
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.khoa.news()
    office.answers(MAILBOX, DROP, data=True)
    await world.mai.hands_in()
    told = await world.khoa.hears("Xin xem hộp thư", "chưa rõ đã nhận được thư này chưa", "mã AH-01")
    assert len(office.to(MAILBOX)) == 2
    await world.khoa.presses(labels.FORWARD_AGAIN, told)
    assert len(office.to(MAILBOX)) == 3
    assert NOT_AGAIN in (await world.unit("TL").hands_in()).text


async def test_a_server_that_does_not_want_us_is_told_in_the_morning_and_nothing_is_lost(
    world: World, office: PostOffice
) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.goes_to("2021-10-04 16:00")
    await world.khoa.news()
    office.at_mail += ["550 5.7.1 sender rejected"] * 100
    await world.mai.hands_in()
    await world.goes_to("2021-10-05 07:45")
    await world.khoa.hears("Báo người quản trị xem lại SMTP_URL: chưa chuyển được báo cáo của đợt thi đua")
    assert len(office.to(MAILBOX)) == 1  # the code alone; the report waits
    assert (await world.rows(Campaign))[0].mailbox_verified_at is not None


async def test_once_the_mailbox_is_proved_again_what_was_refused_is_forwarded(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world.khoa.news()
    office.answers(MAILBOX, "550 5.1.1 no such user")
    await world.mai.hands_in()
    told = await world.khoa.hears("Xin kiểm tra hộp thư")
    await world.khoa.presses(labels.FORWARD_AGAIN, told)
    await world.khoa.hears("Chưa chuyển lại AH-01")
    await world.khoa.chooses(labels.MAILBOX)
    await world.khoa.chooses(labels.CODE_AGAIN)
    await world.khoa.says(code(office))
    await world.khoa.hears("Đã xác nhận hộp thư")
    await world.khoa.presses(labels.FORWARD_AGAIN, told)
    await world.khoa.hears("Đang chuyển lại AH-01")
    assert office.to(MAILBOX)[-1]["Subject"].endswith("(mã AH-01)")


async def test_what_only_named_people_may_see_goes_to_no_mailbox(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.FORWARD_AT_ONCE)
    await world._does(update(Deliverable).where(col(Deliverable.name) == FIRST).values(restricted=True))

    async def forwarded(session: Session) -> list[str]:
        owed = await obligations.of_units(session, [unit.id or 0 for unit in await world.rows(Unit)])
        return [one.deliverable.name for one in owed if forwarding.forwards(one, forwarding.HANDED_IN)]

    assert set(await world.database.read(forwarded)) == {LAST}


async def test_a_unit_that_asks_hears_where_it_is_and_rules_nothing(world: World, office: PostOffice) -> None:
    await chosen(world, office, labels.OWN_MAIL)
    await world.mai.says("hop thu nhan bao cao")
    heard = await world.mai.hears(MAILBOX)
    assert heard.choices == {}


async def test_without_a_mail_server_the_rest_can_still_be_ruled(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("hộp thư nhận báo cáo")
        await world.khoa.hears("chưa gửi được thư")
        await world.khoa.says(MAILBOX)
        await world.khoa.hears("Đã ghi hộp thư")
        await world.khoa.chooses(labels.OWN_MAIL)
        assert OWN in (await world.mai.hands_in()).text
