"""One file is taken out of the draft by words; a draft is thrown away, after one question."""

from core.removing import meant, wishes
from core.say import Choice, Say
from core.texts import labels
from core.texts import removing as texts
from core.texts.report import report_label
from data import drafts, files
from data.models import Draft, File
from data.obligations import Owed
from handlers.drafting import Hand, in_hand, keep, onward
from handlers.turn import Turn

MOST = 10  # files on buttons

_MY_WORK = Choice(labels.MY_WORK, "work.show")


async def in_words(turn: Turn, hand: Hand, text: str) -> Say | None:
    """'Bỏ tệp 2', 'bỏ ảnh mờ.jpg'; None when no file is meant."""
    ids = drafts.files(hand.draft)
    if not ids or not wishes(text):
        return None
    sent = await files.by_ids(turn.session, ids)
    found = meant(text, [file.name for file in sent])
    if found is None:
        return None
    if found.at is not None:
        return await _without(turn, hand, sent[found.at])
    each = [(at, sent[at]) for at in found.among[:MOST]]
    offers = [Choice(texts.file_label(at + 1, one.name), "removing.file", {"file": one.id or 0}) for at, one in each]
    return Say(texts.which_file([one.name for one in sent]), (*offers, Choice(labels.LEAVE_IT, "report.resume")))


async def file(turn: Turn, file: int) -> Say:
    hand = await in_hand(turn)
    if hand is None or file not in drafts.files(hand.draft):
        return Say(texts.file_gone(), (_MY_WORK,))
    return await _without(turn, hand, (await files.by_ids(turn.session, [file]))[0])


async def _without(turn: Turn, hand: Hand, gone: File) -> Say:
    """The read-back, or what is missing now, says the rest."""
    left = [one for one in drafts.files(hand.draft) if one != gone.id]
    await keep(turn, hand, fields=drafts.without(drafts.answers(hand.draft), gone.id or 0), file_ids=left)
    say = await onward(turn, hand)
    return Say(f"{texts.removed(gone.name, hand.owed.due)}\n{say.text}", say.choices, counted=say.counted)


# -- the whole draft ----------------------------------------------------------------------------------------------


async def which(turn: Turn) -> Say:
    """'Bỏ bản nháp': the one that is open, else the one that was laid aside."""
    turn.only_for_known()
    if turn.draft is not None:
        return await ask(turn, turn.draft.id or 0)
    aside = await drafts.aside(turn.session, turn.person_id)
    if len(aside) == 1:
        return await ask(turn, aside[0].id or 0)
    cases = [(one, owed) for one in aside if (owed := await turn.owed(one.obligation_id)) is not None]
    if not cases:
        return Say(texts.no_draft(), (_MY_WORK,))
    each = [Choice(report_label(owed.due), "removing.ask", {"draft": one.id or 0}) for one, owed in cases[:MOST]]
    return Say(texts.which_draft(), (*each, Choice(labels.LEAVE_IT, "work.show")))


async def _case(turn: Turn, draft: int) -> tuple[Draft, Owed] | None:
    kept = await drafts.unfinished_of(turn.session, turn.person_id, draft)
    owed = await turn.owed(kept.obligation_id) if kept is not None else None
    return (kept, owed) if kept is not None and owed is not None else None


async def ask(turn: Turn, draft: int) -> Say:
    case = await _case(turn, draft)
    if case is None:
        return Say(texts.no_draft(), (_MY_WORK,))
    kept, owed = case
    filled = len([one for one in owed.form.fields if not one.files_needed and one.key in drafts.answers(kept)])
    said = texts.ask(owed.due, filled, len(drafts.files(kept)), bool(owed.obligation.version))
    away = Choice(labels.DISCARD, "removing.done", {"draft": draft})
    stays = Choice(labels.KEEP_DRAFT, "report.start", {"obligation": owed.id, "replace": 1})
    return Say(said, (away, stays))


async def done(turn: Turn, draft: int) -> Say:
    case = await _case(turn, draft)
    if case is None:
        return Say(texts.no_draft(), (_MY_WORK,))
    kept, owed = case
    await drafts.finish(turn.session, kept, turn.now)
    await turn.note("draft thrown away", campaign_id=owed.campaign.id, obligation_id=owed.id)
    return Say(texts.thrown_away(owed.due), (_MY_WORK,))
