"""Python's cycle collector, kept from looking at what lives as long as the window."""

from __future__ import annotations

import gc

from .predictions import Predictions
from .workspace import Workspace


def spare_long_lived_objects(workspace: Workspace, predictions: Predictions) -> None:
    """Set aside all that is there whenever a project was opened or a model loaded.

    A full collection visits every object: with torch and a project of thousands of images it would
    hold the GUI thread for 50 ms in the middle of a stroke or a turn of the wheel.
    """
    workspace.project_changed.connect(_set_aside)
    predictions.device_changed.connect(_set_aside)


def _set_aside(*_: object) -> None:
    gc.freeze()
