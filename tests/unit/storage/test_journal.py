"""The journal: what was appended outlives the process, and replaying it twice does no harm."""

import errno
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cosegui.core.errors import SaveError
from cosegui.core.geometry import Box
from cosegui.core.layers import empty_layers
from cosegui.core.project import ReviewState
from cosegui.storage import journal as journal_module
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import read_layers
from cosegui.storage.project_file import data_folder_of, layers_path
from tests.helpers import scripted_painter

SIZE_HW = scripted_painter.SIZE_HW


def painted(numbers, journal=None, layers=None):
    """Layers after the strokes, each appended to the journal."""
    layers = empty_layers(SIZE_HW) if layers is None else layers
    for number in numbers:
        box = scripted_painter.paint(layers, number)
        if journal is not None:
            journal.append(record_of(layers, box))
    return layers


def record_of(layers, box, image_id="a0"):
    return JournalRecord.of_step(image_id, ReviewState.CORRECTED, "Brush", layers, box)


def replayed(folder, layers=None):
    layers = empty_layers(SIZE_HW) if layers is None else layers
    for record in Journal(folder).read():
        assert record.apply(layers)
    return layers


def segments(folder):
    return sorted(path.name for path in (folder / "journal").iterdir())


def test_a_fresh_folder_has_no_journal_and_reading_makes_none(tmp_path):
    journal = Journal(tmp_path)
    assert not journal.has_records
    assert journal.cut() == 0
    journal.discard(0)
    assert list(tmp_path.iterdir()) == []


def test_strokes_come_back_in_order(tmp_path):
    journal = Journal(tmp_path)
    layers = painted(range(1, 8), journal)
    assert journal.has_records
    np.testing.assert_array_equal(replayed(tmp_path), layers)


def test_a_record_keeps_all_it_knows(tmp_path):
    layers = painted([1, 2])
    box = Box(10, 20, 30, 25)
    written = JournalRecord.of_step("ff01", ReviewState.APPROVED, "Löschen 猫", layers, box)
    Journal(tmp_path).append(written)
    (read,) = Journal(tmp_path).read()
    assert (read.image_id, read.state, read.name) == ("ff01", ReviewState.APPROVED, "Löschen 猫")
    assert (read.size_hw, read.box) == (SIZE_HW, box)
    np.testing.assert_array_equal(read.layers_hw, layers[box.slices])


def test_a_record_is_not_reached_by_later_strokes():
    layers = painted([1, 2, 4])
    record = record_of(layers, Box.full(SIZE_HW))
    before = layers.copy()
    assert before.any()
    layers[:] = 0
    np.testing.assert_array_equal(record.layers_hw, before)


def test_a_change_of_state_alone_leaves_the_pixels(tmp_path):
    Journal(tmp_path).append(JournalRecord.of_state("a0", ReviewState.EXCLUDED))
    (record,) = Journal(tmp_path).read()
    layers = painted([1])
    before = layers.copy()
    assert record.apply(layers)
    assert record.state is ReviewState.EXCLUDED
    np.testing.assert_array_equal(layers, before)


def test_replaying_onto_what_a_save_already_caught_changes_nothing(tmp_path):
    layers = painted(range(1, 12), Journal(tmp_path))
    np.testing.assert_array_equal(replayed(tmp_path, layers.copy()), layers)


def test_a_record_of_another_size_is_not_applied():
    layers = painted([1])
    record = record_of(layers, Box(0, 0, 5, 5))
    other = np.zeros((10, 10), np.uint8)
    assert not record.apply(other)
    assert not other.any()


def test_a_save_keeps_what_was_painted_meanwhile(tmp_path):
    journal = Journal(tmp_path)
    layers = painted(range(1, 5), journal)
    cut = journal.cut()
    saved = layers.copy()
    painted(range(5, 8), journal, layers)
    journal.discard(cut)
    np.testing.assert_array_equal(replayed(tmp_path, saved), layers)
    assert len(list(Journal(tmp_path).read())) == 3


def test_after_a_failed_save_everything_is_still_there(tmp_path):
    journal = Journal(tmp_path)
    layers = painted(range(1, 5), journal)
    journal.cut()
    painted(range(5, 8), journal, layers)
    np.testing.assert_array_equal(replayed(tmp_path), layers)
    journal.discard(journal.cut())
    assert segments(tmp_path) == []
    assert not journal.has_records


def test_the_next_start_goes_on_behind_the_old_segments(tmp_path):
    first = Journal(tmp_path)
    layers = painted(range(1, 4), first)
    second = Journal(tmp_path)
    painted(range(4, 6), second, layers)
    assert segments(tmp_path) == ["00000001.journal", "00000002.journal"]
    np.testing.assert_array_equal(replayed(tmp_path), layers)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_torn_end_loses_the_last_stroke_and_no_other(tmp_path, data):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    journal = Journal(folder)
    before_last = painted(range(1, 4), journal).copy()
    whole_bytes = (folder / "journal" / "00000001.journal").stat().st_size
    painted([4], journal, before_last.copy())
    path = folder / "journal" / "00000001.journal"
    cut_bytes = data.draw(st.integers(whole_bytes, path.stat().st_size - 1))
    os.truncate(path, cut_bytes)
    np.testing.assert_array_equal(replayed(folder), before_last)
    # And the next session's strokes are read behind the torn one.
    after = painted([5], Journal(folder), before_last.copy())
    np.testing.assert_array_equal(replayed(folder), after)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(0, 4000), damage=st.binary(min_size=1, max_size=8))
