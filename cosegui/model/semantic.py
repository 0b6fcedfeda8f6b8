"""The semantic modulator: what the images of a group share, as a weight for every channel.

Hierarchical second-order pooling. Source: Zhang et al. 2020, section 3.3 ("Semantic Modulator").
"""

from __future__ import annotations

from torch import Tensor, nn

FIRST_ORDER = 64
SECOND_ORDER = 32


class SemanticModulator(nn.Module):
    """Two Gram matrices, over the cells of an image and over the images of the group.

    Both are means, not sums: the result depends neither on the order of the images nor on how
    many there are or how large they are. Split in two so that a long group can be read in chunks.
    """

    def __init__(self, channels: int, width: int, class_count: int) -> None:
        super().__init__()
        self.reduce = nn.Sequential(nn.Conv2d(channels, FIRST_ORDER, 1), nn.ReLU())
        self.embed = nn.Sequential(nn.Linear(FIRST_ORDER**2, SECOND_ORDER), nn.ReLU())
        weigh = nn.Linear(SECOND_ORDER**2, width)
        nn.init.ones_(weigh.bias)  # one that knows nothing yet leaves every channel as it is
        self.scale = nn.Sequential(weigh, nn.ReLU())
        self.classify = nn.Linear(width, class_count) if class_count else None

    def summarise(self, coarsest: Tensor) -> Tensor:
        """One vector per image from its coarsest level.

        Args:
            coarsest: (B, C, h, w).
        Returns: (B, 32), non-negative.
        """
        x = self.reduce(coarsest).flatten(2)  # (B, 64, h w)
        gram = x @ x.transpose(1, 2) / x.shape[2]  # (B, 64, 64)
        vectors: Tensor = self.embed(gram.flatten(1))
        return vectors  # (B, 32)

    def combine(self, vectors: Tensor) -> tuple[Tensor, Tensor | None]:
        """The group's channel weights and co-category logits.

        Args:
            vectors: (N, 32), from `summarise`, all images of one group in any order.
        Returns: gamma (width,), non-negative; logits (classes,) or None without classes.
        """
        gram = vectors.T @ vectors / vectors.shape[0]  # (32, 32)
        gamma = self.scale(gram.flatten())  # (width,)
        return gamma, None if self.classify is None else self.classify(gamma)
