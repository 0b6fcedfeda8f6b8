from __future__ import annotations

from pathlib import Path

import pytest

from cosegui.session.image_cache import ImageCache
from tests.helpers.fakes import SteppedRunner
from tests.helpers.projects import write_photographs
from tests.helpers.sessions import SIZE_HW, Heard

IMAGE_BYTES = SIZE_HW[0] * SIZE_HW[1] * 3


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return write_photographs(tmp_path, [f"{name}.png" for name in "abcdef"], size_hw=SIZE_HW)


class Cache:
    def __init__(self, images: int) -> None:
        self.runner = SteppedRunner()
        self.cache = ImageCache(self.runner, budget_bytes=images * IMAGE_BYTES)
        self.heard = Heard(self.cache, "image_loaded", "image_failed")

    def load(self, path: Path) -> None:
        self.cache.request(path)
        self.runner.run_all()

    def held(self, paths: list[Path]) -> str:
        return "".join(path.stem for path in paths if path in self.cache._images)


def test_a_requested_image_is_there_after_its_signal(paths: list[Path]) -> None:
    test = Cache(3)

    test.cache.request(paths[0])
    assert test.cache.image(paths[0]) is None
    test.runner.run_all()

    assert test.heard.of("image_loaded") == [str(paths[0])]
    image = test.cache.image(paths[0])
    assert image is not None
    assert image.shape == (*SIZE_HW, 3)
    assert not image.flags.writeable


def test_what_was_used_last_is_kept_within_the_budget(paths: list[Path]) -> None:
    test = Cache(3)
    for path in paths[:3]:
        test.load(path)
    test.cache.image(paths[0])

    test.load(paths[3])

    assert test.held(paths) == "acd"


def test_the_newest_image_stays_even_if_it_alone_is_beyond_the_budget(paths: list[Path]) -> None:
    test = Cache(0)

    test.load(paths[0])
    test.load(paths[1])

    assert test.held(paths) == "b"


def test_prefetching_never_pushes_out_the_image_that_is_wanted(paths: list[Path]) -> None:
    test = Cache(2)
    test.load(paths[0])

    test.cache.prefetch(paths[1:5])
    test.runner.run_all()

    assert "a" in test.held(paths)


def test_a_request_goes_before_prefetching_and_old_wishes_are_given_up(
    paths: list[Path],
) -> None:
    test = Cache(9)
    test.cache.prefetch(paths[:2])
    test.cache.prefetch(paths[1:3])
    test.cache.request(paths[5])

    test.runner.run_all()

    assert [Path(path).stem for path in test.heard.of("image_loaded")] == ["f", "b", "c"]


def test_what_is_being_loaded_is_not_loaded_twice(paths: list[Path]) -> None:
    test = Cache(9)

    test.cache.prefetch(paths[:1])
    test.cache.request(paths[0])
    test.cache.request(paths[0])
    test.runner.run_all()

    assert test.heard.of("image_loaded") == [str(paths[0])]


def test_a_file_that_cannot_be_read_is_named_and_can_be_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "later.png"
    test = Cache(3)

    test.load(path)
    ((failed_path, text),) = test.heard.of("image_failed")
    assert failed_path == str(path)
    assert "later.png cannot be read" in text

    write_photographs(tmp_path, ["later.png"])
    test.load(path)
    assert test.cache.image(path) is not None


def test_a_smaller_budget_takes_effect_at_once(paths: list[Path]) -> None:
    test = Cache(5)
    for path in paths[:4]:
        test.load(path)

    test.cache.set_budget(2 * IMAGE_BYTES)

    assert test.held(paths) == "cd"


def test_clearing_drops_what_is_on_its_way_too(paths: list[Path]) -> None:
    test = Cache(5)
    test.load(paths[0])
    test.cache.request(paths[1])
    deliver = test.runner.work()

    test.cache.clear()
    deliver()

    assert test.held(paths) == ""
