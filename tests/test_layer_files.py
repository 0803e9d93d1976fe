"""Files of layers: what other programs write, as light; and what is said of those that do not fit."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import OpenEXR
import pytest
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream
from sketch import BARE, SKETCH

from liminal.api.own_layers import open_layers, with_layers
from liminal.api.request import StillRequest
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe, read_recipe
from liminal.footage.layer_exr import read_exr_layer
from liminal.footage.layer_file import open_layer
from liminal.footage.layer_image import LayerImage
from liminal.footage.layer_light import light_of, shadow_of
from liminal.footage.layer_reel import LayerReel
from liminal.settings.file_stamp import content_of_ends
from liminal.settings.layer import LayerSettings
from liminal.view.layer_picture import LayerPicture
from liminal.view.pose import Pose

SIZE = 8, 6

Channels = dict[str, Any]


def write(path: Path, channels: Channels, **header: Any) -> Path:
    kind = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, **header}
    OpenEXR.File(kind, channels).write(str(path))
    return path


def plane(value: float, kind: str = "f4") -> np.ndarray[Any, Any]:
    return np.full(SIZE[::-1], value, kind)


def combined(value: float, alpha: float = 1.0, prefix: str = "", kind: str = "f2") -> Channels:
    return {f"{prefix}{letter}": plane(alpha if letter == "A" else value, kind) for letter in "RGBA"}


def shown(picture: LayerPicture | None) -> LayerPicture:
    assert picture is not None
    return picture


@pytest.mark.parametrize("names", [("", "Z"), ("ViewLayer.Combined.", "ViewLayer.Depth.Z"), ("rgba.", "depth.Z")])
@pytest.mark.parametrize("kind", ["f2", "f4"])
def test_channels_are_known_by_the_names_that_programs_give_them(tmp_path: Path, names: Any, kind: str) -> None:
    channels = combined(0.5, 0.25, names[0], kind) | {names[1]: plane(4.0), "ViewLayer.Mist.Z": plane(9.0)}
    image = read_exr_layer(write(tmp_path / "a.exr", channels))
    assert image.size == SIZE
    picture = shown(light_of(image, 2.0, straight=False, lines=6))
    np.testing.assert_array_equal(picture.light[2, 3], (1, 1, 1, 0.25))
    assert picture.nearness is not None
    np.testing.assert_array_equal(picture.nearness, 0.25)


def test_blender_5_calls_depth_v_and_a_shadow_pass_is_found(tmp_path: Path) -> None:
    channels = combined(0.5, 1.0, "ViewLayer.Combined.") | {"ViewLayer.Depth.V": plane(2.0)}
    channels |= {f"ViewLayer.Shadow Catcher.{letter}": plane(0.75) for letter in "RGB"}
    path = write(tmp_path / "a.exr", channels)
    assert read_exr_layer(path).depth is not None
    left = shown(shadow_of(read_exr_layer(path, shadow=True), 6))
    assert left.shadow
    np.testing.assert_array_equal(left.light[..., :3], 0.75)


def test_parts_and_windows_of_a_file_are_put_together(tmp_path: Path) -> None:
    kind = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    # By the name of each part: the second pair is from Blender, which repeats it in the names of channels.
    nuke = {"rgba": combined(1.0), "depth": {"Z": plane(5.0)}}
    words = "ViewLayer.Combined", "ViewLayer.Depth", "ViewLayer.Noisy Image"
    blender = {words[0]: combined(1.0, 1.0, f"{words[0]}."), words[1]: {f"{words[1]}.Z": plane(5.0)}}
    for parts in (nuke, blender | {words[2]: combined(2.0, 1.0, f"{words[2]}.")}):
        made = [OpenEXR.Part({**kind, "name": name}, channels, name) for name, channels in parts.items()]
        OpenEXR.File(made).write(str(tmp_path / "parts.exr"))
        image = read_exr_layer(tmp_path / "parts.exr")
        assert image.depth is not None
        np.testing.assert_array_equal(image.colours[0], 1.0)

    # A renderer writes the rectangle that it has drawn: here from the middle to beyond the right edge.
    windows = {
        name: tuple(np.array(each, "i4") for each in ends)
        for name, ends in (("dataWindow", ((10, 12), (17, 17))), ("displayWindow", ((0, 10), (15, 21))))
    }
    image = read_exr_layer(write(tmp_path / "window.exr", combined(1.0), **windows))
    assert (image.size, image.corner, image.colours[0].shape) == ((16, 12), (10, 2), (6, 6))


def test_straight_and_premultiplied_colours_are_the_same_light() -> None:
    alpha = np.linspace(0, 1, 48, dtype=np.float32).reshape(SIZE[::-1])
    straight = LayerImage(SIZE, (0, 0), [plane(3.0)] * 3, alpha)
    multiplied = LayerImage(SIZE, (0, 0), [3.0 * alpha] * 3, alpha)
    one, other = (shown(light_of(each, 1.0, straight=each is straight, lines=6)) for each in (straight, multiplied))
    np.testing.assert_array_equal(one.light, other.light)
    np.testing.assert_allclose(one.light[-1, -1], (3, 3, 3, 1))


def test_what_is_no_light_or_no_depth_counts_as_none() -> None:
    broken, depth = plane(1.0), plane(1e10)
    broken[0, 0], broken[0, 1], broken[0, 2] = np.nan, -1.0, np.inf
    depth[3, 3] = 2.0
    picture = shown(light_of(LayerImage(SIZE, (0, 0), [broken] * 3, plane(1.0), depth), 1.0, straight=False, lines=6))
    np.testing.assert_array_equal(picture.light[0, :3, 0], (0, 0, 65504))
    assert picture.nearness is not None
    # Up to two pixels off its edge has its depth: Blender has none where a pixel is covered in part.
    assert (picture.nearness[1:6, 1:6] == 0.5).all()
    assert (picture.nearness[0] == 0).all()


def test_the_depth_of_an_edge_is_not_mixed_with_what_is_behind() -> None:
    alpha, depth = plane(1.0), plane(4.0)
    alpha[:, 5], alpha[:, 6:], depth[:, 5], depth[:, 6:] = 0.5, 0.0, 52.0, 100.0
    picture = shown(light_of(LayerImage(SIZE, (0, 0), [alpha] * 3, alpha, depth), 1.0, straight=False, lines=6))
    np.testing.assert_array_equal(picture.nearness, 0.25)


def test_only_what_is_shown_is_kept_and_large_pictures_are_reduced() -> None:
    large = np.zeros((48, 64), np.float32)
    large[20:24, 40:44] = 1.0
    picture = shown(light_of(LayerImage((64, 48), (0, 0), [large] * 3, large), 1.0, straight=False, lines=12))
    assert picture.size == (16, 12)
    assert picture.light.shape[0] <= 8
    x, y = picture.corner
    np.testing.assert_array_equal(picture.light[5 - y, 10 - x], 1.0)
    assert picture.light[..., 3].sum() == 1.0
    assert light_of(LayerImage((64, 48), (0, 0), [0 * large] * 3, 0 * large), 1.0, straight=False, lines=48) is None


def series(folder: Path, numbers: range | tuple[int, ...]) -> str:
    for number in numbers:
        write(folder / f"m.{number:04d}.exr", combined(number))
    return str(folder / "m.%04d.exr")


def levels(reel: LayerReel, fields: int) -> list[float]:
    return [float(picture.light[0, 0, 0]) for field in range(fields) for picture in reel.at(field)]


def test_pictures_belong_to_fields_by_their_rate(tmp_path: Path) -> None:
    file = series(tmp_path, range(1, 5))
    for words, seen in (
        ("rate=29.97", [1, 1, 2, 2, 3, 3, 4, 4]),
        ("rate=59.94", [1, 2, 3, 4]),
        ("rate=29.97,motion=blend", [1, 1.5, 2, 2.5, 3, 3.5, 4, 4]),
    ):
        with LayerReel([LayerSettings.parse(f"{file}@{words}")], [], 6) as reel:
            assert levels(reel, len(seen)) == seen
            assert levels(reel, 2) == seen[:2]


def film(path: Path, codec: str, form: str, count: int = 6) -> Path:
    """A video whose picture n has green 40 n, and on its left no cover, on its right all."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=Fraction(30000, 1001))
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 48, form
        for number in range(count):
            pixels = np.zeros((48, 64, 4), np.uint8)
            pixels[..., 1], pixels[:, 32:, 3] = 40 * number, 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format=form)))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "form", "off"),
    [
        ("a.mov", "prores_ks", "yuva444p10le", 0.02),
        ("a.mkv", "ffv1", "bgra", 0.0),
        ("b.mov", "png", "rgba", 0.0),
        ("a.webm", "libvpx-vp9", "yuva420p", 0.05),
    ],
)
def test_a_video_gives_any_of_its_pictures_with_alpha(
    tmp_path: Path, name: str, codec: str, form: str, off: float
) -> None:
    with open_layer(str(film(tmp_path / name, codec, form))) as opened:
        assert (opened.count, opened.rate) == (6, Fraction(30000, 1001))
        for number in (0, 1, 5, 2, 3, 0):
            picture = shown(light_of(opened.read(number), 1.0, straight=True, lines=48))
            assert picture.corner[0] > 25
            level = ((40 * number / 255 + 0.055) / 1.055) ** 2.4 if number else 0.0
            np.testing.assert_allclose(picture.light[20, -20:, 1], level, atol=max(off, 1e-3))
            np.testing.assert_allclose(picture.light[20, -20:, 3], 1.0, atol=off / 10)


