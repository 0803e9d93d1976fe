"""The operator: the manner of walking, looking, holding the camera and reacting to events."""

from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual

SleeveName = Literal["jacket", "shirt"]


class OperatorSettings(Section):
    """The `operator` table of a preset. The defaults are an unhurried, curious adult, a little ill at ease."""

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), ("visor", "sleeve"))

    mood: float = dial(0.25, "from calm (0) to panicked (1): haste, breath, startles, looks behind", ge=0, le=1)
    curiosity: float = dial(0.6, "how far openings, light and what is odd decide where to go and look", ge=0, le=1)

    speed: float = dial(1.1, "walking speed on the straight, when calm", unit="m/s", ge=0.2, le=2.0)
    acceleration: float = dial(0.8, "how quickly speed is gained and lost, when calm", unit="m/s2", ge=0.1, le=5.0)
    turn_rate: float = dial(
        45.0, "fastest turn of the walking body; bends are walked slowly", unit="deg/s", ge=5, le=90
    )
    stops: float = dial(2.2, "how often one stops to look around", unit="1/min", ge=0, le=20)
    runs: float = dial(1.5, "how often one runs, when panicked; never when calm", unit="1/min", ge=0, le=10)
    fatigue: float = dial(0.5, "how quickly haste tires", ge=0, le=1)

    eye_height: float = dial(1.58, "height of the camera above the floor", unit="m", ge=0.5, le=1.9)
    pitch: float = dial(-3.0, "where the view rests, up or down", unit="deg", ge=-30, le=30)
    gaze_lead: float = dial(0.9, "how far ahead in time one looks where the feet will go", unit="s", ge=0.0, le=2.0)
    glances: float = dial(7.0, "how often the view leaves the way for something", unit="1/min", ge=0, le=40)
    behind: float = dial(0.8, "how often one looks behind; panic does so oftener", unit="1/min", ge=0, le=20)
    reframing: float = dial(0.5, "how often and how far the picture is set anew", ge=0, le=1)

    shake: float = dial(0.5, "what hands and steps do to the picture: 0 floats, 1 runs for its life", ge=0, le=1)
    zoom: float = dial(5.0, "how far the zoom goes in at most; 1 has none", ge=1, le=20)
    zooms: float = dial(0.5, "how often a stop with a long view makes one zoom", ge=0, le=1)
    zoom_seconds: float = dial(7.0, "what the motor needs for ten times", unit="s", ge=1, le=30)

    visor: bool = dial(False, "whether one wears a suit: breath behind a visor, and the place heard through the suit")
    sleeve: SleeveName = dial("jacket", "which one a hand before the lens comes out of; with a visor, that of the suit")

    bumps: float = dial(0.15, "how often the camera knocks against something", unit="1/min", ge=0, le=10)
    lowered: float = dial(0.12, "how often the camera is lowered for a few seconds", unit="1/min", ge=0, le=10)
    set_down: float = dial(0.0, "how often the camera is set down on the floor for a while", unit="1/min", ge=0, le=10)
