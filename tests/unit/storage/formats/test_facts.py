"""What each format's files must hold for other programs to read them."""

import base64
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco_masks
from pycocotools.coco import COCO

from cosegui.core.errors import ExportError
from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.storage.datasets import Layout, open_dataset, require_fitting_masks
from cosegui.storage.formats import format_named
from cosegui.storage.formats.export import export_images
from cosegui.storage.images import read_image
from tests.helpers.exports import SIZE_HW, blobs, holes_and_islands, item, photograph_with_mask

RING, BLOBS = holes_and_islands(), blobs()

# What pycocotools 2.0.11 says of numpy 2; the arrays are right.
quiet_pycocotools = pytest.mark.filterwarnings("ignore:__array__ impl:DeprecationWarning")


@pytest.fixture
def export(tmp_path):
    """Exports a ring of cows and two images of pigs, one of them empty; gives the folder back."""

    def run(name: str) -> Path:
        items = [
            photograph_with_mask(tmp_path / "cows" / "a.png", RING),
            photograph_with_mask(tmp_path / "pigs" / "b.png", BLOBS),
            photograph_with_mask(tmp_path / "pigs" / "c.png", np.zeros(SIZE_HW, np.bool_)),
        ]
        export_images(items, tmp_path / "out", format_named(name))
        return tmp_path / "out"

    return run


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.array(image)


