"""The spatial modulator with some cells given: what a person confirmed holds, the rest follows.

Without confirmed cells it is the spatial modulator. Source: the modulator of Zhang et al. 2020,
section 3.2, with the constraint of random-walk segmentation (Grady 2006); ours puts them together.
"""

from __future__ import annotations

import torch
from torch import Tensor

HOLD = 20.0
"""How firmly confirmed cells hold, in units of the affinity's largest eigenvalue."""
SLACK = 0.02
"""How far the system without confirmed cells is from singular, in the same unit."""
TINY = 1e-12


@torch.no_grad()
def constrained_prior(descriptors: Tensor, prior: Tensor, wish: Tensor, certain: Tensor) -> Tensor:
    """Solve (L + lambda D) s = lambda D y + L s0 over all cells of all images, in closed form.

    With G = X X^T - 1 1^T the modulator's affinity and mu its largest eigenvalue,
    L = (1 + SLACK) mu I - G is positive, and least along the modulator's own solution s0. G has the
    rank of a descriptor, so by Woodbury's identity one system of as many rows as a descriptor has
    channels is solved, for any number of images.

    Args:
        descriptors: (N, C, h, w), any scale.
        prior: (N, h, w), s0, with a root mean square of 1.
        wish: (N, h, w) in [-1, 1], what confirmed cells are to be; elsewhere it does not count.
        certain: (N, h, w) in [0, 1], how far a cell is confirmed.
    Returns: (N, h, w) float32; `prior` itself where nothing is certain.
    """
    n, c, h, w = descriptors.shape
    x = descriptors.double().permute(0, 2, 3, 1).reshape(-1, c).cpu()  # (M, C)
    x = x / x.norm(dim=1, keepdim=True).clamp_min(TINY)
    u = torch.cat([x, x.new_ones(len(x), 1)], dim=1)  # G = U diag(signs) U^T
    signs = x.new_ones(c + 1)
    signs[-1] = -1
    largest = _largest_eigenvalue(u.T @ u, signs)
    hold = HOLD * largest * certain.double().cpu().flatten()  # (M,)
    start = prior.double().cpu().flatten()
    pull = hold * (wish.double().cpu().flatten() - start)
    inverse = 1 / ((1 + SLACK) * largest + hold)
    scaled = u * inverse[:, None]
    small = torch.diag(signs) - u.T @ scaled
    step = inverse * pull + scaled @ torch.linalg.solve(small, scaled.T @ pull)
    return (start + step).float().reshape(n, h, w)


def _largest_eigenvalue(gram: Tensor, signs: Tensor) -> Tensor:
    """Of U diag(signs) U^T, from U^T U."""
    values, vectors = torch.linalg.eigh(gram)
    root = vectors * values.clamp_min(0).sqrt()  # gram = root root^T
    return torch.linalg.eigvalsh((root.T * signs) @ root)[-1].clamp_min(TINY)
