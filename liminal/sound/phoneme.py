"""Phonemes: the states of a throat that speech goes through, as figures of a formant synthesiser."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Phoneme:
    """One sound of speech. `seconds`: how long it usually is. `formants`: the first three, Hz, of a man.

    `voice`, `breath`, `hiss`: how loud cords, air in the throat and air at the teeth are, 0 to 1. `hisses`: middle and
    width of that hiss, Hz. `sudden`: whether it begins at once, as a stop's burst.
    """

    seconds: float
    formants: tuple[float, float, float]
    voice: float = 1.0
    breath: float = 0.0
    hiss: float = 0.0
    hisses: tuple[float, float] = (3000.0, 2000.0)
    sudden: bool = False

    def lasting(self, times: float) -> "Phoneme":
        """Return it so many times as long."""
        return replace(self, seconds=times * self.seconds)


# Mean formants of men (Peterson and Barney, 1952, "Control methods used in a study of the vowels", table II).
MEN = {
    "iy": (270.0, 2290.0, 3010.0),
    "ih": (390.0, 1990.0, 2550.0),
    "eh": (530.0, 1840.0, 2480.0),
    "ae": (660.0, 1720.0, 2410.0),
    "aa": (730.0, 1090.0, 2440.0),
    "ao": (570.0, 840.0, 2410.0),
    "uh": (440.0, 1020.0, 2240.0),
    "uw": (300.0, 870.0, 2240.0),
    "ah": (640.0, 1190.0, 2390.0),
    "er": (490.0, 1350.0, 1690.0),
}
_CLOSED = 0.06  # s of a stop's closure
# Where the second and third formants of consonants point to, Hz, and where they hiss: after Klatt, 1980, table III.
_LIPS, _TEETH, _PALATE = (250.0, 1000.0, 2200.0), (250.0, 1700.0, 2650.0), (250.0, 1900.0, 2400.0)


def _stop(place: tuple[float, float, float], voiced: bool, burst: tuple[float, float]) -> tuple[Phoneme, ...]:
    """A closure, the burst that ends it, and without a voice a puff of air."""
    closed = Phoneme(_CLOSED, place, 0.14 if voiced else 0.0)
    loosed = Phoneme(0.012, place, 0.0, 0.1, 0.7, burst, sudden=True)
    puff = Phoneme(0.012 if voiced else 0.045, (420.0, *place[1:]), 0.0, 0.35)
    return closed, loosed, puff


def _hissing(place: tuple[float, float, float], loud: float, at: float, wide: float, voice: float = 0.0) -> Phoneme:
    return Phoneme(0.10, (320.0, *place[1:]), voice, 0.0, loud, (at, wide))


CONSONANTS: dict[str, tuple[Phoneme, ...]] = {
    "b": _stop(_LIPS, True, (900.0, 900.0)),
    "d": _stop(_TEETH, True, (3600.0, 1800.0)),
    "g": _stop(_PALATE, True, (1900.0, 700.0)),
    "p": _stop(_LIPS, False, (1000.0, 1200.0)),
    "t": _stop(_TEETH, False, (3900.0, 1800.0)),
    "k": _stop(_PALATE, False, (2000.0, 800.0)),
    "s": (_hissing(_TEETH, 0.55, 5400.0, 2600.0),),
    "z": (_hissing(_TEETH, 0.35, 5200.0, 2600.0, 0.35),),
    "sh": (_hissing(_PALATE, 0.55, 3000.0, 1300.0),),
    "f": (_hissing(_LIPS, 0.14, 4200.0, 5000.0),),
    "v": (_hissing(_LIPS, 0.07, 4000.0, 5000.0, 0.5).lasting(0.6),),
    "th": (_hissing(_TEETH, 0.10, 5000.0, 4000.0),),
    "m": (Phoneme(0.07, (270.0, 1050.0, 2200.0), 0.40),),
    "n": (Phoneme(0.06, (270.0, 1500.0, 2450.0), 0.40),),
    "l": (Phoneme(0.06, (340.0, 1050.0, 2800.0), 0.65),),
    "r": (Phoneme(0.06, (330.0, 1060.0, 1480.0), 0.65),),
    "w": (Phoneme(0.06, (300.0, 650.0, 2200.0), 0.6),),
    "y": (Phoneme(0.05, (280.0, 2200.0, 2900.0), 0.6),),
    "h": (Phoneme(0.06, (500.0, 1500.0, 2500.0), 0.0, 0.5),),
}
VOWELS = {name: Phoneme(0.12, formants) for name, formants in MEN.items()}
