"""Every format that can be read back gives what was exported."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cosegui.imaging.regions import fill_holes
from cosegui.storage.formats import FORMATS
from cosegui.storage.formats.export import export_images
from cosegui.storage.formats.naming import NameIndex
from tests.helpers.exports import SIZE_HW, Mask, blobs, holes_and_islands, photograph_with_mask

READ_BACK = [each for each in FORMATS if each.find_masks is not None]
POLYGONS = {"coco-polygons", "labelme-polygons", "yolo-seg"}
WHOLE = [each for each in READ_BACK if each.name not in POLYGONS]
OUTLINES = [each for each in READ_BACK if each.name in POLYGONS]
# Coordinates in YOLO are shares of whatever size the image has.
SIZED = [each for each in READ_BACK if each.name != "yolo-seg"]

MASKS = {
    "holes and islands": holes_and_islands(),
    "blobs": blobs(),
    "empty": np.zeros(SIZE_HW, np.bool_),
    "full": np.ones(SIZE_HW, np.bool_),
    "one pixel": np.eye(1, SIZE_HW[0] * SIZE_HW[1], 77, dtype=np.bool_).reshape(SIZE_HW),
    "diagonal": np.eye(*SIZE_HW, dtype=np.bool_),
    "chessboard": np.indices(SIZE_HW).sum(axis=0) % 2 == 1,
    "one column": np.tile(np.arange(SIZE_HW[1]) == 40, (SIZE_HW[0], 1)),
}


def named(formats: Iterable) -> dict:
    return {"argvalues": list(formats), "ids": [each.name for each in formats]}


def export(format_, folder: Path, masks: dict[str, Mask]) -> None:
    items = [
        photograph_with_mask(folder / "photos" / f"{name}.png", mask, group=f"group {number % 2}")
        for number, (name, mask) in enumerate(masks.items())
    ]
    report = export_images(items, folder / "out", format_)
    assert not report.failed


def read_back(format_, folder: Path, masks: dict[str, Mask]) -> dict[str, Mask]:
    index = NameIndex(
        [
            (f"group {number % 2}", folder / "photos" / f"{name}.png", name)
            for number, name in enumerate(masks)
        ]
    )
    found = {}
    for one in format_.find_masks(folder / "out"):
        (name,) = index.find(one.name)
        assert name not in found
        found[name] = one.read(masks[name].shape)
    return found


@pytest.mark.parametrize("format_", **named(WHOLE))
def test_masks_come_back_bit_for_bit(tmp_path, format_):
    export(format_, tmp_path, MASKS)
    found = read_back(format_, tmp_path, MASKS)
    assert found.keys() == MASKS.keys()
    for name, mask in MASKS.items():
        np.testing.assert_array_equal(found[name], mask, err_msg=name)


@pytest.mark.parametrize("format_", **named(OUTLINES))
def test_polygons_come_back_with_their_holes_filled_and_nothing_else(tmp_path, format_):
    export(format_, tmp_path, MASKS)
    found = read_back(format_, tmp_path, MASKS)
    assert found.keys() == MASKS.keys()
    for name, mask in MASKS.items():
        np.testing.assert_array_equal(found[name], fill_holes(mask), err_msg=name)


@pytest.mark.parametrize("format_", **named(OUTLINES))
def test_the_report_names_the_images_whose_holes_were_filled(tmp_path, format_):
    items = [
        photograph_with_mask(tmp_path / "g" / "ring.png", holes_and_islands()),
        photograph_with_mask(tmp_path / "g" / "blob.png", blobs()),
    ]
    report = export_images(items, tmp_path / "out", format_)
    (note,) = report.notes
    assert note.source.name == "ring.png"
    assert "ring.png" in note.message
    assert "holes" in note.message


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    mask=arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12))),
)
@pytest.mark.parametrize("format_", **named(READ_BACK))
def test_any_mask_comes_back(tmp_path_factory, format_, mask):
    folder = tmp_path_factory.mktemp("any")
    export(format_, folder, {"a": mask})
    (found,) = read_back(format_, folder, {"a": mask}).values()
    expected = fill_holes(mask) if format_ in OUTLINES else mask
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("format_", **named(SIZED))
def test_a_mask_of_another_size_is_refused(tmp_path, format_):
    export(format_, tmp_path, {"a": blobs()})
    (found,) = format_.find_masks(tmp_path / "out")
    with pytest.raises(Exception, match=r"30|41") as caught:
        found.read((SIZE_HW[1], SIZE_HW[0]))
    assert type(caught.value).__module__ == "cosegui.core.errors"
