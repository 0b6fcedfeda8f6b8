"""All images of the current group at once, with their masks, in place of the canvas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cosegui.core.settings import Settings
from cosegui.imaging.resample import fitted
from cosegui.session.thumbnails import Thumbnails
from cosegui.session.workspace import Workspace
from cosegui.ui.item_models.gallery_model import GalleryModel, GalleryRole, RowKind
from cosegui.ui.item_models.pictures import PictureCache, overlaid_picture

from .gallery_layout import GAP_PX, MARGIN_PX, MIN_CELL_WIDTH_PX, PICTURE_RATIO, GalleryLayout
from .gallery_view import GalleryView

PICTURE_PX = 512
"""Longer side of a picture: enough for a group of six on a large screen."""
_BUDGET_BYTES = 192 * 2**20
_OVERLAY_OPACITY = 0.5


class GroupGrid(GalleryView):
    """Thumbnails as large as they can be with all of them in view.

    Signals:
        image_opened(str image_id): by a click or Return.
        left(): by Escape.
        picture_size_changed(): thumbnails are shown larger or smaller than before.
    """

    image_opened = Signal(str)
    left = Signal()
    picture_size_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_wh = (0, 0)
        self.setAccessibleName(self.tr("Images of the group"))
        self.clicked.connect(self._on_opened)

    @property
    def picture_wh(self) -> tuple[int, int]:
        """Room for a picture, in device pixels."""
        width = self._layout.cell_width_px * self.devicePixelRatioF()
        return round(width), round(width * PICTURE_RATIO)

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def _relayout(self) -> None:
        super()._relayout()
        self._note_picture_size()

    def _note_picture_size(self) -> None:
        if self.picture_wh != self._shown_wh:
            self._shown_wh = self.picture_wh
            self.picture_size_changed.emit()

    def _laid_out(self, is_section_by_row: Sequence[bool]) -> GalleryLayout:
        width, page = self.viewport().width(), self.viewport().height()
        inner = width - 2 * MARGIN_PX
        columns = 1
        while True:
            # What the narrowest thumbnails need for so many columns.
            cell = max(MIN_CELL_WIDTH_PX, (inner + GAP_PX) // columns - GAP_PX)
            layout = GalleryLayout(is_section_by_row, width, cell)
            if layout.height_px <= page or cell == MIN_CELL_WIDTH_PX:
                return layout
            columns += 1

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(GalleryRole.KIND) == RowKind.IMAGE:
            self.image_opened.emit(index.data(GalleryRole.ID))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._note_picture_size()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class GroupView(QWidget):
    """The group of the workspace's current image; follows it, and only loads what is looked at.

    Moving through the thumbnails makes an image current, so that it can be approved or excluded
    from here; opening it is left to who listens.

    Signals:
        image_opened(str image_id), left(): see `GroupGrid`.
        run_requested(str group_id): by the heading's button.
        menu_requested(str kind, str id, QPoint global_pos): see `GalleryView`.
    """

    image_opened = Signal(str)
    left = Signal()
    run_requested = Signal(str)
    menu_requested = Signal(str, str, QPoint)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._thumbnails = Thumbnails(
            workspace, longest_px=PICTURE_PX, budget_bytes=_BUDGET_BYTES, parent=self
        )
        self._colour = QColor(Settings().overlay_colour)
        self._group_id = ""
        self._pictures = PictureCache(self._make_picture, capacity=150)
        self.model = GalleryModel(self._pictures.picture, self._thumbnails.failure, self)
        self.grid = GroupGrid(self)
        self.grid.setModel(self.model)
        self.setFocusProxy(self.grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        self._connect()
        self._follow()

    def set_overlay_colour(self, colour: QColor) -> None:
        """Tint the masks in the colour that the canvas has for them."""
        if colour != self._colour:
            self._colour = QColor(colour)
            self._pictures.clear()
            self.model.refresh_pictures()

    def _connect(self) -> None:
        self._workspace.project_changed.connect(self._on_project_changed)
        self._workspace.groups_changed.connect(self._on_groups_changed)
        self._workspace.current_image_changed.connect(self._follow)
        self._workspace.image_changed.connect(self.model.refresh_image)
        self._thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)
        self.grid.picture_size_changed.connect(self._pictures.clear)
        self.grid.image_picked.connect(self._workspace.select_image)
        self.grid.image_opened.connect(self.image_opened)
        self.grid.left.connect(self.left)
        self.grid.run_requested.connect(self.run_requested)
        self.grid.menu_requested.connect(self.menu_requested)

    def _make_picture(self, image_id: str) -> QImage | None:
        pixels = self._thumbnails.thumbnail(image_id)
        if pixels is None:
            return None
        mask = self._thumbnails.mask_thumbnail(image_id)
        # As large as it is shown: reducing it at every paint makes a hundred of them stutter.
        (height, width), (room_x, room_y) = pixels.shape[:2], self.grid.picture_wh
        scale = min(room_x / width, room_y / height, 1.0)
        size_hw = (max(1, round(height * scale)), max(1, round(width * scale)))
        picture = overlaid_picture(
            fitted(pixels, size_hw),
            None if mask is None else fitted(mask, size_hw),
            colour=self._colour,
            opacity=_OVERLAY_OPACITY,
        )
        return picture.convertToFormat(QImage.Format.Format_RGB32)

    def _on_project_changed(self) -> None:
        self._pictures.clear()
        self._on_groups_changed()

    def _on_groups_changed(self) -> None:
        self._group_id = ""
        self._follow()

    def _follow(self) -> None:
        """Show the current image's group, and the image as the current one."""
        image_id = self._workspace.current_image_id
        # While its group is being removed, the current image is no longer in the project.
        if not self._workspace.has_image(image_id):
            self._group_id = ""
            self.model.set_groups(())
            return
        group = self._workspace.group_of(image_id)
        if group.id != self._group_id:
            self._group_id = group.id
            self.model.set_groups((group,))
        self.grid.show_current(image_id)

    def _on_thumbnail_ready(self, image_id: str) -> None:
        self._pictures.forget(image_id)
        self.model.refresh_picture(image_id)
