from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.core.errors import DatasetError
from cosegui.storage.datasets import ICOSEG_SUBSET_8, MSRC_CLASSES, Dataset, Layout, open_dataset
from cosegui.storage.ground_truth import read_ground_truth
from tests.helpers.datasets import grouped_dataset, left_half, mask_file, photograph


def names(dataset: Dataset) -> dict[str, list[str]]:
    return {g.name: [i.image_path.name for i in g.images] for g in dataset.groups}


def test_groups_in_two_folders_are_found_in_natural_order(tmp_path: Path) -> None:
    mask = left_half()
    grouped_dataset(tmp_path, {"set10": {"b": mask}, "set2": {"img10": mask, "img9": mask}})

    dataset = open_dataset(tmp_path)

    assert dataset.layout is Layout.GROUPS
    assert names(dataset) == {"set2": ["img9.jpg", "img10.jpg"], "set10": ["b.jpg"]}
    assert list(names(dataset)) == ["set2", "set10"]
    assert dataset.image_count == 3
    assert dataset.groups[0].images[0].mask_path == tmp_path / "masks" / "set2" / "img9.png"


@pytest.mark.parametrize(
    ("images", "masks"),
    [("images", "ground_truth"), ("images", "GT"), ("image", "groundtruth"), ("Img", "Masks")],
)
def test_the_folder_names_of_iCoseg_VOC_coseg_and_SSNM_are_understood(
    tmp_path: Path, images: str, masks: str
) -> None:
    photograph(tmp_path / images / "panda1" / "1.jpg")
    mask_file(tmp_path / masks / "panda1" / "1.png", left_half())

    assert names(open_dataset(tmp_path)) == {"panda1": ["1.jpg"]}


def test_the_internet_set_keeps_its_masks_inside_each_group(tmp_path: Path) -> None:
    for group in ("Airplane100", "Car100", "Horse100"):
        photograph(tmp_path / "Data" / group / "0001.jpg")
        mask_file(tmp_path / "Data" / group / "GroundTruth" / "0001.png", left_half())

    for root in (tmp_path, tmp_path / "Data"):
        dataset = open_dataset(root)
        assert dataset.layout is Layout.DISCOVERY
        assert list(names(dataset)) == ["Airplane100", "Car100", "Horse100"]
    assert names(open_dataset(tmp_path / "Data" / "Car100")) == {"Car100": ["0001.jpg"]}


def test_one_folder_of_photographs_can_have_masks_by_class(tmp_path: Path) -> None:
    for stem in ("a", "b", "c"):
        photograph(tmp_path / "images" / f"{stem}.jpg")
    for group, stem in (("dog", "a"), ("dog", "c"), ("cat", "a")):
        mask_file(tmp_path / "masks" / group / f"{stem}.png", left_half())

    dataset = open_dataset(tmp_path)

    assert dataset.layout is Layout.CLASSES
    assert names(dataset) == {"cat": ["a.jpg"], "dog": ["a.jpg", "c.jpg"]}


def test_two_flat_folders_are_one_group_named_like_the_set(tmp_path: Path) -> None:
    root = tmp_path / "cups"
    photograph(root / "images" / "a.jpg")
    mask_file(root / "masks" / "a.png", left_half())

    assert names(open_dataset(root)) == {"cups": ["a.jpg"]}


def test_msrc_groups_by_the_number_in_the_name_and_its_colour(tmp_path: Path) -> None:
    for stem in ("12_1_s", "12_2_s", "5_3_s", "17_1_s"):
        photograph(tmp_path / "Images" / f"{stem}.bmp")
        truth = Image.new("RGB", (32, 24), MSRC_CLASSES[12][1])
        truth.paste(MSRC_CLASSES[5][1], (0, 0, 8, 24))
        (tmp_path / "GroundTruth").mkdir(exist_ok=True)
        truth.save(tmp_path / "GroundTruth" / f"{stem}_GT.bmp")

    dataset = open_dataset(tmp_path)

    assert dataset.layout is Layout.MSRC
    assert names(dataset) == {"bird": ["12_1_s.bmp", "12_2_s.bmp"], "cow": ["5_3_s.bmp"]}
    assert dataset.notices == ("files that begin with 17 mix kinds of object",)
    cow = dataset.groups[1].images[0]
    truth_hw = read_ground_truth(cow.mask_path, label=cow.label)
    assert truth_hw[:, :8].all()
    assert not truth_hw[:, 8:].any()


