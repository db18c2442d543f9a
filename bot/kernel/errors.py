"""Our own faults. A person's slip is an answer and a vendor's failure a `SendError`: neither is
here.
"""

import traceback


class TosoError(Exception):
    """Something is wrong on our side.

    `notice` is the id of the text that the person or the operator may read, with `about` in it
    where that is given; the message is for the log and holds neither personal data nor a secret.
    """

    def __init__(self, message: str, *, notice: str = "fault.apology", about: str = "") -> None:
        super().__init__(message)
        self.notice = notice
        self.about = about


def traced(error: BaseException) -> dict[str, str]:
    """A fault as fields for the log: what it is and the places it passed, the innermost last.

    The message of another's exception may quote what a person wrote (`int("ba cô")` does); only our
    own, which holds nothing personal by its law, is told.
    """
    passed = traceback.extract_tb(error.__traceback__)
    fields = {
        "error": type(error).__name__,
        "trace": " ".join(f"{one.name}:{one.lineno}" for one in passed),
    }
    return {**fields, "message": str(error)} if isinstance(error, TosoError) else fields
