"""The network's parts, its three stages, and what must not matter to them."""

from __future__ import annotations

import pytest
import torch

from cosegui.core.errors import CheckpointError, ModelError
from cosegui.core.ports import Solver
from cosegui.model.backbone import FINE_STRIDES, STRIDES, build_backbone, normalise
from cosegui.model.config import NetworkConfig
from cosegui.model.description import People
from cosegui.model.network import SSNM
from cosegui.model.semantic import SemanticModulator
from tests.helpers.models import small_network

CLASSES = ("cat", "dog", "horse")


def _network(**changes: object) -> SSNM:
    torch.manual_seed(0)
    network = SSNM(NetworkConfig(**{"width": 16, "classes": CLASSES, "input_size": 64, **changes}))
    for parameter in network.decoder.draw.parameters():  # untrained corrections are zero
        torch.nn.init.normal_(parameter)
    return network.eval()


def _images(n: int, size: int = 64) -> torch.Tensor:
    generator = torch.Generator().manual_seed(2)
    return torch.randn(n, 3, size, size, generator=generator)


@pytest.mark.parametrize("strides", [STRIDES, FINE_STRIDES])
@pytest.mark.parametrize("name", ["tf_efficientnet_b0", "vgg16_bn", "resnet18"])
def test_every_backbone_has_levels_at_the_strides_that_are_asked_for(name, strides) -> None:
    backbone = build_backbone(name, strides).eval()
    with torch.no_grad():
        levels = backbone(_images(1))
    assert [tuple(level.shape[1:]) for level in levels] == [
        (channels, 64 // stride, 64 // stride)
        for channels, stride in zip(backbone.channels, strides, strict=True)
    ]


def test_a_backbone_that_begins_at_stride_4_can_draw_no_fine_objects() -> None:
    with pytest.raises(ModelError, match="2, 4, 8, 16, 32 are needed"):
        build_backbone("convnext_atto", FINE_STRIDES)


def test_an_unknown_backbone_is_named_with_advice() -> None:
    with pytest.raises(ModelError, match="list_models"):
        build_backbone("no_such_net")


def test_a_backbone_without_four_levels_is_refused() -> None:
    with pytest.raises(ModelError, match="4, 8, 16, 32 are needed"):
        build_backbone("vit_tiny_patch16_224")


def test_the_semantic_modulator_ignores_order_and_does_not_grow_with_the_group() -> None:
    torch.manual_seed(0)
    modulator = SemanticModulator(8, 16, len(CLASSES))
    maps = torch.rand(4, 8, 5, 5)
    gamma, logits = modulator.combine(modulator.summarise(maps))
    shuffled = maps[[2, 0, 3, 1]]
    assert torch.allclose(gamma, modulator.combine(modulator.summarise(shuffled))[0], atol=1e-6)
    doubled = torch.cat([maps, maps])
    twice, twice_logits = modulator.combine(modulator.summarise(doubled))
    assert torch.allclose(gamma, twice, atol=1e-6)
    assert torch.allclose(logits, twice_logits, atol=1e-6)


@pytest.mark.parametrize("objectness", [True, False])
@pytest.mark.parametrize("fusion", [True, False])
def test_groups_in_one_batch_do_not_see_each_other(objectness, fusion) -> None:
    network = _network(objectness=objectness, fusion=fusion)
    images = _images(5)
    with torch.no_grad():
        together, _, _ = network(images, [2, 3])
        first, _, _ = network(images[:2], [2])
        second, _, _ = network(images[2:], [3])
    assert together[-1].shape == (5, 1, 16, 16)
    assert torch.allclose(together[-1], torch.cat([first[-1], second[-1]]), atol=1e-5)


def test_the_group_changes_what_is_drawn_in_an_image() -> None:
    network = _network()
    with torch.no_grad():
        alone, _, _ = network(_images(3)[:1], [1])
        grouped, _, _ = network(_images(3), [3])
    assert not torch.allclose(alone[-1], grouped[-1][:1], atol=1e-3)


@pytest.mark.parametrize("solver", [Solver.CLOSED_FORM, Solver.CROSS_IMAGE])
def test_the_order_of_the_images_does_not_change_the_masks(solver) -> None:
    network = _network(solver=solver)
    images, order = _images(5), torch.tensor([4, 1, 0, 3, 2])
    with torch.no_grad():
        straight, _, _ = network(images, [5])
        shuffled, _, _ = network(images[order], [5])
    assert torch.allclose(straight[-1][order], shuffled[-1], atol=1e-4)


def test_without_classes_the_network_still_runs_and_has_no_categories() -> None:
    network = _network(classes=())
    with torch.no_grad():
        logits, _, codes = network(_images(2), [2])
    assert logits[-1].shape == (2, 1, 16, 16)
    assert codes[0].category_logits is None


@pytest.mark.parametrize("is_fine", [True, False])
@pytest.mark.parametrize("objectness", [True, False])
def test_every_weight_gets_a_gradient(objectness, is_fine) -> None:
    network = _network(objectness=objectness, fusion=objectness, fine_objects=is_fine).train()
    outputs, described, codes = network(_images(3), [3])
    seen = [*outputs, *described.object_logits, codes[0].category_logits]
    if described.fused_posterior is not None:
        seen += [described.posterior[:, 0], described.fused_posterior[:, 0]]
    torch.stack([x.sum() for x in seen]).sum().backward()
    assert [name for name, p in network.named_parameters() if p.grad is None] == []


def test_fine_objects_are_drawn_at_stride_2_and_begin_as_those_of_stride_4() -> None:
    network = _network(fine_objects=True)
    with torch.no_grad():
        logits, described, _ = network(_images(3), [3])
    assert [x.shape[-1] for x in described.object_logits] == [2, 4, 8, 16, 32]
    assert [x.shape[-1] for x in logits] == [2, 4, 8, 16, 32]
    coarse, fine = described.object_logits[-2:]
    stretched = torch.nn.functional.interpolate(coarse, (32, 32), mode="bilinear")
    assert torch.allclose(fine, stretched, atol=1e-6)


def test_what_a_fine_object_is_and_what_it_is_called_are_learnt_apart() -> None:
    network = _network(fine_objects=True).train()
    described = network.describe(network.backbone(_images(2)))

    def reached(value: torch.Tensor) -> set[str]:
        network.zero_grad()
        value.sum().backward(retain_graph=True)
        return {
            name.split(".")[0]
            for name, parameter in network.named_parameters()
            if parameter.grad is not None and not name.startswith("backbone")
        }

    objects = reached(described.object_logits[-1])
    assert objects == {"object_project", "object_decoder", "outline"}
    assert reached(described.posterior[:, 0]) == {"project", "name_decoder", "recognise"}


def test_a_config_survives_its_card_and_unknown_keys_are_named() -> None:
    config = NetworkConfig(classes=CLASSES, solver=Solver.CROSS_IMAGE)
    assert NetworkConfig.from_dict(config.to_dict()) == config
    with pytest.raises(CheckpointError, match="colour"):
        NetworkConfig.from_dict({"colour": 1})
    with pytest.raises(CheckpointError, match="card"):
        NetworkConfig.from_dict({"solver": "guess"})


def test_normalise_centres_the_images_of_imagenet() -> None:
    grey = torch.full((1, 3, 2, 2), 255, dtype=torch.uint8)
    assert normalise(grey)[0, :, 0, 0].tolist() == pytest.approx(
        [(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225]
    )


def test_what_a_group_shares_need_not_teach_what_an_object_is() -> None:
    network = small_network().train()
    features = network.backbone(torch.rand(2, 3, 64, 64))
    for keeps_objects in (True, False):
        network.zero_grad()
        logits, _, _ = network.forward_features(features, [2], keeps_objects=keeps_objects)
        logits[-1].sum().backward(retain_graph=True)
        reached = [p.grad is not None for p in network.object_decoder.draw.parameters()]
        assert any(reached) != keeps_objects
        assert all(p.grad is not None for p in network.place.parameters())


def test_what_is_beside_depends_on_what_people_are_to_the_group() -> None:
    network = _network(classes=("cow", "person"), objectness=True).eval()
    features = network.backbone(_images(3))
    described = network.describe(features)
    cow = torch.linspace(0, 1, 3 * 4 * 4).reshape(3, 1, 4, 4)
    described.posterior = torch.cat([cow, 1 - cow], dim=1)
    code = network.solve(described)
    code.vote = torch.tensor([0.9, 0.1])
    expected = {
        People.BESIDE: torch.where(cow < 0.1, 1 - cow, 0),
        People.SHARED: cow,
        People.UNDECIDED: torch.zeros_like(cow),
    }
    for people, beside in expected.items():
        code.people = people
        drawing = network.decode(features, described, [code], [3])
        assert drawing.beside is not None
        assert torch.allclose(drawing.beside, beside, atol=1e-6)


def test_what_looks_like_the_others_objects_stays_whatever_it_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = small_network(kinship=True, appearance=True, classes=("cow", "person"))
    features = network.backbone(_images(4))
    described = network.describe(features)
    described.posterior = torch.tensor([0.05, 0.95])[None, :, None, None].expand(4, 2, 4, 4)
    code = network.solve(described)
    code.vote, code.people = torch.tensor([0.9, 0.1]), People.BESIDE
    parts = code.for_images([1, 2], torch.device("cpu"))
    batch = described.part(slice(1, 3))
    rows = []

    def of_each(*asked: object) -> torch.Tensor:
        rows.append(asked[-1].rows.tolist())  # type: ignore[attr-defined]
        return torch.tensor([True, False])

    monkeypatch.setattr("cosegui.model.network.looks_beside", of_each)
    drawing = network.decode([f[1:3] for f in features], batch, [parts], [2])
    assert rows == [[1, 2]]
    assert drawing.beside is not None
    assert torch.allclose(drawing.beside[0], torch.tensor(0.95))
    assert not drawing.beside[1].any()


def test_strangers_are_not_whom_an_object_is_compared_with() -> None:
    network = small_network(kinship=True, appearance=True, least_kinship=0.5)
    described = network.describe(network.backbone(_images(4)))
    described.strangers = torch.tensor([False, True, False, False])
    code = network.solve(described)
    assert code.members is not None
    assert code.looks is not None
    assert code.members.tolist() == [0, 2, 3]
    assert described.looks is not None
    assert torch.equal(code.looks, described.looks[[0, 2, 3]])


def test_a_group_is_named_by_the_vote_of_its_cells() -> None:
    network = _network()
    described = network.describe(network.backbone(_images(3)))
    described.evidence = torch.tensor([[0.1, 0.8, 0.0], [0.2, 0.9, 0.0], [0.1, 0.7, 0.9]])
    logits = network.solve(described).category_logits
    assert logits is not None
    chances = torch.sigmoid(logits)
    assert chances.argmax() == 1
    assert chances[1] == pytest.approx((0.82 * 0.92 * 0.72) ** (1 / 3) - 0.02, abs=1e-3)
    assert chances[2] < 0.2, "two of three do not show it"


def test_a_stranger_has_no_say_in_what_the_others_share(monkeypatch: pytest.MonkeyPatch) -> None:
    network = small_network(kinship=True, least_kinship=0.5)
    described = network.describe(network.backbone(_images(5)))
    kin = torch.tensor([1.0, 1.0, 1.0, 1.0, 0.0])
    monkeypatch.setattr("cosegui.model.network.kinship", lambda alike, _least: kin[: len(alike)])
    alone = network.solve(described.part(slice(0, 4)))
    code = network.solve(described)
    assert code.strangers is not None
    assert code.strangers.tolist() == [False] * 4 + [True]
    for name in ("vote", "gamma", "category_logits", "landmarks", "centre"):
        assert torch.allclose(getattr(code, name), getattr(alone, name), atol=1e-6), name
    assert code.prior.shape[0] == 5, "a stranger is still looked at"


def test_where_nothing_is_shared_all_have_their_say(monkeypatch: pytest.MonkeyPatch) -> None:
    forbearing = small_network(kinship=True, least_kinship=0.0)
    described = forbearing.describe(forbearing.backbone(_images(3)))
    expected = forbearing.solve(described)
    monkeypatch.setattr("cosegui.model.network.kinship", lambda *_: torch.zeros(3))
    code = small_network(kinship=True, least_kinship=0.5).solve(described)
    assert code.strangers is not None
    assert bool(code.strangers.all())
    assert torch.allclose(code.vote, expected.vote)


def test_where_a_person_saw_nothing_of_the_object_is_a_stranger_compared_with_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = small_network(kinship=True, least_kinship=0.5)
    described = network.describe(network.backbone(_images(5)))
    asked = []

    def all_are_kin(alike: torch.Tensor, _least: float) -> torch.Tensor:
        asked.append(len(alike))
        return torch.ones(len(alike))

    monkeypatch.setattr("cosegui.model.network.kinship", all_are_kin)
    found = network.strangers_in(described, torch.tensor([0.0, 0.0, -1.0, 0.0, 0.0]))
    assert found is not None
    assert found.tolist() == [False, False, True, False, False]
    assert asked == [4]
    described.strangers = found
    assert network.solve(described).strangers is found


def test_examples_bring_images_in_and_put_none_out(monkeypatch: pytest.MonkeyPatch) -> None:
    network = small_network(kinship=True, least_kinship=0.5)
    described = network.describe(network.backbone(_images(5)))
    alike = torch.zeros(6, 6)
    alike[:, 5] = torch.tensor([0.1, 0.9, 0.9, 0.1, 0.9, 1.0])  # with what is marked in the first
    monkeypatch.setattr("cosegui.model.kinship.pairwise_kinship", lambda *_: alike)
    kin = torch.tensor([0.0, 0.0, 1.0, 1.0, 0.0])
    told = torch.tensor([1.0, 0.0, 0.0, 0.0, -1.0])
    monkeypatch.setattr("cosegui.model.network.kinship", lambda group, _: kin[: len(group)])
    found = network.strangers_in(described, told, described.part(slice(0, 1)))
    assert found is not None
    assert found.tolist() == [False, False, False, False, True]


def test_an_image_of_which_no_part_is_akin_is_a_stranger_unless_a_person_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network = small_network(kinship=True, least_kinship=0.5)
    described = network.describe(network.backbone(_images(4)))
    monkeypatch.setattr("cosegui.model.network.kinship", lambda group, _: torch.ones(len(group)))
    told = torch.tensor([0.0, 1.0, 0.0, 0.0])
    found = network.strangers_in(described, told, unlike=torch.tensor([True, True, False, False]))
    assert found is not None
    assert found.tolist() == [True, False, False, False]


def test_a_marked_object_is_described_and_not_what_stands_out() -> None:
    network = small_network(kinship=True, appearance=True, least_kinship=0.5)
    features = network.backbone(_images(2, 128))
    described = network.describe(features)
    assert described.posterior is not None
    objects = torch.zeros(2, 1, *described.posterior.shape[-2:])
    objects[:, :, :4, :4] = 1
    marked = network.describe_marked(described, features[-1], objects)
    elsewhere = features[-1].clone()
    elsewhere[..., 2:, 2:] = 5
    again = network.describe_marked(described, elsewhere, objects)
    for name in ("signature", "looks", "shown"):
        before, after = getattr(described, name), getattr(marked, name)
        assert after.shape == before.shape, name
        assert not torch.allclose(after, before, atol=1e-4), name
        assert torch.allclose(getattr(again, name), after), name
    assert marked.evidence is described.evidence, "the vote stays the network's own"
