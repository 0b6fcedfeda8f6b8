"""Long runs: going on after a break, threads around the model, several processes."""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from cosegui.commands import batch, predict, read_ahead
from cosegui.commands.console import Console, UsageError
from cosegui.commands.read_ahead import ReadAhead
from cosegui.commands.run_state import STATE_FOLDER
from cosegui.commands.shard import Shard
from cosegui.commands.sources import SourceGroup
from cosegui.core.errors import ImageReadError
from cosegui.core.ports import GroupPrediction, ImageFailure, ImagePrediction, Segmenter
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import photograph
from tests.helpers.fakes import FakeSegmenter

NAMES = ("cows/1.jpg", "cows/2.jpg", "ducks/1.jpg", "ducks/2.jpg", "sheep/1.jpg")


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    for name in NAMES:
        photograph(tmp_path / "photographs" / name)
    return tmp_path / "photographs"


class Ends(FakeSegmenter):
    """As if Ctrl-C came when the second image of the ducks was reached."""

    def segment_group(self, sources, **options) -> Iterator[ImagePrediction]:
        for number, event in enumerate(super().segment_group(sources, **options)):
            if len(self.calls) == 2 and number == 1:
                raise KeyboardInterrupt
            yield event


class Run:
    """`cosegui predict` over the photographs, again and again into one folder."""

    def __init__(self, source: Path, out: Path) -> None:
        self.source, self.out = source, out
        self.report_path = out.parent / "report.json"

    def __call__(
        self, *more: object, segmenter: Segmenter | None = None
    ) -> tuple[list[str], FakeConsole]:
        """The groups that the model was asked for, by their number of images, and what was said."""
        segmenter = segmenter or FakeSegmenter()
        console = FakeConsole()
        arguments = (self.source, "--out", self.out, "--report", self.report_path, *more)
        predict.run(
            parsed(predict, *arguments), console, load_segmenter=lambda model, device: segmenter
        )
        return segmenter.calls, console

    def report(self) -> dict:
        return json.loads(self.report_path.read_text("utf-8"))


@pytest.fixture
def run(photographs: Path, tmp_path: Path) -> Run:
    return Run(photographs, tmp_path / "out")


def statuses(report: dict) -> list[str]:
    return [image["status"] for image in report["images"]]


def test_a_run_goes_on_after_ctrl_c_and_reports_as_if_it_had_not_been_cut(
    run: Run, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(segmenter=Ends())
    assert statuses(run.report()) == ["done", "done", "done", "cancelled", "cancelled"]
    cows = run.out / "cows" / "1.png"
    before = cows.stat().st_mtime_ns

    calls, console = run("--resume")

    assert calls == [["1.jpg", "2.jpg"], ["1.jpg"]], "ducks and sheep, and no cows"
    assert cows.stat().st_mtime_ns == before
    assert "5 masks" in console.said
    assert "2 of them from before" in console.said
    resumed = run.report()
    straight = Run(run.source, tmp_path / "straight")
    straight()
    for report in (resumed, whole := straight.report()):
        del report["seconds"], report["out"]
    assert resumed == whole


def test_a_run_that_is_not_resumed_begins_anew(run: Run) -> None:
    run()
    calls, _ = run()
    assert len(calls) == 3


def test_resuming_what_is_done_asks_the_model_for_nothing(run: Run) -> None:
    run()
    calls, console = run("--resume")
    assert calls == []
    assert "5 of them from before" in console.said
    assert statuses(run.report()) == ["done"] * 5


def _damage(run: Run) -> None:
    mask = run.out / "ducks" / "1.png"
    mask.write_bytes(mask.read_bytes()[:-1])


def _remove(run: Run) -> None:
    (run.out / "ducks" / "2.png").unlink()


def _draw_over(run: Run) -> None:
    with Image.open(run.out / "ducks" / "2.png") as mask:
        Image.new("L", mask.size).save(run.out / "ducks" / "2.png")


def _change_a_photograph(run: Run) -> None:
    Image.new("RGB", (50, 40)).save(run.source / "ducks" / "1.jpg")


def _add_a_photograph(run: Run) -> None:
    photograph(run.source / "ducks" / "3.jpg")


@pytest.mark.parametrize(
    "change", [_damage, _remove, _draw_over, _change_a_photograph, _add_a_photograph]
)
def test_a_group_whose_files_have_changed_is_done_again(run: Run, change) -> None:
    run()
    change(run)
    calls, _ = run("--resume")
    assert len(calls) == 1
    assert calls[0][:2] == ["1.jpg", "2.jpg"]
    assert run("--resume")[0] == []


@pytest.mark.parametrize("more", [("--threshold", "0.3"), ("--heatmaps",), ("--probabilities",)])
def test_other_wishes_are_another_run(run: Run, more) -> None:
    run()
    assert len(run(*more, "--resume")[0]) == 3
    assert run(*more, "--resume")[0] == []


def test_a_group_with_a_failed_image_is_tried_again(run: Run) -> None:
    run(segmenter=FakeSegmenter(failing=["2.jpg"]))
    assert statuses(run.report()) == ["done", "failed", "done", "failed", "done"]
    calls, _ = run("--resume")
    assert len(calls) == 2
    assert statuses(run.report()) == ["done"] * 5


@pytest.mark.parametrize("torn", [b'{"name": "sheep", "ke', b"\n\n", b"[1]\n", b"\xff\xfe\n"])
def test_a_record_that_a_killed_run_left_in_pieces_costs_no_other(run: Run, torn: bytes) -> None:
    run()
    (state,) = (run.out / STATE_FOLDER).iterdir()
    lines = state.read_bytes().splitlines(keepends=True)
    state.write_bytes(b"".join(lines[:2]) + torn)

    assert run("--resume")[0] == [["1.jpg"]], "only the sheep"
    assert run("--resume")[0] == []


def test_examples_are_part_of_what_was_asked(run: Run, tmp_path: Path) -> None:
    run()
    (tmp_path / "true" / "cows").mkdir(parents=True)
    mask = tmp_path / "true" / "cows" / "1.png"
    mask.write_bytes((run.out / "cows" / "1.png").read_bytes())

    def groups_done() -> int:
        segmenter = FakeSegmenter()
        run("--resume", "--examples", tmp_path / "true", segmenter=segmenter)
        return len(segmenter.examples) + len(segmenter.calls)

    assert groups_done() > 0
    assert groups_done() == 0
    with Image.open(mask) as image:
        Image.new("L", image.size, 255).save(mask)
    assert groups_done() > 0


def test_decoding_and_encoding_leave_the_models_thread_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, set[str]] = {"read": set(), "write": set()}

    def noting(kind: str, work):
        def noted(*arguments, **options):
            threads[kind].add(threading.current_thread().name.split("_")[0])
            return work(*arguments, **options)

        return noted

    monkeypatch.setattr(read_ahead, "read_image", noting("read", read_ahead.read_image))
    monkeypatch.setattr(batch, "write_mask", noting("write", batch.write_mask))
    run("--jobs", 2)
    assert threads == {"read": {"batch"}, "write": {"batch"}}


