"""The authors' released network, as their weights need it: departures and faults included.

It differs from the paper (and from network.py): no fusion, the coarsest projected level feeds the
spatial modulator, the second pooling stage reads a matrix of images x channels as if it were
channels x images, and two softmax channels draw the mask. Module names are the checkpoint's keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.models import vgg16_bn

from cosegui.core.ports import Solver
from cosegui.model.backbone import vgg_levels
from cosegui.model.config import Architecture, NetworkConfig
from cosegui.model.description import Description, Drawing, GroupCode
from cosegui.model.semantic import FIRST_ORDER, SECOND_ORDER
from cosegui.model.spatial import spatial_prior

WIDTH = 512
SIGNATURE = ("base.0.weight", "sp1.0.weight", "sp2.0.weight", "cls_m.0.weight", "mask.1.weight")


def is_published_state(state: Mapping[str, Tensor]) -> bool:
    """Whether a state_dict has the published checkpoint's keys, and a head of some classes."""
    head = state.get("cls.0.weight")
    is_head = head is not None and head.ndim == 2 and head.shape == (head.shape[0], WIDTH)
    return is_head and all(key in state for key in SIGNATURE)


def published_config(state: Mapping[str, Tensor]) -> NetworkConfig:
    """The config of a published state_dict; its classes have no names in the file."""
    classes = state["cls.0.weight"].shape[0]
    return NetworkConfig(
        architecture=Architecture.PUBLISHED,
        backbone="vgg16_bn",
        width=WIDTH,
        fusion=False,
        solver=Solver.PUBLISHED,
        objectness=False,
        classes=tuple(f"category {i + 1}" for i in range(classes)),
        input_size=224,
    )


class PublishedSSNM(nn.Module):
    """Forward pass of the published weights; same stages as `SSNM`, so one predictor runs both."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.base = nn.ModuleList(vgg16_bn(weights=None).features)
        self.sp1 = nn.Sequential(nn.Conv2d(WIDTH, FIRST_ORDER, 1), nn.ReLU())
        self.sp2 = nn.Sequential(nn.Conv2d(FIRST_ORDER**2, SECOND_ORDER, 1), nn.ReLU())
        self.cls_m = nn.Sequential(nn.Linear(SECOND_ORDER**2, WIDTH), nn.ReLU())
        self.cls = nn.Sequential(nn.Linear(WIDTH, len(config.classes)), nn.Sigmoid())
        channels = (128, 256, 512, 512)
        self.incr_channel1 = nn.ModuleList(nn.Conv2d(c, WIDTH, 3, padding=1) for c in channels)
        self.incr_channel2 = nn.ModuleList(nn.Conv2d(WIDTH, WIDTH, 3, padding=1) for _ in channels)
        # One module under three names, as in the file: the levels share it.
        self.concat4 = nn.ModuleList(
            [
                nn.Conv2d(WIDTH, WIDTH, 1),
                nn.ReLU(),
                nn.Conv2d(WIDTH, WIDTH, 3, padding=1),
                nn.ReLU(),
                nn.ConvTranspose2d(WIDTH, WIDTH, 4, stride=2, padding=1),
            ]
        )
        self.concat3 = self.concat4
        self.concat2 = self.concat4
        self.concat1 = nn.ModuleList(
            [
                nn.Conv2d(WIDTH, WIDTH, 1),
                nn.ReLU(),
                nn.Conv2d(WIDTH, WIDTH, 3, padding=1),
                nn.ReLU(),
            ]
        )
        self.mask = nn.ModuleList(
            [nn.Conv2d(WIDTH, 2, 3, padding=1), nn.ConvTranspose2d(2, 2, 8, stride=4, padding=2)]
        )

    def forward(self, images: Tensor, group_sizes: Sequence[int]) -> Tensor:
        """All images of one or more groups at once.

        Args:
            images: (B, 3, H, W) normalised; H and W multiples of 32.
            group_sizes: how many consecutive images belong to each group; they sum to B.
        Returns: (B, 1, H / 2, W / 2) logits of the foreground.
        """
        features = self.backbone(images)
        described = self.describe(features)
        codes = [self.solve(group) for group in described.split(group_sizes)]
        return self.decode(features, described, codes, group_sizes).logits[-1]

    def backbone(self, images: Tensor) -> list[Tensor]:
        """Maps after pool2 to pool5; 4 x (B, C_l, H / s_l, W / s_l)."""
        return vgg_levels(self.base, images)

    def describe(self, features: Sequence[Tensor]) -> Description:
        """Image by image: the coarsest projected level, and the first Gram matrix, flattened."""
        x = self.sp1(features[-1]).flatten(2)  # (B, 64, h w)
        gram = x @ x.transpose(1, 2)  # (B, 64, 64)
        # The authors divide by nothing here and normalise nowhere: the weights expect the sums.
        return Description(self._widen(features, 3), gram.flatten(1))

    def solve(self, described: Description, solver: Solver | None = None) -> GroupCode:
        """The group as a whole; it depends on the order of the images, as the original does."""
        prior = spatial_prior(
            described.fused, solver or self.config.solver
        )  # (N, h, w), a unit vector
        summary = described.summary
        n = summary.shape[0]
        # (N, 4096) read as 4096 rows of N without a transpose: "position n" mixes images.
        scrambled = summary.reshape(1, FIRST_ORDER**2, n, 1)
        x = self.sp2(scrambled).flatten(2)[0]  # (32, N)
        gram = x @ x.T  # (32, 32)
        gamma = self.cls_m(gram.flatten())  # (512,)
        categories = self.cls(gamma)  # (classes,), probabilities
        return GroupCode(prior, gamma, torch.logit(categories, eps=1e-6))

    def decode(
        self,
        features: Sequence[Tensor],
        described: Description,  # noqa: ARG002  # same stages as SSNM
        codes: Sequence[GroupCode],
        group_sizes: Sequence[int],
    ) -> Drawing:
        """Draw the masks of a batch; `codes[g].prior` holds just the images of the batch."""
        gamma = torch.cat([c.gamma.expand(n, -1) for c, n in zip(codes, group_sizes, strict=True)])
        prior = torch.cat([c.prior for c in codes])[:, None]  # (B, 1, h, w)
        above: Tensor | None = None
        for level in (3, 2, 1, 0):
            x = self._widen(features, level) * gamma[:, :, None, None]
            x = x + F.interpolate(prior, x.shape[-2:], mode="bilinear", align_corners=False)
            for index, layer in enumerate(self.concat1 if level == 0 else self.concat4):
                x = layer(x)
                if index == 1 and above is not None:
                    x = x + above
            above = x
        for layer in self.mask:
            above = layer(above)
        # Two softmax channels, foreground first, are one sigmoid of their difference.
        return Drawing([above[:, :1] - above[:, 1:]])  # type: ignore[index]  # the loop ran

    def _widen(self, features: Sequence[Tensor], level: int) -> Tensor:
        x = self.incr_channel2[level](self.incr_channel1[level](features[level]))
        return F.relu(x)  # (B, 512, H / s, W / s)
