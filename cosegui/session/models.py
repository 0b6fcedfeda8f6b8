"""The person's models, listed and changed away from the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosegui.storage.model_store import SUFFIX, ModelStore
from cosegui.tasks.runner import Lane

from .told import told
from .workspace import Workspace


class Models(QObject):
    """Acts on the store of models; every answer is a signal.

    Signals:
        listed(list[ModelInfo]): the shipped model first; after `refresh` and after every change.
        renamed(str old, str new), removed(str name), imported(str name), exported(str path)
        failed(str title, str text): nothing was changed.
    """

    listed = Signal(list)
    renamed = Signal(str, str)
    removed = Signal(str)
    imported = Signal(str)
    exported = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        import_other: Callable[[Path, str], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`import_other(path, name)` imports a file that is no .safetensors, in the model lane."""
        super().__init__(parent)
        self._runner = workspace.runner
        self._import_other = import_other

    def refresh(self) -> None:
        """Read the store anew."""
        self._submit(ModelStore.list, self.tr("The models cannot be listed"), self.listed.emit)

    def rename(self, name: str, new_name: str) -> None:
        """Raises nothing: see `failed`."""
        self._change(
            partial(ModelStore.rename, name=name, new_name=new_name),
            self.tr("The model was not renamed"),
            lambda: self.renamed.emit(name, new_name),
        )

    def remove(self, name: str) -> None:
        """Delete one of the person's models for good."""
        self._change(
            partial(ModelStore.remove, name=name),
            self.tr("The model was not deleted"),
            lambda: self.removed.emit(name),
        )

    def export(self, name: str, path: Path) -> None:
        """Copy a model to a file; one that lies there is replaced (the dialog asked)."""
        self._change(
            partial(ModelStore.export, name=name, target=path, replaces=True),
            self.tr("The model was not exported"),
            lambda: self.exported.emit(str(path)),
        )

    def import_file(self, path: Path, name: str) -> None:
        """Add a model file under this name."""
        work: Callable[[ModelStore], object] = partial(ModelStore.add, source=path, name=name)
        lane = Lane.FILES
        import_other = self._import_other
        if path.suffix != SUFFIX and import_other is not None:
            lane = Lane.MODEL

            def work(_: ModelStore) -> object:
                return import_other(path, name)

        self._change(
            work,
            self.tr("The model was not imported"),
            lambda: self.imported.emit(name),
            lane=lane,
        )

    def _change(
        self,
        work: Callable[[ModelStore], object],
        title: str,
        tell: Callable[[], None],
        *,
        lane: Lane = Lane.FILES,
    ) -> None:
        def on_result(_: object) -> None:
            tell()
            self.refresh()

        self._submit(work, title, on_result, lane=lane)

    def _submit(
        self,
        work: Callable[[ModelStore], object],
        title: str,
        on_result: Callable[[object], None],
        *,
        lane: Lane = Lane.FILES,
    ) -> None:
        self._runner.submit(
            lambda _: work(ModelStore()),
            lane=lane,
            title="change the store of models",
            on_result=on_result,
            on_error=lambda error: self.failed.emit(title, told(error)),
        )
