from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.errors import CheckpointError, ModelError
from cosegui.core.events import OutcomeStatus, RunSummary
from cosegui.core.layers import mask_of
from cosegui.core.ports import SegmentOptions
from cosegui.core.project import ReviewState
from cosegui.storage.project_file import layers_path, probability_path
from cosegui.tasks.runner import TaskRunner
from tests.helpers.fakes import FakeSegmenter, SteppedRunner, disc_hw
from tests.helpers.logfail import LogGuard
from tests.helpers.sessions import SIZE_HW, Desk, Heard, photo_folder

DISC = disc_hw(SIZE_HW)
SMALL_DISC = disc_hw(SIZE_HW, 0.1)
DONE, FAILED = OutcomeStatus.DONE, OutcomeStatus.FAILED
SKIPPED, CANCELLED = OutcomeStatus.SKIPPED, OutcomeStatus.CANCELLED

TELLS = (
    "run_started",
    "run_progressed",
    "image_predicted",
    "run_finished",
    "running_changed",
    "device_changed",
    "failed",
)


def hear(desk: Desk) -> Heard:
    return Heard(desk.predictions, *TELLS)


def statuses(desk: Desk, summary: RunSummary) -> dict[str, OutcomeStatus]:
    return {desk.workspace.image(one.image_id).name: one.status for one in summary.outcomes}


def stored_mask(desk: Desk, name: str) -> np.ndarray:
    """What the project holds, in memory or on disk."""
    image = desk.workspace.image(desk.id_of(name))
    return mask_of(desk.workspace.documents.layers_reader(image)())


def test_a_run_predicts_every_image_of_the_group(desk: Desk) -> None:
    heard = hear(desk)

    desk.predictions.run_group(desk.workspace.project.groups[0].id)

    assert heard.of("run_started") == ["pots"]
    assert heard.of("image_predicted") == desk.ids()
    (summary,) = heard.of("run_finished")
    assert statuses(desk, summary) == {"a.png": DONE, "b.png": DONE, "c.png": DONE}
    assert (summary.device, summary.model_name) == ("fake device", "fake")
    assert heard.of("running_changed") == [True, False]
    for name in ("a.png", "b.png", "c.png"):
        image = desk.workspace.image(desk.id_of(name))
        assert image.state is ReviewState.PREDICTED
        assert (image.score, image.threshold, image.model_threshold) == (0.8, 0.5, 0.5)
        assert image.area == DISC.mean()
        assert image.size_hw == SIZE_HW
        assert np.array_equal(stored_mask(desk, name), DISC)
    group = desk.workspace.project.groups[0]
    assert group.categories == [("disc", 0.9)]
    assert desk.workspace.project.model_name == "fake"


def test_the_current_image_shows_the_result_at_once(desk: Desk) -> None:
    heard = Heard(desk.editor, "mask_changed", "model_layer_changed", "threshold_changed")
    layers = desk.editor.layers_hw_u8

    desk.predictions.run_unreviewed()

    assert desk.editor.layers_hw_u8 is layers, "the array that the canvas holds"
    assert np.array_equal(desk.mask(), DISC)
    assert set(np.unique(desk.editor.probability_hw_u8)) == {26, 230}
    assert desk.editor.heatmap_hw_f32.shape == (8, 8)
    assert heard.of("model_layer_changed") == [desk.editor.image_id]
    assert heard.of("threshold_changed") == [(desk.editor.image_id, 0.5)]


def test_progress_counts_images_and_ends_complete(desk: Desk) -> None:
    heard = hear(desk)

    desk.predictions.run_unreviewed()

    progress = heard.of("run_progressed")
    assert [one.total for one in progress] == [3] * len(progress)
    counts = [one.done for one in progress]
    assert counts == sorted(counts)
    assert counts[-1] == 3
    assert progress[0].message == "loading the model"
    assert progress[-1].message == "pots: masks"


