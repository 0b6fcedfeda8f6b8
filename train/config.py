"""Every choice of a training run, read from a TOML file; nothing is decided elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from cosegui.core.errors import DatasetError
from cosegui.model.config import NetworkConfig

T = TypeVar("T")

COARSEST_STRIDE = 32


class EncoderMode(StrEnum):
    """What a stage does with the encoder."""

    CACHED = "cached"  # frozen; its maps of every image are computed once, without augmentation
    FROZEN = "frozen"  # frozen; its maps of augmented images are computed each time
    TRAINED = "trained"  # all layers learn, on augmented images


class Precision(StrEnum):
    """Arithmetic of the forward pass; weights, losses and the optimiser stay float32."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"  # CUDA, and CPUs with AVX512-BF16 or better: about twice as fast


class Optimizer(StrEnum):
    """How the weights move."""

    ADAMW = "adamw"  # weight decay apart from the gradient
    ADAM = "adam"  # weight decay as a part of the gradient, as in the paper


class Schedule(StrEnum):
    """How the rate falls after the warm-up."""

    COSINE = "cosine"  # down to a hundredth at the stage's end
    HALVED = "halved"  # by half after every `halve_every` steps


@dataclass(frozen=True)
class DataSet:
    """A folder with `images/`, `masks/<class>/` and perhaps `saliency/`; or one in COCO's way.

    Attributes:
        path: the folder, below the one that `--data` names.
        is_complete: every object that a person would see in the images has a mask, so that an image
            may stand for "does not hold class X".
        annotations: COCO instances file in the folder; "" for masks in folders. The rest is for it.
        images: folder of the photographs beside it.
        least_area: an image shows a class if one instance has more pixels than this.
        least_images: classes that fewer images show are dropped.
    """

    path: str
    is_complete: bool = False
    annotations: str = ""
    images: str = "images"
    least_area: int = 0
    least_images: int = 1


