"""Colours, palette and stylesheet for light and dark; follows the system unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from cosegui.core.project import ReviewState
from cosegui.storage.resources import resource_path


class ThemeChoice(StrEnum):
    """What the person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeChoice.LIGHT: Qt.ColorScheme.Light,
    ThemeChoice.DARK: Qt.ColorScheme.Dark,
}


@dataclass(frozen=True)
class Colours:
    """One scheme's colours as `#rrggbb`; text on its ground has a contrast of 4.5 or more.

    `ground` lies behind everything, `surface` under lists and text, `raised` under buttons and
    chips, `sunken` behind the canvas.
    """

    ground: str
    surface: str
    raised: str
    sunken: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_ground: str
    accent_text: str
    warning: str
    danger: str
    approved: str
    corrected: str
    predicted: str


LIGHT = Colours(
    ground="#f3f4f6",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#dfe2e6",
    border="#d3d7dd",
    text="#1d2229",
    muted="#5a6472",
    disabled="#9aa2ad",
    accent="#2459d6",
    accent_ground="#2f64de",
    accent_text="#ffffff",
    warning="#8f5600",
    danger="#b3261e",
    approved="#177a3c",
    corrected="#a35a00",
    predicted="#2459d6",
)

DARK = Colours(
    ground="#1f2226",
    surface="#181a1d",
    raised="#2b2f35",
    sunken="#121416",
    border="#363b42",
    text="#e6e9ed",
    muted="#a0a8b3",
    disabled="#666e79",
    accent="#7aa7ff",
    accent_ground="#2f64de",
    accent_text="#ffffff",
    warning="#f0b95a",
    danger="#ff8a80",
    approved="#56c984",
    corrected="#f0b95a",
    predicted="#7aa7ff",
)


class Theme(QObject):
    """The colours in force, applied to the application as its palette and stylesheet.

    Whoever paints by hand asks `current_colours` each time; Qt repaints all when they change.
    """

    def __init__(self, application: QApplication, choice: ThemeChoice) -> None:
        super().__init__()
        self._application = application
        self._choice = choice
        self._colours: Colours | None = None
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)
        self._apply()

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return self._colours or LIGHT

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        if choice is not self._choice:
            self._choice = choice
            self._apply()

    def dispose(self) -> None:
        """Follow the system no longer."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._on_color_scheme_changed)

    def _on_color_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()

    def _apply(self) -> None:
        hints = self._application.styleHints()
        hints.setColorScheme(_SCHEMES[self._choice])
        is_dark = self._choice is ThemeChoice.DARK
        if self._choice is ThemeChoice.SYSTEM:
            is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        colours = DARK if is_dark else LIGHT
        if colours is self._colours:
            return
        self._colours = colours
        self._application.setPalette(palette_of(colours))
        self._application.setStyleSheet(stylesheet_of(colours))


def current_colours() -> Colours:
    """The colours that fit the application's palette; for painters that hold no `Theme`."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def state_colour(colours: Colours, state: ReviewState) -> str:
    """The colour that marks a review state; a shape always goes with it."""
    return {
        ReviewState.APPROVED: colours.approved,
        ReviewState.CORRECTED: colours.corrected,
        ReviewState.PREDICTED: colours.predicted,
        ReviewState.EXCLUDED: colours.muted,
        ReviewState.UNSEEN: colours.muted,
    }[state]


def palette_of(colours: Colours) -> QPalette:
    """The Qt palette of a scheme, disabled group included."""
    role = QPalette.ColorRole
    palette = QPalette()
    for each, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.ground,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent_ground,
        role.HighlightedText: colours.accent_text,
        role.Accent: colours.accent_ground,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.raised,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.sunken,
    }.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette


