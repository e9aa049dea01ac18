"""Errors that carry their consequence."""


class Refused(Exception):
    """What was asked cannot be done; `text` tells the person why and what to do next."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
