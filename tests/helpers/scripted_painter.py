"""A session without a window, to be killed: it paints, journals and saves, and tells each stroke.

Run as `python -m tests.helpers.scripted_painter PROJECT`; it goes on until it is killed. The
strokes follow from their number alone, so that a test can say what must be there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.history import History
from cosegui.core.layers import empty_layers
from cosegui.core.painting import paint_segment
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import write_layers
from cosegui.storage.project_file import (
    data_folder_of,
    layers_path,
    make_data_folder,
    save_project,
)

SIZE_HW = (300, 400)
IMAGE_ID = "a0"
SAVED_EVERY = 5


def paint(layers_hw: NDArray[np.uint8], number: int) -> Box:
    """Stroke `number`; every third one erases."""
    random = np.random.default_rng(number)
    x0, y0, x1, y1 = random.uniform(0, 400, 4)
    return paint_segment(
        layers_hw, (x0, y0), (x1, y1), radius_px=random.uniform(1, 60), value=number % 3 != 0
    )


def main(project_path: Path) -> None:
    """Paint for ever; after each stroke that the journal holds, print its number."""
    project = Project(
        "killed", [Group("g", [ImageEntry(project_path.with_name("a.jpg"), IMAGE_ID)])]
    )
    make_data_folder(project_path)
    layers, history = empty_layers(SIZE_HW), History()
    journal = Journal(data_folder_of(project_path))
    number = 0
    while True:
        number += 1
        before = layers.copy()
        box = paint(layers, number)
        changed = history.push("Brush", before[box.slices], layers, box)
        state = ReviewState.CORRECTED
        journal.append(JournalRecord.of_step(IMAGE_ID, state, "Brush", layers, changed))
        print(number, flush=True)
        if number % SAVED_EVERY == 0:
            cut = journal.cut()
            write_layers(layers_path(project_path, IMAGE_ID), layers)
            save_project(project_path, project)
            journal.discard(cut)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