def files(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


def test_indexed_masks_hold_the_number_of_their_group_and_voc_colours(export):
    out = export("png-indexed")
    np.testing.assert_array_equal(pixels(out / "pigs" / "b.png"), BLOBS * 2)
    with Image.open(out / "cows" / "a.png") as image:
        assert image.mode == "P"
        assert image.getpalette()[:12] == [0, 0, 0, 128, 0, 0, 0, 128, 0, 128, 128, 0]
    labels = (out / "labels.txt").read_text(encoding="utf-8")
    assert labels == "0 background\n1 cows\n2 pigs\n"


@pytest.mark.parametrize("name", ["png-indexed", "voc"])
def test_more_groups_than_an_index_holds_are_refused(tmp_path, name):
    items = [item(f"group {number}", f"{number}.png", BLOBS) for number in range(255)]
    with pytest.raises(ExportError, match="254 groups"):
        export_images(items, tmp_path / "out", format_named(name))
    assert not (tmp_path / "out").exists()


def soft_item(tmp_path, **changes):
    probability = np.full(SIZE_HW, 77, np.uint8)
    layers = np.zeros(SIZE_HW, np.uint8)
    layers[0, 0] = MASK_BIT | TOUCHED_BIT
    layers[0, 1] = TOUCHED_BIT
    layers[0, 2] = MASK_BIT
    return item("g", "a.jpg", None, layers=layers, **{"probability": probability, **changes})


@pytest.mark.parametrize(
    ("name", "steps", "dtype"), [("soft-8", 1, np.uint8), ("soft-16", 257, np.uint16)]
)
def test_soft_masks_are_the_model_where_nobody_painted(tmp_path, name, steps, dtype):
    export_images([soft_item(tmp_path)], tmp_path / "out", format_named(name))
    written = pixels(tmp_path / "out" / "g" / "a.png")
    assert written.dtype == dtype
    assert written[0, :4].tolist() == [255 * steps, 0, 77 * steps, 77 * steps]


def test_soft_masks_without_a_run_are_the_mask(tmp_path):
    export_images([soft_item(tmp_path, probability=None)], tmp_path / "out", format_named("soft-8"))
    assert pixels(tmp_path / "out" / "g" / "a.png")[0, :4].tolist() == [255, 0, 255, 0]


def test_a_run_on_another_size_is_reported(tmp_path):
    small = soft_item(tmp_path, probability=np.zeros((3, 4), np.uint8))
    with pytest.raises(ExportError, match=r"a\.jpg"):
        export_images([small], tmp_path / "out", format_named("soft-8"))


def test_numpy_files_hold_probability_and_mask(tmp_path):
    export_images([soft_item(tmp_path)], tmp_path / "out", format_named("npz"))
    with np.load(tmp_path / "out" / "g" / "a.npz", allow_pickle=False) as arrays:
        assert arrays["probability"].dtype == np.float32
        assert arrays["probability"][0, :4] == pytest.approx([1, 0, 77 / 255, 77 / 255])
        assert arrays["mask"][0, :4].tolist() == [True, False, True, False]


def test_cut_outs_keep_the_colours_and_hide_the_ground(export, tmp_path):
    cut_out = pixels(export("cut-out") / "cows" / "a.png")
    np.testing.assert_array_equal(cut_out[..., :3], read_image(tmp_path / "cows" / "a.png"))
    np.testing.assert_array_equal(cut_out[..., 3], RING * 255)


def test_overlays_change_the_object_alone(export, tmp_path):
    overlay = pixels(export("overlay") / "cows" / "a.png")
    photograph = read_image(tmp_path / "cows" / "a.png")
    changed = (overlay != photograph).any(axis=-1)
    assert not (changed & ~RING).any()
    assert changed[RING].mean() > 0.9


@pytest.mark.parametrize("name", ["coco", "coco-polygons"])
def test_coco_files_hold_what_readers_ask_for(export, name):
    out = export(name)
    content = json.loads((out / "annotations" / "instances_default.json").read_text("utf-8"))
    assert [one["name"] for one in content["categories"]] == ["cows", "pigs"]
    assert [one["id"] for one in content["categories"]] == [1, 2]
    assert [one["file_name"] for one in content["images"]] == [
        "cows/a.png",
        "pigs/b.png",
        "pigs/c.png",
    ]
    assert all((out / "images/default" / one["file_name"]).is_file() for one in content["images"])
    assert [(one["id"], one["image_id"], one["category_id"]) for one in content["annotations"]] == [
        (1, 1, 1),
        (2, 2, 2),
    ]
    y, x = np.nonzero(RING)
    box = [x.min(), y.min(), x.max() - x.min() + 1, y.max() - y.min() + 1]
    assert content["annotations"][0]["bbox"] == box
    assert {one["iscrowd"] for one in content["annotations"]} == {0}


@quiet_pycocotools
def test_pycocotools_reads_run_lengths_exactly(export, capsys):
    coco = COCO(str(export("coco") / "annotations" / "instances_default.json"))
    for annotation, mask in zip(coco.loadAnns([1, 2]), [RING, BLOBS], strict=True):
        np.testing.assert_array_equal(coco.annToMask(annotation) > 0, mask)
        assert annotation["area"] == mask.sum() == coco_masks.area(coco.annToRLE(annotation))


@quiet_pycocotools
def test_pycocotools_reads_polygons_without_holes_exactly(tmp_path, capsys):
    y, x = np.mgrid[:200, :260]
    disc = np.asarray((x - 130) ** 2 + (y - 100) ** 2 < 80**2)
    for number, mask in enumerate([BLOBS, disc]):
        out = tmp_path / str(number)
        photo = photograph_with_mask(out / "g" / "a.png", mask)
        export_images([photo], out / "out", format_named("coco-polygons"))
        coco = COCO(str(out / "out" / "annotations" / "instances_default.json"))
        read = coco.annToMask(coco.loadAnns([1])[0]) > 0
        assert (read & mask).sum() / (read | mask).sum() >= 0.995


@pytest.mark.parametrize("mask", [RING, BLOBS, RING.T.copy()])
def test_run_lengths_that_pycocotools_packed_are_read(tmp_path, mask):
    packed = coco_masks.encode(np.asfortranarray(mask.astype(np.uint8)))
    content = {
        "images": [{"id": 7, "file_name": "x/a.jpg"}],
        "annotations": [
            {
                "image_id": 7,
                "segmentation": {"size": list(mask.shape), "counts": packed["counts"].decode()},
            }
        ],
    }
    (tmp_path / "any.json").write_text(json.dumps(content), encoding="utf-8")
    (found,) = format_named("coco").find_masks(tmp_path)
    np.testing.assert_array_equal(found.read(mask.shape), mask)


def test_labelme_masks_are_crops_with_inclusive_corners(export):
    out = export("labelme")
    content = json.loads((out / "cows" / "a.json").read_text("utf-8"))
    (shape,) = content.pop("shapes")
    assert content == {
        "version": "5.5.0",
        "flags": {},
        "imagePath": "a.png",
        "imageData": None,
        "imageHeight": SIZE_HW[0],
        "imageWidth": SIZE_HW[1],
    }
    assert (out / "cows" / "a.png").is_file()
    (x0, y0), (x1, y1) = np.array(shape.pop("points")).astype(int)
    with Image.open(io.BytesIO(base64.b64decode(shape.pop("mask")))) as image:
        crop = np.array(image)
    np.testing.assert_array_equal(crop > 0, RING[y0 : y1 + 1, x0 : x1 + 1])
    assert shape == {
        "label": "cows",
        "group_id": None,
        "description": "",
        "shape_type": "mask",
        "flags": {},
    }
    assert json.loads((out / "pigs" / "c.json").read_text("utf-8"))["shapes"] == []


def test_cvat_masks_are_rows_of_the_box_that_begin_with_ground(export):
    root = ElementTree.fromstring((export("cvat") / "annotations.xml").read_bytes())
    assert root.findtext("version") == "1.1"
    assert [one.text for one in root.iterfind("meta/task/labels/label/name")] == ["cows", "pigs"]
    assert root.find("image").attrib == {
        "id": "0",
        "name": "cows/a.png",
        "width": "41",
        "height": "30",
    }
    mask = root.find("image/mask")
    left, top = int(mask.get("left")), int(mask.get("top"))
    width, height = int(mask.get("width")), int(mask.get("height"))
    flat = []
    for number, count in enumerate(mask.get("rle").split(", ")):
        flat += [number % 2 == 1] * int(count)
    crop = np.array(flat).reshape(height, width)
    np.testing.assert_array_equal(crop, RING[top : top + height, left : left + width])
    assert len(root.findall("image")[2]) == 0


def test_voc_folders_hold_indexed_masks_and_lists(export):
    out = export("voc")
    assert files(out) == {
        *(f"JPEGImages/{name}.png" for name in "abc"),
        *(f"SegmentationClass/{name}.png" for name in "abc"),
        *(f"SegmentationObject/{name}.png" for name in "abc"),
        "ImageSets/Segmentation/trainval.txt",
        "labelmap.txt",
    }
    np.testing.assert_array_equal(pixels(out / "SegmentationClass" / "b.png"), BLOBS * 2)
    np.testing.assert_array_equal(pixels(out / "SegmentationObject" / "b.png"), BLOBS * 1)
    names = (out / "ImageSets/Segmentation/trainval.txt").read_text("utf-8")
    assert names == "a\nb\nc\n"
    assert (out / "labelmap.txt").read_text("utf-8").splitlines()[1:] == [
        "background:0,0,0::",
        "cows:128,0,0::",
        "pigs:0,128,0::",
    ]


def test_yolo_lines_are_shares_and_islands_are_objects(export):
    out = export("yolo-seg")
    lines = (out / "labels" / "b.txt").read_text("utf-8").splitlines()
    assert len(lines) == 2
    for line in lines:
        label, *shares = line.split()
        assert label == "1"
        assert len(shares) % 2 == 0
        assert all(0 <= float(share) <= 1 for share in shares)
    assert (out / "labels" / "c.txt").read_text("utf-8") == ""
    assert (out / "data.yaml").read_text("utf-8").splitlines() == [
        "train: images",
        "val: images",
        "nc: 2",
        "names:",
        '  0: "cows"',
        '  1: "pigs"',
    ]


@pytest.mark.parametrize("whole", [np.round, np.trunc], ids=["rounded", "cut off"])
def test_yolo_polygons_drawn_on_whole_pixels_are_the_mask(export, whole):
    """As supervision and Ultralytics draw them."""
    drawn = np.zeros(SIZE_HW, np.uint8)
    for line in (export("yolo-seg") / "labels" / "b.txt").read_text("utf-8").splitlines():
        shares = np.asarray([float(word) for word in line.split()[1:]]).reshape(-1, 2)
        corners = whole(shares * SIZE_HW[::-1]).astype(np.int32)
        cv2.fillPoly(drawn, [corners], 1)
    np.testing.assert_array_equal(drawn.astype(np.bool_), BLOBS)


def test_cellpose_files_number_the_islands(export):
    out = export("cellpose")
    content = np.load(out / "pigs" / "b_seg.npy", allow_pickle=True).item()
    assert content["masks"].dtype == np.uint16
    assert content["masks"].max() == 2
    np.testing.assert_array_equal(content["masks"] > 0, BLOBS)
    np.testing.assert_array_equal(pixels(out / "pigs" / "b_masks.png"), content["masks"])
    assert content["filename"] == "b.png"
    inner = content["masks"] * (content["outlines"] == 0)
    assert 0 < (inner > 0).sum() < BLOBS.sum()
    assert len(content["ismanual"]) == 2


def test_the_ssnm_layout_is_a_data_set_that_can_be_judged(export):
    dataset = open_dataset(export("ssnm"))
    assert dataset.layout is Layout.GROUPS
    assert {group.name: len(group.images) for group in dataset.groups} == {"cows": 1, "pigs": 2}
    require_fitting_masks(dataset)


def test_a_photograph_that_lies_on_its_side_goes_along_upright(tmp_path):
    source = tmp_path / "g" / "a.jpg"
    source.parent.mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20), (200, 10, 10)).save(source, exif=exif)
    mask = np.zeros((30, 20), np.bool_)
    mask[:5] = True

    export_images([item("g", source, mask)], tmp_path / "out", format_named("labelme"))

    assert files(tmp_path / "out") == {"g/a.json", "g/a.png"}
    assert pixels(tmp_path / "out" / "g" / "a.png").shape == (30, 20, 3)


def test_an_upright_photograph_is_copied_byte_for_byte(tmp_path):
    source = photograph_with_mask(tmp_path / "g" / "a.jpeg", BLOBS)
    export_images([source], tmp_path / "out", format_named("ssnm"))
    assert (tmp_path / "out" / "image" / "g" / "a.jpg").read_bytes() == source.source.read_bytes()


def test_a_damaged_photograph_takes_its_mask_out_of_the_export(tmp_path):
    whole = photograph_with_mask(tmp_path / "g" / "a.png", BLOBS)
    broken = photograph_with_mask(tmp_path / "g" / "b.png", BLOBS)
    broken.source.write_bytes(broken.source.read_bytes()[:200])
    report = export_images([broken, whole], tmp_path / "out", format_named("coco"))
    assert [file.source.name for file in report.failed] == ["b.png"]
    content = json.loads((tmp_path / "out/annotations/instances_default.json").read_text("utf-8"))
    assert [one["file_name"] for one in content["images"]] == ["g/a.png"]
    assert "images/default/g/b.png" not in files(tmp_path / "out")
