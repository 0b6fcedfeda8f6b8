"""Photographs with their mask in them: cut out, or tinted for a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.storage.images import read_image

from .contract import Added, Format, FoundMask, Mask, Subject, unlabelled
from .destination import Destination
from .raster import levels, read_alpha, require_fit, write_pixels
from .reading import files_below

_TINT_RGB = (255, 64, 0)
_TINT_SHARE = 0.45
_HALF = 128


class _CutOutExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        pixels_hwc = np.dstack([_photograph(subject), levels(subject.mask_hw)])
        write_pixels(self._place.path(relative), pixels_hwc)
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


class _OverlayExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        pixels_hwc, mask_hw = _photograph(subject), subject.mask_hw
        tint = np.asarray(_TINT_RGB, np.float32) * np.float32(_TINT_SHARE)
        tinted = pixels_hwc[mask_hw] * np.float32(1 - _TINT_SHARE) + tint
        pixels_hwc[mask_hw] = np.rint(tinted).astype(np.uint8)
        write_pixels(self._place.path(relative), pixels_hwc)
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


def _photograph(subject: Subject) -> NDArray[np.uint8]:
    pixels_hwc = read_image(subject.source)
    size_hw = pixels_hwc.shape[:2]
    require_fit(f"The mask of {subject.source.name}", subject.layers_hw, size_hw)
    return pixels_hwc


def _find_cut_outs(folder: Path) -> Iterator[FoundMask]:
    for relative, path in files_below(folder, "*.png"):
        yield FoundMask(relative.removesuffix(".png"), unlabelled(partial(_read, path)))


def _read(path: Path, size_hw: tuple[int, int]) -> Mask:
    return np.asarray(read_alpha(path, size_hw) >= _HALF)


CUT_OUT = Format(
    name="cut-out",
    title="Cut-outs on a transparent ground",
    summary="One PNG an image, of the photograph's size: opaque on the object, transparent "
    "elsewhere. The colours are all there, so that the edge can still be moved.",
    open_exporter=_CutOutExporter,
    find_masks=_find_cut_outs,
)

OVERLAY = Format(
    name="overlay",
    title="Photographs with the mask in colour",
    summary="One PNG an image, to look at or to show: the photograph with the object tinted.",
    open_exporter=_OverlayExporter,
)
