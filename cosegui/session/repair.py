"""One propagation of corrections: what it reads, and what it changed. No Qt."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import mask_of, touched_of
from cosegui.core.mask import iou
from cosegui.core.ports import Example
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.imaging.resample import fitted

from .pixels import HeldPixels, ModelLayer, ModelResult, PackedLayers

SMALL_PX = 256
SAME_IOU = 0.99
"""A mask that agrees so well with the one before does not count as changed."""


@dataclass(frozen=True)
class ExampleSource:
    """A mask that a person decided about, read when the model lane comes to it.

    `is_whole`: the person approved all of it; else only what was touched is certain.
    """

    index: int
    read: Callable[[], HeldPixels]
    is_whole: bool

    def example(self) -> Example:
        """Raises: ImageReadError."""
        layers = self.read().layers_hw_u8
        certain = np.ones(layers.shape, bool) if self.is_whole else touched_of(layers)
        return Example(self.index, mask_of(layers), certain)


@dataclass(frozen=True)
class Earlier:
    """An image as it was before, compressed; `state` to `model_threshold` as in `ImageEntry`.

    `small_mask_hw_u8`: (h, w) uint8 for the gallery, the share of each pixel in the mask.
    """

    state: ReviewState
    score: float | None
    area: float | None
    threshold: float | None
    model_threshold: float | None
    layers: PackedLayers
    probability: bytes
    heatmap: NDArray[np.float32] | None
    small_mask_hw_u8: NDArray[np.uint8]

    @classmethod
    def of(cls, image: ImageEntry, pixels: HeldPixels) -> Earlier:
        """`image` as it was when `pixels` were."""
        model = pixels.model
        return cls(
            image.state,
            image.score,
            image.area,
            image.threshold,
            image.model_threshold,
            PackedLayers.pack(pixels.layers_hw_u8),
            b"" if model is None else zlib.compress(model.probability_hw_u8.tobytes(), 1),
            None if model is None else model.heatmap_hw_f32,
            _small(mask_of(pixels.layers_hw_u8)),
        )

    def differs_from(self, result: ModelResult) -> bool:
        """The mask is another than that of the result."""
        if result.layers_hw_u8 is None:
            return False
        return iou(mask_of(self.layers.unpack()), mask_of(result.layers_hw_u8)) < SAME_IOU

    def unpack(self) -> ModelResult:
        """The result that brings the pixels back; an image that no run had seen gets an empty
        model layer."""
        layers = self.layers.unpack()
        probability = np.zeros(layers.shape, np.uint8)
        if self.probability:
            flat = np.frombuffer(zlib.decompress(self.probability), np.uint8)
            probability = flat.reshape(layers.shape)
        return ModelResult(
            model=ModelLayer(probability, self.heatmap),
            layers_hw_u8=layers,
            threshold=self.threshold or 0.5,
            score=self.score or 0.0,
            area=self.area or 0.0,
        )


def _small(mask_hw: NDArray[np.bool_]) -> NDArray[np.uint8]:
    height, width = mask_hw.shape
    factor = min(1.0, SMALL_PX / max(height, width))
    size_hw = (max(1, round(height * factor)), max(1, round(width * factor)))
    return fitted(mask_hw.view(np.uint8) * np.uint8(255), size_hw)


@dataclass(frozen=True)
class PropagationSources:
    """What a propagation reads of the project in the model lane.

    Attributes:
        earlier: of every image of the group, by position: what it is before the propagation.
    """

    examples: Sequence[ExampleSource]
    earlier: Sequence[Callable[[], Earlier]]


@dataclass
class Repair:
    """What one propagation did.

    Attributes:
        is_live: a stroke began it, not a person's wish.
        is_cut_off: it was ended before its last image.
        earlier: by image id, with the revision that the image had afterwards.
        changed_ids: the images whose masks are others now.
    """

    group_name: str
    is_live: bool = False
    is_cut_off: bool = False
    earlier: dict[str, tuple[Earlier, int]] = field(default_factory=dict)
    changed_ids: list[str] = field(default_factory=list)

    def note(self, image_id: str, earlier: Earlier, revision: int, *, is_changed: bool) -> None:
        """An image has been answered for, perhaps not for the first time."""
        self.earlier[image_id] = (earlier, revision)
        was_changed = image_id in self.changed_ids
        if is_changed and not was_changed:
            self.changed_ids.append(image_id)
        elif was_changed and not is_changed:
            self.changed_ids.remove(image_id)

    def continue_from(self, before: Repair) -> None:
        """Take over what a propagation did that this one superseded: one step takes both back."""
        for image_id, (earlier, revision) in before.earlier.items():
            now = self.earlier.get(image_id)
            self.earlier[image_id] = (earlier, revision if now is None else now[1])
        known = set(self.changed_ids)
        self.changed_ids += [one for one in before.changed_ids if one not in known]
