"""What the documents name exists: links, files, commands, and the two lines to paste."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cosegui.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def after_marker(name: str) -> list[str]:
    """The lines of the code block below `<!-- name -->`."""
    match = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert match, f"README.md has no code block after its marker {name}"
    return match.group(1).splitlines()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(document: Path):
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_pictures_are_shown_somewhere():
    shown = {
        (document.parent / link).resolve()
        for document in DOCUMENTS
        for link in re.findall(r"!\[[^]]*\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
    }
    assert set((ROOT / "docs" / "images").iterdir()) - shown == set()


def test_files_that_readme_names_exist():
    named = set(re.findall(r"\b(?:train|docs|cosegui)/[\w/.-]+\.(?:toml|py|md)", README))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_documents_that_the_code_names_exist():
    named = set()
    for folder in ("cosegui", "train", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            named |= set(re.findall(r"docs/[\w/-]+\.(?:md|py)\b", path.read_text(encoding="utf-8")))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("marker", ["start-command", "test-command"])
def test_a_command_to_paste_is_one_line_that_makes_its_own_environment(marker: str):
    (line,) = after_marker(marker)
    assert line.startswith("python3 -m venv .venv && ")


@pytest.mark.skipif(not shutil.which("awk"), reason="needs awk, which .ci/run uses")
def test_the_build_machine_runs_readmes_test_line_word_for_word():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    match = re.search(r"command_line=\$\((awk .*README\.md)\)", script)
    assert match
    found = subprocess.run(
        ["sh", "-c", match.group(1)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.splitlines() == after_marker("test-command")


def test_readme_shows_every_command_and_no_other():
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    assert set(re.findall(r"^cosegui (\w+)", blocks, re.MULTILINE)) == set(COMMANDS)
