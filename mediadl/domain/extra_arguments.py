"""Which further arguments of yt-dlp a user may pass on; what they mean is for yt-dlp's own parser to say."""

from collections.abc import Sequence

from mediadl.domain.errors import UserError
from mediadl.domain.proxies import login_of_proxy
from mediadl.domain.ytdlp_arguments import REASONS, Fate, walk

_NOT_KEPT = "Options are saved as they are typed, so no password is kept among them."


def refusals(arguments: Sequence[str]) -> tuple[str, ...]:
    """Why these arguments are not passed on, a sentence for each that is not; none when all are.

    Only what is known to be harmless is: an argument that a later yt-dlp brings is refused at first.
    """
    said: list[str] = []
    try:
        for argument in walk(arguments):
            if argument.option is None:
                said.append(f"“{argument.written}” is no option. Options begin with --, links go elsewhere.")
            elif argument.option.fate is not Fate.PASSED:
                said.append(REASONS[argument.option.fate].format(name=argument.option.name))
            elif any(_reads_like_option(value) for value in argument.values):
                written = argument.written
                said.append(f"“{written}” lacks its value. Write {written}=… when the value begins with --.")
            elif any(login_of_proxy(value)[1] for value in argument.values):
                said.append(f"A password stands in the address behind “{argument.written}”. {_NOT_KEPT}")
    except UserError as error:
        said.append(str(error))
    return tuple(dict.fromkeys(said))


def _reads_like_option(value: str) -> bool:
    return value.startswith("--")