class Immediate(Executor):
    """Does everything at once, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def submit(self, work, path, /):
        self.asked.append(path.name)
        future: Future = Future()
        try:
            future.set_result(work(path))
        except ImageReadError as error:
            future.set_exception(error)
        return future


def test_reading_ahead_holds_no_more_than_it_may_and_reads_each_photograph_once(
    tmp_path: Path,
) -> None:
    paths = [photograph(tmp_path / f"{i}.png") for i in range(6)]
    pool = Immediate()
    ahead = ReadAhead(pool, ahead=2)
    sources = ahead.sources(paths)

    asked_after = []
    for source in sources:
        source.read()
        asked_after.append(len(pool.asked))

    assert asked_after == [3, 4, 5, 6, 6, 6]
    assert pool.asked == [path.name for path in paths]
    assert all(source.key is None for source in sources), "no features are kept"


def test_a_photograph_that_cannot_be_read_fails_when_its_turn_comes(tmp_path: Path) -> None:
    good = photograph(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"no image")
    with ThreadPoolExecutor(1) as pool:
        sources = ReadAhead(pool, ahead=2).sources([good, tmp_path / "bad.png", good])
        assert sources[0].read().shape[2] == 3
        with pytest.raises(ImageReadError, match=r"bad.png"):
            sources[1].read()
        assert sources[2].read().shape[2] == 3


def _groups(*sizes: int) -> list[SourceGroup]:
    return [
        SourceGroup(f"g{i}", tuple(Path(f"{i}/{k}.jpg") for k in range(size)), ("x",) * size)
        for i, size in enumerate(sizes)
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_processes_share_all_groups_about_evenly_and_none_twice(count: int) -> None:
    groups = _groups(5, 1, 30, 2, 2, 20, 9, 9, 1, 4)
    parts = [Shard(rank, count).part_of(groups) for rank in range(count)]
    names = sorted(group.name for part in parts for group in part)
    assert names == sorted(group.name for group in groups)
    loads = [sum(len(group.images) for group in part) for part in parts]
    assert max(loads) <= max(30, sum(loads) / count + 9)
    assert all(part == sorted(part, key=groups.index) for part in parts)


def test_the_environment_of_torchrun_tells_the_part() -> None:
    assert Shard.of_environment({}) == Shard(0, 1)
    assert Shard.of_environment({"RANK": "2", "WORLD_SIZE": "4"}) == Shard(2, 4)


def test_several_processes_never_write_one_project(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANK", "0")
    monkeypatch.setenv("WORLD_SIZE", "2")
    with pytest.raises(UsageError, match="--project"):
        run("--project", tmp_path / "p.cosegui")
    assert not run.out.exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_a_number_of_threads_that_makes_no_sense_is_wrong_usage(
    jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        parsed(predict, "in", "--out", "out", "--jobs", jobs)
    assert stop.value.code == 2
    assert "no number of threads" in capsys.readouterr().err


class Counting(FakeSegmenter):
    """Notes how many predictions are still held when the next one is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0

    def segment_group(self, sources, **options) -> Iterator[object]:
        alive: weakref.WeakSet = weakref.WeakSet()
        for event in super().segment_group(sources, **options):
            if isinstance(event, (GroupPrediction, ImageFailure)):
                yield event
                continue
            held = Held(**vars(event))
            alive.add(held)
            del event
            yield held
            del held
            self.most = max(self.most, len(alive))


class Held(ImagePrediction):
    """A prediction that can be referred to weakly, and is itself alone."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def test_what_is_held_does_not_grow_with_the_group(tmp_path: Path) -> None:
    for number in range(20):
        photograph(tmp_path / "many" / f"{number}.jpg")
    segmenter = Counting()
    console: Console = FakeConsole()
    arguments = parsed(predict, tmp_path / "many", "--out", tmp_path / "out", "--jobs", 2)
    predict.run(arguments, console, load_segmenter=lambda model, device: segmenter)
    assert 0 < segmenter.most <= 4, "two being written, one in hand, one more on its way"
