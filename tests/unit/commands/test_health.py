from __future__ import annotations

import importlib.metadata
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from cosegui.commands import doctor, health
from cosegui.commands.health import Finding, Health
from cosegui.core.errors import CheckpointError
from cosegui.core.ports import Segmenter
from cosegui.storage import paths
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.fakes import FakeSegmenter

GB = 1_000_000_000


@pytest.fixture
def shipped_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"weights")
    monkeypatch.setattr(health.ModelStore, "resolve", lambda self, name: path)
    return path


def test_a_finding_is_a_line_and_its_advice_another() -> None:
    well = Finding(Health.WELL, "memory", "8.0 GB free")
    wrong = Finding(Health.PROBLEM, "disk", "0.1 GB free", "free some space")

    assert well.as_text() == "ok memory    8.0 GB free"
    assert wrong.as_text().splitlines()[1].strip() == "-> free some space"


def test_no_display_is_a_remark_that_names_predict() -> None:
    finding = health.display({})

    assert finding.health is Health.REMARK
    assert "cosegui predict" in finding.advice


def test_qt_is_tried_in_a_process_of_its_own() -> None:
    finding = health.display({**os.environ, "QT_QPA_PLATFORM": "offscreen"})

    assert finding.health is Health.WELL
    assert "'offscreen'" in finding.detail


def test_a_platform_that_qt_does_not_have_is_a_problem_with_qts_own_words() -> None:
    finding = health.display({**os.environ, "QT_QPA_PLATFORM": "nonsense"})

    assert finding.health is Health.PROBLEM
    assert "nonsense" in finding.detail
    assert finding.advice


def test_a_folder_that_cannot_be_written_to_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("COSEGUI_HOME", str(tmp_path / "file"))

    finding = health.writable("data", paths.data_folder)

    assert finding.health is Health.PROBLEM
    assert "COSEGUI_HOME" in finding.advice


def test_trying_a_folder_leaves_nothing_behind() -> None:
    assert health.writable("data", paths.data_folder).health is Health.WELL
    assert list(paths.data_folder().iterdir()) == []


@pytest.mark.parametrize(
    ("available", "expected"),
    [(None, Health.REMARK), (GB // 10, Health.PROBLEM), (8 * GB, Health.WELL)],
)
def test_memory_is_judged_by_what_a_run_needs(available: int | None, expected: Health) -> None:
    assert health.free_memory(available).health is expected


def test_a_package_that_is_missing_is_named_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def version(name: str) -> str:
        if name == "timm":
            raise importlib.metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(
        importlib.metadata,
        "requires",
        lambda name: ["timm>=1.0", "numpy >= 2", 'pytest; extra == "test"'],
    )
    monkeypatch.setattr(importlib.metadata, "version", version)

    finding = health.packages()

    assert finding.health is Health.PROBLEM
    assert finding.detail == "missing: timm"
    assert finding.advice == "pip install timm"


def test_the_opencv_that_breaks_qt_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "4.11")

    finding = health.opencv_variant()

    assert finding.health is not Health.WELL
    assert "pip uninstall opencv-python" in finding.advice


def fake_torch(*, has_cuda: bool) -> SimpleNamespace:
    return SimpleNamespace(
        __version__="2.9",
        get_num_threads=lambda: 4,
        cuda=SimpleNamespace(
            is_available=lambda: has_cuda,
            device_count=lambda: 1,
            get_device_name=lambda n: "NVIDIA H100",
        ),
        backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: False)),
    )


def test_a_gpu_that_torch_cannot_use_is_worth_knowing() -> None:
    silent = health.devices_of(fake_torch(has_cuda=False), has_driver=True)
    used = health.devices_of(fake_torch(has_cuda=True), has_driver=True)
    none = health.devices_of(fake_torch(has_cuda=False), has_driver=False)

    assert silent.health is Health.REMARK
    assert "CUDA" in silent.advice
    assert "cuda:0 (NVIDIA H100)" in used.detail
    assert used.health is none.health is Health.WELL


def test_the_model_is_loaded_and_run(shipped_model: Path) -> None:
    segmenter = FakeSegmenter(model_name="cosegui-b0")

    found, ran = health.model_works(lambda: segmenter)

    assert str(shipped_model) in found.detail
    assert "cosegui-b0 on fake device" in ran.detail
    assert len(segmenter.calls) == 1


def test_a_model_that_cannot_be_loaded_is_a_problem(shipped_model: Path) -> None:
    def load() -> Segmenter:
        raise CheckpointError("The weights are torn.")

    findings = list(health.model_works(load))

    assert [finding.health for finding in findings] == [Health.WELL, Health.PROBLEM]
    assert findings[1].detail == "The weights are torn."


@pytest.mark.usefixtures("shipped_model")
def test_a_model_that_fails_on_images_is_a_problem() -> None:
    findings = list(health.model_works(lambda: FakeSegmenter(failing=[""])))

    assert findings[-1].health is Health.PROBLEM


@pytest.mark.parametrize(
    ("worst", "code", "closing"),
    [
        (Health.WELL, 0, "All is well."),
        (Health.REMARK, 0, "1 worth knowing"),
        (Health.PROBLEM, 1, "1 to mend"),
    ],
)
def test_only_problems_make_the_doctor_fail(
    worst: Health, code: int, closing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Finding(Health.WELL, "versions", "new"), Finding(worst, "display", "?")]
    monkeypatch.setattr(doctor, "examine", lambda: iter(found))
    console = FakeConsole()

    assert doctor.run(parsed(doctor), console) == code
    assert closing in console.said
