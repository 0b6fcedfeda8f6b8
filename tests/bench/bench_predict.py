"""Time and memory of segmenting groups, beside the paper's VGG16 network in the same run.

Run: python tests/bench/bench_predict.py [--threads 2] [--long]
Prints the stages of a group of five 640x480 photographs, the ratio to the published architecture at
224 px (random weights: time does not depend on them), and how time and memory grow with the group.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.core.ports import GroupPrediction, ImageSource
from cosegui.model.backbone import normalise
from cosegui.model.config import Architecture, NetworkConfig
from cosegui.model.predictor import Predictor, full_resolution
from cosegui.model.published import PublishedSSNM
from cosegui.model.reading import CodeCache
from cosegui.storage.images import read_image
from cosegui.storage.resources import resource_path

SIZE = (640, 480)
REPEATS = 5


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--long", action="store_true", help="also groups of 100 and 200")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    predictor = Predictor.load(device="cpu")
    photographs = _photographs()
    print(f"{options.threads} threads, {SIZE[0]}x{SIZE[1]}, median of {REPEATS} warm runs\n")
    _stages(predictor, photographs)
    ours = _median(lambda: _segment(predictor, _sources(photographs, 5)))
    paper = _paper_seconds()
    print(f"\ngroup of five, files to masks, ours   {ours:7.3f} s")
    print(f"group of five, network alone, paper's {paper:7.3f} s   ({paper / ours:.1f}x ours)\n")
    print("images   seconds   ms/image   peak of the process, MB")
    for count in (1, 5, 20, *((100, 200) if options.long else ())):
        repeats = REPEATS if count <= 5 else 1
        seconds = _median(lambda n=count: _segment(predictor, _sources(photographs, n)), repeats)
        print(f"{count:6d} {seconds:9.3f} {1000 * seconds / count:10.1f} {_peak_mb():12.0f}")


def _photographs() -> list[bytes]:
    """The demo's pictures at 640x480, as JPEG files in memory."""
    files = []
    for path in sorted(resource_path("demo").glob("*.jpg")):
        buffer = io.BytesIO()
        Image.open(path).resize(SIZE).save(buffer, "JPEG", quality=90)
        files.append(buffer.getvalue())
    return files


def _sources(photographs: list[bytes], count: int) -> list[ImageSource]:
    def read(data: bytes) -> np.ndarray:
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))

    return [
        ImageSource(read=partial(read, photographs[i % len(photographs)])) for i in range(count)
    ]


def _segment(predictor: Predictor, sources: list[ImageSource]) -> None:
    predictor._codes = CodeCache()
    for result in predictor.segment_group(sources):
        if not isinstance(result, GroupPrediction):
            result.mask_hw  # noqa: B018  # the mask is part of the work


def _stages(predictor: Predictor, photographs: list[bytes]) -> None:
    path = sorted(resource_path("demo").glob("*.jpg"))[0]
    image = _sources(photographs, 1)[0].read()
    network, size = predictor._network, predictor._network.config.input_size
    images = normalise(torch.zeros(5, 3, size, size, dtype=torch.uint8))
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.inference_mode():
        features = network.backbone(images)
        described = network.describe(features)
        code = network.solve(described)
        low = torch.sigmoid(network.decode(features, described, [code], [5]).logits[-1])[
            0, 0
        ].numpy()
        stages: dict[str, tuple[Callable[[], object], int]] = {
            "decode a JPEG of 960x640": (lambda: read_image(path), 1),
            "encoder": (lambda: network.backbone(images), 5),
            "object map, summaries": (lambda: network.describe(features), 5),
            "group stage (both modulators)": (lambda: network.solve(described), 5),
            "decoder": (lambda: network.decode(features, described, [code], [5]), 5),
            "refinement to 640x480": (lambda: full_resolution(image, low, refine=True), 1),
        }
        print("stage                            ms per image")
        for name, (work, count) in stages.items():
            print(f"{name:32s} {1000 * _median(work) / count:8.1f}")


def _paper_seconds() -> float:
    """The published architecture on five images of 224 px, its 200 Adam steps included."""
    names = tuple(str(i) for i in range(78))
    network = PublishedSSNM(
        NetworkConfig(architecture=Architecture.PUBLISHED, solver="published", classes=names)
    ).eval()
    images = torch.randn(5, 3, 224, 224)
    with torch.no_grad():
        return _median(lambda: network(images, [5]), 3)


def _median(work: Callable[[], object], repeats: int = REPEATS) -> float:
    work()
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
