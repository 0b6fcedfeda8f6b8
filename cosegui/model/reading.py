"""What a run keeps of each image of a group, within bounds: its code, and perhaps its pixels."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.ports import ImageSource, Solver
from cosegui.model.backbone import STRIDES
from cosegui.model.closer_look import with_difference
from cosegui.model.description import Description

SHELF_BYTES = 256_000_000
CACHE_BYTES = 512_000_000
KEPT_GROUPS = 16
Way = tuple[Solver, bool]
"""How a group is drawn, see `DrawnGroups`."""


@dataclass(frozen=True)
class ImageCode:
    """The network's maps and description of one image, on the CPU.

    `maps`: 4 x (C_l, h_l, w_l), half precision unless the network is the published one.
    `described`: a `Description` of a batch of one.
    `closer`: (H / 2, W / 2) half precision, what a second look adds to its logits, or None
        (closer_look.py).
    `shades`: (h, w) on the fine grid, its colours (shades.py), or None where nobody asks for them.
    `size_hw`: of the photograph; a square where nobody asks for it.
    """

    maps: tuple[Tensor, ...]
    described: Description
    closer: Tensor | None = None
    shades: NDArray[np.int16] | None = None
    size_hw: tuple[int, int] = (1, 1)

    @property
    def size_bytes(self) -> int:
        """Memory held."""
        tensors = [*self.maps, *([] if self.closer is None else [self.closer])]

        def collect(tensor: Tensor) -> Tensor:
            tensors.append(tensor)
            return tensor

        self.described.mapped(collect)
        shades_bytes = 0 if self.shades is None else self.shades.nbytes
        return shades_bytes + sum(t.numel() * t.element_size() for t in tensors)

    @property
    def fine_grid_hw(self) -> tuple[int, int]:
        """Rows and columns of a grid of stride 2, that of the finest object maps."""
        h, w = self.maps[0].shape[-2:]
        return 2 * h, 2 * w

    @property
    def object_map_hw(self) -> NDArray[np.float32]:
        """(h, w), what stands out, with what a second look adds; of a network that tells it."""
        return self.seen_closer(self.described.object_map())

    def seen_closer(self, logit_hw: NDArray[np.float32]) -> NDArray[np.float32]:
        """The image's logit (h, w) with what a second look adds, on its finer grid.

        Without a second look it is the input.
        """
        if self.closer is None:
            return logit_hw
        return with_difference(logit_hw, self.closer.float().numpy())

    @classmethod
    def split(
        cls, features: Sequence[Tensor], described: Description, *, is_half: bool
    ) -> list[ImageCode]:
        """Cut a batch into images and bring them to the CPU.

        A map at stride 2 is left behind: it has served when the object map is described.
        """
        dtype = torch.float16 if is_half else torch.float32
        codes = []
        for i in range(features[0].shape[0]):
            maps = tuple(
                level[i].to("cpu", dtype, copy=True) for level in features[-len(STRIDES) :]
            )
            one = described.part(slice(i, i + 1))
            one.fused_posterior = None  # for its loss alone
            codes.append(cls(maps, one.mapped(lambda t: t.to("cpu", torch.float32, copy=True))))
        return codes

    @classmethod
    def join(
        cls, codes: Sequence[ImageCode], device: torch.device
    ) -> tuple[list[Tensor], Description]:
        """A batch again: features 4 x (B, C_l, h_l, w_l) float32 and description."""
        features = [
            torch.stack([code.maps[level] for code in codes]).to(device).float()
            for level in range(len(codes[0].maps))
        ]
        return features, cls.descriptions(codes, device)

    @classmethod
    def descriptions(cls, codes: Sequence[ImageCode], device: torch.device) -> Description:
        """The descriptions of many images as one of a batch."""
        parts = [vars(code.described) for code in codes]

        def stacked(values: list[Any]) -> Any:
            if values[0] is None:
                return None
            if isinstance(values[0], list):
                return [stacked(list(level)) for level in zip(*values, strict=True)]
            return torch.cat(values).to(device)

        return Description(**{name: stacked([part[name] for part in parts]) for name in parts[0]})


class CodeCache:
    """Codes of images seen before, least recently used out first, up to a budget."""

    def __init__(self, budget_bytes: int = CACHE_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._used_bytes = 0
        self._codes: OrderedDict[Hashable, ImageCode] = OrderedDict()

    def get(self, key: Hashable | None) -> ImageCode | None:
        """The code of a key; None where there is none, and for a source without a key."""
        if key is None or key not in self._codes:
            return None
        self._codes.move_to_end(key)
        return self._codes[key]

    def put(self, key: Hashable | None, code: ImageCode) -> None:
        """Keep a code, if it has a key."""
        if key is None or key in self._codes:
            return
        self._codes[key] = code
        self._used_bytes += code.size_bytes
        while self._used_bytes > self._budget_bytes and len(self._codes) > 1:
            _, oldest = self._codes.popitem(last=False)
            self._used_bytes -= oldest.size_bytes


class DrawnGroups:
    """The network's logits of the groups drawn last, so that corrections need not wait for it.

    A group is the set of its images' keys, and of those of its strangers: with one more or one less
    in either the network says other things. So it does in another way of drawing: by another
    solver, or with or without a word on what moves.
    """

    def __init__(self, kept: int = KEPT_GROUPS) -> None:
        self._kept = kept
        self._groups: OrderedDict[tuple[object, ...], dict[str, NDArray[np.float32]]] = (
            OrderedDict()
        )

    def get(
        self, keys: Sequence[str | None], way: Way, strangers: Sequence[bool]
    ) -> list[NDArray[np.float32]] | None:
        """A map (h, w) for each key; None where the group, drawn so, is not known."""
        name = _group_name(keys, way, strangers)
        if name is None or name not in self._groups:
            return None
        self._groups.move_to_end(name)
        known = self._groups[name]
        return [known[key] for key in keys if key is not None]

    def put(
        self,
        keys: Sequence[str | None],
        way: Way,
        strangers: Sequence[bool],
        logits: Sequence[NDArray[np.float32]],
    ) -> None:
        """Keep a group if all of its images have keys."""
        name = _group_name(keys, way, strangers)
        if name is None:
            return
        pairs = zip(keys, logits, strict=True)
        self._groups[name] = {key: logit for key, logit in pairs if key is not None}
        while len(self._groups) > self._kept:
            self._groups.popitem(last=False)


def _group_name(
    keys: Sequence[str | None], way: Way, strangers: Sequence[bool]
) -> tuple[object, ...] | None:
    pairs = zip(keys, strangers, strict=True)
    named = [(key, is_stranger) for key, is_stranger in pairs if key is not None]
    return (way, *sorted(named)) if len(named) == len(keys) else None


class PhotographShelf:
    """Decoded photographs between their two uses in a run; beyond the budget they are read twice.

    A photograph is read once for the network and once as the guide of its own mask.
    """

    def __init__(self, sources: Sequence[ImageSource], *, budget_bytes: int = SHELF_BYTES) -> None:
        self._sources = sources
        self._free_bytes = budget_bytes
        self._photographs: dict[int, NDArray[np.uint8]] = {}

    def read(self, index: int) -> NDArray[np.uint8]:
        """(H, W, 3) uint8 RGB; the second reading hands the photograph out for good.

        Raises: ImageReadError: the file cannot be read.
        """
        if index not in self._photographs:
            return self.look(index)
        photograph = self._photographs.pop(index)
        self._free_bytes += photograph.nbytes
        return photograph

    def look(self, index: int) -> NDArray[np.uint8]:
        """The same; the photograph stays on the shelf if there is room.

        Raises: ImageReadError: the file cannot be read.
        """
        if index in self._photographs:
            return self._photographs[index]
        photograph = self._sources[index].read()
        if photograph.nbytes <= self._free_bytes:
            self._photographs[index] = photograph
            self._free_bytes -= photograph.nbytes
        return photograph
