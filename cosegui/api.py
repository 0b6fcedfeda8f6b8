"""What scripts and notebooks use, as `cosegui.segment` and the like; docs/python.md shows how.

Photographs are paths, or arrays (H, W, 3) uint8 RGB; masks come back in the same frame: EXIF
orientation applied, x right, y down, one value for each pixel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import ImageReadError, ShapeError
from cosegui.core.ports import (
    Example,
    GroupPrediction,
    ImageFailure,
    ImagePrediction,
    ImageSource,
    Segmenter,
    SegmentOptions,
    Solver,
    ThresholdRule,
)
from cosegui.storage.model_store import ModelStore
from cosegui.storage.sources import image_source

__all__ = ["GroupResult", "load_model", "propagate", "segment"]

Photograph: TypeAlias = str | Path | NDArray[np.uint8]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class GroupResult:
    """What a model says of a group of N photographs; every tuple has N items, in their order.

    Attributes:
        masks: (H, W) bool each, True on the shared object; as large as the photograph.
        probabilities: (H, W) float32 in [0, 1] each.
        heatmaps: (h, w) float32 in [0, 1] each, where the spatial modulator looks, at its own
            resolution; one covers the whole photograph.
        thresholds: mask = probability >= threshold.
        scores: in [0, 1], how sure the model is of each mask.
        categories: (name, probability in [0, 1]) of what the group shares, likeliest first; empty
            where the model knows no names.
        model_name: from the model's card.
        device: what it ran on, such as "cpu, 2 threads".
        seconds: for the whole group, decoding included.
        notices: what a person should know, such as that memory ran out on the graphics card.
    """

    masks: tuple[Mask, ...]
    probabilities: tuple[NDArray[np.float32], ...]
    heatmaps: tuple[NDArray[np.float32], ...]
    thresholds: tuple[float, ...]
    scores: tuple[float, ...]
    categories: tuple[tuple[str, float], ...]
    model_name: str
    device: str
    seconds: float
    notices: tuple[str, ...] = ()


def load_model(
    model: str | Path | None = None, *, device: str = "auto", threads: int | None = None
) -> Segmenter:
    """Load a model once, to use it often.

    Args:
        model: a file, a name that `cosegui models list` shows, or None for the shipped one.
        device: auto, cpu, cuda:N or mps.
        threads: on the CPU; None takes all cores.
    Raises: ModelError: no such model. DeviceError: no such device.
    """
    path = ModelStore().resolve(model)  # a wrong name need not wait for torch

    from cosegui.model.predictor import Predictor

    return Predictor.load(path, device=device, threads=threads)


def segment(
    images: Sequence[Photograph],
    *,
    model: Segmenter | str | Path | None = None,
    threshold: float | str | None = None,
    solver: str | None = None,
    refine: bool = True,
) -> GroupResult:
    """Find the object that all photographs share.

    Args:
        images: one group: paths, or arrays (H, W, 3) uint8 RGB; sizes may differ.
        model: from `load_model`, or what it takes; what was loaded last is kept.
        threshold: in (0, 1); "otsu" finds one for each photograph; None is the model's own.
        solver: "closed-form", "cross-image", "published", or None for the model's own.
        refine: follow the photographs' edges; False stretches the network's coarser map.
    Raises: ImageReadError: a photograph cannot be read. ShapeError: an array of another kind.
        ValueError: no photographs, or an option out of its range. ModelError.
    """
    sources = _sources(images)
    options = _options(threshold, solver, refine=refine)
    segmenter = _segmenter(model)
    return _collected(segmenter.segment_group(sources, options=options), images, {})


def propagate(
    images: Sequence[Photograph],
    masks: Mapping[int, Mask],
    *,
    certain: Mapping[int, Mask] | None = None,
    model: Segmenter | str | Path | None = None,
    threshold: float | str | None = None,
    solver: str | None = None,
    refine: bool = True,
) -> GroupResult:
    """Let the right masks of some photographs correct the others.

    Args:
        images: see `segment`, as for what is not named here.
        masks: position in `images` -> (H, W) bool, True on the object.
        certain: position -> (H, W) bool, where the mask is to be trusted; all over if left out.
    Returns: as `segment`; a photograph that came with a mask has just that one, with probabilities
        and a heatmap of 0 and 1 and a score of 1.
    Raises: as `segment`. ValueError: no mask, or one for a position that does not exist.
        ShapeError: a mask is not bool, or not as large as its photograph.
    """
    sources = _sources(images)
    examples = _examples(sources, masks, certain or {})
    options = _options(threshold, solver, refine=refine)
    given = {example.index: example.mask_hw for example in examples}
    segmenter = _segmenter(model)
    return _collected(segmenter.propagate(sources, examples, options=options), images, given)


def _sources(images: Sequence[Photograph]) -> list[ImageSource]:
    if isinstance(images, str | Path):
        raise ValueError(f"{images} is one photograph: give a list of them.")
    if not len(images):
        raise ValueError("There are no photographs: give one at least.")
    return [_source(number, image) for number, image in enumerate(images)]


def _source(number: int, image: Photograph) -> ImageSource:
    if isinstance(image, str | Path):
        return image_source(Path(image))
    pixels = np.asarray(image)
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise ShapeError(
            f"Photograph {number} is an array {pixels.shape} of {pixels.dtype}; (H, W, 3) of uint8 "
            "in RGB is needed."
        )
    return ImageSource(read=lambda: pixels, name=f"photograph {number}")


def _examples(
    sources: Sequence[ImageSource], masks: Mapping[int, Mask], certain: Mapping[int, Mask]
) -> list[Example]:
    if not masks:
        raise ValueError("There is no mask to learn from: give one at least.")
    unknown = sorted({*masks, *certain} - set(range(len(sources))))
    if unknown:
        raise ValueError(f"There is no photograph {unknown[0]}: they are counted from 0.")
    if certain.keys() - masks.keys():
        raise ValueError(f"Photograph {min(certain.keys() - masks.keys())} has no mask to trust.")
    examples = []
    for index, mask in sorted(masks.items()):
        size_hw = sources[index].read().shape[:2]
        trusted = certain.get(index, np.ones(size_hw, np.bool_))
        for name, values in (("mask", mask), ("certain", trusted)):
            if values.dtype != np.bool_ or values.shape != size_hw:
                raise ShapeError(
                    f"The {name} of photograph {index} is {values.shape} of {values.dtype}; "
                    f"{size_hw} of bool is needed."
                )
        examples.append(Example(index, mask, trusted))
    return examples


def _options(threshold: float | str | None, solver: str | None, *, refine: bool) -> SegmentOptions:
    if isinstance(threshold, str):
        threshold = ThresholdRule(threshold)
    elif threshold is not None and not 0 < threshold < 1:
        raise ValueError(f"The threshold {threshold} is not between 0 and 1.")
    return SegmentOptions(None if solver is None else Solver(solver), threshold, refine)


def _segmenter(model: Segmenter | str | Path | None) -> Segmenter:
    if model is None or isinstance(model, str | Path):
        return _kept(None if model is None else str(model))
    return model


@lru_cache(maxsize=1)
def _kept(model: str | None) -> Segmenter:
    return load_model(model)


def _collected(
    events: Iterator[ImagePrediction | ImageFailure | GroupPrediction],
    images: Sequence[Photograph],
    given: Mapping[int, Mask],
) -> GroupResult:
    found = {
        index: ImagePrediction(index, mask.astype(np.float32), mask.astype(np.float32), 0.5, 1, 0)
        for index, mask in given.items()
    }
    for event in events:
        if isinstance(event, ImageFailure):
            path = Path(str(images[event.index]))
            raise ImageReadError(path, event.message.removeprefix(f"{path.name} cannot be read: "))
        if isinstance(event, GroupPrediction):
            ordered = [found[index] for index in range(len(images))]
            return GroupResult(
                masks=tuple(each.mask_hw for each in ordered),
                probabilities=tuple(each.probability_hw for each in ordered),
                heatmaps=tuple(each.heatmap_hw for each in ordered),
                thresholds=tuple(each.threshold for each in ordered),
                scores=tuple(each.score for each in ordered),
                categories=event.categories,
                model_name=event.model_name,
                device=event.device,
                seconds=event.seconds,
                notices=event.notices,
            )
        found[event.index] = event
    raise RuntimeError("the model ended without a word about the group")
