"""All that the frozen network says of a lesson's views, computed once: training touches the head
alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.errors import ImageReadError
from cosegui.core.lesson import LessonGroup, LessonImage, Role, even_choice
from cosegui.model.backbone import batch_of
from cosegui.model.description import Description
from cosegui.model.reading import ImageCode
from cosegui.model.taught import TAUGHT_LEVELS, TaughtCode, TaughtSSNM, enlarged, evidence_maps

from .augment import resized
from .finetune_data import TARGET_STRIDE, Part, View, load_sample, views_of
from .finetune_network import set_neighbour, set_signature

CHUNK = 4
MOST_VIEWS, LEAST_VIEWS = 16, 4
VIEW_BUDGET = 128
MOST_UNCONFIRMED = 64
VIEWS_OF_UNCONFIRMED = 2

Progress = Callable[[str, int, int], None]


@dataclass
class LessonMaps:
    """What a head needs of N views; half precision, on the CPU.

    Attributes:
        features: levels of the encoder from stride 8 on, (N, C_l, h_l, w_l).
        evidence: (N, 2, H / 4, W / 4).
        logits: (N, 1, H / 4, W / 4), the parent's.
        targets, certain: (N, 1, H / 4, W / 4) in [0, 1].
        shares: (N, T) float32, of the last lesson's groups.
    """

    features: list[Tensor]
    evidence: Tensor
    logits: Tensor
    targets: Tensor
    certain: Tensor
    shares: Tensor

    def __len__(self) -> int:
        return len(self.logits)

    @property
    def size_bytes(self) -> int:
        """Memory held."""
        tensors = (*self.features, self.evidence, self.logits, self.targets, self.certain)
        return sum(t.numel() * t.element_size() for t in tensors)

    def part(self, rows: Sequence[int], device: torch.device) -> LessonMaps:
        """Some of the views, float32, on a device."""
        index = torch.tensor(rows)

        def moved(value: Tensor) -> Tensor:
            return value[index].to(device).float()

        return LessonMaps(
            [moved(level) for level in self.features],
            moved(self.evidence),
            moved(self.logits),
            moved(self.targets),
            moved(self.certain),
            moved(self.shares),
        )

    @classmethod
    def joined(cls, parts: Sequence[LessonMaps]) -> LessonMaps:
        """All views one after the other."""
        columns = [vars(part) for part in parts]
        values = {
            name: torch.cat([column[name] for column in columns])
            for name in columns[0]
            if name != "features"
        }
        levels = zip(*(part.features for part in parts), strict=True)
        return cls(features=[torch.cat(level) for level in levels], **values)

    def changed(self, head: torch.nn.Module) -> tuple[Tensor, Tensor]:
        """The head's change, and the logits with it, both (N, 1, H / 4, W / 4)."""
        change = enlarged(head(self.features, self.evidence, self.shares), self.logits)
        return change, self.logits + change


