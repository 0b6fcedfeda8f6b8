"""A taught network: the parent's answers where a head is shut, the lesson's where it is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from cosegui.model.checkpoint import load_checkpoint, save_checkpoint
from cosegui.model.description import People
from cosegui.model.network import SSNM
from cosegui.model.taught import TaughtSSNM, signature
from tests.helpers.models import CLASSES, small_network

SHUT, OPEN = (0.999999, 1.0), (-2.0, -1.0)


def _taught(
    parent: SSNM,
    lessons: tuple[int, ...] = (1,),
    grown: int = 0,
    neighbours: tuple[int, ...] = (),
) -> TaughtSSNM:
    config = parent.config
    classes = (*config.classes, *(f"new {i}" for i in range(grown)))
    taught = replace(
        config, classes=classes, grown_classes=grown, lessons=lessons, neighbours=neighbours
    )
    network = TaughtSSNM(taught)
    network.load_state_dict(parent.state_dict(), strict=False)
    for head in network.heads:
        torch.nn.init.normal_(head.draw.weight)
    torch.nn.init.normal_(network.signatures)
    network.bounds[:] = torch.tensor(SHUT)
    return network.eval()


@pytest.fixture
def images() -> Tensor:
    return torch.randn(3, 3, 64, 64, generator=torch.Generator().manual_seed(1))


@torch.no_grad()
def _logits(network: SSNM, images: Tensor) -> Tensor:
    return network(images, [len(images)])[0][-1]


def test_a_head_that_is_shut_changes_not_one_bit(images: Tensor) -> None:
    parent = small_network()
    assert torch.equal(_logits(_taught(parent), images), _logits(parent, images))


def test_without_the_newest_lesson_the_others_have_their_say(images: Tensor) -> None:
    network = _taught(small_network(), lessons=(1, 2))
    network.signatures.zero_()
    network.bounds[:] = torch.tensor(OPEN)
    both = _logits(network, images)
    with network.without_newest():
        first = _logits(network, images)
    assert torch.equal(_logits(network, images), both)
    network.bounds[1:] = torch.tensor(SHUT)
    assert torch.equal(_logits(network, images), first)
    assert not torch.allclose(first, both)


@pytest.mark.parametrize(("bounds", "openness"), [(SHUT, 0.0), (OPEN, 1.0)])
def test_the_code_of_a_group_tells_how_far_a_lesson_has_its_say(
    images: Tensor, bounds: tuple[float, float], openness: float
) -> None:
    network = _taught(small_network(), lessons=(1, 2))
    network.signatures.zero_()
    network.bounds[:] = torch.tensor(bounds)
    with torch.no_grad():
        code = network.solve(network.describe(network.backbone(images)))
    assert code.openness == pytest.approx(openness)
    assert code.for_images([1], torch.device("cpu")).openness == code.openness


def test_a_group_that_is_more_like_a_neighbour_does_not_hear_the_lesson(images: Tensor) -> None:
    network = _taught(small_network(), lessons=(1, 2), neighbours=(2, 0))
    network.bounds[:] = torch.tensor(OPEN)
    with torch.no_grad():
        described = network.describe(network.backbone(images))
        seen = signature(described)
        aside = torch.nn.functional.normalize(torch.randn(len(seen)), dim=0)
        network.signatures[:] = torch.nn.functional.normalize(seen + aside, dim=0)
        assert network.solve(described).nearness.tolist() == [1, 1, 1]
        network.neighbours[1] = seen
        assert network.solve(described).nearness.tolist() == [0, 1, 1]
        network.signatures[0] = seen
        network.neighbours[1] = aside
        assert network.solve(described).nearness.tolist() == [1, 1, 1]


def test_a_head_that_has_learnt_nothing_changes_nothing(images: Tensor) -> None:
    parent = small_network()
    network = _taught(parent)
    torch.nn.init.zeros_(network.newest_head.draw.weight)
    network.bounds[:] = torch.tensor(OPEN)
    assert torch.equal(_logits(network, images), _logits(parent, images))


@pytest.mark.parametrize("is_fine", [False, True])
def test_a_head_begins_with_the_way_in_which_the_parent_draws_objects(is_fine: bool) -> None:
    parent = small_network(fine_objects=is_fine)
    head = _taught(parent).newest_head
    head.copy_parent(parent)
    source = parent.object_project if is_fine else parent.project
    assert torch.equal(head.project[0].weight, source[1].weight)
    assert torch.equal(head.decoder.enter[0].weight, parent.object_decoder.enter[0].weight)


def test_only_the_groups_of_a_batch_that_are_near_hear_the_lesson(images: Tensor) -> None:
    parent = small_network()
    network = _taught(parent)
    others = images.flip(2) * 3
    with torch.no_grad():
        network.signatures[0] = signature(network.describe(network.backbone(images)))
        network.bounds[0] = torch.tensor([0.99, 0.999])
        both = torch.cat([images, others])
        new, old = network(both, [3, 3])[0][-1], parent(both, [3, 3])[0][-1]
    assert not torch.allclose(new[:3], old[:3])
    assert torch.allclose(new[3:], old[3:])


def test_what_is_beside_goes_before_a_head_speaks_and_not_after(images: Tensor) -> None:
    parent = small_network(classes=("horse", "person"))
    network = _taught(parent)
    network.signatures.zero_()
    torch.nn.init.zeros_(network.newest_head.draw.weight)
    with torch.no_grad():
        features = network.backbone(images)
        described = network.describe(features)
        described.object_logits[-1] = torch.full_like(described.object_logits[-1], 3.0)
        right = torch.zeros(3, 1, 4, 4)
        right[..., 2:] = 1
        described.posterior = torch.cat([right, 1 - right], dim=1)
        beside = {}
        for bounds in (SHUT, OPEN):
            network.bounds[:] = torch.tensor(bounds)
            code = network.solve(described)
            code.people = People.SHARED
            drawing = network.decode(features, described, [code], [3])
            beside[bounds] = drawing.logits[-1], drawing.beside
    (as_it_was, still_to_go), (alone, none) = beside[SHUT], beside[OPEN]
    assert torch.equal(still_to_go, right)
    assert not none.any()
    assert torch.equal(alone[..., :6], as_it_was[..., :6])
    assert (alone[..., 10:] <= -1.5).all()


@pytest.mark.parametrize(("bounds", "is_emptied"), [(SHUT, True), (OPEN, False)])
def test_a_taught_group_has_no_strangers(images: Tensor, bounds, is_emptied: bool) -> None:
    network = _taught(small_network(kinship=True, least_kinship=1.0))
    network.signatures.zero_()
    network.bounds[:] = torch.tensor(bounds)
    with torch.no_grad():
        described = network.describe(network.backbone(images))
        described.signature = torch.eye(3, 64)[:, None]  # no two are akin
        described.shown = described.centre = None
        code = network.solve(described)
    assert code.strangers is not None
    assert code.strangers.tolist() == [is_emptied] * 3


def test_the_order_of_the_images_changes_nothing(images: Tensor) -> None:
    network = _taught(small_network())
    network.bounds[:] = torch.tensor(OPEN)
    there, back = _logits(network, images), _logits(network, images.flip(0)).flip(0)
    assert torch.allclose(there, back, atol=1e-4)


def test_a_grown_class_is_told_by_its_signature_and_the_old_ones_stay(images: Tensor) -> None:
    parent = small_network()
    network = _taught(parent, lessons=(2,), grown=1)
    network.categories[:] = torch.tensor([len(CLASSES), -1])
    with torch.no_grad():
        described = network.describe(network.backbone(images))
        network.signatures[0] = signature(described)
        network.bounds[0] = torch.tensor([0.5, 0.9])
        near = network.solve(described).category_logits
        network.signatures[0] *= -1
        far = network.solve(described).category_logits
        known = parent.solve(described).category_logits
    assert near is not None
    assert far is not None
    assert near[-1] > 5 > -5 > far[-1]
    assert torch.equal(near[:-1], known)


@pytest.mark.parametrize("neighbours", [(), (0, 0), (2, 1)])
def test_a_taught_model_is_saved_and_loaded_with_its_heads(
    images: Tensor, tmp_path: Path, neighbours: tuple[int, ...]
) -> None:
    network = _taught(small_network(), lessons=(1, 2), grown=1, neighbours=neighbours)
    network.bounds[:] = torch.tensor(OPEN)
    torch.nn.init.normal_(network.neighbours)
    save_checkpoint(tmp_path / "m.safetensors", network, {"name": "m"}, half=False)
    loaded, _ = load_checkpoint(tmp_path / "m.safetensors")
    assert isinstance(loaded, TaughtSSNM)
    assert loaded.config.lessons == (1, 2)
    assert torch.equal(loaded.neighbours, network.neighbours)
    assert torch.equal(_logits(loaded, images), _logits(network, images))


def test_a_network_without_an_object_map_can_be_taught_as_well(images: Tensor) -> None:
    parent = small_network(objectness=False)
    network = _taught(parent)
    assert torch.equal(_logits(network, images), _logits(parent, images))
