"""Voice files: speech of one's own, as one channel at our rate."""

import warnings
from functools import lru_cache
from math import gcd
from pathlib import Path

import numpy as np

from liminal.errors import LiminalError
from liminal.settings.file_stamp import FileStamp, content_of_file, file_stamp
from liminal.settings.shot_list import MOST_BYTES
from liminal.sound.pages import RATE, Signal

_LONGEST = 600  # s
_RATES = (4_000, 192_000)  # Hz


def check_voice(file: str, content: str | None) -> None:
    """Raise LiminalError where a file holds no voice, or another than of that `content`, its SHA-256."""
    voice_of(file)
    if content not in (None, content_of_file(Path(file), "voice", MOST_BYTES)):
        raise LiminalError(
            f"{file} is not the voice that the recipe was made with: it has changed since; bring the old one back, or "
            "film the storyboard anew with --shot"
        )


def voice_of(file: str) -> Signal:
    """Return the sound of a .wav file: (n,) at 48 kHz, 1 at its peak. Raises LiminalError for any other file."""
    return _read(file, file_stamp(Path(file), "voice", MOST_BYTES))


@lru_cache(maxsize=4)
def _read(file: str, stamp: FileStamp) -> Signal:
    """As `voice_of`, of a file that has such a `stamp`."""
    # These take 30 MB, and most films have no voice from a file.
    from scipy.io import wavfile
    from scipy.signal import resample_poly

    if Path(file).suffix.lower() != ".wav":
        raise LiminalError(f'{file} is no .wav file; a voice is one, of PCM or float, e.g. file = "voice.wav"')
    try:
        with warnings.catch_warnings():
            # Chunks of other programs are passed over.
            warnings.simplefilter("ignore", wavfile.WavFileWarning)
            rate, samples = wavfile.read(file)
    except IsADirectoryError:
        raise LiminalError(f"{file} is a folder; a voice is a .wav file") from None
    except Exception as error:  # of many kinds, by where a file is cut short
        raise LiminalError(f"{file} cannot be read as .wav ({error}); save it as 16-bit PCM") from None
    if not _RATES[0] <= rate <= _RATES[1]:
        raise LiminalError(f"{file} has {rate} samples a second; save it with {_RATES[0]} to {_RATES[1]}, e.g. 48000")
    if not 0 < len(samples) <= _LONGEST * rate:
        raise LiminalError(f"{file} lasts for {len(samples) / rate:g} s; a voice lasts for up to {_LONGEST} s")
    sound = samples.astype(np.float64) - (128 if samples.dtype == np.uint8 else 0)
    sound = sound.mean(axis=1) if sound.ndim > 1 else sound
    peak = float(np.abs(sound).max())
    if not np.isfinite(peak) or peak == 0:
        holds = "silence" if peak == 0 else "samples that are no numbers"
        raise LiminalError(f"{file} holds {holds}; save it anew, with a voice in it")
    shared = gcd(RATE, rate)
    return np.asarray(resample_poly(sound / peak, RATE // shared, rate // shared), np.float32)
