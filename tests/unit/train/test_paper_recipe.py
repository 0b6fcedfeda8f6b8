"""The paper's recipe: what its config says, and that it runs from a COCO file to a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from cosegui.train.__main__ import main
from cosegui.train.config import Optimizer, Schedule, Stage, config_from_dict, load_config
from cosegui.train.loop import rate_share
from cosegui.train.paper_losses import smooth_l1, weighted_bce

from cosegui.core.ports import Solver
from cosegui.model.checkpoint import load_checkpoint
from tests.helpers.coco_sets import annotation, polygon, run_lengths, write_coco

RECIPE = Path(__file__).resolve().parents[3] / "train" / "configs" / "paper-coco2017.toml"
BOX = (10, 8, 90, 70)  # 4,960 pixels


def test_the_recipe_says_what_the_paper_says() -> None:
    config = load_config(RECIPE)
    network, (stage,), (data_set,) = config.network, config.stages, config.data.sets
    assert (network.backbone, network.width, network.input_size) == ("vgg16_bn", 512, 224)
    assert network.fusion
    assert not network.objectness
    assert network.solver is Solver.CLOSED_FORM
    assert (data_set.least_area, data_set.least_images) == (4000, 100)
    assert config.groups.sizes == (5,)
    assert stage.images_per_step * stage.accumulate == 4 * 5, "4 groups of 5 a step"
    assert (stage.optimizer, stage.rate, stage.encoder_rate) == (Optimizer.ADAM, 1e-5, 1e-5)
    assert stage.weight_decay == 1e-6
    assert stage.steps == 100_000
    assert (stage.schedule, stage.halve_every) == (Schedule.HALVED, 20_000)
    terms = vars(config.loss)
    assert {name for name, weight in terms.items() if weight} == {
        "weighted_bce",
        "categories",
        "smooth_l1",
    }
    assert all(weight in (0, 1) for weight in terms.values())


def test_the_recipe_trains_from_a_coco_file_to_a_model(tmp_path: Path) -> None:
    annotations = [
        annotation(i, 1 + i % 2, BOX, (polygon if i % 4 < 2 else run_lengths)(BOX))
        for i in range(1, 13)
    ]
    write_coco(tmp_path / "data" / "coco2017", annotations, images=12)
    text = RECIPE.read_text(encoding="utf-8")
    # As the recipe is, but for its length and the size of the network: a step of it takes a
    # minute on a processor.
    for whole, small in (
        ("steps = 100_000", "steps = 2"),
        ("least_images = 100 ", "least_images = 5 "),
        ("width = 512", "width = 16"),
        ("input_size = 224", "input_size = 64"),
        ("accumulate = 4", "accumulate = 1"),
        ("workers = 4", "workers = 0"),
    ):
        assert text.count(whole) == 1
        text = text.replace(whole, small)
    config = tmp_path / "small.toml"
    config.write_text(text, encoding="utf-8")
    out = tmp_path / "out"

    arguments = [str(config), "--data", str(tmp_path / "data"), "--out", str(out), "--json"]
    assert main(arguments) == 0

    events = [json.loads(line) for line in (out / "log.jsonl").read_text("utf-8").splitlines()]
    steps = [event for event in events if event["event"] == "step"]
    assert [event["rate"] for event in steps] == [1e-5, 1e-5]
    for name in ("weighted_bce", "categories", "smooth_l1"):
        assert steps[0]["losses"][name] > 0
    network, card = load_checkpoint(out / "paper-coco2017.safetensors")
    assert network.config.classes == ("cat", "dog")
    assert network.config.backbone == "vgg16_bn"
    assert card["data"] == {"coco2017": "12 images"}


def test_the_rate_is_halved_after_each_period() -> None:
    stage = Stage("all", 100, warmup=0, schedule=Schedule.HALVED, halve_every=20)
    shares = [rate_share(step, stage) for step in (0, 19, 20, 39, 40, 99)]
    assert shares == [1, 1, 0.5, 0.5, 0.25, 0.0625]


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        ({"schedule": "halved"}, "halve_every"),
        ({"schedule": "linear"}, "linear"),
        ({"optimizer": "sgd"}, "sgd"),
    ],
)
def test_choices_that_make_no_sense_are_refused(stage, message) -> None:
    with pytest.raises(ValueError, match=message):
        config_from_dict({"stages": [{"name": "a", "steps": 1, **stage}]})


def test_object_and_ground_weigh_the_same_however_small_the_object() -> None:
    target = torch.zeros(1, 1, 16, 16)
    target[..., :2, :2] = 1
    sure = 8 * (2 * target - 1)
    object_missed = torch.where(target > 0, -8.0, sure)
    ground_taken = torch.where(target > 0, sure, 8.0)
    assert weighted_bce(object_missed, target) == pytest.approx(
        float(weighted_bce(ground_taken, target)), rel=1e-3
    )
    assert weighted_bce(sure, target) < 0.001 < weighted_bce(object_missed, target)


def test_smooth_l1_is_that_of_the_probabilities_at_the_targets_size() -> None:
    target = torch.full((1, 1, 8, 8), 0.5)
    assert smooth_l1(torch.zeros(1, 1, 4, 4), target) == 0
    assert smooth_l1(torch.full((1, 1, 4, 4), 50.0), target) == pytest.approx(0.125)
