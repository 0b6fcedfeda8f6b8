"""Masks that a person gives for some photographs, so that the others learn from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cosegui.commands.console import UsageError
from cosegui.commands.sources import MASK_SUFFIX, SourceGroup
from cosegui.core.errors import ImageReadError
from cosegui.core.ports import Example
from cosegui.storage.images import read_image_size
from cosegui.storage.masks import read_mask

GroupExamples = dict[int, Path]
"""The mask file of a photograph by its position in the group."""


def find_examples(groups: Sequence[SourceGroup], folder: Path) -> dict[str, GroupExamples]:
    """The masks in `folder` that belong to photographs, by the group's name.

    A mask is FOLDER/GROUP/STEM.png, as `predict` writes it, or FOLDER/STEM.png for a group alone.

    Raises: UsageError: the folder does not exist or no mask fits a photograph. ImageReadError.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}. Give a folder of masks to --examples.")
    found = {}
    for group in groups:
        places = [folder / group.name, *([folder] if len(groups) == 1 else [])]
        masks = {
            index: place / (stem + MASK_SUFFIX)
            for place in reversed(places)
            for index, stem in enumerate(group.stems)
            if (place / (stem + MASK_SUFFIX)).is_file()
        }
        for index, mask in masks.items():
            _require_same_size(group.images[index], mask)
        if masks:
            found[group.name] = masks
    if not found:
        raise UsageError(
            f"No mask in {folder} belongs to a photograph. Name them GROUP/NAME{MASK_SUFFIX} after "
            "the photographs."
        )
    return found


def read_examples(masks: GroupExamples) -> list[Example]:
    """The masks of one group; all of each is certain. Raises: ImageReadError."""
    examples = []
    for index, path in sorted(masks.items()):
        mask_hw = read_mask(path)
        examples.append(Example(index, mask_hw, np.ones_like(mask_hw)))
    return examples


def _require_same_size(image: Path, mask: Path) -> None:
    image_hw = read_image_size(image)
    mask_hw = read_image_size(mask)
    if mask_hw != image_hw:
        raise ImageReadError(
            mask,
            f"it is {mask_hw[1]} x {mask_hw[0]} pixels, but {image.name} is "
            f"{image_hw[1]} x {image_hw[0]}. Give a mask of the same size.",
        )
