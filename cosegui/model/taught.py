"""A network that has been taught: the parent as it was, and beside it a head for every lesson.

A lesson must not cost what the model knew. Its head therefore speaks only to groups that look like
those it was taught on: each taught group leaves a signature, and how near a new group comes to it
opens the head, from not at all to wholly. Where every head is shut the parent's result passes
unchanged, bit for bit; docs/decisions/teaching.md has what was tried beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cosegui.core.ports import Solver
from cosegui.imaging.foreign import without_what_is_beside
from cosegui.model.config import NetworkConfig
from cosegui.model.description import Description, Drawing, GroupCode
from cosegui.model.network import SSNM
from cosegui.model.pyramid import Decoder
from cosegui.model.semantic import SECOND_ORDER

TAUGHT_LEVELS = 3  # strides 32, 16 and 8
EVIDENCE_MAPS = 2
SHARPNESS = 20.0  # of the choice between the groups of one lesson
LARGEST_LOGIT = 8.0  # a category that a group is certain to be: a probability of 0.9997
LOGIT_SCALE = 4.0
OUT_OF_REACH = 2.0  # no cosine is as large
NO_NEIGHBOUR = -2.0  # no cosine is as small
HALF_OPEN = 0.5  # a lesson that speaks as loudly as that knows whom it wants


@dataclass
class TaughtCode(GroupCode):
    """A group's code, and how near it comes to the taught groups.

    Attributes:
        shares: (T,) non-negative; within the groups of a lesson they sum to 1: whose way to
            follow.
        nearness: (T,) in [0, 1]: how far to follow it.
    """

    shares: Tensor | None = None
    nearness: Tensor | None = None

    def for_images(self, rows: Sequence[int], device: torch.device) -> TaughtCode:
        """The code for drawing some of the group's images."""
        assert self.shares is not None
        assert self.nearness is not None
        part = super().for_images(rows, device)
        shares, nearness = self.shares.to(device), self.nearness.to(device)
        return TaughtCode(**vars(part), shares=shares, nearness=nearness)


class LessonHead(nn.Module):
    """Draws what a lesson changes in the parent's mask: logits to add, at stride 8.

    What is taught is which things belong to the mask; their outlines the parent knows. Stride 8
    is enough for that, and a quarter of the time.

    Each level is scaled and shifted, channel by channel, by what the taught groups that are near
    have learnt; the parent's logits and the agreement enter beside the encoder's maps.
    """

    def __init__(self, channels: Sequence[int], width: int, groups: int) -> None:
        super().__init__()
        channels = channels[-TAUGHT_LEVELS:]
        levels = len(channels)
        self.project = nn.ModuleList(nn.Conv2d(c, width, 1) for c in channels)
        self.place = nn.ModuleList(nn.Conv2d(EVIDENCE_MAPS, width, 1) for _ in channels)
        self.style = nn.Parameter(torch.zeros(groups, levels, 2, width))
        self.decoder = Decoder(width, levels)
        self.draw = nn.Conv2d(width, 1, 1)
        for silent in (*self.place.parameters(), *self.draw.parameters()):
            nn.init.zeros_(silent)  # a head that has learnt nothing changes nothing

    def forward(self, features: Sequence[Tensor], evidence: Tensor, shares: Tensor) -> Tensor:
        """What to add to the parent's logits.

        Args:
            features: 4 x (B, C_l, H / s_l, W / s_l), from the encoder.
            evidence: (B, 2, h, w), from `evidence_maps`; finer than stride 8.
            shares: (B, T), see `TaughtCode`.
        Returns: (B, 1, H / 8, W / 8).
        """
        style = torch.einsum("bt,tlkw->lkbw", shares, self.style)[..., None, None]
        levels = []
        for x, project, place, (scale, shift) in zip(
            features[-TAUGHT_LEVELS:], self.project, self.place, style, strict=True
        ):
            maps = F.adaptive_avg_pool2d(evidence, (x.shape[-2], x.shape[-1]))
            levels.append((1 + scale) * (project(x) + place(maps)) + shift)
        decoded, _ = self.decoder(levels)
        logits: Tensor = self.draw(decoded[-1])
        return logits

    def copy_parent(self, parent: SSNM) -> None:
        """Start from the parent's way of reading an image."""
        config = parent.config
        decoder = parent.object_decoder if config.objectness else parent.decoder
        project = parent.object_project if config.has_fine_objects else parent.project
        for own, theirs in zip(self.project, project[-TAUGHT_LEVELS:], strict=True):
            own.load_state_dict(theirs.state_dict())
        own_state = self.decoder.state_dict()
        state = decoder.state_dict()
        self.decoder.load_state_dict({name: state[name] for name in own_state})


