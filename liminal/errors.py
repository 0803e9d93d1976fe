"""The two families of errors.

    Exception
    +-- LiminalError      something a person can mend: shown as one line, exit code 2
    +-- (anything else)   a bug of ours: shown with its traceback
"""


class LiminalError(Exception):
    """A problem to be mended by the person at the keyboard.

    The message is one line and says what is wrong, which value it was, what is allowed, and what to do next.
    """
