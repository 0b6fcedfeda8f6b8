"""Names of exported files: distinct on every system, and found again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.storage.formats.naming import NameIndex, flat_names, grouped_names, safe_name


def pairs(*names):
    return [(name.split(":")[0], Path(name.split(":")[1])) for name in names]


def test_the_same_stem_keeps_its_suffix():
    images = pairs("g:a.jpg", "g:a.tif", "g:b.jpg", "h:a.jpg")
    assert grouped_names(images) == ["g/a.jpg", "g/a.tif", "g/b", "h/a"]


def test_names_that_differ_by_case_alone_do_not_meet_on_windows():
    assert grouped_names(pairs("g:A.jpg", "g:a.jpg")) == ["g/A.jpg", "g/a.jpg-2"]


def test_the_same_name_from_two_folders_is_numbered():
    images = pairs("g:one/a.jpg", "g:two/a.jpg", "g:three/a.jpg")
    assert grouped_names(images) == ["g/a.jpg", "g/a.jpg-2", "g/a.jpg-3"]


def test_two_groups_of_one_name_share_a_folder_without_meeting():
    assert grouped_names(pairs("g:1/a.jpg", "G:2/a.png")) == ["g/a.jpg", "G/a.png"]


def test_one_folder_for_all_names_the_group_only_where_it_must():
    images = pairs("g:a.jpg", "h:a.jpg", "h:b.jpg")
    assert flat_names(images) == ["g-a", "h-a", "b"]


@pytest.mark.parametrize("names_of", [grouped_names, flat_names])
@given(
    images=st.lists(
        st.tuples(
            st.sampled_from(["g", "G", "h", "g-a"]),
            st.sampled_from(["a.jpg", "A.jpg", "a.png", "a", "a.jpg-2.x", "g-a.jpg"]).map(Path),
        ),
        max_size=8,
    )
)
def test_no_two_images_ever_share_a_name(names_of, images):
    names = names_of(images)
    assert len({name.casefold() for name in names}) == len(images)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cats", "cats"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", "_"),
        ("trailing. ", "trailing"),
        ("con", "_con"),
        ("Aux.txt", "_Aux.txt"),
        ("console", "console"),
        ("", "_"),
        ("bell\x07", "bell_"),
    ],
)
def test_names_are_fit_for_every_system(name, safe):
    assert safe_name(name) == safe


@pytest.fixture
def index():
    images = pairs("g:a.jpg", "g:b.c.png", "h:a.jpg", "h:Dog.tif", "x:y:z.jpg")
    return NameIndex([(group, source, number) for number, (group, source) in enumerate(images)])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("g/a", [0]),
        ("g/a.jpg", [0]),
        ("h-a", [2]),
        ("a", [0, 2]),
        ("b.c", [1]),
        ("b.c.png", [1]),
        ("dog", [3]),
        ("images/train/h/Dog.png", [3]),
        ("C:\\pictures\\Dog.tif", [3]),
        ("nobody", []),
        ("", []),
    ],
)
def test_images_are_found_by_what_others_may_call_them(index, name, found):
    assert index.find(name) == found


@given(
    st.lists(
        st.tuples(st.sampled_from("gh"), st.sampled_from(["a.jpg", "a.png", "b.x.jpg"]).map(Path)),
        unique=True,
        max_size=6,
    )
)
def test_every_exported_name_leads_back_to_its_image_alone(images):
    index = NameIndex([(group, source, (group, source)) for group, source in images])
    for name, image in zip(grouped_names(images), images, strict=True):
        assert index.find(name) == [image]
    for name, image in zip(flat_names(images), images, strict=True):
        assert index.find(name) == [image]
