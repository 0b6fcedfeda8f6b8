"""How objects look to the encoder of a trained network: measured once its weights are final."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from cosegui.model.backbone import normalise
from cosegui.model.kinship import pooled_objects
from cosegui.model.network import SSNM
from cosegui.storage.images import read_image

from .augment import Sample, resized
from .dataset import Record

MOST_IMAGES = 1000
IMAGES_AT_ONCE = 16


@torch.no_grad()
def fit_appearance(network: SSNM, records: Sequence[Record], *, device: str) -> None:
    """Fit `Appearance` (kinship.py) to training images; does nothing for a network without it.

    Args:
        network: in evaluation mode.
        records: of these, evenly spaced ones are looked at.
    Raises: ImageReadError: a photograph cannot be read.
    """
    if not network.config.has_appearance or not records:
        return
    chosen = records[:: -(-len(records) // MOST_IMAGES)]
    seen = []
    starts = range(0, len(chosen), IMAGES_AT_ONCE)
    # None shows it on a terminal only.
    for start in tqdm(starts, desc="how objects look", disable=None, dynamic_ncols=True):
        views = [
            _view(record, network.config.input_size)
            for record in chosen[start : start + IMAGES_AT_ONCE]
        ]
        images = torch.from_numpy(np.stack(views).transpose(0, 3, 1, 2)).to(device)
        features = network.backbone(normalise(images).to(memory_format=torch.channels_last))
        objects = torch.sigmoid(network.describe(features).object_logits[0])
        seen.append(pooled_objects(features[-1], objects))
    assert network.look is not None
    network.look.fit(torch.cat(seen))


def _view(record: Record, size: int) -> NDArray[np.uint8]:
    """(size, size, 3) RGB, as the predictor shows it."""
    image = read_image(record.image)
    nothing = np.zeros(image.shape[:2], np.float32)
    return resized(Sample(image, {}, nothing), size).image_hwc_u8
