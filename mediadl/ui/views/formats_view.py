"""The formats page: a preset or rows picked by hand, what goes with them, and the way to download it all."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediadl.domain import units
from mediadl.domain.conversions import delivered_as
from mediadl.domain.errors import UserError
from mediadl.domain.extras import asked_tracks, says_extras, without_extras
from mediadl.domain.job import Job
from mediadl.domain.likely import likely_formats
from mediadl.domain.media import Format, FormatKind, Media, SubtitleTrack
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.options import DownloadOptions
from mediadl.domain.picking import (
    Picks,
    options_for,
    picks_of,
    preset_of,
    preset_options,
    presets_for,
    written_options,
)
from mediadl.domain.presets import Preset
from mediadl.domain.resolving import known_preset
from mediadl.domain.selection import chosen_formats, delivery, is_silent
from mediadl.domain.substitutes import substitute_words
from mediadl.engine.engine import Engine
from mediadl.ui.models.outcome_words import Outcome, detail_words, outcome_words, picked_words
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails
from mediadl.ui.views.choice_footer import ChoiceFooter, action_button
from mediadl.ui.views.choice_view import ChoiceView
from mediadl.ui.views.clips_pane import ClipsPane
from mediadl.ui.views.format_controls import PresetChips
from mediadl.ui.views.format_panes import FormatPanes
from mediadl.ui.views.format_questions import FormatQuestions
from mediadl.ui.views.format_table import FormatTable
from mediadl.ui.views.subtitles_pane import SubtitlesPane


class FormatsView(ChoiceView):
    """Chips for people over the full table; rows picked in one kind stay picked while another is shown."""

    ICON = "formats"
    PICTURE = "video"
    NOTHING = (
        "Nothing to choose",
        "Paste a link, then press “Choose format…” to see every format that the site offers.",
    )

    def __init__(
        self, *, engine: Engine, operations: Operations, theme: Theme, thumbnails: Thumbnails
    ) -> None:
        super().__init__(engine=engine, operations=operations, theme=theme, thumbnails=thumbnails)
        self.chips = PresetChips(theme, self)
        self.formats = FormatTable(theme, self)
        self.model, self.table = self.formats.model, self.formats.rows
        self.subtitles = SubtitlesPane(theme, self)
        self.clips = ClipsPane(theme, self)
        panes = (("Formats", self.formats), ("Subtitles", self.subtitles), ("Chapters and clips", self.clips))
        self.panes = FormatPanes(theme, panes, self)
        self._questions = FormatQuestions(engine, operations)
        self._media: Media | None = None
        self._base, self._layer = DownloadOptions(), DownloadOptions()
        self._preset: Preset | None = None
        self._news = ""
        """What has changed since the formats were picked last, until the user picks others."""
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
        self._media, self._base, self._layer = media, job.options, job.asked
        self._show_header(job)
        settings = self.engine.settings
        self.chips.show_presets(presets_for(media, settings))
        asked = self._preset_of(job)
        offered = [known.name for known in presets_for(media, settings)]
        self._preset = asked if asked and asked.name in offered else None
        by_hand = picks_of(chosen_formats(media)) if asked is None else Picks()
        if self._preset is None and not by_hand.formats and offered:
            self._preset = known_preset(settings, offered[0])
        self.subtitles.show_media(media, job.options)
        self.clips.show_media(media, job.options)
        self.panes.show_pane(0)
        self.formats.hide_columns(settings.hidden_format_columns)
        self.formats.order.show(settings.format_order)
        self.formats.widths.show(settings.format_widths)
        self.formats.show_media(media, by_hand, self._first_kind(by_hand))
        self._news = substitute_words(media, job.options)
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
        foretold = delivery(self._formats(), options, delivered_as(self._formats(), options))
        self.operations.choose_format(self.job_id, options, foretold or None)
        return True

    # --- inside ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table.addActions([self.download_action, self.later_action, self.cancel_action])
        self.formats.picked.connect(self._on_picked)
        self.formats.columns_chosen.connect(self._on_columns_chosen)
        self.formats.order.chosen.connect(self._on_sorted)
        self.formats.widths.chosen.connect(self._on_widened)
        self.chips.chosen.connect(self._on_preset_chosen)
        self.formats.selector.check_wanted.connect(self._on_selector_wanted)
        self.formats.selector.changed.connect(self._on_selector_changed)
        self.subtitles.preview_wanted.connect(self._on_preview_wanted)
        for pane in (self.subtitles, self.clips):
            pane.changed.connect(self._summarise)
            pane.addActions([self.download_action, self.later_action])
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
        column.addWidget(self.panes, 1)
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
        self._news = ""
        self._preset = known_preset(self.engine.settings, name)
        self.formats.selector.forget()
        self.model.set_picks(Picks())
        if says_extras(self._preset.options) and self._media is not None:
            self.subtitles.show_options(self._media, self._preset.options)
            self.clips.show_options(self._preset.options)
        self._summarise()

    def _on_preview_wanted(self, track: SubtitleTrack) -> None:
        job_id = self.job_id
        if job_id is not None:
            self._questions.how_it_begins(job_id, track, partial(self._on_preview, job_id, track))

    def _on_preview(self, job_id: str, track: SubtitleTrack, text: str) -> None:
        if job_id == self.job_id:
            self.subtitles.show_preview(track, text)

    def _on_selector_wanted(self, selector: str) -> None:
        if self._media is not None:
            options = written_options(selector, self._base)
            self._questions.what_is_taken(options, self._media, partial(self._on_selector_tried, selector))

    def _on_selector_tried(self, selector: str, formats: tuple[Format, ...], problem: str) -> None:
        self.formats.selector.show_found(selector, formats, problem)

    def _on_selector_changed(self) -> None:
        self._preset, self._news = None, ""
        self.model.set_picks(Picks())
        self._summarise()

    def _on_columns_chosen(self, hidden: tuple[str, ...]) -> None:
        self.operations.change_settings(hidden_format_columns=hidden)

    def _on_widened(self, widths: tuple[tuple[str, float], ...]) -> None:
        self.operations.change_settings(format_widths=widths)

    def _on_sorted(self, order: str) -> None:
        self.operations.change_settings(format_order=order)

    def _on_picked(self) -> None:
        self._preset, self._news = None, ""
        self._summarise()

    def _formats(self) -> tuple[Format, ...]:
        if self._preset is None or self._media is None:
            return self.formats.selector.formats or self.model.picks.formats
        options = self._options_of(self._preset)
        if without_extras(options) == without_extras(self._base) and self._media.chosen_ids:
            return chosen_formats(self._media)
        return likely_formats(self._media, options)

    def _options_of(self, preset: Preset) -> DownloadOptions:
        return preset_options(preset, self._base, self.engine.settings, self._layer)

    def _preset_of(self, job: Job) -> Preset | None:
        settings, bare = self.engine.settings, without_extras
        whole = preset_of(job.options, settings, job.asked)
        return whole or preset_of(bare(job.options), settings, bare(job.asked))

    def _asked(self) -> DownloadOptions:
        """The options of what is chosen.

        Raises:
            UserError: nothing is, or it does not go together.
        """
        written = self.formats.selector
        if problem := self.clips.problem_words or written.problem_words:
            raise UserError(problem)
        if self._preset:
            chosen = self._options_of(self._preset)
        elif written.selector:
            chosen = written_options(written.selector, self._base)
        else:
            chosen = options_for(self.model.picks, self._base)
        options = chosen.model_copy(update={**self.subtitles.extras, **self.clips.extras})
        for wrong in stopping(problems(options, self._media)):
            raise UserError(wrong.sentence)
        return options

    def _options(self) -> DownloadOptions | None:
        """As `_asked`; None where that raises."""
        try:
            return self._asked()
        except UserError:
            return None

    def _summarise(self) -> None:
        self.chips.check(self._preset.name if self._preset else None)
        self.panes.label(1, str(len(self.subtitles.checked) or ""))
        self.panes.label(2, str(len(self.clips.clips) or ""))
        formats = self._formats()
        picked = f"Picked: {' + '.join(picked_words(one) for one in formats)}." if formats else ""
        try:
            outcome = self._outcome(formats, self._asked())
        except UserError as error:
            is_problem = bool(formats or self.clips.problem_words or self.formats.selector.problem.text())
            self.footer.say(str(error), "" if self._preset else picked, is_problem=is_problem)
        else:
            hint = f"{self._preset.title}: {self._preset.hint}." if self._preset else ""
            on_the_way = detail_words(outcome)
            what = (on_the_way or hint,) if self._preset else (picked, on_the_way)
            detail = " ".join(words for words in (self._news, *what, *self._notes(outcome.options)) if words)
            is_warning = is_silent(formats) or bool(self._news)
            self.footer.say(outcome_words(outcome) or "Ready to download", detail, is_warning=is_warning)
        self.update_actions()

    def _notes(self, options: DownloadOptions) -> Iterable[str]:
        """What will not be as wished; that a picked format is gone is said once, by `_news`."""
        found = problems(options, self._media)
        return (one.sentence for one in found if not one.stops and one.field != "custom_format")

    def _outcome(self, formats: tuple[Format, ...], options: DownloadOptions) -> Outcome:
        media = self._media
        tracks = asked_tracks(media, options) if media else ()
        return Outcome(formats, options, media.duration_s if media else None, tracks)

    def _refresh(self) -> None:
        metrics = self.theme.metrics
        self._column.setContentsMargins(metrics.space_l, metrics.space_l, metrics.space_l, metrics.space_s)
        self._column.setSpacing(metrics.space_m)
