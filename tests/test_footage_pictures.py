"""Pictures and films as footage: what a file holds counts, not what it is called or what lies beside it."""

import struct
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from footage import NTSC, grey, steady, write_clip
from image_files import even, exif_block, middle, png_chunk, save_by_ffmpeg, save_tiff, seen
from PIL import Image, ImageFile

from liminal.errors import LiminalError
from liminal.footage.footage import open_footage

ORANGE = (200, 100, 50)
KINDS = ["ppm", "tga", "jp2", "avif", "heic", "heif", "pcx", "mpo", "jfif", "gif", "webp", "sgi", "qoi", "dds", "bmp"]


def moves(path: Path | str) -> bool:
    with open_footage(str(path), lambda _: None) as footage:
        return footage.moving


def told_times(path: Path) -> tuple[list[int], list[float]]:
    """The levels of an animation's pictures, and until when each is shown, in s."""
    with open_footage(str(path), lambda _: None) as footage:
        assert footage.moving
        shown = list(footage.pictures())
    levels = [int(each.picture.frame.reformat(format="rgb24").to_ndarray()[24, 32, 0]) for each in shown]
    return levels, [each.until for each in shown]


@pytest.mark.parametrize(
    "ending",
    [
        "ppm",
        "tga",
        "jp2",
        "avif",
        "heic",
        "heif",
        "pcx",
        "mpo",
        "jfif",
        "gif",
        "webp",
        "sgi",
        "qoi",
        "dds",
        "bmp",
        "ico",
        "tif",
    ],
)
def test_one_picture_is_a_picture_whatever_its_kind(tmp_path: Path, ending: str) -> None:
    pillow_heif.register_heif_opener()
    forms = {"jfif": "JPEG", "mpo": "MPO", "heif": "HEIF"}
    more = {"save_all": True, "append_images": [even(ORANGE)]} if ending == "mpo" else {}
    even(ORANGE, size=(48, 48)).save(tmp_path / f"a.{ending}", forms.get(ending), **more)
    assert not moves(tmp_path / f"a.{ending}")
    assert middle(tmp_path / f"a.{ending}") == pytest.approx(ORANGE, abs=3)


def test_what_a_file_holds_counts_and_not_its_name(tmp_path: Path) -> None:
    for name in ("a.png", "no ending", "film.mp4"):
        even(ORANGE).save(tmp_path / name, "JPEG")
        assert not moves(tmp_path / name)
    film = write_clip(tmp_path / "b.mp4", [grey(50)] * 5, steady(5, NTSC))
    assert moves(film.rename(tmp_path / "b.png"))
    # JPEGs one after another are a film without a container, and a phone's photo may carry a film behind it.
    photo = (tmp_path / "a.png").read_bytes()
    (tmp_path / "c.mjpeg").write_bytes(photo * 5)
    assert moves(tmp_path / "c.mjpeg")
    (tmp_path / "d.jpg").write_bytes(photo + (tmp_path / "b.png").read_bytes())
    assert not moves(tmp_path / "d.jpg")
    (tmp_path / "e.jpg").write_bytes(b"no picture")
    with pytest.raises(LiminalError, match=r"e\.jpg"):
        seen(tmp_path / "e.jpg")


@pytest.mark.parametrize(
    ("ending", "coder", "pix_fmt", "level"),
    [("dpx", "dpx", "rgb48le", 128), ("pam", "pam", "rgb24", 128), ("exr", "exr", "gbrpf32le", 188)],
)
def test_what_only_ffmpeg_reads_is_a_picture_too(
    tmp_path: Path, ending: str, coder: str, pix_fmt: str, level: int
) -> None:
    path = save_by_ffmpeg(tmp_path / f"a.{ending}", coder, grey(128), pix_fmt)
    assert not moves(path)
    assert middle(path) == pytest.approx([level] * 3, abs=1)  # OpenEXR holds light, the others code values
    # "%d" in the name of a file that is there stands for nothing.
    assert middle(path.rename(tmp_path / f"100%d.{ending}")) == pytest.approx([level] * 3, abs=1)
    for number in range(3):
        save_by_ffmpeg(tmp_path / f"b{number}.{ending}", coder, grey(128), pix_fmt)
    assert moves(f"{tmp_path}/b%d.{ending}")
    assert middle(f"{tmp_path}/b%d.{ending}") == pytest.approx([level] * 3, abs=1)


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp", "tif"])
def test_a_damaged_picture_is_a_picture(tmp_path: Path, ending: str) -> None:
    even(ORANGE).save(tmp_path / f"a.{ending}")
    path = tmp_path / f"a.{ending}"
    path.write_bytes(path.read_bytes()[:20])
    assert not moves(path)
    with pytest.raises(LiminalError, match="cut off or damaged"):
        seen(path)


