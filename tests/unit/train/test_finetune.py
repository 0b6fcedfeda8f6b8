"""Whole lessons with a tiny network: what is learnt, told, kept, and what survives a kill."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from cosegui.train import finetune, finetune_network, finetune_steps
from cosegui.train.__main__ import main
from cosegui.train.finetune_data import MOST_CORRECTED, MOST_JOINT, parts_of, read_correction
from cosegui.train.finetune_maps import LessonMaps, Reader
from cosegui.train.finetune_network import taught_network
from cosegui.train.finetune_steps import Learner, Progress
from cosegui.train.finetune_talk import NICENESS, Commands, Events

from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.core.lesson import Lesson, LessonGroup, LessonImage, LessonOptions, Role
from cosegui.model.checkpoint import load_checkpoint
from cosegui.model.taught import LessonHead, TaughtSSNM
from cosegui.storage.lesson_file import read_lesson, write_lesson
from cosegui.storage.masks import write_layers
from cosegui.storage.model_store import read_card
from tests.helpers.lessons import tiny_parent, write_tiny_lesson

ROOT = Path(__file__).resolve().parents[3]
SHORT = LessonOptions(epochs=3)


@pytest.fixture(autouse=True)
def given_way(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often and by how much the trainer gave way; the tests' own process does not."""
    steps: list[int] = []
    monkeypatch.setattr(os, "nice", steps.append, raising=False)
    return steps


def _run(lesson: Path, *more: str) -> int:
    return main(["--fine-tune", str(lesson), "--json", *more])


