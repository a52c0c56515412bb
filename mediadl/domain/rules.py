"""Rules: which links get which preset, folder and priority by themselves, from what is known of them."""

import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mediadl.domain import units
from mediadl.domain.links import host_of
from mediadl.domain.media import FormatKind, Media, Playlist
from mediadl.domain.sites import site_of

Kind = Literal["video", "audio", "live", "entry"]
KINDS: dict[Kind, str] = {
    "video": "a video",
    "audio": "sound alone",
    "live": "a live stream",
    "entry": "an entry of a playlist",
}
"""Words for each kind."""
_LONGEST = 500
"""So much of a title is looked at: a pattern must not take for ever over what a site sends."""


class Rule(BaseModel):
    """Conditions, all of which have to hold, and what then counts; empty fields say nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = ""
    enabled: bool = True
    site: str = ""
    """A host, with all below it ("youtube.com"), or an extractor's name ("youtube")."""
    channel: str = ""
    """A pattern with * and ?, whatever the case."""
    title: str = ""
    """Words, a pattern with * and ?, or a regular expression that is found anywhere; whatever the case."""
    title_is_regex: bool = False
    min_duration_s: float | None = Field(default=None, ge=0)
    max_duration_s: float | None = Field(default=None, ge=0)
    kind: Kind | None = None
    preset: str | None = None
    """Name of a preset; None leaves the one that is picked in the window."""
    folder: str | None = None
    """Absolute download folder."""
    cookies: str | None = None
    """Name of an account."""
    priority: int | None = Field(default=None, ge=-1, le=1)

    @property
    def display_name(self) -> str:
        """The name, or what it is about while it has none."""
        return self.name.strip() or next(iter(conditions(self)), "Every link")


@dataclass(frozen=True)
class Facts:
    """What is known of a link; None is not known yet, or never will be when the facts are `complete`."""

    url: str
    is_entry: bool = False
    extractor: str | None = None
    channel: str | None = None
    title: str | None = None
    duration_s: float | None = None
    is_live: bool | None = None
    has_picture: bool | None = None
    complete: bool = False


@dataclass(frozen=True)
class Verdict:
    """The rule that fires, or none; `is_open` says that one may fire once more is known."""

    rule: Rule | None = None
    is_open: bool = False


def facts_of(url: str, found: Media | Playlist, *, is_entry: bool = False) -> Facts:
    """All that there will be to know, after a look at the link."""
    if isinstance(found, Playlist):
        return Facts(url, is_entry, found.extractor, found.uploader, complete=True)
    pictures = [one for one in found.formats if one.kind is not FormatKind.AUDIO_ONLY]
    return Facts(
        url,
        is_entry,
        found.extractor,
        found.uploader,
        found.title,
        found.duration_s,
        found.is_live,
        bool(pictures) or not found.formats,
        complete=True,
    )


def first_match(rules: Sequence[Rule], facts: Facts) -> Verdict:
    """The first enabled rule that matches; none while an earlier one may still turn out to."""
    for rule in rules:
        if not rule.enabled:
            continue
        holds = matches(rule, facts)
        if holds is None:
            return Verdict(is_open=True)
        if holds:
            return Verdict(rule)
    return Verdict()


def matches(rule: Rule, facts: Facts) -> bool | None:
    """Whether all conditions hold; None when that depends on what is not known yet."""
    answers = list(_answers(rule, facts))
    if False in answers:
        return False
    return None if None in answers and not facts.complete else None not in answers


def because(rule: Rule) -> str:
    """Why the rule fires, as a sentence."""
    reasons = ", and ".join(conditions(rule)) or "it is for every link"
    named = f"Rule “{rule.name.strip()}”" if rule.name.strip() else "A rule"
    return f"{named} counts here: {reasons}."


def conditions(rule: Rule) -> Iterator[str]:
    """The conditions in words, one after the other."""
    if rule.site:
        yield f"the site is {rule.site}"
    if rule.channel:
        yield f"the channel is “{rule.channel}”"
    if rule.title:
        yield f"the title {'matches' if rule.title_is_regex else 'is like'} “{rule.title}”"
    if rule.min_duration_s:
        yield f"it lasts {units.duration(rule.min_duration_s)} or longer"
    if rule.max_duration_s is not None:
        yield f"it lasts {units.duration(rule.max_duration_s)} at most"
    if rule.kind:
        yield f"it is {KINDS[rule.kind]}"


def problems(rule: Rule) -> dict[str, str]:
    """What is wrong with a rule: a sentence by the name of its field; {} when it can be used."""
    found: dict[str, str] = {}
    if rule.title_is_regex and (reason := _wrong_with(rule.title)):
        found["title"] = f"This is no regular expression: {reason}."
    if (
        rule.min_duration_s is not None
        and rule.max_duration_s is not None
        and rule.max_duration_s < rule.min_duration_s
    ):
        found["max_duration_s"] = "The longest duration is below the shortest."
    if rule.preset is None and rule.folder is None and rule.cookies is None and rule.priority is None:
        found["preset"] = "Say what the rule does: a preset, a folder, an account or a priority."
    return found


def _answers(rule: Rule, facts: Facts) -> Iterator[bool | None]:
    if rule.site:
        yield _is_site(rule.site, facts)
    if rule.channel:
        yield _is_like(rule.channel, facts.channel)
    if rule.title:
        is_plain = not rule.title_is_regex and not re.search(r"[*?\[]", rule.title)
        pattern = f"*{rule.title.strip()}*" if is_plain else rule.title
        yield _is_like(pattern, facts.title, is_regex=rule.title_is_regex)
    if rule.min_duration_s:
        yield None if facts.duration_s is None else facts.duration_s >= rule.min_duration_s
    if rule.max_duration_s is not None:
        yield None if facts.duration_s is None else facts.duration_s <= rule.max_duration_s
    if rule.kind:
        yield _is_kind(rule.kind, facts)


def _is_site(site: str, facts: Facts) -> bool | None:
    wanted = _host(site)
    host = host_of(facts.url)
    if host == wanted or site_of(facts.url) == wanted:
        return True
    if "." in wanted:
        return host.endswith(f".{wanted}")
    if wanted in host.split(".")[:-1]:
        return True
    if facts.extractor is None:
        return None
    return wanted in {facts.extractor.lower(), facts.extractor.lower().partition(":")[0]}


def _host(site: str) -> str:
    """What was entered as a site: somebody may paste a whole link."""
    plain = site.strip().lower()
    return host_of(plain) if "://" in plain else plain.removeprefix("www.").strip("/")


def _is_like(pattern: str, text: str | None, *, is_regex: bool = False) -> bool | None:
    if text is None:
        return None
    compiled = _compiled(pattern if is_regex else fnmatch.translate(pattern.strip()))
    if compiled is None:
        return False
    find = compiled.search if is_regex else compiled.fullmatch
    return find(text[:_LONGEST].strip()) is not None


def _is_kind(kind: Kind, facts: Facts) -> bool | None:
    if kind == "entry":
        return facts.is_entry
    if kind == "live":
        return facts.is_live
    if facts.is_live:
        return False
    if facts.has_picture is None:
        return None
    return facts.has_picture is (kind == "video")


@lru_cache(maxsize=256)
def _compiled(expression: str) -> re.Pattern[str] | None:
    try:
        return re.compile(expression, re.IGNORECASE)
    except re.error:  # said at the field; a rule that another version saved matches nothing
        return None


def _wrong_with(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        return str(error)
    return ""
