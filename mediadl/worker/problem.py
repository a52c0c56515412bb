"""A failure that is found by the worker itself rather than by yt-dlp."""

from datetime import datetime

from mediadl.domain.failures import Failure, FailureKind, failure


class DownloadProblem(Exception):
    """Ends the request; `subject` and `folder` go into the kind's sentence, `detail` below it."""

    def __init__(
        self,
        kind: FailureKind,
        detail: str = "",
        *,
        subject: str = "",
        folder: str = "",
        begins_at: datetime | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.subject = subject
        self.folder = folder
        self.begins_at = begins_at

    def as_failure(self, host: str, folder: str) -> Failure:
        """The failure of a request on `host` that wrote to `folder`."""
        known = failure(
            self.kind, detail=str(self), host=host, folder=self.folder or folder, subject=self.subject
        )
        return known.model_copy(update={"begins_at": self.begins_at})
