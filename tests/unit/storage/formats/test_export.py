"""Exports: all or nothing in the folder, and a report that hides nothing."""

from pathlib import Path

import numpy as np
import pytest

from cosegui.core.errors import ExportError, ImageReadError
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.contract import ExportItem
from cosegui.storage.formats.export import export_images
from cosegui.storage.formats.png import PNG
from cosegui.storage.masks import read_mask
from tests.helpers.exports import holes_and_islands, item, photograph_with_mask

ROOT = Path(__file__).resolve().parents[4]

MASK = np.array([[True, False, True], [False, False, True]])


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_masks_are_written_by_group_and_stem(tmp_path):
    items = [item("cats", "a.jpg", MASK), item("große Hunde", "b.c.png", MASK)]
    report = export_images(items, tmp_path / "out", PNG)
    assert [file.target for file in report.written] == [
        tmp_path / "out" / "cats" / "a.png",
        tmp_path / "out" / "große Hunde" / "b.c.png",
    ]
    assert not report.failed
    np.testing.assert_array_equal(read_mask(report.files[0].target), MASK)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_holes_and_islands_survive(tmp_path):
    report = export_images([item("g", "a.jpg", holes_and_islands())], tmp_path, PNG)
    np.testing.assert_array_equal(read_mask(report.files[0].target), holes_and_islands())


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(tmp_path):
    def broken():
        raise ImageReadError(Path("b.png"), "it is damaged.")

    items = [
        item("g", "a.jpg", MASK),
        ExportItem("g", Path("b.jpg"), broken),
        item("g", "c.jpg", None),
    ]
    report = export_images(items, tmp_path / "out", PNG)
    assert [file.source.name for file in report.written] == ["a.jpg"]
    assert [file.message for file in report.failed] == [
        "b.png cannot be read: it is damaged.",
        "c.jpg has no mask yet.",
    ]
    assert list(content(tmp_path / "out")) == ["g/a.png"]


def test_writing_nothing_is_an_error_that_says_why(tmp_path):
    with pytest.raises(ExportError, match="has no mask yet"):
        export_images([item("g", "a.jpg", None)], tmp_path / "out", PNG)
    with pytest.raises(ExportError, match="No image was chosen"):
        export_images([], tmp_path / "out", PNG)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ExportError, match="cannot be saved"):
        export_images([item("g", "a.jpg", MASK)], tmp_path / "file" / "out", PNG)


def test_cancelling_leaves_nothing(tmp_path):
    seen = []
    items = [item("g", f"{i}.jpg", MASK) for i in range(5)]
    report = export_images(
        items,
        tmp_path / "out",
        PNG,
        on_progress=seen.append,
        is_cancelled=lambda: len(seen) == 2,
    )
    assert report.is_cancelled
    assert report.files == ()
    assert [(p.done, p.total, p.message) for p in seen] == [(1, 5, "0.jpg"), (2, 5, "1.jpg")]
    assert list(tmp_path.iterdir()) == []


def test_a_crash_in_the_middle_leaves_nothing(tmp_path):
    def stop():
        raise KeyboardInterrupt

    items = [item("g", "a.jpg", MASK), ExportItem("g", Path("b.jpg"), stop)]
    with pytest.raises(KeyboardInterrupt):
        export_images(items, tmp_path / "out", PNG)
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_there_stay_unless_they_may_be_replaced(tmp_path):
    out = tmp_path / "out"
    (out / "g").mkdir(parents=True)
    (out / "g" / "b.png").write_bytes(b"mine")
    (out / "g" / "note.txt").write_bytes(b"keep me")
    before = content(out)
    items = [item("g", "a.jpg", MASK), item("g", "b.jpg", MASK)]

    with pytest.raises(ExportError, match=r"b\.png is there already"):
        export_images(items, out, PNG)
    assert content(out) == before

    export_images(items, out, PNG, replaces=True)
    assert set(content(out)) == {"g/a.png", "g/b.png", "g/note.txt"}
    assert content(out)["g/note.txt"] == b"keep me"
    np.testing.assert_array_equal(read_mask(out / "g" / "b.png"), MASK)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(28, "No space left on device"), pytest.raises(ExportError, match="disk is full")),
        (KeyboardInterrupt(), pytest.raises(KeyboardInterrupt)),
    ],
    ids=["full disk", "Ctrl-C"],
)
def test_when_putting_in_place_fails_all_is_as_it_was(tmp_path, monkeypatch, fault, told):
    out = tmp_path / "out"
    items = [item("g", f"{i}.jpg", MASK) for i in range(3)]
    export_images(items, out, PNG)
    before = content(out)
    rename, calls = Path.rename, []

    def stopped(path, target):
        calls.append(path)
        if len(calls) == 4:
            raise fault
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stopped)
    with told:
        export_images([item("g", f"{i}.jpg", ~MASK) for i in range(3)], out, PNG, replaces=True)
    assert content(out) == before


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_a_rehearsal_reports_the_same_and_leaves_nothing(tmp_path, format_):
    source = photograph_with_mask(tmp_path / "cows" / "a.png", holes_and_islands())
    items = [source, item("cows", "b.png", None)]
    rehearsed = export_images(items, tmp_path / "out", format_, is_rehearsal=True)
    assert rehearsed.is_rehearsal
    assert not (tmp_path / "out").exists()

    report = export_images(items, tmp_path / "out", format_)
    assert report.files == rehearsed.files
    assert [file.source.name for file in report.failed] == ["b.png"]
    assert report.files[0].target.is_file()


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_a_second_export_into_the_same_folder_needs_leave_to_replace(tmp_path, format_):
    items = [photograph_with_mask(tmp_path / "cows" / "a.png", holes_and_islands())]
    out = tmp_path / "out"
    export_images(items, out, format_)
    before = content(out)
    with pytest.raises(ExportError, match="is there already"):
        export_images(items, out, format_)
    assert content(out) == before
    export_images(items, out, format_, replaces=True)
    assert set(content(out)) == set(before)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_names_that_no_system_likes_are_made_safe(tmp_path, format_):
    photograph_with_mask(tmp_path / "photos" / "a.png", holes_and_islands())
    group = '../../<out>: "x" & y'
    items = [
        photograph_with_mask(tmp_path / "photos" / "ä & b.png", holes_and_islands(), group=group)
    ]
    report = export_images(items, tmp_path / "in" / "deep" / "out", format_)
    assert len(report.written) == 1
    assert [path.name for path in tmp_path.iterdir() if path.name != "photos"] == ["in"]
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["deep"]
    assert [path.name for path in (tmp_path / "in" / "deep").iterdir()] == ["out"]


def test_formats_are_found_by_name():
    assert format_named("png") is PNG
    assert len({each.name for each in FORMATS}) == len(FORMATS)


def test_the_document_of_formats_has_a_row_for_each():
    document = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")
        for line in document.splitlines()
        if line.startswith("| `") and "--" not in line
    ]
    told = {name: row[3].strip() for row in rows for name in row[1].strip(" `").split("`, `")}
    assert told.keys() == {each.name for each in FORMATS}
    for each in FORMATS:
        assert (told[each.name] == "no") is (each.find_masks is None), each.name
