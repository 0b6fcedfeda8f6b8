"""The command line: chooses the command, imports what that one needs and turns errors to words."""

from __future__ import annotations

import argparse
import difflib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import cosegui

COMMANDS = {
    "predict": "write the masks of folders of photographs, without a window",
    "propagate": "let the corrected masks of a project repair its others",
    "evaluate": "judge a model by masks that people drew",
    "export": "write the masks of a project for other programs",
    "import": "lay masks from other programs over the images of a project",
    "models": "list, compare, rename, import, export and remove models",
    "train": "train a model (see `cosegui train --help`)",
    "doctor": "check this installation and say what to do about what is wrong",
}

_MODULES = {"import": "import_masks"}
"""Commands whose name no module can have."""

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130  # 128 + SIGINT, what shells report of a program that Ctrl-C ended


def main(argv: Sequence[str] | None = None) -> int:
    """Run `cosegui`; without a command, open the window.

    Args:
        argv: arguments without the program's name; None takes those of the process.
    Returns: the exit code: 0 done, 1 something failed, 2 wrong usage, 130 Ctrl-C.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments and arguments[0] in COMMANDS:
            return _run_command(arguments[0], arguments[1:])
        return _open_window(arguments)
    except SystemExit as stop:  # argparse ends so, after --help and after a usage error
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    except ImportError as error:
        print(
            f"cosegui: a part of it cannot be loaded: {error}. Install it again.", file=sys.stderr
        )
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("cosegui: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED


def _open_window(arguments: list[str]) -> int:
    parsed = _window_parser().parse_args(arguments)
    if parsed.path is not None and not Path(parsed.path).exists():
        similar = difflib.get_close_matches(parsed.path, COMMANDS, n=1)
        hint = f" Did you mean `cosegui {similar[0]}`?" if similar else ""
        print(
            f"cosegui: {parsed.path} is neither a command nor a folder or project.{hint}",
            file=sys.stderr,
        )
        return EXIT_USAGE
    from cosegui.app import main as open_window

    return open_window(arguments)


def _window_parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS)) + 2
    listing = "\n".join(f"  {name:<{width}}{purpose}" for name, purpose in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="cosegui",
        usage="cosegui [PATH] [--demo]\n       cosegui COMMAND ...",
        description="Find, correct and export the object that a group of photographs shares.",
        epilog=f"commands:\n{listing}\n\n`cosegui COMMAND --help` explains a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "path", metavar="PATH", nargs="?", help="folder or .cosegui project to open in the window"
    )
    parser.add_argument("--demo", action="store_true", help="open the demo group")
    parser.add_argument("--version", action="version", version=f"cosegui {cosegui.__version__}")
    return parser


def _run_command(name: str, arguments: list[str]) -> int:
    from cosegui.commands.console import Console

    _never_fail_on_printing()
    module = import_module(f"cosegui.commands.{_MODULES.get(name, name)}")
    if name == "train":  # explains and reads its own arguments
        return _guarded(lambda: module.run(arguments), is_verbose=False)
    parser = argparse.ArgumentParser(
        prog=f"cosegui {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    parser.add_argument(
        "--verbose", action="store_true", help="show the log and whole tracebacks on the terminal"
    )
    parsed = parser.parse_args(arguments)
    return _guarded(lambda: module.run(parsed, Console()), is_verbose=parsed.verbose)


def _guarded(command: Callable[[], int], *, is_verbose: bool) -> int:
    """Run a command; what goes wrong becomes one sentence, its traceback goes to the log."""
    from cosegui.commands.console import UsageError
    from cosegui.core.errors import CoseguiError, DeviceError, ModelNotFoundError
    from cosegui.storage.logs import set_up_logging

    log_path = set_up_logging()
    if is_verbose:
        _show_information()
    try:
        code = command()
        sys.stdout.flush()  # here, where a reader that has gone is no fault
        return code
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except (UsageError, ModelNotFoundError, DeviceError) as error:
        return _told(error, str(error), EXIT_USAGE)
    except CoseguiError as error:
        return _told(error, str(error), EXIT_FAILED)
    except OSError as error:
        reason = error.strerror or str(error)
        return _told(
            error, f"{error.filename}: {reason}" if error.filename else reason, EXIT_FAILED
        )
    except Exception as error:  # noqa: BLE001  the last resort of the command line
        where = f"The log has the details: {log_path}" if log_path else "Try --verbose"
        message = f"an unexpected fault ({type(error).__name__}: {error}). {where}"
        return _told(error, message, EXIT_FAILED)


def _told(error: Exception, message: str, code: int) -> int:
    # Information, not an error: errors are shown on the terminal, tracebacks and all.
    logging.getLogger(__name__).info("%s", message, exc_info=error)
    print(f"cosegui: {message}", file=sys.stderr)
    return code


def _show_information() -> None:
    """Show on the terminal what otherwise goes to the log alone; warnings are shown anyway."""
    terminal = logging.StreamHandler(sys.stderr)
    terminal.addFilter(lambda record: record.levelno < logging.WARNING)
    logging.getLogger().addHandler(terminal)


def _never_fail_on_printing() -> None:
    """Names that the terminal cannot show are shown in escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
