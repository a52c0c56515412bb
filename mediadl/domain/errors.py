"""The errors that carry a sentence for the user; what is not a `UserError` is a bug of ours.

UserError
├── InvalidLink        the text is no http(s) link
├── InvalidItems       a range expression such as "1-3,7" cannot be read or selects nothing
├── InvalidArchive     a file is no archive of yt-dlp
├── UnknownJob         the job was removed meanwhile
├── NotAllowed         the job's state does not allow the command
├── FolderUnusable     a folder cannot be made, read or written
├── UnknownPreset      no preset has that name
├── InvalidTemplate    an output template cannot be read, or leads out of the download folder
├── InvalidCookies     a text or a file holds no cookies that can be read
├── UnknownAccount     the account was deleted meanwhile, or never was there
├── SecretUnreadable   a sealed item was changed, swapped or replaced by an older one, or its key is gone
└── StoreUnusable      the database cannot be opened
"""


class UserError(Exception):
    """The world or the user is the cause; `str(error)` is a sentence fit to show."""


class InvalidLink(UserError):
    """The text is not a link that can be downloaded."""


class InvalidItems(UserError):
    """A range expression cannot be read, or selects nothing."""


class InvalidArchive(UserError):
    """A file is no archive of yt-dlp."""


class UnknownJob(UserError):
    """No job has this id: it was removed."""


class NotAllowed(UserError):
    """The job's present state does not allow the command."""


class FolderUnusable(UserError):
    """A folder cannot be made, read or written."""


class UnknownPreset(UserError):
    """No preset has this name."""


class InvalidTemplate(UserError):
    """An output template cannot be read, names what is not there, or leads out of the download folder."""


class InvalidCookies(UserError):
    """It holds no cookies that can be read; the sentence says what it is and what to export instead."""


class UnknownAccount(UserError):
    """No account has this id or name."""


class SecretUnreadable(UserError):
    """A sealed item cannot be trusted or opened; all others are unharmed."""


class StoreUnusable(UserError):
    """The database cannot be opened or written."""
