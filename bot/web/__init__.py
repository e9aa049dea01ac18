"""The web channel: a chat page that needs no account, its sign-in, its uploads, and the demo."""
