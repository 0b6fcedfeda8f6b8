"""Writes images in a format, all into one folder, and tells what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from cosegui.core.errors import CoseguiError, ExportError, SaveError
from cosegui.core.events import RunProgress

from .contract import ExportedFile, Exporter, ExportItem, ExportReport, Format, Subject
from .destination import Destination, opened_destination
from .naming import flat_names, grouped_names


def export_images(
    items: Sequence[ExportItem],
    folder: Path,
    format_: Format,
    *,
    replaces: bool = False,
    is_rehearsal: bool = False,
    on_progress: Callable[[RunProgress], None] = lambda _progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Write all images below `folder`, which changes only once all of it is there.

    An image that cannot be read or written in this format is reported and the rest goes on.

    Args:
        replaces: files of the same name may be replaced; otherwise the first ends the export.
        is_rehearsal: do all of it, and leave nothing behind.
    Raises: ExportError: nothing was written, though nobody cancelled.
    """
    if not items:
        raise _nothing_written(folder, "No image was chosen; choose other review states.")
    try:
        with opened_destination(folder, replaces=replaces, is_rehearsal=is_rehearsal) as place:
            for relative in format_.shared_files:
                place.require_free(relative)
            run = _Run(items, place, format_, keeps_files=not is_rehearsal)
            while run.has_next:
                if is_cancelled():
                    return ExportReport(folder, is_cancelled=True, is_rehearsal=is_rehearsal)
                run.step()
                on_progress(run.progress)
            run.finish(folder)
            if not is_rehearsal:
                place.publish()
    except SaveError as error:
        raise _nothing_written(folder, str(error)) from error
    return ExportReport(folder, tuple(run.files), is_rehearsal=is_rehearsal)


class _Run:
    """One export, image by image."""

    def __init__(
        self,
        items: Sequence[ExportItem],
        place: Destination,
        format_: Format,
        *,
        keeps_files: bool,
    ) -> None:
        images = [(item.group, item.source) for item in items]
        labels = list(dict.fromkeys(item.group for item in items))
        self._items = items
        self._names = grouped_names(images)
        self._flat_names = flat_names(images)
        self._label_ids = {label: number for number, label in enumerate(labels, start=1)}
        self._place = place
        self._keeps_files = keeps_files
        self._exporter: Exporter = format_.open_exporter(place, labels)
        self.files: list[ExportedFile] = []

    @property
    def has_next(self) -> bool:
        return len(self.files) < len(self._items)

    @property
    def progress(self) -> RunProgress:
        return RunProgress(len(self.files), len(self._items), self.files[-1].source.name)

    def step(self) -> None:
        """Export the next image. Raises: SaveError, ExportError: none can be exported."""
        number = len(self.files)
        item = self._items[number]
        try:
            self.files.append(self._export(number))
            if self._keeps_files:
                self._place.keep()
        except (SaveError, ExportError):
            raise
        except CoseguiError as error:
            self.files.append(ExportedFile(item.source, None, str(error)))
        self._place.drop()

    def finish(self, folder: Path) -> None:
        """Write the files of all. Raises: ExportError: there is not one image in them."""
        if all(file.target is None for file in self.files):
            raise _nothing_written(folder, self.files[0].message)
        self._exporter.finish()
        self._place.keep()

    def _export(self, number: int) -> ExportedFile:
        item = self._items[number]
        layers_hw = item.read_layers()
        if layers_hw is None:
            return ExportedFile(item.source, None, f"{item.source.name} has no mask yet.")
        added = self._exporter.add(
            Subject(
                item=item,
                name=self._names[number],
                flat_name=self._flat_names[number],
                label_id=self._label_ids[item.group],
                layers_hw=layers_hw,
            )
        )
        return ExportedFile(item.source, added.target, added.note)


def _nothing_written(folder: Path, why: str) -> ExportError:
    return ExportError(f"No mask was written to {folder}. {why}")
