"""The camcorder's microphone, and the sound track of the tape."""

from typing import Literal

from liminal.settings.section import Section, dial


class TrackSettings(Section):
    """The `track` table of a preset. What kind of track a tape has follows from its format."""

    microphone: Literal["mono", "stereo"] = dial("mono", "what the camcorder has in front")
    agc: float = dial(1.0, "how far its automatic gain levels what is loud and soft", ge=0, le=1)
    release: float = dial(
        3.0, "in which the automatic gain comes back by 20 dB after something loud", unit="s", ge=0.5, le=10
    )
    self_noise: float = dial(1.0, "noise of the microphone, against a usual one", ge=0, le=10)

    hifi: bool = dial(False, "of VHS: sound under the picture, in stereo, in place of the edge of the tape")
    band: float = dial(1.0, "how far the track limits treble and bass, and saturates", ge=0, le=1)
    hiss: float = dial(1.0, "noise of the track, against a good tape", ge=0, le=10)
    wow: float = dial(1.0, "unsteady running, against a good deck", ge=0, le=10)
    azimuth: float = dial(0.15, "how far the head stands askew, which takes treble", ge=0, le=1)
    buzz: float = dial(1.0, "the picture heads heard in the sound, 59.94 times a second", ge=0, le=10)
    dropouts: float = dial(1.0, "how far sound fades where the picture has dropouts", ge=0, le=1)