def _events(folder: Path, kind: str) -> list[dict[str, Any]]:
    lines = (folder / "log.jsonl").read_text("utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == kind]


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    network, _ = load_checkpoint(folder / "model.safetensors")
    return network.state_dict()


def _same(first: Path, second: Path) -> bool:
    one, two = _weights(first), _weights(second)
    return all(torch.allclose(one[k].float(), two[k].float(), atol=2e-3) for k in one)


def test_a_lesson_makes_held_out_images_better_and_leaves_a_model_with_its_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A parent that has learnt nothing needs larger steps than one that knows objects.
    monkeypatch.setattr(finetune_steps, "RATE", 0.03)
    lesson = write_tiny_lesson(
        tmp_path, categories={"disc": "ball"}, options=LessonOptions(epochs=15, patience=15)
    )
    parent = (tmp_path / "parent.safetensors").read_bytes()
    assert _run(lesson) == 0
    (finished,) = _events(tmp_path, "finished")
    assert finished["verdict"]["is_better"]
    assert finished["verdict"]["gain"] > 20
    written = json.loads((tmp_path / "verdict.json").read_text("utf-8"))
    assert written["j_new"] == pytest.approx(finished["verdict"]["j_new"], abs=1e-5)
    card = read_card(tmp_path / "model.safetensors")
    assert (card["name"], card["parent"], card["licence"]) == ("taught", "tiny", "Apache-2.0")
    assert (
        card["metrics"]["held-out images"]["J"]
        > card["metrics"]["held-out images"]["J of the parent"]
    )
    network, _ = load_checkpoint(tmp_path / "model.safetensors")
    assert network.config.classes == ("cat", "dog", "ball")
    assert (tmp_path / "parent.safetensors").read_bytes() == parent


def test_events_come_in_the_order_that_the_window_expects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(write_tiny_lesson(tmp_path, options=SHORT)) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [e["event"] for e in events if e["event"] not in ("progress", "heartbeat")]
    assert told[:4] == ["started", "estimate", "epoch", "thumbnails"]
    assert told[-1] == "finished"
    epochs = [event for event in events if event["event"] == "epoch"]
    assert [epoch["epoch"] for epoch in epochs] == [0, 1, 2, 3]
    assert epochs[0]["j_new"] == epochs[0]["j_current"]
    assert {stage for e in events if (stage := e.get("stage"))} >= {
        "reading",
        "encoding",
        "learning",
    }
    shown = _events(tmp_path, "thumbnails")[-1]["images"][0]
    sizes = set()
    for key in ("photograph", "truth", "before", "after"):
        sizes.add(_png_size(tmp_path / shown[key]))
    assert sizes == {(80, 60)}


def _png_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[16:24]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


def _first_and_losses(folder: Path, left: Any, *, is_whole: bool) -> tuple[float, list[float]]:
    """J before anything is learnt and the losses of a lesson whose discs were painted and the
    ground right of column 20 cleared; `left` fills the columns before it, in place."""

    def layers_of(mask: np.ndarray) -> np.ndarray:
        layers = mask.astype(np.uint8) * MASK_BIT | TOUCHED_BIT
        left(layers)
        return layers

    folder.mkdir()
    write_tiny_lesson(folder, options=SHORT, layers_of=layers_of, is_whole=is_whole)
    assert _run(folder / "lesson.json") == 0
    epochs = _events(folder, "epoch")
    return epochs[0]["j_new"], [epoch["validation_loss"] for epoch in epochs[1:]]


def _filled(columns: int, value: int) -> Any:
    def fill(layers: np.ndarray) -> None:
        layers[:, :columns] = value

    return fill


def test_what_was_left_beside_strokes_amid_a_wrong_part_does_not_count(tmp_path: Path) -> None:
    def smaller_wrong_part(layers: np.ndarray) -> None:
        layers[:, 8:20] = MASK_BIT
        layers[:, :8] = 0

    first = _first_and_losses(tmp_path / "one", _filled(20, MASK_BIT), is_whole=False)
    assert _first_and_losses(tmp_path / "two", smaller_wrong_part, is_whole=False) == first
    touched = _filled(20, MASK_BIT | TOUCHED_BIT)
    assert _first_and_losses(tmp_path / "three", touched, is_whole=False)[1] != first[1]


def test_what_was_left_counts_where_nothing_wrong_is_beside_the_strokes(tmp_path: Path) -> None:
    left = _first_and_losses(tmp_path / "left", _filled(20, 0), is_whole=False)
    whole = _first_and_losses(tmp_path / "whole", _filled(20, 0), is_whole=True)
    assert left == whole


def test_what_is_believed_of_a_mask_is_found_once(tmp_path: Path) -> None:
    layers = np.zeros((40, 60), np.uint8)
    layers[5:20, 5:20] = MASK_BIT
    layers[30:, 30:] = TOUCHED_BIT
    write_layers(tmp_path / "a.png", layers)
    image = LessonImage("a", tmp_path / "a.jpg", Role.HELD_OUT, tmp_path / "a.png", is_whole=False)
    believed = {}
    mask, certain = read_correction(image, believed)
    assert certain.all(), "nothing wrong is left beside what was cleared"
    assert np.array_equal(mask, layers == MASK_BIT)
    believed["a"] = (False, False)
    assert np.array_equal(read_correction(image, believed)[1], layers == TOUCHED_BIT)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_a_checkpoint_it_resumes_to_the_same_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    parent = tiny_parent(tmp_path / "parent.safetensors")
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()
        write_tiny_lesson(tmp_path / name, parent=parent, options=SHORT)
    assert _run(tmp_path / "whole" / "lesson.json") == 0

    save = Learner.save

    def save_and_die(self: Learner, path: Path) -> None:
        if self.progress.epoch < 2 or moment == "after":
            save(self, path)
        if self.progress.epoch == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Learner, "save", save_and_die)
        with pytest.raises(KeyboardInterrupt):
            _run(tmp_path / "cut" / "lesson.json")
    assert _run(tmp_path / "cut" / "lesson.json") == 1  # not by accident over the old one
    assert _run(tmp_path / "cut" / "lesson.json", "--resume") == 0
    assert _same(tmp_path / "whole", tmp_path / "cut")
    whole, cut = (_events(tmp_path / name, "finished")[0]["verdict"] for name in ("whole", "cut"))
    assert cut["j_new"] == pytest.approx(whole["j_new"])


