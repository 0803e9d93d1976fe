"""Voices in a film: formants, channels and screams as others have measured them, where and when they are heard."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile
from scipy.linalg import solve_toeplitz
from scipy.signal import resample_poly, welch
from staged import board, film
from test_sound import Hall, Still, decibels, power

from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.random import Stream, key_of, mix
from liminal.settings.preset import Preset
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.settings.sound import SoundSettings
from liminal.shot.event import Event
from liminal.sound.channel import horn, radio, telephone
from liminal.sound.creature_call import creature_call
from liminal.sound.distant import DistantSounds
from liminal.sound.glottis import glottal_pulse
from liminal.sound.pages import RATE
from liminal.sound.phoneme import VOWELS
from liminal.sound.propagation import Propagation
from liminal.sound.soundtrack import Soundtrack
from liminal.sound.speech import Speaker, speech, spoken
from liminal.sound.voice_file import voice_of
from liminal.sound.voices import Voices
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid

# Peterson and Barney, 1952, table II: the first and second formant of men, Hz.
MEASURED = {
    "iy": (270, 2290),
    "ih": (390, 1990),
    "eh": (530, 1840),
    "ae": (660, 1720),
    "aa": (730, 1090),
    "ao": (570, 840),
    "uh": (440, 1020),
    "uw": (300, 870),
    "ah": (640, 1190),
    "er": (490, 1350),
}


def formants(sound: np.ndarray) -> list[float]:
    """The formants of a vowel, Hz, by linear prediction at 10 kHz."""
    slow = resample_poly(sound.astype(float), 5, 24)
    raised = np.append(slow[0], slow[1:] - 0.9 * slow[:-1]) * np.hanning(len(slow))
    alike = np.correlate(raised, raised, "full")[len(raised) - 1 : len(raised) + 12]
    roots = np.roots(np.concatenate([[1.0], -solve_toeplitz(alike[:-1], alike[1:])]))
    roots = roots[roots.imag > 0.01]
    hertz, widths = np.angle(roots) * 10_000 / (2 * np.pi), -np.log(abs(roots)) * 10_000 / np.pi
    return sorted(hertz[(widths < 400) & (hertz > 150)].tolist())


@pytest.mark.parametrize("vowel", MEASURED)
def test_vowels_have_the_formants_of_men(vowel: str) -> None:
    said = spoken([VOWELS[vowel].lasting(6)], Speaker(100.0, 1.0, 1.0), 5)
    assert formants(said[12_000:26_000])[:2] == pytest.approx(MEASURED[vowel], rel=0.10)


def test_pulses_of_cords_let_no_air_stay() -> None:
    softer = []
    for ease in (0.6, 1.0, 2.0):
        pulse = glottal_pulse(ease)
        flow = np.cumsum(pulse) / len(pulse)
        assert abs(flow[-1]) < 1e-9
        assert flow.min() > -0.01 * flow.max()
        lines = 20 * np.log10(np.abs(np.fft.rfft(pulse))[1:3])
        softer.append(lines[0] - lines[1])
    # Breathier cords have more of the first harmonic against the second.
    assert softer == sorted(softer)


@pytest.mark.parametrize(("through", "low", "high"), [("radio", 300, 3000), ("telephone", 300, 3400)])
def test_channels_pass_their_band_alone(through: str, low: float, high: float) -> None:
    noise = np.random.default_rng(3).normal(0, 0.3, 2 * RATE).astype(np.float32)
    sound = radio(noise, 4, 0.9) if through == "radio" else telephone(noise)
    hertz, spectrum = welch(sound, RATE, nperseg=8192, detrend=False)
    inside = np.median(spectrum[(hertz > 1.3 * low) & (hertz < 0.9 * high)])
    outside = spectrum[(hertz < low - 100) | (hertz > high + 100)]
    assert decibels(outside.max() / inside) < -40


def test_a_weak_radio_is_noisier_and_its_squelch_shuts_late() -> None:
    said = speech(12, 3.0)
    strong, weak = (radio(said, 7, quality) for quality in (1.0, 0.2))
    silence = slice(int(0.02 * RATE), int(0.12 * RATE))
    assert decibels(power(weak[silence]) / power(strong[silence])) > 15
    tail, keyed = strong[-int(0.1 * RATE) :], strong[silence]
    assert decibels(power(tail) / power(keyed)) > 15
    # What is said is as loud at its end as at its beginning, and a whisper nearly as loud as a shout.
    quiet = radio(np.float32(0.1) * said, 7, 1.0)
    assert decibels(power(strong) / power(quiet)) < 6


def test_what_is_said_is_in_phrases_that_fall_and_in_time() -> None:
    said = speech(5, 6.0)
    assert 2.0 < len(said) / RATE <= 6.0
    level = np.sqrt(np.square(said[: len(said) // 480 * 480]).reshape(-1, 480).mean(1))
    speaks = level > 0.1 * level.max()
    # Five to twenty changes between sound and near silence in a second are syllables and stops.
    assert 2 < np.abs(np.diff(speaks.astype(int))).sum() / (len(said) / RATE) < 25
    assert np.array_equal(said, speech.__wrapped__(5, 6.0))
    assert not np.array_equal(said[:RATE], speech(6, 6.0)[:RATE])


def modulation(sound: np.ndarray) -> float:
    """The share of changes of loudness at 30 to 150 Hz, of all from 1 to 240."""
    level = np.abs(sound)[: len(sound) // 96 * 96].reshape(-1, 96).mean(1)
    spectrum = np.abs(np.fft.rfft((level - level.mean()) * np.hanning(len(level)))) ** 2
    hertz = np.fft.rfftfreq(len(level), 96 / RATE)
    return float(spectrum[(hertz > 30) & (hertz < 150)].sum() / spectrum[(hertz > 1) & (hertz < 240)].sum())


def test_calls_are_rough_as_screams_and_no_two_alike() -> None:
    calls = [creature_call(key) for key in (3, 2_000_003, 77)]
    # Arnal et al., 2015: that is what screams have and speech has not.
    assert min(modulation(call) for call in calls) > 0.3
    assert modulation(speech(5, 4.0)) < 0.2
    for one, other in pairwise(calls):
        size = min(len(one), len(other))
        assert abs(np.corrcoef(one[:size], other[:size])[0, 1]) < 0.1
    for call in calls:
        assert np.isfinite(call).all()
        assert abs(call).max() == pytest.approx(1.0)
        hertz, spectrum = welch(call, RATE, nperseg=4096)
        # As loud where ears are keenest as screams are, and no tone: no line has most of it.
        assert spectrum[(hertz > 400) & (hertz < 5000)].sum() > 0.6 * spectrum.sum()
        assert spectrum.max() < 0.3 * spectrum.sum()


def voices(hall: Hall, *events: Event, at: Pose | None = None) -> Voices:
    return Voices(Propagation(hall), Still(at or Pose(0.0, 1.6, 0.0), 9.0, events=events), 1.0, 3)  # type: ignore[arg-type]


def straight(source: Voices, pages: int = 6) -> np.ndarray:
    return np.concatenate([source.page(number)[0] for number in range(pages)], axis=1)


def test_a_call_comes_as_late_as_sound_and_fades_with_distance() -> None:
    near, far = (straight(voices(Hall([]), Event(0.5, 3.0, "call", away, 0.0, 1.0))) for away in (6.0, 12.0))
    assert decibels(power(near) / power(far)) == pytest.approx(6.02, abs=0.3)
    begins = [int(np.argmax(np.abs(sound[0]) > 0.02 * np.abs(sound[0]).max())) / RATE for sound in (near, far)]
    assert begins[1] - begins[0] == pytest.approx(6.0 / 343.0, abs=0.002)


def test_a_call_from_behind_walls_is_low_and_rings_on() -> None:
    event = Event(0.5, 3.0, "call", 13.0, 0.0, 1.0)
    free, shut = (voices(hall, event) for hall in (Hall([]), Hall([], wall_at=40)))
    assert next(free.names()).text == "[a scream]"
    assert next(shut.names()).text == "[something calls, far away]"
    far = straight(voices(Hall([], wall_at=40), replace(event, x=14.0)), 8)
    lasts = call_seconds(3)
    after = far[0][int((0.6 + lasts) * RATE) :]
    # 60 dB in 2.6 s: half of that time later 30 dB less.
    early, late = (power(after[int(at * RATE) : int((at + 0.2) * RATE)]) for at in (0.1, 1.4))
    assert decibels(early / late) == pytest.approx(30, abs=4)
    assert not far[0][: int(0.5 * RATE)].any()


def call_seconds(seed: int) -> float:
    """How long the call is that is the first event of a film of a seed, s."""
    return len(creature_call(mix(key_of(seed, Stream.VOICE), 0))) / RATE


def test_pages_of_voices_come_in_any_order() -> None:
    events = Event(0.3, 3.0, "call", 9.0, 2.0, 1.0), Event(1.2, 2.0, "radio", 4.0, -3.0, 0.8)
    one, other = voices(Hall([]), *events), voices(Hall([]), *events)
    first = [one.page(number)[0] for number in range(5)]
    for number in (4, 1, 3, 0, 2):
        np.testing.assert_array_equal(other.page(number)[0], first[number])


def test_a_radio_that_is_carried_moves_along() -> None:
    event = Event(0.2, 3.0, "radio", 5.0, 0.0, 1.0, carried=True)
    source = voices(Hall([]), event)
    left, right = source.carried_page(1)
    assert np.array_equal(left, right)
    assert left.any()
    assert not source.page(1)[0].any()


def test_knocks_are_answered_in_their_rhythm() -> None:
    def blows(sound: np.ndarray, begin: float) -> np.ndarray:
        level = np.abs(sound[int(begin * RATE) : int((begin + 1.6) * RATE)])
        level = level[: len(level) // 240 * 240].reshape(-1, 240).max(1)
        rises = (level[1:] > 0.25 * level.max()) & (level[1:] > 2.0 * level[:-1])
        at = np.flatnonzero(rises) * 240 / RATE
        return np.diff(at[np.append(True, np.diff(at) > 0.1)])

    events = Event(0.2, 0.6, "knock", 5.0, 0.0, 1.0), Event(3.2, 1.2, "answer", -7.0, 0.0, 1.0)
    film = Still(Pose(0.0, 1.6, 0.0), events=events)
    far = DistantSounds(Propagation(Hall([])), film, SoundSettings(far=0.0), 1)  # type: ignore[arg-type]
    sound = np.concatenate([far.page(number)[0][0] for number in range(6)])
    first, second = blows(sound, 0.2), blows(sound, 3.2)
    assert len(first) in (1, 2)
    assert second == pytest.approx(first, abs=0.011)


def test_calls_come_from_far_or_from_as_far_as_asked() -> None:
    events = {"kind": "call", "at": 1}, {"kind": "knock", "at": 3, "away": 20}
    made = film(World(11), board({"verb": "hold", "seconds": 6, "event": list(events)}))
    call, knock = made.events
    pose = made.pose(0.0)
    assert np.hypot(call.x - pose.x, call.z - pose.z) > 30
    assert np.hypot(knock.x - pose.x, knock.z - pose.z) == pytest.approx(20, abs=1)


def write_voice(path: Path, rate: int = 16_000, seconds: float = 1.0, kind: type = np.int16) -> Path:
    time = np.arange(int(rate * seconds)) / rate
    tone = np.sin(2 * np.pi * 440 * time)
    wavfile.write(path, rate, (tone * 20_000).astype(kind) if kind is np.int16 else tone.astype(kind))
    return path


@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_voices_of_ones_own_are_read_at_any_rate(tmp_path: Path, kind: type) -> None:
    sound = voice_of(str(write_voice(tmp_path / "tone.wav", 22_050, 1.0, kind)))
    assert len(sound) == pytest.approx(RATE, abs=2)
    assert np.argmax(np.abs(np.fft.rfft(sound))) == pytest.approx(440, abs=1)


def test_voices_are_heard_through_what_is_asked_for(tmp_path: Path) -> None:
    write_voice(tmp_path / "mine.wav")
    (tmp_path / "own.toml").write_text(
        'version = 1\n[[shot]]\nverb = "hold"\nseconds = 5\n'
        '[[shot.event]]\nkind = "voice"\nat = 1\nfile = "mine.wav"\nchannel = "pa"\n'
        '[[shot.event]]\nkind = "voice"\nat = 3\nfile = "mine.wav"\nchannel = "telephone"\n'
    )
    made = film(World(7), load_storyboard(tmp_path / "own.toml"))
    pa, phone = made.events
    assert (pa.channel, pa.carried, phone.channel, phone.carried) == ("pa", False, "telephone", True)
    source = voices(Hall([]), replace(pa, time=0.2, x=6.0, z=0.0), replace(phone, time=0.2))
    names = [each.text for each in source.names()]
    assert names == ["[a voice over loudspeakers]", "[a voice on the telephone]"]
    assert source.page(0)[0].any()
    assert source.carried_page(0).any()
    assert np.isfinite(horn(voice_of(pa.file))).all()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('kind = "voice"', "wants a file"),
        ('kind = "knock"\nfile = "a.wav"', "has no file"),
        ('kind = "call"\nchannel = "pa"', "has no channel"),
        ('kind = "radio"\naway = 3', "not heard from afar"),
    ],
)
def test_voices_that_cannot_be_are_told_in_a_line(tmp_path: Path, words: str, message: str) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(f'version = 1\n[[shot]]\nverb = "hold"\n[[shot.event]]\n{words}\n')
    with pytest.raises(LiminalError, match=message) as error:
        load_storyboard(path)
    assert "\n" not in str(error.value)
    assert "odd.toml:" in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.wav", None, "cannot read the voice"),
        ("odd.mp3", b"ID3", "is no .wav"),
        ("cut.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "cannot be read"),
        ("text.wav", b"hello, this is text and no sound at all", "cannot be read"),
        ("empty.wav", b"", "cannot be read"),
        ("silent.wav", np.zeros(800, np.int16), "silence"),
        ("nan.wav", np.full(800, np.nan, np.float32), "no numbers"),
    ],
)
def test_files_that_are_no_voices_are_told_in_a_line(tmp_path: Path, name: str, content: object, message: str) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        wavfile.write(path, 8000, content)
    with pytest.raises(LiminalError, match=message) as error:
        voice_of(str(path))
    assert "\n" not in str(error.value)


def test_a_voice_that_has_changed_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'version = 1\n[[shot]]\nverb = "hold"\nseconds = 3\n[[shot.event]]\nkind = "voice"\nfile = "mine.wav"\n'
    )
    with pytest.raises(LiminalError, match=r"own\.toml:7: cannot read the voice .*mine\.wav"):
        load_storyboard(path)
    write_voice(tmp_path / "mine.wav")
    kept = load_storyboard(path).model_dump(mode="json", exclude_none=True)
    assert len(film(World(7), revive_storyboard(kept, "recipe")).events) == 1
    write_voice(tmp_path / "mine.wav", seconds=0.7)
    with pytest.raises(LiminalError, match="not the voice that the recipe was made with"):
        film(World(7), revive_storyboard(kept, "recipe"))


def test_a_scream_nearby_tears_at_the_microphone_and_leaves_it_deaf() -> None:
    preset = Preset()
    at = Pose(-2.97, 1.68, -12.7, 180.0)
    made = Still(at, 7.0, events=(Event(2.0, 3.0, "call", at.x, at.z + 1.5, 1.0),), hands=0.1)
    track = Soundtrack(CellGrid(7, preset), made, preset.tape)  # type: ignore[arg-type]
    signal = np.concatenate([track.microphone.page(number)[0] for number in range(7)])
    lasts = call_seconds(7)
    ends = 2.1 + lasts
    before, during, after = (
        signal[int(first * RATE) : int(last * RATE)]
        for first, last in ((1, 2), (2.5, 2.0 + lasts), (ends + 0.4, ends + 0.8))
    )
    # It is as loud as the amplifier gets; then the gain, which comes back by 20 dB in 3 s, is still down.
    assert np.abs(during).max() > 0.9
    assert decibels(power(during) / power(before)) > 6
    assert decibels(power(after) / power(before)) < -12