def test_pages_are_no_film_and_a_thumbnail_is_no_picture(tmp_path: Path) -> None:
    even(ORANGE).save(tmp_path / "a.tif", save_all=True, append_images=[even(0)])
    assert not moves(tmp_path / "a.tif")
    for tags in ({254: 1}, {50706: b"\1\4\0\0"}):
        raw = save_tiff(tmp_path / "b.tif", np.zeros((8, 8), np.uint8), tags).rename(tmp_path / "b.dng")
        with pytest.raises(LiminalError, match="raw file; develop it"):
            moves(raw)


@pytest.mark.parametrize(("ending", "more"), [("gif", {}), ("webp", {"lossless": True}), ("png", {}), ("avif", {})])
def test_what_moves_moves_at_its_own_delays(tmp_path: Path, ending: str, more: dict[str, bool]) -> None:
    pictures = [even((level,) * 3) for level in (0, 80, 160, 240)]
    delays = [100, 350, 30, 200]  # ms
    path = tmp_path / f"a.{ending}"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=delays, **more)
    levels, until = told_times(path)
    assert levels == pytest.approx([0, 80, 160, 240], abs=2)
    assert until == pytest.approx([0.1, 0.45, 0.48, 0.68])


def test_delays_of_nothing_are_a_tenth_of_a_second_as_in_browsers(tmp_path: Path) -> None:
    pictures = [even((level,) * 3) for level in (0, 80, 160, 240)]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:], duration=[0, 10, 20, 500])
    assert told_times(tmp_path / "a.gif")[1] == pytest.approx([0.1, 0.2, 0.22, 0.72])


