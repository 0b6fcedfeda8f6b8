from __future__ import annotations

from cosegui.desktop import window_obstacle


def everything_loads(_library: str) -> bool:
    return True


def test_linux_without_a_display_is_told_to_use_predict() -> None:
    text = window_obstacle({}, platform="linux", is_loadable=everything_loads)

    assert "cosegui predict" in text
    assert "\n" not in text


def test_an_empty_display_variable_counts_as_no_display() -> None:
    assert window_obstacle({"DISPLAY": ""}, platform="linux", is_loadable=everything_loads)


def test_a_display_and_all_libraries_are_no_obstacle() -> None:
    assert not window_obstacle({"DISPLAY": ":0"}, platform="linux", is_loadable=everything_loads)


def test_a_missing_x11_library_is_named_by_its_debian_package() -> None:
    text = window_obstacle(
        {"DISPLAY": ":0"}, platform="linux", is_loadable=lambda name: "xcb-cursor" not in name
    )

    assert "apt-get install libxcb-cursor0" in text


def test_wayland_needs_no_x11_library() -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}

    assert not window_obstacle(
        environment, platform="linux", is_loadable=lambda name: "xcb" not in name
    )


def test_a_platform_chosen_by_hand_needs_no_display() -> None:
    assert not window_obstacle(
        {"QT_QPA_PLATFORM": "offscreen"}, platform="linux", is_loadable=everything_loads
    )


def test_windows_and_macos_always_have_a_desktop() -> None:
    for platform in ("win32", "darwin"):
        assert not window_obstacle({}, platform=platform, is_loadable=lambda _name: False)
