"""The sound track of a tape: its band, its noise, how steadily it runs, and that it stays in step with the picture."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.signal import hilbert, welch

from liminal.assets import tape_names
from liminal.film.clip_sound import sample_count
from liminal.rate import FRAME_RATE
from liminal.settings.load import load_preset
from liminal.settings.tape import TapeSettings
from liminal.settings.track import TrackSettings
from liminal.settings.transport import TransportEvent
from liminal.shoot.sound_loss import loss_of
from liminal.sound.audio_track import FIELD, AudioTrack, does_nothing
from liminal.sound.pages import PAGE, RATE
from liminal.sound.run import run_of
from liminal.tape.dropout import dropouts
from liminal.tape.transport import source_frame

CLEAN = {"hiss": 0.0, "wow": 0.0, "buzz": 0.0, "dropouts": 0.0}
SP, EP = TapeSettings(format="vhs"), TapeSettings(format="vhs", speed="ep")


class Tones:
    """The same on both channels: sines of these frequencies (Hz) and of this height."""

    def __init__(self, *frequencies: float, level: float = 0.05, until: float = 1e9) -> None:
        self._frequencies, self._level, self._until = frequencies, level, until

    def samples(self, first: int, count: int) -> np.ndarray:
        time = (first + np.arange(count)) / RATE
        sound = sum(np.sin(2 * np.pi * f * time) for f in self._frequencies) * (time < self._until)
        return np.tile(self._level * sound, (2, 1)).astype(np.float32)


SILENCE = Tones(1.0, level=0.0)


def gain(frequency: float, tape: TapeSettings, **dials: float) -> float:
    """Return what is left of a tone, dB."""
    track = AudioTrack(Tones(frequency), tape, TrackSettings(**(CLEAN | dials)), 1)
    sound = track.samples(RATE, 2 * RATE)[0].astype(float)
    at = np.exp(-2j * np.pi * frequency * np.arange(len(sound)) / RATE)
    return 20 * np.log10(2 * abs((sound * at).mean()) / 0.05)


@pytest.mark.parametrize(("tape", "edge"), [(SP, 10_000), (EP, 8_000)])
def test_the_linear_track_has_its_band(tape: TapeSettings, edge: int) -> None:
    assert gain(1000, tape, azimuth=0) == pytest.approx(0, abs=0.7)
    assert gain(100, tape, azimuth=0) == pytest.approx(-3, abs=1)
    assert gain(edge, tape, azimuth=0) == pytest.approx(-3, abs=1)
    assert gain(edge * 1.5, tape, azimuth=0) < -9
    assert gain(40, tape, azimuth=0) < -12


def test_loud_treble_saturates_without_other_tones() -> None:
    # The third and fifth harmonics of 14 kHz are beyond hearing, and no tape turns them into 6 and 2 kHz.
    track = AudioTrack(Tones(14_000, level=0.35), SP, TrackSettings(**CLEAN), 1)
    heard = track.samples(RATE, RATE)[0].astype(float)
    spectrum = abs(np.fft.rfft(heard * np.hanning(RATE)))
    spectrum[13_900:14_100] = 0
    assert spectrum.max() < 1e-3 * 0.35 * RATE / 4
    low = AudioTrack(Tones(1000, level=0.7), SP, TrackSettings(**CLEAN), 1).samples(RATE, RATE)[0].astype(float)
    assert 0.01 < abs(np.fft.rfft(low)[3000]) / abs(np.fft.rfft(low)[1000]) < 0.1  # but that of 1 kHz is heard


def test_a_head_askew_takes_the_treble() -> None:
    assert gain(6000, SP, azimuth=0) - gain(6000, SP, azimuth=0.6) > 3
    assert gain(500, SP, azimuth=0) - gain(500, SP, azimuth=0.6) < 0.3


def test_off_means_off() -> None:
    off = TrackSettings(**CLEAN, band=0.0)
    assert does_nothing(SP, off)
    assert does_nothing(TapeSettings(), TrackSettings())
    assert not does_nothing(SP, TrackSettings())
    wanted = Tones(440.0, 3000.0).samples(0, RATE)
    np.testing.assert_allclose(AudioTrack(Tones(440.0, 3000.0), SP, off, 1).samples(0, RATE)[0], wanted[0], atol=1e-3)
    np.testing.assert_array_equal(
        AudioTrack(Tones(440.0), TapeSettings(), TrackSettings(), 1).samples(9, 99)[0].shape, (99,)
    )


@pytest.mark.parametrize(
    ("tape", "dials", "ratio"),
    [(SP, {}, 42), (EP, {}, 38), (SP, {"hifi": True}, 80), (TapeSettings(format="betacam"), {}, 60)],
)
def test_the_hiss_is_as_far_below_full_level_as_it_should_be(tape: TapeSettings, dials: dict, ratio: float) -> None:
    settings = TrackSettings(**(CLEAN | {"hiss": 1.0} | dials))
    hiss = AudioTrack(SILENCE, tape, settings, 1).samples(0, 4 * RATE)[0]
    tone = 0.5 / np.sqrt(2)
    assert 20 * np.log10(tone / hiss.astype(float).std()) == pytest.approx(ratio, abs=1)


def test_hiss_rises_as_the_equalisation_does() -> None:
    hiss = AudioTrack(SILENCE, SP, TrackSettings(**(CLEAN | {"hiss": 1.0})), 1).samples(0, 8 * RATE)[0]
    frequency, density = welch(hiss, RATE, nperseg=8192)
    low, high = (density[(frequency > a) & (frequency < b)].mean() for a, b in ((250, 400), (5000, 6000)))
    # 120 us: the ratio of 1 + (2 pi f t)^2, less what the edge takes.
    assert 10 * np.log10(high / low) == pytest.approx(12.0, abs=2.0)


@pytest.mark.parametrize(("dial", "low", "high"), [(1.0, 0.0008, 0.003), (3.0, 0.0025, 0.01)])
def test_wow_and_flutter_are_as_deep_as_a_deck_has_them(dial: float, low: float, high: float) -> None:
    track = AudioTrack(Tones(3150.0), SP, TrackSettings(**(CLEAN | {"wow": dial})), 1)
    sound = track.samples(0, 12 * RATE)[0]
    phase = np.unwrap(np.angle(hilbert(sound)))
    speed = np.diff(phase[::480]) / (2 * np.pi * 3150.0 * 0.01) - 1
    inner = speed[20:-20]
    assert low < abs(inner).max() < high
    spectrum = np.abs(np.fft.rfft(inner - inner.mean())) ** 2
    pace = np.fft.rfftfreq(len(inner), 0.01)
    assert spectrum[(pace > 0.3) & (pace < 25)].sum() > 0.9 * spectrum[1:].sum()
    # The tape never strays: an hour later it is where it should be.
    assert abs(inner.mean()) < 0.15 * abs(inner).max()


def test_the_heads_buzz_59_94_times_a_second() -> None:
    buzz = AudioTrack(SILENCE, SP, TrackSettings(**(CLEAN | {"buzz": 1.0})), 1).samples(0, 10 * RATE)[0]
    # Five fields are 4,004 samples, and nothing less is.
    np.testing.assert_allclose(buzz[4004:], buzz[:-4004], atol=1e-7)
    assert abs(buzz[801:4004] - buzz[: 4004 - 801]).max() > 1e-6
    spectrum = np.abs(np.fft.rfft(buzz * np.hanning(len(buzz))))
    line = RATE / FIELD
    assert line == pytest.approx(59.94006, abs=1e-4)
    strongest = np.argmax(spectrum) / 10
    assert strongest / line == pytest.approx(round(strongest / line), abs=0.01)


def test_hifi_clicks_when_heads_change() -> None:
    clicks = AudioTrack(SILENCE, SP, TrackSettings(**(CLEAN | {"buzz": 1.0, "hifi": True})), 1).samples(0, RATE)[0]
    at = np.flatnonzero(abs(clicks) > 1e-6)
    assert (np.abs(((at / FIELD) + 0.5) % 1 - 0.5) * FIELD < 7).all()
    assert len(set(np.round(at / FIELD))) > 40


def test_sound_fades_where_the_picture_has_dropouts() -> None:
    tape = TapeSettings(format="vhs", dropouts=300.0)
    loss = loss_of(tape, 5)
    assert loss is not None
    lost = np.array([loss(number) for number in range(240)])
    for number in np.flatnonzero(lost > 0):
        assert dropouts(300.0, 5, int(number), 0).length.max() > 0
    assert 0 < (lost > 0.2).sum() < 120
    sound = AudioTrack(Tones(1000.0), tape, TrackSettings(**(CLEAN | {"dropouts": 1.0})), 5, loss).samples(0, 4 * RATE)[
        0
    ]
    level = np.array([sound[int((n + 0.25) * FIELD) : int((n + 0.75) * FIELD)].std() for n in range(239)])
    whole = np.median(level)
    worst = int(np.argmax(lost[:239]))
    assert level[worst] < whole * (1.05 - lost[worst])
    assert loss_of(TapeSettings(), 5) is None


def test_bad_tracking_muffles() -> None:
    bad = TapeSettings(format="vhs", tracking=0.9)
    assert gain(5000, SP) - gain(5000, bad) > 6
    assert gain(400, SP) - gain(400, bad) < 3


def test_copies_are_duller_and_noisier() -> None:
    third = TapeSettings(format="vhs", generations=3)
    assert gain(9000, SP) - gain(9000, third) > 3
    hiss = [
        AudioTrack(SILENCE, tape, TrackSettings(**(CLEAN | {"hiss": 1.0})), 1).samples(0, RATE)[0].std()
        for tape in (SP, third)
    ]
    assert hiss[1] / hiss[0] == pytest.approx(np.sqrt(3), rel=0.02)


def test_digital_sound_has_steps_of_sixteen_bits() -> None:
    sound = AudioTrack(Tones(997.0), TapeSettings(format="dv"), TrackSettings(), 1).samples(0, RATE)[0]
    np.testing.assert_allclose(sound * 32768, np.round(sound * 32768), atol=1e-3)


def test_tapes_have_the_channels_they_have() -> None:
    assert len(AudioTrack(Tones(440.0), SP, TrackSettings(), 1).samples(0, 10)) == 1
    assert len(AudioTrack(Tones(440.0), SP, TrackSettings(hifi=True), 1).samples(0, 10)) == 2


def test_pieces_are_the_same_in_any_order() -> None:
    tape = TapeSettings(format="vhs", dropouts=200.0, tracking=0.3)
    settings = TrackSettings()
    whole = AudioTrack(Tones(700.0), tape, settings, 1, loss_of(tape, 1)).samples(0, 4 * RATE)
    other = AudioTrack(Tones(700.0), tape, settings, 1, loss_of(tape, 1))
    for first, count in ((100_000, 60_000), (0, 100), (47_999, 2)):
        np.testing.assert_allclose(other.samples(first, count), whole[:, first : first + count], atol=1e-6)


def test_the_tape_runs_as_it_does_in_the_picture() -> None:
    events = (
        TransportEvent(at=1.0, kind="pause", seconds=1.5),
        TransportEvent(at=4.0, kind="search", seconds=1.0, speed=4.0),
        TransportEvent(at=6.0, kind="rewind", seconds=0.5, speed=3.0),
    )
    tape = TapeSettings(format="vhs", transport=events)
    run = run_of(tape)
    for second in range(9):
        places = run.places(second * PAGE)
        for sample in range(0, PAGE, 4801):
            frame = int((second * PAGE + sample) / 1601.6)
            assert abs(places[sample] / 1601.6 - source_frame(tape, frame) - 0.5) <= 4.6
            if run_of(TapeSettings()).stretches == run.stretches or second in (0, 3, 8):
                assert abs(places[sample] / 1601.6 - source_frame(tape, frame) - 0.5) <= 1.0
    sounding = np.concatenate([run.sounding(second * PAGE) for second in range(3)])
    assert sounding[: int(0.98 * RATE)].all()
    assert not sounding[int(1.02 * RATE) : int(2.48 * RATE)].any()
    assert sounding[int(2.55 * RATE) :].all()


def test_a_pause_begins_with_its_frame() -> None:
    tape = TapeSettings(format="vhs", transport=(TransportEvent(at=600.0, kind="pause", seconds=2.0),))
    frame = round(600 * FRAME_RATE)
    assert source_frame(tape, frame) == source_frame(tape, frame + 1) == frame
    places = run_of(tape).places(600 * PAGE)
    assert places[np.argmax(np.diff(places) == 0)] == pytest.approx(float(frame * RATE / FRAME_RATE), abs=1)


def test_sound_stays_in_step_for_an_hour() -> None:
    frames = round(3600 * FRAME_RATE)
    apart = Fraction(sample_count(frames), RATE) - frames / FRAME_RATE
    assert abs(apart) < Fraction(1001, 60000)  # a field
    assert abs(apart) < Fraction(1, RATE)
    # A click that is recorded an hour into the film is played then.
    at = 3599 * RATE + 12_345

    class Click:
        def samples(self, first: int, count: int) -> np.ndarray:
            sound = np.zeros((1, count), np.float32)
            if first <= at < first + count:
                sound[0, at - first] = 1.0
            return sound

    track = AudioTrack(Click(), SP, TrackSettings(**(CLEAN | {"wow": 1.0})), 1)
    heard = np.argmax(abs(track.samples(3599 * RATE, RATE)[0])) + 3599 * RATE
    assert abs(heard - at) / RATE < 1001 / 60000


@pytest.mark.parametrize("name", tape_names())
def test_every_tape_plays_sound(name: str) -> None:
    look = load_preset(tape=name)
    sound = AudioTrack(Tones(400.0, 3000.0), look.tape, look.track, 1, loss_of(look.tape, 1)).samples(0, 2 * RATE)
    assert np.isfinite(sound).all()
    assert 0.02 < sound.std() < 0.08


def test_blank_tape_only_hisses() -> None:
    tape = TapeSettings(format="vhs", transport=(TransportEvent(at=1.0, kind="stop", seconds=5.0),))
    sound = AudioTrack(Tones(500.0), tape, TrackSettings(), 1).samples(0, 3 * RATE)[0]
    assert 1e-4 < sound[int(1.1 * RATE) :].std() < 0.01 < sound[: int(0.9 * RATE)].std()
