"""Folding an encoder's small steps into its convolutions changes nothing but the time."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from cosegui.model.backbone import build_backbone
from cosegui.model.folding import fold_encoder, fuse_batch_norms, fuse_paddings
from cosegui.model.predictor import Predictor
from tests.helpers.models import as_sources, photographs, predictions, small_model_file


def _with_statistics(module: nn.Module) -> nn.Module:
    """As after training: normalisations that scale and shift, each in its own way."""
    torch.manual_seed(1)
    for each in module.modules():
        if isinstance(each, nn.BatchNorm2d):
            nn.init.uniform_(each.running_mean, -0.3, 0.3)
            nn.init.uniform_(each.running_var, 0.5, 2)
            nn.init.uniform_(each.weight, 0.5, 1.5)
            nn.init.uniform_(each.bias, -0.2, 0.2)
    return module.eval()


@pytest.mark.parametrize("name", ["tf_efficientnet_b0", "resnet10t", "vgg16_bn", "mobilenetv2_050"])
def test_the_maps_of_an_encoder_stay_the_same_without_any_normalisation(name: str) -> None:
    encoder = _with_statistics(build_backbone(name))
    images = torch.randn(2, 3, 64, 96)
    with torch.no_grad():
        before = encoder(images)
        count = fuse_batch_norms(encoder)
        after = encoder(images)

    assert count > 5
    assert not any(isinstance(m, nn.BatchNorm2d) for m in encoder.modules())
    for old, new in zip(before, after, strict=True):
        assert torch.allclose(new, old, rtol=1e-3, atol=1e-4 * float(old.abs().max()))


def test_the_maps_of_an_encoder_stay_the_same_without_any_padded_copy() -> None:
    encoder = _with_statistics(build_backbone("tf_efficientnet_b0"))
    images = torch.randn(2, 3, 64, 96)
    with torch.no_grad():
        before = encoder(images)
        assert fuse_paddings(encoder) == 5, "it halves five times"
        after = encoder(images)
    assert fuse_paddings(encoder) == 0
    for old, new in zip(before, after, strict=True):
        assert torch.allclose(new, old, rtol=1e-5, atol=1e-6 * float(old.abs().max()))


@pytest.mark.parametrize("size", [96, 100])
def test_padding_is_folded_only_where_every_halving_is_even(size: int) -> None:
    encoder = _with_statistics(build_backbone("tf_efficientnet_b0"))
    images = torch.randn(1, 3, size, size)
    with torch.no_grad():
        before = encoder(images)
        fold_encoder(encoder, size)
        after = encoder(images)
    assert fuse_paddings(encoder) == (0 if size == 96 else 5), "what was left"
    for old, new in zip(before, after, strict=True):
        assert torch.allclose(new, old, rtol=1e-3, atol=1e-4 * float(old.abs().max()))


class _Odd(nn.Module):
    """A convolution that runs twice, and a normalisation of something else than its output."""

    def __init__(self) -> None:
        super().__init__()
        self.twice = nn.Conv2d(3, 3, 1)
        self.norm = nn.BatchNorm2d(3)
        self.once = nn.Conv2d(3, 3, 1)
        self.other = nn.BatchNorm2d(3)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = self.norm(self.twice(self.twice(images)))
        return self.other(self.once(x) + 1)


def test_what_cannot_be_folded_is_left_as_it_is() -> None:
    network = _with_statistics(_Odd())
    images = torch.randn(1, 3, 8, 8)
    with torch.no_grad():
        before = network(images)
        assert fuse_batch_norms(network) == 0
        assert torch.equal(network(images), before)


def test_a_loaded_model_predicts_as_one_that_was_not_folded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_model_file(tmp_path)
    sources = as_sources(photographs(3))
    folded = predictions(list(Predictor.load(path, device="cpu").segment_group(sources)))
    monkeypatch.setattr("cosegui.model.predictor.fold_encoder", lambda *_: None)
    plain = predictions(list(Predictor.load(path, device="cpu").segment_group(sources)))
    for one, other in zip(folded, plain, strict=True):
        assert one.probability_hw == pytest.approx(other.probability_hw, abs=2e-3)
