"""Results of a run in a project, where a person reviews them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from cosegui.commands.console import UsageError
from cosegui.core.layers import layers_from_mask, mask_of, touched_of
from cosegui.core.mask import area_share
from cosegui.core.ports import Example, ImagePrediction
from cosegui.core.project import ImageEntry, Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.journal import Journal
from cosegui.storage.masks import (
    read_layers,
    write_heatmap,
    write_layers,
    write_probability,
)


class ProjectResults:
    """A project that takes what the model says, held against other windows.

    Only images that nobody has reviewed are touched: corrected, approved and excluded ones stay as
    they are, and so do those with strokes in the journal, which a crash kept from being saved.
    """

    def __init__(self, path: Path, project: Project) -> None:
        self._path = path
        self._project = project
        self._entries = {os.path.realpath(entry.path): entry for entry in project.images()}
        journal = Journal(project_file.data_folder_of(path))
        self._unsaved = {record.image_id for record in journal.read()}

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[ProjectResults]:
        """Open or create the project at `path`.

        Raises: UsageError: the name is no project's. ProjectError: locked, damaged or too new.
        """
        if path.suffix != project_file.PROJECT_SUFFIX:
            raise UsageError(f"{path} is no project. Give a name that ends in .cosegui.")
        path = path.absolute()
        with project_file.ProjectLock(path):
            project = project_file.load_project(path) if path.exists() else Project(path.stem)
            yield cls(path, project)

    def model(self, named: str | None) -> str | None:
        """The model to use: the one that was named, else the project's own, else None, the shipped
        one."""
        return named or self._project.chosen_model or None

    def add_group(self, name: str, images: Sequence[Path]) -> None:
        """Make sure that the project has these images; absolute paths."""
        new = [image for image in images if os.path.realpath(image) not in self._entries]
        for entry in self._project.add_found({name: new}):
            self._entries[os.path.realpath(entry.path)] = entry

    def examples(self) -> list[tuple[str, list[Path], list[Example]]]:
        """Name, photographs and examples of each group that has both examples and other images.

        Approved masks are certain all over, corrected ones where a person touched them; excluded
        images are left out. Raises: ImageReadError: a stored mask cannot be read.
        """
        found = []
        for group in self._project.groups:
            entries = [e for e in group.images if e.state is not ReviewState.EXCLUDED]
            examples = [
                self._example(index, entry)
                for index, entry in enumerate(entries)
                if not entry.state.follows_model
            ]
            if examples and len(examples) < len(entries):
                found.append((group.name, [entry.path for entry in entries], examples))
        return found

    def _example(self, index: int, entry: ImageEntry) -> Example:
        layers = read_layers(project_file.layers_path(self._path, entry.id))
        is_whole = entry.state is ReviewState.APPROVED
        certain = np.ones(layers.shape, np.bool_) if is_whole else touched_of(layers)
        return Example(index, mask_of(layers), certain)

    def take(self, image: Path, prediction: ImagePrediction) -> bool:
        """Write the result of an image; False, and nothing is changed, if a person has it.

        Raises: SaveError.
        """
        entry = self._entries[os.path.realpath(image)]
        if not entry.state.follows_model or entry.id in self._unsaved:
            return False
        mask_hw = prediction.mask_hw
        write_layers(project_file.layers_path(self._path, entry.id), layers_from_mask(mask_hw))
        probability_path = project_file.probability_path(self._path, entry.id)
        write_probability(probability_path, prediction.probability_hw)
        write_heatmap(project_file.heatmap_path(self._path, entry.id), prediction.heatmap_hw)
        _update(entry, prediction, area_share(mask_hw))
        return True

    def finish_group(
        self, images: Sequence[Path], categories: Sequence[tuple[str, float]], model_name: str
    ) -> None:
        """Save the project; called after every group, also one that broke off.

        Without `categories` those of the last run stay. Raises: SaveError.
        """
        ids = {self._entries[os.path.realpath(image)].id for image in images}
        for group in self._project.groups:
            if categories and any(entry.id in ids for entry in group.images):
                group.categories = list(categories)
        self._project.model_name = model_name
        project_file.save_project(self._path, self._project)


def _update(entry: ImageEntry, prediction: ImagePrediction, area: float) -> None:
    height, width = prediction.probability_hw.shape
    entry.state = ReviewState.PREDICTED
    entry.score = prediction.score
    entry.area = area
    entry.threshold = entry.model_threshold = prediction.threshold
    entry.size_hw = (height, width)
    entry.revision += 1
