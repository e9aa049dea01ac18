"""Announcements: the letter itself, what its organiser is asked and shown, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.broadcasts import LONGEST, OPTIONS, Asks, Outcome, Question
from core.texts import labels
from core.texts.clauses import capital, clip, comrade, few, near, when
from core.vietnamese import number

_QUOTED = 160  # of an announcement that is spoken of


@dataclass(frozen=True)
class Speaker:
    """In whose name it is said, and whom to call; `contact` is "" where nobody is named."""

    name: str
    contact: str = ""


# ── what recipients read ──


def letter(
    speaker: Speaker, words: str, question: Question, *, again: bool = False, corrected: datetime | None = None
) -> str:
    """The organiser's own words, whole, between whose they are and what is asked. The same for everybody: what is
    agreed to in the preview is what goes out."""
    return "\n".join(
        (
            f"{_head(speaker, again=again, corrected=corrected)}:",
            words or ("Nội dung ở tệp đã gửi kèm lần trước." if again else "Nội dung ở tệp kèm theo."),
            *_asked(question),
            *([f"Cần trao đổi, xin gọi {speaker.contact}."] if speaker.contact else []),
        )
    )


def _head(speaker: Speaker, *, again: bool, corrected: datetime | None) -> str:
    said = f"Thông báo của {clip(speaker.name, 120)}"
    if corrected is not None:
        return f"{said}, đính chính lúc {when(corrected)}, thay cho bản đã gửi"
    return f"{said}, gửi lại đồng chí chưa trả lời" if again else said


def subject(speaker: Speaker) -> str:
    """Of an e-mail."""
    return f"Thông báo của {clip(speaker.name, 90)}"


def answers(question: Question) -> tuple[str, ...]:
    """What may be chosen, in this order."""
    match question.asks:
        case Asks.RECEIVED:
            return (labels.GOT_IT,)
        case Asks.YES_NO:
            return (labels.YES, labels.NO)
        case Asks.CHOICE:
            return question.options
        case Asks.NOTHING:
            return ()


def _asked(question: Question) -> list[str]:
    match question.asks:
        case Asks.RECEIVED:
            return [f"Đọc xong, đề nghị đồng chí trả lời “{labels.GOT_IT}”."]
        case Asks.YES_NO:
            return [f"Đề nghị đồng chí trả lời “{labels.YES}” hoặc “{labels.NO}”."]
        case Asks.CHOICE:
            return [f"Đề nghị đồng chí chọn một: {'; '.join(question.options)}."]
        case Asks.NOTHING:
            return []


def withdrawn(speaker: Speaker, at: datetime, files: bool) -> str:
    """In the place of the announcement, or after it where nothing can be edited."""
    papers = " và các tệp gửi kèm" if files else ""
    return (
        f"{clip(speaker.name, 120)} đã thu hồi thông báo này lúc {when(at)}.\n"
        f"Xin đồng chí bỏ qua nội dung cũ{papers}; không cần trả lời."
    )


def no_longer(at: datetime) -> str:
    """To a button of what was withdrawn."""
    return f"Thông báo này đã được thu hồi lúc {when(at)}; đồng chí không cần trả lời nữa."


def answered(question: Question, answer: str, before: str = "") -> str:
    """To whoever answered. `before`: what they had said."""
    if question.asks is Asks.RECEIVED:
        return "Cảm ơn đồng chí, đã ghi nhận là đồng chí đã đọc thông báo."
    changed = f" thay cho “{clip(before, 80)}”" if before and before != answer else ""
    return f"Cảm ơn đồng chí, đã ghi: “{clip(answer, 80)}”{changed}. Muốn đổi, đồng chí chọn lại trong thông báo."


def only_a_preview() -> str:
    """To a press in a preview or a letter sent to oneself for trying."""
    return "Đây là bản xem trước: nút này bấm được, và chưa ghi gì. Người nhận bấm sẽ được ghi nhận."


def not_for_you() -> str:
    """To an answer of somebody to whom it was not sent."""
    return "Thông báo này không gửi tới đồng chí nên chưa ghi gì. Gõ “trợ giúp” để xem những việc của mình."


# ── composing ──


def ask_words(more: bool = False) -> str:
    again = "Nội dung mới thay nội dung vừa nhập; tệp gửi vào được kèm theo. " if more else ""
    return (
        "Xin gõ nội dung thông báo, hoặc chuyển tiếp tin có sẵn vào đây; có thể gửi kèm tệp, ảnh.\n"
        f"{again}Chưa có gì gửi đi: đồng chí còn chọn nơi nhận và xem lại trước khi gửi."
    )


def instead_of(words: str) -> str:
    """Above what comes next: `words` were being composed before."""
    return f"Đã lấy nội dung vừa gõ, thay cho nội dung soạn trước đó: {_quoted(words)}."


def _quoted(words: str, most: int = 70) -> str:
    """Which one is meant, by how it begins."""
    return f"“{clip(' '.join(words.split()), most)}”" if words else "tin chỉ có tệp kèm theo"


def words_too_long(units: int) -> str:
    return (
        f"Xin rút gọn còn dưới {number(LONGEST)} ký tự (hiện {number(units)}), hoặc gửi phần dài thành tệp kèm theo.\n"
        "Nội dung vừa gõ chưa được ghi."
    )


def file_added(name: str, files: int) -> str:
    return f"Đã kèm {clip(name, 120)}; thông báo có {number(files)} tệp."


def too_many_files(most: int) -> str:
    return f"Xin gửi nhiều nhất {number(most)} tệp với một thông báo. Tệp vừa gửi chưa được kèm."


def ask_whom(unclear: Sequence[str] = (), reports: Sequence[str] | None = None) -> str:
    """`unclear`: words that fit nothing; `reports`: one of these was meant, and not said which."""
    if reports is not None:
        return f"Xin gõ rõ chưa nộp báo cáo nào, ví dụ “chưa nộp {clip(_first(reports), 90)}”."
    said = f"Chưa rõ: {clip(', '.join(unclear), 200)}.\n" if unclear else ""
    return (
        f"{said}Gửi cho ai? Xin chọn, hoặc gõ như khi nói: An Hòa và Điện lực; cụm 1; các chi đoàn; bí thư; "
        "cụm trưởng; cụm 1, chưa nộp báo cáo kết quả; đơn vị trễ hạn; tất cả, trừ An Hòa.\n"
        "Danh sách dài xin gõ mỗi dòng một đơn vị."
    )


def _first(names: Sequence[str]) -> str:
    return names[0] if names else "báo cáo kết quả"


def ask_reply() -> str:
    return (
        "Người nhận trả lời thế nào? Xin chọn, hoặc gõ từ 2 đến "
        f"{number(OPTIONS)} lựa chọn, mỗi dòng một lựa chọn hoặc cách nhau bằng dấu “/”."
    )


def options_unclear() -> str:
    return f"Xin gõ từ 2 đến {number(OPTIONS)} lựa chọn ngắn, mỗi dòng một lựa chọn, ví dụ: Sáng / Chiều / Không dự."


def ask_when() -> str:
    return "Gửi lúc nào? Xin gõ, ví dụ “8g sáng mai”, “14g30 chiều nay”, “7g30 thứ Hai tuần sau”."


def when_unclear() -> str:
    return "Xin gõ ngày giờ ở phía trước, ví dụ “8g sáng mai”. Lịch gửi chưa đổi."


_CHANNELS: Mapping[str, str] = {
    "telegram": "Telegram", "zalo": "Zalo", "web": "trang web", "email": "thư điện tử",
}  # fmt: skip


def _by_channel(channels: Mapping[str, int]) -> str:
    ordered = sorted(channels.items(), key=lambda one: -one[1])
    return ", ".join(f"{_CHANNELS.get(name, name)} {number(many)}" for name, many in ordered)


@dataclass(frozen=True)
class Card:
    """An announcement before it goes. `whom`: in the words that were typed; `goes`: when a yes given now would send it,
    None at once; `held`: it was meant for then, and only the hour keeps it from it; `pages`: channels on which it takes
    several messages."""

    whom: str
    channels: Mapping[str, int]
    unreached: int
    names: Sequence[str]
    question: Question
    files: int = 0
    again: bool = True
    urgent: bool = False
    goes: datetime | None = None
    held: datetime | None = None
    numbered: Sequence[str] = ()
    pages: Mapping[str, int] | None = None


def card(card: Card, now: datetime) -> str:
    people = sum(card.channels.values())
    head = f"Xin xem lại: tin ngay trên gửi tới {number(people)} người ({clip(card.whom, 160)})."
    if not people:
        return "\n".join((f"Chưa có ai nhận được tin này ({clip(card.whom, 160)}).", *_nobody(card)))
    channels = f"Theo kênh: {_by_channel(card.channels)}."
    return "\n".join((head, channels, *_differently(card), *_by_hand(card), *_reply(card), _moment(card, now)))


def _nobody(card: Card) -> list[str]:
    if not card.unreached:
        return ["Xin chọn nơi nhận khác; thông báo vẫn giữ nguyên."]
    return [
        f"Chưa nhắn tới được {_unreached(card)}: chọn “{labels.PASS_ON_BY_HAND}” để chép tin và gọi, hoặc đổi nơi nhận."
    ]


def _unreached(card: Card) -> str:
    names = few(list(card.names), 3) if card.unreached <= 3 else f"{', '.join(card.names[:3])}…"
    return f"{number(card.unreached)} đơn vị ({clip(names, 120)})"


def _differently(card: Card) -> list[str]:
    """What other channels show in another way."""
    told = []
    if card.numbered and card.question.asks is not Asks.NOTHING:
        names = ", ".join(_CHANNELS.get(name, name) for name in card.numbered)
        told.append(f"Trên {names}, lựa chọn thành danh sách đánh số để trả lời bằng số.")
    for name, many in (card.pages or {}).items():
        told.append(f"Trên {_CHANNELS.get(name, name)}, mỗi người nhận {number(many)} tin liền nhau.")
    return told


def _by_hand(card: Card) -> list[str]:
    if not card.unreached:
        return []
    return [f"Chưa nhắn tới được {_unreached(card)}: gửi xong có lời để nhắn hộ."]


def _reply(card: Card) -> list[str]:
    if card.question.asks is Asks.NOTHING:
        return ["Không hỏi gì người nhận."]
    said = "; ".join(answers(card.question))
    again = " Một ngày sau, ai chưa trả lời được hỏi lại một lần." if card.again else " Không tự hỏi lại."
    return [f"Người nhận chọn: {clip(said, 140)}.{again}"]


def _moment(card: Card, now: datetime) -> str:
    if card.goes is None:
        return "Đồng ý thì tin đi ngay."
    if card.held is not None:
        when_ = "Lúc này" if card.held <= now else capital(near(card.held, now))
        return f"{when_} là giờ nghỉ nên tin đi lúc {near(card.goes, now)}; việc gấp thì chọn “{labels.URGENT}”."
    urgent = ", kể cả giờ nghỉ" if card.urgent else ""
    return f"Tin đi lúc {near(card.goes, now)}{urgent}."


def send_label(people: int) -> str:
    return f"Gửi {number(people)} người"


def schedule_label(people: int) -> str:
    return f"Hẹn gửi {number(people)} người"


def sure(people: int, whom: str) -> str:
    """The second time, for many."""
    return (
        f"Xin xác nhận lần nữa: gửi tới {number(people)} người ({clip(whom, 160)})?\n"
        "Đã gửi thì sửa hoặc thu hồi được, nhưng có người đã đọc."
    )


def sure_label(people: int) -> str:
    return f"Đúng, gửi {number(people)} người"


def changed_meanwhile() -> str:
    """An old yes."""
    return "Thông báo đã đổi sau lần xem đó, xin xem lại bản hiện nay."


def tried(people: str) -> str:
    return f"Đã gửi thử cho đồng chí qua {_CHANNELS.get(people, people)}, đúng như người nhận sẽ thấy."


def dropped() -> str:
    return "Đã bỏ bản thảo thông báo; chưa có gì được gửi."


def kept() -> str:
    return "Đã dừng; bản thảo thông báo còn giữ, chưa gửi cho ai. Gõ “thông báo” để làm tiếp."


def nothing_to_send() -> str:
    return "Chưa có thông báo nào đang soạn. Gõ “thông báo” để soạn tin mới."


def scheduled(people: int, at: datetime, now: datetime) -> str:
    return (
        f"Đã hẹn: thông báo đi lúc {near(at, now)}, khoảng {number(people)} người tính đến lúc này.\n"
        "Đến giờ đó, hệ thống tính lại người nhận; trước đó đồng chí hủy lịch gửi được."
    )


def unscheduled() -> str:
    return "Đã hủy lịch gửi; thông báo trở lại thành bản thảo, chưa gửi cho ai."


def not_sent(author: str, words: str) -> str:
    """To organisers: its moment came, and whoever agreed to it may not send it any more."""
    return (
        f"Đồng chí xem giúp: thông báo hẹn giờ của {comrade(author)} chưa gửi cho ai, vì người soạn không còn giữ "
        "vị trí được gửi thông báo này. Nếu vẫn cần, xin soạn và gửi lại:\n"
        f"{capital(_quoted(words, _QUOTED))}"
    )


def begun(people: int, edits: bool = True) -> str:
    """`edits`: what is shown of it is kept up to date in its place."""
    after = "Tin dưới đây tự cập nhật số đã nhận." if edits else "Gửi xong có báo; số trả lời: gõ “thông báo đã gửi”."
    return f"Bắt đầu gửi tới {number(people)} người. {after}"


# ── what became of it ──


@dataclass(frozen=True)
class Course:
    """An announcement on its way and afterwards. `left`: how long the rest takes; `quote`: how it begins; `rests`: till
    then what has not left waits, for nobody is written to now."""

    quote: str
    question: Question
    outcome: Outcome
    left: timedelta | None = None
    writing: bool = False
    stopped: datetime | None = None
    corrected: datetime | None = None
    withdrawn: datetime | None = None
    again: datetime | None = None
    waits: datetime | None = None
    rests: datetime | None = None


def course(one: Course, now: datetime) -> str:
    """The one message that is edited in its place: first how far, then what came of it."""
    return "\n".join(
        (
            _far(one, now),
            capital(_quoted(one.quote, _QUOTED)),
            *_answers(one),
            *_not_reached(one),
            *_since(one, now),
        )
    )


def _far(one: Course, now: datetime) -> str:
    done, total = one.outcome.finished, one.outcome.tried
    if one.waits is not None:
        return f"Thông báo chờ đến {near(one.waits, now)} thì gửi."
    if one.withdrawn is not None:
        return f"Thông báo đã thu hồi lúc {near(one.withdrawn, now)}."
    if one.stopped is not None:
        reached = one.outcome.arrived + one.outcome.uncertain
        return f"Đã dừng gửi lúc {near(one.stopped, now)}: {number(reached)}/{number(total)} người đã nhận."
    if one.rests is not None:
        rest = f"{number(one.outcome.waiting)} người còn lại nhận tiếp từ {near(one.rests, now)}"
        return f"Thông báo đã gửi {number(done)}/{number(total)}; lúc này là giờ nghỉ, {rest}."
    if one.writing or one.outcome.waiting:
        far = f": {number(done)}/{number(total)}{_about(one.left)}" if total else ""
        return f"Đang gửi thông báo{far}."
    came = f"{number(one.outcome.arrived)}/{number(one.outcome.total)}"
    return f"Đã gửi xong thông báo, tính đến {near(now, now)}: {came} người nhận được."


def _about(left: timedelta | None) -> str:
    if left is None:
        return ""
    minutes = round(left / timedelta(minutes=1))
    if minutes >= 120:
        return f", còn khoảng {number(round(minutes / 60))} giờ"
    return f", còn khoảng {number(minutes)} phút" if minutes else ", còn dưới 1 phút"


def _answers(one: Course) -> list[str]:
    offered = answers(one.question)
    if not offered or not one.outcome.total:
        return []
    given, arrived = one.outcome.answers or {}, one.outcome.arrived
    missing = f"chưa trả lời {number(one.outcome.sent)}"
    if one.question.asks is Asks.RECEIVED:
        return [f"“{labels.GOT_IT}”: {number(one.outcome.answered)}/{number(arrived)}; {missing}."]
    told = "; ".join(f"{clip(label, 60)}: {number(given.get(place, 0))}" for place, label in enumerate(offered))
    return [f"Trả lời: {told}; {missing}."]


def _not_reached(one: Course) -> list[str]:
    outcome = one.outcome
    off = "đã dừng" if one.stopped is not None else "đã thu hồi" if one.withdrawn is not None else ""
    parts = (
        (outcome.uncertain, "chưa chắc đã tới"),
        (outcome.blocked, "đã chặn"),
        (outcome.unreachable, "không có kênh nào"),
        (outcome.stopped, f"chưa gửi vì {off}" if off else "không còn thuộc diện nhận"),
    )
    told = [f"{number(many)} {what}" for many, what in parts if many]
    return [f"Chưa nhận được: {'; '.join(told)}."] if told else []


def _since(one: Course, now: datetime) -> list[str]:
    told = []
    if one.corrected is not None and one.withdrawn is None:
        told.append(f"Đã đính chính lúc {near(one.corrected, now)}.")
    if one.again is not None and (one.outcome.sent or one.outcome.uncertain):
        told.append(f"Ai chưa trả lời được hỏi lại một lần lúc {near(one.again, now)}.")
    return told


@dataclass(frozen=True)
class Past:
    """One of a list: how it begins, when it went or goes."""

    quote: str
    at: datetime
    waits: bool = False
    withdrawn: bool = False


def listed(items: Sequence[Past], now: datetime, which: bool = False) -> str:
    """`which`: one of them is meant, and not said which."""
    if not items:
        return "Chưa có thông báo nào được gửi."
    head = "Đồng chí nói tin nào? Xin chọn, mới nhất trước:" if which else "Các thông báo gần đây, mới nhất trước:"
    return "\n".join((head, *(_past(n, one, now) for n, one in enumerate(items, 1))))


def _past(place: int, one: Past, now: datetime) -> str:
    state = "chờ giờ gửi, " if one.waits else "đã thu hồi, " if one.withdrawn else ""
    return f"{place}. {state}{near(one.at, now)}: {_quoted(one.quote)}"


def which_label(place: int) -> str:
    return f"Tin {number(place)}"


def nth_label(place: int) -> str:
    return f"Xem tin {number(place)}"


def stopped(waiting: int) -> str:
    """`waiting`: about how many were still to be sent to."""
    return (
        f"Đã dừng: khoảng {number(waiting)} người chưa nhận thì không nhận nữa.\n"
        "Người đã nhận vẫn giữ tin; muốn sửa hoặc thu hồi, xin chọn bên dưới."
    )


def nothing_to_stop() -> str:
    return "Không có thông báo nào đang gửi. Gõ “thông báo” để soạn tin mới hoặc xem các tin đã gửi."


def ask_correction(words: str) -> str:
    return (
        f"Xin gõ lại toàn bộ nội dung đúng, thay cho bản đã soạn: {_quoted(words)}.\n"
        "Tin đã gửi được sửa tại chỗ; kênh không sửa được thì người đã nhận bản cũ nhận thêm một tin đính chính."
    )


def correction_card(words: str, arrived: int) -> str:
    sent = f"nội dung đã gửi tới {number(arrived)} người" if arrived else "nội dung chưa gửi cho ai"
    return f"Thay {sent} bằng:\n{words}"


def corrected(arrived: int, stopped: bool = False) -> str:
    """`stopped`: who has none yet gets none."""
    rest = "người chưa nhận không nhận thêm, vì đã dừng gửi" if stopped else "người chưa nhận sẽ nhận bản mới"
    done = (
        f"Đang đính chính tới {number(arrived)} người đã nhận" if arrived else "Đã thay nội dung, chưa ai nhận bản cũ"
    )
    return f"{done}; {rest}."


def unschedule_card(words: str, at: datetime, now: datetime) -> str:
    return (
        f"Hủy lịch gửi thông báo này? Tin đang chờ đến {near(at, now)}, chưa gửi cho ai.\nNội dung: {_quoted(words)}."
    )


DONE: Mapping[str, tuple[str, str]] = {
    "unscheduled": ("hủy lịch gửi", "Tin chưa gửi cho ai."),
    "reworded": ("sửa nội dung", "Tin chưa gửi cho ai; đến giờ, nội dung mới được gửi."),
    "stopped": ("dừng gửi", "Người đã nhận vẫn giữ tin; ai chưa nhận thì không nhận nữa."),
    "corrected": ("đính chính", "Người đã nhận bản cũ được nhận nội dung mới."),
    "withdrawn": ("thu hồi", "Người đã nhận được báo là tin không còn giá trị."),
}


def changed_by(name: str, words: str, what: str) -> str:
    """To its author, when somebody else did it; `words` as they were. `what`: one of those above."""
    done, after = DONE[what]
    again = "gửi lại" if what in ("unscheduled", "withdrawn", "stopped") else "nội dung khác"
    return (
        f"Thông báo của đồng chí vừa được {comrade(name)} {done}: {_quoted(words)}.\n"
        f"{after} Cần {again}, xin trao đổi với {comrade(name)}."
    )


def beyond_your_seat() -> str:
    """To its author, who holds another seat now."""
    return (
        "Thông báo này gửi rộng hơn phần đồng chí phụ trách hiện nay nên không đổi được tại đây. Cần sửa hoặc thu hồi, "
        "xin nhắn cán bộ phụ trách; các tin khác của đồng chí: gõ “thông báo đã gửi”."
    )


def unscheduled_of_another() -> str:
    return "Đã hủy lịch gửi, chưa gửi cho ai; người soạn được báo."


def withdraw_card(words: str, arrived: int) -> str:
    return (
        f"Thu hồi thông báo này khỏi {number(arrived)} người đã nhận? Phần chưa gửi cũng không gửi nữa.\n"
        f"Nội dung: {_quoted(words)}.\n"
        "Kênh sửa được thì nội dung bị xóa tại chỗ, kênh khác nhận một tin báo thu hồi; có người có thể đã đọc."
    )


def withdrawing() -> str:
    return "Đang thu hồi: nội dung được thay bằng lời báo thu hồi, nút cũ không còn tác dụng."


def withdrawn_already() -> str:
    return "Thông báo này đã thu hồi rồi, không còn gì phải làm."


def asked_again(people: int) -> str:
    return f"Đang gửi lại cho {number(people)} người chưa trả lời; người đã trả lời không nhận thêm tin."


def asks_again_at(people: int, at: datetime, now: datetime) -> str:
    """In quiet hours."""
    return f"Lúc này là giờ nghỉ: {number(people)} người chưa trả lời được hỏi lại lúc {near(at, now)}."


def stopped_already() -> str:
    """To asking again for what was stopped."""
    return "Thông báo này đã dừng gửi nên không hỏi lại. Vẫn cần câu trả lời, xin gõ “thông báo” để soạn tin mới."


def asks_nothing() -> str:
    return "Thông báo này không hỏi gì nên không ai phải trả lời. Muốn hỏi, xin soạn tin mới có câu trả lời để chọn."


def not_gone_yet(at: datetime, now: datetime) -> str:
    """To who has not answered, before its moment."""
    return f"Thông báo chờ đến {near(at, now)} mới gửi nên chưa có ai phải trả lời."


def everybody_answered() -> str:
    return "Không còn ai phải hỏi lại: người nhận được đều đã trả lời."


def asked_lately(at: datetime, now: datetime) -> str:
    return f"Vừa gửi lại lúc {near(at, now)}; xin chờ ít nhất một giờ giữa hai lần."


def silent(names: Sequence[tuple[str, str]], total: int) -> str:
    """Who has not answered: unit and person."""
    if not total:
        return everybody_answered()
    lines = [f"{place}. {clip(unit, 60)}{f' ({clip(name, 40)})' if name else ''}"
             for place, (unit, name) in enumerate(names, start=1)]  # fmt: skip
    more = f"\nvà {number(total - len(names))} người khác." if total > len(names) else ""
    head = f"Chưa trả lời, đã nhận được tin: {number(total)} người."
    return "\n".join((head, *lines)) + more


def to_pass_on(units: Sequence[tuple[str, str]], total: int) -> str:
    """Above the text to be sent by hand: units that it did not reach, each with somebody to call."""
    if not total:
        return "Mọi đơn vị trong danh sách đều có người nhận được tin."
    lines = [
        f"{place}. {clip(unit, 60)}{f': {call}' if call else ''}" for place, (unit, call) in enumerate(units, start=1)
    ]
    more = f"\nvà {number(total - len(units))} đơn vị khác." if total > len(units) else ""
    head = f"Chưa tới được {number(total)} đơn vị. Tin ngay trên để chép và gửi riêng cho từng đơn vị:"
    return "\n".join((head, *lines)) + more


def unclear() -> str:
    """Under the card, to words that say neither when nor to whom."""
    return "Chưa rõ ý vừa gõ; xin chọn bên dưới, hoặc gõ giờ gửi (“8g sáng mai”) hay nơi nhận (“cụm 1”)."


def contact_of(name: str, phone: str) -> str:
    """Whoever speaks, and their number; nobody where there is none."""
    return f"{comrade(name)}, {phone}" if phone else ""


# ── to others ──


def for_a_unit(call: str = "") -> str:
    """Whoever does not announce says it to the officer."""
    return (
        "Thông báo chung do cán bộ phụ trách gửi. Đồng chí cần báo điều gì, xin viết một, hai câu tại đây rồi chọn "
        f"“{labels.PASS_ON}”{f', hoặc gọi {call}' if call else ''}."
    )
