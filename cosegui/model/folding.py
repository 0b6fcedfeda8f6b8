"""An encoder's small steps folded into the convolutions beside them: the same maps in less time.

Worth it on processors, where such steps are bound by memory (docs/benchmarks.md has the gain).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as F
from timm.layers import Conv2dSame
from torch import Tensor, nn
from torch.nn.utils import skip_init
from torch.nn.utils.fusion import fuse_conv_bn_eval

PROBE_PX = 64  # the least that five halvings leave something of
COARSEST_STRIDE = 32


def fold_encoder(encoder: nn.Module, input_size: int) -> None:
    """Make an encoder faster, in place; for prediction only.

    Args:
        encoder: in evaluation mode; takes (B, 3, H, W).
        input_size: H and W of all that it will see.
    """
    fuse_batch_norms(encoder)
    if input_size % COARSEST_STRIDE == 0:
        fuse_paddings(encoder)


def fuse_batch_norms(encoder: nn.Module) -> int:
    """Fold every batch normalisation that follows a convolution, in place; for prediction only.

    Which follows which is seen in one small forward pass, not guessed from the order of names. A
    normalisation keeps the activation that timm puts into it. Both modules must run once in a pass,
    or they are left as they are.

    Returns: how many were folded.
    """
    pairs = _pairs(encoder)
    names = {module: name for name, module in encoder.named_modules()}
    for convolution, norm in pairs:
        _replace(encoder, names[convolution], fuse_conv_bn_eval(convolution, norm))
        _replace(encoder, names[norm], _after(norm))
    return len(pairs)


def fuse_paddings(encoder: nn.Module) -> int:
    """Let convolutions pad as they go where TensorFlow's "same" padding is uneven, in place.

    A kernel of k at every other place of an even number of rows is padded by one row more below
    than above. timm makes a padded copy of the whole map for that; a kernel of k + 1 whose first
    row and column are zero does the same with even padding.

    Args:
        encoder: will see maps of even height and width alone where it halves them.
    Returns: how many were folded.
    """
    uneven = {
        name: module
        for name, module in encoder.named_modules()
        if isinstance(module, Conv2dSame)
        and module.stride == (2, 2)
        and module.dilation == (1, 1)
        and module.kernel_size in ((3, 3), (5, 5), (7, 7))
    }
    for name, module in uneven.items():
        _replace(encoder, name, _evenly_padded(module))
    return len(uneven)


def _evenly_padded(uneven: Conv2dSame) -> nn.Conv2d:
    side = uneven.kernel_size[0]
    even = skip_init(  # its weights are known: nothing is drawn for them
        nn.Conv2d,
        uneven.in_channels,
        uneven.out_channels,
        side + 1,
        stride=2,
        padding=(side - 1) // 2,
        groups=uneven.groups,
        bias=False,
    )
    even.weight = nn.Parameter(F.pad(uneven.weight.detach(), (1, 0, 1, 0)))
    even.bias = uneven.bias
    return even.train(uneven.training)


def _pairs(encoder: nn.Module) -> list[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    calls: list[tuple[nn.Module, Tensor, Tensor]] = []

    def note(module: nn.Module, inputs: tuple[Any, ...], output: Any) -> None:
        calls.append((module, inputs[0], output))

    kinds = (nn.Conv2d, nn.BatchNorm2d)
    hooks = [m.register_forward_hook(note) for m in encoder.modules() if isinstance(m, kinds)]
    try:
        with torch.no_grad():
            parameter = next(encoder.parameters())
            encoder(torch.zeros(1, 3, PROBE_PX, PROBE_PX, device=parameter.device))
    finally:
        for hook in hooks:
            hook.remove()
    times = Counter(module for module, _, _ in calls)
    return [
        (first, second)
        for (first, _, output), (second, taken, _) in pairwise(calls)
        if isinstance(first, nn.Conv2d)
        and isinstance(second, nn.BatchNorm2d)
        and taken is output
        and times[first] == times[second] == 1
    ]


def _after(norm: nn.BatchNorm2d) -> nn.Module:
    """What is left of a normalisation: timm's kind drops and activates as well."""
    activation = getattr(norm, "act", None)
    return activation if isinstance(activation, nn.Module) else nn.Identity()


def _replace(root: nn.Module, name: str, module: nn.Module) -> None:
    parent, _, leaf = name.rpartition(".")
    setattr(root.get_submodule(parent), leaf, module)
