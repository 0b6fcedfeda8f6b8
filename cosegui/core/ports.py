"""The border between the application and whatever segments a group; numpy arrays only.

`cosegui.model.predictor.Predictor` is the implementation that ships; tests use fakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Solver(StrEnum):
    """How the spatial modulator is solved (see `cosegui.model.spatial`)."""

    CLOSED_FORM = "closed-form"
    CROSS_IMAGE = "cross-image"
    PUBLISHED = "published"


class ThresholdRule(StrEnum):
    """A rule that finds the threshold of each image from its own probabilities."""

    OTSU = "otsu"


class Doubt(StrEnum):
    """Why a mask should be looked at before others."""

    UNSURE = "unsure"
    TYPICAL = "typical"
    """Unsure, and the image is like many others of its group: correcting it teaches most."""
    DISAGREEMENT = "disagreement"
    """The network and the examples say different things."""


@dataclass(frozen=True)
class ImageSource:
    """One photograph of a group, decoded only when it is needed.

    `read` returns (H, W, 3) uint8 RGB in the image frame; it may be called more than once, from
    the thread that runs the model, and raises `ImageReadError` where the file cannot be read.
    `key` names the content (path, size and time of change, say): two sources with one key may
    share cached features. None turns caching off for this image.
    """

    read: Callable[[], NDArray[np.uint8]]
    name: str = ""
    key: str | None = None


@dataclass(frozen=True)
class Example:
    """A mask that a person vouches for, whole or in part: evidence for the rest of the group.

    Attributes:
        index: position of its image in the sequence of sources.
        mask_hw: (H, W) bool, image frame.
        certain_hw: (H, W) bool, where the mask is the person's word; elsewhere it is the model's.
    """

    index: int
    mask_hw: NDArray[np.bool_]
    certain_hw: NDArray[np.bool_]


@dataclass(frozen=True)
class SegmentOptions:
    """What a person may ask of a run.

    `solver` None means the model's own. `threshold`: None is the model's own rule, a float in
    (0, 1) is applied to the probabilities, `ThresholdRule.OTSU` finds it image by image.
    `refine`: follow the photograph's edges at full resolution; False stretches the network's map.
    """

    solver: Solver | None = None
    threshold: float | ThresholdRule | None = None
    refine: bool = True


@dataclass(frozen=True)
class GroupProgress:
    """`done` of `total` steps of a group; `stage` is a word for people ("reading", "masks")."""

    done: int
    total: int
    stage: str


@dataclass(frozen=True)
class ImagePrediction:
    """What the model says of one image of a group.

    Attributes:
        index: position in the sequence of sources.
        probability_hw: (H, W) float32 in [0, 1], image frame.
        heatmap_hw: (h, w) float32 in [0, 1], the spatial modulator's map at its own resolution;
            it covers the whole image (stretch it to H, W to show it).
        threshold: the value at which `probability_hw` becomes the mask (probability >= threshold).
        score: confidence in [0, 1] that the mask is right.
        seconds: time spent on this image alone.
        worth: at least 0, how much the group would learn from its correction; orders the review
            queue. None: not known, the score decides.
        doubt: why it is worth a look.
    """

    index: int
    probability_hw: NDArray[np.float32]
    heatmap_hw: NDArray[np.float32]
    threshold: float
    score: float
    seconds: float
    worth: float | None = None
    doubt: Doubt = Doubt.UNSURE

    @property
    def mask_hw(self) -> NDArray[np.bool_]:
        """(H, W) bool, image frame."""
        return np.asarray(self.probability_hw >= self.threshold)


@dataclass(frozen=True)
class ImageFailure:
    """An image of the group that could not be read; the rest of the group goes on."""

    index: int
    message: str


@dataclass(frozen=True)
class GroupPrediction:
    """What the model says of the group as a whole; the last thing a run yields.

    Attributes:
        categories: names with their probability in [0, 1], likeliest first; empty for a model
            without class names.
        device: the device that was really used, as a person reads it ("cpu, 2 threads").
        model_name: the model's name from its card.
        notices: what the person should know ("out of memory on cuda:0: went on with the CPU").
        seconds: time for the whole group.
    """

    categories: tuple[tuple[str, float], ...]
    device: str
    model_name: str
    seconds: float
    notices: tuple[str, ...] = field(default=())


class Segmenter(Protocol):
    """Finds the shared object in every image of a group."""

    @property
    def model_name(self) -> str:
        """The loaded model's name."""

    @property
    def device(self) -> str:
        """The device in use, as a person reads it."""

    def segment_group(
        self,
        sources: Sequence[ImageSource],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        """Segment all images of one group jointly.

        Yields one `ImagePrediction` or `ImageFailure` per source, each as soon as it is whole, and
        at last the `GroupPrediction`. Only one full-resolution image is held at a time.

        Raises: Cancelled: `is_cancelled` answered True.
        """

    def propagate(
        self,
        sources: Sequence[ImageSource],
        examples: Sequence[Example],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        answers_early: bool = False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        """Segment those images of a group that have no example, by what the examples show.

        Yields as `segment_group`, for the other images only; their heatmap is the field that the
        examples have corrected. The order of sources and examples changes nothing.

        Args:
            answers_early: every image is answered for as soon as it can be, and some are again
                when they have been looked at more closely: the last answer counts.

        Raises: ModelError: no example's image can be read. Cancelled.
        """
