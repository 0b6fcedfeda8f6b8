"""The published network written a second time, from its description, with functions only.

Shares no code with `cosegui.model.published`; only groups of five at 224 px, as the original.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

VGG_WIDTHS = (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0)
GROUP, CELLS = 5, 5 * 7 * 7


def random_state(seed: int = 0) -> dict[str, Tensor]:
    """A state_dict with the published names and shapes; weights small enough not to saturate."""
    generator = torch.Generator().manual_seed(seed)

    def weights(*shape: int, gain: float = 1.0) -> Tensor:
        fan_in = 1
        for n in shape[1:]:
            fan_in *= n
        return torch.randn(*shape, generator=generator) * gain * (2 / fan_in) ** 0.5

    def layer(state: dict[str, Tensor], name: str, *shape: int, gain: float = 1.0) -> None:
        state[f"{name}.weight"] = weights(*shape, gain=gain)
        state[f"{name}.bias"] = 0.1 * torch.randn(shape[0], generator=generator)

    state: dict[str, Tensor] = {}
    index, inputs = 0, 3
    for width in VGG_WIDTHS:
        if width == 0:
            index += 1
            continue
        layer(state, f"base.{index}", width, inputs, 3, 3)
        norm = f"base.{index + 1}"
        state[f"{norm}.weight"] = 1 + 0.1 * torch.randn(width, generator=generator)
        state[f"{norm}.bias"] = 0.1 * torch.randn(width, generator=generator)
        state[f"{norm}.running_mean"] = 0.1 * torch.randn(width, generator=generator)
        state[f"{norm}.running_var"] = 1 + 0.1 * torch.rand(width, generator=generator)
        state[f"{norm}.num_batches_tracked"] = torch.tensor(1)
        index, inputs = index + 3, width
    layer(state, "sp1.0", 64, 512, 1, 1, gain=0.2)
    layer(state, "sp2.0", 32, 4096, 1, 1, gain=0.2)
    layer(state, "cls_m.0", 512, 1024, gain=0.01)
    layer(state, "cls.0", 78, 512)
    for level, channels in enumerate((128, 256, 512, 512)):
        layer(state, f"incr_channel1.{level}", 512, channels, 3, 3, gain=0.5)
        layer(state, f"incr_channel2.{level}", 512, 512, 3, 3, gain=0.5)
    layer(state, "concat4.0", 512, 512, 1, 1)
    layer(state, "concat4.2", 512, 512, 3, 3)
    layer(state, "concat4.4", 512, 512, 4, 4, gain=0.5)
    for twin in ("concat3", "concat2"):
        for key in [k for k in state if k.startswith("concat4.")]:
            state[key.replace("concat4", twin)] = state[key].clone()
    layer(state, "concat1.0", 512, 512, 1, 1)
    layer(state, "concat1.2", 512, 512, 3, 3)
    layer(state, "mask.0", 2, 512, 3, 3)
    state["mask.1.weight"] = weights(2, 2, 8, 8)
    state["mask.1.bias"] = torch.zeros(2)
    return state


def foreground(state: dict[str, Tensor], images: Tensor) -> Tensor:
    """(5, 3, 224, 224) normalised -> (5, 112, 112) probability of the foreground."""

    def conv(name: str, x: Tensor, padding: int = 1) -> Tensor:
        return F.conv2d(x, state[f"{name}.weight"], state[f"{name}.bias"], padding=padding)

    taps, x, index = [], images, 0
    for width in VGG_WIDTHS:
        if width == 0:
            x = F.max_pool2d(x, 2)
            taps.append(x)
            index += 1
            continue
        n = f"base.{index + 1}"
        x = F.batch_norm(
            conv(f"base.{index}", x),
            state[f"{n}.running_mean"],
            state[f"{n}.running_var"],
            state[f"{n}.weight"],
            state[f"{n}.bias"],
        ).relu()
        index += 3
    levels = [
        conv(f"incr_channel2.{i}", conv(f"incr_channel1.{i}", tap)).relu()
        for i, tap in enumerate(taps[1:])
    ]
    s = _adam_prior(levels[3])
    small = conv("sp1.0", taps[4], padding=0).relu().view(GROUP, 64, 49)
    grams = torch.bmm(small, small.transpose(1, 2)).view(GROUP, 4096)
    small = conv("sp2.0", grams.view(1, 4096, GROUP, 1), padding=0).relu().view(32, GROUP)
    gamma = F.linear((small @ small.T).view(1, -1), state["cls_m.0.weight"], state["cls_m.0.bias"])
    gamma = gamma.relu().view(1, 512, 1, 1)
    above = None
    for number, level in ((4, levels[3]), (3, levels[2]), (2, levels[1]), (1, levels[0])):
        where = F.interpolate(s, level.shape[2:], mode="bilinear", align_corners=False)
        y = conv(f"concat{number}.0", level * gamma + where, padding=0).relu()
        if above is not None:
            y = y + above
        y = conv(f"concat{number}.2", y).relu()
        if number > 1:
            weight, bias = state[f"concat{number}.4.weight"], state[f"concat{number}.4.bias"]
            y = F.conv_transpose2d(y, weight, bias, stride=2, padding=1)
        above = y
    y = conv("mask.0", above)
    y = F.conv_transpose2d(y, state["mask.1.weight"], state["mask.1.bias"], stride=4, padding=2)
    return y.softmax(1)[:, 0]


def _adam_prior(coarsest: Tensor) -> Tensor:
    """200 steps of Adam on -s^T G s + 50 d with G written out in full; (5, 1, 7, 7)."""
    x = F.normalize(coarsest.permute(0, 2, 3, 1).reshape(CELLS, 512), dim=1)
    g = x @ x.T - 1
    s = torch.full((CELLS, 1), CELLS**0.5 / CELLS, requires_grad=True)
    adam = torch.optim.Adam([s], lr=0.01)
    for _ in range(200):
        length = torch.linalg.norm(s)
        d = -torch.log(2 - length) if length >= 1 else -torch.log(length)
        loss = -(s.T @ g @ s) + 50 * d
        adam.zero_grad()
        loss.sum().backward()
        adam.step()
    return s.detach().view(GROUP, 1, 7, 7)
