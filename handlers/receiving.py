"""A file that somebody sends: kept as a row first, whatever it turns out to belong to."""

from dataclasses import replace
from typing import Any

from core.delivery import CHANNELS
from core.filenames import ended, file_name
from core.say import Audience, Choice, Say
from core.texts import answers, groups
from core.texts import report as texts
from core.vietnamese import tidy
from data import albums, errands, files, outbox
from data.models import File
from handlers import announcing, attaching, beginnings, behalf, importing, joining, mending, private
from handlers.awaiting import AWAITED_FILES, waiting_for
from handlers.drafting import in_hand
from handlers.turn import Turn

LONGEST_CAPTION = 1024


async def receive(
    turn: Turn,
    *,
    album: str = "",
    caption: str = "",
    answers_to: str = "",
    about: tuple[int, ...] = (),
    spoken: bool = False,
    **file: Any,
) -> Say:
    """A file: kept as a row first, whatever it turns out to belong to. `album`: the channel's own word for those that
    were sent together; `answers_to`: its receipt of the letter that this is a reply to; `about`: what it is for."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    file["name"] = ended(file_name(file["name"]), file.get("kind", ""))
    refusal = await _unfit(turn, file)
    if refusal is not None:
        return refusal
    claim = await joining.open_claim(turn)
    kept = await _kept(turn, None if claim else turn.person_id, album, tidy(caption)[:LONGEST_CAPTION], file, spoken)
    awaits = await waiting_for(turn) if claim is None else None
    composing = awaits is not None and awaits.action.startswith("announce.")
    if claim is None and (composing or await announcing.collects(turn)):
        return await announcing.filed(turn, await _together(turn, album, kept))
    if awaits is not None and awaits.action in AWAITED_FILES:
        awaited = await AWAITED_FILES[awaits.action](turn, kept, **awaits.args)
        if awaited is not None:
            return awaited
    if claim is None and await behalf.collects(turn):
        return await behalf.filed(turn, await _together(turn, album, kept))
    if claim is None and _sends_plans(turn):
        if spoken:
            return Say(answers.voice())
        return await (importing.receive if importing.is_sheet(kept) else beginnings.receive)(turn, kept)
    sent = await _together(turn, album, kept)
    if claim is not None:
        return await joining.receive(turn, claim, sent)
    about = about or (await outbox.about(turn.session, turn.chat_id, answers_to) if answers_to else ())
    if not about and awaits is not None and awaits.action == "mending.said":
        about = await mending.about(turn, int(awaits.args["submission"]))
    said = await attaching.receive(turn, sent, attaching.Hint(about, kept.source.get("caption", ""), spoken))
    noted = texts.voice_kept() if spoken else "" if album else texts.really(kept.name, kept.source.get("sort", ""))
    nameless = said.awaits is not None and said.awaits.action == private.TYPED
    return replace(said, text=f"{noted}\n{said.text}") if noted and not nameless else said


async def from_group(turn: Turn, **file: Any) -> Say:
    """A file that a unit's person sent in a group, taken as though they had sent it here, in private."""
    said = await receive(turn, **file)
    return replace(said, text=f"{groups.from_group([file['name']])}\n{said.text}")


async def _kept(turn: Turn, sender: int | None, album: str, caption: str, file: dict[str, Any], spoken: bool) -> File:
    """Its bytes, where the channel only named it, are fetched as soon as this is durable; else they are looked into."""
    more = {"album": album, "caption": caption, "spoken": int(spoken)}
    named = file.pop("source", {})
    source = {**named, **{name: value for name, value in more.items() if value}}
    kept: File = await files.add(turn.session, turn.now, person_id=sender, source=source, **file)
    if kept.state == "known":
        args = {"file": kept.id, **named}
        await errands.ask(turn.session, errands.FETCH, args, turn.now, turn.machine, turn.chat_id)
    elif "look" in source:
        await errands.ask(turn.session, errands.LOOK, {"file": kept.id}, turn.now, turn.machine, turn.chat_id)
    return kept


async def _together(turn: Turn, album: str, kept: File) -> list[File]:
    """With those of the same album that came before it."""
    if not album:
        return [kept]
    turn.album = await albums.begun(turn.session, turn.chat_id, album, kept.id or 0)
    return await files.by_ids(turn.session, turn.album.files) if len(turn.album.files) > 1 else [kept]


def _sends_plans(turn: Turn) -> bool:
    """Who hands in for a unit sends its reports; an organiser alone sends plans."""
    return turn.organises and not turn.units and turn.draft is None


async def _composing(turn: Turn) -> Choice | None:
    """The step of an announcement that a file belongs to, however long it takes to come by the other way."""
    awaits = await waiting_for(turn)
    return awaits if awaits is not None and awaits.action.startswith("announce.") else None


async def _unfit(turn: Turn, file: dict[str, Any]) -> Say | None:
    """What the channel cannot bring here has another way; what is empty is said to be."""
    limit, size = CHANNELS[turn.row.channel].fetch, file["size"]
    if size > limit and not file.get("sha256"):
        hand = await in_hand(turn)
        link = turn.uplink(hand.owed.id if hand else 0) if turn.speaker.person is not None else turn.setting.web_url
        awaits = await _composing(turn) if turn.speaker.person is not None else None
        return Say(texts.file_too_big(file["name"], limit // 1_000_000, link or None), awaits=awaits)
    return Say(texts.empty_file(file["name"])) if size == 0 else None
