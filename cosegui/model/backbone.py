"""Encoders by name, all with one face: an image batch in, maps at strides 4 or 2 to 32 out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import timm
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torchvision.models import vgg16_bn

from cosegui.core.errors import ModelError

STRIDES = (4, 8, 16, 32)
FINE_STRIDES = (2, *STRIDES)
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class TimmBackbone(nn.Module):
    """Any timm network with `features_only`; weights are never fetched."""

    def __init__(self, name: str, strides: tuple[int, ...] = STRIDES) -> None:
        super().__init__()
        try:
            probe: Any = timm.create_model(name, pretrained=False, features_only=True)
        except RuntimeError as error:
            raise ModelError(
                f"timm has no backbone {name!r} with feature maps ({error}). "
                "`python -c 'import timm; print(timm.list_models())'` lists the names."
            ) from error
        reductions = probe.feature_info.reduction()
        if not set(strides) <= set(reductions):
            needed = ", ".join(str(stride) for stride in strides)
            raise ModelError(
                f"The backbone {name!r} has strides {reductions}; levels at {needed} are needed. "
                "Choose a hierarchical one such as tf_efficientnet_b0 or hrnet_w48."
            )
        # Several maps can share one stride; the last of them has seen the most.
        indices = tuple(len(reductions) - 1 - reductions[::-1].index(s) for s in strides)
        body: Any = timm.create_model(
            name, pretrained=False, features_only=True, out_indices=indices
        )
        self.body: nn.Module = body
        self.channels: tuple[int, ...] = tuple(body.feature_info.channels())

    def forward(self, images: Tensor) -> list[Tensor]:  # (B, 3, H, W)
        levels: list[Tensor] = self.body(images)
        return levels  # one (B, C_l, H / s_l, W / s_l) per stride


VGG_TAPS = {2: 6, 4: 13, 8: 23, 16: 33, 32: 43}
VGG_CHANNELS = {2: 64, 4: 128, 8: 256, 16: 512, 32: 512}


class VggBackbone(nn.Module):
    """VGG16-BN tapped after pool2 to pool5, as in the paper (section 4.1), or from pool1 on."""

    def __init__(self, strides: tuple[int, ...] = STRIDES) -> None:
        super().__init__()
        self.body = vgg16_bn(weights=None).features
        self._strides = strides
        self.channels = tuple(VGG_CHANNELS[stride] for stride in strides)

    def forward(self, images: Tensor) -> list[Tensor]:  # (B, 3, H, W)
        return vgg_levels(self.body, images, self._strides)


def vgg_levels(
    layers: Iterable[nn.Module], images: Tensor, strides: tuple[int, ...] = STRIDES
) -> list[Tensor]:
    """What VGG16-BN's layers, in their order, say of (B, 3, H, W) at some strides.

    Returns: one (B, C_l, H / s_l, W / s_l) per stride.
    """
    taps = {VGG_TAPS[stride] for stride in strides}
    levels = []
    x = images
    for index, layer in enumerate(layers):
        x = layer(x)
        if index in taps:
            levels.append(x)
    return levels


def build_backbone(name: str, strides: tuple[int, ...] = STRIDES) -> TimmBackbone | VggBackbone:
    """Build an encoder with untrained weights.

    Args:
        name: `vgg16_bn`, or a timm model name.
        strides: `STRIDES` or `FINE_STRIDES`, those of its maps.
    Raises: ModelError: no such backbone, or not one with these strides.
    """
    return VggBackbone(strides) if name == "vgg16_bn" else TimmBackbone(name, strides)


def normalise(images_u8: Tensor) -> Tensor:
    """(B, 3, H, W) uint8 RGB -> float32 with ImageNet's mean and spread, as the weights expect."""
    mean = torch.tensor(IMAGENET_MEAN, device=images_u8.device).view(1, 3, 1, 1)
    std = torch.tensor(IMAGENET_STD, device=images_u8.device).view(1, 3, 1, 1)
    return images_u8.float().div_(255).sub_(mean).div_(std)


def batch_of(squares: Sequence[NDArray[np.uint8]], device: torch.device) -> Tensor:
    """Photographs (S, S, 3) uint8 RGB as what an encoder takes: (B, 3, S, S), normalised.

    The channels of a pixel stay side by side in memory, as convolutions are fastest.
    """
    return normalise(torch.from_numpy(np.stack(squares)).to(device).permute(0, 3, 1, 2))
