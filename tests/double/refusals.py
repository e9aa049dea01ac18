"""How Telegram says no: its own codes and its own wording, which clients tell apart by text."""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"


class Refusal(Exception):
    """One call refused: becomes an HTTP answer with the same code."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


def flooded(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def migrated(chat_id: int) -> Refusal:
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, reason, migrate_to_chat_id=chat_id)


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")


def not_found() -> Refusal:
    return Refusal(404, "Not Found")


def too_large() -> Refusal:
    return Refusal(413, "Request Entity Too Large")
