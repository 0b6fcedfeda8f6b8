"""The table of choices that a network is built from; stored in every checkpoint's card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from cosegui.core.errors import CheckpointError
from cosegui.core.ports import Solver


class Architecture(StrEnum):
    """Which network class the weights belong to."""

    SSNM = "ssnm"  # ours: network.py
    PUBLISHED = "published"  # the authors' checkpoint: published.py


@dataclass(frozen=True)
class NetworkConfig:
    """How to build the network.

    Attributes:
        architecture: `ssnm` or `published`; the published one ignores all that follows but
            `input_size`, `solver` and `classes`.
        backbone: `vgg16_bn` or any timm name that offers `features_only` with strides 4 to 32.
        width: channels of every level after projection (the paper: 512).
        fusion: feed the spatial modulator from all levels (the paper's Fig. 2), not from the
            coarsest alone.
        solver: how the spatial modulator is solved unless a run asks otherwise.
        objectness: decode a class-free object map from each image alone as well, and let the
            modulated decoder correct it instead of drawing the mask by itself.
        correction: the share of the decoder's correction that is applied to the object map when
            predicting (training always applies all of it), in [0, 1].
        classes: names of the co-category head's outputs; may be empty.
        input_size: side in pixels of the square that the network sees.
        threshold: value at which a probability becomes mask, in (0, 1).
    """

    architecture: Architecture = Architecture.SSNM
    backbone: str = "tf_efficientnet_b0"
    width: int = 64
    fusion: bool = True
    solver: Solver = Solver.CLOSED_FORM
    objectness: bool = True
    correction: float = 1.0
    classes: tuple[str, ...] = ()
    input_size: int = 320
    threshold: float = 0.5

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {**asdict(self), "classes": list(self.classes)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> NetworkConfig:
        """Read what `to_dict` wrote.

        Raises: CheckpointError: a value is missing its meaning here (a newer file, or a torn one).
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise CheckpointError(
                f"The model's card has settings that this version does not know "
                f"({', '.join(unknown)}). Update cosegui to open it."
            )
        try:
            merged = {**asdict(cls()), **values}
            merged["architecture"] = Architecture(merged["architecture"])
            merged["solver"] = Solver(merged["solver"])
            merged["classes"] = tuple(str(name) for name in merged["classes"])
            return cls(**merged)
        except (TypeError, ValueError) as error:
            raise CheckpointError(
                f"The model's card cannot be read ({error}). Import the model again."
            ) from error
