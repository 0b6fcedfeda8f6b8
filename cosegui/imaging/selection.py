"""Selections that follow the colours of the photograph: magic wand and GrabCut."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import ShapeError
from cosegui.core.geometry import Box
from cosegui.core.layers import mask_of, require_same_shape, touched_of

from .refine import guided_filter
from .regions import flood, require_inside

Mask = NDArray[np.bool_]

# GrabCut takes about a second for this many pixels; larger boxes are cut at a smaller scale and
# brought back along the edges of the photograph.
_LARGEST_CUT_PX = 200_000
_ITERATIONS = 3
_SURROUNDINGS = 0.25
_EDGE_VARIANCE = 1e-4


def magic_wand(
    image_hwc_u8: NDArray[np.uint8], seed_xy: tuple[int, int], *, tolerance: int
) -> tuple[Mask, Box]:
    """Connected pixels of nearly the colour of the pixel `seed_xy`.

    Args:
        image_hwc_u8: (H, W, 3) uint8.
        tolerance: largest difference in each channel, 0 to 255.
    Returns: the region, which covers just the box, and the box.
    Raises: ValueError: the seed lies outside the image.
    """
    seed_xy = require_inside(seed_xy, image_hwc_u8)
    return flood(image_hwc_u8, seed_xy, tolerance=tolerance, connectivity=4)


def grab_cut(image_hwc_u8: NDArray[np.uint8], layers_hw: NDArray[np.uint8], box: Box) -> Mask:
    """Part object and ground inside `box` by their colours.

    What a person touched stays as it is; the rest of the mask is a first guess. Without a mask in
    the box the guess is all of it. Outside the box everything that is not mask is ground.

    Args:
        image_hwc_u8: (H, W, 3) uint8 RGB. layers_hw: (H, W) uint8. box: part of the image.
    Returns: the new mask, covering just the box.
    Raises: ShapeError: image and layers differ in size, or the box is empty or leaves the image.
    Source: Rother et al. 2004, "GrabCut", as OpenCV has it.
    """
    require_same_shape("GrabCut needs the layers of the photograph", image_hwc_u8, layers_hw)
    size_hw = (layers_hw.shape[0], layers_hw.shape[1])
    if box.is_empty or not Box.full(size_hw).contains(box):
        raise ShapeError(f"{box} is no part of an image of {size_hw[1]} x {size_hw[0]} pixels.")
    margin = round(_SURROUNDINGS * max(box.width, box.height)) + 1
    seen = box.grown(margin).clipped(size_hw)
    inner = box.moved(-seen.x0, -seen.y0)
    photograph, layers = image_hwc_u8[seen.slices], layers_hw[seen.slices]
    trimap = _trimap(layers, inner)
    scale = min(1.0, (_LARGEST_CUT_PX / seen.area) ** 0.5)
    size_wh = (max(1, round(seen.width * scale)), max(1, round(seen.height * scale)))
    small = cv2.resize(photograph, size_wh, interpolation=cv2.INTER_AREA)
    small_trimap = cv2.resize(trimap, size_wh, interpolation=cv2.INTER_NEAREST)
    is_object = _cut(np.asarray(small, np.uint8), np.asarray(small_trimap, np.uint8))
    if scale < 1:
        radius_px = 4 / scale
        refined = guided_filter(
            np.ascontiguousarray(photograph),
            is_object.astype(np.float32),
            radius_px=radius_px,
            eps=_EDGE_VARIANCE,
            subsample=max(1, round(1 / scale)),
        )
        is_object = refined >= 0.5
    is_touched = touched_of(layers)
    return np.where(is_touched, mask_of(layers), is_object)[inner.slices]


def _trimap(layers_hw: NDArray[np.uint8], inner: Box) -> NDArray[np.uint8]:
    mask, is_touched = mask_of(layers_hw), touched_of(layers_hw)
    is_inner = np.zeros(mask.shape, np.bool_)
    is_inner[inner.slices] = True
    guess = mask if mask[inner.slices].any() else is_inner
    likely = np.where(guess, cv2.GC_PR_FGD, cv2.GC_PR_BGD)
    certain = np.where(mask, cv2.GC_FGD, cv2.GC_BGD)
    outside = np.where(mask, cv2.GC_PR_FGD, cv2.GC_BGD)
    trimap = np.where(is_touched, certain, np.where(is_inner, likely, outside))
    return np.asarray(trimap, np.uint8)


def _cut(image_hwc_u8: NDArray[np.uint8], trimap_hw: NDArray[np.uint8]) -> Mask:
    is_object = np.isin(trimap_hw, (cv2.GC_FGD, cv2.GC_PR_FGD))
    if is_object.all() or not is_object.any():
        return is_object
    # The same box cut twice must give the same mask: the colours' first clusters are drawn.
    cv2.setRNGSeed(0)
    state = np.zeros((1, 65)), np.zeros((1, 65))
    unused_rect = (0, 0, 1, 1)
    cv2.grabCut(image_hwc_u8, trimap_hw, unused_rect, *state, _ITERATIONS, cv2.GC_INIT_WITH_MASK)
    return np.isin(trimap_hw, (cv2.GC_FGD, cv2.GC_PR_FGD))
