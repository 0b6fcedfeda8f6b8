"""The demo group as it is shipped, and the script that made it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from cosegui.storage.images import list_images, read_image
from cosegui.storage.masks import read_mask
from cosegui.storage.resources import resource_path

ROOT = Path(__file__).resolve().parents[2]
TRUE_MASKS = ROOT / "tests" / "data" / "demo_masks"


def test_six_pictures_are_shipped_and_are_small():
    pictures = list_images(resource_path("demo"))
    assert len(pictures) == 6
    assert sum(path.stat().st_size for path in pictures) < 1_500_000
    assert {read_image(path).shape for path in pictures} == {(640, 960, 3)}


def test_every_shipped_picture_has_a_true_mask_among_the_tests():
    for path in list_images(resource_path("demo")):
        mask = read_mask(TRUE_MASKS / f"{path.stem}.png")
        assert mask.shape == (640, 960)
        assert 0.05 < mask.mean() < 0.3


def test_the_script_renders_a_picture_and_its_true_mask(tmp_path: Path):
    script = ROOT / "docs" / "demo" / "render.py"
    arguments = ["--only", "beach", "--width", "60", "--samples", "2"]
    folders = ["--out", str(tmp_path), "--masks", str(tmp_path / "masks")]
    subprocess.run([sys.executable, str(script), *arguments, *folders], check=True)
    mask = read_mask(tmp_path / "masks" / "beach.png")
    picture = read_image(tmp_path / "beach.jpg").astype(int)
    assert mask.shape == picture.shape[:2] == (40, 60)
    assert 0.05 < mask.mean() < 0.2
    yellowness = picture[..., :2].min(axis=2) - picture[..., 2]
    assert np.median(yellowness[mask]) > np.median(yellowness[~mask]) + 60
