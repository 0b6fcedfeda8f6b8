"""Whole runs of the trainer on a tiny set: it learns, resumes, shards, leaves a model."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from cosegui.train.__main__ import main
from cosegui.train.config import load_config

from cosegui.core.errors import DatasetError
from cosegui.model.checkpoint import load_checkpoint
from tests.helpers.training_sets import write_training_set

ROOT = Path(__file__).resolve().parents[3]

CONFIG = """
name = "tiny"
seed = 4
workers = {workers}
validate_every = 100
checkpoint_every = {checkpoint_every}

[network]
backbone = "resnet10t"
width = 8
input_size = 64

[groups]
sizes = [2, 3]
alone_share = 0.25

[data]
validation_share = 0.25
[[data.sets]]
path = "shapes"
is_complete = true

[[stages]]
name = "heads"
encoder = "cached"
steps = {cached}
rate = 1e-2
warmup = 2
images_per_step = 8
accumulate = {accumulate}

[[stages]]
name = "all"
steps = {trained}
warmup = 1
images_per_step = 4
accumulate = {accumulate}
"""


def _config(folder: Path, **numbers: int) -> Path:
    usual = {"checkpoint_every": 100, "cached": 2, "trained": 2, "accumulate": 1, "workers": 0}
    values = {**usual, **numbers}
    path = folder / "tiny.toml"
    path.write_text(CONFIG.format(**values), encoding="utf-8")
    return path


def _losses(out: Path) -> dict[int, float]:
    lines = (out / "log.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    return {e["step"]: e["losses"]["total"] for e in events if e["event"] == "step"}


def _weights(out: Path) -> dict[str, torch.Tensor]:
    network, _ = load_checkpoint(out / "tiny.safetensors")
    return network.state_dict()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_training_set(tmp_path / "data", per_class=6)
    return tmp_path / "data"


def _run(config: Path, data: Path, out: Path, *more: str) -> int:
    return main([str(config), "--data", str(data), "--out", str(out), "--json", *more])


def test_a_run_learns_and_leaves_a_model_with_a_card_a_log_and_curves(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert _run(_config(tmp_path, cached=40, trained=1), data, out) == 0
    losses = _losses(out)
    assert sum(losses[s] for s in range(36, 41)) < 0.8 * sum(losses[s] for s in range(1, 6))
    network, card = load_checkpoint(out / "tiny.safetensors")
    assert card["name"] == "tiny"
    assert network.config.classes == ("disc", "square")
    assert 0 <= card["metrics"]["validation"]["J_alone"] <= 100
    assert (out / "curves.png").stat().st_size > 1000
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {e["event"] for e in events} == {"step", "validation"}
    assert events[0]["of"] == 41


def test_with_the_other_terms_off_only_the_object_map_learns(data: Path, tmp_path: Path) -> None:
    parent, out = tmp_path / "parent", tmp_path / "out"
    assert _run(_config(tmp_path, cached=2, trained=1), data, parent) == 0
    config = _config(tmp_path, cached=6, trained=1)
    terms = ("shared", "classes", "categories", "kinship")
    off = "[loss]\n" + "".join(f"{term} = 0.0\n" for term in terms)
    text = config.read_text(encoding="utf-8").replace("[data]", f"{off}\n[data]", 1)
    config.write_text(text[: text.rindex("[[stages]]")], encoding="utf-8")
    assert _run(config, data, out, "--from", str(parent / "tiny.safetensors")) == 0
    before, after = _weights(parent), _weights(out)
    # Weight decay takes 1e-6 of what has no gradient.
    moved = {k for k in after if not torch.allclose(before[k], after[k], rtol=1e-3, atol=1e-4)}
    assert any(name.startswith("object_decoder.") for name in moved)
    still = ("decoder.", "place.", "recognise", "semantic.", "sign.", "fuse.")
    assert not {name for name in moved if name.startswith(still)}


def test_a_stage_may_name_what_learns_and_see_new_views_with_a_frozen_encoder(
    data: Path, tmp_path: Path
) -> None:
    parent, out = tmp_path / "parent", tmp_path / "out"
    assert _run(_config(tmp_path, cached=2, trained=1), data, parent) == 0
    config = _config(tmp_path, cached=4, trained=1)
    text = config.read_text(encoding="utf-8")
    text = text[: text.rindex("[[stages]]")].replace("width = 8", "width = 8\nfine_objects = true")
    chosen = (
        'encoder = "frozen"\nheads = ["object_project", "object_decoder", "outline"]\n'
        "input_sizes = [32, 96]"
    )
    off = "[loss]\nshared = 0.0\ncategories = 0.0\n\n[groups]"
    text = text.replace('encoder = "cached"', chosen).replace("[groups]", off)
    config.write_text(text, encoding="utf-8")
    assert _run(config, data, out, "--from", str(parent / "tiny.safetensors")) == 0
    before, after = _weights(parent), _weights(out)
    moved = {k for k in before if not torch.equal(before[k], after[k])}
    assert {name.split(".")[0] for name in moved} == {"object_decoder"}
    # The names are read as the parent read them, from weights that it shared with the map.
    for name in ("enter.0.weight", "merge.1.bias"):
        assert torch.equal(after[f"name_decoder.{name}"], before[f"object_decoder.{name}"])
    pairs = [(after[f"object_project.{i}.weight"], before[f"project.{i}.weight"]) for i in range(4)]
    assert not any(torch.equal(own, theirs) for own, theirs in pairs)
    assert all(torch.allclose(own, theirs, atol=0.1) for own, theirs in pairs)


def _with_appearance(config: Path) -> str:
    text = config.read_text(encoding="utf-8")
    return text.replace("width = 8", "width = 8\nkinship = true\nappearance = true")


def test_a_trained_model_knows_how_the_objects_that_it_saw_look(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    config = _config(tmp_path, cached=2, trained=1)
    config.write_text(_with_appearance(config), encoding="utf-8")
    assert _run(config, data, out) == 0
    weights = _weights(out)
    assert weights["look.mean"].norm() > 0.5, "a mean of unit vectors of positive features"
    assert not torch.equal(weights["look.spread"], torch.eye(len(weights["look.mean"])))


def test_a_config_without_stages_moves_no_weight_and_sees_how_objects_look(
    data: Path, tmp_path: Path
) -> None:
    parent, out = tmp_path / "parent", tmp_path / "out"
    config = _config(tmp_path, cached=2, trained=1)
    config.write_text(config.read_text().replace("width = 8", "width = 8\nkinship = true"))
    assert _run(config, data, parent) == 0
    text = _with_appearance(_config(tmp_path))
    config.write_text(text[: text.index("[[stages]]")], encoding="utf-8")
    assert _run(config, data, out, "--from", str(parent / "tiny.safetensors")) == 0
    before, after = _weights(parent), _weights(out)
    assert after.keys() - before.keys() == {"look.mean", "look.spread"}
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_stopped_run_resumes_to_the_same_losses_and_weights(data: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    config = _config(tmp_path, cached=3, trained=3, checkpoint_every=2)
    assert _run(config, data, whole) == 0
    assert _run(config, data, cut) == 0
    straight = _losses(whole)
    # As if killed after step 4: the state of that step, and nothing of what came later.
    state = torch.load(cut / "state.pt", weights_only=True)
    assert state["step"] == 6
    killed = tmp_path / "killed"
    _run_until(config, data, killed, steps=4)
    assert _run(config, data, killed, "--resume") == 0
    assert _losses(killed) == pytest.approx(straight, rel=1e-5)
    for name, value in _weights(whole).items():
        assert torch.allclose(_weights(killed)[name].float(), value.float(), atol=1e-6), name


def _run_until(config: Path, data: Path, out: Path, *, steps: int) -> None:
    """Run in a process of its own that dies right after the checkpoint of a step."""
    code = (
        "import os, sys\n"
        "import torch\n"
        # Sums depend on the number of threads, which other tests may have set in this process.
        f"torch.set_num_threads({torch.get_num_threads()})\n"
        "from cosegui.train import loop\n"
        "from cosegui.train.__main__ import main\n"
        "save = loop.Trainer.save_state\n"
        "def save_and_die(self):\n"
        "    save(self)\n"
        f"    if self.step == {steps}:\n"
        "        os._exit(9)\n"
        "loop.Trainer.save_state = save_and_die\n"
        "main(sys.argv[1:])\n"
    )
    arguments = [str(config), "--data", str(data), "--out", str(out), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 9, done.stderr.decode()


def test_a_worker_loads_the_images_of_every_stage(data: Path, tmp_path: Path) -> None:
    assert _run(_config(tmp_path, cached=1, trained=1, workers=1), data, tmp_path / "one") == 0
    assert _run(_config(tmp_path, cached=1, trained=1), data, tmp_path / "none") == 0
    assert _losses(tmp_path / "one") == pytest.approx(_losses(tmp_path / "none"), rel=1e-5)


def test_two_processes_do_the_work_of_one(data: Path, tmp_path: Path) -> None:
    config = _config(tmp_path, cached=2, trained=2, accumulate=2)
    assert _run(config, data, tmp_path / "one") == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    arguments = [str(config), "--data", str(data), "--out", str(tmp_path / "two"), "--json"]
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "cosegui.train", *arguments],
            cwd=ROOT,
            env={
                **os.environ,
                "RANK": str(rank),
                "LOCAL_RANK": str(rank),
                "WORLD_SIZE": "2",
                "MASTER_ADDR": "127.0.0.1",
                "MASTER_PORT": port,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for rank in range(2)
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=150)
        assert worker.returncode == 0, errors.decode()
    one, two = _weights(tmp_path / "one"), _weights(tmp_path / "two")
    for name, value in one.items():
        assert torch.allclose(two[name].float(), value.float(), atol=2e-3), name


def test_a_run_does_not_write_over_another(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = _config(tmp_path, cached=1, trained=0)
    assert _run(config, data, tmp_path / "out") == 0
    assert _run(config, data, tmp_path / "out") == 1
    assert "--resume" in capsys.readouterr().err


def test_a_model_can_be_the_start_of_another_with_other_classes(data: Path, tmp_path: Path) -> None:
    config = _config(tmp_path, cached=1, trained=0)
    assert _run(config, data, tmp_path / "first") == 0
    (data / "shapes" / "masks" / "disc").rename(data / "shapes" / "masks" / "ball")
    parent = tmp_path / "first" / "tiny.safetensors"
    assert _run(config, data, tmp_path / "second", "--from", str(parent)) == 0
    network, card = load_checkpoint(tmp_path / "second" / "tiny.safetensors")
    assert network.config.classes == ("ball", "square")
    assert card["parent"] == "tiny.safetensors"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "cannot|Cannot"),
        ("colour = 1", "colour"),
        ("[groups]\nsize = 1", "groups has no size"),
        ('[[stages]]\nname = "a"\nsteps = 1\nencoder = "warm"', "warm"),
        ('[[stages]]\nname = "a"\nsteps = 1\ninput_sizes = [320, 300]', "multiples of 32"),
        ('[[stages]]\nname = "a"\nsteps = 1\ninput_sizes = [0]', "multiples of 32"),
        (
            '[[stages]]\nname = "a"\nsteps = 1\nencoder = "cached"\ninput_sizes = [320]',
            "cached maps, which have one size",
        ),
    ],
)
def test_a_config_with_a_mistake_is_refused_by_name(tmp_path: Path, text, message) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=message):
        load_config(path)


@pytest.mark.parametrize("path", sorted((ROOT / "train" / "configs").glob("*.toml")), ids=str)
def test_every_config_that_comes_with_the_trainer_is_valid(path: Path) -> None:
    config = load_config(path)
    assert config.stages or config.network.has_appearance, "it does nothing"
    assert config.data.sets
