"""A strict double of Telegram's Bot API: it keeps what Telegram keeps and refuses what Telegram refuses.

In a test:                 async with Double() as telegram: ... telegram.url, telegram.token
As a process of its own:   python -m tests.double --port 8081 --control-port 8082, and Remote("http://127.0.0.1:8082")
"""

from tests.double.faults import Fault, Faults
from tests.double.history import Seen
from tests.double.limits import Limits
from tests.double.people import Group, Heard, Person
from tests.double.remote import Remote
from tests.double.server import TOKEN, Double

__all__ = ["TOKEN", "Double", "Fault", "Faults", "Group", "Heard", "Limits", "Person", "Remote", "Seen"]
