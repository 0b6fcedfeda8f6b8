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


_MOST_WIDTH = 1024
_MOST_INPUT = 4096
_MOST_LESSONS = 10_000


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
        fine_objects: draw the object map down to stride 2, with projections and a decoder of its
            own; otherwise it ends at stride 4 and shares them with the class names.
        correction: the share of the decoder's correction that is applied to the object map when
            predicting (training always applies all of it), in [0, 1].
        kinship: judge whether each image holds what the others hold (needs `objectness`).
        appearance: judge kinship by how objects look to the encoder as well, which holds for kinds
            that were never learnt (needs `kinship`).
        least_kinship: an image less akin to the others than that, in a group of at least three that
            seems to share nothing, gets an empty mask (kinship.py has the rule); 0 empties none.
            In [0, 1].
        classes: names of the co-category head's outputs; may be empty.
        input_size: side in pixels of the square that the network sees.
        threshold: value at which a probability becomes mask, in (0, 1).
        lessons: groups in each lesson that the model was taught (`taught.py`); empty: none.
        neighbours: groups that stood beside those of each lesson, untaught; empty: none.
        grown_classes: how many of `classes`, the last ones, came with lessons.
    """

    architecture: Architecture = Architecture.SSNM
    backbone: str = "tf_efficientnet_b0"
    width: int = 64
    fusion: bool = True
    solver: Solver = Solver.CLOSED_FORM
    objectness: bool = True
    fine_objects: bool = False
    correction: float = 1.0
    kinship: bool = False
    appearance: bool = False
    least_kinship: float = 0.0
    classes: tuple[str, ...] = ()
    input_size: int = 320
    threshold: float = 0.5
    lessons: tuple[int, ...] = ()
    neighbours: tuple[int, ...] = ()
    grown_classes: int = 0

    @property
    def has_object_map(self) -> bool:
        """Whether the network says of each image alone what stands out."""
        return self.architecture is Architecture.SSNM and self.objectness

    @property
    def has_fine_objects(self) -> bool:
        """Whether there is an object map, and one with a decoder of its own."""
        return self.objectness and self.fine_objects

    @property
    def has_appearance(self) -> bool:
        """Whether kinship is judged, and by how objects look as well."""
        return self.has_object_map and self.kinship and self.appearance

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        tuples = {name: list(getattr(self, name)) for name in ("classes", "lessons", "neighbours")}
        return {**asdict(self), **tuples}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> NetworkConfig:
        """Read what `to_dict` wrote.

        Raises: CheckpointError: a value is missing its meaning here (a newer file, or a torn one).
        """
        if not isinstance(values, Mapping):
            raise CheckpointError("The model's card holds no network. Import the model again.")
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
            for name in ("lessons", "neighbours"):
                merged[name] = tuple(int(count) for count in merged[name])
            config = cls(**merged)
            _require_sense(config)
        except (OverflowError, TypeError, ValueError) as error:
            raise CheckpointError(
                f"The model's card cannot be read ({error}). Import the model again."
            ) from error
        return config


def _require_sense(config: NetworkConfig) -> None:
    """Raises: ValueError: a value that no network can be built with, or only one of many GB."""
    whole = {
        "width": (1, _MOST_WIDTH),
        "input_size": (32, _MOST_INPUT),
        "grown_classes": (0, len(config.classes)),
    }
    for name, (least, most) in whole.items():
        value = getattr(config, name)
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"{name} cannot be {value!r:.40}")
    if len(config.lessons) > _MOST_LESSONS or not all(
        0 < count <= _MOST_LESSONS for count in config.lessons
    ):
        raise ValueError(f"lessons cannot be {config.lessons!r:.40}")
    counts = config.neighbours
    if len(counts) not in (0, len(config.lessons)) or not all(
        0 <= count <= _MOST_LESSONS for count in counts
    ):
        raise ValueError(f"neighbours cannot be {counts!r:.40}")
    kinds = {
        "backbone": str,
        "fusion": bool,
        "objectness": bool,
        "fine_objects": bool,
        "appearance": bool,
    }
    for name, kind in kinds.items():
        if not isinstance(getattr(config, name), kind):
            raise ValueError(f"{name} cannot be {getattr(config, name)!r:.40}")
    for name in ("threshold", "correction"):
        value = getattr(config, name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 <= value <= 1:
            raise ValueError(f"{name} cannot be {value!r:.40}")
