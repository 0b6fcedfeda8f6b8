"""Reduced copies of big images, computed away from the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.mask import binarise
from cosegui.tasks.runner import Lane, Runner, Task, TaskContext

from .items import PhotoItem, Picture, ValueItem, mask_pyramid
from .pyramid import ValuePyramid, photo_levels

T = TypeVar("T")

_AT_ONCE_UP_TO_PIXELS = 500_000
"""Reducing so few takes less time than a frame and spares a flash of the coarse picture."""
_PRIORITY = 10
"""Ahead of decoding for later: someone is looking at this image."""


class LevelLoader:
    """Gives the picture that is shown its reductions; those of an earlier one are dropped.

    The layers may be painted on while they are being reduced: what `mark_changed` names meanwhile
    is reduced once more when the result is there.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._tasks: list[Task] = []
        self._changed = Box.empty()

    def mark_changed(self, box: Box) -> None:
        """The layers changed in `box`."""
        self._changed = self._changed.union(box)

    def stop(self) -> None:
        """Drop everything that is not finished."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def load(self, picture: Picture, on_ready: Callable[[], None]) -> None:
        """Reduce photograph and mask; `on_ready` when they are in place."""
        self.stop()
        self._changed = Box.empty()
        image_hwc = picture.photo.image_hwc
        mask = picture.new_mask_pyramid()

        def compute() -> tuple[dict[int, NDArray[np.uint32]], ValuePyramid]:
            levels = photo_levels(image_hwc)
            mask.prepare()
            return levels, mask

        def install(result: tuple[dict[int, NDArray[np.uint32]], ValuePyramid]) -> None:
            levels, pyramid = result
            pyramid.mark_changed(self._changed)
            picture.photo.set_levels(levels)
            picture.set_mask_pyramid(pyramid)
            on_ready()

        self._run(picture.size_hw, compute, install, title="Reduce the photograph")

    def load_values(self, picture: Picture, item: ValueItem, on_ready: Callable[[], None]) -> None:
        """Reduce a layer of `picture` that nobody edits."""
        pyramid = item.pyramid.fresh()

        def compute() -> ValuePyramid:
            pyramid.prepare()
            return pyramid

        def install(result: ValuePyramid) -> None:
            item.set_pyramid(result)
            on_ready()

        self._run(picture.size_hw, compute, install, title="Reduce a layer")

    def load_model_mask(
        self,
        photo: PhotoItem,
        probability_hw: NDArray[np.uint8],
        threshold: float,
        on_ready: Callable[[Picture], None],
    ) -> None:
        """A picture of the photograph with the mask that the model itself would draw."""

        def compute() -> tuple[NDArray[np.uint8], ValuePyramid]:
            layers_hw = binarise(probability_hw, threshold).view(np.uint8)
            pyramid = mask_pyramid(layers_hw, (0, 0, 0))
            pyramid.prepare()
            return layers_hw, pyramid

        def install(result: tuple[NDArray[np.uint8], ValuePyramid]) -> None:
            layers_hw, pyramid = result
            picture = Picture(photo, layers_hw)
            picture.set_mask_pyramid(pyramid)
            on_ready(picture)

        self._run(photo.size_hw, compute, install, title="The model's mask")

    def _run(
        self,
        size_hw: tuple[int, int],
        compute: Callable[[], T],
        install: Callable[[T], None],
        *,
        title: str,
    ) -> None:
        if size_hw[0] * size_hw[1] <= _AT_ONCE_UP_TO_PIXELS:
            install(compute())
            return

        def work(_context: TaskContext) -> T:
            return compute()

        self._tasks = [task for task in self._tasks if not task.is_done]
        self._tasks.append(
            self._runner.submit(
                work,
                lane=Lane.FILES,
                title=title,
                on_result=install,
                on_error=_carry_on,
                priority=_PRIORITY,
            )
        )


def _carry_on(_error: Exception) -> None:
    """The runner has logged it; the image itself can be painted, if less smoothly."""
