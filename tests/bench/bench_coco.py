"""Reading a COCO instances file as large as that of COCO 2017: time and memory.

Run: python tests/bench/bench_coco.py [--images 118287]
Writes a file of random outlines, 7.3 annotations an image as in train2017 (450 MB for all of it),
reads it as the trainer does and rasterises the masks of 500 images.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.train.coco import read_coco

CATEGORIES = 80
ANNOTATIONS_PER_IMAGE = 7.3
CORNERS = 22
SIZE_WH = (640, 480)
DRAWN = 500


def main() -> None:
    """Print time and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=118_287)
    count = parser.parse_args().images
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "instances.json"
        with path.open("w", encoding="utf-8") as stream:
            _write(stream, count)
        (folder / "images").mkdir()
        for number in range(count):
            (folder / "images" / f"{number:012d}.jpg").touch()
        before = _peak_mb()
        started = time.perf_counter()
        found = read_coco(path, folder / "images", rename={}, least_area=4000, least_images=100)
        seconds = time.perf_counter() - started
        size = path.stat().st_size / 1e6
        print(f"{count} images, a file of {size:.0f} MB: {len(found)} images taken")
        print(
            f"read in {seconds:.1f} s, peak {_peak_mb() - before:.0f} MB, the file mapped included"
        )
        print(f"what each loading process gets: {len(pickle.dumps(found)) / 1e6:.0f} MB")
        masks = [mask for image in found[:DRAWN] for _, mask in image.masks]
        started = time.perf_counter()
        for mask in masks:
            mask.read(SIZE_WH[::-1])
        each = 1000 * (time.perf_counter() - started) / len(masks)
        print(f"a mask is rasterised in {each:.1f} ms")


def _write(stream: TextIO, count: int) -> None:
    random.seed(1)
    width, height = SIZE_WH
    images = (
        {"id": i, "file_name": f"{i:012d}.jpg", "height": height, "width": width, "license": 3}
        for i in range(count)
    )
    annotations = (
        {
            "id": i,
            "image_id": random.randrange(count),
            "category_id": random.randrange(CATEGORIES),
            "iscrowd": 0,
            "area": random.random() * 9000,
            "bbox": [1.5, 2.5, 300.25, 200.75],
            "segmentation": [
                [round(random.random() * end, 2) for _ in range(CORNERS) for end in SIZE_WH]
            ],
        }
        for i in range(int(count * ANNOTATIONS_PER_IMAGE))
    )
    categories = ({"id": i, "name": f"category {i}"} for i in range(CATEGORIES))
    stream.write('{"info": {}')
    for key, items in (
        ("images", images),
        ("annotations", annotations),
        ("categories", categories),
    ):
        stream.write(f', "{key}": [')
        for number, item in enumerate(items):
            stream.write((", " if number else "") + json.dumps(item))
        stream.write("]")
    stream.write("}")


def _peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
