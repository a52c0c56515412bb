"""A failure that is found by the worker itself rather than by yt-dlp."""

from mediadl.domain.failures import Failure, FailureKind, failure


class DownloadProblem(Exception):
    """Ends the request; `subject` and `folder` go into the kind's sentence, `detail` below it."""

    def __init__(self, kind: FailureKind, detail: str = "", *, subject: str = "", folder: str = "") -> None:
        super().__init__(detail)
        self.kind = kind
        self.subject = subject
        self.folder = folder

    def as_failure(self, host: str, folder: str) -> Failure:
        """The failure of a request on `host` that wrote to `folder`."""
        return failure(
            self.kind, detail=str(self), host=host, folder=self.folder or folder, subject=self.subject
        )
