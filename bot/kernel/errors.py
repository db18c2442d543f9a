"""Our own faults. A person's slip is an answer and a vendor's failure a `SendError`: neither is
here.
"""


class TosoError(Exception):
    """Something is wrong on our side.

    `notice` is the id of the text that the person or the operator may read; the message is for the
    log and holds neither personal data nor a secret.
    """

    def __init__(self, message: str, *, notice: str = "fault.apology") -> None:
        super().__init__(message)
        self.notice = notice
