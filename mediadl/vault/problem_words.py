"""What the user reads when the key to the vault cannot be had: what works, and what to do."""

from mediadl.domain.accounts import KeyringProblem

_WHAT = {
    KeyringProblem.NO_KEYRING: "There is no keyring on this system that could keep the key to your accounts.",
    KeyringProblem.LOCKED: "The system's keyring is locked.",
    KeyringProblem.DENIED: "The system's keyring did not let MediaDL in.",
    KeyringProblem.HANGS: "The system's keyring does not answer.",
    KeyringProblem.BROKEN: "The system's keyring reports an error.",
    KeyringProblem.KEY_GONE: "The key to your saved accounts is no longer in the system's keyring.",
}
_NOTHING_SAVED = "Downloads work as ever, and accounts that you add now are kept until MediaDL ends."
_SOME_SAVED = (
    "Downloads work as ever; saved accounts cannot be used, and those that you add now are kept until "
    "MediaDL ends."
)
_REMEDY = {
    KeyringProblem.NO_KEYRING: "Start one, such as GNOME Keyring, KWallet or KeePassXC, then try again.",
    KeyringProblem.LOCKED: "Unlock it, then try again.",
    KeyringProblem.DENIED: "Try again, and allow it.",
    KeyringProblem.HANGS: "If it asks for a password, answer it, and MediaDL goes on; else try again later.",
    KeyringProblem.BROKEN: "Restart it, or log out and in, then try again.",
    KeyringProblem.KEY_GONE: (
        "Put the keyring back from a backup and try again, or delete those accounts and add them anew."
    ),
}


def sentences(problem: KeyringProblem, *, has_sealed: bool) -> str:
    """What is wrong, what works, and what to do; `has_sealed` says whether anything waits for the key."""
    works = _SOME_SAVED if has_sealed else _NOTHING_SAVED
    return f"{_WHAT[problem]} {works} {_REMEDY[problem]}"