@pytest.fixture
def obeyed(monkeypatch: pytest.MonkeyPatch) -> list[Commands]:
    """What listens to commands, in the order of the runs; it hears the test alone."""
    listening: list[Commands] = []
    monkeypatch.setattr(Commands, "listen", lambda self, _: listening.append(self))
    return listening


def test_a_stop_ends_it_with_what_it_has_and_it_can_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obeyed: list[Commands]
) -> None:
    lesson = write_tiny_lesson(tmp_path, options=SHORT)
    save = Learner.save

    def save_and_stop(self: Learner, path: Path) -> None:
        save(self, path)
        obeyed[0].obey(b'{"command": "stop"}\n')

    with monkeypatch.context() as patch:
        patch.setattr(Learner, "save", save_and_stop)
        assert _run(lesson, "--listen") == finetune.EXIT_STOPPED
    (stopped,) = _events(tmp_path, "stopped")
    assert stopped["epoch"] == 1
    assert stopped["can_resume"]
    assert stopped["verdict"]["model"] == "model.safetensors"
    assert _run(lesson, "--resume") == 0
    assert [e["epoch"] for e in _events(tmp_path, "epoch")] == [0, 1, 2, 3]


def test_the_end_of_stdin_is_a_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finetune, "stdin_bytes", lambda: io.BytesIO(b"no command\n"))
    lesson = write_tiny_lesson(tmp_path, options=SHORT)
    assert _run(lesson, "--listen") == finetune.EXIT_STOPPED
    (stopped,) = _events(tmp_path, "stopped")
    assert stopped["verdict"] is None


def test_a_stop_is_heard_while_images_are_looked_at_and_it_can_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obeyed: list[Commands]
) -> None:
    lesson = write_tiny_lesson(tmp_path, options=SHORT)
    looks = []
    views = Reader.views

    def stop_and_view(self: Reader, *args: Any, **options: Any) -> LessonMaps:
        obeyed[0].obey(b'{"command": "stop"}\n')
        looks.append(args)
        return views(self, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "views", stop_and_view)
        assert _run(lesson, "--listen") == finetune.EXIT_STOPPED
    assert len(looks) == 1, "the next images are not looked at any more"
    assert _events(tmp_path, "epoch") == [], "nor is the parent judged"
    (stopped,) = _events(tmp_path, "stopped")
    assert (stopped["epoch"], stopped["can_resume"]) == (0, True)
    assert _run(lesson, "--resume") == 0
    assert [e["epoch"] for e in _events(tmp_path, "epoch")] == [0, 1, 2, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="the window in front comes first there anyway")
def test_only_a_trainer_that_works_for_a_window_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given_way: list[int]
) -> None:
    lesson = write_tiny_lesson(tmp_path, options=LessonOptions(epochs=1))
    assert _run(lesson) == 0
    assert given_way == []
    monkeypatch.setattr(Commands, "listen", lambda *_: None)
    assert _run(lesson, "--listen", "--resume") == 0
    assert given_way == [NICENESS]


def test_a_pause_lasts_until_it_is_lifted(capsys: pytest.CaptureFixture[str]) -> None:
    commands, events = Commands(), Events(None, as_json=True)
    commands.obey(b'{"command": "pause"}')
    assert commands.is_paused
    commands.obey(b"[]")
    commands.obey(b'{"command": "resume"}')
    commands.wait_while_paused(events)
    assert capsys.readouterr().out == ""
    commands.obey(b'{"command": "pause"}')
    commands.obey(b'{"command": "stop"}')
    assert commands.is_stopped
    assert not commands.is_paused