def test_a_run_never_changes_a_mask_that_a_person_has_corrected_or_approved(desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    painted = desk.mask()
    desk.workspace.set_state(desk.id_of("b.png"), ReviewState.APPROVED)
    desk.segmenter.radius_share = 0.1

    desk.predictions.run_unreviewed()

    assert np.array_equal(desk.mask(), painted)
    assert np.array_equal(stored_mask(desk, "b.png"), DISC)
    assert np.array_equal(stored_mask(desk, "c.png"), SMALL_DISC)
    assert [desk.state_of(name) for name in ("a.png", "b.png", "c.png")] == [
        ReviewState.CORRECTED, ReviewState.APPROVED, ReviewState.PREDICTED,
    ]  # fmt: skip
    assert desk.editor.can_undo, "the person's steps still fit the person's mask"
    assert (desk.editor.probability_hw_u8 > 128).sum() == SMALL_DISC.sum(), "the model layer is new"
    desk.editor.reset_to_model()
    assert np.array_equal(desk.mask(), SMALL_DISC)


def test_a_new_prediction_ends_the_history_of_the_mask_it_replaces(desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    desk.editor.undo()
    assert desk.editor.can_redo
    desk.segmenter.radius_share = 0.1

    desk.predictions.run_unreviewed()

    assert not desk.editor.can_redo, "the patch fits the old mask only"
    assert np.array_equal(desk.mask(), SMALL_DISC)


def test_excluded_images_are_not_read(desk: Desk) -> None:
    desk.workspace.set_state(desk.id_of("b.png"), ReviewState.EXCLUDED)
    heard = hear(desk)

    desk.predictions.run_unreviewed()

    assert desk.segmenter.calls == [["a.png", "c.png"]]
    assert statuses(desk, heard.of("run_finished")[0])["b.png"] is SKIPPED
    assert desk.workspace.image(desk.id_of("b.png")).score is None


def test_corrected_images_are_read_with_their_group(desk: Desk) -> None:
    """What a group shares is found in all of its images together."""
    desk.paint((5, 5))

    desk.predictions.run_unreviewed()

    assert desk.segmenter.calls == [["a.png", "b.png", "c.png"]]


def test_an_image_that_fails_is_named_and_the_rest_goes_on(folder: Path, qapp: object) -> None:
    (folder / "pots" / "b.png").write_bytes(b"")
    desk = Desk()
    desk.workspace.open_path(folder)
    heard = hear(desk)

    desk.predictions.run_unreviewed()

    (summary,) = heard.of("run_finished")
    assert statuses(desk, summary) == {"a.png": DONE, "b.png": FAILED, "c.png": DONE}
    (failure,) = summary.failures
    assert "b.png cannot be read" in failure.message
    assert desk.state_of("b.png") is ReviewState.UNSEEN
    assert heard.of("failed") == []


@pytest.fixture
def three_groups(tmp_path: Path) -> Path:
    return photo_folder(
        tmp_path, {"cups": ("a.png",), "pans": ("b.png", "c.png"), "spoons": ("d.png",)}
    )


def test_a_group_that_fails_does_not_end_the_others(three_groups: Path, qapp: object) -> None:
    desk = Desk(segmenter=FakeSegmenter(raising={"c.png": ModelError("too large: use the CPU")}))
    desk.workspace.open_path(three_groups)
    heard = hear(desk)

    desk.predictions.run_unreviewed()

    (summary,) = heard.of("run_finished")
    assert heard.of("run_started") == ["3 groups"]
    assert statuses(desk, summary) == {
        "a.png": DONE, "b.png": DONE, "c.png": FAILED, "d.png": DONE,
    }  # fmt: skip
    assert [one.message for one in summary.failures] == ["too large: use the CPU"]


def test_a_mistake_in_the_model_is_told_and_logged(
    three_groups: Path, qapp: object, log_guard: LogGuard
) -> None:
    desk = Desk(segmenter=FakeSegmenter(raising={"b.png": IndexError("axis 1")}))
    desk.workspace.open_path(three_groups)
    heard = hear(desk)

    with log_guard.expect("segment pans failed"):
        desk.predictions.run_unreviewed()

    (summary,) = heard.of("run_finished")
    assert {one.message for one in summary.failures} == {
        "The model failed (axis 1). The log file says more."
    }
    assert len(summary.failures) == 2


def test_a_model_that_cannot_be_loaded_is_told_once_and_loads_later(folder: Path, qapp) -> None:
    answers: list[object] = [CheckpointError("The model file is damaged: import it again.")]
    segmenter = FakeSegmenter()

    def factory() -> FakeSegmenter:
        if answers:
            raise answers.pop()
        return segmenter

    desk = Desk(factory=factory)
    desk.workspace.open_path(folder)
    heard = hear(desk)

    desk.predictions.run_unreviewed()

    assert heard.of("failed") == [
        ("The model cannot be loaded", "The model file is damaged: import it again.")
    ]
    (summary,) = heard.of("run_finished")
    assert summary.count(SKIPPED) == 3
    assert not desk.predictions.is_running
    assert desk.predictions.device_name == ""

    desk.predictions.run_unreviewed()
    assert heard.of("run_finished")[1].count(DONE) == 3


def test_preloading_tells_the_device_and_the_run_uses_that_model(folder: Path, qapp) -> None:
    made: list[FakeSegmenter] = []

    def factory() -> FakeSegmenter:
        made.append(FakeSegmenter(device="cpu, 2 threads"))
        return made[-1]

    desk = Desk(factory=factory)
    desk.workspace.open_path(folder)
    heard = hear(desk)
    assert made == [], "only when it is needed"

    desk.predictions.preload()
    assert heard.of("device_changed") == ["cpu, 2 threads"]
    assert desk.predictions.model_name == "fake"
    desk.predictions.run_unreviewed()

    assert len(made) == 1
    assert heard.of("device_changed") == ["cpu, 2 threads"]


def test_a_failed_preload_is_told(qapp: object) -> None:
    def factory() -> FakeSegmenter:
        raise CheckpointError("no model")

    desk = Desk(factory=factory)
    heard = hear(desk)

    desk.predictions.preload()

    assert heard.of("failed") == [("The model cannot be loaded", "no model")]


def test_the_device_that_a_run_ended_on_is_told_with_its_notice(desk: Desk) -> None:
    desk.predictions.preload()
    heard = hear(desk)
    desk.segmenter.device = "cpu"
    desk.segmenter.notices = ("out of memory on cuda:0: went on with the CPU",)

    desk.predictions.run_unreviewed()

    assert heard.of("device_changed") == ["cpu"]
    (summary,) = heard.of("run_finished")
    assert summary.device == "cpu"
    assert summary.notices == ("out of memory on cuda:0: went on with the CPU",)


def test_another_model_is_loaded_for_the_next_run(desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    heard = hear(desk)
    other = FakeSegmenter(model_name="mine", device="cuda:0")

    desk.predictions.use_factory(lambda: other)
    assert desk.predictions.device_name == ""
    desk.predictions.run_unreviewed()

    assert heard.of("device_changed") == ["", "cuda:0"]
    assert len(other.calls) == 1
    assert desk.workspace.project.model_name == "mine"


def test_options_reach_the_model(desk: Desk) -> None:
    desk.predictions.options = SegmentOptions(threshold=0.7, refine=False)

    desk.predictions.run_unreviewed()

    assert desk.segmenter.options == [SegmentOptions(threshold=0.7, refine=False)]


def test_only_groups_with_something_to_review_are_run(three_groups: Path, qapp: object) -> None:
    desk = Desk()
    desk.workspace.open_path(three_groups)
    for name in ("a.png", "d.png"):
        desk.workspace.set_state(desk.id_of(name), ReviewState.APPROVED)

    desk.predictions.run_unreviewed()

    assert desk.segmenter.calls == [["b.png", "c.png"]]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (ReviewState.APPROVED, "Every image has been reviewed"),
        (ReviewState.EXCLUDED, "Every image has been reviewed"),
    ],
)
def test_where_nothing_is_left_the_person_hears_it(
    desk: Desk, state: ReviewState, text: str
) -> None:
    for image_id in desk.ids():
        desk.workspace.set_state(image_id, state)
    heard = hear(desk)

    desk.predictions.run_unreviewed()

    assert text in heard.of("failed")[0][1]
    assert heard.of("run_started") == []


def test_a_group_of_excluded_images_is_not_run(desk: Desk) -> None:
    for image_id in desk.ids():
        desk.workspace.set_state(image_id, ReviewState.EXCLUDED)
    heard = hear(desk)

    desk.predictions.run_group(desk.workspace.project.groups[0].id)

    assert "no image to run it on" in heard.of("failed")[0][1]
    assert desk.segmenter.calls == []


def test_a_read_only_project_is_not_run(folder: Path, desk: Desk) -> None:
    second = Desk()
    second.workspace.open_path(folder)
    heard = hear(second)

    second.predictions.run_unreviewed()

    assert "read-only" in heard.of("failed")[0][1]
    assert second.segmenter.calls == []


def test_results_are_on_disk_with_the_run(folder: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    path = desk.workspace.project_path
    image_id = desk.id_of("b.png")

    assert layers_path(path, image_id).exists()
    assert probability_path(path, image_id).exists()


def test_a_result_that_cannot_be_written_stays_unsaved_and_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(desk.workspace, "failed", "saved", "save_failed")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", refuse)
        desk.predictions.run_unreviewed()
        assert desk.workspace.is_dirty
        assert "disk is full" in heard.of("failed")[0][1]
        assert np.array_equal(stored_mask(desk, "a.png"), DISC)
        desk.workspace.save()
        assert heard.of("saved") == []
        assert desk.workspace.is_dirty

    desk.workspace.save()

    assert len(heard.of("saved")) == 1
    assert not desk.workspace.is_dirty
    assert layers_path(desk.workspace.project_path, desk.id_of("a.png")).exists()


def test_a_run_whose_results_cannot_be_written_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = hear(desk)

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    desk.predictions.run_unreviewed()

    (summary,) = heard.of("run_finished")
    assert statuses(desk, summary) == {"a.png": DONE, "b.png": CANCELLED, "c.png": CANCELLED}


def test_a_person_who_paints_over_an_unwritten_result_keeps_the_paint(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", refuse)
        desk.predictions.run_unreviewed()
        desk.paint((5, 5))
    painted = desk.mask()

    desk.workspace.save()
    desk.workspace.save()
    desk.workspace.close()

    again = Desk()
    again.workspace.open_path(folder)
    assert np.array_equal(again.mask(), painted)


class Stepped:
    """A run whose tasks wait until the test lets them go."""

    def __init__(self, folder: Path) -> None:
        self.runner = SteppedRunner()
        self.desk = Desk(self.runner)
        self.desk.workspace.open_path(folder)
        self.runner.run_all()
        self.heard = hear(self.desk)


@pytest.fixture
def stepped(qapp: object, folder: Path) -> Stepped:
    return Stepped(folder)


@pytest.mark.parametrize("change", ["edit", "stroke under the hand", "approve"])
def test_a_result_for_an_image_that_changed_meanwhile_is_dropped(
    stepped: Stepped, change: str
) -> None:
    desk = stepped.desk
    desk.predictions.run_unreviewed()
    stepped.runner.run_one("load the model")
    if change == "edit":
        desk.paint((5, 5))
    elif change == "stroke under the hand":
        desk.editor.begin_stroke("Brush")
        desk.editor.extend_stroke((5, 5), (5, 5), radius_px=4, value=True)
    else:
        desk.workspace.set_state(desk.id_of("a.png"), ReviewState.APPROVED)
    before = desk.mask()

    stepped.runner.run_all()

    (summary,) = stepped.heard.of("run_finished")
    assert statuses(desk, summary) == {"a.png": SKIPPED, "b.png": DONE, "c.png": DONE}
    assert "changed while the model ran" in summary.outcomes[0].message
    assert np.array_equal(desk.mask(), before)
    assert desk.workspace.image(desk.id_of("a.png")).score is None
    assert desk.editor.probability_hw_u8 is None


def test_a_result_for_a_group_that_has_gone_is_dropped(stepped: Stepped) -> None:
    desk = stepped.desk
    desk.predictions.run_unreviewed()
    stepped.runner.run_one("load the model")

    desk.workspace.remove_group(desk.workspace.project.groups[0].id)
    stepped.runner.run_all()

    (summary,) = stepped.heard.of("run_finished")
    assert summary.count(SKIPPED) == 3
    assert stepped.heard.of("image_predicted") == []


def test_a_run_ends_with_the_project_it_was_for(tmp_path: Path, stepped: Stepped) -> None:
    other = photo_folder(tmp_path / "other", {"pots": ("x.png",)})
    stepped.desk.predictions.run_unreviewed()

    stepped.desk.workspace.open_path(other)
    stepped.runner.run_all()

    (summary,) = stepped.heard.of("run_finished")
    assert summary.count(CANCELLED) + summary.count(DONE) == 3
    assert not stepped.desk.predictions.is_running
    assert stepped.desk.state_of("x.png") is ReviewState.UNSEEN


def test_saving_under_another_name_does_not_end_the_run(tmp_path: Path, stepped: Stepped) -> None:
    stepped.desk.predictions.run_unreviewed()

    stepped.desk.workspace.save_as(tmp_path / "mine.cosegui")
    stepped.runner.run_all()

    (summary,) = stepped.heard.of("run_finished")
    assert summary.count(DONE) == 3
    path = stepped.desk.workspace.project_path
    assert path == tmp_path / "mine.cosegui"
    assert all(layers_path(path, one).exists() for one in stepped.desk.ids())


def test_the_newest_request_wins(three_groups: Path, qapp: object) -> None:
    stepped = Stepped(three_groups)
    desk = stepped.desk
    cups, pans, _ = desk.workspace.project.groups
    desk.predictions.run_group(cups.id)
    stepped.runner.run_one("load the model")

    desk.predictions.run_group(pans.id)
    stepped.runner.run_all()

    first, second = stepped.heard.of("run_finished")
    assert statuses(desk, first) == {"a.png": CANCELLED}
    assert statuses(desk, second) == {"b.png": DONE, "c.png": DONE}
    order = [one for one in stepped.heard.names if one in ("run_started", "run_finished")]
    assert order == ["run_started", "run_finished"] * 2
    assert desk.segmenter.calls == [["b.png", "c.png"]]


def test_a_listener_may_start_the_next_run_when_one_ends(three_groups: Path, qapp) -> None:
    desk = Desk()
    desk.workspace.open_path(three_groups)
    cups, pans, _ = desk.workspace.project.groups
    heard = hear(desk)
    queue = [pans.id]
    desk.predictions.run_finished.connect(
        lambda _: desk.predictions.run_group(queue.pop()) if queue else None
    )

    desk.predictions.run_group(cups.id)

    assert heard.of("run_started") == ["cups", "pans"]
    assert not desk.predictions.is_running


def test_cancelling_in_the_middle_of_a_chunk_is_told_at_once_and_keeps_what_is_done(
    qtbot: QtBot, folder: Path, threads: TaskRunner
) -> None:
    desk = Desk(threads)
    desk.open_in_threads(qtbot, folder)
    pause = desk.segmenter.pause_at("b.png")
    heard = hear(desk)
    with qtbot.waitSignal(desk.predictions.image_predicted, timeout=20_000):
        desk.predictions.run_unreviewed()
    pause.wait_reached()

    began = time.perf_counter()
    desk.predictions.cancel()
    seconds = time.perf_counter() - began

    assert seconds < 0.2
    (summary,) = heard.of("run_finished")
    assert statuses(desk, summary) == {"a.png": DONE, "b.png": CANCELLED, "c.png": CANCELLED}
    assert not desk.predictions.is_running
    assert np.array_equal(desk.mask(), DISC)
    pause.go_on.set()

    # The next run waits for the thread that was busy, and nothing late has come in between.
    heard.clear()
    with qtbot.waitSignal(desk.predictions.run_finished, timeout=20_000):
        desk.predictions.run_unreviewed()
    assert heard.of("run_finished")[0].count(DONE) == 3
    assert len(heard.of("image_predicted")) == 3


def test_the_model_stays_in_one_thread_and_results_come_to_this_one(
    qtbot: QtBot, three_groups: Path, threads: TaskRunner
) -> None:
    made_in: list[str] = []
    segmenter = FakeSegmenter()

    def factory() -> FakeSegmenter:
        made_in.append(threading.current_thread().name)
        return segmenter

    desk = Desk(threads, factory=factory)
    desk.open_in_threads(qtbot, three_groups)
    delivered_in: set[int] = set()
    desk.predictions.image_predicted.connect(lambda _: delivered_in.add(threading.get_ident()))

    with qtbot.waitSignal(desk.predictions.run_finished, timeout=20_000):
        desk.predictions.run_unreviewed()
    with qtbot.waitSignal(desk.predictions.run_finished, timeout=20_000):
        desk.predictions.run_unreviewed()

    assert segmenter.threads == set(made_in)
    assert len(made_in) == 1
    assert made_in[0].startswith("cosegui-model")
    assert delivered_in == {threading.get_ident()}


def test_cancelling_nothing_says_nothing(desk: Desk) -> None:
    heard = hear(desk)

    desk.predictions.cancel()

    assert heard.all == []


def test_time_left_is_told_once_it_is_known(folder: Path, qapp: object) -> None:
    now = [0.0]
    desk = Desk()
    desk.workspace.open_path(folder)
    desk.predictions._clock = lambda: now[0]
    heard = hear(desk)
    desk.predictions.image_predicted.connect(lambda _: now.__setitem__(0, now[0] + 3.0))

    desk.predictions.run_unreviewed()

    told = [one.seconds_left for one in heard.of("run_progressed")]
    assert told[:2] == [None, None]
    assert told[2:] == [pytest.approx(6.0), pytest.approx(3.0), 0.0]
    assert heard.of("run_finished")[0].seconds == 9.0
