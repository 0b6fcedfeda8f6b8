"""Time and memory of segmenting groups, beside the paper's VGG16 network in the same run.

Run: python tests/bench/bench_predict.py [--threads 2] [--sizes 1 5 20 100 200] [--compile]
Prints the stages of a group of five 640x480 photographs, what is won on the encoder as it was
trained (memory kept, steps folded into convolutions), the ratio to the published architecture at
224 px (random weights: time does not depend on them), a second run after one image has changed, and
how time and memory grow with the group, each size in a process of its own. `--compile` also times
`torch.compile`, start-up included.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
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
from cosegui.model.checkpoint import load_checkpoint
from cosegui.model.config import Architecture, NetworkConfig
from cosegui.model.finishing import full_resolution
from cosegui.model.folding import fuse_batch_norms
from cosegui.model.predictor import Predictor
from cosegui.model.published import PublishedSSNM
from cosegui.model.reading import CodeCache
from cosegui.storage.images import read_image
from cosegui.storage.masks import write_mask
from cosegui.storage.model_store import ModelStore
from cosegui.storage.resources import resource_path

SIZE = (640, 480)
REPEATS = 5


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1, 5, 20, 100, 200])
    parser.add_argument("--compile", action="store_true", help="also torch.compile")
    parser.add_argument("--alone", type=int, metavar="N", help="one group, figures as JSON")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    photographs = _photographs()
    if options.alone:
        predictor = Predictor.load(device="cpu")
        print(json.dumps(_one_size(predictor, photographs, options.alone)))
        return
    trained_ms = _encoder_ms(*_trained_encoder())  # before a predictor asks to keep memory
    predictor = Predictor.load(device="cpu")
    print(f"{options.threads} threads, {SIZE[0]}x{SIZE[1]}, median of {REPEATS} warm runs\n")
    _stages(predictor, photographs)
    _encoders(predictor, trained_ms, is_compiled=options.compile)
    ours = _median(lambda: _segment(predictor, _sources(photographs, 5)))
    paper = _paper_seconds()
    print(f"\ngroup of five, files to masks, ours   {ours:7.3f} s")
    print(f"group of five, network alone, paper's {paper:7.3f} s   ({paper / ours:.1f}x ours)\n")
    _again(predictor, photographs)
    print("\nimages   seconds   ms/image   peak of a process of its own, MB   of which the run, MB")
    for count in options.sizes:
        arguments = [f"--threads={options.threads}", f"--alone={count}"]
        done = subprocess.run(
            [sys.executable, __file__, *arguments], capture_output=True, check=True, text=True
        )
        seconds, before, peak = json.loads(done.stdout)
        each = 1000 * seconds / count
        print(f"{count:6d} {seconds:9.3f} {each:10.1f} {peak:20.0f} {peak - before:25.0f}")


def _one_size(predictor: Predictor, photographs: list[bytes], count: int) -> list[float]:
    """(seconds, peak in MB before, peak after) of a group; the first of them warms up."""
    _segment(predictor, _sources(photographs, 1))
    before = _peak_mb()
    sources = _sources(photographs, count)
    measure = _median if count <= 5 else _timed
    return [measure(lambda: _segment(predictor, sources)), before, _peak_mb()]


def _again(predictor: Predictor, photographs: list[bytes]) -> None:
    """A run after one image of twenty has changed: only that one passes the encoder again."""
    sources = [
        ImageSource(read=source.read, key=str(i))
        for i, source in enumerate(_sources(photographs, 20))
    ]
    predictor._describer.codes = CodeCache()
    first = _timed(lambda: list(predictor.segment_group(sources)))
    changed = [ImageSource(read=sources[0].read, key="changed"), *sources[1:]]
    second = _timed(lambda: list(predictor.segment_group(changed)))
    print(f"group of twenty {first:.3f} s; again after one image has changed {second:.3f} s")


def _trained_encoder() -> tuple[torch.nn.Module, int]:
    """The shipped model's, and the side in pixels of what it sees."""
    network = load_checkpoint(ModelStore().resolve(None))[0]
    return network.backbone.to(memory_format=torch.channels_last), network.config.input_size


def _encoder_ms(encoder: torch.nn.Module, size: int) -> float:
    """Milliseconds per image of `size` px, four at a time as a run has them."""
    images = torch.randn(4, 3, size, size).contiguous(memory_format=torch.channels_last)
    with torch.inference_mode():
        return 1000 * _median(lambda: encoder(images)) / 4


def _encoders(predictor: Predictor, trained_ms: float, *, is_compiled: bool) -> None:
    """The encoder as it was trained, step by step to as it is loaded and, where asked, compiled."""
    kept, size = _trained_encoder()
    folded, _ = _trained_encoder()
    fuse_batch_norms(folded)
    loaded = predictor._placed.network.backbone
    rows = {
        "as trained": trained_ms,
        "freed memory kept": _encoder_ms(kept, size),
        "and normalisation folded": _encoder_ms(folded, size),
        "and padding folded": _encoder_ms(loaded, size),
    }
    print("\nencoder                          ms per image   start-up, s")
    for name, milliseconds in rows.items():
        print(f"{name:32s} {milliseconds:8.1f}")
    if is_compiled:
        compiled: torch.nn.Module = torch.compile(loaded)
        start = _timed(lambda: _encoder_ms(compiled, size))
        print(f"{'and compiled':32s} {_encoder_ms(compiled, size):8.1f} {start:12.1f}")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


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
    predictor._describer.codes = CodeCache()
    for result in predictor.segment_group(sources):
        if not isinstance(result, GroupPrediction):
            result.mask_hw  # noqa: B018  # the mask is part of the work


def _stages(predictor: Predictor, photographs: list[bytes]) -> None:
    path = sorted(resource_path("demo").glob("*.jpg"))[0]
    image = _sources(photographs, 1)[0].read()
    network, size = predictor._placed.network, predictor._placed.network.config.input_size
    images = normalise(torch.zeros(5, 3, size, size, dtype=torch.uint8))
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.inference_mode(), tempfile.TemporaryDirectory() as folder:
        features = network.backbone(images)
        described = network.describe(features)
        code = network.solve(described)
        low = torch.sigmoid(network.decode(features, described, [code], [5]).logits[-1])[
            0, 0
        ].numpy()
        mask = full_resolution(image, low, refine=True) >= 0.5
        stages: dict[str, tuple[Callable[[], object], int]] = {
            "decode a JPEG of 960x640": (lambda: read_image(path), 1),
            f"resize to {size} px": (lambda: predictor._describer.model_frame(image), 1),
            "encoder": (lambda: network.backbone(images), 5),
            "object map, summaries": (lambda: network.describe(features), 5),
            "group stage (both modulators)": (lambda: network.solve(described), 5),
            "decoder": (lambda: network.decode(features, described, [code], [5]), 5),
            "refinement to 640x480": (lambda: full_resolution(image, low, refine=True), 1),
            "encode the mask as PNG": (
                lambda: write_mask(Path(folder) / "mask.png", mask, is_durable=False),
                1,
            ),
        }
        milliseconds = {n: 1000 * _median(work) / count for n, (work, count) in stages.items()}
        total = sum(milliseconds.values())
        print("stage                            ms per image   share")
        for name, value in milliseconds.items():
            print(f"{name:32s} {value:8.1f} {value / total:11.0%}")
        print(f"{'sum':32s} {total:8.1f}")
        names = (f"resize to {size} px", "encoder", "object map, summaries")
        again = sum(milliseconds[name] for name in names)
        print(f"{'second look at small objects':32s} {again:8.1f}")


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