@dataclass(frozen=True)
class DataConfig:
    """Which images, and what their classes are called.

    `rename` maps folder names to class names, "" drops the class. `validation_share` of the images
    is held out, chosen by a hash of the file's name: the same images in every run.
    """

    sets: tuple[DataSet, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    validation_share: float = 0.06


@dataclass(frozen=True)
class GroupConfig:
    """How groups are drawn.

    Attributes:
        alone_share: the share of a step's images that stand alone, drawn from all images; the
            target of an image alone is every object in it.
        sizes: the numbers of images that the other groups may have, drawn evenly.
        class_exponent: a class is drawn in proportion to its count to this power; 0 is even.
        outlier_rate: probability that a group holds images without the shared object.
        unrelated_rate: probability that a group shares nothing at all.
        paste_rate: probability that an image gets a distractor pasted in (not with cached maps).
        smallest_crop: share of the side that random crops keep at least (not with cached maps).
    """

    alone_share: float = 0.0
    sizes: tuple[int, ...] = (1, 1, 2, 3, 4, 5, 6, 8, 12, 16)
    class_exponent: float = 0.5
    outlier_rate: float = 0.25
    unrelated_rate: float = 0.05
    paste_rate: float = 0.25
    smallest_crop: float = 0.55


@dataclass(frozen=True)
class LossConfig:
    """Weights of the terms (losses.py); the last two are the paper's own (paper_losses.py)."""

    shared: float = 1.0
    objects: float = 1.0
    object_dice: float = 1.0
    side_outputs: float = 0.3
    classes: float = 0.3
    categories: float = 0.3
    kinship: float = 0.3
    weighted_bce: float = 0.0
    smooth_l1: float = 0.0

    @property
    def is_of_groups(self) -> bool:
        """Whether any term asks what a group shares, or what it is called."""
        terms = (self.shared, self.categories, self.weighted_bce, self.smooth_l1)
        return any(terms)


@dataclass(frozen=True)
class Stage:
    """One leg of the schedule, with a linear warm-up.

    `images_per_step` images go through the network together, `accumulate` such batches make one
    step of the optimiser. Encoder parameters whose name begins with one of `frozen` do not learn,
    and of the others only those that begin with one of `heads`, if it names any. The images of a
    step are shown at one of `input_sizes`, drawn evenly (multiples of 32, not with cached maps);
    without any, at the network's own.
    """

    name: str
    steps: int
    encoder: EncoderMode = EncoderMode.TRAINED
    rate: float = 1e-3
    encoder_rate: float = 1e-4
    frozen: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    input_sizes: tuple[int, ...] = ()
    weight_decay: float = 1e-4
    warmup: int = 50
    images_per_step: int = 16
    accumulate: int = 1
    optimizer: Optimizer = Optimizer.ADAMW
    schedule: Schedule = Schedule.COSINE
    halve_every: int = 0

    def __post_init__(self) -> None:
        if self.schedule is Schedule.HALVED and self.halve_every < 1:
            raise ValueError(f"the stage {self.name!r} needs halve_every, a number of steps")
        if any(size < COARSEST_STRIDE or size % COARSEST_STRIDE for size in self.input_sizes):
            raise ValueError(f"the stage {self.name!r} needs input_sizes that are multiples of 32")
        if self.input_sizes and self.encoder is EncoderMode.CACHED:
            raise ValueError(
                f"the stage {self.name!r} has cached maps, which have one size; drop input_sizes"
            )


@dataclass(frozen=True)
class TrainConfig:
    """A whole run.

    `cache_gb` bounds the memory for cached maps; images beyond it are encoded each time.
    """

    name: str = "model"
    seed: int = 1
    network: NetworkConfig = field(default_factory=NetworkConfig)
    data: DataConfig = field(default_factory=DataConfig)
    groups: GroupConfig = field(default_factory=GroupConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    stages: tuple[Stage, ...] = ()
    precision: Precision = Precision.FLOAT32
    ema_decay: float = 0.998
    checkpoint_every: int = 100
    validate_every: int = 200
    workers: int = 1
    cache_gb: float = 6.0

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for the results folder and the model card."""
        values = asdict(self)
        values["network"] = self.network.to_dict()
        return values


def load_config(path: Path) -> TrainConfig:
    """Read a TOML file.

    Raises: DatasetError: unreadable, not TOML, or a key that does not exist (named).
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetError(f"Cannot read the training config {path}: {error}") from error
    try:
        return config_from_dict(values)
    except (TypeError, ValueError) as error:
        raise DatasetError(f"The training config {path} is not valid: {error}") from error


def config_from_dict(values: Mapping[str, Any]) -> TrainConfig:
    """Build a config from nested plain values; absent keys keep their defaults.

    Raises: ValueError: a key that does not exist, or a value outside its meaning.
    """
    values = dict(values)
    data = dict(values.pop("data", {}))
    sets = tuple(_build(DataSet, item, "data.sets") for item in data.pop("sets", ()))
    groups = dict(values.pop("groups", {}))
    if "sizes" in groups:
        groups["sizes"] = tuple(groups["sizes"])
    stages = tuple(
        _build(
            Stage,
            {
                **item,
                "encoder": EncoderMode(item.get("encoder", EncoderMode.TRAINED)),
                "frozen": tuple(item.get("frozen", ())),
                "heads": tuple(item.get("heads", ())),
                "input_sizes": tuple(item.get("input_sizes", ())),
                "optimizer": Optimizer(item.get("optimizer", Optimizer.ADAMW)),
                "schedule": Schedule(item.get("schedule", Schedule.COSINE)),
            },
            "stages",
        )
        for item in values.pop("stages", ())
    )
    return _build(
        TrainConfig,
        {
            **values,
            "network": NetworkConfig.from_dict(values.get("network", {})),
            "data": _build(DataConfig, {**data, "sets": sets}, "data"),
            "groups": _build(GroupConfig, groups, "groups"),
            "loss": _build(LossConfig, values.get("loss", {}), "loss"),
            "stages": stages,
            "precision": Precision(values.get("precision", Precision.FLOAT32)),
        },
        "the top level",
    )


def _build(kind: type[T], values: Mapping[str, Any], where: str) -> T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"{where} has no {', '.join(unknown)}; it has {', '.join(sorted(known))}")
    return kind(**values)
