"""`liminal vhs song.mp3 -o song.wav`: sound alone goes onto a tape's sound track and comes back."""

import wave
from fractions import Fraction
from math import sqrt
from pathlib import Path

import av
import numpy as np
import pytest
from footage import NTSC, grey, read_video, steady, write_clip
from PIL import Image
from songs import lateness, noise, read_song, tone, write_song

from liminal.film.dub_recipe import read_dub_recipe

RED = np.full((48, 64, 3), (200, 0, 0), np.uint8)
STEREO = ["--tape", "camcorder", "--set", "track.hifi=true"]


def clicks_in(path: Path) -> list[float]:
    """When tones begin, s."""
    sound, rate = read_song(path)
    loud = np.flatnonzero(abs(sound[0]) > 0.15) / rate
    return [float(at) for number, at in enumerate(loud) if number == 0 or at > loud[number - 1] + 0.1]


def play(liminal, source: Path, output: Path, *words: object) -> str:
    """Play a song; returns the warnings."""
    done = liminal("vhs", source, "-o", output, *words)
    assert done.status == 0, done.err
    return done.err


@pytest.mark.parametrize(
    ("name", "codec", "rate", "bits", "output"),
    [
        ("a.wav", "pcm_s16le", 44100, 16, "b.wav"),
        ("a.aiff", "pcm_s16be", 8000, 16, "b.flac"),
        ("a.flac", "flac", 96000, 24, "b.wav"),
        ("a.wav", "pcm_s24le", 192000, 24, "b.flac"),
        ("a.wav", "pcm_f32le", 48000, 32, "b.wav"),
        ("a.w64", "pcm_s16le", 22050, 16, "b.wav"),
    ],
)
def test_without_a_tape_every_sample_stays(
    liminal, tmp_path: Path, name: str, codec: str, rate: int, bits: int, output: str
) -> None:
    song = write_song(tmp_path / name, 1.6 * noise(rate, 1.2), rate, codec, bits=bits)
    was, _ = read_song(song)
    play(liminal, song, tmp_path / output, "--tape", "off")
    now, now_rate = read_song(tmp_path / output)
    assert now_rate == rate
    np.testing.assert_array_equal(now, was)
    assert abs(was).max() > 0.8


@pytest.mark.parametrize(
    ("name", "codec", "rate", "output"),
    [
        ("a.mp3", "libmp3lame", 44100, "b.wav"),  # starts 1,105 samples late and ends early, as its LAME tag says
        ("a.m4a", "aac", 44100, "b.flac"),  # its last packet is only partly sound
        ("a.opus", "libopus", 48000, "b.m4a"),
        ("a.wav", "pcm_s16le", 8000, "b.wav"),
    ],
)
def test_a_song_on_tape_is_as_long_as_it_was_and_in_step(
    liminal, tmp_path: Path, name: str, codec: str, rate: int, output: str
) -> None:
    was = noise(rate, 2.33)
    song = write_song(tmp_path / name, was, rate, codec, bits=32 if codec == "libopus" else 16)
    play(liminal, song, tmp_path / output, "--tape", "camcorder")
    now, now_rate = read_song(tmp_path / output)
    assert now_rate == 48000
    assert len(now) == 2
    # A decoder that does not heed the end of AAC gives a frame more.
    longest = 2.33 + (1024 / 48000 if output == "b.m4a" else 0.001)
    assert 2.33 - 0.001 < now.shape[1] / now_rate < longest
    time = np.arange(round(2.33 * 48000)) / 48000
    before = np.interp(time, np.arange(was.shape[1]) / rate, was.mean(axis=0))
    assert abs(lateness(now.mean(axis=0), before, 48000)) < 0.002


def test_a_tone_comes_back_as_loud_as_it_went(liminal, tmp_path: Path) -> None:
    # Full level of the tape is half of full scale: there, hi-fi has no curve of its own.
    loud = tone(44100, 1.5, 1000)
    for layout, sound in (("mono", loud[None]), ("stereo", np.stack([loud, 0.5 * loud]))):
        song = write_song(tmp_path / f"{layout}.wav", sound, 44100, "pcm_s16le", layout=layout)
        play(liminal, song, tmp_path / "b.wav", *STEREO, "--set", "tape.dropouts=0")
        level = read_song(tmp_path / "b.wav")[0][:, 24000:48000].std(axis=1) * sqrt(2)
        expected = [0.25, 0.25] if layout == "mono" else [0.25, 0.125]
        np.testing.assert_allclose(20 * np.log10(level / expected), 0, atol=0.3)


@pytest.mark.parametrize("tape", ["off", "camcorder"])
def test_many_channels_beside_pictures_are_heard(liminal, tmp_path: Path, tape: str) -> None:
    for count in (4, 20):
        sound = np.zeros((count, 16000))
        sound[-1] = tone(48000, 1 / 3, 1000, 0.5)
        song = write_song(tmp_path / "a.wav", sound, 48000, "pcm_s16le", layout=f"{count} channels")
        film = tmp_path / "a.mkv"
        _put_beside(film, song)
        for output in ("b.mp4", "b.mkv"):
            play(liminal, film, tmp_path / output, "--tape", tape)
            heard = read_song(tmp_path / output)[0]
            assert len(heard) == 2
            assert heard[:, 4000:12000].std(axis=1).max() > 0.05, count


def _put_beside(film: Path, song: Path) -> None:
    """Write a film of grey pictures with the sound of a song."""
    with av.open(str(song)) as heard, av.open(str(film), "w") as output:
        pictures = output.add_stream("libx264", rate=25)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = output.add_stream_from_template(heard.streams.audio[0])
        for _ in range(8):
            output.mux(pictures.encode(av.VideoFrame.from_ndarray(grey(60), format="rgb24")))
        output.mux(pictures.encode(None))
        for packet in heard.demux(audio=0):
            if packet.pts is not None:
                packet.stream = sound
                output.mux(packet)


def test_a_film_gives_its_sound_alone_from_its_first_picture_on(liminal, tmp_path: Path) -> None:
    at = (0.5, 1.25)
    for name, sound in (("a.mp4", "aac"), ("a.ts", "mp2")):  # a transport stream begins at 1.4 s of its own time
        clip = write_clip(
            tmp_path / name, [grey(60)] * 50, steady(50, Fraction(25)), clicks=at, sound=sound, seconds=2.0
        )
        play(liminal, clip, tmp_path / "b.wav", "--tape", "camcorder", "--set", "tape.dropouts=0")
        np.testing.assert_allclose(clicks_in(tmp_path / "b.wav"), at, atol=0.02)
        with av.open(str(tmp_path / "b.wav")) as song:
            assert not song.streams.video


def test_a_cover_is_no_picture_but_one_can_be_given(liminal, tmp_path: Path) -> None:
    song = write_song(tmp_path / "a.mp3", noise(44100, 1.5), 44100, "libmp3lame", cover=RED)
    with av.open(str(song)) as held:
        assert held.streams.video  # the cover
    play(liminal, song, tmp_path / "b.wav", "--tape", "off")
    assert read_song(tmp_path / "b.wav")[0].shape[1] == pytest.approx(1.5 * 44100, abs=1)

    Image.fromarray(grey(150)).save(tmp_path / "held.png")
    for tape in ("off", "camcorder"):
        film = tmp_path / f"{tape}.mp4"
        play(liminal, song, film, "--tape", tape, "--picture", tmp_path / "held.png", "--scan", "weave")
        pictures, _ = read_video(film)
        assert len(pictures) / NTSC == pytest.approx(1.5, abs=0.07)
        middle = pictures[:, 160:320, 280:440].mean(axis=(0, 1, 2))
        np.testing.assert_allclose(middle, 150, atol=12)
        sound, rate = read_song(film)
        assert sound.shape[1] / rate == pytest.approx(1.5, abs=0.06)
        assert sound.std() > 0.02


def test_songs_joined_byte_by_byte_are_heard_without_their_tags(liminal, tmp_path: Path) -> None:
    cover = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)  # 120 kB, as long as 7 s of sound
    both = b""
    for pitch in (440, 880):
        song = write_song(
            tmp_path / "a.mp3", tone(44100, 2.0, pitch)[None].repeat(2, 0), 44100, "libmp3lame", cover=cover
        )
        both += song.read_bytes() + b"TAG" + bytes(125)
    (tmp_path / "both.mp3").write_bytes(both)
    Image.fromarray(grey(90)).save(tmp_path / "a.png")
    for output, words in (("b.wav", []), ("b.mp4", ["--picture", tmp_path / "a.png"])):
        assert play(liminal, tmp_path / "both.mp3", tmp_path / output, "--tape", "off", *words) == ""
        sound, rate = read_song(tmp_path / output)
        assert sound.shape[1] / rate == pytest.approx(4.0, abs=0.1)  # an encoder's delay lies between them
        for start, pitch in ((0.5, 440), (2.5, 880)):
            part = sound[0, round(start * rate) : round((start + 1) * rate)]
            assert np.argmax(abs(np.fft.rfft(part))) == pitch


def test_the_recipe_is_inside_and_makes_it_again(liminal, tmp_path: Path) -> None:
    song = write_song(tmp_path / "a.wav", noise(44100, 1.2), 44100, "pcm_s16le")
    for suffix in (".wav", ".flac", ".m4a"):
        made, again = tmp_path / f"made{suffix}", tmp_path / f"again{suffix}"
        play(liminal, song, made, "--tape", "rental", "--set", "tape.speed=ep", "--seed", 3)
        recipe = read_dub_recipe(made)
        assert (recipe.source, recipe.tape, recipe.seed, recipe.scan) == ("a.wav", "rental", 3, None)
        assert recipe.settings["tape"]["speed"] == "ep"
        play(liminal, song, again, "--from", made)
        assert again.read_bytes() == made.read_bytes()
        play(liminal, song, again, "--from", made, "--seed", 4)
        assert again.read_bytes() != made.read_bytes()
    # Onto the same tape as the song, and the song onto that of a film that is silent.
    clip = write_clip(tmp_path / "a.mkv", [grey(60)] * 3, steady(3, NTSC))
    play(liminal, clip, tmp_path / "b.mkv", "--from", tmp_path / "made.wav", "--silent")
    film = read_dub_recipe(tmp_path / "b.mkv")
    assert (film.seed, film.scan, film.width) == (3, "bob", 720)
    play(liminal, song, tmp_path / "again.wav", "--from", tmp_path / "b.mkv")
    assert (tmp_path / "again.wav").read_bytes() == (tmp_path / "made.wav").read_bytes()


def test_damage_is_silent_and_warned_of_once_and_time_goes_on(liminal, tmp_path: Path) -> None:
    was = noise(44100, 3.0)
    for name, codec in (("a.m4a", "aac"), ("a.mp3", "libmp3lame"), ("a.flac", "flac")):
        song = write_song(tmp_path / name, was, 44100, codec)
        content = bytearray(song.read_bytes())
        for share in (0.4, 0.6):
            first = int(share * len(content))
            content[first : first + 2000] = np.random.default_rng(first).bytes(2000)
        song.write_bytes(content)
        warning = play(liminal, song, tmp_path / "b.wav", "--tape", "off")
        assert len(warning.splitlines()) == 1, warning
        assert f"the sound of {song} is damaged near 1." in warning
        now, rate = read_song(tmp_path / "b.wav")
        # An MP3 has no clock but its count of frames: what it has lost, it does not miss.
        early = 0.4 if name == "a.mp3" else 0.03
        assert 3.0 - early < now.shape[1] / rate < 3.03
        assert abs(lateness(now[0, -22050:], was[0, -22050:], rate)) < 0.03


def test_what_ends_early_is_refused_or_played_in_part(liminal, tmp_path: Path) -> None:
    for name, codec in (("a.wav", "pcm_s16le"), ("a.flac", "flac")):
        options = {"rf64": "always"} if name == "a.wav" else None
        whole = write_song(tmp_path / name, noise(44100, 3.0), 44100, codec, options=options)
        cut = tmp_path / f"cut{name}"
        cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        mistake = liminal("vhs", cut, "-o", tmp_path / "b.wav").mistake
        assert "of 3.00 s: it is cut off or damaged; give --partial" in mistake
        assert not (tmp_path / "b.wav").exists()
        warning = play(liminal, cut, tmp_path / "b.wav", "--partial", "--tape", "off")
        assert len(warning.splitlines()) == 1
        assert 1.2 < read_song(tmp_path / "b.wav")[0].shape[1] / 44100 < 1.6
        (tmp_path / "b.wav").unlink()


def test_sound_much_longer_than_its_pictures_is_whole(liminal, tmp_path: Path) -> None:
    # More of it than a reader keeps.
    clip = write_clip(
        tmp_path / "a.mp4", [grey(60)] * 2, steady(2, NTSC), clicks=(5.0, 69.0), sound="aac", seconds=70.0
    )
    play(liminal, clip, tmp_path / "b.mkv", "--tape", "video8", "--set", "tape.dropouts=0", "--set", "track.buzz=0")
    np.testing.assert_allclose(clicks_in(tmp_path / "b.mkv"), (5.0, 69.0), atol=0.02)


def test_wave_files_beyond_4_gib_are_rf64(liminal, tmp_path: Path) -> None:
    # EBU Tech 3306: a chunk of 28 bytes is kept free before all others, for the lengths that 32 bits cannot tell.
    song = write_song(tmp_path / "a.wav", noise(44100, 0.5), 44100, "pcm_s16le", options={"rf64": "always"})
    assert song.read_bytes()[:4] == b"RF64"
    play(liminal, song, tmp_path / "b.wav", "--tape", "off")
    np.testing.assert_array_equal(read_song(tmp_path / "b.wav")[0], read_song(song)[0])
    head = (tmp_path / "b.wav").read_bytes()
    assert (head[:4], head[8:20]) == (b"RIFF", b"WAVEJUNK" + (28).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("words", "needle"),
    [
        (["a.wav", "-o", "b.mp4"], "a.wav: it holds only sound; write .wav, .flac or .m4a, or give --picture FILE"),
        (["a.wav", "-o", "b.png"], "only sound"),
        (["a.wav", "-o", "b.u16"], "only sound"),
        (["a.wav", "-o", "-"], "only sound"),
        (["a.mkv", "-o", "b.mp3"], ".wav, .flac, .m4a"),
        (["a.wav", "-o", "b.wav", "--silent"], "--silent leaves nothing for b.wav"),
        (["a.wav", "-o", "b.wav", "--scan", "bob"], "--scan is for pictures"),
        (["a.wav", "-o", "b.wav", "--size", "640x480"], "--size is for pictures"),
        (["a.wav", "-o", "b.wav", "--picture", "a.png"], "--picture is for pictures"),
        (["a.wav", "-o", "a.wav"], "is what is being played"),
        (["a.wav", "-o", "no/b.wav"], "there is no folder no"),
        (["empty.wav", "-o", "b.wav"], "no sound that can be decoded"),
        (["text.mp3", "-o", "b.wav"], "text.mp3"),
        (["no.mp3", "-o", "b.wav"], "there is no such file"),
        (["-", "-o", "b.wav"], "give the name of a file"),
        (["a.mkv", "-o", "b.wav"], "the sound of a.mkv: it has none"),
        (["a.png", "-o", "b.wav"], "the sound of a.png: it has none"),
        (["c.mkv", "--picture", "a.png", "-o", "b.mp4"], "c.mkv holds pictures of its own: leave --picture out"),
        (["a.mkv", "--picture", "a.png", "-o", "b.mp4"], "the sound of a.mkv: it has none"),
        (["a.wav", "--picture", "no.png", "-o", "b.mp4"], "cannot read no.png"),
        (["a.wav", "--picture", "a.png", "--seconds", "3", "-o", "b.mp4"], "as long as its sound"),
    ],
)
def test_a_mistake_is_one_line(liminal, tmp_path: Path, monkeypatch, words: list[str], needle: str) -> None:
    monkeypatch.chdir(tmp_path)
    write_song(tmp_path / "a.wav", noise(8000, 0.2), 8000, "pcm_s16le")
    with wave.open(str(tmp_path / "empty.wav"), "wb") as empty:
        empty.setparams((2, 2, 8000, 0, "NONE", ""))
    write_clip(tmp_path / "a.mkv", [grey(60)] * 3, steady(3, NTSC))
    write_clip(tmp_path / "c.mkv", [grey(60)] * 3, steady(3, NTSC), sound="pcm_s16le", seconds=0.1)
    (tmp_path / "text.mp3").write_text("la la la\n" * 99)
    Image.fromarray(grey(90)).save(tmp_path / "a.png")
    before = sorted(tmp_path.iterdir())
    assert needle in liminal("vhs", *words).mistake
    assert sorted(tmp_path.iterdir()) == before