class Reader:
    """Lets the frozen network look at a lesson's parts."""

    def __init__(self, network: TaughtSSNM, device: torch.device, on_progress: Progress) -> None:
        self._network = network
        self._device = device
        self._on_progress = on_progress

    def learn_signatures(self, parts: Sequence[Part]) -> list[tuple[Part, TaughtCode]]:
        """Look at every image once, note what the groups look like.

        Returns: each part without the context that cannot be read, and its code.
        Raises: LessonError: a corrected image cannot be read.
        """
        total, done = sum(len(part.images) for part in parts), 0
        described: list[Description] = []
        seen: list[Part] = []
        for part in parts:
            found: list[tuple[LessonImage, ImageCode]] = []
            for start in range(0, len(part.images), CHUNK):
                images = part.images[start : start + CHUNK]
                found += self._readable(images)
                done += len(images)
                self._on_progress("reading", done, total)
            described.append(ImageCode.descriptions([code for _, code in found], self._device))
            seen.append(replace(part, images=tuple(image for image, _ in found)))
        for group in {part.group for part in parts}:
            mine = [d for d, part in zip(described, parts, strict=True) if part.group == group]
            set_signature(self._network, group, _joined(mine))
        with torch.no_grad():
            return [(p, self._network.solve(d)) for p, d in zip(seen, described, strict=True)]

    def learn_neighbours(self, groups: Sequence[LessonGroup]) -> None:
        """Look at groups that are not taught, so that the lesson keeps away from them."""
        for place, group in enumerate(groups):
            codes = [code for _, code in self._readable(group.images)]
            if codes:
                described = ImageCode.descriptions(codes, self._device)
                set_neighbour(self._network, place, described)
            self._on_progress("reading", place + 1, len(groups))

    def views(
        self,
        part: Part,
        code: TaughtCode,
        rows: Sequence[int],
        *,
        count: int,
        rng: np.random.Generator,
    ) -> LessonMaps:
        """`count` views of each of some of a part's images, as its group sees them."""
        maps = []
        for done, row in enumerate(rows):
            maps.append(self._views(part, code, row, count, rng))
            self._on_progress("encoding", done + 1, len(rows))
        return LessonMaps.joined(maps)

    def unconfirmed(
        self, seen: Sequence[tuple[Part, TaughtCode]], *, rng: np.random.Generator
    ) -> LessonMaps | None:
        """Views of images that nobody corrected, an even choice of all; None: there are none."""
        every = [(part, code, row) for part, code in seen for row in part.rows(Role.CONTEXT)]
        chosen = even_choice(every, MOST_UNCONFIRMED)
        maps = []
        for done, (part, code, row) in enumerate(chosen):
            with suppress(ImageReadError):  # gone since the first look: it is not missed
                maps.append(self._views(part, code, row, VIEWS_OF_UNCONFIRMED, rng))
            self._on_progress("encoding", done + 1, len(chosen))
        return LessonMaps.joined(maps) if maps else None

    def _views(
        self, part: Part, code: TaughtCode, row: int, count: int, rng: np.random.Generator
    ) -> LessonMaps:
        size = self._network.config.input_size
        sample = load_sample(part.images[row], size=size)
        views = list(views_of(sample, count, size=size, rng=rng))
        starts = range(0, count, CHUNK)
        return LessonMaps.joined(
            [self.maps(views[start : start + CHUNK], row, code) for start in starts]
        )

    @torch.no_grad()
    def codes(self, squares: Sequence[NDArray[np.uint8]]) -> list[ImageCode]:
        """What the network reads from images in the model frame."""
        if not squares:
            return []
        features = self._encoded(squares)
        return ImageCode.split(features, self._network.describe(features), is_half=True)

    @torch.no_grad()
    def maps(self, views: Sequence[View], row: int, code: TaughtCode) -> LessonMaps:
        """Some views of the image in a place of its group."""
        features = self._encoded([view.image_hwc_u8 for view in views])
        described = self._network.describe(features)
        own = code.for_images([row] * len(views), self._device)
        drawing = self._network.decode(features, described, [own], [len(views)])
        lesson = self._network.config.lessons[-1]
        cells = self._network.config.input_size // TARGET_STRIDE
        assert own.shares is not None

        def kept(value: Tensor) -> Tensor:
            return value.to("cpu", torch.float16)

        return LessonMaps(
            features=[kept(level) for level in features[-TAUGHT_LEVELS:]],
            evidence=kept(F.adaptive_avg_pool2d(evidence_maps(drawing), cells)),
            logits=kept(F.adaptive_avg_pool2d(drawing.logits[-1], cells)),
            targets=kept(torch.from_numpy(np.stack([v.target_hw for v in views]))[:, None]),
            certain=kept(torch.from_numpy(np.stack([v.certain_hw for v in views]))[:, None]),
            shares=own.shares[-lesson:].expand(len(views), -1).to("cpu", copy=True),
        )

    def _encoded(self, squares: Sequence[NDArray[np.uint8]]) -> list[Tensor]:
        levels: list[Tensor] = self._network.backbone(batch_of(squares, self._device))
        return levels

    def _readable(self, images: Sequence[LessonImage]) -> list[tuple[LessonImage, ImageCode]]:
        """The images without the context that cannot be read, and what the network reads there.

        Raises: LessonError: a corrected image cannot be read.
        """
        looked = [(image, self._square(image)) for image in images]
        found = [(image, square) for image, square in looked if square is not None]
        codes = self.codes([square for _, square in found])
        return [(image, code) for (image, _), code in zip(found, codes, strict=True)]

    def _square(self, image: LessonImage) -> NDArray[np.uint8] | None:
        size = self._network.config.input_size
        try:
            return resized(load_sample(image, size=size), size).image_hwc_u8
        except ImageReadError:  # of the context
            return None


def views_per_image(images: int) -> int:
    """So many that few images are seen in many ways, and many do not take for ever."""
    return min(max(VIEW_BUDGET // max(1, images), LEAST_VIEWS), MOST_VIEWS)


def _joined(parts: Sequence[Description]) -> Description:
    columns = [vars(part) for part in parts]

    def joined(values: list[Any]) -> Any:
        if values[0] is None:
            return None
        if isinstance(values[0], list):
            return [joined(list(level)) for level in zip(*values, strict=True)]
        return torch.cat(values)

    return Description(**{name: joined([c[name] for c in columns]) for name in columns[0]})