def test_no_gain_for_long_ends_it_and_the_best_epoch_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = write_tiny_lesson(tmp_path, options=LessonOptions(epochs=9, patience=2))
    found = iter([50.0, 60.0, 45.0, 48.0])
    monkeypatch.setattr(
        "cosegui.train.finetune_judge.Judge.predict", lambda self: ({"disc2": next(found)}, {})
    )
    monkeypatch.setattr(Learner, "validation_loss", lambda self, maps: 1.0)
    assert _run(lesson) == 0
    (finished,) = _events(tmp_path, "finished")
    assert (finished["reason"], finished["epoch"]) == ("no_gain", 3)
    assert finished["verdict"]["best_epoch"] == 1
    assert finished["verdict"]["gain"] == 10


@pytest.mark.parametrize(
    ("found", "best"),
    [
        ((70.0, 56.0, 54.0, 70.0, 71.0), (True, True, False, True, True)),  # 15 points are chance
        ((30.0, 29.0, 49.0, 48.0, 51.0), (True, False, True, False, True)),  # worse than the parent
    ],
)
def test_the_last_epoch_that_is_better_and_cannot_be_told_from_the_highest_is_the_best(
    found: tuple[float, ...], best: tuple[bool, ...]
) -> None:
    progress = Progress(current={str(number): 50.0 for number in range(9)})
    assert tuple(progress.judge(j) for j in found) == best


