"""Imported folders that are damaged or mean harm: an error in words, and no file but theirs."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cosegui.core.errors import CoseguiError, FormatError
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.export import export_images
from cosegui.storage.formats.polygons import as_polygon, fill_centres, fill_edges
from cosegui.storage.formats.reading import files_below
from cosegui.storage.formats.rle import counts_of_text, decode_columns, encode_columns
from tests.helpers.exports import SIZE_HW, blobs, photograph_with_mask

READ_BACK = [each for each in FORMATS if each.find_masks is not None]
WITH_NAMES_INSIDE = ("coco", "labelme", "cvat")

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


def read_all(format_, folder: Path) -> list[np.ndarray]:
    return [found.read(SIZE_HW) for found in format_.find_masks(folder)]


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> dict[str, dict[str, bytes]]:
    """Every format's files of one image, without its photograph."""
    root = tmp_path_factory.mktemp("exported")
    source = photograph_with_mask(root / "g" / "a.png", blobs())
    photograph = source.source.read_bytes()
    result = {}
    for each in READ_BACK:
        export_images([source], root / each.name, each)
        paths = [path for path in (root / each.name).rglob("*") if path.is_file()]
        contents = {path.relative_to(root / each.name).as_posix(): path for path in paths}
        files = {name: path.read_bytes() for name, path in contents.items()}
        result[each.name] = {k: v for k, v in files.items() if v != photograph}
    return result


@pytest.mark.parametrize("name", [each.name for each in READ_BACK])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damaged_files_give_a_mask_or_an_error_in_words(tmp_path_factory, exported, name, data):
    folder = tmp_path_factory.mktemp("damaged")
    for relative, content in exported[name].items():
        damaged = bytearray(content)
        for _ in range(data.draw(st.integers(0, 4))):
            place = data.draw(st.integers(0, len(damaged) - 1))
            damaged[place] = data.draw(st.integers(0, 255))
        end = data.draw(st.one_of(st.none(), st.integers(0, len(damaged))))
        path = folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(damaged[:end]))
    try:
        masks = read_all(format_named(name), folder)
    except CoseguiError:
        return
    assert all(mask.shape == SIZE_HW and mask.dtype == np.bool_ for mask in masks)


_ANY_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["images", "id", "size", "counts", "points", "shape_type", "mask"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ["coco", "labelme"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_json_of_any_shape_gives_a_mask_or_an_error_in_words(tmp_path_factory, name, data):
    if name == "coco":
        image = st.fixed_dictionaries({"id": _ANY_JSON, "file_name": _ANY_JSON})
        part = st.fixed_dictionaries({"image_id": _ANY_JSON, "segmentation": _ANY_JSON})
        content = {
            "images": data.draw(st.one_of(_ANY_JSON, st.lists(image, max_size=2))),
            "annotations": data.draw(st.one_of(_ANY_JSON, st.lists(part, max_size=2))),
        }
    else:
        kinds = st.sampled_from(["mask", "polygon", "rectangle", "circle", 3])
        shape = st.fixed_dictionaries({"shape_type": kinds, "points": _ANY_JSON, "mask": _ANY_JSON})
        content = {
            "shapes": data.draw(st.one_of(_ANY_JSON, st.lists(shape, max_size=2))),
            "imagePath": data.draw(_ANY_JSON),
        }
    folder = tmp_path_factory.mktemp("json")
    (folder / "a.json").write_text(json.dumps(content), encoding="utf-8")
    try:
        masks = read_all(format_named(name), folder)
    except CoseguiError:
        return
    assert all(mask.shape == SIZE_HW for mask in masks)


def test_xml_with_entities_is_refused_and_no_file_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "annotations.xml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE annotations [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<annotations><image id="0" name="&x;" width="41" height="30"/></annotations>',
        encoding="utf-8",
    )
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_all(format_named("cvat"), folder)


def test_xml_that_grows_without_bound_is_refused(tmp_path):
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    (tmp_path / "annotations.xml").write_text(
        f"<!DOCTYPE annotations [{''.join(lines)}]><annotations>&a9;</annotations>",
        encoding="utf-8",
    )
    with pytest.raises(FormatError, match="DOCTYPE"):
        read_all(format_named("cvat"), tmp_path)


@pytest.mark.parametrize("name", WITH_NAMES_INSIDE)
@pytest.mark.parametrize("stored", ["../../etc/a.png", "/etc/a.png", "C:\\a.png", "..\\a.png"])
def test_a_path_in_a_file_is_a_name_and_nothing_is_opened_there(tmp_path, name, stored, exported):
    for relative, content in exported[name].items():
        path = tmp_path / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        escaped = json.dumps(stored)[1:-1] if name != "cvat" else stored
        text = content.decode("utf-8")
        for old in ('"g/a.png"', '"a.png"'):
            text = text.replace(old, f'"{escaped}"')
        path.write_text(text, encoding="utf-8")
    (mask,) = read_all(format_named(name), tmp_path)
    np.testing.assert_array_equal(mask, blobs())


@needs_links
@pytest.mark.parametrize("name", [each.name for each in READ_BACK])
def test_links_out_of_the_folder_are_not_followed(tmp_path, name, exported):
    for relative, content in exported[name].items():
        real = tmp_path / "elsewhere" / relative
        real.parent.mkdir(parents=True, exist_ok=True)
        real.write_bytes(content)
        link = tmp_path / "in" / relative
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(real)
    try:
        masks = read_all(format_named(name), tmp_path / "in")
    except FormatError:
        return
    assert masks == []


@needs_links
def test_a_folder_that_is_itself_a_link_is_read(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.png").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [name for name, _ in files_below(tmp_path / "link", "*.png")] == ["a.png"]


@given(st.binary(max_size=30))
def test_run_lengths_in_any_text_end_in_numbers_or_an_error(text):
    try:
        counts = counts_of_text(text.decode("latin-1"))
        decode_columns(counts, (4, 5))
    except ValueError:
        return


@pytest.mark.parametrize(
    "counts", [[20, 1], [5], [-1, 21], [1.0, 19], ["20"], [None], [10**30], [10**12, 0]]
)
def test_run_lengths_that_do_not_fit_are_refused(counts):
    with pytest.raises(ValueError, match="run length"):
        decode_columns(counts, (4, 5))


def test_run_lengths_begin_with_ground():
    mask = np.array([[True, False], [True, True]])
    assert encode_columns(mask) == [0, 2, 1, 1]
    assert encode_columns(~mask) == [2, 1, 1]


@pytest.mark.parametrize(
    "numbers", [[], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 1e999]]
)
def test_half_polygons_are_refused(numbers):
    with pytest.raises(ValueError, match="polygon"):
        as_polygon(np.asarray(numbers, np.float64))


@pytest.mark.parametrize("fill", [fill_edges, fill_centres])
@given(
    points=st.lists(
        st.tuples(st.floats(-1e308, 1e308), st.floats(-1e308, 1e308)), min_size=3, max_size=5
    )
)
def test_polygons_of_any_extent_are_filled_within_the_image(fill, points):
    assert fill([np.asarray(points)], SIZE_HW).shape == SIZE_HW
