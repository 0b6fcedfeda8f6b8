"""Exported masks: right pixels, right names, and a report that hides nothing."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.errors import ExportError, ImageReadError
from cosegui.storage.export_png import MaskExport, export_masks, plan_targets, safe_name
from cosegui.storage.masks import read_mask

MASK = np.array([[True, False, True], [False, False, True]])


def item(group, source, mask=MASK):
    return MaskExport(group, Path(source), lambda: mask)


def targets_of(*items):
    folder = Path("out")
    return [path.relative_to(folder).as_posix() for path in plan_targets(items, folder)]


def test_masks_are_written_by_group_and_stem(tmp_path):
    report = export_masks([item("cats", "a.jpg"), item("große Hunde", "b.c.png")], tmp_path / "out")
    assert [file.target for file in report.written] == [
        tmp_path / "out" / "cats" / "a.png",
        tmp_path / "out" / "große Hunde" / "b.c.png",
    ]
    assert not report.failed
    np.testing.assert_array_equal(read_mask(report.files[0].target), MASK)


def test_holes_and_islands_survive(tmp_path):
    mask = np.zeros((30, 30), np.bool_)
    mask[5:25, 5:25] = True
    mask[10:20, 10:20] = False
    mask[14:16, 14:16] = True
    report = export_masks([item("g", "a.jpg", mask)], tmp_path)
    np.testing.assert_array_equal(read_mask(report.files[0].target), mask)


def test_an_empty_mask_is_written_as_well(tmp_path):
    report = export_masks([item("g", "a.jpg", np.zeros((4, 5), np.bool_))], tmp_path)
    assert not read_mask(report.files[0].target).any()


def test_the_same_stem_keeps_its_suffix():
    items = [item("g", "a.jpg"), item("g", "a.tif"), item("g", "b.jpg"), item("h", "a.jpg")]
    assert targets_of(*items) == ["g/a.jpg.png", "g/a.tif.png", "g/b.png", "h/a.png"]


def test_names_that_differ_by_case_alone_do_not_meet_on_windows():
    assert targets_of(item("g", "A.jpg"), item("g", "a.jpg")) == ["g/A.jpg.png", "g/a.jpg-2.png"]


def test_the_same_name_from_two_folders_is_numbered():
    items = [item("g", "one/a.jpg"), item("g", "two/a.jpg"), item("g", "three/a.jpg")]
    assert targets_of(*items) == ["g/a.jpg.png", "g/a.jpg-2.png", "g/a.jpg-3.png"]


def test_two_groups_of_one_name_share_a_folder_without_meeting():
    assert targets_of(item("g", "1/a.jpg"), item("G", "2/a.png")) == ["g/a.jpg.png", "G/a.png.png"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("gGh"), st.sampled_from(["a.jpg", "A.jpg", "a.png", "a", "a.jpg-2.x"])
        ),
        max_size=8,
    )
)
def test_no_two_masks_ever_go_to_one_file(pairs):
    targets = targets_of(*[item(group, name) for group, name in pairs])
    assert len({target.casefold() for target in targets}) == len(targets)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cats", "cats"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", "_"),
        ("trailing. ", "trailing"),
        ("con", "_con"),
        ("Aux.txt", "_Aux.txt"),
        ("console", "console"),
        ("", "_"),
        ("bell\x07", "bell_"),
    ],
)
def test_names_are_fit_for_every_system(name, safe):
    assert safe_name(name) == safe


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(tmp_path):
    def broken():
        raise ImageReadError(Path("b.png"), "it is damaged.")

    items = [
        item("g", "a.jpg"),
        MaskExport("g", Path("b.jpg"), broken),
        item("g", "c.jpg", None),
    ]
    report = export_masks(items, tmp_path)
    assert [file.source.name for file in report.written] == ["a.jpg"]
    assert [file.message for file in report.failed] == [
        "b.png cannot be read: it is damaged.",
        "c.jpg has no mask yet.",
    ]


def test_writing_nothing_is_an_error_that_says_why(tmp_path):
    with pytest.raises(ExportError, match="has no mask yet"):
        export_masks([item("g", "a.jpg", None)], tmp_path)
    with pytest.raises(ExportError, match="No image was chosen"):
        export_masks([], tmp_path)


def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ExportError, match="cannot be saved"):
        export_masks([item("g", "a.jpg")], tmp_path / "file")


def test_progress_counts_and_cancelling_keeps_what_is_done(tmp_path):
    seen = []
    items = [item("g", f"{i}.jpg") for i in range(5)]
    report = export_masks(
        items, tmp_path, on_progress=seen.append, is_cancelled=lambda: len(seen) == 2
    )
    assert report.is_cancelled
    assert len(report.written) == 2
    assert [(p.done, p.total, p.message) for p in seen] == [(1, 5, "0.jpg"), (2, 5, "1.jpg")]


def test_cancelling_before_the_first_is_no_error(tmp_path):
    report = export_masks([item("g", "a.jpg")], tmp_path, is_cancelled=lambda: True)
    assert report.is_cancelled
    assert report.files == ()
