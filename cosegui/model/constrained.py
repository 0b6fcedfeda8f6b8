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


class ConstrainedField:
    """The system of one group, to be solved for whatever is confirmed of it.

    With G = X X^T - 1 1^T the modulator's affinity and mu its largest eigenvalue,
    L = (1 + SLACK) mu I - G is positive, and least along the modulator's own solution s0. G has the
    rank of a descriptor, so by Woodbury's identity one system of as many rows as a descriptor has
    channels is solved, for any number of images; and only confirmed cells change it.
    """

    @torch.no_grad()
    def __init__(self, descriptors: Tensor) -> None:
        """`descriptors`: (N, C, h, w), of all cells of all images, any scale."""
        c = descriptors.shape[1]
        x = descriptors.float().permute(0, 2, 3, 1).reshape(-1, c).cpu()  # (M, C)
        x = x / (x * x).sum(dim=1, keepdim=True).sqrt().clamp_min(TINY)
        self._u = torch.cat([x, x.new_ones(len(x), 1)], dim=1)  # G = U diag(signs) U^T
        self._signs = torch.ones(c + 1, dtype=torch.float64)
        self._signs[-1] = -1
        self._gram = (self._u.T @ self._u).double()
        self._largest = _largest_eigenvalue(self._gram, self._signs)

    @torch.no_grad()
    def solve(self, prior: Tensor, wish: Tensor, certain: Tensor) -> Tensor:
        """Solve (L + lambda D) s = lambda D y + L s0 in closed form.

        Args:
            prior: (N, h, w), s0, with a root mean square of 1.
            wish: (N, h, w) in [-1, 1], what confirmed cells are to be; elsewhere it does not count.
            certain: (N, h, w) in [0, 1], how far a cell is confirmed.
        Returns: (N, h, w) float32; `prior` itself where nothing is certain.
        """
        start = prior.cpu().flatten()
        confirmed = certain.cpu().flatten().nonzero()[:, 0]
        hold = HOLD * self._largest * certain.cpu().flatten()[confirmed].double()
        pull = hold * (wish.cpu().flatten()[confirmed] - start[confirmed]).double()
        free = 1 / ((1 + SLACK) * self._largest)
        held = 1 / ((1 + SLACK) * self._largest + hold)
        told = self._u[confirmed].double()
        small = torch.diag(self._signs) - free * self._gram
        small -= (told * (held - free)[:, None]).T @ told
        spread = torch.linalg.solve(small, told.T @ (held * pull))
        step = (self._u @ spread.float()) * free.float()
        step[confirmed] = (held * (told @ spread + pull)).float()
        return (start + step).reshape(prior.shape)


def _largest_eigenvalue(gram: Tensor, signs: Tensor) -> Tensor:
    """Of U diag(signs) U^T, from U^T U."""
    values, vectors = torch.linalg.eigh(gram)
    root = vectors * values.clamp_min(0).sqrt()  # gram = root root^T
    return torch.linalg.eigvalsh((root.T * signs) @ root)[-1].clamp_min(TINY)
