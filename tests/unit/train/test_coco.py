"""COCO files as training data: what is taken of them, and how masks are drawn when needed."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from cosegui.train.batches import load_sample
from cosegui.train.coco import read_coco
from cosegui.train.config import DataConfig, DataSet
from cosegui.train.dataset import class_names, read_records
from PIL import Image
from pycocotools import mask as pycocotools_mask

from cosegui.core.errors import DatasetError
from tests.helpers.coco_sets import (
    SIZE_HW,
    annotation,
    box_mask,
    polygon,
    run_lengths,
    write_coco,
)

LARGE, SMALL = (10, 8, 80, 70), (90, 10, 100, 20)


def _compressed(box):
    packed = pycocotools_mask.encode(np.asfortranarray(box_mask(box), np.uint8))
    return {"size": packed["size"], "counts": packed["counts"].decode("ascii")}


@pytest.mark.parametrize("kind", [polygon, run_lengths, _compressed])
def test_a_mask_is_read_whichever_way_it_is_written(tmp_path: Path, kind) -> None:
    path = write_coco(tmp_path, [annotation(1, 1, LARGE, kind(LARGE))], images=1)

    (image,) = read_coco(path, tmp_path / "train2017", rename={})

    ((name, mask),) = image.masks
    assert name == "cat"
    assert np.array_equal(mask.read(SIZE_HW), box_mask(LARGE))


def test_a_class_needs_one_large_instance_and_then_keeps_its_small_ones(tmp_path: Path) -> None:
    path = write_coco(
        tmp_path,
        [
            annotation(1, 1, LARGE, polygon(LARGE)),
            annotation(1, 1, SMALL, polygon(SMALL)),
            annotation(1, 2, SMALL, polygon(SMALL)),
            annotation(2, 1, SMALL, polygon(SMALL)),
        ],
        images=2,
    )

    found = read_coco(path, tmp_path / "train2017", rename={}, least_area=4000)

    assert [(image.path.name, [n for n, _ in image.masks]) for image in found] == [
        ("000000000001.png", ["cat"])
    ]
    both = box_mask(LARGE) | box_mask(SMALL)
    assert np.array_equal(found[0].masks[0][1].read(SIZE_HW), both)


def test_an_area_of_just_the_bound_is_too_small(tmp_path: Path) -> None:
    area = (LARGE[2] - LARGE[0]) * (LARGE[3] - LARGE[1])
    path = write_coco(tmp_path, [annotation(1, 1, LARGE, polygon(LARGE))], images=1)

    assert read_coco(path, tmp_path / "train2017", rename={}, least_area=area) == []
    assert len(read_coco(path, tmp_path / "train2017", rename={}, least_area=area - 1)) == 1


def test_a_crowd_alone_is_no_instance_but_belongs_to_the_mask_of_one(tmp_path: Path) -> None:
    crowd = annotation(1, 1, LARGE, run_lengths(LARGE), iscrowd=1)
    alone = write_coco(tmp_path / "alone", [crowd], images=1)
    beside = write_coco(
        tmp_path / "beside", [crowd, annotation(1, 1, SMALL, polygon(SMALL))], images=1
    )

    assert read_coco(alone, tmp_path / "alone" / "train2017", rename={}) == []
    (image,) = read_coco(beside, tmp_path / "beside" / "train2017", rename={})
    both = box_mask(LARGE) | box_mask(SMALL)
    assert np.array_equal(image.masks[0][1].read(SIZE_HW), both)


def test_rare_classes_are_dropped_and_renamed_ones_count_together(tmp_path: Path) -> None:
    annotations = [annotation(i, 1 + i % 3, LARGE, polygon(LARGE)) for i in range(1, 6)]
    path = write_coco(tmp_path, annotations, images=5, categories=("cat", "kitten", "dog"))
    folder = tmp_path / "train2017"

    def classes(**rename: str) -> set[str]:
        images = read_coco(path, folder, rename=rename, least_images=3)
        return {name for image in images for name, _ in image.masks}

    assert classes() == set(), "cats: 1, kittens: 2, dogs: 2"
    assert classes(kitten="cat") == {"cat"}
    assert classes(kitten="dog", cat="") == {"dog"}


def test_a_coco_set_becomes_records_that_load_as_others_do(tmp_path: Path) -> None:
    annotations = [annotation(i, 1 + i % 2, LARGE, polygon(LARGE)) for i in range(1, 5)]
    write_coco(tmp_path / "coco2017", annotations, images=5)
    data_set = DataSet(
        "coco2017",
        annotations="annotations/instances_train2017.json",
        images="train2017",
        least_area=4000,
        least_images=2,
    )

    records = read_records(tmp_path, DataConfig(sets=(data_set,)))

    assert class_names(records) == ("cat", "dog")
    assert len(records) == 4, "the fifth image shows nothing"
    sample = load_sample(pickle.loads(pickle.dumps(records[0])))
    assert sample.image_hwc_u8.shape == (*SIZE_HW, 3)
    assert np.array_equal(sample.classes["dog"], box_mask(LARGE))
    assert np.array_equal(sample.objects >= 0.5, box_mask(LARGE))


def test_names_that_are_not_ascii_neither_shift_masks_nor_get_lost(tmp_path: Path) -> None:
    path = write_coco(
        tmp_path, [annotation(1, 1, LARGE, polygon(LARGE))], images=1, categories=("猫", "Hündin")
    )
    old, new = "000000000001.png", "Kätzchen 猫.png"
    (tmp_path / "train2017" / old).rename(tmp_path / "train2017" / new)
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    (image,) = read_coco(path, tmp_path / "train2017", rename={})

    assert image.path.name == new
    assert image.masks[0][0] == "猫"
    assert np.array_equal(image.masks[0][1].read(SIZE_HW), box_mask(LARGE))


def _without_images(path: Path) -> None:
    (path.parents[1] / "train2017").rename(path.parents[1] / "pictures")


def _without_a_photograph(path: Path) -> None:
    (path.parents[1] / "train2017" / "000000000001.png").unlink()


def _changed(path: Path, **changes: object) -> None:
    content = json.loads(path.read_text("utf-8"))
    content["annotations"][0].update(changes)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda p: p.unlink(), "instances_train2017.json cannot be read"),
        (lambda p: p.write_text("{}"), "no COCO instances file"),
        (lambda p: p.write_text("[1]"), "no COCO instances file"),
        (lambda p: p.write_text(p.read_text()[:-9]), "damaged or no COCO"),
        (lambda p: p.write_bytes(b""), "damaged or no COCO"),
        (_without_images, "are not in .*train2017.*`images`"),
        (_without_a_photograph, "000000000001.png, which is not in"),
        (lambda p: _changed(p, segmentation=[]), "annotation 1001 has no mask"),
        (lambda p: _changed(p, image_id=7), "masks of image 7, but not the image"),
        (lambda p: p.write_text(p.read_text().replace("0000000", "../0000")), "leads out"),
    ],
)
def test_a_wrong_file_is_named_with_the_reason(tmp_path: Path, break_it, message) -> None:
    path = write_coco(tmp_path, [annotation(1, 1, LARGE, polygon(LARGE))], images=1)
    break_it(path)
    with pytest.raises(DatasetError, match=message):
        read_coco(path, tmp_path / "train2017", rename={})


@pytest.mark.parametrize(
    ("segmentation", "message"),
    [
        ([[1, 1, 1, 1, 1, 1]], "000000000001.png is empty"),
        ({"size": list(SIZE_HW), "counts": [5, 5]}, "000000000001.png is damaged"),
    ],
)
def test_a_mask_without_pixels_or_sense_names_its_image(
    tmp_path: Path, segmentation, message
) -> None:
    path = write_coco(tmp_path, [annotation(1, 1, LARGE, segmentation)], images=1)
    (image,) = read_coco(path, tmp_path / "train2017", rename={})
    with pytest.raises(DatasetError, match=message):
        image.masks[0][1].read(SIZE_HW)


def test_a_photograph_of_another_size_is_named(tmp_path: Path) -> None:
    write_coco(tmp_path, [annotation(1, 1, LARGE, polygon(LARGE))], images=1)
    data_set = DataSet(".", annotations="annotations/instances_train2017.json", images="train2017")
    (record,) = read_records(tmp_path, DataConfig(sets=(data_set,)))
    Image.new("RGB", (10, 10)).save(record.image)
    with pytest.raises(DatasetError, match=r"000000000001.png has 112x96 pixels, but it has 10x10"):
        load_sample(record)


def test_bounds_that_leave_nothing_are_named(tmp_path: Path) -> None:
    write_coco(tmp_path, [annotation(1, 1, LARGE, polygon(LARGE))], images=1)
    data_set = DataSet(
        ".",
        annotations="annotations/instances_train2017.json",
        images="train2017",
        least_images=100,
    )
    with pytest.raises(DatasetError, match="no class that 100 images"):
        read_records(tmp_path, DataConfig(sets=(data_set,)))