def test_an_estimate_is_one_event_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson = write_tiny_lesson(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert _run(lesson, "--estimate") == 0
    (event,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert event["event"] == "estimate"
    assert event["seconds"] > 0
    assert event["peak_bytes"] > 50_000_000
    assert sorted(tmp_path.rglob("*")) == before


def test_what_cannot_be_read_is_named_and_a_missing_context_is_not_missed(tmp_path: Path) -> None:
    lesson = write_tiny_lesson(tmp_path, options=LessonOptions(epochs=1))
    (tmp_path / "data" / "shapes" / "images" / "disc3.png").unlink()
    assert _run(lesson) == 0
    (tmp_path / "state.pt").unlink()
    (tmp_path / "data" / "shapes" / "images" / "disc0.png").write_bytes(b"torn")
    assert _run(lesson) == 1
    (failed,) = _events(tmp_path, "failed")
    assert "disc0.png cannot be read" in failed["message"]
    assert not failed["can_resume"]


def test_a_second_lesson_leaves_the_first_ones_head_as_it_is(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    write_tiny_lesson(tmp_path / "first", categories={"disc": "Dog"}, options=SHORT)
    assert _run(tmp_path / "first" / "lesson.json") == 0
    parent = tmp_path / "first" / "model.safetensors"
    write_tiny_lesson(
        tmp_path / "second",
        parent=parent,
        categories={"disc": None, "square": "tile"},
        options=SHORT,
    )
    assert _run(tmp_path / "second" / "lesson.json") == 0
    network, _ = load_checkpoint(tmp_path / "second" / "model.safetensors")
    assert isinstance(network, TaughtSSNM)
    assert network.config.lessons == (1, 2)
    assert network.config.classes == ("cat", "dog", "tile")
    assert network.categories.tolist() == [1, -1, 2]
    first, second = _weights(tmp_path / "first"), network.state_dict()
    heads = [name for name in first if name.startswith("heads.0.")]
    assert heads
    assert all(torch.equal(first[name], second[name]) for name in heads)


def test_groups_beside_the_taught_ones_are_noted_and_kept_by_later_lessons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finetune_network, "SAME_KIND", 2.0)  # this parent tells nothing apart
    parent = None
    for name, words in (("first", {"disc": "disc"}), ("second", {"square": "tile"})):
        (tmp_path / name).mkdir()
        path = write_tiny_lesson(tmp_path / name, parent=parent, categories=words, options=SHORT)
        lesson = read_lesson(path)
        beside = tuple(
            LessonGroup(f"beside {image.id}", (replace(image, role=Role.CONTEXT, layers=None),))
            for image in lesson.groups[0].images[:2]
        )
        lost = LessonGroup("lost", (LessonImage("x", tmp_path / "x.png", Role.CONTEXT),))
        write_lesson(path, replace(lesson, neighbours=(*beside, lost)))
        assert _run(path) == 0
        parent = tmp_path / name / "model.safetensors"
    first, second = (
        load_checkpoint(tmp_path / n / "model.safetensors")[0] for n in ("first", "second")
    )
    assert isinstance(first, TaughtSSNM)
    assert isinstance(second, TaughtSSNM)
    assert (first.config.neighbours, second.config.neighbours) == ((3,), (3, 3))
    assert torch.equal(second.neighbours[:3], first.neighbours)
    lengths = second.neighbours.norm(dim=1)
    assert lengths == pytest.approx([1, 1, 0, 1, 1, 0], abs=1e-2)


def test_a_group_of_the_taught_kind_is_no_neighbour(tmp_path: Path) -> None:
    path = write_tiny_lesson(tmp_path, options=LessonOptions(epochs=1))
    lesson = read_lesson(path)
    same = tuple(
        replace(image, role=Role.CONTEXT, layers=None) for image in lesson.groups[0].images
    )
    write_lesson(path, replace(lesson, neighbours=(LessonGroup("same", same),)))
    assert _run(path) == 0
    network, _ = load_checkpoint(tmp_path / "model.safetensors")
    assert isinstance(network, TaughtSSNM)
    assert not network.neighbours.any()


def test_a_parent_that_draws_fine_objects_is_taught_on_the_grid_of_the_corrections(
    tmp_path: Path,
) -> None:
    parent = tiny_parent(tmp_path / "fine.safetensors", fine_objects=True)
    assert _run(write_tiny_lesson(tmp_path, parent=parent, options=SHORT)) == 0
    network, _ = load_checkpoint(tmp_path / "model.safetensors")
    assert isinstance(network, TaughtSSNM)
    assert network.config.fine_objects


def test_large_groups_are_cut_and_every_corrected_image_is_in_one_part(tmp_path: Path) -> None:
    def images(role: Role, count: int) -> list[LessonImage]:
        path = tmp_path / "x"
        return [LessonImage(f"{role}{i}", path, role, path) for i in range(count)]

    group = LessonGroup(
        "large", (*images(Role.CONTEXT, 90), *images(Role.HELD_OUT, 9), *images(Role.TRAINING, 36))
    )
    parts = parts_of(Lesson("l", tmp_path, "p", (group,)))
    assert [len(part.images) for part in parts] == [MOST_JOINT] * 3
    corrected = [i.id for p in parts for i in p.images if i.role is not Role.CONTEXT]
    assert len(corrected) == len(set(corrected)) == 45
    assert not parts[0].rows(Role.HELD_OUT)
    assert len(parts[0].rows(Role.TRAINING)) == MOST_CORRECTED


def test_two_processes_learn_what_one_does(tmp_path: Path) -> None:
    parent = tiny_parent(tmp_path / "parent.safetensors")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_tiny_lesson(tmp_path / name, parent=parent, options=LessonOptions(epochs=2))
    assert _run(tmp_path / "one" / "lesson.json") == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    world = {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    arguments = ["-m", "cosegui", "train", "--fine-tune", str(tmp_path / "two" / "lesson.json")]
    workers = [
        subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **world, "RANK": str(rank), "LOCAL_RANK": str(rank)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for rank in range(2)
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=150)
        assert worker.returncode == 0, errors.decode()
    assert _same(tmp_path / "one", tmp_path / "two")


def test_channels_left_out_depend_on_the_view_and_the_epoch_alone() -> None:
    head = LessonHead([4, 4, 64, 64, 64], 8, 1)
    one = torch.ones(2, 1, 4, 4)
    levels = [torch.ones(2, 64, 4, 4) for _ in range(3)]
    maps = LessonMaps(levels, torch.ones(2, 2, 4, 4), one, one, one, torch.ones(2, 1))
    learner = Learner(head, SHORT, torch.device("cpu"))
    first = learner._thinned(maps, [5, 9])
    again = learner._thinned(maps, [9, 5])
    for level, turned in zip(first.features, again.features, strict=True):
        assert torch.equal(level, turned.flip(0)), "another order, or another process"
        share_left = (level[:, :, 0, 0] > 0).float().mean()
        assert 0.4 < share_left < 0.8
        assert level.amax() == pytest.approx(1 / 0.6)
    learner.progress.epoch = 1
    later = learner._thinned(maps, [5, 9])
    assert not torch.equal(first.features[0], later.features[0])
    assert torch.equal(maps.features[0], torch.ones(2, 64, 4, 4))


def test_a_head_hears_itself_only_when_it_has_learnt_something() -> None:
    head = LessonHead([4, 4, 64, 64, 64], 8, 1)
    learner = Learner(head, LessonOptions(epochs=24), torch.device("cpu"))
    heard = []
    for learner.progress.epoch in range(10):
        heard.append(learner.hears_itself)
    assert heard == [0, 0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 1]


def test_nothing_is_learnt_from_images_in_which_nothing_was_found() -> None:
    head = LessonHead([4, 4, 64, 64, 64], 8, 1)
    head.draw.bias.data.fill_(0.5)
    levels = [torch.rand(2, 64, side, side) for side in (8, 4, 2)]
    logits = torch.full((2, 1, 16, 16), -4.0)
    logits[1, :, 4:8, 4:8] = 4.0  # in the first image there is nothing
    blank, shares = torch.zeros(2, 1, 16, 16), torch.ones(2, 1)
    maps = LessonMaps(levels, torch.zeros(2, 2, 16, 16), logits, blank, blank, shares)
    learner = Learner(head, SHORT, torch.device("cpu"))
    assert learner._own_loss(maps.part([0], torch.device("cpu")), [0]) == 0
    assert learner._own_loss(maps.part([1], torch.device("cpu")), [1]) > 0.01
    before = [parameter.clone() for parameter in learner._head.parameters()]
    learner.step(maps, [], maps)
    after = list(learner._head.parameters())
    assert any(not torch.equal(a, b) for a, b in zip(before, after, strict=True))


def test_what_nobody_corrected_is_seen_before_anything_is_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[torch.Tensor] = []
    train_epoch = Learner.train_epoch

    def noting(self: Learner, maps: LessonMaps, others: LessonMaps, **rest: Any) -> float | None:
        seen.append(others.logits)
        return train_epoch(self, maps, others, **rest)

    monkeypatch.setattr(Learner, "train_epoch", noting)
    monkeypatch.setattr(finetune_steps, "RATE", 0.03)
    path = write_tiny_lesson(tmp_path, options=LessonOptions(epochs=8, patience=9))
    assert _run(path) == 0
    lesson = read_lesson(path)
    write_lesson(path, replace(lesson, options=LessonOptions(epochs=9)))
    assert _run(path, "--resume") == 0
    assert len(seen) == 9
    assert all(torch.equal(each, seen[0]) for each in seen), "the head's word is not the parent's"


def test_context_that_is_gone_leaves_its_place_to_the_next(tmp_path: Path) -> None:
    lesson = read_lesson(write_tiny_lesson(tmp_path, options=SHORT))
    (group,) = lesson.groups
    ids = [image.id for image in group.images]
    gone = LessonImage("gone", tmp_path / "gone.png", Role.CONTEXT)
    group = LessonGroup(group.name, (*group.images[:3], gone, *group.images[3:]))
    lesson = Lesson("l", lesson.parent, "p", (group,))
    parent, _ = load_checkpoint(lesson.parent)
    network = taught_network(parent, lesson)
    reader = Reader(network, torch.device("cpu"), lambda *_: None)
    seen = reader.learn_signatures(parts_of(lesson))
    part = seen[0][0]
    assert [image.id for image in part.images] == ids
    maps = reader.unconfirmed(seen, rng=np.random.default_rng(0))
    assert maps is not None
    assert len(maps) == 2
    assert not maps.certain.any()
    part.images[3].path.unlink()
    assert reader.unconfirmed(seen, rng=np.random.default_rng(0)) is None
