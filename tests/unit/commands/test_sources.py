from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.commands.console import UsageError
from cosegui.commands.sources import SourceGroup, collect_groups, result_stems
from tests.helpers.datasets import photograph


def collected(*sources: Path, out: Path) -> dict[str, list[str]]:
    groups = collect_groups(sources, out=out)
    return {group.name: [image.name for image in group.images] for group in groups}


def test_a_folder_of_photographs_is_one_group(tmp_path: Path) -> None:
    photograph(tmp_path / "cows" / "10.jpg")
    photograph(tmp_path / "cows" / "9.jpg")

    assert collected(tmp_path / "cows", out=tmp_path / "out") == {"cows": ["9.jpg", "10.jpg"]}


def test_a_folder_of_folders_is_one_group_each(tmp_path: Path) -> None:
    for name in ("cows", "sheep"):
        photograph(tmp_path / "all" / name / "1.jpg")

    assert collected(tmp_path / "all", out=tmp_path / "out") == {
        "cows": ["1.jpg"],
        "sheep": ["1.jpg"],
    }


def test_photographs_named_one_by_one_are_a_group_together(tmp_path: Path) -> None:
    paths = [photograph(tmp_path / "cows" / name) for name in ("a.jpg", "b.jpg")]
    photograph(tmp_path / "cows" / "c.jpg")

    assert collected(*paths, out=tmp_path / "out") == {"cows": ["a.jpg", "b.jpg"]}


def test_groups_of_one_name_are_told_apart_also_where_case_does_not_count(tmp_path: Path) -> None:
    for name in ("one/cows", "two/cows", "three/Cows"):
        photograph(tmp_path / name / "1.jpg")
    sources = [tmp_path / "one" / "cows", tmp_path / "two" / "cows", tmp_path / "three" / "Cows"]

    assert list(collected(*sources, out=tmp_path / "out")) == ["cows", "cows-2", "Cows-3"]


def test_what_is_named_twice_counts_once(tmp_path: Path) -> None:
    path = photograph(tmp_path / "cows" / "a.jpg")

    groups = collect_groups(
        [tmp_path / "cows", tmp_path / "cows" / ".." / "cows", path], out=tmp_path / "out"
    )

    assert groups == [SourceGroup("cows", (path,), ("a",))]


def test_a_relative_source_gets_the_name_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph(tmp_path / "cows" / "a.jpg")
    monkeypatch.chdir(tmp_path / "cows")

    assert list(collected(Path(), out=tmp_path / "out")) == ["cows"]


def test_results_inside_a_source_are_no_photographs(tmp_path: Path) -> None:
    photograph(tmp_path / "all" / "cows" / "1.jpg")
    photograph(tmp_path / "all" / "masks" / "1.png")

    assert list(collected(tmp_path / "all", out=tmp_path / "all" / "masks")) == ["cows"]
    assert list(collected(tmp_path / "all", out=tmp_path)) == ["cows", "masks"]


@pytest.mark.parametrize("name", ["gone", "empty", "notes.txt"])
def test_a_source_without_photographs_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("no photograph", "utf-8")

    with pytest.raises(UsageError, match=name):
        collect_groups([tmp_path / name], out=tmp_path / "out")


def test_results_are_named_by_the_stem_where_that_is_enough() -> None:
    assert result_stems([Path("a.jpg"), Path("b.png")]) == ("a", "b")


def test_one_stem_with_two_suffixes_keeps_the_suffixes() -> None:
    assert result_stems([Path("a.jpg"), Path("a.png"), Path("b.jpg")]) == ("a.jpg", "a.png", "b")


def test_a_photograph_named_like_a_heatmap_gives_way() -> None:
    assert result_stems([Path("a.jpg"), Path("a.heatmap.jpg")]) == ("a", "a.heatmap.jpg")


@given(
    st.lists(
        st.from_regex(r"[aA]{1,2}(\.heatmap)?(\.jpg|\.png)?\.(jpg|png|JPG|tif)", fullmatch=True),
        min_size=1,
        max_size=12,
    )
)
def test_no_two_results_ever_share_a_file(names: list[str]) -> None:
    stems = result_stems([Path(str(k)) / name for k, name in enumerate(names)])

    results = [
        (stem + suffix).casefold() for stem in stems for suffix in (".png", ".npz", ".heatmap.png")
    ]
    assert len(results) == len(set(results))
