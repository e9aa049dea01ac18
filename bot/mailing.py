"""What letters by e-mail need of the rest: the way in of whoever they are for, and links to files too large for it."""

from functools import partial

from bot.channels.email import EmailCarrier, Find
from bot.clock import machine_now
from bot.filelinks import file_link
from bot.house import House
from bot.mailserver import MailServer
from data import ways
from data.dispatch import Claimed
from handlers.inviting import secret


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

    return EmailCarrier(server, find, way_in, partial(file_link, house), house.hasher.mark)
