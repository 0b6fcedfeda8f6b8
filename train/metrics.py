"""Validation on held-out images of the training sets; benchmarks belong to `cosegui evaluate`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch

from cosegui.core.mask import iou
from cosegui.model.backbone import normalise
from cosegui.model.network import SSNM

from .augment import Sample, resized
from .batches import load_sample
from .dataset import Record

LARGEST_GROUP = 10
MOST_ALONE = 100


@torch.no_grad()
def validate(network: SSNM, records: Sequence[Record], *, device: str) -> dict[str, float | None]:
    """J in % at the network's own resolution, threshold 0.5.

    `J_groups`: mean over classes of groups of up to ten held-out images. `J_alone`: single images
    of the complete sets against the union of their masks. None where no image is held out for it.
    """
    by_class: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for name in record.classes:
            by_class[name].append(record)
    groups = []
    for name, members in sorted(by_class.items()):
        if len(members) >= 2:
            samples = _samples(members[:LARGEST_GROUP], network.config.input_size)
            truths = [s.classes[name] for s in samples]
            groups.append(_mean_iou(network, samples, truths, device))
    alone = [r for r in records if r.is_complete and r.masks][:MOST_ALONE]
    singles = [
        _mean_iou(network, [sample], [sample.objects >= 0.5], device)
        for sample in _samples(alone, network.config.input_size)
    ]
    return {
        "J_groups": 100 * float(np.mean(groups)) if groups else None,
        "J_alone": 100 * float(np.mean(singles)) if singles else None,
    }


def _samples(records: Sequence[Record], size: int) -> list[Sample]:
    return [resized(load_sample(record), size) for record in records]


def _mean_iou(
    network: SSNM, samples: Sequence[Sample], truths: Sequence[np.ndarray], device: str
) -> float:
    images = np.stack([s.image_hwc_u8.transpose(2, 0, 1) for s in samples])
    outputs, _, _ = network(normalise(torch.from_numpy(images).to(device)), [len(samples)])
    size = samples[0].objects.shape
    logits = torch.nn.functional.interpolate(
        outputs[-1], size, mode="bilinear", align_corners=False
    )
    masks = (logits[:, 0] >= 0).cpu().numpy()
    return float(np.mean([iou(m, t) for m, t in zip(masks, truths, strict=True)]))
