"""The formats page: a preset or rows picked by hand, what will come of it, and the way to download it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

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
from mediadl.ui.models.format_words import FormatColumn, hdr_words, language_words, size_words
from mediadl.ui.models.formats_model import FormatsModel
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_footer import ChoiceFooter, action_button
from mediadl.ui.views.choice_view import ChoiceView
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.format_controls import KindSegments, PresetChips
from mediadl.ui.views.row_delegate import RowDelegate
from mediadl.ui.views.row_table import RowTable

_NO_FORMATS = "The site offers no format for this. Try the link again later, or cancel the download."


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
        self.model = FormatsModel(self)
        self.chips = PresetChips(theme, self)
        self.segments = KindSegments(theme, self)
        self.delegate = RowDelegate(theme, self)
        self.table = RowTable(theme, self.delegate, one_click=True, parent=self)
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
        return (self._pick_action, *super().menu_actions)

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
        self.model.set_media(media, by_hand)
        self._show_kind(self._first_kind(by_hand))
        self.table.placeholder = "" if media.formats else _NO_FORMATS
        self._summarise()
        self.table.setFocus()

    def emptied(self) -> None:
        """Let go of the media."""
        self._media, self._preset = None, None
        self.model.set_media(None, Picks())

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
        self.delegate.round_mark = True
        self.delegate.marked_rows_glow = True
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName("Formats")
        self._pick_action = QAction("Pick this format", self.table)
        self._pick_action.setShortcut(QKeySequence("Space"))
        self._pick_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._pick_action.triggered.connect(self.table.toggle_selected)
        self.table.addActions([self._pick_action, self.table.sort_menu.menuAction()])
        self.table.addActions([self.download_action, self.later_action, self.cancel_action])
        self.table.checked.connect(self._on_rows_checked)
        self.chips.chosen.connect(self._on_preset_chosen)
        self.segments.chosen.connect(self._show_kind)
        self._heading = QLabel("Or pick one picture, and the sounds that go with it.", self)
        self._heading.setProperty("role", "muted")
        buttons = [
            action_button(self.later_action, kind="quiet", parent=self),
            action_button(self.cancel_action, parent=self),
            action_button(self.download_action, kind="primary", parent=self),
        ]
        self.footer = ChoiceFooter(self.theme, buttons, self)
        self.frame(self._body(), self.footer)

    def _body(self) -> QWidget:
        body = QWidget(self)
        bar = FlowLayout()
        bar.addWidget(self.segments)
        bar.addWidget(self._heading)
        self._bar = bar
        column = QVBoxLayout(body)
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
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
        chosen = by_hand.formats or self._formats()
        if chosen:
            return chosen[0].kind
        return next((kind for kind in FormatKind if self.model.count(kind)), FormatKind.COMBINED)

    def _show_kind(self, kind: FormatKind) -> None:
        self.delegate.round_mark = kind is not FormatKind.AUDIO_ONLY
        self.model.show_kind(kind)
        self.segments.show_counts(self.model.count, kind)
        for column in FormatColumn:
            self.table.setColumnHidden(column, not self.model.is_column_useful(column))
        self._fit_columns()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, self.model.first_column))

    def _on_preset_chosen(self, name: str) -> None:
        self._preset = preset(name)
        self.model.set_picks(Picks())
        self._summarise()

    def _on_rows_checked(self, rows: list[int], checked: bool) -> None:
        self.model.check_rows(rows, checked)
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

    def _fit_columns(self) -> None:
        header = self.table.horizontalHeader()
        self.table.resizeColumnsToContents()
        shown = [column for column in FormatColumn if not self.table.isColumnHidden(column)]
        widths = {
            int(column): max(self.table.columnWidth(column), header.sectionSizeHint(column))
            for column in shown
        }
        self.table.set_widths(widths, shown[-1])

    def _refresh(self) -> None:
        metrics = self.theme.metrics
        self._column.setContentsMargins(metrics.space_l, metrics.space_l, metrics.space_l, metrics.space_s)
        self._column.setSpacing(metrics.space_m)
        self._bar.setSpacing(metrics.space_m)
        self.table.set_row_height(metrics.row_height_compact)
        self._fit_columns()


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