def stylesheet_of(colours: Colours) -> str:
    """Spacing, borders and focus marks that the Fusion style draws too heavily."""
    c = colours
    check, down, up = (
        _url(f"icons/{name}.svg") for name in ("check", "chevron-down", "chevron-up")
    )
    # WORKAROUND Qt 6.11, 6.12: any border from a stylesheet hides the text of a spin box without
    # buttons.
    spin = 'QAbstractSpinBox[buttonSymbols="UpDownArrows"]'
    return f"""
QMainWindow::separator {{ background: {c.border}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {c.accent}; }}
QMenuBar {{ background: {c.ground}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.raised}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 22px 5px 12px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {c.accent_ground}; color: {c.accent_text}; }}
QMenu::item:disabled {{ color: {c.disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
QToolBar {{ background: {c.ground}; border: 0; border-bottom: 1px solid {c.border};
    spacing: 2px; padding: 4px 6px; }}
QToolBar::separator {{ background: {c.border}; width: 1px; margin: 5px 6px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px; }}
QToolButton:hover {{ background: {c.raised}; border-color: {c.border}; }}
QToolButton:pressed {{ background: {c.border}; }}
QToolButton:checked {{ background: {c.raised}; border-color: {c.accent}; }}
QToolButton:focus, QPushButton:focus {{ border-color: {c.accent}; }}
QToolButton:checked:focus {{ border-color: {c.text}; }}
QPushButton {{ background: {c.raised}; border: 1px solid {c.border}; border-radius: 5px;
    padding: 5px 14px; min-height: 18px; }}
QPushButton:hover {{ border-color: {c.accent}; }}
QPushButton:pressed {{ background: {c.border}; }}
QPushButton:default {{ background: {c.accent_ground}; border-color: {c.accent_ground};
    color: {c.accent_text}; }}
QPushButton:default:focus {{ border-color: {c.text}; }}
QPushButton:disabled {{ color: {c.disabled}; background: {c.ground}; border-color: {c.border}; }}
QLineEdit, QComboBox, {spin} {{ background: {c.surface};
    border: 1px solid {c.border}; border-radius: 5px; padding: 3px 6px; min-height: 20px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; padding: 0; min-height: 0;
    background: transparent; }}
QLineEdit:focus, QComboBox:focus, {spin}:focus {{
    border-color: {c.accent}; }}
QComboBox::drop-down {{ border: 0; width: 22px; }}
QComboBox::down-arrow {{ image: {down}; width: 14px; height: 14px; }}
{spin}::up-button, {spin}::down-button {{ border: 0; width: 16px;
    background: transparent; }}
{spin}::up-arrow {{ image: {up}; width: 11px; height: 11px; }}
{spin}::down-arrow {{ image: {down}; width: 11px; height: 11px; }}
QSlider {{ border: 1px solid transparent; border-radius: 5px; }}
QSlider:focus {{ border-color: {c.accent}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {c.muted};
    border-radius: 4px; background: {c.surface}; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator:disabled {{ border-color: {c.border}; background: {c.ground}; }}
QCheckBox::indicator:checked {{ background: {c.accent_ground}; border-color: {c.accent_ground};
    image: {check}; }}
QCheckBox::indicator:checked:focus {{ border-color: {c.text}; }}
QCheckBox::indicator:checked:disabled {{ background: {c.disabled};
    border-color: {c.disabled}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QTabWidget::pane {{ border: 1px solid {c.border}; border-radius: 6px; top: -1px; }}
QTabBar::tab {{ padding: 6px 14px; border: 0; color: {c.muted};
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QDockWidget {{ font-weight: 600; }}
QDockWidget::title {{ background: {c.ground}; padding: 7px 10px 5px 10px;
    border-bottom: 1px solid {c.border}; }}
QStatusBar {{ background: {c.ground}; border-top: 1px solid {c.border}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border};
    padding: 4px 6px; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.border}; border: 0; border-radius: 3px; max-height: 6px;
    min-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent_ground}; border-radius: 3px; }}
QPushButton[role="card"] {{ min-height: 112px; border-radius: 8px; }}
QPushButton[role="card"]:hover {{ background: {c.surface}; border-color: {c.accent}; }}
QPushButton[role="recent"] {{ min-height: 30px; background: transparent;
    border-color: transparent; }}
QPushButton[role="recent"]:hover, QPushButton[role="recent"]:focus {{
    background: {c.raised}; border-color: {c.border}; }}
QPushButton[role="small"] {{ padding: 1px 10px; min-height: 16px; }}
QLabel[role="key"] {{ background: {c.raised}; border: 1px solid {c.border};
    border-radius: 4px; padding: 1px 6px; }}
QLabel[role="status"] {{ padding: 0 8px; color: {c.muted}; }}
QFrame#banner {{ background: {c.raised}; border: 0; border-bottom: 1px solid {c.border}; }}
QLabel[role="title"] {{ font-size: 20pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="warning"] {{ color: {c.warning}; }}
"""


def _url(name: str) -> str:
    """A file of ours as stylesheets name it, "none" where this installation lacks it."""
    try:
        return f'url("{resource_path(name).as_posix()}")'
    except FileNotFoundError:
        return "none"