class TaughtSSNM(SSNM):
    """An SSNM with heads.

    `config.lessons[i]` is the number of groups of lesson i; their signatures follow one another.
    `config.neighbours[i]`: that of the groups which stood beside them, untaught. A group that is
    more like one of those than like a taught one does not hear the lesson.
    """

    signatures: Tensor  # (T, C) unit vectors
    bounds: Tensor  # (T, 2): the cosines at which a head begins to open, and is open
    categories: Tensor  # (T,) int64, the class that each group is of; -1: it has no name
    neighbours: Tensor  # (K, C) unit vectors; zeros for one that could not be seen

    def __init__(self, config: NetworkConfig) -> None:
        known = config.classes[: len(config.classes) - config.grown_classes]
        plain = replace(config, classes=known, grown_classes=0, lessons=(), neighbours=())
        super().__init__(plain)
        self.config = config
        channels, groups = self.backbone.channels, sum(config.lessons)
        length = channels[-1] if config.objectness else SECOND_ORDER
        self.register_buffer("signatures", torch.zeros(groups, length))
        self.register_buffer("bounds", torch.ones(groups, 2))
        self.register_buffer("categories", torch.full((groups,), -1))
        beside = sum(config.neighbours)
        # Models of before there were neighbours have none in their files.
        self.register_buffer("neighbours", torch.zeros(beside, length), persistent=beside > 0)
        self.heads = nn.ModuleList(
            LessonHead(channels, config.width, count) for count in config.lessons
        )

    @property
    def newest_head(self) -> LessonHead:
        """The head of the last lesson."""
        return cast(LessonHead, self.heads[-1])

    @contextmanager
    def without_newest(self) -> Iterator[None]:
        """Within it the last lesson has no say."""
        mine = self.bounds[-self.config.lessons[-1] :]
        kept = mine.clone()
        mine.fill_(OUT_OF_REACH)
        try:
            yield
        finally:
            mine.copy_(kept)

    def solve(self, described: Description, solver: Solver | None = None) -> TaughtCode:
        """The group as a whole; `described` holds its N images in any order."""
        code = super().solve(described, solver)
        seen = signature(described)
        cosines = self.signatures @ seen  # (T,)
        low, high = self.bounds.unbind(1)
        nearness = ((cosines - low) / (high - low).clamp_min(1e-3)).clamp(0, 1)
        nearness = nearness * (cosines > self._nearest_neighbour(seen))
        parts = cosines.split(list(self.config.lessons))
        shares = torch.cat([(SHARPNESS * part).softmax(0) for part in parts])
        code.category_logits = self._category_logits(code.category_logits, nearness)
        lessons = (shares * nearness).split(list(self.config.lessons))
        code.openness = max(float(near.sum()) for near in lessons)
        if code.strangers is not None and code.openness >= HALF_OPEN:
            code.strangers = torch.zeros_like(code.strangers)  # a person has said what is shared
        return TaughtCode(**vars(code), shares=shares, nearness=nearness)

    def decode(
        self,
        features: Sequence[Tensor],
        described: Description,
        codes: Sequence[GroupCode],
        group_sizes: Sequence[int],
    ) -> Drawing:
        """Draw as the parent does, and let the heads that are open speak, oldest first."""
        drawing = super().decode(features, described, codes, group_sizes)
        shares, nearness = (
            _for_each_image([getattr(code, name) for code in codes], group_sizes)
            for name in ("shares", "nearness")
        )  # (B, T)
        if drawing.beside is not None:
            openness = (shares * nearness).sum(1)  # (B,)
            _set_aside(drawing, openness > 0)
        lessons = list(self.config.lessons)
        parts = zip(self.heads, shares.split(lessons, 1), nearness.split(lessons, 1), strict=True)
        for head, share, near in parts:
            openness = (share * near).sum(1)[:, None, None, None]  # (B, 1, 1, 1)
            if bool((openness > 0).any()):
                change = openness * head(features, evidence_maps(drawing), share)
                drawing.logits[-1] = drawing.logits[-1] + enlarged(change, drawing.logits[-1])
                if drawing.beside is not None:  # what was taught knows whom it wants
                    drawing.beside = drawing.beside * (1 - openness)
        return drawing

    def _nearest_neighbour(self, seen: Tensor) -> Tensor:
        """(T,) for each taught group the largest cosine with a neighbour of its lesson."""
        counts = list(self.config.neighbours) or [0] * len(self.config.lessons)
        beside = (self.neighbours @ seen).split(counts)
        nearest = [
            cosines.amax() if len(cosines) else seen.new_tensor(NO_NEIGHBOUR) for cosines in beside
        ]
        groups = torch.tensor(self.config.lessons, device=seen.device)
        return torch.stack(nearest).repeat_interleave(groups)

    def _category_logits(self, known: Tensor | None, nearness: Tensor) -> Tensor | None:
        """Beside the parent's outputs, what the signatures say of the named groups."""
        count = len(self.config.classes)
        if not count:
            return None
        logits = nearness.new_full((count,), -LARGEST_LOGIT)
        if known is not None:
            logits[: len(known)] = known
        said = (2 * nearness - 1) * LARGEST_LOGIT
        named = self.categories >= 0
        return logits.scatter_reduce(0, self.categories[named], said[named], "amax")


