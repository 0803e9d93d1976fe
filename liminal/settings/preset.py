"""A preset: all settings of a place and its pictures, one section for each station of a frame."""

from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from liminal.settings.air import AirSettings
from liminal.settings.camera import CameraSettings
from liminal.settings.camera_lamp import CameraLampSettings
from liminal.settings.display import DisplaySettings
from liminal.settings.figure import FigureSettings
from liminal.settings.level1 import WarehouseSettings
from liminal.settings.life import LifeSettings
from liminal.settings.light import LightSettings
from liminal.settings.operator import OperatorSettings
from liminal.settings.photo import PhotoSettings
from liminal.settings.place import PLACE_TABLES, USUAL_PLACE, PlaceName
from liminal.settings.poolrooms import PoolroomsSettings
from liminal.settings.section import Section, dial, without_empty
from liminal.settings.signal import SignalSettings
from liminal.settings.sound import SoundSettings
from liminal.settings.surface import SurfaceSettings
from liminal.settings.tape import TapeSettings
from liminal.settings.thing import ThingSettings
from liminal.settings.track import TrackSettings
from liminal.settings.view import ViewSettings
from liminal.settings.water import WaterSettings
from liminal.settings.world import WorldSettings

# The newest version of the file format. A key added later does nothing in files of an older version.
PRESET_VERSION = 1

# The tables of a tape: the processing of a picture from the lens on.
LOOK_TABLES = ("camera", "signal", "tape", "display", "track")


class Preset(Section):
    """A whole preset file. Every key has a default, so an empty file is Level 0."""

    version: int = dial(PRESET_VERSION, "version of the file format", ge=1, le=PRESET_VERSION)
    place: PlaceName = dial(USUAL_PLACE, "which place it is: its plan, its materials, its lamps")
    extends: str | None = dial(None, "preset that this one starts from: a name, or the path of a .toml file")
    title: str = dial("", "what the place is called")
    description: str = dial("", "one sentence about the place")

    world: WorldSettings = Field(default_factory=WorldSettings, description="the plan of the place")
    poolrooms: PoolroomsSettings = Field(
        default_factory=PoolroomsSettings, description="the halls of the Poolrooms, in that place alone"
    )
    surface: SurfaceSettings = Field(
        default_factory=SurfaceSettings, description="what floors, walls and ceilings are made of"
    )
    level_1: WarehouseSettings = Field(
        default_factory=WarehouseSettings, description="the warehouse of Level 1, in that place alone"
    )
    water: WaterSettings = Field(default_factory=WaterSettings, description="the water of places that have some")
    air: AirSettings = Field(default_factory=AirSettings, description="haze, fog and dust")
    light: LightSettings = Field(default_factory=LightSettings, description="the lamps and how their light spreads")
    view: ViewSettings = Field(
        default_factory=ViewSettings, description="where one looks from, and how the picture is developed"
    )
    camera_lamp: CameraLampSettings = Field(
        default_factory=CameraLampSettings, description="the camera's own lamp: flash, torch or camcorder lamp"
    )
    photo: PhotoSettings = Field(
        default_factory=PhotoSettings, description="the photograph as a thing: grain, date, compression"
    )
    sound: SoundSettings = Field(default_factory=SoundSettings, description="what there is to hear, and how loud")
    operator: OperatorSettings = Field(
        default_factory=OperatorSettings, description="who carries the camera, and in what temper"
    )
    life: LifeSettings = Field(default_factory=LifeSettings, description="the figures in films: how many, how near")
    camera: CameraSettings = Field(
        default_factory=CameraSettings, description="the camcorder: its lens, its chip, its automatics"
    )
    signal: SignalSettings = Field(default_factory=SignalSettings, description="the cable between the machines")
    tape: TapeSettings = Field(default_factory=TapeSettings, description="what it is recorded on, and how that is worn")
    track: TrackSettings = Field(
        default_factory=TrackSettings, description="the microphone, and the sound track of the tape"
    )
    display: DisplaySettings = Field(
        default_factory=DisplaySettings, description="date, REC and counters written into the picture"
    )
    thing: tuple[ThingSettings, ...] = dial((), "models of one's own that stand in the place")
    figure: tuple[FigureSettings, ...] = dial((), "people in the place")

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        table = without_empty(without_empty(dump(self), "thing"), "figure")
        foreign = {"place"} if self.place == USUAL_PLACE else set()
        foreign |= {table for table, places in PLACE_TABLES.items() if self.place not in places}
        foreign |= {"air"} if self.air == AirSettings() else set()
        foreign |= {"life"} if self.life == LifeSettings() else set()
        return {key: value for key, value in table.items() if key not in foreign}


def has_look(preset: Preset) -> bool:
    """Tell whether any of a preset's `LOOK_TABLES` (camcorder, tape, display) differs from the default."""
    usual = Preset()
    return any(getattr(preset, name) != getattr(usual, name) for name in LOOK_TABLES)
