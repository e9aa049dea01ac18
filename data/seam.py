"""The one place where a test may stop the world: the database, files and the network each announce what comes next."""

from collections.abc import Callable

Step = Callable[[str], None]


def _go_on(what: str) -> None:
    """Nothing watches."""


_watch: Step = _go_on


def step(what: str) -> None:
    _watch(what)


def watch(watcher: Step | None) -> None:
    """Let `watcher` see every step (and raise or kill at one); None takes it away."""
    global _watch
    _watch = watcher or _go_on
