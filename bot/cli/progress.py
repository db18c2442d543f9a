"""How far long work has come: on stderr, so that it never stands in what is printed; nothing where
nobody watches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(label: str, *, is_quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how much is done, and of how much."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    shows = console.is_terminal and not is_quiet
    with Progress(console=console, transient=True, disable=not shows) as bar:
        task = bar.add_task(label, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell
