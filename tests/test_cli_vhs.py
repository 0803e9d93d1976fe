"""`liminal vhs`: what people have, at its own times and with its sound, and one line for what cannot be played."""

import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import av.filter
import numpy as np
import pytest
from footage import grey, read_clicks, read_video, steady, write_clip
from PIL import Image

FIELD = 1.001 / 60  # s
FRAME = 2 * FIELD
NTSC = Fraction(30000, 1001)
MAIN = "from liminal.cli.main import main; main()"


def _levels(pictures: np.ndarray) -> np.ndarray:
    """The mean level of the middle of each picture's lines: (n, 2) for even and odd rows."""
    middle = pictures[:, 160:320, 280:440].astype(float).mean(axis=(2, 3))
    return np.stack([middle[:, 0::2].mean(axis=1), middle[:, 1::2].mean(axis=1)], axis=1)


def _off(liminal, source: Path | str, output: Path, *words: object) -> str:
    """Play without a tape, so that levels can be read off; returns the warnings."""
    fields = () if "--scan" in words or output.suffix not in (".mp4", ".mkv") else ("--scan", "interlaced")
    done = liminal("vhs", source, "--tape", "off", "-o", output, *fields, *words)
    assert done.status == 0, done.err
    return done.err


def test_each_field_has_the_picture_of_its_instant(liminal, tmp_path: Path) -> None:
    levels = [20 + 6 * number for number in range(36)]
    clip = write_clip(tmp_path / "a.mp4", [grey(level) for level in levels], steady(36, 2 * NTSC))
    _off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    fields = _levels(read_video(tmp_path / "b.mkv")[0]).reshape(-1)
    np.testing.assert_allclose(fields, levels, atol=2.5)


@pytest.mark.parametrize("output", ["b.mp4", "b.mkv"])
@pytest.mark.parametrize(
    ("sound", "source"), [("aac", "a.mp4"), ("pcm_s16le", "a.mkv"), ("flac", "a.mkv"), ("mp2", "a.ts")]
)
def test_duration_and_sound_stay_in_step(liminal, tmp_path: Path, sound: str, source: str, output: str) -> None:
    # A flash and a tone each second: 25 pictures a second, and a start that is not 0 in a transport stream.
    pictures = [grey(230 if number % 25 == 10 else 30) for number in range(75)]
    flashes = [0.4, 1.4, 2.4]
    clip = write_clip(tmp_path / source, pictures, steady(75, Fraction(25)), clicks=flashes, sound=sound, seconds=3.0)
    was_seen, was_heard = _flashes(clip), read_clicks(clip)
    _off(liminal, clip, tmp_path / output)
    seen, heard = _flashes(tmp_path / output), read_clicks(tmp_path / output)
    assert len(seen) == len(heard) == 3
    for before, after in ((was_seen, was_heard), (seen, heard)):
        assert len(before) == len(after) == 3
    apart = np.subtract(seen, heard) - np.subtract(was_seen, was_heard)
    assert abs(apart).max() <= FRAME
    with av.open(str(tmp_path / output)) as film:
        assert film.streams.audio[0].codec_context.name.removesuffix("float") in (sound, "aac")
        assert len(list(film.decode(video=0))) == pytest.approx(3.0 / FRAME, abs=1)


def _flashes(path: Path) -> list[float]:
    pictures, times = read_video(path)
    bright = pictures[:, ::2].reshape(len(pictures), -1).mean(axis=1) > 120
    return [float(times[n]) for n in np.flatnonzero(bright) if n == 0 or not bright[n - 1]]


def test_pictures_of_uneven_length_keep_their_times(liminal, tmp_path: Path) -> None:
    starts = [Fraction(ms, 1000) for ms in (0, 40, 50, 500, 517, 1500, 1600)]
    clip = write_clip(tmp_path / "a.mkv", [grey(20 + 30 * number) for number in range(7)], starts)
    _off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    fields = _levels(read_video(tmp_path / "b.mkv")[0]).reshape(-1)
    for field, level in enumerate(fields):
        instant = (field + 0.5) * FIELD
        near = {
            20 + 30 * (sum(start <= at for start in starts) - 1) for at in (instant - FIELD, instant, instant + FIELD)
        }
        assert min(abs(level - each) for each in near) < 4, instant


def test_a_turned_video_stands_upright(liminal, tmp_path: Path) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, 48:] = 220  # at the right; turned counter-clockwise it is at the top
    clip = write_clip(tmp_path / "a.mp4", [picture] * 4, steady(4, Fraction(30)), rotation=90)
    with av.open(str(clip)) as film:
        assert next(film.decode(video=0)).rotation == 90
    _off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    shown = read_video(tmp_path / "b.mkv")[0][0].astype(int)
    assert shown[20:100, 340:380].min() > 190
    assert shown[140:460, 340:380].max() < 30


@pytest.mark.parametrize(
    ("words", "codec", "interlaced", "rate", "count"),
    [
        ([], "h264", True, NTSC, 30),
        (["--codec", "ffv1"], "ffv1", True, NTSC, 30),
        (["--scan", "bob"], "h264", False, 2 * NTSC, 60),
        (["--scan", "weave"], "h264", False, NTSC, 30),
        (["--size", "640x480"], "h264", True, NTSC, 30),
        (["--size", "1440x1080", "--scan", "bob"], "h264", False, 2 * NTSC, 60),
    ],
)
def test_the_file_says_how_it_is_to_be_shown(liminal, tmp_path: Path, words, codec, interlaced, rate, count) -> None:
    clip = write_clip(tmp_path / "a.mp4", [grey(8 * n) for n in range(30)], steady(30, NTSC))
    output = tmp_path / ("b.mkv" if codec == "ffv1" else "b.mp4")
    _off(liminal, clip, output, *words)
    with av.open(str(output)) as film:
        stream = film.streams.video[0]
        assert stream.codec_context.name == codec
        assert float(stream.average_rate) == pytest.approx(float(rate), rel=1e-4)
        frames = list(film.decode(video=0))
        assert len(frames) == count
        assert all(frame.interlaced_frame == interlaced for frame in frames)
        if interlaced:
            assert stream.codec_context.field_order == 2  # AV_FIELD_TT: the top field first
        if codec == "h264":
            assert stream.sample_aspect_ratio * Fraction(frames[0].width, frames[0].height) == Fraction(4, 3)


@pytest.mark.parametrize("output", ["b.mp4", "b.mkv"])
def test_the_top_field_comes_first(liminal, tmp_path: Path, output: str) -> None:
    # Each field is brighter than the one before: whoever takes them apart in the wrong order sees them jump back.
    clip = write_clip(tmp_path / "a.mp4", [grey(20 + 6 * n) for n in range(36)], steady(36, 2 * NTSC))
    _off(liminal, clip, tmp_path / output)
    graph = av.filter.Graph()
    with av.open(str(tmp_path / output)) as film:
        source, apart, sink = (
            graph.add_buffer(film.streams.video[0]),
            graph.add("separatefields"),
            graph.add("buffersink"),
        )
        source.link_to(apart)
        apart.link_to(sink)
        graph.configure()
        levels = []
        for frame in [*film.decode(video=0), None]:
            source.push(frame)
            with suppress(av.BlockingIOError, av.EOFError):
                while True:
                    levels.append(sink.pull().to_ndarray()[100:140, 300:400].mean())
    assert len(levels) == 36
    assert np.diff(levels).min() > 2


def test_fields_keep_their_own_colours(liminal, tmp_path: Path) -> None:
    # Red in one field, blue in the next: colour that is halved across fields would be purple in both.
    red, blue = np.zeros((2, 480, 720, 3), np.uint8)
    red[..., 0] = blue[..., 2] = 200
    clip = write_clip(tmp_path / "a.mkv", [red, blue] * 4, steady(8, 2 * NTSC), codec="ffv1", pix_fmt="bgr0")
    _off(liminal, clip, tmp_path / "b.mp4")
    with av.open(str(tmp_path / "b.mp4")) as film:
        colour = next(film.decode(video=0)).to_ndarray()[480:].reshape(2, 240, 360).astype(int)  # U, then V
    assert abs(colour[:, 0::2].mean(axis=(1, 2)) - colour[:, 1::2].mean(axis=(1, 2))).min() > 60


def test_without_a_tape_not_a_bit_is_lost(liminal, tmp_path: Path) -> None:
    noise = [np.random.default_rng(n).integers(0, 256, (480, 720, 3), dtype=np.uint8) for n in range(4)]
    clip = write_clip(tmp_path / "a.mkv", noise, steady(4, NTSC), codec="ffv1", pix_fmt="bgr0")
    _off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    np.testing.assert_array_equal(read_video(tmp_path / "b.mkv")[0], noise)
    # And once more: what is interlaced now is taken apart into its fields and put together again.
    _off(liminal, tmp_path / "b.mkv", tmp_path / "c.mkv", "--codec", "ffv1")
    np.testing.assert_array_equal(read_video(tmp_path / "c.mkv")[0], noise)


