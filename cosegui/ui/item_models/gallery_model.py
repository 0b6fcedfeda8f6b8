"""The gallery's rows: each group's section, then its images; filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from cosegui.core.project import Group, ImageEntry, ReviewState
from cosegui.session.sorting import ImageOrder, sorted_images
from cosegui.ui.durations import duration_text
from cosegui.ui.state_names import state_name

AnyIndex = QModelIndex | QPersistentModelIndex

ALL_STATES = frozenset(ReviewState)
_CATEGORY_FROM = 0.5
TO_REVIEW = frozenset(state for state in ReviewState if not state.is_reviewed)


class RowKind(StrEnum):
    """What a row shows."""

    SECTION = auto()
    IMAGE = auto()


class GalleryRole(IntEnum):
    """What can be asked of a row beside Qt's own roles. Qt hands out enums of text as text."""

    KIND = Qt.ItemDataRole.UserRole
    ID = auto()
    """Of the group in a section, of the image elsewhere."""
    STATE = auto()
    SCORE = auto()
    """Float in [0, 1] or None."""
    PICTURE = auto()
    """QImage with the mask over it, None while it is loading."""
    FAILURE = auto()
    """Why an image has no picture, "" if nothing went wrong."""
    IS_CHANGED = auto()
    """True of an image whose mask the last propagation changed."""
    CATEGORY = auto()
    """Of a section: what the model takes the shared object for, "" if it does not say."""
    REVIEWED = auto()
    """Of a section: how many of its images a person has decided about."""
    TOTAL = auto()
    IS_COLLAPSED = auto()


@dataclass(frozen=True)
class _Row:
    group: Group
    entry: ImageEntry | None = None


