"""Exports that were recorded once: the text is still the same, and the masks still come back.

After a deliberate change of a format, `python -m tests.unit.storage.formats.test_golden_files`
records it again.
"""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.imaging.regions import fill_holes
from cosegui.storage.formats import FORMATS
from cosegui.storage.formats.export import export_images
from tests.helpers.exports import Mask, item

GOLDEN = Path(__file__).resolve().parents[3] / "data" / "formats"
READ_BACK = [each for each in FORMATS if each.find_masks is not None]
POLYGONS = {"coco-polygons", "labelme-polygons", "yolo-seg"}
# Text but for the PNG within labelme's masks, which another zlib may pack in another way.
COMPARED = {".json", ".xml", ".txt", ".yaml"}


def ring() -> Mask:
    """(12, 16) bool: a ring and an island."""
    mask = np.zeros((12, 16), np.bool_)
    mask[2:9, 1:8] = True
    mask[4:7, 3:6] = False
    mask[9:11, 11:15] = True
    return mask


MASKS = {"a": ring(), "b": ~ring(), "c": np.zeros((12, 16), np.bool_)}


def export(format_, folder: Path) -> None:
    """Export the masks of two groups; the photographs are grey."""
    items = []
    for name, mask in MASKS.items():
        group = "pigs & <co>" if name == "c" else "cows"
        source = folder / "photos" / f"{name}.png"
        source.parent.mkdir(exist_ok=True, parents=True)
        Image.new("L", (16, 12), 99).save(source)
        items.append(item(group, source, mask))
    export_images(items, folder / "out", format_)


def texts(format_, folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.suffix in COMPARED]
    if format_.name == "labelme":
        return {}
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.mark.parametrize("format_", READ_BACK, ids=lambda each: each.name)
def test_an_export_writes_the_same_text_as_ever(tmp_path, format_):
    export(format_, tmp_path)
    assert texts(format_, tmp_path / "out") == texts(format_, GOLDEN / format_.name)


@pytest.mark.parametrize("format_", READ_BACK, ids=lambda each: each.name)
def test_recorded_masks_come_back(format_):
    found = {
        Path(one.name).stem: one.read((12, 16)) for one in format_.find_masks(GOLDEN / format_.name)
    }
    assert found.keys() == MASKS.keys()
    for name, mask in MASKS.items():
        expected = fill_holes(mask) if format_.name in POLYGONS else mask
        np.testing.assert_array_equal(found[name], expected, err_msg=name)


def record() -> None:
    """Write the golden files anew."""
    for each in READ_BACK:
        with tempfile.TemporaryDirectory() as temporary:
            export(each, Path(temporary))
            shutil.rmtree(GOLDEN / each.name, ignore_errors=True)
            out = Path(temporary) / "out"
            # Nobody should have to trust a pickle of ours.
            shutil.copytree(out, GOLDEN / each.name, ignore=shutil.ignore_patterns("*.npy"))


if __name__ == "__main__":
    record()
