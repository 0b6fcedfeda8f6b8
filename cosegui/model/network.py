"""SSNM, read top to bottom: project, fuse, modulate in space and meaning, decode.

Source: Zhang, Chen, Liu, Liu: "Deep Object Co-segmentation via Spatial-Semantic Network
Modulation", AAAI 2020 (arXiv 1911.12950), section 3 and Fig. 2. Ours beside the paper, switched by
`NetworkConfig.objectness`: an object map decoded from each image alone, which the modulated decoder
corrects, and a dense co-category vote that tells it which objects the group shares
(docs/decisions/objectness-and-vote.md).

The forward pass is cut into three stages, so that a group of any size passes through in chunks:
`describe` reads image by image, `solve` sees the whole group but only a few numbers per cell, and
`decode` draws image by image again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cosegui.core.ports import Solver
from cosegui.model.backbone import FINE_STRIDES, STRIDES, build_backbone
from cosegui.model.beside import BYSTANDER, beside, looks_beside, people_in
from cosegui.model.config import NetworkConfig
from cosegui.model.description import Description, Drawing, GroupCode, People
from cosegui.model.kinship import (
    Appearance,
    Signature,
    alike_in,
    kinship,
    like_the_examples,
    object_views,
    shown_classes,
    strangers,
)
from cosegui.model.match import landmarks_of, match_with_others, set_landmarks
from cosegui.model.pyramid import Decoder, Fusion, Outline, Pyramid, resize
from cosegui.model.semantic import SemanticModulator
from cosegui.model.spatial import spatial_prior

EVIDENCE_SHARE = 0.05  # the share of an image's cells that must show a class to prove it present
EVIDENCE_FLOOR = 0.02  # one image that misses a class weakens the vote but does not veto it
CHANCE_EPS = 1e-3  # keeps the logit of a vote finite
PRIOR_MAPS = 7
MATCH_MAP, CELL_MATCH_MAP = 2, 4  # their places among the prior maps
LEAST_MATCH = 0.05  # below it an image's best match is noise and is not scaled up
# Which object is shared is decided at strides 32 to 8; its outline comes from the object map.
CORRECTED_LEVELS = 3
NAMED_LEVELS = 2  # what things are called is read at strides 32 and 16


class SSNM(nn.Module):
    """The network of the paper, and its extension by an object map and a co-category vote."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        width, classes = config.width, len(config.classes)
        strides = FINE_STRIDES if config.has_fine_objects else STRIDES
        self.backbone = build_backbone(config.backbone, strides)
        channels = self.backbone.channels[-len(STRIDES) :]
        self.project = nn.ModuleList(nn.Conv2d(c, width, 1) for c in channels)
        self.fuse = Fusion(width) if config.fusion else None
        self.semantic = SemanticModulator(channels[-1], width, classes)
        self.decoder = Decoder(width, CORRECTED_LEVELS if config.objectness else 4)
        if config.objectness:
            self.object_decoder = Decoder(width)
            if config.has_fine_objects:
                self.object_project = nn.ModuleList(nn.Conv2d(c, width, 1) for c in channels)
                self.outline = Outline(self.backbone.channels[0], width)
                self.name_decoder = Pyramid(width, NAMED_LEVELS)
            self.recognise = nn.Conv2d(width, classes, 1) if classes else None
            self.recognise_fused = nn.Conv2d(width, classes, 1) if classes else None
            self.sign = Signature(channels[-1]) if config.kinship else None
            self.look = Appearance(channels[-1]) if config.has_appearance else None
            # One weight per level, map and channel: S enters each level as the paper adds it, and
            # beside it what the group agreed upon.
            self.place = nn.ModuleList(
                nn.Conv2d(PRIOR_MAPS, width, 1) for _ in range(CORRECTED_LEVELS)
            )
            for parameter in self.decoder.draw.parameters():
                nn.init.zeros_(parameter)  # the correction starts at "nothing to correct"

    def forward(
        self, images: Tensor, group_sizes: Sequence[int], solver: Solver | None = None
    ) -> tuple[list[Tensor], Description, list[GroupCode]]:
        """All images of one or more groups at once; for training and small groups.

        Args:
            images: (B, 3, H, W) normalised; H and W multiples of 32.
            group_sizes: how many consecutive images belong to each group; they sum to B.
        Returns: logits as in `Drawing`, the description, one code per group.
        """
        features = self.backbone(images)
        return self.forward_features(features, group_sizes, solver)

    def forward_features(
        self,
        features: Sequence[Tensor],
        group_sizes: Sequence[int],
        solver: Solver | None = None,
        *,
        keeps_objects: bool = False,
    ) -> tuple[list[Tensor], Description, list[GroupCode]]:
        """`forward` from the encoder's maps on, which may come from a cache.

        `keeps_objects`: a loss on the mask's logits does not reach the object map, so that what a
        group shares does not change what an object is.
        """
        described = self.describe(features)
        codes = [self.solve(group, solver) for group in described.split(group_sizes)]
        drawn = described
        if keeps_objects:
            kept = [level.detach() for level in described.object_logits]
            drawn = replace(described, object_logits=kept)
        drawing = self.decode(features, drawn, codes, group_sizes)
        return drawing.logits, described, codes

    def describe(self, features: Sequence[Tensor]) -> Description:
        """Image by image: what the group stage needs.

        Args:
            features: from the encoder, 4 x (B, C_l, H / s_l, W / s_l) at strides 4 to 32; before
                them one at stride 2 with `fine_objects`.
        """
        levels = _projected(features, self.project)
        fused = self.fuse(levels) if self.fuse else levels[-1]  # (B, width, h, w)
        summary = self.semantic.summarise(features[-1])  # (B, 32)
        if not self.config.objectness:
            return Description(fused, summary)
        if self.config.fine_objects:
            object_logits = self._fine_objects(features)
            named = self.name_decoder.features(levels[-NAMED_LEVELS:])[-1]
        else:
            decoded, object_logits = self.object_decoder(levels)
            named = decoded[NAMED_LEVELS - 1]
        parts = landmarks_of(features[-1], object_logits[0])
        if self.recognise is None or self.recognise_fused is None:
            parts |= self._kin(features[-1], _views(object_logits[0]))
            return Description(fused, summary, object_logits, **parts)
        fused_posterior = self.recognise_fused(fused).softmax(dim=1)  # (B, K, h, w)
        posterior = self.recognise(named).softmax(dim=1)  # (B, K, H / 16, W / 16)
        objects = torch.sigmoid(object_logits[1].detach())  # (B, 1, H / 16, W / 16)
        if self.sign is not None:
            people = self._people(posterior.detach())
            parts |= self._kin(features[-1], _views(object_logits[0], people))
            parts["shown"] = shown_classes(posterior.detach(), object_views(objects, people))
        cells = (posterior * objects).flatten(2)
        top = max(1, round(EVIDENCE_SHARE * cells.shape[2]))
        evidence = cells.topk(top, dim=2).values.mean(dim=2)  # (B, K)
        return Description(
            fused, summary, object_logits, fused_posterior, posterior, evidence, **parts
        )

    def _fine_objects(self, features: Sequence[Tensor]) -> list[Tensor]:
        """The object map's levels, at strides 32 to 2."""
        levels = _projected(features, self.object_project)
        decoded, logits = self.object_decoder(levels)
        return [*logits, self.outline(features[0], decoded[-1], logits[-1])]

    def describe_marked(
        self, described: Description, coarsest: Tensor, objects: Tensor
    ) -> Description:
        """The description of images whose objects a person has marked: kinship asks about those.

        Args:
            described: of these images, by a network that judges kinship.
            coarsest: (B, C, h, w), the encoder's coarsest level.
            objects: (B, 1, h', w') in [0, 1], the marked share of each cell, on any grid at least
                as fine as those that are asked.
        """
        assert described.signature is not None
        views = described.signature.shape[1]

        def on_grid_of(x: Tensor) -> Tensor:
            size_hw = x.shape[-2], x.shape[-1]
            return F.adaptive_avg_pool2d(objects, size_hw).expand(-1, views, -1, -1)

        parts = self._kin(coarsest, on_grid_of(coarsest))
        shown = described.shown
        if described.posterior is not None:
            shown = shown_classes(described.posterior, on_grid_of(described.posterior))
        return replace(
            described, signature=parts["signature"], looks=parts.get("looks"), shown=shown
        )

    def _kin(self, coarsest: Tensor, views: Tensor) -> dict[str, Tensor]:
        """What kinship asks of the features; no gradient reaches what is pooled, nor where."""
        if self.sign is None:
            return {}
        coarsest = coarsest.detach()
        parts = {"signature": self.sign(coarsest, views)}
        if self.look is not None:
            parts["looks"] = self.look(coarsest, views)
        return parts

    def _people(self, posterior: Tensor) -> Tensor | None:
        """(B, 1, h, w), how surely each cell is of a person; None if no class is."""
        if BYSTANDER not in self.config.classes:
            return None
        person = self.config.classes.index(BYSTANDER)
        return posterior[:, person, None]

    def solve(self, described: Description, solver: Solver | None = None) -> GroupCode:
        """The group as a whole; `described` holds its N images in any order."""
        prior = spatial_prior(described.fused, solver or self.config.solver)  # (N, h, w)
        prior = prior * prior.numel() ** 0.5
        found = described.strangers
        if found is None:
            found = self.strangers_in(described)
        rows = members = torch.arange(len(prior), device=prior.device)
        # What a stranger shows is nothing that the others share. In training strangers are still
        # being learnt, and all have their say.
        if found is not None and not self.training and not bool(found.all()):
            members = members[~found]
        gamma, category_logits = self.semantic.combine(described.summary[members])
        code = GroupCode(prior, gamma, category_logits, rows=rows, strangers=found)
        if described.evidence is not None:
            evidence = described.evidence[members]
            code.vote = (evidence + EVIDENCE_FLOOR).log().mean(dim=0).exp()  # (K,)
            if not self.training:
                # What is asked of every cell names the group better than what is asked of it whole.
                code.category_logits = torch.logit(code.vote - EVIDENCE_FLOOR, CHANCE_EPS)
            if BYSTANDER in self.config.classes:
                code.people = people_in(code.vote, self.config.classes.index(BYSTANDER))
        if described.looks is not None:
            code.looks, code.members = described.looks[members], members
        if described.landmarks is not None:
            set_landmarks(code, described, members)
        return code

    def strangers_in(
        self,
        described: Description,
        told: Tensor | None = None,
        marked: Description | None = None,
        unlike: Tensor | None = None,
    ) -> Tensor | None:
        """See `GroupCode`; None where kinship is not judged.

        Args:
            described: of the N images of the group.
            told: (N,) a person's word: 1 where the object is marked, -1 where there is nothing of
                it, 0 where nobody has said.
            marked: from `describe_marked`, of the images where it is marked.
            unlike: (N,) bool, the images of which no part is akin to the others either
                (elsewhere.py): strangers as well, if nobody says otherwise; heard with `told`.
        """
        if described.signature is None:
            return None
        count, least = len(described.signature), self.config.least_kinship
        alike = alike_in(described, marked)  # (N + K, N + K)
        if told is None:
            return strangers(kinship(alike, least), least)
        # Where there is nothing of the object, nothing is said of the others either.
        present = told >= 0
        group = alike[:count, :count][present][:, present]
        found = strangers(kinship(group, least), least)
        found = torch.ones_like(present).masked_scatter(present, found)
        if unlike is not None:
            found |= unlike
        belongs = (told > 0) | like_the_examples(alike[:count, count:], least)
        return found & ~(belongs & present)

    def decode(
        self,
        features: Sequence[Tensor],
        described: Description,
        codes: Sequence[GroupCode],
        group_sizes: Sequence[int],
    ) -> Drawing:
        """Draw the masks of a batch whose images belong to the given groups, in that order.

        `features`: as for `describe`; none at stride 2 is needed. `codes[g].prior` must hold just
        the images of the batch.
        """
        levels = _projected(features, self.project)
        gamma = torch.cat([c.gamma.expand(n, -1) for c, n in zip(codes, group_sizes, strict=True)])[
            :, :, None, None
        ]  # (B, width, 1, 1)
        if not self.config.objectness:
            prior = torch.cat([c.prior for c in codes])[:, None]  # (B, 1, h, w)
            modulated = [gamma * level + resize(prior, level) for level in levels]
            return Drawing(self.decoder(modulated)[1])
        maps = self._prior_maps(features[-1], described, codes, group_sizes)
        modulated = [
            gamma * level + place(resize(maps, level))
            for level, place in zip(levels[-CORRECTED_LEVELS:], self.place, strict=True)
        ]
        share = 1.0 if self.training else self.config.correction
        corrections = [share * c for c in self.decoder(modulated)[1]]  # strides 32, 16, 8
        objects = described.object_logits  # strides 32, 16, 8, 4, and perhaps 2
        logits = [o + c for o, c in zip(objects, corrections, strict=False)]
        logits += [o + resize(corrections[-1], o) for o in objects[CORRECTED_LEVELS:]]
        if described.posterior is None:
            return Drawing(logits)
        match, cell_match = maps[:, MATCH_MAP, None], maps[:, CELL_MATCH_MAP, None]
        agreement = match.clamp_min(0) * cell_match
        return Drawing(logits, agreement, self._beside(features[-1], described, codes, group_sizes))

    def _beside(
        self,
        coarsest: Tensor,
        described: Description,
        codes: Sequence[GroupCode],
        group_sizes: Sequence[int],
    ) -> Tensor | None:
        """See `Drawing`."""
        assert described.posterior is not None
        people = self._people(described.posterior)
        if people is None:
            return None
        sizes = list(group_sizes)
        objects = torch.sigmoid(described.object_logits[0])
        parts = zip(
            *(maps.split(sizes) for maps in (described.posterior, people, coarsest, objects)),
            codes,
            strict=True,
        )
        found = []
        for posterior, here, seen, stands_out, code in parts:
            named = beside(posterior, here, code)
            if code.people is People.BESIDE and self.look is not None:
                is_beside = looks_beside(self.look, seen, stands_out, named, code)
                named = named * is_beside[:, None, None, None]
            found.append(named)
        return torch.cat(found)

    def _prior_maps(
        self,
        coarsest: Tensor,
        described: Description,
        codes: Sequence[GroupCode],
        group_sizes: Sequence[int],
    ) -> Tensor:
        """Where, what and how sure, on one grid; (B, 7, H / 16, W / 16).

        The spatial prior; the object map; how well the other images' objects match each cell, and
        the same relative to the image's best cell; how well each cell's class posterior agrees
        with the vote; how well the image's evidence does; how decided the vote is.
        """
        objects = described.object_logits[1]
        prior = torch.cat([c.prior for c in codes])[:, None]  # (B, 1, h, w)
        match = torch.cat(
            [
                match_with_others(x, code)
                for x, code in zip(coarsest.split(list(group_sizes)), codes, strict=True)
            ]
        )  # (B, 1, h, w)
        best = match.amax(dim=(2, 3), keepdim=True).clamp_min(LEAST_MATCH)
        maps = [prior, objects, match, match / best]
        maps = [resize(x.to(objects.dtype), objects) for x in maps]
        posterior, evidence = described.posterior, described.evidence
        if posterior is None or evidence is None:
            return torch.cat([*maps, torch.zeros_like(objects).expand(-1, 3, -1, -1)], dim=1)
        vote = torch.cat(
            [
                c.vote.expand(n, -1)  # type: ignore[union-attr]  # evidence implies a vote
                for c, n in zip(codes, group_sizes, strict=True)
            ]
        )  # (B, K)
        cell_match = F.cosine_similarity(posterior, vote[:, :, None, None], dim=1)[:, None]
        image_match = F.cosine_similarity(evidence, vote, dim=1)[:, None, None, None]
        decided = vote.amax(dim=1)[:, None, None, None]
        flat = [x.expand_as(objects) for x in (image_match, decided)]
        return torch.cat([*maps, cell_match, *flat], dim=1)


def _projected(features: Sequence[Tensor], project: nn.ModuleList) -> list[Tensor]:
    """The levels at strides 4 to 32; one at stride 2 before them is left out."""
    return [p(f) for p, f in zip(project, features[-len(project) :], strict=True)]


def _views(object_logits: Tensor, people: Tensor | None = None) -> Tensor:
    """`object_views` of the object map (B, 1, h, w), on its grid; `people` on any."""
    objects = torch.sigmoid(object_logits.detach())
    if people is not None:
        people = F.adaptive_avg_pool2d(people, (objects.shape[-2], objects.shape[-1]))
    return object_views(objects, people)
