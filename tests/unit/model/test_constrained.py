"""The spatial modulator with confirmed cells: theirs hold, the others follow their likes."""

from __future__ import annotations

import torch
from torch import Tensor

from cosegui.core.ports import Solver
from cosegui.model.constrained import ConstrainedField
from cosegui.model.spatial import spatial_prior

SIDE = 6


def two_kinds(images: int) -> tuple[Tensor, Tensor]:
    """Descriptors (N, 8, h, w) of two kinds of cells with noise, and which kind each is."""
    chance = torch.Generator().manual_seed(4)
    kinds = torch.randn(2, 8, generator=chance)
    which = torch.zeros(images, SIDE, SIDE, dtype=torch.long)
    for i in range(images):
        which[i, i % 3 : i % 3 + 3, 1:4] = 1
    noise = 0.2 * torch.randn(images, SIDE, SIDE, 8, generator=chance)
    return (kinds[which] + noise).permute(0, 3, 1, 2), which.bool()


def prior_of(descriptors: Tensor) -> Tensor:
    prior = spatial_prior(descriptors, Solver.CLOSED_FORM)
    return prior * prior.numel() ** 0.5


def test_with_nothing_confirmed_it_is_the_spatial_modulator() -> None:
    descriptors, _ = two_kinds(4)
    prior = prior_of(descriptors)
    nothing = torch.zeros_like(prior)
    assert torch.equal(ConstrainedField(descriptors).solve(prior, nothing, nothing), prior)


def test_the_closed_form_solves_the_system_that_it_stands_for() -> None:
    descriptors, which = two_kinds(3)
    prior = prior_of(descriptors)
    certain = torch.zeros_like(prior)
    certain[0] = 1
    wish = 2.0 * which - 1
    solved = ConstrainedField(descriptors).solve(prior, wish, certain).double().flatten()
    x = descriptors.double().permute(0, 2, 3, 1).reshape(-1, 8)
    x = x / x.norm(dim=1, keepdim=True)
    affinity = x @ x.T - 1
    largest = torch.linalg.eigvalsh(affinity)[-1]
    ell = 1.02 * largest * torch.eye(len(x), dtype=torch.float64) - affinity
    hold = 20 * largest * torch.diag(certain.double().flatten())
    wanted = hold @ wish.double().flatten() + ell @ prior.double().flatten()
    assert torch.allclose(solved, torch.linalg.solve(ell + hold, wanted), atol=1e-4)


def test_confirmed_cells_hold_and_their_likes_in_other_images_follow() -> None:
    descriptors, which = two_kinds(5)
    prior = prior_of(descriptors)
    certain = torch.zeros_like(prior)
    certain[0] = 1
    for sign in (1.0, -1.0):  # also against what the modulator itself would say
        wish = sign * (2.0 * which - 1)
        field = ConstrainedField(descriptors).solve(prior, wish, certain)
        assert (field[0] - wish[0]).abs().max() < 0.2
        inside, outside = field[1:][which[1:]], field[1:][~which[1:]]
        assert sign * (inside.mean() - outside.mean()) > 0.5


def test_a_cell_without_a_descriptor_does_no_harm() -> None:
    descriptors, which = two_kinds(3)
    descriptors[1, :, 0, 0] = 0
    prior = prior_of(descriptors)
    field = ConstrainedField(descriptors).solve(prior, 2.0 * which - 1, torch.ones_like(prior))
    assert torch.isfinite(field).all()
