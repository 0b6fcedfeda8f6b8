"""Co-segmentation on the desktop: the object that a group of photographs shares, as masks.

The floors, each importing only from those below it:

    main.py       the environment that Qt needs, then `app.main()`
    api           what scripts and notebooks use: `cosegui.segment` and the like
    app           composition root: the only module that knows every floor
    cli           the console entry; `commands` holds one module for each command
    ui            widgets: window, canvas, panels, dialogs
    session       QtCore, no widgets: what is open, edits and undo, predictions, exports
    evaluation    measures and protocols, numpy only
    model         torch: the network, its checkpoints, and `predictor`, its numpy border
    tasks         QtCore: threads and child processes, one door to both
    storage       bytes <-> core: images, masks, projects, journal; the only reader of image files
    imaging       pixel arithmetic that needs OpenCV: edges, resampling, colour maps
    core          the words of the domain, numpy only
    desktop       whether this computer can show a window, asked before Qt is imported

`train` (the trainer) stands on evaluation, model, storage and core; `resources` holds our own
files. Both are top-level folders of the repository and are imported as `cosegui.train` and
`cosegui.resources`, so that a person's own `train.py` can never be taken for ours.
"""

from importlib import import_module
from pathlib import Path

# For scripts and notebooks, from `cosegui.api`. By name and at the first use: the command line and
# the window must neither wait for it nor depend on it.
_PUBLIC = ("GroupResult", "load_model", "propagate", "segment")

__version__ = "0.1.0"

_ROOT = Path(__file__).resolve().parent.parent

# In a checkout the two folders lie beside this package; in a wheel they lie inside it and the
# folder beside it is site-packages, which must not become part of our name space.
if (_ROOT / "pyproject.toml").is_file() and (_ROOT / "train").is_dir():
    __path__.append(str(_ROOT))


def __getattr__(name: str) -> object:
    if name in _PUBLIC:
        value = getattr(import_module("cosegui.api"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
