"""E-mail's way out, against a real SMTP server: what arrives, and what each refusal means for the letter."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.email import EmailCarrier
from bot.mailserver import MailServer, mail_server
from core.delivery import Later, Never, Sent, Unknown
from data.dispatch import Claimed
from data.models import File, Letter
from tests.bot.office import NOW
from tests.bot.postoffice import DROP, PostOffice, post_office

MAI = "mai@example.vn"
LINK = "https://bot.example.vn/vao/kqBNv0OZ0q0gGN4mFp2Vxg"


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as one:
        yield one


def carrier(office: PostOffice, folder: Path | None = None, url: str = "") -> EmailCarrier:
    def find(file: File) -> Path | None:
        path = folder / file.name if folder else None
        return path if path is not None and path.exists() else None

    async def way_in(claimed: Claimed) -> str:
        return LINK

    def file_link(claimed: Claimed, file: File) -> str:
        return f"https://bot.example.vn/thu/{file.id}"

    return EmailCarrier(mail_server(url or office.url), find, way_in, file_link, lambda what: "m" * 20)


def letter(text: str = "Kính gửi đồng chí Mai.\nHạn 08/10.", **given: Any) -> Letter:
    moments: dict[str, datetime] = {"made_at": NOW, "not_before": NOW, "free_at": NOW}
    values: dict[str, Any] = {"id": 7, "channel": "email", "chat_id": 1, "person_id": 1, "text": text}
    return Letter(**(values | moments | given))


def claimed(*files: File, address: str = MAI, **given: Any) -> Claimed:
    return Claimed(letter(**given), address, files=files)


def file(folder: Path, name: str, content: bytes, **given: Any) -> File:
    if content:
        (folder / name).write_bytes(content)
    values: dict[str, Any] = {
        "id": 3,
        "name": name,
        "size": len(content),
        "sha256": "0" * 64,
        "state": "here",
        "made_at": NOW,
    }
    return File(**(values | given))


class TestWhatArrives:
    async def test_words_with_all_headers_a_letter_of_a_machine_needs(self, office: PostOffice) -> None:
        assert await carrier(office).send(claimed()) == Sent("<7.mmmmmmmmmmmmmmmmmmmm@example.vn>")
        (mail,) = office.taken
        assert mail["Subject"] == "Kính gửi đồng chí Mai."
        assert (mail["To"], mail["From"]) == (MAI, "Đúng Hạn <bot@example.vn>")
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Date"].datetime.tzinfo is not None
        assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")

    async def test_the_body_says_where_to_hand_in_for_nobody_hears_an_answer(self, office: PostOffice) -> None:
        text = "Hạn 08/10. Trả lời tin này kèm tệp là nộp được. Đã gửi thì xin trả lời “Đã gửi email”."
        await carrier(office).send(claimed(text=text))
        body = office.taken[0].get_content()
        assert f"Hộp thư này không nhận trả lời; xin nộp tại {LINK}" in body
        assert "trả lời tin này" not in body.casefold()
        assert "trả lời “" not in body

    async def test_a_repeat_is_the_same_mail(self, office: PostOffice) -> None:
        for _ in range(2):
            await carrier(office).send(claimed())
        assert len({mail["Message-ID"] for mail in office.taken}) == 1

    async def test_files_travel_inside_with_their_names(self, office: PostOffice, tmp_path: Path) -> None:
        paper = file(tmp_path, "Báo cáo quý III.pdf", b"%PDF " + bytes(range(256)))
        await carrier(office, tmp_path).send(claimed(paper))
        (carried,) = office.taken[0].iter_attachments()
        assert carried.get_filename() == paper.name
        assert carried.get_content_type() == "application/pdf"
        assert carried.get_content() == b"%PDF " + bytes(range(256))

    async def test_a_name_or_a_subject_never_makes_another_header(self, office: PostOffice, tmp_path: Path) -> None:
        name = "a\r\nBcc: x@example.vn\r\n\r\n.pdf"
        paper = file(tmp_path, "b.pdf", b"x")
        paper.name = name
        (tmp_path / name).write_bytes(b"x")
        choices = {"subject": "Chào\r\nBcc: y@example.vn\x00"}
        assert isinstance(await carrier(office, tmp_path).send(claimed(paper, choices=choices)), Sent)
        (mail,) = office.taken
        assert mail["Bcc"] is None
        assert mail["Subject"] == "Chào Bcc: y@example.vn"
        assert all(part["Bcc"] is None for part in mail.walk())

    @pytest.mark.parametrize("address", ["", "mai", "a@b\r\nRCPT TO:<x@example.vn>", "a b@example.vn", "@example.vn"])
    async def test_what_is_no_address_is_never_tried(self, office: PostOffice, address: str) -> None:
        assert await carrier(office).send(claimed(address=address)) == Never("no address", gone=True)
        assert office.knocks == 0

    async def test_a_line_with_a_dot_alone_ends_nothing(self, office: PostOffice) -> None:
        await carrier(office).send(claimed(text="một\n.\nhai\n..ba"))
        assert office.taken[0].get_content().startswith("một\n.\nhai\n..ba\n")


ANSWERS: dict[str, tuple[str, Any]] = {
    "greylisted": ("450 4.2.0 try later", Later),
    "nobody there": ("550 5.1.1 <mai@example.vn>: no such user", Never("550 5.1.1", gone=True)),
    "nobody there, shortly": ("550 no such user here", Never("550", gone=True)),
    "a rule against us": ("554 5.7.1 relay access denied", Never("554 5.7.1")),
    "full": ("552 5.2.2 mailbox full", Never("552 5.2.2")),
}


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("data", [False, True], ids=["rcpt", "data"])
async def test_what_a_refusal_means(office: PostOffice, kind: str, data: bool) -> None:
    said, meant = ANSWERS[kind]
    office.answers(MAI, said, data=data)
    if said == "550 no such user here" and data:
        meant = Never("550")  # the address was taken: a code without more speaks of the letter
    outcome = await carrier(office).send(claimed())
    assert (isinstance(outcome, Later) and not outcome.whole) if meant is Later else outcome == meant
    assert office.taken == []


class TestALineThatBreaks:
    async def test_before_the_message_left_it_is_tried_again(self, office: PostOffice) -> None:
        office.answers(MAI, DROP)
        assert isinstance(await carrier(office).send(claimed()), Later)

    async def test_after_it_left_nobody_can_know(self, office: PostOffice) -> None:
        office.answers(MAI, DROP, data=True)
        assert isinstance(await carrier(office).send(claimed()), Unknown)
        assert len(office.taken) == 1

    async def test_a_server_out_of_reach_holds_back_the_channel(self, office: PostOffice) -> None:
        await office.shuts()
        outcome = await carrier(office).send(claimed())
        assert isinstance(outcome, Later)
        assert outcome.whole

    async def test_a_wrong_password_holds_it_back_and_is_not_told(self) -> None:
        async with post_office(users={"bot": "mat-khau-that"}) as office:
            outcome = await carrier(office, url=office.url.replace("mat-khau-that", "mat-khau-khac")).send(claimed())
            assert isinstance(outcome, Later)
            assert (outcome.whole, outcome.why) == (True, "sign-in refused: 535")
            assert isinstance(await carrier(office).send(claimed()), Sent)


class TestFiles:
    async def test_what_is_too_large_for_the_server_goes_by_link(self, tmp_path: Path) -> None:
        async with post_office(size=100_000) as office:
            small, large = file(tmp_path, "a.pdf", b"x" * 1000), file(tmp_path, "b.pdf", b"x" * 90_000, id=4)
            assert isinstance(await carrier(office, tmp_path).send(claimed(small, large)), Sent)
            (mail,) = office.taken
            assert [one.get_filename() for one in mail.iter_attachments()] == ["a.pdf"]
            body = mail.get_body()
            assert body is not None
            assert "b.pdf quá lớn để gửi kèm; tải trong 30 ngày tại https://bot.example.vn/thu/4" in body.get_content()

    async def test_a_server_that_finds_out_late_gets_links(self, office: PostOffice, tmp_path: Path) -> None:
        office.answers(MAI, "552 5.3.4 message too big", data=True)
        paper = file(tmp_path, "a.pdf", b"x" * 1000)
        assert isinstance(await carrier(office, tmp_path).send(claimed(paper)), Sent)
        assert list(office.taken[0].iter_attachments()) == []
        assert "/thu/3" in office.taken[0].get_content()

    async def test_one_on_its_way_is_waited_for_but_not_for_ever(self, office: PostOffice, tmp_path: Path) -> None:
        known = file(tmp_path, "a.pdf", b"", state="known", sha256=None)
        assert isinstance(await carrier(office, tmp_path).send(claimed(known)), Later)
        assert isinstance(await carrier(office, tmp_path).send(claimed(known, failures=6)), Sent)
        assert "a.pdf chưa tải về được" in office.taken[0].get_content()

    async def test_a_letter_that_is_only_a_file_says_which(self, office: PostOffice, tmp_path: Path) -> None:
        await carrier(office, tmp_path).send(claimed(file(tmp_path, "ke-hoach.pdf", b"x"), text=""))
        assert office.taken[0]["Subject"] == "Tệp kèm theo: ke-hoach.pdf"


class TestTheSetting:
    @pytest.mark.parametrize(
        ("url", "meant"),
        [
            ("smtps://thu:a%40b@smtp.example.vn", MailServer(
                "smtp.example.vn", 465, "thu@example.vn", "thu", "a@b", tls=True, upgrade=False)),
            ("smtp://bot%40example.vn:x@mail.example.vn", MailServer(
                "mail.example.vn", 587, "bot@example.vn", "bot@example.vn", "x")),
            ("smtp://127.0.0.1:1025?from=Bot@Example.VN", MailServer(
                "127.0.0.1", 1025, "bot@example.vn", upgrade=False)),
        ],
    )  # fmt: skip
    def test_says_where_and_in_whose_name(self, url: str, meant: MailServer) -> None:
        assert mail_server(url) == meant

    @pytest.mark.parametrize(
        "url", ["http://a.vn", "smtp://", "smtp://a.vn?from=x", "smtp://a.vn?tls=no", "smtp://a:b"]
    )
    def test_is_refused_when_nothing_could_be_posted(self, url: str) -> None:
        with pytest.raises(ValueError):
            mail_server(url)
