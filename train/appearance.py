"""How objects look to the encoder of a trained network: measured once its weights are final."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tqdm import tqdm

from cosegui.model.describer import Describer
from cosegui.model.kinship import pooled_objects
from cosegui.model.network import SSNM
from cosegui.model.placement import Placement
from cosegui.storage.images import read_image

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
    describer = Describer(Placement(network, torch.device(device)))
    seen = []
    starts = range(0, len(chosen), IMAGES_AT_ONCE)
    # None shows it on a terminal only.
    for start in tqdm(starts, desc="how objects look", disable=None, dynamic_ncols=True):
        images = [read_image(record.image) for record in chosen[start : start + IMAGES_AT_ONCE]]
        features, described = describer.look(images)
        objects = torch.sigmoid(described.object_logits[0].float())
        seen.append(pooled_objects(features[-1].float(), objects)[:, 0])
    assert network.look is not None
    network.look.fit(torch.cat(seen))
