"""What floors below the window say, told in the person's language."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cosegui.core.errors import ImageReadError, ModelNotFoundError, SaveError
from cosegui.core.lesson import Role
from cosegui.session.told import told
from cosegui.storage.atomic import reason_of
from cosegui.storage.images import read_image
from cosegui.storage.model_store import ModelStore
from cosegui.ui.language import Translations


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translations = Translations(qapp, "de")
    yield
    translations.dispose()


def test_english_comes_as_it_is(qapp):
    error = SaveError(Path("/photos/ducks.cosegui"), "the disk is full. Free some space.")

    assert told(error) == str(error)


def test_a_reason_inside_an_error_is_translated_as_well(german):
    reason = reason_of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))

    text = told(SaveError(Path("/photos/ducks.cosegui"), reason))

    assert text == (
        f"ducks.cosegui kann in {Path('/photos')} nicht gespeichert werden: die Platte ist voll. "
        "Schaffen Sie Platz, oder speichern Sie an einem anderen Ort."
    )


def test_an_error_raised_below_is_recognised(german, tmp_path):
    photograph = tmp_path / "empty.jpg"
    photograph.touch()

    with pytest.raises(ImageReadError) as caught:
        read_image(photograph)

    assert told(caught.value) == (
        "empty.jpg kann nicht gelesen werden: die Datei ist leer (0 Bytes). Kopieren Sie sie noch "
        "einmal von der Quelle."
    )


def test_what_was_filled_in_is_filled_in_again(german, tmp_path):
    with pytest.raises(ModelNotFoundError) as caught:
        ModelStore(tmp_path).remove("{name}")

    assert told(caught.value) == "Sie haben kein Modell namens '{name}'."


def test_the_longer_template_wins(german):
    text = told("masks.json cannot be read: it is odd. Export it again.")

    assert text == (
        "masks.json kann nicht gelesen werden: it is odd. Exportieren Sie es noch einmal."
    )


def test_what_stands_behind_a_name_is_told(german):
    text = told("duck.json: nothing on it has a label that was asked for.")

    assert text == "duck.json: nichts darauf hat eine Bezeichnung, nach der gefragt war."


@pytest.mark.parametrize("unknown", ["", "Segmentation fault", str(Role.HELD_OUT), "a: b: c"])
def test_a_text_of_nobodys_stays(german, unknown):
    assert told(unknown) == unknown


def test_the_device_in_use_is_named_in_the_persons_language(german):
    assert told("cpu, 4 threads") == "cpu, 4 Threads"
