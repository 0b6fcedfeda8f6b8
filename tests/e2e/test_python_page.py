"""The examples of docs/python.md run as they stand, with the model that ships."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.helpers.models import photographs

PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_example_runs_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("cows", "sheep"):
        (tmp_path / folder).mkdir()
        for number, pixels in enumerate(photographs(3, height=96, width=128), start=1):
            Image.fromarray(pixels).save(tmp_path / folder / f"{number}.jpg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    for example in EXAMPLES:
        exec(compile(example, PAGE.name, "exec"), names)

    said = capsys.readouterr().out
    assert said.count(" of the picture, confidence ") == 3
    assert "they share: ('" in said
    assert "gone.jpg cannot be read" in said
    with Image.open("mask.png") as mask, Image.open("cut-out.png") as cut_out:
        assert mask.size == (128, 96)
        assert cut_out.mode == "RGBA"
        assert np.asarray(mask).dtype == np.bool_
