"""What an image has besides its photograph, as arrays that travel between threads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cosegui.core import bitplanes
from cosegui.core.layers import layers_from_mask
from cosegui.core.mask import area_share
from cosegui.core.ports import ImagePrediction
from cosegui.core.project import ImageEntry


@dataclass(frozen=True, slots=True)
class ModelLayer:
    """What the model says of an image. Nobody writes into these arrays.

    Attributes:
        probability_hw_u8: (H, W) uint8, 255 stands for 1, image frame.
        heatmap_hw_f32: (h, w) float32 in [0, 1] over the whole image, None if it was not kept.
    """

    probability_hw_u8: NDArray[np.uint8]
    heatmap_hw_f32: NDArray[np.float32] | None

    @property
    def nbytes(self) -> int:
        heatmap_bytes = 0 if self.heatmap_hw_f32 is None else self.heatmap_hw_f32.nbytes
        return self.probability_hw_u8.nbytes + heatmap_bytes


@dataclass(frozen=True, slots=True)
class HeldPixels:
    """What there is of an image at one moment; `model` is None where no run has seen it."""

    layers_hw_u8: NDArray[np.uint8]
    model: ModelLayer | None


@dataclass(frozen=True, slots=True)
class StoredPixels:
    """What the project holds of one image.

    Attributes:
        layers_hw_u8: (H, W) uint8, writable, owned by whoever asked for it.
        model: None where the model has not been run.
        problem: why the stored layers must not be replaced, "" if nothing is wrong; `layers_hw_u8`
            is empty then.
    """

    layers_hw_u8: NDArray[np.uint8]
    model: ModelLayer | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ModelResult:
    """A prediction as the project keeps it.

    `layers_hw_u8` is the mask of the model, None where the mask is a person's and stays.
    """

    model: ModelLayer
    layers_hw_u8: NDArray[np.uint8] | None
    threshold: float
    score: float
    area: float

    @property
    def nbytes(self) -> int:
        layers_bytes = 0 if self.layers_hw_u8 is None else self.layers_hw_u8.nbytes
        return self.model.nbytes + layers_bytes

    @property
    def size_hw(self) -> tuple[int, int]:
        height, width = self.model.probability_hw_u8.shape
        return height, width


class PixelFiles(Protocol):
    """Where pixels are kept; called from any thread, one writer at a time."""

    def read(self, image: ImageEntry) -> StoredPixels:
        """Raises: ImageReadError: the photograph has no readable size."""

    def read_layers(self, image: ImageEntry) -> NDArray[np.uint8]:
        """(H, W) uint8. Raises: ImageReadError: the photograph or the layers cannot be read."""

    def write_layers(self, image_id: str, layers_hw_u8: NDArray[np.uint8]) -> None:
        """Raises: SaveError."""

    def write_model(self, image_id: str, model: ModelLayer) -> None:
        """Raises: SaveError."""


def result_of(prediction: ImagePrediction) -> ModelResult:
    """Quantise a prediction; runs where the model runs."""
    mask_hw = prediction.mask_hw
    probability = np.clip(prediction.probability_hw, 0.0, 1.0) * np.float32(255)
    return ModelResult(
        model=ModelLayer(
            np.rint(probability, out=probability).astype(np.uint8),
            np.asarray(prediction.heatmap_hw, np.float32),
        ),
        layers_hw_u8=layers_from_mask(mask_hw),
        threshold=float(prediction.threshold),
        score=float(prediction.score),
        area=area_share(mask_hw),
    )


@dataclass(frozen=True, slots=True)
class PackedLayers:
    """Layers compressed bit by bit: 12 MP of mask weigh some 20 KB."""

    size_hw: tuple[int, int]
    planes: bitplanes.Planes

    @classmethod
    def pack(cls, layers_hw_u8: NDArray[np.uint8]) -> PackedLayers:
        height, width = layers_hw_u8.shape
        return cls((height, width), bitplanes.pack(layers_hw_u8))

    def unpack(self) -> NDArray[np.uint8]:
        """(H, W) uint8, a new array."""
        return bitplanes.unpack(self.planes, self.size_hw)
