from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui.commands import predict
from cosegui.commands.console import UsageError
from cosegui.core.errors import ProjectCorruptError, ProjectLockedError
from cosegui.core.geometry import Box
from cosegui.core.layers import TOUCHED_BIT, empty_layers, mask_of
from cosegui.core.project import Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import read_heatmap, read_layers, read_probability, write_layers
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import SIZE_HW, photograph
from tests.helpers.fakes import FakeSegmenter, disc_hw
from tests.helpers.segmenters import EndsEarly


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.jpg", "b.jpg"):
        photograph(tmp_path / "cows" / name)
    return tmp_path / "cows"


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    return tmp_path / "farm.cosegui"


def run(folder: Path, project: Path, segmenter: FakeSegmenter | None = None) -> int:
    arguments = parsed(predict, folder, "--out", folder.parent / "out", "--project", project)
    return predict.run(
        arguments, FakeConsole(), load_segmenter=lambda *_: segmenter or FakeSegmenter()
    )


def states(project: Project) -> dict[str, ReviewState]:
    return {image.name: image.state for image in project.images()}


def test_a_new_project_holds_the_group_and_all_that_the_model_said(
    folder: Path, project_path: Path
) -> None:
    assert run(folder, project_path) == 0

    project = project_file.load_project(project_path)
    (group,) = project.groups
    assert group.name == "cows"
    assert group.categories == [("disc", 0.9)]
    assert project.model_name == "fake"
    for image in group.images:
        assert image.state is ReviewState.PREDICTED
        assert image.score == 0.8
        assert image.size_hw == SIZE_HW
        assert image.threshold == 0.5
        assert image.area == pytest.approx(disc_hw(SIZE_HW).mean())
        layers = read_layers(project_file.layers_path(project_path, image.id))
        assert np.array_equal(mask_of(layers), disc_hw(SIZE_HW))
        assert not (layers & TOUCHED_BIT).any()
        probability = read_probability(project_file.probability_path(project_path, image.id))
        assert probability.max() == round(0.9 * 255)
        heatmap = read_heatmap(project_file.heatmap_path(project_path, image.id))
        assert heatmap.shape == (8, 8)


@pytest.mark.parametrize(
    "state", [ReviewState.CORRECTED, ReviewState.APPROVED, ReviewState.EXCLUDED]
)
def test_what_a_person_has_decided_is_not_touched(
    folder: Path, project_path: Path, state: ReviewState
) -> None:
    run(folder, project_path)
    project = project_file.load_project(project_path)
    image = next(project.images())
    image.state = state
    painted = empty_layers(SIZE_HW)
    painted[:4] = 3
    layers_path = project_file.layers_path(project_path, image.id)
    write_layers(layers_path, painted)
    project_file.save_project(project_path, project)
    kept = {
        path: path.read_bytes()
        for path in project_file.data_folder_of(project_path).rglob(f"{image.id}.png")
    }

    run(folder, project_path, FakeSegmenter(radius_share=0.1))

    after = project_file.load_project(project_path)
    assert next(after.images()) == image
    assert len(kept) == 3
    assert {path: path.read_bytes() for path in kept} == kept
    other = list(after.images())[1]
    layers = read_layers(project_file.layers_path(project_path, other.id))
    assert np.array_equal(mask_of(layers), disc_hw(SIZE_HW, 0.1))
    assert other.revision == 2


def test_strokes_that_a_crash_kept_from_being_saved_count_as_a_persons(
    folder: Path, project_path: Path
) -> None:
    run(folder, project_path)
    image = next(project_file.load_project(project_path).images())
    layers_path = project_file.layers_path(project_path, image.id)
    layers = read_layers(layers_path)
    layers[:2] = 3
    journal = Journal(project_file.data_folder_of(project_path))
    journal.append(
        JournalRecord.of_step(image.id, ReviewState.CORRECTED, "Brush", layers, Box(0, 0, 32, 2))
    )
    before = layers_path.read_bytes()

    run(folder, project_path, FakeSegmenter(radius_share=0.1))

    assert layers_path.read_bytes() == before
    assert Journal(project_file.data_folder_of(project_path)).has_records


def test_a_new_photograph_joins_the_project_and_one_that_is_gone_stays(
    folder: Path, project_path: Path
) -> None:
    run(folder, project_path)
    ids = {i.name: i.id for i in project_file.load_project(project_path).images()}
    (folder / "a.jpg").unlink()
    photograph(folder / "c.jpg")

    run(folder, project_path)

    project = project_file.load_project(project_path)
    assert [image.name for image in project.images()] == ["a.jpg", "b.jpg", "c.jpg"]
    assert {i.name: i.id for i in project.images()}.items() >= ids.items()


def test_a_photograph_that_fails_stays_unseen(folder: Path, project_path: Path) -> None:
    assert run(folder, project_path, FakeSegmenter(failing=["a.jpg"])) == 1

    assert states(project_file.load_project(project_path)) == {
        "a.jpg": ReviewState.UNSEEN,
        "b.jpg": ReviewState.PREDICTED,
    }


def test_ctrl_c_keeps_what_is_done(folder: Path, project_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(folder, project_path, EndsEarly(KeyboardInterrupt))

    assert states(project_file.load_project(project_path)) == {
        "a.jpg": ReviewState.PREDICTED,
        "b.jpg": ReviewState.UNSEEN,
    }


def test_a_run_that_breaks_off_keeps_the_categories_of_the_last_one(
    folder: Path, project_path: Path
) -> None:
    run(folder, project_path)

    with pytest.raises(KeyboardInterrupt):
        run(folder, project_path, EndsEarly(KeyboardInterrupt))

    assert project_file.load_project(project_path).groups[0].categories == [("disc", 0.9)]


def test_a_project_that_a_window_holds_is_not_written_to(folder: Path, project_path: Path) -> None:
    with (
        project_file.ProjectLock(project_path),
        pytest.raises(ProjectLockedError, match="another window"),
    ):
        run(folder, project_path)

    assert not project_path.exists()
    assert not (folder.parent / "out" / "cows").exists()


def test_the_project_is_free_again_afterwards(folder: Path, project_path: Path) -> None:
    run(folder, project_path)

    with project_file.ProjectLock(project_path) as lock:
        assert lock.is_held


def test_a_damaged_project_is_left_as_it_is(folder: Path, project_path: Path) -> None:
    project_path.write_text("{", "utf-8")

    with pytest.raises(ProjectCorruptError):
        run(folder, project_path)

    assert project_path.read_text("utf-8") == "{"


def test_a_project_needs_its_suffix(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ends in \.cosegui"):
        run(folder, tmp_path / "farm.json")


@pytest.mark.parametrize(
    ("chosen", "named", "used"),
    [("ours", None, "ours"), ("ours", "theirs", "theirs"), ("", None, None)],
)
def test_the_model_chosen_for_the_project_is_used_unless_another_is_named(
    folder: Path,
    project_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    chosen: str,
    named: str | None,
    used: str | None,
) -> None:
    project = Project("farm")
    project.chosen_model = chosen
    project_file.save_project(project_path, project)
    monkeypatch.setattr(predict, "model_digest", lambda model: f"digest of {model}")
    asked: list[str | None] = []

    def load(model: str | None, device: str) -> FakeSegmenter:
        asked.append(model)
        return FakeSegmenter()

    tail = ("--model", named) if named else ()
    arguments = (folder, "--out", folder.parent / "out", "--project", project_path, *tail)
    assert predict.run(parsed(predict, *arguments), FakeConsole(), load_segmenter=load) == 0
    assert asked == [used]