def _set_aside(drawing: Drawing, is_open: Tensor) -> None:
    """Where a head is to speak, what stands beside the object goes first: it may bring it back."""
    assert drawing.beside is not None
    rows = is_open.nonzero().flatten().tolist()
    if not rows:
        return
    logits = drawing.logits[-1].clone()
    for row in rows:
        alone = without_what_is_beside(
            logits[row, 0].float().cpu().numpy(),
            drawing.beside[row, 0].float().cpu().numpy(),
        )
        logits[row, 0] = torch.from_numpy(alone).to(logits)
    drawing.logits[-1] = logits


def _for_each_image(rows: Sequence[Tensor], group_sizes: Sequence[int]) -> Tensor:
    return torch.cat([row.expand(n, -1) for row, n in zip(rows, group_sizes, strict=True)])


def signature(described: Description) -> Tensor:
    """What the objects of a group look like to the encoder; (C,), of unit length."""
    if described.landmarks is None or described.landmark_weights is None:
        vectors = described.summary
    else:
        vectors = (described.landmarks * described.landmark_weights[..., None]).sum(1)
    return F.normalize(F.normalize(vectors, dim=1).mean(dim=0), dim=0)


def enlarged(change: Tensor, like: Tensor) -> Tensor:
    """A head's change on the grid of the parent's logits."""
    return F.interpolate(change, like.shape[-2:], mode="bilinear", align_corners=False)


def evidence_maps(drawing: Drawing) -> Tensor:
    """What the parent says of each pixel, scaled for a head; (B, 2, h, w) as its logits."""
    logits = drawing.logits[-1]
    if drawing.agreement is None:
        agreement = torch.zeros_like(logits)
    else:
        agreement = F.interpolate(
            drawing.agreement, logits.shape[-2:], mode="bilinear", align_corners=False
        )
    return torch.cat([torch.tanh(logits / LOGIT_SCALE), agreement], dim=1).detach()
