"""The two families of errors.

A `LiminalError` is something a person can mend: it is shown as one line, with exit code 2. Any other exception is a bug
of ours, and is shown with its traceback.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class LiminalError(Exception):
    """A problem to be mended by the person at the keyboard.

    The message is one line that names the fault, the value, the values allowed, and the remedy.
    """


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ' (did you mean "..."?)' with the closest of `choices`, or "" when none is close."""
    # Imported here: it is needed only after a mistyped word.
    from difflib import get_close_matches

    close = get_close_matches(word, list(choices), n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""


@contextmanager
def located(place: str) -> Iterator[None]:
    """Say of any exception from within in which place of the world it came about: its traceback ends with that."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in {place}")
        raise
