"""Each photograph's code: with a second look where an object is small."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from cosegui.core.ports import SegmentOptions
from cosegui.model.config import NetworkConfig
from cosegui.model.describer import Describer
from cosegui.model.description import Description
from cosegui.model.placement import Placement
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run
from tests.helpers.models import as_sources


class BrightThings(nn.Module):
    """What is bright stands out; four maps of brightness stand for the encoder's."""

    def __init__(self) -> None:
        super().__init__()
        self.config = NetworkConfig(input_size=64)
        self.looks = 0
        self.backbone = self._maps

    def _maps(self, images: Tensor) -> list[Tensor]:
        self.looks += len(images)
        bright = images.mean(dim=1, keepdim=True)
        return [F.adaptive_avg_pool2d(bright, 64 // stride) for stride in (4, 8, 16, 32)]

    def describe(self, features: list[Tensor]) -> Description:
        """The finest map is the object map."""
        coarsest = features[-1]
        return Description(coarsest, coarsest.flatten(1), object_logits=[4 * features[0]])


def disc(size: int, radius: int) -> NDArray[np.uint8]:
    """(size, size, 3), a bright disc on black; its middle is no cell's corner."""
    rows, columns = np.mgrid[:size, :size]
    is_inside = (rows - 0.43 * size) ** 2 + (columns - 0.52 * size) ** 2 < radius**2
    return np.repeat(255 * is_inside[..., None], 3, axis=2).astype(np.uint8)


def code_of(image: NDArray[np.uint8]) -> tuple[ImageCode, BrightThings]:
    network = BrightThings()
    describer = Describer(Placement(network, torch.device("cpu")))  # type: ignore[arg-type]
    sources = as_sources([image])
    run = Run(sources, SegmentOptions(), lambda _: None, lambda: False, [])
    codes: dict[int, ImageCode] = {}
    assert not list(describer.describe_all(run, PhotographShelf(sources), codes))
    return codes[0], network


def error_of(logits_hw: NDArray[np.float32], image: NDArray[np.uint8]) -> int:
    size = image.shape[0]
    whole = torch.from_numpy(logits_hw)[None, None]
    large = F.interpolate(whole, (size, size), mode="bilinear")[0, 0].numpy()
    return int(((large > 0) != (image[..., 0] > 0)).sum())


def test_a_small_object_is_seen_from_nearer_and_its_outline_is_finer() -> None:
    image = disc(320, 40)
    code, network = code_of(image)
    far = code.described.object_logits[-1][0, 0].numpy()
    near = code.seen_closer(far)
    assert network.looks == 2
    assert near.shape == (32, 32)
    assert error_of(near, image) < 0.7 * error_of(far, image)


def test_an_object_that_fills_its_photograph_is_seen_once() -> None:
    code, network = code_of(disc(320, 150))
    far = code.described.object_logits[-1][0, 0].numpy()
    assert network.looks == 1
    assert code.closer is None
    assert code.seen_closer(far) is far


def test_what_a_second_look_adds_counts_as_memory() -> None:
    code, _ = code_of(disc(320, 40))
    assert code.closer is not None
    plain = ImageCode(code.maps, code.described)
    assert code.size_bytes - plain.size_bytes == 2 * 32 * 32
