"""The spatial modulator against the definition, written out with full matrices."""

from __future__ import annotations

import pytest
import torch

from cosegui.core.ports import Solver
from cosegui.model import spatial
from cosegui.model.spatial import heatmap, spatial_prior


def _descriptors(n: int = 3, c: int = 16, size: int = 5, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n, c, size, size, generator=generator).relu()


def _gram(descriptors: torch.Tensor) -> torch.Tensor:
    x = descriptors.double().permute(0, 2, 3, 1).reshape(-1, descriptors.shape[1])
    x = torch.nn.functional.normalize(x, dim=1)
    return x @ x.T - 1


def _shared_patch(n: int = 4, size: int = 8) -> tuple[torch.Tensor, torch.Tensor]:
    """The same object on a background that is each image's own; (N, C, h, w) and its mask."""
    generator = torch.Generator().manual_seed(1)
    thing = torch.randn(32, generator=generator)
    descriptors = torch.empty(n, 32, size, size)
    truth = torch.zeros(n, size, size, dtype=torch.bool)
    for i in range(n):
        background = torch.randn(32, generator=generator)
        descriptors[i] = background[:, None, None]
        y, x = (i % 2) * 4, (i // 2 % 2) * 4
        descriptors[i, :, y : y + 2, x : x + 3] = thing[:, None, None]
        truth[i, y : y + 2, x : x + 3] = True
    return descriptors + 0.1 * torch.randn(descriptors.shape, generator=generator), truth


@pytest.mark.parametrize(("n", "c"), [(1, 16), (3, 16), (7, 8), (2, 512)])
def test_the_closed_form_is_the_eigenvector_of_the_largest_algebraic_eigenvalue(n, c) -> None:
    descriptors = _descriptors(n, c)
    gram = _gram(descriptors)
    values, vectors = torch.linalg.eigh(gram)
    s = spatial_prior(descriptors, Solver.CLOSED_FORM).double().flatten()
    assert abs(values[0]) > values[-1], "the trap of power iteration is present in this data"
    assert abs(float(s @ vectors[:, -1])) == pytest.approx(1, abs=1e-5)
    assert float(s.norm()) == pytest.approx(1, abs=1e-5)


def test_the_sign_follows_the_total_affinity() -> None:
    for seed in range(8):
        descriptors = _descriptors(seed=seed)
        s = spatial_prior(descriptors, Solver.CLOSED_FORM).double().flatten()
        affinity = _gram(descriptors).sum(1)
        correlation = torch.corrcoef(torch.stack([s, affinity]))[0, 1]
        assert correlation > 0


@pytest.mark.parametrize("solver", list(Solver))
def test_all_zero_descriptors_give_no_nan(solver) -> None:
    descriptors = _descriptors()
    descriptors[1, :, 2, 3] = 0
    assert torch.isfinite(spatial_prior(descriptors, solver)).all()
    assert torch.isfinite(spatial_prior(torch.zeros_like(descriptors), solver)).all()
    assert torch.isfinite(
        heatmap(spatial_prior(torch.zeros_like(descriptors), solver), solver)
    ).all()


@pytest.mark.parametrize("solver", [Solver.CLOSED_FORM, Solver.CROSS_IMAGE])
def test_the_order_of_the_images_does_not_matter(solver) -> None:
    descriptors = _descriptors(6)
    order = torch.tensor([3, 0, 5, 1, 4, 2])
    straight = spatial_prior(descriptors, solver)
    shuffled = spatial_prior(descriptors[order], solver)
    assert torch.allclose(straight[order], shuffled, atol=1e-5)


def test_the_cross_image_prior_finds_what_repeats_between_images_only() -> None:
    descriptors, truth = _shared_patch()
    s = spatial_prior(descriptors, Solver.CROSS_IMAGE)
    assert s.min() >= 0
    assert s[truth].min() > s[~truth].max()


def test_the_cross_image_prior_of_one_image_is_flat() -> None:
    s = spatial_prior(_descriptors(1), Solver.CROSS_IMAGE)
    assert torch.allclose(s, torch.full_like(s, 0.2))


def test_landmarks_stand_in_for_all_cells_of_a_long_group(monkeypatch) -> None:
    descriptors, truth = _shared_patch(n=8)
    monkeypatch.setattr(spatial, "LANDMARKS", 256)  # 32 of the 64 cells of each image
    s = spatial_prior(descriptors, Solver.CROSS_IMAGE)
    assert s.shape == truth.shape
    assert s[truth].min() > s[~truth].max()


def test_heatmaps_lie_between_zero_and_one_and_keep_the_neutral_half() -> None:
    signed = heatmap(torch.tensor([[[-0.1, 0.0, 0.2]]]), Solver.CLOSED_FORM)
    assert signed.flatten().tolist() == pytest.approx([0.25, 0.5, 1.0])
    positive = heatmap(torch.tensor([[[0.1, 0.2, 0.3]]]), Solver.CROSS_IMAGE)
    assert positive.flatten().tolist() == pytest.approx([0.0, 0.5, 1.0])
