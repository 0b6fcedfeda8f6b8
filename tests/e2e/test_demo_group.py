"""The first thing that a stranger sees: the shipped model on the demo group."""

from __future__ import annotations

from pathlib import Path

from cosegui.core.mask import iou
from cosegui.model.predictor import Predictor
from cosegui.storage.masks import read_mask
from cosegui.storage.resources import resource_path
from cosegui.storage.sources import image_source
from tests.helpers.models import predictions

TRUTH = Path(__file__).parents[1] / "data" / "demo_masks"


def test_the_shipped_model_finds_the_ducks_and_leaves_out_what_stands_apart_from_them() -> None:
    pictures = sorted(resource_path("demo").glob("*.jpg"))
    sources = [image_source(path) for path in pictures]
    found = predictions(list(Predictor.load(device="cpu").segment_group(sources)))
    j = {
        path.stem: iou(result.mask_hw, read_mask(TRUTH / f"{path.stem}.png"))
        for path, result in zip(pictures, found, strict=True)
    }
    apart = ("bathroom", "garden", "kitchen")  # in the others the distractor touches
    assert min(j[name] for name in apart) > 0.95, j
    assert min(j.values()) > 0.5, j
