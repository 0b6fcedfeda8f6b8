"""Photographs that go along with their masks, as every program will show them."""

from __future__ import annotations

import shutil

from cosegui.core.errors import ImageReadError, SaveError
from cosegui.storage.atomic import reason_of
from cosegui.storage.images import read_image
from cosegui.storage.pixels import image_errors, opened, orientation_of

from .contract import Subject
from .destination import Destination
from .raster import require_fit, write_pixels

_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}


def copy_photograph(subject: Subject, place: Destination, relative: str) -> str:
    """Put the photograph at `relative` plus a suffix and return that path.

    A JPEG or PNG that is stored upright and in 8 bits is copied byte for byte. Any other becomes
    an upright PNG: many programs ignore the orientation that a camera notes, and the mask would
    not lie on its object.
    Raises: ImageReadError; ShapeError: the mask is of an image of another size; SaveError.
    """
    suffix = _copied_suffix(subject)
    if suffix is None:
        pixels_hwc = read_image(subject.source)
        require_fit(f"The mask of {subject.source.name}", subject.layers_hw, pixels_hwc.shape[:2])
        path = place.path(f"{relative}.png")
        write_pixels(path, pixels_hwc)
        return f"{relative}.png"
    path = place.path(f"{relative}{suffix}")
    try:
        source = subject.source.open("rb")
    except OSError as error:
        raise ImageReadError(subject.source, "you may not open it. Check its rights.") from error
    try:
        with source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    except OSError as error:
        raise SaveError(path, reason_of(error)) from error
    return f"{relative}{suffix}"


def _copied_suffix(subject: Subject) -> str | None:
    """What a copy is called, None where the photograph has to be written anew."""
    path = subject.source
    with image_errors(path), opened(path) as image:
        is_plain = (
            image.mode in ("RGB", "L")
            and orientation_of(image) == 1
            and getattr(image, "n_frames", 1) == 1
            and not image.has_transparency_data
        )
        if not is_plain or image.format not in _SUFFIXES:
            return None
        image.load()
        size_hw = image.size[::-1]
        suffix = _SUFFIXES[image.format]
    require_fit(f"The mask of {path.name}", subject.layers_hw, size_hw)
    return suffix
