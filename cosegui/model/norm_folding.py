"""Batch normalisation folded into the convolution before it: the same maps in less time.

Worth it on processors, where normalising is bound by memory (docs/benchmarks.md has the gain).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

PROBE_PX = 64  # the least that five halvings leave something of


def fuse_batch_norms(encoder: nn.Module) -> int:
    """Fold every batch normalisation that follows a convolution, in place; for prediction only.

    Which follows which is seen in one small forward pass, not guessed from the order of names. A
    normalisation keeps the activation that timm puts into it. Both modules must run once in a pass,
    or they are left as they are.

    Args:
        encoder: in evaluation mode; takes (B, 3, H, W).
    Returns: how many were folded.
    """
    pairs = _pairs(encoder)
    names = {module: name for name, module in encoder.named_modules()}
    for convolution, norm in pairs:
        _replace(encoder, names[convolution], fuse_conv_bn_eval(convolution, norm))
        _replace(encoder, names[norm], _after(norm))
    return len(pairs)


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
