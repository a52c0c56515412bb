"""Which further arguments of yt-dlp a user may pass on; what they mean is for yt-dlp's own parser to say."""

from collections.abc import Sequence

from mediadl.domain.errors import UserError
from mediadl.domain.ytdlp_arguments import REASONS, Fate, walk


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
    except UserError as error:
        said.append(str(error))
    return tuple(dict.fromkeys(said))


def _reads_like_option(value: str) -> bool:
    return value.startswith("--")
