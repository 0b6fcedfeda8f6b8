"""One window with all that is in it, joined to one session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollArea, QStyle, QWidget

from cosegui.session.session import Session
from cosegui.tasks.runner import Runner

from .actions import ActionId, Actions
from .activity import ActivityWatch
from .canvas.reference import ReferenceView
from .canvas.view import Canvas
from .canvas.view_state import ViewState
from .commands.canvas import LAYER_ACTIONS, TOOL_ACTIONS, CanvasCommands
from .commands.gallery_menu import GalleryMenu
from .commands.help import HelpCommands
from .commands.importing import ImportCommands
from .commands.mask import MaskCommands
from .commands.project import ProjectCommands
from .commands.propagation import PropagationCommands
from .commands.review import ReviewCommands
from .commands.selection import SelectionCommands
from .commands.stage import StageCommands
from .commands.training import TrainingCommands
from .main_window import MainWindow
from .panels.gallery import GalleryPanel
from .panels.group_info import GroupPanel
from .panels.group_view import GroupView
from .panels.history import HistoryPanel
from .panels.layers import LayersPanel
from .panels.tools import ToolsPanel
from .preferences import Preferences
from .session_view import SessionView
from .stage import Stage
from .start_page import StartPage
from .theme import Theme, ThemeChoice
from .window_memory import WindowMemory


@dataclass(frozen=True)
class Knowledge:
    """What the window tells of the program and cannot know itself."""

    versions: Callable[[], Mapping[str, str]]
    diagnostics: Callable[[], str]
    suggestions: Callable[[], Mapping[str, Sequence[str]]]


class Shell(QObject):
    """Builds the window and its commands, and keeps what they show in step with the session."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        preferences: Preferences,
        theme: Theme,
        memory: WindowMemory,
        knowledge: Knowledge,
    ) -> None:
        super().__init__()
        self._session = session
        self._workspace = session.workspace
        self._preferences = preferences
        self._theme = theme
        self._memory = memory
        self.actions = Actions(self)
        self.window = MainWindow(self.actions)
        self.view_state = ViewState(self)
        self.canvas = Canvas(session.editor, self.view_state, runner)
        self.stage = Stage(
            self.canvas,
            ReferenceView(self.canvas, session.editor, self.view_state, runner),
            GroupView(session.workspace),
        )
        self.start_page = StartPage(self.actions)
        self.gallery = GalleryPanel(session.workspace, session.thumbnails)
        self.group_panel = GroupPanel(session.workspace)
        self.window.set_pages(self.start_page, self.stage)
        self._add_panels()
        self.project = ProjectCommands(self.window, session, memory)
        self.imports = ImportCommands(self.window, session, memory)
        self.review = ReviewCommands(self.window, session)
        self.selection = SelectionCommands(self.window, self.actions, session, self.gallery)
        self.propagation = PropagationCommands(self.window, self.actions, session)
        self.training = TrainingCommands(self.window, session, preferences)
        self.view = CanvasCommands(self.actions, session, self.canvas, self.window.status)
        self.views = StageCommands(self.actions, self.stage, session.workspace, self.view_state)
        self.mask = MaskCommands(self.window, self.actions, session)
        self.help = HelpCommands(
            self.window,
            self.actions,
            preferences,
            versions=knowledge.versions,
            diagnostics=knowledge.diagnostics,
            suggestions=knowledge.suggestions,
        )
        self.gallery_menu = GalleryMenu(
            self.window,
            session.workspace,
            self.review,
            self.actions,
            self.gallery.view.selected_ids,
        )
        self._connect_actions()
        self.session_view = SessionView(self.window, self.actions, session)
        self._connect_session()
        self.apply_settings()
        memory.restore_window(self.window)
        if memory.restore_panels(self.window.desk):
            self.window.keep_panel_widths()
        self._show_recent()
        self._show_can_run()

    def apply_settings(self) -> None:
        """Put the settings to use."""
        settings = self._preferences.settings
        self._theme.choose(ThemeChoice(settings.theme))
        self.actions.use_keys(settings.shortcuts)
        self.view_state.apply_settings(settings)
        self.canvas.apply_settings(settings)
        self._session.apply_settings(settings)

    def open_at_start(self, path: Path | None, *, is_demo: bool) -> None:
        """What the command line or the settings ask to be open first."""
        recent = self._memory.recent()
        if is_demo:
            self.project.open_demo()
        elif path is not None:
            self.project.open_path(path)
        elif self._preferences.settings.reopen_last and recent:
            self.project.open_path(recent[0])

    def keep_state(self) -> None:
        """Remember the window's place and how the canvas was set up, for the next start."""
        self._memory.keep_window(self.window, self.window.desk)
        self._keep_canvas()

    def _keep_canvas(self) -> None:
        settings = self.view_state.settings_from(self._preferences.settings)
        self._preferences.replace(
            settings.changed(
                brush_radius_px=self.canvas.brush_radius,
                wand_tolerance=self.canvas.wand_tolerance,
            )
        )

    def dispose(self) -> None:
        """Let go of the window; call it once the session has ended."""
        self.window.deleteLater()
        self.deleteLater()

    def _add_panels(self) -> None:
        left = Qt.DockWidgetArea.LeftDockWidgetArea
        right = Qt.DockWidgetArea.RightDockWidgetArea
        window = self.window
        gallery = window.add_panel("gallery", self.tr("Images"), self.gallery, left)
        self.tools_panel = ToolsPanel(self._session.editor, self.canvas)
        self.layers_panel = LayersPanel(self._session.editor, self.view_state)
        self.history_panel = HistoryPanel(self._session.editor)
        docks = [
            window.add_panel(name, title, _scrollable(panel), right)
            for name, title, panel in (
                ("tools", self.tr("Tool"), self.tools_panel),
                ("layers", self.tr("Layers"), self.layers_panel),
                ("group", self.tr("Group"), self.group_panel),
                ("history", self.tr("History"), self.history_panel),
            )
        ]
        window.group_panels(gallery, docks, stacked=2)
        # Tab goes as the eye does: the gallery, the canvas, the panels to its right.
        images = self.gallery
        for pair in pairwise(
            (images.search, images.filter, images.order, images.view, self.canvas)
        ):
            QWidget.setTabOrder(*pair)
        heard_in = (self.stage, self.gallery.view, self.tools_panel, self.layers_panel)
        self.actions.hear_keys_in(window, heard_in)
        tools, layers = self.tools_panel.buttons, self.layers_panel.switches
        self.actions.name_keys_on({one: tools[name] for one, name in TOOL_ACTIONS.items()})
        self.actions.name_keys_on({one: layers[layer] for one, layer in LAYER_ACTIONS.items()})

    def _connect_actions(self) -> None:
        project, review, dialogs = self.project, self.review, self.help
        self.actions.connect_slots(
            {
                ActionId.OPEN_FOLDER: project.open_folder,
                ActionId.ADD_FOLDER: project.add_folder,
                ActionId.OPEN_PROJECT: project.open_project,
                ActionId.OPEN_DEMO: project.open_demo,
                ActionId.SAVE: project.save,
                ActionId.SAVE_AS: project.save_as,
                ActionId.CLOSE_PROJECT: project.close_project,
                ActionId.EXPORT_MASKS: project.export_masks,
                ActionId.IMPORT_MASKS: self.imports.import_masks,
                ActionId.QUIT: project.quit,
                ActionId.RUN_GROUP: review.run_group,
                ActionId.RUN_UNREVIEWED: review.run_unreviewed,
                ActionId.PROPAGATE: self.propagation.propagate,
                ActionId.CANCEL_RUN: review.cancel_run,
                ActionId.TEACH: self.training.show_training,
                ActionId.MODELS: self.training.show_models,
                ActionId.EFFORT: self.training.show_effort,
                ActionId.PREVIOUS_IMAGE: review.previous_image,
                ActionId.NEXT_IMAGE: review.next_image,
                ActionId.NEXT_UNREVIEWED: review.next_unreviewed,
                ActionId.APPROVE_AND_NEXT: review.approve_and_next,
                ActionId.EXCLUDE: review.toggle_excluded,
                ActionId.APPROVE_SELECTED: self.selection.approve,
                ActionId.EXCLUDE_SELECTED: self.selection.exclude,
                ActionId.RECONSIDER_SELECTED: self.selection.reconsider,
                ActionId.RUN_SELECTED: self.selection.run,
                ActionId.SETTINGS: self._show_settings,
                ActionId.KEYS: dialogs.show_keys,
                ActionId.CHANGE_KEYS: dialogs.show_shortcuts,
                ActionId.COPY_DIAGNOSTICS: dialogs.copy_diagnostics,
                ActionId.ABOUT: dialogs.show_about,
            }
        )
        self.gallery.run_requested.connect(review.run_group_id)
        self.gallery.menu_requested.connect(self.gallery_menu.open)
        self.group_panel.run_requested.connect(review.run_group_id)
        self.stage.group.run_requested.connect(review.run_group_id)
        self.stage.group.menu_requested.connect(self.gallery_menu.open)
        self.window.status.cancel_requested.connect(review.cancel_run)
        self.start_page.recent_picked.connect(lambda text: project.open_path(Path(text)))
        full_screen = self.actions[ActionId.FULL_SCREEN]
        full_screen.toggled.connect(self.window.set_full_screen)
        self.window.full_screen_changed.connect(full_screen.setChecked)
        self.window.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        self.window.shown.connect(self._watch_activity)
        project.opened.connect(self._on_opened)
        project.may_quit.connect(self._on_may_quit)

    def _connect_session(self) -> None:
        predictions = self._session.predictions
        self._workspace.project_changed.connect(self._show_recent)
        predictions.run_finished.connect(self.group_panel.refresh)
        predictions.run_finished.connect(self.gallery.show_run_end)
        repairs = predictions.repairs
        repairs.marks_changed.connect(
            lambda: self.gallery.mark_changed(repairs.changed_ids, repairs.small_mask_before)
        )
        predictions.running_changed.connect(self._show_can_run)
        self._workspace.project_changed.connect(self._show_can_run)
        self.view_state.changed.connect(self._on_view_state_changed)
        self._preferences.changed.connect(self.apply_settings)
        self._on_view_state_changed()

    def _show_settings(self) -> None:
        # The dialog starts from what is on the screen, or saving it would turn that back.
        self._keep_canvas()
        self.help.show_settings()

    def _show_can_run(self) -> None:
        self.group_panel.set_run_enabled(
            self._workspace.project is not None and not self._workspace.is_read_only
        )

    def _show_recent(self) -> None:
        self.start_page.set_recent(self._memory.recent())

    def _fill_recent_menu(self) -> None:
        menu = self.window.recent_menu
        menu.clear()
        for path in self._memory.recent():
            entry = menu.addAction(str(path).replace("&", "&&"))
            entry.triggered.connect(lambda _checked=False, each=path: self.project.open_path(each))
        menu.addSeparator()
        forget = menu.addAction(self.tr("Clear the List"))
        forget.setEnabled(bool(self._memory.recent()))
        forget.triggered.connect(self._on_clear_recent)

    def _on_clear_recent(self) -> None:
        self._memory.clear_recent()
        self._show_recent()

    def _on_view_state_changed(self) -> None:
        self.gallery.set_overlay_colour(QColor(*self.view_state.overlay_color))

    def _on_opened(self, is_demo: bool) -> None:
        self.canvas.setFocus()
        if not self._workspace.is_read_only and (is_demo or self._preferences.settings.run_on_open):
            self.review.run_if_new()

    def _watch_activity(self) -> None:
        ActivityWatch(self.window, self._session.work_time.note_activity)

    def _on_may_quit(self) -> None:
        self.keep_state()
        self.window.close_now()


def _scrollable(panel: QWidget) -> QScrollArea:
    """A panel that keeps its controls reachable in a low window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(panel)
    # Its controls take the focus, and bring themselves into view.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    bar = area.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    area.setMinimumWidth(panel.minimumSizeHint().width() + bar)
    return area