def test_pascal_voc_groups_by_the_classes_in_its_indexed_masks(tmp_path: Path) -> None:
    for stem in ("1", "2", "3"):
        photograph(tmp_path / "JPEGImages" / f"{stem}.jpg")
    (tmp_path / "SegmentationClass").mkdir()
    for stem, indices in (("1", (3, 255)), ("2", (3, 15))):
        mask = Image.new("P", (32, 24), 0)
        mask.putpalette([5, 6, 7] * 256)
        for k, index in enumerate(indices):
            mask.paste(index, (10 * k, 0, 10 * k + 10, 24))
        mask.save(tmp_path / "SegmentationClass" / f"{stem}.png")

    dataset = open_dataset(tmp_path)

    assert dataset.layout is Layout.VOC
    assert names(dataset) == {"bird": ["1.jpg", "2.jpg"], "person": ["2.jpg"]}
    person = dataset.groups[1].images[0]
    truth_hw = read_ground_truth(person.mask_path, label=person.label, size_hw=(24, 32))
    assert truth_hw[:, 10:20].all()
    assert truth_hw.sum() == 240


def test_groups_are_chosen_by_name_by_pattern_and_by_alias(tmp_path: Path) -> None:
    mask = left_half()
    grouped_dataset(tmp_path, {name: {"1": mask} for name in (*ICOSEG_SUBSET_8, "taj", "windmill")})

    assert list(names(open_dataset(tmp_path, ["taj"]))) == ["taj"]
    assert list(names(open_dataset(tmp_path, ["panda*", "taj"]))) == ["panda1", "panda2", "taj"]
    assert list(names(open_dataset(tmp_path, ["icoseg8"]))) == list(ICOSEG_SUBSET_8)
    with pytest.raises(DatasetError, match=r"no group dog\. Its groups: bear2, brownbear"):
        open_dataset(tmp_path, ["dog"])


def test_a_group_that_is_not_chosen_may_be_broken(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"good": {"1": left_half()}})
    photograph(tmp_path / "images" / "broken" / "1.jpg")

    assert list(names(open_dataset(tmp_path, ["good"]))) == ["good"]


def test_a_photograph_without_a_mask_is_named(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"dog": {"1": left_half()}})
    orphan = photograph(tmp_path / "images" / "dog" / "2.jpg")

    with pytest.raises(DatasetError) as caught:
        open_dataset(tmp_path)

    assert str(orphan) in str(caught.value)
    assert str(tmp_path / "masks" / "dog" / "2.png") in str(caught.value)


def test_a_group_without_a_folder_of_masks_is_named(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"dog": {"1": left_half()}})
    photograph(tmp_path / "images" / "cat" / "1.jpg")

    with pytest.raises(DatasetError, match="no folder"):
        open_dataset(tmp_path)


def test_masks_of_which_none_fits_are_named(tmp_path: Path) -> None:
    photograph(tmp_path / "images" / "a.jpg")
    mask = mask_file(tmp_path / "masks" / "dog" / "b.png", left_half())

    with pytest.raises(DatasetError) as caught:
        open_dataset(tmp_path)
    assert str(mask) in str(caught.value)


def test_two_photographs_of_one_stem_find_their_own_masks(tmp_path: Path) -> None:
    for suffix in ("jpg", "png"):
        photograph(tmp_path / "images" / "g" / f"a.{suffix}")
        mask_file(tmp_path / "masks" / "g" / f"a.{suffix}.png", left_half())

    images = open_dataset(tmp_path).groups[0].images

    assert [image.mask_path.name for image in images] == ["a.jpg.png", "a.png.png"]


def test_a_lossless_mask_wins_over_a_jpeg_of_the_same_name(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"a": left_half()}})
    mask_file(tmp_path / "masks" / "g" / "a.jpg", left_half())

    assert open_dataset(tmp_path).groups[0].images[0].mask_path.name == "a.png"


def test_empty_groups_and_loose_photographs_are_noticed(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"dog": {"1": left_half()}})
    (tmp_path / "images" / "empty").mkdir()
    photograph(tmp_path / "images" / "loose.jpg")

    dataset = open_dataset(tmp_path)

    assert list(names(dataset)) == ["dog"]
    assert any("empty" in notice for notice in dataset.notices)
    assert any("1 photographs of no group" in notice for notice in dataset.notices)


def test_a_folder_of_data_sets_says_which_one_to_give(tmp_path: Path) -> None:
    for name in ("msrc", "voc"):
        grouped_dataset(tmp_path / name, {"dog": {"1": left_half()}})

    with pytest.raises(DatasetError, match="give one of them: msrc, voc"):
        open_dataset(tmp_path)


def test_a_folder_of_photographs_is_no_data_set_and_the_layouts_are_listed(tmp_path: Path) -> None:
    photograph(tmp_path / "a.jpg")

    with pytest.raises(DatasetError, match=r"images/<group>/ beside masks/<group>/"):
        open_dataset(tmp_path)
    with pytest.raises(DatasetError, match="is no folder"):
        open_dataset(tmp_path / "a.jpg")


def test_an_empty_layout_has_no_photographs(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "masks").mkdir()

    with pytest.raises(DatasetError, match="no photographs"):
        open_dataset(tmp_path)


def test_nothing_is_decoded_to_open_a_data_set(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"a": np.zeros((4, 4), np.bool_)}})
    (tmp_path / "images" / "g" / "a.jpg").write_bytes(b"no image at all")

    assert open_dataset(tmp_path).image_count == 1
