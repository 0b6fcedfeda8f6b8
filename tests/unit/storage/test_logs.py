"""Log files of their own for each process, and diagnostics to paste."""

import logging
import warnings

import pytest

import cosegui
from cosegui.storage import logs
from cosegui.storage.logs import diagnostics, set_up_logging
from cosegui.storage.paths import log_folder


@pytest.fixture
def logging_set_up():
    """Logging as the app sets it up."""
    return set_up_logging()


def test_what_is_logged_lies_in_the_file_and_in_the_diagnostics(logging_set_up):
    logging.getLogger("cosegui.test").info("a stroke of %s", "größe")
    assert "a stroke of größe" in logging_set_up.read_text("utf-8")
    assert "a stroke of größe" in diagnostics()


def test_python_warnings_are_logged(logging_set_up, log_guard):
    with log_guard.expect("metadata is odd"), warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("metadata is odd", stacklevel=1)
    assert "metadata is odd" in logging_set_up.read_text("utf-8")


def test_setting_up_twice_logs_once(logging_set_up):
    assert set_up_logging(logging.DEBUG) == logging_set_up
    logging.getLogger("cosegui.test").debug("only once")
    assert logging_set_up.read_text("utf-8").count("only once") == 1


def test_only_the_newest_files_are_kept(cosegui_home):
    for day in range(10, 30):
        (log_folder() / f"202401{day}-120000-1.log").write_text("old")
        (log_folder() / f"202401{day}-120000-1.log.1").write_text("older")
    newest = set_up_logging()
    kept = sorted(path.name for path in log_folder().glob("*.log"))
    assert len(kept) == 10
    assert kept[0] == "20240121-120000-1.log"
    assert newest.name == kept[-1]
    assert len(list(log_folder().glob("*.log.1"))) == 9


def test_without_a_place_for_logs_the_app_starts_anyway(monkeypatch, tmp_path, log_guard):
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setenv("COSEGUI_HOME", str(tmp_path / "file"))
    with log_guard.expect("There will be no log file"):
        assert set_up_logging() is None
    assert "cannot be saved" in diagnostics()


def test_diagnostics_name_versions_and_places():
    text = diagnostics()
    assert text.startswith(f"cosegui {cosegui.__version__}\n")
    for word in ("Python 3", "numpy ", "torch ", "config: ", "(no log)"):
        assert word in text


def test_a_package_that_is_missing_is_said_to_be(monkeypatch):
    monkeypatch.setattr(logs, "_PACKAGES", ("no-such-package-at-all",))
    assert "no-such-package-at-all not installed" in diagnostics()
