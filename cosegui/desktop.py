"""Whether this computer can show a window, asked before Qt is imported: Qt itself would abort."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping

# What the Qt that pip installs needs from a Linux system to draw into X11. Without the first line
# `import PySide6.QtWidgets` fails; without one of the others Qt ends the process with a signal.
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def _is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def window_obstacle(
    environment: Mapping[str, str],
    *,
    platform: str = sys.platform,
    is_loadable: Callable[[str], bool] = _is_loadable,
) -> str:
    """Why no window can be shown here, with what to do about it; "" if nothing is known to hinder.

    Args:
        environment: the process's variables.
        platform: as `sys.platform` names it; only Linux is ever without a display.
        is_loadable: whether a shared library can be loaded by this name.
    """
    if not platform.startswith("linux"):
        return ""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    has_x11 = bool(environment.get("DISPLAY"))
    has_wayland = bool(environment.get("WAYLAND_DISPLAY"))
    if not (chosen or has_x11 or has_wayland):
        return (
            "There is no display to open a window on; "
            "`cosegui predict FOLDER --out DIR` does the same work without one."
        )
    wants_x11 = chosen.startswith("xcb") or (not chosen and has_x11 and not has_wayland)
    needed = {**_LIBRARIES, **(_X11_LIBRARIES if wants_x11 else {})}
    missing = [package for library, package in needed.items() if not is_loadable(library)]
    if not missing:
        return ""
    return (
        "Qt cannot open a window because libraries of the system are missing; on Debian or Ubuntu "
        f"this installs them: sudo apt-get install {' '.join(missing)}"
    )
