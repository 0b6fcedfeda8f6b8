"""The scrolling grid of thumbnails under section headings; paints only what is visible."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from cosegui.ui.item_models.gallery_model import AnyIndex, GalleryModel, GalleryRole, RowKind

from .gallery_delegate import GalleryDelegate, run_button_rect
from .gallery_layout import GalleryLayout

_WHEEL_STEP_PX = 48


class GalleryView(QAbstractItemView):
    """Shows a `GalleryModel`. The current index is the image that is worked on; beside it others
    can be selected, and stay so when the rows change.

    Signals:
        image_picked(str image_id): by mouse or key, not by `show_current`.
        section_toggled(str group_id)
        run_requested(str group_id): a section's run button.
        menu_requested(str kind, str id, QPoint global_pos): over a section or an image.
        selected_changed(int count): how many images are selected now.
        hovered(str image_id): the pointer has come to this image, "" for none.
    """

    image_picked = Signal(str)
    section_toggled = Signal(str)
    run_requested = Signal(str)
    menu_requested = Signal(str, str, QPoint)
    selected_changed = Signal(int)
    hovered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = GalleryLayout((), 0)
        self._hovered_row: int | None = None
        self._is_following = False
        self._selected_ids: list[str] = []
        # Python owns no reference for Qt here: without one the delegate would be collected.
        self._delegate = GalleryDelegate()
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # An own, lasting bar: one that comes and goes would change the columns as it does.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Images of the project"))

    def gallery_model(self) -> GalleryModel:
        """The model, typed."""
        model = self.model()
        assert isinstance(model, GalleryModel)
        return model

    def show_current(self, image_id: str) -> None:
        """Mark an image as current and bring it into view, without picking it."""
        index = self.gallery_model().index_of(image_id)
        self._is_following = True
        try:
            if index.isValid():
                # It is current already where the person has picked it, perhaps beside others.
                if index != self.currentIndex():
                    self.setCurrentIndex(index)
                self.scrollTo(index)
            else:
                self.selectionModel().clear()
        finally:
            self._is_following = False

    def selected_ids(self) -> list[str]:
        """The selected images in the order shown; the current one alone as a rule."""
        return list(self._selected_ids)

    def _select_again(self, image_ids: Sequence[str]) -> None:
        """After the rows have changed: what is still there is selected as before."""
        model, selection = self.gallery_model(), QItemSelection()
        for image_id in image_ids:
            index = model.index_of(image_id)
            if index.isValid():
                selection.select(index, index)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _relayout(self) -> None:
        model = self.model()
        sections = (
            [model.is_section(row) for row in range(model.rowCount())]
            if isinstance(model, GalleryModel)
            else []
        )
        self._layout = self._laid_out(sections)
        self._hovered_row = None
        self.updateGeometries()
        self.viewport().update()

    def _laid_out(self, is_section_by_row: Sequence[bool]) -> GalleryLayout:
        """For subclasses with another idea of how large thumbnails are."""
        return GalleryLayout(is_section_by_row, self.viewport().width())

    def _hover(self, row: int | None) -> None:
        if row == self._hovered_row:
            return
        for each in (row, self._hovered_row):
            if each is not None:
                self.viewport().update(self._visible_rect(each))
        self._hovered_row = row
        is_image = row is not None and not self.gallery_model().is_section(row)
        index = self.gallery_model().index(row) if row is not None and is_image else None
        self.hovered.emit("" if index is None else index.data(GalleryRole.ID))

    def _row_at(self, position: QPoint) -> int | None:
        return self._layout.row_at(position.x(), position.y() + self.verticalOffset())

    def _visible_rect(self, row: int) -> QRect:
        return self._layout.rect(row).translated(0, -self.verticalOffset())

    # Qt overrides: model and selection

    def reset(self) -> None:
        selected = self._selected_ids
        current = self.gallery_model().current_id if self.model() is not None else None
        super().reset()
        self._relayout()
        if len(selected) > 1:
            self.show_current(current or "")
            self._select_again(selected)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        model = self.model()
        self._selected_ids = [model.index(row, 0).data(GalleryRole.ID) for row in rows]
        self.selected_changed.emit(len(rows))

    def dataChanged(
        self, top_left: AnyIndex, bottom_right: AnyIndex, _roles: Sequence[int] = ()
    ) -> None:
        for row in range(top_left.row(), bottom_right.row() + 1):
            self.viewport().update(self._visible_rect(row))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._is_following and current.data(GalleryRole.KIND) == RowKind.IMAGE:
            self.image_picked.emit(current.data(GalleryRole.ID))

    # Qt overrides: geometry

    def visualRect(self, index: AnyIndex) -> QRect:
        return self._visible_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._row_at(point)
        return QModelIndex() if row is None else self.model().index(row, 0)

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        rect = self._layout.rect(index.row())
        bar, page = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - page // 2)
        elif rect.top() < bar.value():
            bar.setValue(rect.top() - 8)
        elif rect.bottom() > bar.value() + page:
            bar.setValue(rect.bottom() - page + 8)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: AnyIndex) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """`rect`: from where a range began to where it ends, upside down where it was so drawn."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        if not last.isValid():
            return
        if not first.isValid():
            first = last
        first, last = sorted((first, last), key=QModelIndex.row)
        self.selectionModel().select(QItemSelection(first, last), command)

    def selectionCommand(
        self, index: AnyIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if self._is_following:
            # Qt would look at the keys that are held: Ctrl+Return, which goes to the next image,
            # is no wish to select it beside the one before.
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def keyboardSearch(self, _text: str) -> None:
        """Letters are keys of the canvas; they do not jump to file names."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        current = self.currentIndex()
        if not current.isValid():
            return self._image_near(0, 1)
        row, last = current.row(), self.model().rowCount() - 1
        page = max(1, self.viewport().height() // self._layout.cell_height_px)
        cursor = QAbstractItemView.CursorAction
        if action in (cursor.MoveUp, cursor.MoveDown, cursor.MovePageUp, cursor.MovePageDown):
            step = -1 if action in (cursor.MoveUp, cursor.MovePageUp) else 1
            for _ in range(page if action in (cursor.MovePageUp, cursor.MovePageDown) else 1):
                row = self._vertically(row, step)
            return self.model().index(row, 0)
        if action == cursor.MoveHome:
            return self._image_near(0, 1)
        if action == cursor.MoveEnd:
            return self._image_near(last, -1)
        step = -1 if action in (cursor.MoveLeft, cursor.MovePrevious) else 1
        found = self._image_near(row + step, step)
        return found if found.isValid() else current

    def _vertically(self, row: int, step: int) -> int:
        found = self._layout.row_vertically(row, step)
        return row if found is None else found

    def _image_near(self, row: int, step: int) -> QModelIndex:
        model = self.gallery_model()
        while 0 <= row < model.rowCount():
            if not model.is_section(row):
                return model.index(row)
            row += step
        return QModelIndex()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        page = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(page)
        bar.setSingleStep(_WHEEL_STEP_PX)
        bar.setRange(0, max(0, self._layout.height_px - page))
        bar.setEnabled(bar.maximum() > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._relayout()
            self.scrollTo(self.currentIndex())
        else:
            self.updateGeometries()

    # Qt overrides: painting and mouse

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        top = event.rect().top() + self.verticalOffset()
        state = option.state & ~QStyle.StateFlag.State_HasFocus
        current = self.currentIndex()
        for row in self._layout.rows_between(top, top + event.rect().height()):
            index = self.model().index(row, 0)
            option.rect = self._visible_rect(row)
            option.state = state
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == current:
                option.state |= QStyle.StateFlag.State_On
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            if row == self._hovered_row:
                option.state |= QStyle.StateFlag.State_MouseOver
            self._delegate.paint(painter, option, index)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and index.data(GalleryRole.KIND) == RowKind.SECTION:
            group_id = index.data(GalleryRole.ID)
            if run_button_rect(self.visualRect(index)).contains(event.position().toPoint()):
                self.run_requested.emit(group_id)
            else:
                self.section_toggled.emit(group_id)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._row_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        position = self.visualRect(index).center() if by_key else event.pos()
        self.menu_requested.emit(
            index.data(GalleryRole.KIND),
            index.data(GalleryRole.ID),
            self.viewport().mapToGlobal(position),
        )