@pytest.mark.parametrize("name", ["Z", "A", "id"])
def test_a_single_channel_may_be_a_shadow_but_is_no_picture(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "a.exr", {name: plane(0.5)})
    np.testing.assert_array_equal(read_exr_layer(path, shadow=True).linear()[..., 0], 0.5)
    with pytest.raises(LiminalError, match=f"which of its channels are the picture: {name};"):
        read_exr_layer(path)


@pytest.mark.parametrize("bits", [8, 16])
def test_png_is_what_a_screen_shows(tmp_path: Path, bits: int) -> None:
    """IEC 61966-2-1 has 0.2140 for half of the code, to four digits."""
    top, form = (255, "rgba") if bits == 8 else (65535, "rgba64be")
    pixels = np.full((6, 8, 4), round(0.5 * top), np.uint8 if bits == 8 else np.uint16)
    coder = av.CodecContext.create("png", "w")
    assert isinstance(coder, VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt, coder.time_base = 8, 6, form, Fraction(1)
    packets = [*coder.encode(av.VideoFrame.from_ndarray(pixels, format=form)), *coder.encode(None)]
    (tmp_path / "a.png").write_bytes(b"".join(map(bytes, packets)))
    with LayerReel([LayerSettings(file=str(tmp_path / "a.png"))], [], 6) as reel:
        np.testing.assert_allclose(reel.at(0)[0].light[3, 3], (*[150 * 0.2140 * 0.5] * 3, 0.5), rtol=0.02)
    left = shown(shadow_of(open_layer(str(tmp_path / "a.png")).read(0), 6))
    np.testing.assert_allclose(left.light[..., :3], 0.2140, rtol=0.02)


@pytest.mark.parametrize("first", [0, 1, 251])
def test_a_series_begins_at_any_number(tmp_path: Path, first: int) -> None:
    file = series(tmp_path, range(first, first + 3))
    with open_layer(file) as opened:
        assert [float(opened.read(number).colours[0][0, 0]) for number in range(3)] == [first, first + 1, first + 2]


def test_content_tells_another_file_of_the_same_size(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"a" * 10_000)
    before = content_of_ends([file], "layer")
    file.write_bytes(b"a" * 9_999 + b"b")
    assert content_of_ends([file], "layer") != before


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("m.%04d.exr@alpa=straight", 'no "alpa" .did you mean "alpha".'),
        ("m.%04d.exr@scale=0", "scale"),
        ("m.%04d.exr@rate=25", "29.97"),
        ("m.%04d.exr@alpha=on", "premultiplied"),
    ],
)
def test_what_a_layer_cannot_be(words: str, complaint: str) -> None:
    with pytest.raises(LiminalError, match=complaint):
        LayerSettings.parse(words)


