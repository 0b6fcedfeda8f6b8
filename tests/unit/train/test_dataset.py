"""What the trainer reads, and the groups that it draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from cosegui.train.batches import StepDataset, complete_objects, load_sample
from cosegui.train.config import DataConfig, DataSet, GroupConfig
from cosegui.train.dataset import GroupSampler, Record, class_names, read_records, split_records
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.errors import DatasetError
from tests.helpers.training_sets import write_training_set


def _config(**changes: object) -> DataConfig:
    return DataConfig(sets=(DataSet("shapes", is_complete=True),), **changes)


@pytest.fixture
def records(tmp_path: Path) -> list[Record]:
    write_training_set(tmp_path)
    return read_records(tmp_path, _config())


def test_records_hold_their_masks_and_saliency(records) -> None:
    assert len(records) == 8
    assert class_names(records) == ("disc", "square")
    assert all(r.saliency is not None and r.is_complete for r in records)
    assert [sorted(r.classes) for r in records] == [["disc"]] * 4 + [["square"]] * 4


def test_classes_are_renamed_and_dropped(tmp_path: Path) -> None:
    write_training_set(tmp_path)
    renamed = read_records(tmp_path, _config(rename={"disc": "ball", "square": ""}))
    assert class_names(renamed) == ("ball",)
    assert len(renamed) == 8, "an image without a class still has its saliency"


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda f: (f / "images").rename(f / "pictures"), "No images"),
        (lambda f: (f / "images" / "disc0.png").unlink(), "no image of that name"),
    ],
)
def test_a_wrong_folder_is_named(tmp_path: Path, break_it, message) -> None:
    break_it(write_training_set(tmp_path))
    with pytest.raises(DatasetError, match=message):
        read_records(tmp_path, _config())


def test_a_mask_of_another_size_is_named(records) -> None:
    path = records[0].masks[0][1]
    Image.fromarray(np.zeros((10, 10), np.uint8)).save(path)
    with pytest.raises(DatasetError, match=path.name):
        load_sample(records[0])


def test_what_stands_out_is_the_teachers_word_even_where_there_are_masks(tmp_path: Path) -> None:
    folder = write_training_set(tmp_path)
    nothing = np.zeros((30, 40), np.uint8)
    Image.fromarray(nothing).save(folder / "saliency" / "disc0.png")
    records = read_records(tmp_path, _config())
    sample = load_sample(next(r for r in records if r.image.stem == "disc0"))
    assert not sample.objects.any()
    assert sample.classes["disc"].any()


def test_the_split_is_the_same_in_every_run_and_loses_nothing(records) -> None:
    train, validation = split_records(records, 0.5)
    again = split_records(list(reversed(records)), 0.5)
    assert {r.image for r in train} == {r.image for r in again[0]}
    assert len(train) + len(validation) == len(records)
    assert train
    assert validation


def test_a_step_has_just_the_images_asked_for_and_is_the_same_every_time(records) -> None:
    sampler = GroupSampler(records, GroupConfig(alone_share=0.25), seed=3)
    for step in range(30):
        plans = sampler.draw(step, 8)
        assert sum(len(p.records) for p in plans) == 8
        assert plans == sampler.draw(step, 8)
        assert [len(p.records) for p in plans[:2]] == [1, 1]
    assert sampler.draw(0, 8) != sampler.draw(1, 8)


def test_members_share_the_classes_of_the_plan_and_outliers_do_not(records) -> None:
    config = GroupConfig(sizes=(4,), outlier_rate=1.0, unrelated_rate=0.0)
    sampler = GroupSampler(records, config, seed=0)
    outliers = 0
    for step in range(20):
        for plan in sampler.draw(step, 4):
            for index, is_member in zip(plan.records, plan.members, strict=True):
                classes = records[index].classes
                assert plan.shared <= classes if is_member else not plan.shared & classes
                outliers += not is_member
    assert outliers >= 20


def test_unrelated_groups_share_nothing(records) -> None:
    config = GroupConfig(sizes=(2,), unrelated_rate=1.0)
    plan = GroupSampler(records, config, seed=0).draw(0, 2)[0]
    assert plan.shared == frozenset()
    assert records[plan.records[0]].classes.isdisjoint(records[plan.records[1]].classes)


def test_groups_without_a_class_of_two_images_are_refused(records) -> None:
    with pytest.raises(DatasetError, match="two images"):
        GroupSampler(records[3:5], GroupConfig(), seed=0)


def _steps(
    records: list[Record], sampler: GroupSampler, *, steps: int, is_augmented: bool
) -> StepDataset:
    return StepDataset(
        records,
        sampler,
        ("disc", "square"),
        sizes=(64,),
        images_per_batch=8,
        steps=steps,
        seed=0,
        is_augmented=is_augmented,
        paste_rate=0.2,
        smallest_crop=0.55,
    )


@pytest.mark.parametrize("is_augmented", [True, False])
def test_a_batch_holds_the_targets_of_its_plans(records, is_augmented) -> None:
    config = GroupConfig(alone_share=0.25, sizes=(6,), outlier_rate=1.0, unrelated_rate=0)
    sampler = GroupSampler(records, config, seed=1)
    dataset = _steps(records, sampler, steps=3, is_augmented=is_augmented)
    for step in range(3):
        batch, plans = dataset[step], sampler.draw(step, 8)
        assert batch.images_u8.shape == (8, 3, 64, 64)
        assert batch.objects.shape == batch.shared.shape == (8, 1, 32, 32)
        assert batch.classes.shape == (8, 2, 4, 4)
        assert batch.group_sizes == [len(p.records) for p in plans]
        assert batch.has_categories.tolist() == [len(p.records) > 1 for p in plans]
        members = [m for p in plans for m in p.members]
        shown = batch.shared.flatten(1).amax(1) > 0.2
        pairs = list(zip(shown.tolist(), members, strict=True))
        assert all(is_member for is_shown, is_member in pairs if is_shown), "outliers are empty"
        seen = [is_shown for is_shown, is_member in pairs if is_member]
        assert sum(seen) >= 0.7 * len(seen), "members show it, unless a distractor hides it"
        missed = ((batch.shared >= 0.5) & (batch.objects < 0.3)).float().mean()
        assert missed < 0.01, "what is shared is an object too, but for a rim of resampling"
    same = dataset[0].images_u8
    assert bool((same == dataset[0].images_u8).all()), "a step is the same every time"


def test_the_batches_of_a_step_show_their_images_at_one_of_the_sizes(records) -> None:
    dataset = StepDataset(
        records,
        GroupSampler(records, GroupConfig(), seed=1),
        ("disc", "square"),
        sizes=(32, 64, 96),
        images_per_batch=2,
        batches_per_step=2,
        steps=12,
        seed=0,
        is_augmented=True,
        paste_rate=0.0,
    )
    assert len(dataset) == 24
    sides = []
    for first in range(0, len(dataset), 2):
        one, other = dataset[first], dataset[first + 1]
        side = one.images_u8.shape[-1]
        assert other.images_u8.shape[-1] == side, "a process that waits for another's learns less"
        assert one.objects.shape[-2:] == (side // 2, side // 2)
        assert one.classes.shape[-2:] == (side // 16, side // 16)
        sides.append(side)
    assert set(sides) == {32, 64, 96}


def test_a_frozen_encoder_sees_each_image_in_two_views_that_their_keys_name(records) -> None:
    sampler = GroupSampler(records, GroupConfig(), seed=1)
    dataset = _steps(records, sampler, steps=6, is_augmented=False)
    seen: dict[int, NDArray[np.uint8]] = {}
    for step in range(6):
        batch = dataset[step]
        for key, image in zip(batch.cache_keys, batch.images_u8.numpy(), strict=True):
            assert np.array_equal(seen.setdefault(key, image), image), "what is cached stays true"
    pairs = [(seen[key], seen[key ^ 1]) for key in seen if key ^ 1 in seen]
    assert pairs, "both views come up"
    assert all(np.array_equal(image, other[..., ::-1]) for image, other in pairs)


def _square(y: int, x: int, side: int = 20) -> NDArray[np.bool_]:
    mask = np.zeros((60, 100), bool)
    mask[y : y + side, x : x + side] = True
    return mask


def test_an_object_that_the_teacher_found_gets_the_annotators_outline() -> None:
    found, left_out = _square(20, 10), _square(20, 60)
    taught = np.where(_square(22, 10, 18), np.float32(0.8), np.float32(0))
    taught[left_out] = 0.2
    completed = complete_objects(taught, [found | left_out], knows_all=False)
    assert (completed[found] == 1).all()
    assert np.array_equal(completed[~found], taught[~found]), "what it left out stays out"


def test_around_a_found_object_is_ground_only_where_all_objects_are_marked() -> None:
    found, beside = _square(20, 10), _square(20, 32, 3)
    far = _square(20, 80, 5)
    taught = np.where(found | far, np.float32(0.9), np.float32(0))
    taught[20:40, 30:36] = 0.7  # the teacher's edge is blurred
    known = complete_objects(taught, [found, beside], knows_all=True)
    assert (known[26:40, 30:35] == 0).all()
    assert (known[beside] > 0).all(), "another marked object is no ground"
    assert (known[far] == np.float32(0.9)).all(), "further away the teacher knows better"
    unknown = complete_objects(taught, [found, beside], knows_all=False)
    assert (unknown[26:40, 30:35] == np.float32(0.7)).all()
