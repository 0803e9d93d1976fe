"""Sound: the levels of the place's sounds, and the loudness of the film."""

from liminal.settings.section import Section, dial


class SoundSettings(Section):
    """The `sound` table of a preset. Levels are amplitudes against the usual; 0 is off."""

    hum: float = dial(1.0, "the hum of the lamps' ballasts, and of signs, machines and televisions", ge=0, le=10)
    rattle: float = dial(1.0, "loose iron in the ballasts, and tubes that strike", ge=0, le=10)
    room: float = dial(1.0, "the echo of the room", ge=0, le=4)
    steps: float = dial(1.0, "footsteps", ge=0, le=10)
    body: float = dial(1.0, "cloth, breath, and hands on the camera", ge=0, le=10)
    machine: float = dial(1.0, "the camcorder that hears itself: drum, capstan, zoom", ge=0, le=10)
    far: float = dial(1.0, "ventilation, thuds, and what may have been a voice", ge=0, le=10)
    events: float = dial(1.0, "what a storyboard lets happen: knocks, doors", ge=0, le=10)
    loudness: float = dial(-16.0, "of the whole film, ITU-R BS.1770", unit="LUFS", ge=-40, le=-9)