RECIPE = Recipe(
    liminal="1", world=2, preset="p", settings={}, seed=7, pose=Pose(0.0, 1.6, 0.0), width=32, height=24, samples=1
)


def test_files_that_do_not_fit(tmp_path: Path) -> None:
    good = write(tmp_path / "a.exr", combined(1.0))
    opaque = write(tmp_path / "opaque.exr", {letter: plane(1.0) for letter in "RGB"})
    odd = write(tmp_path / "odd.exr", {"u": plane(1.0), "v": plane(1.0)})
    (tmp_path / "text.exr").write_text("no picture")
    (tmp_path / "gap").mkdir()
    gap, three = series(tmp_path / "gap", (1, 2, 5)), series(tmp_path, range(3))
    for layers, complaint in (
        ([tmp_path / "none.exr"], "there is no such file"),
        ([tmp_path], "is a folder"),
        ([tmp_path / "x.%04d.exr"], "there are no such pictures"),
        ([gap], "pictures 1 to 5, but not 3 and 1 more"),
        ([tmp_path / "text.exr"], "no OpenEXR file"),
        ([tmp_path / "a.psd"], "unknown kind of file"),
        ([opaque], "has no alpha"),
        ([odd], "does not say which of its channels"),
        ([good] * 9, "9 layers are too many"),
        ([three], "has 3 pictures, and the film has 6 frames: render 6 .29.97 a second. or 12 .59.94"),
        ([f"{three}@rate=59.94"], "render 12 .59.94 a second., or film for 0.050 s"),
    ):
        with pytest.raises(LiminalError, match=complaint):
            with_layers(RECIPE, StillRequest(layers=tuple(map(str, layers))), None, 4 / 3, 6)
    with pytest.raises(LiminalError, match="is 8x6, and the picture has an aspect of"):
        with_layers(RECIPE, StillRequest(shadow_layers=(str(good),)), None, 3 / 2)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [(["--passes", "depth"], "without layers"), (["--stereo", "side"], "flat picture for one eye")],
)
def test_pictures_that_have_no_layers(liminal: Callable[..., Any], tmp_path: Path, words: Any, complaint: str) -> None:
    done = liminal("still", "--layer", "a.exr", *words, "-o", tmp_path / "o.exr")
    assert (done.status, complaint in done.err, done.err.count("\n")) == (2, True, 1), done.err


def test_a_recipe_knows_its_layers(liminal: Callable[..., Any], tmp_path: Path) -> None:
    layer, first, again = tmp_path / "a.exr", tmp_path / "first.png", tmp_path / "again.png"
    write(layer, combined(20.0, 0.5))
    overrides = [word for each in (*SKETCH, *BARE) for word in ("--set", each)]
    words = "--seed", 7, "--size", "32x24", *overrides, "--layer", f"{layer}@scale=3"
    assert liminal("still", *words, "-o", first).status == 0
    assert liminal("still", "--from", first, "-o", again).status == 0
    assert again.read_bytes() == first.read_bytes()
    known = read_recipe(first)
    assert known.layers[0].scale == 3.0
    assert with_layers(RECIPE, StillRequest(), known, 4 / 3).layers == known.layers
    assert with_layers(RECIPE, StillRequest(layers=("off",)), known, 4 / 3).layers == ()

    write(layer, combined(30.0, 0.5))
    with pytest.raises(LiminalError, match="is not as it was"):
        with_layers(RECIPE, StillRequest(), known, 4 / 3)
    with pytest.raises(LiminalError, match="is not as it was"):
        open_layers(known)
