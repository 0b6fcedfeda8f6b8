"""A lesson's photographs and corrections, and the parts in which groups are looked at jointly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import ImageReadError, LessonError
from cosegui.core.layers import mask_of, touched_of
from cosegui.core.lesson import Lesson, LessonImage, Role, even_choice
from cosegui.core.ports import Example
from cosegui.model.examples import ShrunkExample
from cosegui.storage.images import read_image
from cosegui.storage.masks import read_layers

from .augment import Sample, near_view, random_view, resized

MOST_JOINT = 24
"""Images that are looked at together: enough to know what a group shares, and soon judged."""
MOST_CORRECTED = 20
TARGET_STRIDE = 4
NEAR_OF_VIEWS = 4  # one in so many is what a second look shows
LEAST_CERTAIN = 1 / TARGET_STRIDE**2  # one pixel of a cell
STROKES_GRID_PX = 160
"""Side of the grid on which strokes are looked at, that of the finest object maps."""

RestBelieved = tuple[bool, bool]
"""Whether object and ground that a person left alone count."""

_MASK, _CERTAIN = "mask", "certain"


@dataclass(frozen=True)
class Part:
    """Images of one group that pass through the network together.

    `group` is the place of the group in its lesson; all of its parts share what it is taught.
    """

    group: int
    images: tuple[LessonImage, ...]

    def rows(self, role: Role) -> list[int]:
        """Places of the images of a role."""
        return [row for row, image in enumerate(self.images) if image.role is role]


@dataclass(frozen=True)
class View:
    """One look at a corrected image.

    Attributes:
        image_hwc_u8: (S, S, 3), model frame.
        target_hw: (S / 4, S / 4) float32, share of what is certain of each cell that is mask.
        certain_hw: (S / 4, S / 4) float32, share of each cell that is certain.
    """

    image_hwc_u8: NDArray[np.uint8]
    target_hw: NDArray[np.float32]
    certain_hw: NDArray[np.float32]


def parts_of(lesson: Lesson) -> list[Part]:
    """Cut groups that are too large, training images apart from held-out ones as far as may be.

    Context fills each part up, an even choice of what there is, another one for every part.
    """
    parts = []
    for number, group in enumerate(lesson.groups):
        by_role = {role: [i for i in group.images if i.role is role] for role in Role}
        corrected = by_role[Role.TRAINING] + by_role[Role.HELD_OUT]
        context = by_role[Role.CONTEXT]
        count = -(-len(corrected) // MOST_CORRECTED)
        for index in range(count):
            mine = corrected[index * MOST_CORRECTED : (index + 1) * MOST_CORRECTED]
            beside = even_choice(context[index::count], MOST_JOINT - len(mine))
            parts.append(Part(number, (*mine, *beside)))
    return parts


def read_correction(
    image: LessonImage, believed: dict[str, RestBelieved] | None = None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(H, W) mask and (H, W) what of it is certain, in the image frame.

    Certain is what was touched, and of the rest what is more likely right than not. Errors alone
    would be learnt from and judged by otherwise: whatever answers differently would look better
    than the parent.

    Args:
        believed: by the image's id, what an earlier call found, and this one adds. At 24
            megapixels to find it takes three times as long as to read the file.
    Raises: ImageReadError: the layers cannot be read.
    """
    if image.layers is None:
        raise LessonError(f"{image.path.name} has no corrected mask in the lesson.")
    layers_hw = read_layers(image.layers)
    mask_hw = mask_of(layers_hw)
    if image.is_whole:
        return mask_hw, np.ones(layers_hw.shape, np.bool_)
    touched_hw = touched_of(layers_hw)
    believed = {} if believed is None else believed
    if image.id not in believed:
        believed[image.id] = _rest_believed(mask_hw, touched_hw)
    of_object, of_ground = believed[image.id]
    return mask_hw, touched_hw | np.where(mask_hw, of_object, of_ground)


def _rest_believed(mask_hw: NDArray[np.bool_], touched_hw: NDArray[np.bool_]) -> RestBelieved:
    rows, columns = (min(side, STROKES_GRID_PX) for side in mask_hw.shape)
    strokes = ShrunkExample.of(Example(0, mask_hw, touched_hw), (rows, columns))
    of_object, of_ground = strokes.trust_in_the_rest()
    return of_object >= 0.5, of_ground >= 0.5


def load_sample(image: LessonImage, *, size: int) -> Sample:
    """The photograph and its correction, at most twice the model frame.

    Of the context nothing is certain.
    Raises: LessonError: they cannot be read, or are of different sizes (file named).
        ImageReadError: a photograph of the context cannot be read.
    """
    if image.role is Role.CONTEXT:
        photograph = read_image(image.path)
        unknown_hw = np.zeros(photograph.shape[:2], np.bool_)
        return _sample(photograph, unknown_hw, unknown_hw, size=size)
    try:
        photograph = read_image(image.path)
        mask_hw, certain_hw = read_correction(image)
    except ImageReadError as error:
        raise LessonError(f"{error} Exclude the image, or bring its file back.") from error
    if photograph.shape[:2] != mask_hw.shape:
        raise LessonError(
            f"{image.path.name} and its mask differ in size: was the photograph replaced? "
            "Exclude the image, or bring the old file back."
        )
    mask_hw &= certain_hw  # what nobody vouches for is not even known to the views
    return _sample(photograph, mask_hw, certain_hw, size=size)


def _sample(
    photograph: NDArray[np.uint8],
    mask_hw: NDArray[np.bool_],
    certain_hw: NDArray[np.bool_],
    *,
    size: int,
) -> Sample:
    scale = 2 * size / max(mask_hw.shape)
    if scale < 1:
        photograph = np.asarray(_scaled(photograph, scale), np.uint8)
        mask_hw = _scaled(mask_hw.astype(np.float32), scale) >= 0.5
        certain_hw = _scaled(certain_hw.astype(np.float32), scale) >= 0.5
    return Sample(photograph, {_MASK: mask_hw, _CERTAIN: certain_hw}, mask_hw.astype(np.float32))


def views_of(sample: Sample, count: int, *, size: int, rng: np.random.Generator) -> Iterator[View]:
    """The image as a run sees it, and `count` - 1 random views of it, a quarter from nearer."""
    for number in range(count):
        view = None
        if number >= count - count // NEAR_OF_VIEWS:
            view = near_view(sample, size, rng)
        if view is None:
            view = resized(sample, size) if number == 0 else random_view(sample, size, rng)
        certain_hw = _cells(view.classes[_CERTAIN], size)
        known_hw = _cells(view.classes[_MASK], size) / np.maximum(certain_hw, LEAST_CERTAIN)
        target_hw = np.asarray(np.minimum(known_hw, 1), np.float32)
        yield View(view.image_hwc_u8, target_hw, certain_hw)


def _cells(map_hw: NDArray[np.bool_], size: int) -> NDArray[np.float32]:
    side = size // TARGET_STRIDE
    shares = map_hw.reshape(side, TARGET_STRIDE, side, TARGET_STRIDE).mean(axis=(1, 3))
    return np.asarray(shares, np.float32)


def _scaled(values: NDArray[Any], scale: float) -> NDArray[Any]:
    height, width = (max(8, round(side * scale)) for side in values.shape[:2])
    return np.asarray(cv2.resize(values, (width, height), interpolation=cv2.INTER_AREA))
