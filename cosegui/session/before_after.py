"""What a training changes, as small pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cosegui.storage.images import read_thumbnail

from .training_run import BeforeAfter

PICTURE_PX = 104
"""Longer side of a picture."""


@dataclass(frozen=True)
class Pictures:
    """One image's thumbnails.

    `photograph_hwc_u8` is (h, w, 3) RGB, the masks are (h, w) uint8, 255 = in the mask.
    """

    id: str
    is_held_out: bool
    photograph_hwc_u8: NDArray[np.uint8]
    truth_hw_u8: NDArray[np.uint8]
    before_hw_u8: NDArray[np.uint8]
    after_hw_u8: NDArray[np.uint8]


def load_pictures(thumbnails: Sequence[BeforeAfter], _: object = None) -> list[Pictures]:
    """Read the files, made as small as they are shown: the GUI thread only tints them.

    Raises: ImageReadError: the trainer has replaced them meanwhile.
    """
    return [
        Pictures(
            each.id,
            each.is_held_out,
            read_thumbnail(each.photograph, PICTURE_PX),
            *(
                np.ascontiguousarray(read_thumbnail(path, PICTURE_PX)[..., 0])
                for path in (each.truth, each.before, each.after)
            ),
        )
        for each in thumbnails
    ]
