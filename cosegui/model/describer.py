"""From photographs to codes: the part of a run that looks at each image alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.errors import ImageReadError
from cosegui.core.ports import ImageFailure
from cosegui.imaging.resample import stretched
from cosegui.model.backbone import batch_of
from cosegui.model.closer_look import COPY_PX, Window
from cosegui.model.config import Architecture
from cosegui.model.description import Description
from cosegui.model.placement import Placement
from cosegui.model.reading import CodeCache, ImageCode, PhotographShelf
from cosegui.model.run import Run
from cosegui.model.shades import shades_of
from cosegui.storage.images import shrunk


class Describer:
    """Looks at every photograph once for as long as its code is remembered.

    Attributes:
        codes: those remembered.
    """

    def __init__(self, placed: Placement) -> None:
        self.codes = CodeCache()
        self._placed = placed

    def describe_all(
        self, run: Run, shelf: PhotographShelf, codes: dict[int, ImageCode]
    ) -> Iterator[ImageFailure]:
        """Fill `codes` with every image that can be read; the others are failures."""
        waiting: dict[int, NDArray[np.uint8]] = {}  # each no larger than a second look needs
        for index, source in enumerate(run.sources):
            known = self.codes.get(source.key)
            if known is not None:
                codes[index] = known
            else:
                try:
                    waiting[index] = shrunk(shelf.read(index), COPY_PX)
                except ImageReadError as error:
                    yield ImageFailure(index, str(error))
                    run.advance("reading", 2)
                    continue
            if len(waiting) >= self._placed.chunk_images:
                codes.update(self._describe(run, waiting))
                waiting = {}
            run.advance("reading")
        codes.update(self._describe(run, waiting))

    def knows(self, run: Run, windows: Mapping[int, Window]) -> bool:
        """Nothing has to be looked at to describe these parts of photographs."""
        return all(
            self.codes.get(_window_key(run.sources[index].key, window)) is not None
            for index, window in windows.items()
        )

    def describe_windows(
        self, run: Run, shelf: PhotographShelf, windows: Mapping[int, Window]
    ) -> dict[int, ImageCode]:
        """The codes of parts of photographs, by the image's index.

        What cannot be read any more is left out: its mask will say so. Raises: Cancelled.
        """
        codes: dict[int, ImageCode] = {}
        cuts = {}
        keys = {i: _window_key(run.sources[i].key, window) for i, window in windows.items()}
        for index, window in windows.items():
            known = self.codes.get(keys[index])
            if known is not None:
                codes[index] = known
                continue
            with suppress(ImageReadError):
                cuts[index] = window.cut(shrunk(shelf.look(index), COPY_PX))
            if len(cuts) >= self._placed.chunk_images:
                codes.update(self._describe_cuts(run, cuts, keys))
                cuts = {}
        codes.update(self._describe_cuts(run, cuts, keys))
        # Sums over them must not depend on what had been seen before.
        return {index: codes[index] for index in windows if index in codes}

    def _describe_cuts(
        self,
        run: Run,
        cuts: dict[int, NDArray[np.uint8]],
        keys: Mapping[int, Hashable | None],
    ) -> dict[int, ImageCode]:
        run.advance("masks", 0)  # a group of looks takes a moment: the person may want no more
        codes = self._codes_of(run, cuts)
        for index, code in codes.items():
            self.codes.put(keys[index], code)
        return codes

    def _describe(self, run: Run, images: dict[int, NDArray[np.uint8]]) -> dict[int, ImageCode]:
        codes = self._codes_of(run, images)
        if self._placed.network.config.has_object_map:
            codes = self._look_closer(run, images, codes)
        for index, code in codes.items():
            self.codes.put(run.sources[index].key, code)
        return codes

    def _codes_of(self, run: Run, images: dict[int, NDArray[np.uint8]]) -> dict[int, ImageCode]:
        """What one look at each of some pictures tells."""
        is_half = self._placed.network.config.architecture is not Architecture.PUBLISHED

        def describe(chunk: Sequence[int]) -> list[ImageCode]:
            features, described = self.look([images[i] for i in chunk])
            return ImageCode.split(features, described, is_half=is_half)

        codes = self._placed.in_chunks(list(images), describe, run.notices)
        return {
            index: replace(
                code,
                shades=shades_of(image, code.fine_grid_hw),
                size_hw=(image.shape[0], image.shape[1]),
            )
            for (index, image), code in zip(images.items(), codes, strict=True)
        }

    def _look_closer(
        self, run: Run, images: dict[int, NDArray[np.uint8]], codes: dict[int, ImageCode]
    ) -> dict[int, ImageCode]:
        """The codes, with what a second look at small objects adds."""
        windows = {}
        for index, code in codes.items():
            window = Window.around(code.object_map_hw, code.size_hw)
            if window is not None:
                windows[index] = window

        def look(chunk: Sequence[int]) -> list[NDArray[np.float32]]:
            described = self.look([windows[i].cut(images[i]) for i in chunk])[1]
            return [described.object_map(row) for row in range(len(chunk))]

        near = dict(
            zip(windows, self._placed.in_chunks(list(windows), look, run.notices), strict=True)
        )
        closer = {}
        for index, window in windows.items():
            added = window.difference(codes[index].object_map_hw, near[index])
            closer[index] = replace(codes[index], closer=torch.from_numpy(added).half())
        return codes | closer

    def look(self, images: Sequence[NDArray[np.uint8]]) -> tuple[list[Tensor], Description]:
        """The network's maps and description of a chunk of photographs, of any sizes."""
        squares = [self.model_frame(image) for image in images]
        with self._placed.inference():
            features = self._placed.network.backbone(batch_of(squares, self._placed.device))
            return features, self._placed.network.describe(features)

    def model_frame(self, image_hwc_u8: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The square of `input_size` px that the network sees, stretched from a photograph."""
        size = self._placed.network.config.input_size
        return stretched(image_hwc_u8, (size, size))


def _window_key(key: str | None, window: Window) -> Hashable | None:
    return None if key is None else (key, window.grid_hw, window.box_xyxy)
