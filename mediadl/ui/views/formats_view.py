"""The formats page: a preset or rows picked by hand, what will come of it, and the way to download it."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediadl.domain import units
from mediadl.domain.errors import UserError
from mediadl.domain.job import Job
from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import (
    Picks,
    likely_formats,
    options_for,
    picks_of,
    preset_of,
    preset_options,
    presets_for,
    total_size,
)
from mediadl.domain.presets import Preset, preset
from mediadl.domain.selection import chosen_formats, codec_name, delivery, is_silent, resolution
from mediadl.engine.engine import Engine
from mediadl.ui.models.format_words import hdr_words, language_words, size_words
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_footer import ChoiceFooter, action_button
from mediadl.ui.views.choice_view import ChoiceView
from mediadl.ui.views.format_controls import PresetChips
from mediadl.ui.views.format_table import FormatTable


class FormatsView(ChoiceView):
    """Chips for people over the full table; rows picked in one kind stay picked while another is shown."""

    ICON = "formats"
    PICTURE = "video"
    NOTHING = (
        "Nothing to choose",
        "Paste a link, then press “Choose format…” to see every format that the site offers.",
    )

    def __init__(
        self,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            engine=engine,
            operations=operations,
            theme=theme,
            thumbnails=thumbnails,
            parent=parent,
        )
        self.chips = PresetChips(theme, self)
        self.formats = FormatTable(theme, self)
        self.model, self.table = self.formats.model, self.formats.rows
        self._media: Media | None = None
        self._base = DownloadOptions()
        self._preset: Preset | None = None
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()
        self.clear()

    @property
    def menu_actions(self) -> tuple[QAction, ...]:
        """What can be done here, for the window's menu."""
        return (self.formats.pick_action, *super().menu_actions)

    # --- what the frame asks --------------------------------------------------------------------------------

    def fill(self, job: Job) -> None:
        """Show the formats that the probe has found, with what the job was asked for chosen."""
        media = self.engine.finding(job.id).media or Media(id="", extractor="", url=job.url, title="")
        self._media, self._base = media, job.options
        self._show_header(job)
        self.chips.show_presets(presets_for(media))
        asked = preset_of(job.options)
        offered = [known.name for known in presets_for(media)]
        self._preset = asked if asked and asked.name in offered else None
        by_hand = picks_of(chosen_formats(media)) if asked is None else Picks()
        if self._preset is None and not by_hand.formats and offered:
            self._preset = preset(offered[0])
        self.formats.hide_columns(self.engine.settings.hidden_format_columns)
        self.formats.show_media(media, by_hand, self._first_kind(by_hand))
        self._summarise()
        self.table.setFocus()

    def emptied(self) -> None:
        """Let go of the media."""
        self._media, self._preset = None, None
        self.formats.show_media(None, Picks(), FormatKind.COMBINED)

    def job_changed(self, job: Job) -> None:
        """A title may come late."""
        self._show_header(job)

    def can_send(self) -> bool:
        """Whether a preset is chosen, or rows that go together."""
        return self._media is not None and bool(self._media.formats) and self._options() is not None

    def send(self) -> bool:
        """Ask for what is chosen."""
        options = self._options()
        if options is None or self.job_id is None:
            return False
        self.operations.choose_format(self.job_id, options, delivery(self._formats(), options) or None)
        return True

    # --- inside ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table.addActions([self.download_action, self.later_action, self.cancel_action])
        self.formats.picked.connect(self._on_picked)
        self.formats.columns_chosen.connect(self._on_columns_chosen)
        self.chips.chosen.connect(self._on_preset_chosen)
        buttons = [
            action_button(self.later_action, kind="quiet", parent=self),
            action_button(self.cancel_action, parent=self),
            action_button(self.download_action, kind="primary", parent=self),
        ]
        self.footer = ChoiceFooter(self.theme, buttons, self)
        self.frame(self._body(), self.footer)

    def _body(self) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addWidget(self.formats, 1)
        self._column = column
        return body

    def _show_header(self, job: Job) -> None:
        media = self._media
        duration_s = job.duration_s if media is None else media.duration_s
        length = units.duration(duration_s) if duration_s else ""
        facts = (job.site or "", length, (media.uploader if media else "") or "")
        self.header.show_facts(
            job.display_title, " · ".join(fact for fact in facts if fact), job.thumbnail_url
        )

    def _first_kind(self, by_hand: Picks) -> FormatKind:
        """The kind of what is chosen, else the first that has any."""
        known = self._media.formats if self._media else ()
        chosen = by_hand.formats or self._formats() or known
        return chosen[0].kind if chosen else FormatKind.COMBINED

    def _on_preset_chosen(self, name: str) -> None:
        self._preset = preset(name)
        self.model.set_picks(Picks())
        self._summarise()

    def _on_columns_chosen(self, hidden: tuple[str, ...]) -> None:
        self.operations.change_settings(hidden_format_columns=hidden)

    def _on_picked(self) -> None:
        self._preset = None
        self._summarise()

    def _formats(self) -> tuple[Format, ...]:
        if self._preset is None or self._media is None:
            return self.model.picks.formats
        if preset_options(self._preset, self._base) == self._base and self._media.chosen_ids:
            return chosen_formats(self._media)
        return likely_formats(self._media, self._preset.options)

    def _options(self) -> DownloadOptions | None:
        """The options of what is chosen; None while that is nothing or does not go together."""
        if self._preset is not None:
            return preset_options(self._preset, self._base)
        try:
            return options_for(self.model.picks, self._base)
        except UserError:
            return None

    def _summarise(self) -> None:
        self.chips.check(self._preset.name if self._preset else None)
        picks, duration_s = self.model.picks, self._media.duration_s if self._media else None
        picked = f"Picked: {' + '.join(picked_words(one) for one in picks.formats)}" if picks.formats else ""
        try:
            options = preset_options(self._preset, self._base) if self._preset else options_for(
                picks, self._base
            )  # fmt: skip
        except UserError as error:
            self.footer.say(str(error), picked, is_problem=bool(picks.formats))
        else:
            detail = f"{self._preset.title}: {self._preset.hint}" if self._preset else picked
            line = outcome_words(self._formats(), options, duration_s) or "Ready to download"
            self.footer.say(line, detail, is_warning=is_silent(self._formats()))
        self.update_actions()

    def _refresh(self) -> None:
        metrics = self.theme.metrics
        self._column.setContentsMargins(metrics.space_l, metrics.space_l, metrics.space_l, metrics.space_s)
        self._column.setSpacing(metrics.space_m)


def outcome_words(formats: Sequence[Format], options: DownloadOptions, duration_s: float | None) -> str:
    """What will come of these: "2160p · WEBM · VP9 · HDR10 · no sound · about 1.2 GB"."""
    hdr = "" if options.is_audio_only else hdr_words(formats)
    silence = "no sound" if is_silent(formats) else ""
    words = (delivery(formats, options), hdr, silence, size_words(total_size(formats, duration_s)))
    return " · ".join(word for word in words if word)


def picked_words(one: Format) -> str:
    """A picked row in a few words: "1080p60 H.264", "AAC English · original"."""
    line = resolution(one)
    fps = f"{one.fps:.3g}" if one.fps and one.fps > 30 else ""
    picture = f"{line}p{fps}" if line else ""
    codecs = " + ".join(name for name in (codec_name(one.vcodec), codec_name(one.acodec)) if name)
    words = (picture, codecs, language_words(one) if one.kind is FormatKind.AUDIO_ONLY else "")
    return " ".join(word for word in words if word) or one.id
