"""How a person walks through the place with a camera in hand."""

from liminal.settings.section import Section, dial


class WalkSettings(Section):
    """The route's caution and the body's habits. The defaults are an unhurried adult who looks around."""

    speed: float = dial(1.2, "walking speed on the straight", unit="m/s", ge=0.2, le=3.0)
    acceleration: float = dial(0.8, "how quickly speed is gained and lost", unit="m/s2", ge=0.1, le=5.0)
    turn_rate: float = dial(45.0, "fastest turn of the body; bends are walked slowly", unit="deg/s", ge=5, le=180)
    eye_height: float = dial(1.62, "height of the camera above the floor", unit="m", ge=0.5, le=1.9)
    gaze_lead: float = dial(0.8, "how far ahead in time the gaze goes where the feet will", unit="s", ge=0.0, le=2.0)
    pitch: float = dial(-2.0, "where the gaze rests, up or down", unit="deg", ge=-30, le=30)
    step_length: float = dial(0.68, "length of one step", unit="m", ge=0.3, le=1.2)
    bob: float = dial(0.012, "how far each step moves the camera up and down", unit="m", ge=0.0, le=0.05)
    drift: float = dial(0.6, "how far the hand lets the view wander", unit="deg", ge=0.0, le=5.0)
