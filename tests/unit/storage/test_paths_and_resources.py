"""Where things of the person and of ours lie."""

import pytest

import cosegui
from cosegui.core.errors import SaveError
from cosegui.storage.paths import cache_folder, config_folder, data_folder, log_folder
from cosegui.storage.resources import resource_path


@pytest.mark.parametrize("place", [data_folder, config_folder, cache_folder, log_folder])
def test_places_are_below_the_home_that_the_environment_names(place, cosegui_home):
    assert place().is_dir()
    assert cosegui_home in place().parents


def test_the_four_places_differ(cosegui_home):
    assert len({data_folder(), config_folder(), cache_folder(), log_folder()}) == 4


def test_without_the_variable_the_system_decides(monkeypatch, tmp_path):
    monkeypatch.delenv("COSEGUI_HOME")
    monkeypatch.setattr(
        "platformdirs.user_config_path", lambda app, appauthor: tmp_path / "sys" / app
    )
    assert config_folder() == tmp_path / "sys" / "cosegui"
    assert config_folder().is_dir()


def test_a_home_that_cannot_be_written_to_is_reported(monkeypatch, tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setenv("COSEGUI_HOME", str(tmp_path / "file"))
    with pytest.raises(SaveError):
        data_folder()


@pytest.fixture
def resources(tmp_path, monkeypatch):
    """An installation with one resource, and a secret beside it."""
    folder = tmp_path / "resources" / "demo"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("hello")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(cosegui, "__path__", [str(tmp_path / "empty"), str(tmp_path)])
    return tmp_path / "resources"


def test_files_and_folders_are_found_by_their_name(resources):
    assert resource_path("demo/a.txt").read_text() == "hello"
    assert resource_path("demo") == resources / "demo"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "demo/../../secret.txt",
        "/etc/passwd",
        "C:/secret.txt",
        "C:secret.txt",
        "\\secret.txt",
        "demo\\a.txt",
        "//server/share",
        "",
        ".",
    ],
)
def test_names_that_lead_outside_are_refused(resources, name):
    with pytest.raises(ValueError, match="no name inside resources"):
        resource_path(name)


def test_a_missing_resource_says_what_to_do(resources):
    with pytest.raises(FileNotFoundError, match="install cosegui again"):
        resource_path("demo/b.txt")
