"""Photographs as they come: every kind is opened upright in RGB, or refused with the reason."""

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cosegui.core.errors import ImageReadError
from cosegui.storage import images, pixels
from cosegui.storage.images import (
    find_groups,
    is_image_path,
    list_images,
    read_image,
    read_image_size,
    read_thumbnail,
)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)

# EXIF 2.32, tag 274: on which sides of the upright picture the stored row 0 and column 0 lie.
SIDES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def four_corners(height=48, width=80):
    """Upright picture whose four quarters differ, (H, W, 3) uint8."""
    picture = np.empty((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = RED
    picture[: height // 2, width // 2 :] = GREEN
    picture[height // 2 :, : width // 2] = BLUE
    picture[height // 2 :, width // 2 :] = WHITE
    return picture


def as_stored(upright, orientation):
    """What a camera would store so that the orientation tag turns it into `upright`."""
    row_side, column_side = SIDES[orientation]
    stored = upright if row_side in ("top", "bottom") else upright.transpose(1, 0, 2)
    stored = stored[::-1] if row_side in ("bottom", "right") else stored
    return stored[:, ::-1] if column_side in ("right", "bottom") else stored


def save_turned(path, upright, orientation, **options):
    exif = Image.Exif()
    exif[274] = orientation
    stored = np.ascontiguousarray(as_stored(upright, orientation))
    Image.fromarray(stored).save(path, exif=exif, **options)


def one_pixel(path):
    """The colour in the middle."""
    image = read_image(path)
    return tuple(image[image.shape[0] // 2, image.shape[1] // 2].tolist())


@pytest.mark.parametrize("orientation", SIDES)
@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jpg"])
def test_a_turned_photograph_comes_upright(tmp_path, suffix, orientation):
    upright = four_corners()
    path = tmp_path / f"turned{suffix}"
    options = {".webp": {"lossless": True}, ".jpg": {"quality": 100, "subsampling": 0}}
    save_turned(path, upright, orientation, **options.get(suffix, {}))
    image = read_image(path)
    assert image.shape == upright.shape
    tolerance = 3 if suffix == ".jpg" else 0
    assert np.abs(image.astype(int) - upright).max() <= tolerance
    assert read_image_size(path) == upright.shape[:2]


@pytest.mark.parametrize("orientation", SIDES)
def test_a_thumbnail_is_upright_as_well(tmp_path, orientation):
    upright = four_corners(600, 1000)
    save_turned(tmp_path / "a.jpg", upright, orientation, quality=95)
    small = read_thumbnail(tmp_path / "a.jpg", 100)
    assert small.shape == (60, 100, 3)
    corners = [small[5, 5], small[5, -5], small[-5, 5], small[-5, -5]]
    expected = [RED, GREEN, BLUE, WHITE]
    assert np.abs(np.subtract(corners, expected, dtype=int)).max() < 40


@pytest.mark.filterwarnings("ignore:Corrupt EXIF:UserWarning")
def test_damaged_exif_does_not_stop_the_photograph(tmp_path):
    path = tmp_path / "a.jpg"
    Image.fromarray(four_corners()).save(path, exif=b"Exif\0\0" + b"II*\0" + b"\xff" * 20)
    assert read_image(path).shape == (48, 80, 3)
    assert read_image_size(path) == (48, 80)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_counts_as_upright(tmp_path, orientation):
    exif = Image.Exif()
    exif[274] = orientation
    Image.fromarray(four_corners()).save(tmp_path / "a.png", exif=exif)
    np.testing.assert_array_equal(read_image(tmp_path / "a.png"), four_corners())


def test_sixteen_bit_grey_is_scaled_to_its_full_range(tmp_path):
    values = np.array([[0, 257, 65535], [32896, 65535, 1000]], np.uint16)
    Image.fromarray(values).save(tmp_path / "a.png")
    grey = read_image(tmp_path / "a.png")
    np.testing.assert_array_equal(grey[..., 0], np.rint(values / 257))
    assert (grey == grey[..., :1]).all()


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_twelve_bits_in_sixteen_are_not_shown_black(tmp_path, suffix):
    values = np.array([[0, 2048, 4095]], np.uint16)
    Image.fromarray(values).save(tmp_path / f"a{suffix}")
    assert read_image(tmp_path / f"a{suffix}")[0, :, 0].tolist() == [0, 128, 255]


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bit_colour_keeps_its_channels_in_order(tmp_path, suffix):
    values = np.zeros((4, 5, 3), np.uint16)
    values[:] = (65535, 32768, 0)
    assert cv2.imwrite(str(tmp_path / f"a{suffix}"), values[..., ::-1])
    red, green, blue = one_pixel(tmp_path / f"a{suffix}")
    assert (red, blue) == (255, 0)
    assert green in (127, 128)


def test_float_grey_between_0_and_1_is_taken_as_it_is(tmp_path):
    values = np.array([[0.0, 0.25, 0.5]], np.float32)
    Image.fromarray(values).save(tmp_path / "a.tif")
    assert read_image(tmp_path / "a.tif")[0, :, 0].tolist() == [0, 64, 128]


def test_float_grey_of_another_range_is_stretched_and_nan_is_black(tmp_path):
    values = np.array([[-10.0, 30.0, np.nan, 10.0, np.inf]], np.float32)
    Image.fromarray(values).save(tmp_path / "a.tif")
    assert read_image(tmp_path / "a.tif")[0, :, 0].tolist() == [0, 255, 0, 128, 255]


def test_a_float_picture_of_nothing_but_nan_is_black(tmp_path):
    Image.fromarray(np.full((3, 3), np.nan, np.float32)).save(tmp_path / "a.tif")
    assert not read_image(tmp_path / "a.tif").any()


@pytest.mark.parametrize("orientation", SIDES)
def test_float_colour_which_pillow_does_not_know_is_read_upright(tmp_path, orientation):
    upright = four_corners()
    stored = np.ascontiguousarray(as_stored(upright, orientation)[..., ::-1]).astype(np.float32)
    path = tmp_path / "a.tif"
    assert cv2.imwrite(str(path), stored / 255)
    set_tiff_tag(path, 274, orientation)
    np.testing.assert_array_equal(read_image(path), upright)
    assert read_image_size(path) == upright.shape[:2]


def set_tiff_tag(path, tag, value):
    """Append a copy of the first directory in which a SHORT tag has this value."""
    content = bytearray(path.read_bytes())
    order = "<" if content[:2] == b"II" else ">"
    (start,) = struct.unpack_from(order + "I", content, 4)
    (count,) = struct.unpack_from(order + "H", content, start)
    entries = [bytes(content[start + 2 + 12 * i : start + 14 + 12 * i]) for i in range(count)]
    entries = [e for e in entries if struct.unpack_from(order + "H", e) != (tag,)]
    entries.append(struct.pack(order + "HHIHH", tag, 3, 1, value, 0))
    entries.sort(key=lambda entry: struct.unpack_from(order + "H", entry)[0])
    struct.pack_into(order + "I", content, 4, len(content))
    content += struct.pack(order + "H", len(entries)) + b"".join(entries) + b"\0\0\0\0"
    path.write_bytes(content)


def test_float_colour_with_alpha_and_enormous_values_opens(tmp_path):
    values = np.zeros((2, 2, 4), np.float32)
    values[0, 0, 2], values[1, 1, 0] = 3e38, -3e38
    assert cv2.imwrite(str(tmp_path / "a.tif"), values)
    image = read_image(tmp_path / "a.tif")
    assert image[0, 0, 0] > image[0, 1, 0] > image[1, 1, 2]


def test_thirty_two_bit_integers_are_stretched(tmp_path):
    values = np.array([[0, 100_000, 200_000]], np.int32)
    Image.fromarray(values).save(tmp_path / "a.tif")
    assert read_image(tmp_path / "a.tif")[0, :, 0].tolist() == [0, 128, 255]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_white_stays_white_in_every_mode(tmp_path, mode):
    Image.new("RGB", (6, 4), WHITE).convert(mode).save(tmp_path / "a.png")
    image = read_image(tmp_path / "a.png")
    assert (image == 255).all()
    assert image.shape == (4, 6, 3)


@pytest.mark.parametrize("mode", ["LA", "RGBA", "PA"])
def test_transparency_is_laid_over_white(tmp_path, mode):
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).convert(mode)
    path = tmp_path / ("a.tif" if mode == "PA" else "a.png")
    if mode == "PA":
        clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize(4)
        path = tmp_path / "a.png"
    clear.save(path)
    assert one_pixel(path) == WHITE


def test_half_transparent_red_is_pink(tmp_path):
    Image.new("RGBA", (4, 4), (255, 0, 0, 128)).save(tmp_path / "a.png")
    red, green, blue = one_pixel(tmp_path / "a.png")
    assert red == 255
    assert green == blue
    assert abs(green - 127) <= 1


def test_a_palette_with_a_transparent_colour_keeps_the_others(tmp_path):
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([*RED, *GREEN, *BLUE])
    picture.putpixel((0, 0), 2)
    picture.save(tmp_path / "a.png", transparency=1)
    image = read_image(tmp_path / "a.png")
    assert image[0, 0].tolist() == list(BLUE)
    assert image[2, 2].tolist() == list(WHITE)


def test_a_colour_key_is_transparency_too(tmp_path):
    Image.new("RGB", (4, 4), RED).save(tmp_path / "a.png", transparency=RED)
    assert one_pixel(tmp_path / "a.png") == WHITE


@pytest.mark.parametrize("suffix", [".jpg", ".tif"])
def test_cmyk_is_not_inverted(tmp_path, suffix):
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / f"a{suffix}")
    red, green, blue = one_pixel(tmp_path / f"a{suffix}")
    assert red > 250
    assert max(green, blue) < 5


def test_the_first_page_of_several_is_taken(tmp_path):
    first, second = Image.new("RGB", (8, 6), RED), Image.new("RGB", (20, 10), BLUE)
    first.save(tmp_path / "a.tif", save_all=True, append_images=[second])
    assert one_pixel(tmp_path / "a.tif") == RED
    assert read_image_size(tmp_path / "a.tif") == (6, 8)


def test_the_first_of_a_phones_two_pictures_in_one_is_taken(tmp_path):
    first, second = Image.new("RGB", (16, 16), RED), Image.new("RGB", (16, 16), BLUE)
    first.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[second], quality=100)
    assert np.abs(np.subtract(one_pixel(tmp_path / "a.jpg"), RED)).max() < 4


def test_the_first_picture_of_an_animation_is_taken(tmp_path):
    first, second = Image.new("RGB", (8, 6), RED), Image.new("RGB", (8, 6), BLUE)
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])
    assert one_pixel(tmp_path / "a.gif") == RED


@pytest.mark.parametrize("suffix", [".bmp", ".ppm", ".jp2", ".tga", ".webp", ".avif", ".gif"])
def test_other_formats_open(tmp_path, suffix):
    Image.new("RGB", (16, 16), RED).save(tmp_path / f"a{suffix}")
    assert np.abs(np.subtract(one_pixel(tmp_path / f"a{suffix}"), RED)).max() < 12


def test_the_array_can_be_written_to_and_lies_in_one_piece(tmp_path):
    Image.new("RGB", (6, 4), RED).save(tmp_path / "a.png")
    image = read_image(tmp_path / "a.png")
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert image.flags.writeable


@pytest.mark.parametrize(
    "name", ["mit Leerzeichen.png", "größe-猫-🐈.png", "%41&;'.png", "a.b.PNG"]
)
def test_any_name_opens(tmp_path, name):
    Image.new("RGB", (6, 4), RED).save(tmp_path / name)
    assert one_pixel(tmp_path / name) == RED
    assert [path.name for path in list_images(tmp_path)] == [name]


def test_a_wrong_suffix_does_not_matter(tmp_path):
    Image.new("RGB", (6, 4), RED).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert one_pixel(tmp_path / "a.jpg") == RED


def refusal(path):
    """The message, which must be the same for every way to read."""
    with pytest.raises(ImageReadError) as of_image:
        read_image(path)
    with pytest.raises(ImageReadError):
        read_thumbnail(path, 64)
    assert of_image.value.path == path
    assert path.name in str(of_image.value)
    return str(of_image.value)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"")
    assert "0 bytes" in refusal(path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".gif"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.95])
