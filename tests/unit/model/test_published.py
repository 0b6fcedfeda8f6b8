"""The published checkpoint: recognised, imported, and equal to a second implementation of it."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch

from cosegui.core.errors import CheckpointError
from cosegui.core.ports import ImagePrediction, ImageSource, SegmentOptions
from cosegui.model.backbone import normalise
from cosegui.model.checkpoint import import_checkpoint, load_checkpoint
from cosegui.model.config import Architecture
from cosegui.model.predictor import Predictor
from cosegui.storage.model_store import ModelStore
from tests.helpers.published_reference import foreground, random_state


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, torch.Tensor]]:
    """An imported model and the state_dict that it came from."""
    folder = tmp_path_factory.mktemp("published")
    state = random_state()
    torch.save(state, folder / "authors.pth")
    store = ModelStore(folder / "models")
    return import_checkpoint(folder / "authors.pth", name="published", store=store), state


def _photographs(count: int, size: int) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (count, size, size, 3), dtype=np.uint8)


def test_an_imported_checkpoint_equals_an_independent_implementation_of_it(published) -> None:
    path, state = published
    network, card = load_checkpoint(path)
    assert network.config.architecture is Architecture.PUBLISHED
    assert card["name"] == "published"
    images = torch.from_numpy(_photographs(5, 224).transpose(0, 3, 1, 2).copy())
    with torch.no_grad():
        logits = network(normalise(images), [5])
    expected = foreground(state, normalise(images))
    ours = torch.sigmoid(logits[:, 0])
    spread = float(expected.std())
    assert 0.05 < spread < 0.4, "a flat or saturated reference would prove nothing"
    assert float((ours - expected).abs().max()) <= 1e-3


def test_a_published_model_runs_on_other_group_sizes_and_image_sizes(published) -> None:
    path, _ = published
    sources = [
        ImageSource(read=lambda size=size: _photographs(1, size)[0]) for size in (100, 300, 64)
    ]
    results = list(
        Predictor.load(path, device="cpu").segment_group(
            sources, options=SegmentOptions(refine=False)
        )
    )
    shapes = [r.probability_hw.shape for r in results if isinstance(r, ImagePrediction)]
    assert shapes == [(100, 100), (300, 300), (64, 64)]
    assert all(
        np.isfinite(r.probability_hw).all() for r in results if isinstance(r, ImagePrediction)
    )


def test_a_checkpoint_of_another_network_is_refused_by_its_keys(tmp_path: Path) -> None:
    torch.save({"conv.weight": torch.zeros(1)}, tmp_path / "other.pth")
    with pytest.raises(CheckpointError, match=r"base\.0\.weight"):
        import_checkpoint(tmp_path / "other.pth", name="other", store=ModelStore(tmp_path))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("number", range(6))
def test_a_damaged_file_of_weights_is_refused_in_words(tmp_path: Path, number: int) -> None:
    content = io.BytesIO()
    state = {"base.0.weight": torch.zeros(2)}
    torch.save(state, content, _use_new_zipfile_serialization=False)
    damaged = bytearray(content.getvalue())
    for place in range(number, len(damaged), 37):
        damaged[place] ^= 0x55
    (tmp_path / "bad.pth").write_bytes(bytes(damaged))
    with pytest.raises(CheckpointError):
        import_checkpoint(tmp_path / "bad.pth", name="bad", store=ModelStore(tmp_path))


class _RunsCode:
    """What a hostile file would hold: unpickling it calls a function."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path("pwned"),)


def test_a_file_that_holds_more_than_tensors_is_refused_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.pth").write_bytes(pickle.dumps({"base.0.weight": _RunsCode()}, protocol=2))
    with pytest.raises(CheckpointError, match="refused"):
        import_checkpoint(tmp_path / "bad.pth", name="bad", store=ModelStore(tmp_path))
    assert not (tmp_path / "pwned").exists()