def test_damaged_bytes_never_give_a_wrong_stroke(tmp_path, where, damage):
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    painted(range(1, 6), Journal(folder))
    path = folder / "journal" / "00000001.journal"
    content = bytearray(path.read_bytes())
    where %= len(content)
    content[where : where + len(damage)] = damage
    path.write_bytes(content)
    layers = empty_layers(SIZE_HW)
    count = 0
    for record in Journal(folder).read():
        count += 1
        assert record.apply(layers)
    assert count <= 5
    np.testing.assert_array_equal(layers, painted(range(1, count + 1)))


def test_a_full_disk_is_reported_and_the_next_stroke_is_safe_again(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    layers = painted([1, 2], journal)

    def full(descriptor, content):
        os.write(descriptor, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "_write_all", full)
        with pytest.raises(SaveError, match="disk is full"):
            painted([3], journal, layers)
    assert segments(tmp_path) == ["00000001.journal"]
    journal.append(record_of(layers, Box.full(SIZE_HW)))
    assert segments(tmp_path) == ["00000001.journal", "00000002.journal"]
    np.testing.assert_array_equal(replayed(tmp_path), layers)


def test_a_segment_made_ahead_takes_the_next_record_and_holds_none_by_itself(tmp_path):
    journal = Journal(tmp_path)
    journal.prepare()
    assert segments(tmp_path) == ["00000001.journal"]
    assert not journal.has_records
    layers = painted([1, 2], journal)
    assert segments(tmp_path) == ["00000001.journal"]
    np.testing.assert_array_equal(replayed(tmp_path), layers)


def test_waiting_for_the_disk_covers_a_segment_that_was_cut_meanwhile(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    journal.sync()()
    painted([1], journal)
    wait = journal.sync()
    journal.cut()
    synced = []
    with monkeypatch.context() as patch:
        patch.setattr(journal_module.os, "fsync", synced.append)
        wait()
    assert len(synced) == 1

    def broken(_descriptor):
        raise OSError(errno.EIO, "broken")

    painted([2], journal)
    with monkeypatch.context() as patch:
        patch.setattr(journal_module.os, "fsync", broken)
        with pytest.raises(SaveError, match="reports a fault"):
            journal.sync()()


def test_a_copy_goes_on_with_the_records_and_the_cuts(tmp_path):
    journal, old = Journal(tmp_path / "a"), Journal(tmp_path / "b")
    painted([9], old)
    layers = painted([1, 2], journal)
    cut = journal.cut()
    painted([3], journal, layers)
    other = journal.copy_to(tmp_path / "b")
    np.testing.assert_array_equal(replayed(tmp_path / "b"), layers)
    other.discard(cut)
    painted([4], other, layers)
    assert len(list(other.read())) == 2


def test_waiting_for_the_disk_passes_over_what_a_save_discards_meanwhile(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    painted([1], journal)
    cut = journal.cut()
    painted([2], journal)
    segments = journal._segments()
    assert len(segments) == 2
    journal.discard(cut)
    monkeypatch.setattr(journal, "_segments", lambda: segments)
    journal.flush()


def test_a_discard_that_comes_late_does_not_reach_newer_strokes(tmp_path):
    journal = Journal(tmp_path)
    layers = painted([1], journal)
    first, second = journal.cut(), journal.cut()
    journal.discard(first)
    painted([2], journal, layers)
    journal.discard(second)
    assert len(list(journal.read())) == 1


def test_foreign_files_in_the_folder_are_left_alone(tmp_path):
    journal = Journal(tmp_path)
    painted([1], journal)
    (tmp_path / "journal" / "notes.txt").write_text("mine")
    journal.discard(journal.cut())
    assert segments(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize("acknowledged", [1, 2, 4, 5, 6, 9, 10, 11, 23])
def test_a_kill_loses_nothing_but_the_stroke_under_the_hand(tmp_path, acknowledged):
    path = tmp_path / "killed.cosegui"
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.scripted_painter", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        for number in range(1, acknowledged + 1):
            assert child.stdout.readline() == f"{number}\n"
        child.kill()
        # What the child finished between our reading and its end is acknowledged as well.
        finished = acknowledged + len(child.stdout.read().split())
    saved = layers_path(path, scripted_painter.IMAGE_ID)
    layers = read_layers(saved) if saved.exists() else empty_layers(SIZE_HW)
    restored = replayed(data_folder_of(path), layers)
    expected = painted(range(1, finished + 1))
    with_the_last = painted([finished + 1], layers=expected.copy())
    assert np.array_equal(restored, expected) or np.array_equal(restored, with_the_last)
