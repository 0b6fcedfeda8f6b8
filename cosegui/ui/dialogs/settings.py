"""The settings, one page a section, built from the table of settings alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.settings import SETTINGS, Setting, SettingKind, Settings

Value = bool | int | float | str


class SettingsDialog(QDialog):
    """Edits a copy of the settings.

    Args:
        suggestions: for a TEXT setting's key, values that it is likely to take; any other value
            that the table accepts can still be typed.

    Signals:
        chosen(Settings): the person pressed Save; every value is valid.
    """

    chosen = Signal(object)

    def __init__(
        self,
        settings: Settings,
        *,
        suggestions: Mapping[str, Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._suggestions = suggestions or {}
        self._read: dict[str, Callable[[], Value]] = {}
        self._write: dict[str, Callable[[Value], None]] = {}
        self._editors: dict[str, QWidget] = {}
        self._page_of: dict[str, int] = {}
        self.setWindowTitle(self.tr("Settings"))
        self.tabs = QTabWidget(self)
        self.problem_label = QLabel(self)
        self.buttons = QDialogButtonBox(self)
        self._build()
        self._show(settings)
        # Fields round to what they show: a value that nobody touches is to stay as it was.
        self._shown = self.values()

    def values(self) -> dict[str, Value]:
        """What the fields hold, valid or not."""
        return {key: read() for key, read in self._read.items()}

    def editor(self, key: str) -> QWidget:
        """The widget that edits a setting."""
        return self._editors[key]

    def set_value(self, key: str, value: Value) -> None:
        """Put a value into a setting's field."""
        self._write[key](value)

    def _build(self) -> None:
        pages: dict[str, QFormLayout] = {}
        for setting in SETTINGS:
            if setting.section not in pages:
                pages[setting.section] = self._add_page(setting.section)
            self._add_row(pages[setting.section], setting)
        self.problem_label.setProperty("role", "warning")
        self.problem_label.setWordWrap(True)
        self.problem_label.hide()
        save = self.buttons.addButton(QDialogButtonBox.StandardButton.Save)
        cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        defaults = self.buttons.addButton(QDialogButtonBox.StandardButton.RestoreDefaults)
        save.setDefault(True)
        save.clicked.connect(self._on_save_clicked)
        cancel.clicked.connect(self.reject)
        defaults.clicked.connect(lambda: self._show(Settings()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.problem_label)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(560)

    def _add_page(self, section: str) -> QFormLayout:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(16, 16, 16, 12)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.tabs.addTab(page, _translated(section))
        return form

    def _add_row(self, form: QFormLayout, setting: Setting) -> None:
        label = _translated(setting.label)
        editor = self._editor(setting)
        editor.setObjectName(setting.key)
        self._editors[setting.key] = editor
        self._page_of[setting.key] = self.tabs.count() - 1
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(_translated(setting.help))
        if setting.kind is SettingKind.FLAG:
            form.addRow(editor)
        else:
            form.addRow(label, editor)
        hint = QLabel(_translated(setting.help), self)
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        hint.setContentsMargins(0, 0, 0, 10)
        form.addRow(hint)

    def _editor(self, setting: Setting) -> QWidget:
        match setting.kind:
            case SettingKind.FLAG:
                return self._flag_editor(setting)
            case SettingKind.INTEGER | SettingKind.NUMBER:
                return self._number_editor(setting)
            case SettingKind.CHOICE:
                return self._choice_editor(setting)
            case SettingKind.COLOUR:
                return self._colour_editor(setting)
            case SettingKind.TEXT:
                return self._text_editor(setting)

    def _flag_editor(self, setting: Setting) -> QWidget:
        box = QCheckBox(_translated(setting.label), self)
        self._bind(setting.key, box.isChecked, lambda value: box.setChecked(bool(value)))
        return box

    def _number_editor(self, setting: Setting) -> QWidget:
        low = setting.minimum if setting.minimum is not None else -1e9
        high = setting.maximum if setting.maximum is not None else 1e9
        box: QSpinBox | QDoubleSpinBox
        if setting.kind is SettingKind.INTEGER:
            box = whole = QSpinBox(self)
            whole.setRange(round(low), round(high))
            self._bind(setting.key, whole.value, lambda value: whole.setValue(int(value)))
        else:
            box = real = QDoubleSpinBox(self)
            real.setRange(low, high)
            is_share = high - low <= 1
            real.setDecimals(2 if is_share else 1)
            real.setSingleStep(0.05 if is_share else 1.0)
            self._bind(setting.key, real.value, lambda value: real.setValue(float(value)))
        if setting.unit:
            box.setSuffix(f" {setting.unit}")
        box.setMinimumWidth(120)
        return box

    def _choice_editor(self, setting: Setting) -> QWidget:
        box = QComboBox(self)
        for value, label in setting.choices:
            box.addItem(_translated(label), value)
        self._bind(
            setting.key,
            lambda: str(box.currentData()),
            lambda value: box.setCurrentIndex(box.findData(value)),
        )
        return box

    def _colour_editor(self, setting: Setting) -> QWidget:
        button = QPushButton(self)

        def show(value: Value) -> None:
            colour = QColor(str(value))
            text = "#ffffff" if colour.lightnessF() < 0.55 else "#000000"
            button.setText(colour.name())
            button.setStyleSheet(f"background: {colour.name()}; color: {text};")

        def pick() -> None:
            dialog = QColorDialog(QColor(button.text()), self)
            dialog.colorSelected.connect(lambda colour: show(colour.name()))
            dialog.open()

        button.clicked.connect(pick)
        self._bind(setting.key, button.text, show)
        return button

    def _text_editor(self, setting: Setting) -> QWidget:
        if setting.key in self._suggestions:
            box = QComboBox(self)
            box.setEditable(True)
            box.addItems(list(self._suggestions[setting.key]))
            box.setMinimumWidth(240)
            self._bind(setting.key, box.currentText, lambda value: box.setEditText(str(value)))
            return box
        field = QLineEdit(self)
        field.setMinimumWidth(240)
        self._bind(setting.key, field.text, lambda value: field.setText(str(value)))
        return field

    def _bind(self, key: str, read: Callable[[], Value], write: Callable[[Value], None]) -> None:
        self._read[key], self._write[key] = read, write

    def _show(self, settings: Settings) -> None:
        for key, write in self._write.items():
            write(getattr(settings, key))

    def _on_save_clicked(self) -> None:
        values = self.values()
        for setting in SETTINGS:
            if not setting.accepts(values[setting.key]):
                self._show_problem(setting, values[setting.key])
                return
        changed = {key: value for key, value in values.items() if value != self._shown[key]}
        self.chosen.emit(self._settings.changed(**changed))
        self.accept()

    def _show_problem(self, setting: Setting, value: Value) -> None:
        self.problem_label.setText(
            self.tr("{label}: “{value}” cannot be used. {help}").format(
                label=_translated(setting.label), value=value, help=_translated(setting.help)
            )
        )
        self.problem_label.show()
        self.tabs.setCurrentIndex(self._page_of[setting.key])
        self._editors[setting.key].setFocus()


def _translated(text: str) -> str:
    return QCoreApplication.translate("settings", text)
