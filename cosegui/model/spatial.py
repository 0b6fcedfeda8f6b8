"""The spatial modulator: where in each image lies what all images of the group share.

No learning and no gradient. Source: Zhang et al. 2020, section 3.2 ("Spatial Modulator").
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from cosegui.core.ports import Solver

CROSS_IMAGE_PERCENTILE = 0.75
LANDMARKS = 4096
PERRON_STEPS = 32
ADAM_STEPS = 200
ADAM_RATE = 0.01
BARRIER_WEIGHT = 50.0
TINY = 1e-12


@torch.no_grad()
def spatial_prior(descriptors: Tensor, solver: Solver) -> Tensor:
    """Solve the group's clustering problem over all cells of all images together.

    Args:
        descriptors: (N, C, h, w), any scale; all-zero cells are allowed and get a zero affinity.
        solver: `closed-form` is the paper's relaxation, `cross-image` looks at pairs of different
            images only (below), `published` repeats the authors' gradient descent.
    Returns: (N, h, w) float32. `closed-form` is a unit vector over all cells with a fixed sign;
        `cross-image` a non-negative one; `published` whatever 200 steps of Adam arrive at.
    """
    n, c, h, w = descriptors.shape
    device = descriptors.device
    if device.type == "mps":  # knows no float64
        descriptors = descriptors.cpu()
    x = descriptors.double().permute(0, 2, 3, 1).reshape(-1, c)  # (M, C), M = N h w
    x = x / x.norm(dim=1, keepdim=True).clamp_min(TINY)  # zero stays zero: no NaN for the group
    if solver is Solver.CLOSED_FORM:
        s = _closed_form(x)
    elif solver is Solver.CROSS_IMAGE:
        s = _cross_image(x, n)
    else:
        s = _published(x)
    return s.float().reshape(n, h, w).to(device)


def heatmap(prior: Tensor, solver: Solver) -> Tensor:
    """Scale a prior to [0, 1] for people to look at.

    Args:
        prior: (N, h, w), from `spatial_prior`.
    Returns: (N, h, w) float32 in [0, 1]; 0.5 is the neutral value of the closed form, whose sign
        tells shared from not shared; the non-negative priors start at 0.
    """
    if solver is Solver.CLOSED_FORM:
        return (0.5 + 0.5 * prior / prior.abs().amax().clamp_min(TINY)).float()
    low, high = prior.amin(), prior.amax()
    return ((prior - low) / (high - low).clamp_min(TINY)).float()


def _closed_form(x: Tensor) -> Tensor:  # (M, C) unit or zero rows
    """Eigenvector of the algebraically largest eigenvalue of G = X X^T - 1 1^T.

    G is never formed: with U = [X 1] and D = diag(1, ..., 1, -1), G = U D U^T. With U = Q R its
    eigenvectors are Q times those of R D R^T, a matrix of C + 1 rows: exact, and linear in M.
    """
    m = x.shape[0]
    ones = x.new_ones(m, 1)
    q, r = torch.linalg.qr(torch.cat([x, ones], dim=1))  # (M, K), (K, C + 1), K <= C + 1
    signs = x.new_ones(r.shape[1])
    signs[-1] = -1
    _, vectors = torch.linalg.eigh((r * signs) @ r.T)  # ascending eigenvalues
    s = q @ vectors[:, -1]  # (M,)
    # An eigenvector has no sign. Cells alike to many others (G 1 large) count as shared.
    affinity = x @ x.sum(dim=0) - m  # G 1, (M,)
    if torch.dot(s - s.mean(), affinity - affinity.mean()) < 0:
        s = -s
    return s


def _cross_image(x: Tensor, images: int) -> Tensor:  # (M, C)
    """Perron vector of the clamped affinity between cells of *different* images.

    Ours, beside the paper's: what repeats inside one image only (sky, grass) gets no support, and
    the vector is non-negative, so it has no sign to guess. Above `LANDMARKS` cells every cell is
    compared with an even grid of cells of each image instead of with all: linear in M. One image
    alone has no other to compare with and gets the flat vector.
    """
    m = x.shape[0]
    if images == 1:
        return x.new_full((m,), 1 / math.sqrt(m))
    cells = m // images
    per_image = min(cells, max(1, LANDMARKS // images))
    grid = torch.linspace(0, cells - 1, per_image, device=x.device).round().long()
    chosen = (torch.arange(images, device=x.device)[:, None] * cells + grid).flatten()
    x = x.float()  # the affinities are the memory here, and a Perron vector forgives rounding
    landmarks = x[chosen]  # (L, C)
    owner = torch.arange(m, device=x.device) // cells
    column_owner = owner[chosen]
    floor = _cosine_floor(landmarks, column_owner)
    affinity = _affinity(landmarks, landmarks, owner[chosen], column_owner, floor)  # (L, L)
    weights = landmarks.new_full((len(chosen),), 1 / math.sqrt(len(chosen)))
    for _ in range(PERRON_STEPS):
        weights = affinity @ weights
        weights = weights / weights.norm().clamp_min(TINY)
    if per_image == cells:
        s = weights
    else:
        parts = zip(x.split(LANDMARKS), owner.split(LANDMARKS), strict=True)
        s = torch.cat(
            [_affinity(rows, landmarks, of, column_owner, floor) @ weights for rows, of in parts]
        )
    norm = s.norm()
    return s / norm if norm > TINY else x.new_full((m,), 1 / math.sqrt(m))


def _cosine_floor(landmarks: Tensor, owner: Tensor) -> Tensor:
    """75th percentile of the cosines between landmarks of different images; a scalar."""
    cosines = (landmarks @ landmarks.T)[owner[:, None] != owner[None, :]]
    # A sorted sample: torch.quantile refuses long inputs, and an order of images must not matter.
    rank = int(CROSS_IMAGE_PERCENTILE * (cosines.numel() - 1))
    return cosines.kthvalue(rank + 1).values


def _affinity(
    rows: Tensor, columns: Tensor, row_owner: Tensor, column_owner: Tensor, floor: Tensor
) -> Tensor:
    """(R, L): by how much the cosine of cells of different images exceeds `floor`, else 0."""
    excess = (rows @ columns.T - floor).clamp_min(0)
    return excess * (row_owner[:, None] != column_owner[None, :])


def _published(x: Tensor) -> Tensor:  # (M, C)
    """The authors' solver: 200 steps of Adam on -s^T G s + 50 d(|s|) from the constant vector.

    d keeps |s| near 1: -log(2 - |s|) from 1 on, -log |s| below. Needed only so that the published
    weights see the map that they were trained with.
    """
    m = x.shape[0]
    # Inference mode cannot be left by enabling gradients, and its tensors cannot enter a graph.
    with torch.inference_mode(mode=False), torch.enable_grad():
        x = x.float().clone()
        s = x.new_full((m,), math.sqrt(m) / m).requires_grad_(True)
        adam = torch.optim.Adam([s], lr=ADAM_RATE)
        for _ in range(ADAM_STEPS):
            projected = s @ x  # (C,)
            length = s.norm()
            barrier = -torch.log(2 - length) if length >= 1 else -torch.log(length)
            loss = -(projected @ projected - s.sum() ** 2) + BARRIER_WEIGHT * barrier
            adam.zero_grad()
            loss.backward()
            adam.step()
    return s.detach()
