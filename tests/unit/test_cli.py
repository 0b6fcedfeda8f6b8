from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import cosegui
from cosegui import cli
from cosegui.commands import models
from cosegui.commands.console import UsageError
from cosegui.core.errors import (
    CheckpointError,
    DeviceError,
    ImageReadError,
    ModelNotFoundError,
    SaveError,
)
from cosegui.storage.paths import log_folder


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], int]], None]:
    """Makes `cosegui models list` do something else."""

    def becomes(action: Callable[[], int]) -> None:
        monkeypatch.setattr(models, "run", lambda arguments, console: action())

    return becomes


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window was opened with, each time that it was."""
    calls: list[list[str]] = []
    app = ModuleType("cosegui.app")
    app.main = lambda argv: calls.append(list(argv)) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cosegui.app", app)
    monkeypatch.setattr(cosegui, "app", app, raising=False)
    return calls


def raising(error: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise error

    return action


def test_without_a_command_the_window_opens(opened: list[list[str]], tmp_path: Path) -> None:
    assert cli.main([]) == 0
    assert cli.main([str(tmp_path)]) == 0
    assert cli.main(["--demo"]) == 0

    assert opened == [[], [str(tmp_path)], ["--demo"]]


def test_a_misspelt_command_is_told_from_a_folder(
    opened: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evalaute"]) == 2

    error = capsys.readouterr().err
    assert "neither a command nor a folder" in error
    assert "cosegui evaluate" in error
    assert opened == []


@pytest.mark.parametrize("arguments", [["--help"], ["predict", "--help"], ["--version"]])
def test_help_and_version_end_well(arguments: list[str]) -> None:
    assert cli.main(arguments) == 0


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["predict"], ["predict", "a"], ["models", "fly"], ["a", "b"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert cli.main(arguments) == 2


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--help"])

    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"]) == 0
    assert f"cosegui {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("Give a folder."), 2),
        (ModelNotFoundError("There is no such model."), 2),
        (DeviceError("There is no such device."), 2),
        (CheckpointError("The weights are torn."), 1),
        (ImageReadError(Path("a.jpg"), "it is torn."), 1),
        (SaveError(Path("a.png"), "the disk is full."), 1),
        (PermissionError(13, "Permission denied", "a.png"), 1),
    ],
)
def test_an_error_is_one_sentence_and_an_exit_code(
    error: Exception,
    code: int,
    command: Callable[[Callable[[], int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    command(raising(error))

    assert cli.main(["models", "list"]) == code

    shown = capsys.readouterr().err
    assert shown.startswith("cosegui: ")
    assert shown.count("\n") == 1
    assert "Traceback" not in shown


def test_the_traceback_of_a_fault_is_in_the_log_that_the_message_names(
    command: Callable[[Callable[[], int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(ZeroDivisionError("by zero")))

    assert cli.main(["models", "list"]) == 1

    shown = capsys.readouterr().err
    (log,) = log_folder().glob("*.log")
    assert str(log) in shown
    assert "ZeroDivisionError: by zero" in shown
    assert "Traceback" not in shown
    assert "Traceback" in log.read_text("utf-8")


def test_verbose_shows_the_traceback(
    command: Callable[[Callable[[], int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(ZeroDivisionError("by zero")))

    cli.main(["models", "list", "--verbose"])

    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_no_traceback(
    command: Callable[[Callable[[], int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(KeyboardInterrupt()))

    assert cli.main(["models", "list"]) == 130
    assert capsys.readouterr().err == "cosegui: interrupted\n"


def test_a_package_that_is_missing_is_named() -> None:
    script = (
        "import sys; sys.modules['tqdm'] = None; "
        "from cosegui.cli import main; sys.exit(main(['doctor']))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False
    )

    assert ended.returncode == 1
    assert "tqdm" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    script = (
        "import sys; from cosegui.commands import models; "
        "models.run = lambda _, console: [console.say('x' * 99) for _ in range(9999)] and 0; "
        "from cosegui.cli import main; sys.exit(main(['models', 'list']))"
    )

    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert said == ""
    assert process.returncode == 1


def test_the_trainer_gets_all_that_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = ModuleType("cosegui.train.__main__")
    got: list[list[str]] = []
    trainer.main = lambda argv: got.append(argv) or 3  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cosegui.train.__main__", trainer)

    assert cli.main(["train", "config.toml", "--resume"]) == 3
    assert got == [["config.toml", "--resume"]]


def test_help_loads_neither_torch_nor_qt_nor_numpy() -> None:
    script = (
        "import sys; from cosegui.cli import main; main(['--help']); "
        "print(sorted({'torch', 'PySide6', 'numpy', 'cv2', 'PIL'} & set(sys.modules)))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    ).stdout

    assert shown.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", ["predict", "evaluate", "export", "models", "doctor"])
def test_no_command_loads_torch_or_qt_before_it_needs_them(name: str) -> None:
    script = (
        f"import sys; from cosegui.cli import main; main(['{name}', '--help']); "
        "print(sorted({'torch', 'PySide6'} & set(sys.modules)))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    ).stdout

    assert shown.splitlines()[-1] == "[]"
