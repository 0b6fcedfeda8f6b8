"""The window: where menus, toolbar, docks, pages and status bar lie. Layout only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .actions import ActionId, Actions, Menu
from .menus import LetterMenu
from .panels.banner import Banner
from .status_bar import StatusBar

_TOOLBAR: tuple[tuple[ActionId, ...], ...] = (
    (ActionId.OPEN_FOLDER, ActionId.SAVE),
    (ActionId.UNDO, ActionId.REDO),
    (ActionId.RUN_GROUP, ActionId.RUN_UNREVIEWED),
    (ActionId.PREVIOUS_IMAGE, ActionId.NEXT_IMAGE, ActionId.NEXT_UNREVIEWED),
    (ActionId.APPROVE_AND_NEXT, ActionId.EXCLUDE),
    (ActionId.ZOOM_FIT, ActionId.ZOOM_ACTUAL, ActionId.SHOW_MASK, ActionId.SHOW_HEATMAP),
    (ActionId.SIDE_BY_SIDE, ActionId.GROUP_VIEW),
)
_WITH_TEXT = (ActionId.RUN_GROUP, ActionId.APPROVE_AND_NEXT, ActionId.EXPORT_MASKS)
_ICON_PX = 20
_PANEL_WIDTH_PX = 268
_START_PAGE, _DESK = 0, 1


class MainWindow(QMainWindow):
    """Knows no session: it is filled from outside and tells what was done to it as a window.

    Signals:
        close_requested(): the person wants the window closed; whoever may, calls `close_now`.
        paths_dropped(list[Path]): files or folders were dropped anywhere in the window.
        shown(): the first time that the window is on the screen.
        full_screen_changed(bool): by the person's wish or by the system's.
    """

    close_requested = Signal()
    paths_dropped = Signal(list)
    shown = Signal()
    full_screen_changed = Signal(bool)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._may_close = False
        self._was_shown = False
        self._first_widths: list[QDockWidget] = []
        self.recent_menu = LetterMenu(self.tr("Open &Recent"), self)
        self.panels_menu = LetterMenu(self.tr("&Panels"), self)
        self.banner = Banner()
        self.status = StatusBar(self)
        # A window inside the window: so toolbar and panels vanish with the project as one thing,
        # and which of them the person had closed needs no memory here.
        self.desk = QMainWindow()
        self.desk.setWindowFlags(Qt.WindowType.Widget)
        self.toolbar = QToolBar(self.tr("Tools"), self.desk)
        self._pages = QStackedWidget(self)
        self._build_menus(actions)
        self._build_toolbar(actions)
        self._build_pages()
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.desk.setDockNestingEnabled(True)
        self.desk.setTabPosition(
            Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North
        )
        self.resize(1280, 800)

    def set_pages(self, start_page: QWidget, canvas: QWidget) -> None:
        """What is shown while nothing is open, and what lies in the middle of the desk."""
        self._pages.insertWidget(_START_PAGE, start_page)
        self.desk.setCentralWidget(canvas)
        self._pages.setCurrentIndex(_START_PAGE)

    def show_project(self, is_open: bool) -> None:
        """Show the desk, or the start page alone."""
        self._pages.setCurrentIndex(_DESK if is_open else _START_PAGE)
        self.panels_menu.setEnabled(is_open)
        if is_open and self._first_widths:
            # Widths that are set before the desk has its size are not kept.
            widths = [_PANEL_WIDTH_PX] * len(self._first_widths)
            self.desk.resizeDocks(self._first_widths, widths, Qt.Orientation.Horizontal)
            self._first_widths = []

    def add_panel(
        self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea
    ) -> QDockWidget:
        """Dock a widget; `name` identifies it when the docks are restored."""
        dock = QDockWidget(title, self.desk)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.desk.addDockWidget(area, dock)
        self.panels_menu.addAction(dock.toggleViewAction())
        return dock

    def group_panels(
        self, left: QDockWidget, right: Sequence[QDockWidget], *, stacked: int
    ) -> None:
        """How the panels lie at first: `stacked` of the right ones below each other, the others
        behind the last of these."""
        for dock in right[stacked:]:
            self.desk.tabifyDockWidget(right[stacked - 1], dock)
        right[stacked - 1].raise_()
        self._first_widths = [left, *right]

    def keep_panel_widths(self) -> None:
        """The panels have the widths of an earlier start."""
        self._first_widths = []

    def set_full_screen(self, is_full: bool) -> None:
        """Fill the screen, or be again what the window was before."""
        full = Qt.WindowState.WindowFullScreen
        state = self.windowState()
        self.setWindowState(state | full if is_full else state & ~full)

    def close_now(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    def _build_menus(self, actions: Actions) -> None:
        for menu_id in Menu:
            menu = LetterMenu(actions.menu_title(menu_id), self)
            self.menuBar().addMenu(menu)
            for spec in actions.rows(menu_id):
                if spec.starts_section:
                    menu.addSeparator()
                menu.addAction(actions[spec.id])
                if spec.id is ActionId.OPEN_DEMO:
                    menu.addMenu(self.recent_menu)
            if menu_id is Menu.VIEW:
                menu.addSeparator()
                menu.addMenu(self.panels_menu)

    def _build_toolbar(self, actions: Actions) -> None:
        bar = self.toolbar
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(_ICON_PX, _ICON_PX))
        for section in _TOOLBAR:
            for action_id in section:
                self._add_button(actions, action_id)
            bar.addSeparator()
        spacer = QWidget(bar)
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        self._add_button(actions, ActionId.EXPORT_MASKS)
        self.desk.addToolBar(bar)
        # Once hidden, a toolbar can be brought back by a menu that few people find.
        bar.toggleViewAction().setEnabled(False)

    def _add_button(self, actions: Actions, action_id: ActionId) -> None:
        action: QAction = actions[action_id]
        self.toolbar.addAction(action)
        button = self.toolbar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setAccessibleName(actions.spec(action_id).plain_text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if action_id in _WITH_TEXT:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _build_pages(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        self._pages.addWidget(self.desk)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            # Whoever listens may call `close_now` at once, and Qt does not close within a close.
            self.close_requested.emit()
        event.setAccepted(self._may_close)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.full_screen_changed.emit(self.isFullScreen())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self.shown.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _local_paths(event)
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)


def _local_paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
