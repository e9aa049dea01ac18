"""What letters by e-mail need of the rest: the way in of whoever they are for, and links to files too large for it."""

import hmac
from functools import partial

from bot.channels.email import FILES_OPEN, EmailCarrier, Find
from bot.clock import machine_now
from bot.house import House
from bot.mailserver import MailServer
from data import ways
from data.dispatch import Claimed
from data.models import File
from handlers.inviting import secret

PATH = "thu"
__all__ = ["FILES_OPEN", "carrier", "opens", "token"]


def carrier(house: House, server: MailServer, find: Find) -> EmailCarrier:
    async def way_in(claimed: Claimed) -> str:
        person = claimed.letter.person_id or 0
        setting = house.setting
        made = partial(
            ways.way_in, person_id=person, secret=partial(secret, setting), hashed=setting.hash_code,
            machine=machine_now(),
        )  # fmt: skip
        link = await house.database.write(made)
        return f"{setting.web_url}/vao/{link}" if link else setting.web_url

    def file_link(claimed: Claimed, file: File) -> str:
        letter, number = claimed.letter.id or 0, file.id or 0
        return f"{house.setting.web_url}/{PATH}/{letter}/{number}/{token(house, letter, number)}"

    return EmailCarrier(server, find, way_in, file_link, house.hasher.mark)


def token(house: House, letter: int, file: int) -> str:
    """Of one file of one letter; nothing else makes it but our key."""
    return house.hasher.mark(f"file {file} of letter {letter}")[:22]


def opens(house: House, letter: int, file: int, given: str) -> bool:
    return hmac.compare_digest(token(house, letter, file), given)
