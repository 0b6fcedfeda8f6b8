"""Held-out images decide: J of the new model against the current one, seen as a run sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.lesson import Lesson, LessonImage, Role
from cosegui.core.mask import iou
from cosegui.core.ports import ImagePrediction
from cosegui.model.predictor import Predictor
from cosegui.storage.images import read_thumbnail
from cosegui.storage.lesson_file import MODEL_NAME, THUMBNAIL_FOLDER
from cosegui.storage.masks import write_mask, write_photograph
from cosegui.storage.sources import image_source

from .finetune_data import Part, RestBelieved, read_correction

THUMBNAIL_PX = 256
MOST_THUMBNAILS = 8
LEAST_GAIN = 0.1
WORSE_BY = 0.5

Masks = dict[str, NDArray[np.bool_]]


@dataclass(frozen=True)
class ImageScore:
    """J in percent of one held-out image."""

    id: str
    group: str
    name: str
    j_new: float
    j_current: float


class Judge:
    """Predicts the parts that hold held-out images, and compares.

    The predictor keeps the encoder's maps of every image, so that only the first time is slow.
    """

    def __init__(self, predictor: Predictor, lesson: Lesson, parts: Sequence[Part]) -> None:
        self._predictor = predictor
        self._parts = [part for part in parts if part.rows(Role.HELD_OUT)]
        self._held_out = [image for _, image in lesson.images(Role.HELD_OUT)]
        self._names = {image.id: group.name for group, image in lesson.images(Role.HELD_OUT)}
        self._shown = self._choose_shown(lesson)
        self._believed: dict[str, RestBelieved] = {}

    def predict(self) -> tuple[dict[str, float], Masks]:
        """J of every held-out image by id, and small masks of those that are shown."""
        scores: dict[str, float] = {}
        masks: Masks = {}
        shown = {image.id for image in self._shown}
        for part in self._parts:
            sources = [image_source(image.path) for image in part.images]
            for result in self._predictor.segment_group(sources):
                if not isinstance(result, ImagePrediction):
                    continue
                image = part.images[result.index]
                if image.role is Role.HELD_OUT:
                    truth_hw, certain_hw = read_correction(image, self._believed)
                    scores[image.id] = 100 * iou(result.mask_hw & certain_hw, truth_hw & certain_hw)
                if image.id in shown:
                    masks[image.id] = _small(result.mask_hw)
        return scores, masks

    def scores(
        self, new: Mapping[str, float], current: Mapping[str, float]
    ) -> tuple[ImageScore, ...]:
        """Both side by side, in the lesson's order."""
        return tuple(
            ImageScore(
                image.id, self._names[image.id], image.path.name, new[image.id], current[image.id]
            )
            for image in self._held_out
        )

    def write_thumbnails(self, folder: Path, masks: Masks, epoch: int) -> list[dict[str, str]]:
        """Files for the window; those of older epochs go. Returns: names relative to `folder`."""
        target = folder / THUMBNAIL_FOLDER
        target.mkdir(exist_ok=True)
        written = []
        for image in (each for each in self._shown if each.id in masks):
            names = {
                "photograph": f"{image.id}-photo.png",
                "truth": f"{image.id}-truth.png",
                "before": f"{image.id}-before.png",
                "after": f"{image.id}-{epoch:03d}.png",
            }
            if epoch == 0:
                self._write_still(target, names, image, masks[image.id])
            write_mask(target / names["after"], masks[image.id], is_durable=False)
            for old in target.glob(f"{image.id}-[0-9][0-9][0-9].png"):
                if old.name < names["after"]:
                    old.unlink(missing_ok=True)
            paths = {key: f"{THUMBNAIL_FOLDER}/{name}" for key, name in names.items()}
            written.append({"id": image.id, "role": image.role.value, **paths})
        return written

    def _write_still(
        self,
        target: Path,
        names: Mapping[str, str],
        image: LessonImage,
        mask_hw: NDArray[np.bool_],
    ) -> None:
        height, width = mask_hw.shape
        photograph = read_thumbnail(image.path, THUMBNAIL_PX)
        if photograph.shape[:2] != (height, width):
            photograph = np.asarray(cv2.resize(photograph, (width, height)), np.uint8)
        write_photograph(target / names["photograph"], photograph)
        truth_hw, _ = read_correction(image)
        write_mask(target / names["truth"], _small(truth_hw), is_durable=False)
        write_mask(target / names["before"], mask_hw, is_durable=False)

    def _choose_shown(self, lesson: Lesson) -> list[LessonImage]:
        joint = {image.id for part in self._parts for image in part.images}
        training = [image for _, image in lesson.images(Role.TRAINING) if image.id in joint]
        return [*self._held_out, *training][:MOST_THUMBNAILS]


def mean_j(values: Mapping[str, float]) -> float:
    """Every held-out image counts the same."""
    return float(np.mean(list(values.values())))


def verdict_of(scores: Sequence[ImageScore], *, best_epoch: int) -> dict[str, Any]:
    """What the window shows at the end, as plain values."""
    new = float(np.mean([score.j_new for score in scores]))
    current = float(np.mean([score.j_current for score in scores]))
    return {
        "is_better": new - current > LEAST_GAIN,
        "j_new": new,
        "j_current": current,
        "gain": new - current,
        "best_epoch": best_epoch,
        "images": [asdict(score) for score in scores],
        "worse": [score.id for score in scores if score.j_new < score.j_current - WORSE_BY],
        "model": MODEL_NAME,
    }


def _small(mask_hw: NDArray[np.bool_]) -> NDArray[np.bool_]:
    height, width = mask_hw.shape
    scale = min(1.0, THUMBNAIL_PX / max(height, width))
    size_wh = max(1, round(width * scale)), max(1, round(height * scale))
    area = cv2.resize(mask_hw.astype(np.float32), size_wh, interpolation=cv2.INTER_AREA)
    return np.asarray(area >= 0.5)