def test_transparent_is_black_and_what_is_disposed_of_is_gone(tmp_path: Path) -> None:
    left, right = (np.zeros((48, 64, 4), np.uint8) for _ in range(2))
    left[:, :32], right[:, 32:] = 255, 255
    pictures = [Image.fromarray(each) for each in (left, right)]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:], duration=100, disposal=2)
    pictures[0].save(tmp_path / "a.png", save_all=True, append_images=pictures[1:], duration=100, disposal=1, blend=0)
    for name in ("a.gif", "a.png"):
        with open_footage(str(tmp_path / name), lambda _: None) as footage:
            rgba = [each.picture.frame.to_ndarray(format="rgba").astype(int) for each in footage.pictures()]
        laid = [each[24, (8, 56), 0] * each[24, (8, 56), 3] // 255 for each in rgba]
        assert np.array(laid).tolist() == [[255, 0], [0, 255]], name


def test_the_still_of_a_moving_png_is_for_others(tmp_path: Path) -> None:
    moving = [even((level,) * 3) for level in (80, 160)]
    even((255, 0, 0)).save(tmp_path / "a.png", save_all=True, default_image=True, append_images=moving, duration=250)
    assert told_times(tmp_path / "a.png") == ([80, 160], pytest.approx([0.25, 0.5]))


def test_a_moving_picture_that_is_cut_off_plays_as_far_as_it_goes(tmp_path: Path) -> None:
    noise = [Image.fromarray(np.random.default_rng(n).integers(0, 256, (48, 64), dtype=np.uint8)) for n in range(6)]
    noise[0].save(tmp_path / "a.gif", save_all=True, append_images=noise[1:], duration=100)
    whole = (tmp_path / "a.gif").read_bytes()
    (tmp_path / "a.gif").write_bytes(whole[: len(whole) * 2 // 3])
    told: list[str] = []
    with open_footage(str(tmp_path / "a.gif"), told.append) as footage:
        assert 2 <= len(list(footage.pictures())) <= 5
    assert len(told) == 1
    assert "cut off or damaged after 0." in told[0]


_TURNED = (0x0112, 3, 1, b"\0\x06")  # clockwise: what is at the left goes to the top


@pytest.mark.parametrize(
    "entry",
    [
        (0x010F, 11, 1, struct.pack(">f", 1.5)),  # the maker: a float
        (0x0128, 2, 4, b"abc\0"),  # the unit of resolution: a text
        (0x011A, 10, 1, b"\0\0\xff\xff"),  # the resolution: signed, and outside of the file
        (0x8769, 2, 4, b"abc\0"),  # where more of it stands: a text
        (0x9999, 99, 7, b"abcd"),  # no type that there is
    ],
)
@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_exif_that_cannot_be_read_costs_nothing(
    tmp_path: Path, entry: tuple[int, int, int, bytes], ending: str
) -> None:
    sideways = Image.fromarray(np.concatenate([grey(220, (32, 48)), grey(0, (32, 48))], axis=1))
    path = tmp_path / f"a.{ending}"
    sideways.save(path, exif=exif_block(*sorted([_TURNED, entry])), quality=95)
    screen, told = seen(path)
    assert not told
    assert screen[20:200, 350:370].min() > 200
    assert screen[280:460, 350:370].max() < 20


@pytest.mark.parametrize(
    "orientation", [(0x0112, 2, 2, b"x\0"), (0x0112, 3, 1, b"\0\x63"), (0x0112, 5, 1, b"\xff" * 4)]
)
def test_an_orientation_that_is_none_turns_nothing(tmp_path: Path, orientation: tuple[int, int, int, bytes]) -> None:
    upright = Image.fromarray(np.concatenate([grey(220, (64, 24)), grey(0, (64, 24))]))
    upright.save(tmp_path / "a.jpg", exif=exif_block(orientation), quality=95)
    screen = seen(tmp_path / "a.jpg")[0]
    assert screen[20:200].min() > 200
    assert screen[280:460].max() < 20


@pytest.mark.parametrize("ending", ["jpg", "mpo", "png", "tif", "bmp", "ppm", "gif"])
def test_a_picture_that_is_cut_off_is_shown_as_far_as_it_goes(tmp_path: Path, ending: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (120, 160, 3), dtype=np.uint8))
    path = tmp_path / f"a.{ending}"
    noise.save(path, quality=90, interlace=0)
    whole, content = seen(path)[0], path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    screen, told = seen(path)
    assert len(told) == 1
    assert "is cut off or damaged" in told[0]
    kept = slice(300, 460) if ending == "bmp" else slice(20, 180)  # whose last line comes first
    np.testing.assert_array_equal(screen[kept], whole[kept])
    path.write_bytes(content[:60])
    with pytest.raises(LiminalError):
        seen(path)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_without_its_last_bytes_lacks_hardly_anything(tmp_path: Path, progressive: bool) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (120, 160, 3), dtype=np.uint8))
    noise.save(tmp_path / "a.jpg", progressive=progressive)
    whole = seen(tmp_path / "a.jpg")[0]
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:-8])
    screen, told = seen(tmp_path / "a.jpg")
    assert len(told) == 1
    assert (screen == whole).mean() > 0.95
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_large_pictures_are_read_and_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)  # pillow warns beyond this, and refuses beyond the double
    even(ORANGE).save(tmp_path / "a.png")
    assert middle(tmp_path / "a.png") == list(ORANGE)
    assert Image.MAX_IMAGE_PIXELS == 1000
    head = struct.pack(">IIBBBBB", 30000, 20000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", b"\x78\x9c") + png_chunk(b"IEND", b"")
    (tmp_path / "b.png").write_bytes(bomb)
    with pytest.raises(LiminalError, match="600 million pixels, and 500 million are the most"):
        seen(tmp_path / "b.png")
    # A strip that no frame of video could be as long as.
    Image.new("L", (3_000_000, 2), 128).save(tmp_path / "d.png")
    assert seen(tmp_path / "d.png")[0].max() == 128
    # Of a JPEG only as much is decoded as a screen can show.
    Image.new("L", (4000, 3000), 128).save(tmp_path / "c.jpg")
    with open_footage(str(tmp_path / "c.jpg"), lambda _: None) as footage:
        assert next(footage.pictures()).picture.frame.width == 2000


def test_what_systems_leave_in_folders_is_no_picture(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "0005.png").mkdir(parents=True)
    (folder / ".thumbnails").mkdir()
    for number in (1, 2, 10):
        even((20 * number,) * 3).save(folder / f"{number:04d}.png")
        (folder / f"._{number:04d}.png").write_bytes(b"\0\5\x16\7a Mac's twin")
        even(0).save(folder / f".thumbnails/{number:04d}.png")
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "notes.txt"):
        (folder / name).write_bytes(b"nothing")
    for name in ("in", "in/%04d.png", "in/*.png", "in/[0._]*.png", "i*/*.png", "**/*.png"):
        told: list[str] = []
        with open_footage(f"{tmp_path}/{name}", told.append) as footage:
            assert [path.name for path in footage.paths] == ["0001.png", "0002.png", "0010.png"], name
            assert len(list(footage.pictures())) == 3
        assert not told, name
    with pytest.raises(LiminalError, match="no pictures are there"):
        open_footage(f"{folder}/0005.png", lambda _: None)


def test_hidden_pictures_can_be_asked_for_and_odd_digits_are_letters(tmp_path: Path) -> None:
    for name in (".a1.png", ".a2.png", "1²3.png"):
        even(ORANGE).save(tmp_path / name)
    with open_footage(f"{tmp_path}/.a%d.png", lambda _: None) as footage:
        assert [path.name for path in footage.paths] == [".a1.png", ".a2.png"]
    with open_footage(str(tmp_path), lambda _: None) as footage:
        assert [path.name for path in footage.paths] == ["1²3.png"]
