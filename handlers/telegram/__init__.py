"""Telegram's way in: python-telegram-bot's own handlers, thin callbacks, routes on one screen."""