def test_a_truncated_file_is_refused(tmp_path, suffix, share):
    path = tmp_path / f"a{suffix}"
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert refusal(path)


@pytest.mark.parametrize("content", [b"hello, I am a text\n" * 9, b"\0" * 999, b"GIF89a", b"BM"])
def test_what_is_no_image_is_refused(tmp_path, content):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert refusal(path)


def test_heic_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50)
    assert is_image_path(path)
    assert "Convert it to JPEG" in refusal(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "gone" in refusal(tmp_path / "a.png")
    (tmp_path / "b.png").mkdir()
    assert refusal(tmp_path / "b.png")


def png_header(width, height):
    """A PNG that promises so many pixels and holds none."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 100)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [17_400, 30_000, 60_000])
def test_a_decompression_bomb_is_refused_with_the_limit(tmp_path, side):
    path = tmp_path / "a.png"
    path.write_bytes(png_header(side, side))
    assert "limit of 300 million" in refusal(path)
    with pytest.raises(ImageReadError, match="limit of 300 million"):
        read_image_size(path)


def test_the_size_of_a_png_is_told_without_decoding_it(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(png_header(17_000, 17_001))  # its pixels are not there
    assert read_image_size(path) == (17_001, 17_000)


@pytest.mark.parametrize("is_late", [False, True])
def test_a_turned_png_has_the_size_that_it_is_shown_in(tmp_path, is_late):
    path = tmp_path / "a.png"
    save_turned(path, four_corners(48, 80), 6)
    content = path.read_bytes()
    start = content.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(content[start : start + 4], "big")
    if is_late:  # behind the pixels, where the format allows it as well
        tail = content.index(b"IEND") - 4
        parts = content[:start], content[end:tail], content[start:end], content[tail:]
        path.write_bytes(b"".join(parts))
    assert read_image_size(path) == (48, 80)
    assert read_image(path).shape == (48, 80, 3)


def test_a_bomb_of_a_kind_that_pillow_does_not_know_is_refused_too(tmp_path, monkeypatch):
    path = tmp_path / "a.tif"
    assert cv2.imwrite(str(path), np.zeros((30, 40, 3), np.float32))
    monkeypatch.setattr(pixels, "MAX_PIXELS", 1000)
    assert "40 x 30 pixels" in refusal(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "PPM"]),
    damage=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=4),
    length=st.integers(0, 2000),
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_bytes_give_an_image_or_a_reason(tmp_path, kind, damage, length):
    stream = io.BytesIO()
    random = np.random.default_rng(3)
    Image.fromarray(random.integers(0, 256, (12, 15, 3), dtype=np.uint8)).save(stream, kind)
    content = bytearray(stream.getvalue())
    for where, bytes_there in damage:
        content[where : where + len(bytes_there)] = bytes_there
    path = tmp_path / "a.img"
    path.write_bytes(content[: max(length, 8)])
    try:
        image = read_image(path)
    except ImageReadError:
        return
    assert image.ndim == 3
    assert image.dtype == np.uint8


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_thumbnail_has_the_asked_for_longer_side(tmp_path, suffix):
    Image.fromarray(four_corners(900, 700)).save(tmp_path / f"a{suffix}")
    assert read_thumbnail(tmp_path / f"a{suffix}", 128).shape == (128, 100, 3)


def test_a_small_image_is_not_blown_up(tmp_path):
    Image.fromarray(four_corners(20, 30)).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_thumbnail(tmp_path / "a.png", 128), four_corners(20, 30))


def test_a_very_long_image_keeps_at_least_a_pixel_of_width(tmp_path):
    Image.fromarray(four_corners(2, 3000)).save(tmp_path / "a.png")
    assert read_thumbnail(tmp_path / "a.png", 64).shape == (1, 64, 3)


def test_a_jpeg_is_decoded_at_a_fraction_of_its_size(tmp_path, monkeypatch):
    Image.fromarray(four_corners(1600, 2400)).save(tmp_path / "a.jpg")
    decoded = []
    whole = images.read_pixels

    def watched(path, **options):
        decoded.append(whole(path, **options))
        return decoded[-1]

    monkeypatch.setattr(images, "read_pixels", watched)
    read_thumbnail(tmp_path / "a.jpg", 200)
    assert max(decoded[0].shape) <= 600


def touch(folder, *names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")


def test_images_are_listed_in_natural_order(tmp_path):
    touch(tmp_path, "img10.jpg", "img2.jpg", "IMG1.jpg", "img2.png", "notes.txt", "img2b.JPEG")
    names = [path.name for path in list_images(tmp_path)]
    assert names == ["IMG1.jpg", "img2.jpg", "img2.png", "img2b.JPEG", "img10.jpg"]


def test_hidden_files_folders_and_other_kinds_are_not_listed(tmp_path):
    touch(tmp_path, ".hidden.jpg", "._mac.jpg", "a.jpg", "a.txt", "jpg", "Thumbs.db")
    (tmp_path / "folder.jpg").mkdir()
    assert [path.name for path in list_images(tmp_path)] == ["a.jpg"]


def test_the_same_stem_with_two_suffixes_is_two_images(tmp_path):
    touch(tmp_path, "a.jpg", "a.tif")
    assert len(list_images(tmp_path)) == 2


def test_a_folder_of_images_is_one_group(tmp_path):
    touch(tmp_path / "cats", "a.jpg", "b.jpg")
    groups = find_groups(tmp_path / "cats")
    assert list(groups) == ["cats"]
    assert groups["cats"] == [tmp_path / "cats" / "a.jpg", tmp_path / "cats" / "b.jpg"]


def test_a_folder_of_folders_is_one_group_each(tmp_path):
    touch(tmp_path / "group 10", "a.jpg")
    touch(tmp_path / "group 9", "a.jpg")
    touch(tmp_path / ".thumbs", "a.jpg")
    touch(tmp_path / "empty")
    assert list(find_groups(tmp_path)) == ["group 9", "group 10"]


def test_loose_images_beside_folders_are_a_group_of_the_folders_name(tmp_path):
    touch(tmp_path / "pets", "loose.jpg")
    touch(tmp_path / "pets" / "cats", "a.jpg")
    touch(tmp_path / "pets" / "pets", "b.jpg")
    groups = find_groups(tmp_path / "pets")
    assert list(groups) == ["pets (loose)", "cats", "pets"]


def test_a_relative_folder_gives_absolute_paths(tmp_path, monkeypatch):
    touch(tmp_path / "cats", "a.jpg")
    monkeypatch.chdir(tmp_path / "cats")
    assert find_groups(Path()) == {"cats": [tmp_path / "cats" / "a.jpg"]}


def test_a_folder_without_images_has_no_groups(tmp_path):
    touch(tmp_path, "notes.txt")
    assert find_groups(tmp_path) == {}


def test_what_is_no_folder_is_refused_with_what_to_do(tmp_path):
    touch(tmp_path, "a.jpg")
    with pytest.raises(ImageReadError, match="Choose another"):
        find_groups(tmp_path / "gone")
    with pytest.raises(ImageReadError, match="Choose the folder"):
        list_images(tmp_path / "a.jpg")


def test_a_folder_that_cannot_be_listed_is_left_out_and_logged(tmp_path, monkeypatch, log_guard):
    touch(tmp_path / "cats", "a.jpg")
    touch(tmp_path / "locked", "a.jpg")
    iterdir = Path.iterdir

    def denied(self):
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", denied)
    with log_guard.expect("locked cannot be read"):
        assert list(find_groups(tmp_path)) == ["cats"]
