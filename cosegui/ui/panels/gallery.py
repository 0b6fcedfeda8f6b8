"""The gallery dock: search, filter, order, the grid, and how far the review is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.project import ReviewState
from cosegui.core.settings import Settings
from cosegui.imaging.resample import fitted
from cosegui.session.sorting import ImageOrder, review_progress
from cosegui.session.thumbnails import Thumbnails
from cosegui.session.workspace import Workspace
from cosegui.ui.icons import Icon, icon
from cosegui.ui.item_models.gallery_model import ALL_STATES, TO_REVIEW, GalleryModel, GalleryRole
from cosegui.ui.item_models.pictures import PictureCache, overlaid_picture
from cosegui.ui.state_names import state_name

from .gallery_delegate import STATE_ICONS
from .gallery_view import GalleryView
from .review_progress import ReviewProgressPanel

_MIN_WIDTH_PX = 236
_OVERLAY_OPACITY = 0.5


class GalleryPanel(QWidget):
    """All images of the project; follows the workspace and picks its current image.

    Signals:
        run_requested(str group_id)
        menu_requested(str kind, str id, QPoint global_pos): see `GalleryView`.
    """

    run_requested = Signal(str)
    menu_requested = Signal(str, str, QPoint)

    def __init__(
        self, workspace: Workspace, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._thumbnails = thumbnails
        self._colour = QColor(Settings().overlay_colour)
        self._pictures = PictureCache(self._make_picture)
        self.model = GalleryModel(
            self._pictures.picture,
            thumbnails.failure,
            self,
            worth_of=workspace.worths.worth,
        )
        self.view = GalleryView(self)
        self.view.setModel(self.model)
        self.search = QLineEdit(self)
        self.filter = QComboBox(self)
        self.order = QComboBox(self)
        self.progress = ReviewProgressPanel(self)
        self.empty_label = QLabel(self.tr("No image matches the filter."), self)
        self._filters = self._filter_rows()
        self._held: list[str] | None = None
        self._before_id = ""
        self._mask_before: Callable[[str], NDArray[np.uint8] | None] = lambda _: None
        self._build()
        self._connect()
        self._on_project_changed()

    def set_overlay_colour(self, colour: QColor) -> None:
        """Tint the masks in the colour that the canvas has for them."""
        if colour != self._colour:
            self._colour = QColor(colour)
            self._pictures.clear()
            self.model.refresh_pictures()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Show what changes meanwhile once, at the end: for a change of many images."""
        self._held = []
        try:
            yield
        finally:
            changed, self._held = self._held, None
            self.model.refresh_images(changed)
            self._show_progress()

    def mark_changed(
        self,
        image_ids: frozenset[str],
        small_mask_before: Callable[[str], NDArray[np.uint8] | None],
    ) -> None:
        """Mark images whose masks a propagation changed; under the pointer they show how they were.

        `small_mask_before` gives that as (h, w) uint8 of any size, 255 in the mask.
        """
        self._mask_before = small_mask_before
        self.model.set_changed(image_ids)
        self._show_before(self._before_id if self._before_id in image_ids else "")

    def _on_hovered(self, image_id: str) -> None:
        is_changed = self.model.index_of(image_id).data(GalleryRole.IS_CHANGED)
        self._show_before(image_id if is_changed else "")

    def _show_before(self, image_id: str) -> None:
        before, self._before_id = self._before_id, image_id
        for each in {before, image_id} - {""} if before != image_id else ():
            self._pictures.forget(each)
            self.model.refresh_picture(each)

    def show_run_end(self) -> None:
        """A run has ended: images have new scores and groups new categories."""
        self.model.sort_anew()
        self.model.refresh_sections()

    def _build(self) -> None:
        self.setMinimumWidth(_MIN_WIDTH_PX)
        self.search.setPlaceholderText(self.tr("Search by name"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search images by name"))
        self.search.addAction(icon(Icon.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setAccessibleName(self.tr("Show images in this state"))
        for text, _states, state in self._filters:
            if state is None:
                self.filter.addItem(icon(Icon.FILTER), text)
            else:
                self.filter.addItem(icon(STATE_ICONS[state]), text)
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty_label.setWordWrap(True)
        self.empty_label.setProperty("role", "muted")
        self.order.setAccessibleName(self.tr("Order of the images in each group"))
        self.order.setToolTip(self.tr("Order of the images in each group"))
        for text, order in self._order_rows():
            self.order.addItem(icon(Icon.SORT), text, order)

        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.setSpacing(6)
        top.addWidget(self.search)
        top.addWidget(self.filter)
        top.addWidget(self.order)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.empty_label)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.progress)

    def _filter_rows(self) -> list[tuple[str, frozenset[ReviewState], ReviewState | None]]:
        return [
            (self.tr("All images"), ALL_STATES, None),
            (self.tr("To review"), TO_REVIEW, None),
            *((state_name(state), frozenset({state}), state) for state in ReviewState),
        ]

    def _order_rows(self) -> list[tuple[str, ImageOrder]]:
        return [
            (self.tr("As added"), ImageOrder.ADDED),
            (self.tr("By name"), ImageOrder.NAME),
            (self.tr("Least sure first"), ImageOrder.SCORE),
            (self.tr("Teaches most first"), ImageOrder.WORTH),
            (self.tr("By state"), ImageOrder.STATE),
            (self.tr("Longest worked on"), ImageOrder.TIME),
        ]

    def _connect(self) -> None:
        self._workspace.project_changed.connect(self._on_project_changed)
        self._workspace.groups_changed.connect(self._on_groups_changed)
        self._workspace.image_changed.connect(self._on_image_changed)
        self._workspace.current_image_changed.connect(self._on_current_image_changed)
        self._thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)
        self.view.image_picked.connect(self._workspace.select_image)
        self.view.hovered.connect(self._on_hovered)
        self.view.section_toggled.connect(self.model.toggle_collapsed)
        self.view.run_requested.connect(self.run_requested)
        self.view.menu_requested.connect(self.menu_requested)
        self.search.textChanged.connect(self._on_search_changed)
        self.filter.currentIndexChanged.connect(self._on_filter_changed)
        self.order.currentIndexChanged.connect(self._on_order_changed)
        self.model.modelReset.connect(self._on_model_reset)

    def _make_picture(self, image_id: str) -> QImage | None:
        pixels = self._thumbnails.thumbnail(image_id)
        if pixels is None:
            return None
        mask = self._thumbnails.mask_thumbnail(image_id)
        if image_id == self._before_id:
            before = self._mask_before(image_id)
            height, width = pixels.shape[:2]
            mask = mask if before is None else fitted(before, (height, width))
        if mask is not None and mask.shape != pixels.shape[:2]:
            mask = None
        return overlaid_picture(pixels, mask, colour=self._colour, opacity=_OVERLAY_OPACITY)

    def _on_project_changed(self) -> None:
        self._pictures.clear()
        self.search.clear()
        self.filter.setCurrentIndex(0)
        self._on_groups_changed()

    def _on_groups_changed(self) -> None:
        project = self._workspace.project
        self.model.set_groups(project.groups if project is not None else ())
        self._show_progress()

    def _on_image_changed(self, image_id: str) -> None:
        if self._held is not None:
            self._held.append(image_id)
            return
        self.model.refresh_image(image_id)
        self._show_progress()

    def _on_thumbnail_ready(self, image_id: str) -> None:
        self._pictures.forget(image_id)
        self.model.refresh_picture(image_id)

    def _on_current_image_changed(self, image_id: str) -> None:
        if image_id:
            self.model.expand(self._workspace.group_of(image_id).id)
        self.model.set_current(image_id or None)
        self.view.show_current(image_id)

    def _on_search_changed(self, text: str) -> None:
        self.model.set_filter(name_part=text)

    def _on_filter_changed(self, row: int) -> None:
        self.model.set_filter(states=self._filters[row][1])

    def _on_order_changed(self) -> None:
        self.model.set_order(ImageOrder(self.order.currentData()))

    def _on_model_reset(self) -> None:
        self.empty_label.setVisible(self.model.is_filtered and self.model.rowCount() == 0)
        if self._workspace.current_image_id not in self.view.selected_ids():
            self.view.show_current(self._workspace.current_image_id)
        self._workspace.walk_through(self.model.walk_ids())

    def _show_progress(self) -> None:
        project = self._workspace.project
        progress = review_progress(() if project is None else project.images())
        for row, (text, states, _state) in enumerate(self._filters):
            number = sum(progress.counts[state] for state in states)
            self.filter.setItemText(row, f"{text}  ·  {number}")
        self.progress.show_progress(progress)
