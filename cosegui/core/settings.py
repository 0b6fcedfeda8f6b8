"""Every setting, declared once: its default, its range and the words that the dialog shows for it.

`Settings` holds the values, `SETTINGS` describes them in the order of the dialog. Labels and help
are English source texts; the dialog translates them in the context "settings".
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class SettingKind(StrEnum):
    """What a value looks like, and so which widget edits it."""

    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    COLOUR = "colour"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Setting:
    """Description of one setting.

    Attributes:
        key: its name in `Settings` and in the file.
        minimum, maximum: inclusive range of INTEGER and NUMBER, None for the other kinds.
        choices: (value, label) of CHOICE, empty for the other kinds.
        pattern: what a whole TEXT must match; None if any text will do.
    """

    key: str
    kind: SettingKind
    default: bool | float | str
    section: str
    label: str
    help: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    pattern: str | None = None

    def accepts(self, value: object) -> bool:
        """True if `value` has the right type and lies in the range."""
        match self.kind:
            case SettingKind.FLAG:
                return isinstance(value, bool)
            case SettingKind.INTEGER:
                return isinstance(value, int) and self._is_in_range(value)
            case SettingKind.NUMBER:
                return isinstance(value, int | float) and self._is_in_range(value)
            case SettingKind.CHOICE:
                return any(value == choice for choice, _ in self.choices)
            case SettingKind.COLOUR:
                return isinstance(value, str) and bool(re.fullmatch(r"#[0-9a-fA-F]{6}", value))
            case SettingKind.TEXT:
                return isinstance(value, str) and (
                    self.pattern is None or re.fullmatch(self.pattern, value) is not None
                )

    def _is_in_range(self, value: float) -> bool:
        if isinstance(value, bool) or not math.isfinite(value):
            return False
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )


def _setting(
    default: bool | float | str,
    kind: SettingKind,
    section: str,
    label: str,
    explanation: str,
    **more: Any,
) -> Any:
    about = Setting("", kind, default, section, label, explanation, **more)
    return field(default=default, metadata={"setting": about})


_APPEARANCE = "Appearance"
_CANVAS = "Canvas"
_MODEL = "Model"
_FILES = "Files"
_MEMORY = "Memory"

_SHORTCUTS = "shortcuts"


@dataclass(frozen=True)
class Settings:
    """The values; always valid, since `changed` and `from_values` are the ways to other ones.

    Attributes:
        shortcuts: the keys of the actions whose keys the person changed, by the action's name; an
            empty tuple: none. The window knows which keys there are.
        extra: the keys of a newer version, kept through a round trip.
    """

    theme: str = _setting(
        "system",
        SettingKind.CHOICE,
        _APPEARANCE,
        "Theme",
        "Follow the system, or always light or dark.",
        choices=(("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
    )
    language: str = _setting(
        "system",
        SettingKind.CHOICE,
        _APPEARANCE,
        "Language",
        "Of menus and texts; another one is used from the next start on.",
        # Each in its own words: whoever cannot read the one in use must find theirs.
        choices=(
            ("system", "As the system"),
            ("en", "English"),
            ("de", "Deutsch"),
            ("zh_CN", "简体中文"),
        ),
    )
    overlay_colour: str = _setting(
        "#ff3d71",
        SettingKind.COLOUR,
        _CANVAS,
        "Mask colour",
        "Colour of the mask over the photograph.",
    )
    overlay_opacity: float = _setting(
        0.45,
        SettingKind.NUMBER,
        _CANVAS,
        "Mask opacity",
        "0 hides the mask, 1 hides the photograph below it.",
        minimum=0.0,
        maximum=1.0,
    )
    outline_only: bool = _setting(
        False,
        SettingKind.FLAG,
        _CANVAS,
        "Outline only",
        "Show the border of the mask instead of its area.",
    )
    heatmap_opacity: float = _setting(
        0.6,
        SettingKind.NUMBER,
        _CANVAS,
        "Heatmap opacity",
        "Opacity of the heatmap when it is switched on.",
        minimum=0.0,
        maximum=1.0,
    )
    brush_radius_px: float = _setting(
        20.0,
        SettingKind.NUMBER,
        _CANVAS,
        "Brush radius",
        "Radius of the brush at start, in pixels of the photograph.",
        minimum=0.5,
        maximum=2000.0,
        unit="px",
    )
    wand_tolerance: int = _setting(
        24,
        SettingKind.INTEGER,
        _CANVAS,
        "Tolerance of the magic wand",
        "How much red, green and blue may differ from the pixel that was clicked, of 255.",
        minimum=0,
        maximum=255,
    )
    model_name: str = _setting(
        "",
        SettingKind.TEXT,
        _MODEL,
        "Model",
        "Name of an installed model; empty means the one that comes with cosegui.",
    )
    device: str = _setting(
        "auto",
        SettingKind.TEXT,
        _MODEL,
        "Device",
        "auto takes the fastest device there is; or cpu, cuda, cuda:0, mps.",
        pattern=r"auto|cpu|mps|cuda(:\d+)?",
    )
    solver: str = _setting(
        "model",
        SettingKind.CHOICE,
        _MODEL,
        "Spatial modulator",
        "How the object that the images share is found.",
        choices=(
            ("model", "As the model was trained"),
            ("closed-form", "Closed form"),
            ("cross-image", "Cross-image"),
            ("published", "Published (iterative)"),
        ),
    )
    threshold_rule: str = _setting(
        "model",
        SettingKind.CHOICE,
        _MODEL,
        "Threshold",
        "How probabilities become a mask. Each image can be changed by its slider later.",
        choices=(
            ("model", "As the model was calibrated"),
            ("otsu", "Otsu, image by image"),
            ("fixed", "The value below"),
        ),
    )
    threshold: float = _setting(
        0.5,
        SettingKind.NUMBER,
        _MODEL,
        "Fixed threshold",
        "Pixels from this probability on belong to the mask.",
        minimum=0.01,
        maximum=0.99,
    )
    refine_edges: bool = _setting(
        True,
        SettingKind.FLAG,
        _MODEL,
        "Follow the edges of the photograph",
        "Refine masks at full resolution with the photograph as guide.",
    )
    run_on_open: bool = _setting(
        False,
        SettingKind.FLAG,
        _MODEL,
        "Run when a folder is opened",
        "Segment new groups at once instead of waiting for Run.",
    )
    autosave_seconds: int = _setting(
        60,
        SettingKind.INTEGER,
        _FILES,
        "Save every",
        "Seconds from a change to the automatic save; 0 switches it off. Strokes are kept in a "
        "journal either way.",
        minimum=0,
        maximum=3600,
        unit="s",
    )
    reopen_last: bool = _setting(
        False,
        SettingKind.FLAG,
        _FILES,
        "Reopen the last project at start",
        "Start where the last session ended.",
    )
    undo_budget_mb: int = _setting(
        64,
        SettingKind.INTEGER,
        _MEMORY,
        "Undo memory per image",
        "Beyond this, the oldest steps are forgotten; the last hundred are always kept.",
        minimum=1,
        maximum=4096,
        unit="MB",
    )
    image_cache_mb: int = _setting(
        512,
        SettingKind.INTEGER,
        _MEMORY,
        "Image memory",
        "How much memory decoded photographs may fill, so that switching is instant.",
        minimum=64,
        maximum=65536,
        unit="MB",
    )
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def changed(self, **values: bool | float | str) -> Settings:
        """A copy with other values.

        Raises:
            KeyError: a name is no setting.
            ValueError: a value has the wrong type or is out of range.
        """
        for key, value in values.items():
            if not setting(key).accepts(value):
                raise ValueError(f"{key} cannot be {value!r}")
        return dataclasses.replace(self, **values)  # type: ignore[arg-type]

    def with_shortcuts(self, shortcuts: Mapping[str, tuple[str, ...]]) -> Settings:
        """A copy with these keys instead of all that were changed."""
        return dataclasses.replace(self, shortcuts=dict(shortcuts))

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
        """Settings from what a file holds, and the keys whose value was unusable.

        Those, and keys that are missing, have their default; unknown ones go to `extra`.
        """
        known = {s.key: s for s in SETTINGS}
        usable = {k: v for k, v in values.items() if k in known and known[k].accepts(v)}
        unusable = tuple(k for k in values if k in known and k not in usable)
        shortcuts, are_usable = _shortcuts(values.get(_SHORTCUTS, {}))
        if not are_usable:
            unusable = (*unusable, _SHORTCUTS)
        extra = {k: v for k, v in values.items() if k not in known and k != _SHORTCUTS}
        return cls(**usable, shortcuts=shortcuts, extra=extra), unusable

    def to_values(self) -> dict[str, Any]:
        """What a file holds: every setting, the changed keys, and `extra`."""
        shortcuts = {name: list(keys) for name, keys in self.shortcuts.items()}
        return {
            **self.extra,
            **{s.key: getattr(self, s.key) for s in SETTINGS},
            **({_SHORTCUTS: shortcuts} if shortcuts else {}),
        }


def _shortcuts(values: object) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The keys by action that can be read, and whether all could."""
    if not isinstance(values, Mapping):
        return {}, False
    readable = {
        name: tuple(keys)
        for name, keys in values.items()
        if isinstance(name, str)
        and isinstance(keys, list | tuple)
        and all(isinstance(key, str) for key in keys)
    }
    return readable, len(readable) == len(values)


SETTINGS: tuple[Setting, ...] = tuple(
    dataclasses.replace(entry.metadata["setting"], key=entry.name)
    for entry in dataclasses.fields(Settings)
    if "setting" in entry.metadata
)
"""Description of every setting, in the order of the dialog."""


def setting(key: str) -> Setting:
    """The description of one setting. Raises: KeyError: there is none of that name."""
    for candidate in SETTINGS:
        if candidate.key == key:
            return candidate
    raise KeyError(key)
