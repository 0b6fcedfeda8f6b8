from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect

from cosegui.ui.window_memory import MAX_RECENT, WindowMemory, reachable_rect

MAIN = QRect(0, 0, 1920, 1040)
SECOND = QRect(1920, 0, 1280, 1024)


def test_a_window_that_can_be_seen_stays_where_it_is() -> None:
    for rect in (QRect(100, 50, 800, 600), QRect(2000, 30, 900, 700), QRect(-300, 0, 800, 600)):
        assert reachable_rect(rect, [MAIN, SECOND]) == rect


def test_a_window_on_a_screen_that_is_gone_comes_to_the_middle_of_the_main_one() -> None:
    moved = reachable_rect(QRect(2000, 30, 900, 700), [MAIN])

    assert MAIN.contains(moved)
    assert moved.size() == QRect(0, 0, 900, 700).size()


def test_a_window_whose_upper_edge_is_above_the_screen_can_be_got_hold_of_again() -> None:
    assert MAIN.contains(reachable_rect(QRect(100, -400, 800, 600), [MAIN]))


def test_a_window_larger_than_the_screen_is_shrunk_when_it_is_moved() -> None:
    assert MAIN.contains(reachable_rect(QRect(5000, 5000, 4000, 3000), [MAIN]))


def test_recent_paths_come_latest_first_and_once(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path / "window.ini")
    for name in ("a", "b", "a"):
        memory.add_recent(tmp_path / name)

    assert WindowMemory(tmp_path / "window.ini").recent() == [tmp_path / "a", tmp_path / "b"]


def test_a_single_recent_path_survives_the_file(tmp_path: Path) -> None:
    WindowMemory(tmp_path / "window.ini").add_recent(tmp_path / "ein Ordner, mit Komma; 鸟")

    recent = WindowMemory(tmp_path / "window.ini").recent()

    assert recent == [tmp_path / "ein Ordner, mit Komma; 鸟"]


def test_the_list_of_recent_paths_is_bounded(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path / "window.ini")
    for number in range(MAX_RECENT + 5):
        memory.add_recent(tmp_path / str(number))

    assert len(memory.recent()) == MAX_RECENT
    assert memory.recent()[0].name == str(MAX_RECENT + 4)


def test_an_unreadable_file_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_bytes(b"\x00\xff[[[ no ini \n=\n")

    memory = WindowMemory(tmp_path / "window.ini")

    assert memory.recent() == []
    assert memory.folder("open", tmp_path) == tmp_path