def test_a_tape_leaves_its_marks_and_its_recipe(liminal, tmp_path: Path) -> None:
    picture = np.zeros((480, 720, 3), np.uint8)
    picture[:, 360:] = 235
    clip = write_clip(tmp_path / "a.mkv", [picture] * 3, steady(3, NTSC), codec="ffv1", pix_fmt="bgr0")
    words = ["--tape", "camcorder", "--camera", "off", "--set", "tape.speed=ep", "--codec", "ffv1"]
    for name, seed in (("b", 3), ("c", 3), ("d", 4)):
        assert liminal("vhs", clip, *words, "--seed", seed, "-o", tmp_path / f"{name}.mkv").status == 0
    played = read_video(tmp_path / "b.mkv")[0].astype(float)
    edge = played[:, 100:400, 350:400].mean(axis=(0, 1, 3))
    assert np.flatnonzero(edge > 200)[0] - np.flatnonzero(edge > 30)[0] >= 4  # pixels: no tape is as sharp as that
    assert played[:, 100:400, 500:600].std() > 0.5
    assert (tmp_path / "b.mkv").read_bytes() == (tmp_path / "c.mkv").read_bytes()
    assert (tmp_path / "b.mkv").read_bytes() != (tmp_path / "d.mkv").read_bytes()
    with av.open(str(tmp_path / "b.mkv")) as film:
        recipe = film.metadata.get("comment") or film.metadata["COMMENT"]
    assert '"source":"a.mkv"' in recipe
    assert '"speed":"ep"' in recipe
    assert (
        "footage that liminal vhs has played" in liminal("still", "--from", tmp_path / "b.mkv", "-o", "x.png").mistake
    )


def test_a_camcorder_films_it_anew(liminal, tmp_path: Path) -> None:
    Image.fromarray(grey(128, (640, 480))).save(tmp_path / "a.png")
    done = [liminal("vhs", tmp_path / "a.png", "--camera", on, "-o", tmp_path / f"{on}.png") for on in ("on", "off")]
    assert [each.status for each in done] == [0, 0]
    on, off = (np.asarray(Image.open(tmp_path / f"{name}.png")).astype(float) for name in ("on", "off"))
    # It sees the same grey in the middle, and its lens darkens the corners.
    assert on[200:280, 280:360].mean() == pytest.approx(off[200:280, 280:360].mean(), abs=8)
    assert on[:30, :30].mean() < off[:30, :30].mean() - 3


