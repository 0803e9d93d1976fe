"""Sound: the levels of the place's sounds, and the loudness of the film."""

from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual

DistantName = Literal["thud", "voice", "shutter"]

OTHER_PLACES = ("echo", "ventilation", "wind", "pump", "mains", "drips", "slosh", "distant")  # as Level 0 has them


class SoundSettings(Section):
    """The `sound` table of a preset. Levels are amplitudes against the usual; 0 is off."""

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), OTHER_PLACES)

    hum: float = dial(1.0, "the hum of the lamps' ballasts, and of signs, machines and televisions", ge=0, le=10)
    rattle: float = dial(1.0, "loose iron in the ballasts, and tubes that strike", ge=0, le=10)
    room: float = dial(1.0, "the echo of the room", ge=0, le=4)
    echo: float = dial(
        1.0, "the longest echo; above 1 s, what is round the corner answers, too", unit="s", ge=0.5, le=6
    )
    steps: float = dial(1.0, "footsteps, those of figures, and what these wear", ge=0, le=10)
    body: float = dial(1.0, "cloth, breath, and hands on the camera", ge=0, le=10)
    machine: float = dial(1.0, "the camcorder that hears itself: drum, capstan, zoom", ge=0, le=10)
    far: float = dial(1.0, "ventilation, thuds, and what may have been a voice", ge=0, le=10)
    distant: tuple[DistantName, ...] = dial(("thud", "voice"), "what is heard far away now and then")
    ventilation: float = dial(1.0, "the part of ventilation in what is far", ge=0, le=10)
    wind: float = dial(0.0, "wind in wide halls, very low", ge=0, le=10)
    pump: float = dial(0.0, "a pump behind walls, with a slow beat", ge=0, le=10)
    mains: float = dial(0.0, "switchgear behind walls: 60 and 120 Hz", ge=0, le=10)
    drips: float = dial(0.0, "drops at each place that drips, most of them over water", unit="1/min", ge=0, le=120)
    slosh: float = dial(0.0, "water that laps at the walls of pools", ge=0, le=10)
    events: float = dial(1.0, "what a storyboard lets happen: knocks, doors", ge=0, le=10)
    loudness: float = dial(-16.0, "of the whole film, ITU-R BS.1770", unit="LUFS", ge=-40, le=-9)