class GalleryModel(QAbstractListModel):
    """Rows of the open project.

    The current image always has a row unless its group is collapsed, even where the filter would
    hide it: the image that someone works on does not vanish under the hand.

    Args:
        picture_of: the picture of an image id, None while it is loading; called for visible rows
            only, so that it may start the loading.
        failure_of: why an image has no picture, "" if nothing went wrong.
        worth_of: what a look at an image teaches; see `sorted_images`.
    """

    def __init__(
        self,
        picture_of: Callable[[str], QImage | None],
        failure_of: Callable[[str], str],
        parent: QObject | None = None,
        *,
        worth_of: Callable[[ImageEntry], float] = lambda _: 0.0,
    ) -> None:
        super().__init__(parent)
        self._worth_of = worth_of
        self._failure_of = failure_of
        self._picture_of = picture_of
        self._groups: Sequence[Group] = ()
        self._rows: list[_Row] = []
        self._row_of: dict[str, int] = {}
        self._states: frozenset[ReviewState] = ALL_STATES
        self._name_part = ""
        self._order = ImageOrder.ADDED
        self._sorted: dict[str, list[ImageEntry]] = {}
        self._collapsed: set[str] = set()
        self._current_id: str | None = None
        self._was_filtered = False
        self._changed: frozenset[str] = frozenset()

    # What to show

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show these groups; they are read again by `refresh_image` and `refresh`."""
        self._groups = groups
        self._sort()
        self._rebuild(always=True)

    def set_order(self, order: ImageOrder) -> None:
        """Show the images of each group in this order."""
        self._order = order
        self.sort_anew()

    def sort_anew(self) -> None:
        """Sort by what the images are now.

        It happens when it is asked for and not with every change: an image that is just approved
        does not jump away under the hand.
        """
        self._sort()
        self._rebuild(is_sorted=True)

    def set_filter(
        self, *, states: frozenset[ReviewState] | None = None, name_part: str | None = None
    ) -> None:
        """Show only images in one of `states` whose name contains `name_part`; None: as before."""
        if states is not None:
            self._states = states
        if name_part is not None:
            self._name_part = name_part.casefold().strip()
        self._rebuild()

    def set_current(self, image_id: str | None) -> None:
        """Tell which image is worked on, so that it keeps its row."""
        self._current_id = image_id
        self._rebuild()

    def set_changed(self, image_ids: frozenset[str]) -> None:
        """Mark the images whose masks the last propagation changed."""
        others, self._changed = image_ids ^ self._changed, image_ids
        for image_id in others:
            self.refresh_picture(image_id)

    def toggle_collapsed(self, group_id: str) -> None:
        """Fold a section's images away, or unfold them."""
        self._collapsed ^= {group_id}
        self._rebuild(always=True)

    def expand(self, group_id: str) -> None:
        """Unfold a section."""
        if group_id in self._collapsed:
            self.toggle_collapsed(group_id)

    def refresh_picture(self, image_id: str) -> None:
        """An image's picture is another one now."""
        row = self._row_of.get(image_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def refresh_image(self, image_id: str) -> None:
        """An image's state or score is another one now."""
        self.refresh_images([image_id])

    def refresh_images(self, image_ids: Sequence[str]) -> None:
        """So it is with several."""
        self._rebuild()
        rows = {self._row_of[one] for one in image_ids if one in self._row_of}
        sections = {self._row_of[self._rows[row].group.id] for row in rows}
        for row in sorted(rows | sections):
            self.dataChanged.emit(self.index(row), self.index(row))

    def refresh_sections(self) -> None:
        """The groups' categories are other ones now."""
        for row in range(len(self._rows)):
            if self.is_section(row):
                self.dataChanged.emit(self.index(row), self.index(row))

    def refresh_pictures(self) -> None:
        """All pictures are other ones now (overlay colour, theme)."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # What is shown

    @property
    def is_filtered(self) -> bool:
        """True if some images may be hidden by state or name."""
        return self._states != ALL_STATES or bool(self._name_part)

    def walk_ids(self) -> list[str]:
        """The images that pass the filter, in the order shown, folded away or not."""
        return [
            entry.id
            for group in self._groups
            for entry in self._sorted[group.id]
            if self._is_shown(entry)
        ]

    @property
    def current_id(self) -> str | None:
        """The image that is worked on."""
        return self._current_id

    def index_of(self, item_id: str | None) -> QModelIndex:
        """The row of an image or a group; invalid where it has none."""
        row = self._row_of.get(item_id) if item_id is not None else None
        return self.index(row) if row is not None else QModelIndex()

    def is_section(self, row: int) -> bool:
        """True if the row is a group's heading."""
        return self._rows[row].entry is None

    def _sort(self) -> None:
        self._sorted = {
            one.id: sorted_images(one.images, self._order, self._worth_of) for one in self._groups
        }

    def _rebuild(self, *, always: bool = False, is_sorted: bool = False) -> None:
        if not (always or is_sorted or self.is_filtered or self._was_filtered):
            return
        self._was_filtered = self.is_filtered
        rows: list[_Row] = []
        for group in self._groups:
            entries = [entry for entry in self._sorted[group.id] if self._is_shown(entry)]
            if not entries and self.is_filtered:
                continue
            rows.append(_Row(group))
            if group.id not in self._collapsed:
                rows.extend(_Row(group, entry) for entry in entries)
        if not always and _same_rows(rows, self._rows):
            return
        self.beginResetModel()
        self._rows = rows
        self._row_of = {
            (row.entry.id if row.entry is not None else row.group.id): number
            for number, row in enumerate(rows)
        }
        self.endResetModel()

    def _is_shown(self, entry: ImageEntry) -> bool:
        if not self.is_filtered or entry.id == self._current_id:
            return True
        return entry.state in self._states and self._name_part in entry.name.casefold()

    def _section_data(self, group: Group, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return group.name
            case GalleryRole.KIND:
                return RowKind.SECTION
            case GalleryRole.ID:
                return group.id
            case GalleryRole.CATEGORY:
                return _category_text(group)
            case GalleryRole.TOTAL:
                return len(group.images)
            case GalleryRole.REVIEWED:
                return sum(entry.state.is_reviewed for entry in group.images)
            case GalleryRole.IS_COLLAPSED:
                return group.id in self._collapsed
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("Group {name}, {count} images").format(
                    name=group.name, count=len(group.images)
                )
        return None

    def _image_data(self, entry: ImageEntry, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.name
            case GalleryRole.KIND:
                return RowKind.IMAGE
            case GalleryRole.ID:
                return entry.id
            case GalleryRole.STATE:
                return entry.state
            case GalleryRole.SCORE:
                return entry.score
            case GalleryRole.IS_CHANGED:
                return entry.id in self._changed
            case GalleryRole.PICTURE:
                return self._picture_of(entry.id)
            case GalleryRole.FAILURE:
                return self._failure_of(entry.id)
            case Qt.ItemDataRole.ToolTipRole:
                return self._described(entry, separator="\n")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._described(entry, separator=", ")
        return None

    def _described(self, entry: ImageEntry, *, separator: str) -> str:
        parts = [entry.name, state_name(entry.state)]
        if entry.score is not None:
            parts.append(self.tr("model's confidence {score} %").format(score=percent(entry.score)))
        if entry.size_hw is not None:
            parts.append(f"{entry.size_hw[1]} × {entry.size_hw[0]}")
        if entry.seconds >= 1:
            parts.append(self.tr("worked on for {time}").format(time=duration_text(entry.seconds)))
        if entry.id in self._changed:
            parts.append(self.tr("changed by your corrections; shown here as it was before"))
        failure = self._failure_of(entry.id)
        if failure:
            parts.append(failure)
        return separator.join(parts)

    # Qt overrides

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if row.entry is None:
            return self._section_data(row.group, role)
        return self._image_data(row.entry, role)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_section(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )


def percent(score: float) -> int:
    """A score in [0, 1] as whole per cent, rounded half up as people expect."""
    return int(score * 100 + 0.5)


def _category_text(group: Group) -> str:
    if not group.categories or group.categories[0][1] < _CATEGORY_FROM:
        return ""
    name, probability = group.categories[0]
    return f"{name} {percent(probability)} %"


def _same_rows(first: list[_Row], second: list[_Row]) -> bool:
    return len(first) == len(second) and all(
        a.group is b.group and a.entry is b.entry for a, b in zip(first, second, strict=True)
    )