def test_pictures_are_held_turned_and_laid_over_black(liminal, tmp_path: Path) -> None:
    sideways = Image.fromarray(np.concatenate([grey(220, (32, 48)), grey(0, (32, 48))], axis=1))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise: what is at the left goes to the top
    sideways.save(tmp_path / "a.jpg", exif=exif, quality=95)
    _off(liminal, tmp_path / "a.jpg", tmp_path / "b.png")
    shown = np.asarray(Image.open(tmp_path / "b.png"))
    assert shown.shape == (480, 640, 3)
    assert shown[20:200, 310:330].min() > 200
    assert shown[280:460, 310:330].max() < 20

    _off(liminal, tmp_path / "a.jpg", tmp_path / "c.mp4", "--seconds", 0.5)
    assert len(read_video(tmp_path / "c.mp4")[0]) == 15
    deep = np.full((48, 64), 32768, np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    _off(liminal, tmp_path / "deep.png", tmp_path / "d.png")
    assert abs(np.asarray(Image.open(tmp_path / "d.png")).astype(int) - 128).max() <= 1


def _sequence(folder: Path, count: int = 12) -> None:
    folder.mkdir()
    for number in range(count):
        Image.fromarray(grey(20 * number)).save(folder / f"a{number}.png")


@pytest.mark.parametrize("name", ["in", "in/a%d.png", "in/a*.png"])
def test_numbered_pictures_are_a_film_and_a_film_numbered_pictures(liminal, tmp_path: Path, name: str) -> None:
    _sequence(tmp_path / "in")
    (tmp_path / "out").mkdir()
    _off(liminal, f"{tmp_path}/{name}", tmp_path / "out/%03d.png")
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == [f"{number:03d}.png" for number in range(1, 13)]
    levels = [np.asarray(Image.open(path))[240, 320, 0] for path in written]
    assert levels == [20 * number for number in range(12)]  # a10 after a9
    _off(liminal, f"{tmp_path}/{name}", tmp_path / "slow.mp4", "--rate", 10)
    assert len(read_video(tmp_path / "slow.mp4")[0]) == 36
    _off(liminal, f"{tmp_path}/{name}", tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.n_frames == 6


def _run(*words: object, given: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", MAIN, "vhs", *(str(word) for word in words)]
    return subprocess.run(command, input=given, capture_output=True, check=False, **more)  # type: ignore[call-overload]


def test_pipes_carry_y4m_and_raw(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [grey(20 * n) for n in range(12)], steady(12, 2 * NTSC))
    sent = _run(clip, "--tape", "off", "-o", "-")
    head, _, rest = sent.stdout.partition(b"\n")
    assert head == b"YUV4MPEG2 W720 H480 F30000:1001 It A8:9 C444"
    assert len(rest) == 6 * (6 + 3 * 720 * 480)
    back = _run(
        "-", "--tape", "off", "--scan", "interlaced", "--codec", "ffv1", "-o", tmp_path / "b.mkv", given=sent.stdout
    )
    assert (back.returncode, back.stderr) == (0, b"")
    fields = _levels(read_video(tmp_path / "b.mkv")[0]).reshape(-1)
    np.testing.assert_allclose(fields, [20 * n for n in range(12)], atol=3)

    raw = np.stack([grey(30 * n) for n in range(5)]).tobytes()
    words = ("-", "--raw", "64x48", "--rate", "15", "--tape", "off", "--pipe", "raw", "-o", "-")
    shown = np.frombuffer(_run(*words, given=raw).stdout, np.uint8).reshape(-1, 480, 720, 3)
    assert [picture[240, 360, 0] for picture in shown] == [30 * (n // 2) for n in range(10)]


def test_a_reader_that_leaves_is_one_line(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [grey(n) for n in range(60)], steady(60, NTSC))
    command = [sys.executable, "-c", MAIN, "vhs", str(clip), "--tape", "off", "-o", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr is not None
        complaint = process.stderr.read().decode()
    assert process.returncode == 2
    assert complaint.startswith("liminal: error: cannot write to standard output")
    assert len(complaint.splitlines()) == 1


@pytest.mark.parametrize("spoilt_from", [0.0, 0.5])
def test_damage_is_skipped_with_a_warning_and_time_is_kept(liminal, tmp_path: Path, spoilt_from: float) -> None:
    levels = [20 + 6 * number for number in range(36)]
    grain = np.random.default_rng(1).integers(-12, 13, (48, 64, 1))
    pictures = [(level + grain).clip(0, 255).astype(np.uint8).repeat(3, axis=2) for level in levels]
    alone = {"g": "1", "bf": "0", "qp": "10", "x264-params": "slices=1"}  # each picture is known without the others
    clip = write_clip(tmp_path / "a.mp4", pictures, steady(36, NTSC), options=alone)
    with av.open(str(clip)) as film:
        spoilt = [packet for packet in film.demux(video=0) if packet.size][12]
        first, end = spoilt.pos + int(spoilt_from * spoilt.size), spoilt.pos + spoilt.size
    content = bytearray(clip.read_bytes())
    content[first:end] = b"\xff" * (end - first)
    clip.write_bytes(content)
    warning = _off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    told = re.search(r"is damaged near (0\.\d\d) s", warning)
    assert told
    assert float(told[1]) == pytest.approx(0.4, abs=0.2)  # decoders find out a few pictures later
    assert len(warning.splitlines()) == 1
    shown = _levels(read_video(tmp_path / "b.mkv")[0]).mean(axis=1)
    grain_seen = shown[0] - levels[0]
    np.testing.assert_allclose(shown - grain_seen, [*levels[:12], levels[11], *levels[13:]], atol=2.5)


def test_a_spoilt_picture_in_a_series_is_skipped(liminal, tmp_path: Path) -> None:
    _sequence(tmp_path / "in")
    (tmp_path / "in/a5.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    warning = _off(liminal, tmp_path / "in", tmp_path / "b.mkv", "--codec", "ffv1")
    assert "a5.png" in warning
    assert list(read_video(tmp_path / "b.mkv")[0][:, 240, 360, 0]) == [20 * (n - (n == 5)) for n in range(12)]


def test_what_ends_early_is_refused_or_played_in_part(liminal, tmp_path: Path) -> None:
    pictures = [np.random.default_rng(n).integers(0, 256, (48, 64, 3), dtype=np.uint8) for n in range(60)]
    whole = write_clip(tmp_path / "a.mkv", pictures, steady(60, Fraction(30)), options={"qp": "20"})
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    mistake = liminal("vhs", cut, "--tape", "off", "-o", tmp_path / "b.mp4").mistake
    assert "of 2.00 s: it is cut off or damaged; give --partial" in mistake
    assert not (tmp_path / "b.mp4").exists()
    assert "playing what there is" in _off(liminal, cut, tmp_path / "b.mp4", "--partial")
    assert 10 < len(read_video(tmp_path / "b.mp4")[0]) < 50


def _hopeless(folder: Path) -> dict[str, Path]:
    """Files that nobody can play."""
    whole = write_clip(folder / "whole.mp4", [grey(50)] * 30, steady(30, NTSC)).read_bytes()
    matroska = write_clip(folder / "whole.mkv", [grey(50)] * 9, steady(9, NTSC)).read_bytes()
    made = {
        "a text": ("text.mp4", b"not a film\n" * 50),
        "nothing": ("empty.mp4", b""),
        "half an mp4": ("half.mp4", whole[: len(whole) // 2]),
        "an unknown codec": ("codec.mkv", matroska.replace(b"V_MPEG4/ISO/AVC", b"V_MPEG4/ISO/XXX")),
        "half a picture": ("half.png", b"\x89PNG\r\n\x1a\n" + bytes(30)),
    }
    for name, content in made.values():
        (folder / name).write_bytes(content)
    with av.open(str(folder / "sound.m4a"), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=48000, layout="mono")
        block = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        block.sample_rate, block.pts = 48000, 0
        container.mux([*stream.encode(block), *stream.encode(None)])
    with av.open(str(folder / "none.avi"), "w") as container:
        stream = container.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()
    (folder / "no pictures").mkdir()
    others = {
        "sound alone": "sound.m4a",
        "no picture": "none.avi",
        "an empty folder": "no pictures",
        "a ghost": "no.mp4",
    }
    return {what: folder / name for what, (name, _) in made.items()} | {w: folder / n for w, n in others.items()}


def test_what_cannot_be_played_is_one_line_and_leaves_no_file(liminal, tmp_path: Path) -> None:
    for what, path in _hopeless(tmp_path).items():
        mistake = liminal("vhs", path, "--tape", "off", "-o", tmp_path / "out.mp4").mistake
        assert path.name in mistake, what
        assert not list(tmp_path.glob("*out*")), what


@pytest.mark.parametrize(
    ("words", "needle"),
    [
        (["--tape", "camcoder"], 'did you mean "camcorder"'),
        (["--set", "tape.sped=ep"], 'did you mean "speed"'),
        (["--set", "world.lamp_dead=1"], "world does nothing to footage"),
        (["--rate", "0"], "pictures a second"),
        (["--raw", "64x48"], "standard input"),
        (["--size", "641x480", "--scan", "interlaced"], "whole 2s"),
        (["--size", "641x480"], "even width and height"),
        (["--codec", "ffv1"], "ffv1 goes into .mkv"),
        (["-o", "a.gif", "--scan", "interlaced"], "--scan bob or weave"),
        (["-o", "a.png"], "name numbered ones"),
        (["-o", "a.avi"], ".mkv"),
        (["-o", "clip.mp4"], "is what is being played"),
    ],
)
def test_a_mistake_is_found_before_the_work(
    liminal, tmp_path: Path, monkeypatch, words: list[str], needle: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_clip(tmp_path / "clip.mp4", [grey(50)] * 3, steady(3, NTSC))
    assert needle in liminal("vhs", "clip.mp4", "-o", "out.mp4", *words).mistake
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


@pytest.mark.parametrize("output", ["out.mp4", "out.mkv", "out.gif", "%02d.png"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, output: str) -> None:
    noise = [np.random.default_rng(n).integers(0, 256, (240, 320, 3), dtype=np.uint8) for n in range(20)]
    clip = write_clip(tmp_path / "a.mkv", noise, steady(20, NTSC), codec="ffv1", pix_fmt="bgr0")
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (150_000, 150_000))
    done = _run(clip, "--tape", "off", "-o", tmp_path / output, preexec_fn=limit)
    assert done.returncode == 2, done.stderr
    assert done.stderr.decode().startswith(f"liminal: error: cannot write {tmp_path / output}: file too large")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.mkv"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_dub_leaves_the_old_file(tmp_path: Path, number: int, status: int) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "b.mp4").write_text("old")
    Image.fromarray(grey(90)).save(tmp_path / "a.png")
    command = [sys.executable, "-c", MAIN, "vhs", tmp_path / "a.png", "--seconds", "3000", "-o", folder / "b.mp4"]
    heedful = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heedful) as process:
        while process.poll() is None and len(list(folder.iterdir())) < 2:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(number)
        _, complaint = process.communicate()
    assert process.returncode == status, complaint
    assert "Traceback" not in complaint
    assert [(left.name, left.read_text()) for left in folder.iterdir()] == [("b.mp4", "old")]
