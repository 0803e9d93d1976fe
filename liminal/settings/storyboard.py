"""A storyboard: the shots of a film, one after the other, each a verb for the operator and a length."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from liminal.settings.body_name import BodyName
from liminal.settings.carried_name import CARRIERS, CarriedName, cannot_carry
from liminal.settings.display import check_display_date
from liminal.settings.ground_place import GroundPlace
from liminal.settings.range import as_toml
from liminal.settings.section import Section, dial, without_empty, without_usual
from liminal.settings.thing import ThingSettings

# The newest version of the file format.
STORYBOARD_VERSION = 1

Verb = Literal[
    "wander",
    "follow",
    "run",
    "flee",
    "hide",
    "wait",
    "open",
    "hold",
    "look",
    "fall",
    "stumble",
    "drop",
    "cctv",
    "track",
    "photo",
    "card",
]
Move = Literal["throw", "topple", "fall", "slide", "roll", "nudge"]  # an event in which a thing moves
DoorMove = Literal["door-opens", "door-shuts", "door-slams"]
HandEvent = Literal["hand-wipes", "hand-covers"]  # an event of the operator's free hand, before the lens
# An event in which a figure comes into sight.
Appearance = Literal[
    "figure",
    "stare",
    "cross",
    "leave",
    "peek",
    "search",
    "hunt",
    "come",
    "turn",
    "lie",
    "lead",
    "trail",
    "team",
    "chase",
]
Audible = Literal["knock", "door", "answer", "call", "radio", "voice"]  # an event that is heard alone
Fading = Literal["figure", "stare"]  # an appearance in plain sight, which lamps hide the beginning and the end of
LampFailure = Literal["blink", "fail", "die"]
Channel = Literal["radio", "telephone", "pa", "room"]
EventName = Literal["lamp-dies", "blackout", "tape-glitch", Appearance, Audible, DoorMove, HandEvent, Move]
Place = Literal["on", "near", "far"]
Beginning = Literal["record", "edit"]

USUAL_CHANNEL: Channel = "radio"
USUAL_FAILURE: LampFailure = "blink"
LINES, LETTERS = 8, 40  # of a card
LOOK = ("camera", "signal", "tape", "display")  # tables of settings that a film without a tape has no use for


def _as_range(value: Any) -> Any:
    """Take one number for a range without width."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value, value
    return tuple(value) if isinstance(value, list) else value


def _in_order(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError(f"[{value[0]:g}, {value[1]:g}] is the wrong way round; write the smaller number first")
    return value


_Amount = Annotated[float, Field(ge=0, le=3600)]
Range = Annotated[tuple[_Amount, _Amount], BeforeValidator(_as_range), AfterValidator(_in_order)]
_Magnification = Annotated[float, Field(ge=1, le=10)]
Zoom = Annotated[tuple[_Magnification, _Magnification], BeforeValidator(_as_range), AfterValidator(_in_order)]
_Line = Annotated[str, Field(max_length=LETTERS)]


class ShotEvent(Section):
    """One entry of a shot's `event` list. Ranges are drawn from, another film for each seed."""

    kind: EventName = dial(..., "what happens")
    at: Range = dial(
        (0.0, 0.0), "when, counted from the beginning of the shot; later than its end is at its end", unit="s"
    )
    seconds: Range | None = dial(None, "how long it takes; unset, what is usual for it", unit="s")
    strength: float = dial(1.0, "how loud, how far, how bad", ge=0, le=1)
    chance: float = dial(1.0, "in how many films it happens at all", ge=0, le=1)
    thing: str | None = dial(
        None, "which thing moves, by its name in the catalogue, or by the file of a model; unset, what is usual for it"
    )

    body: BodyName | None = dial(None, "which body a figure has; unset, the man")
    carries: CarriedName | None = dial(
        None,
        "what a figure carries: a lit torch, a camera at its eye, or a case; unset, nothing, of a team as is usual",
    )

    lamps: LampFailure | None = dial(
        None,
        "what lamps near a figure do as it comes and as it goes: blink; fail, so that its place is dark for a moment; "
        "or fail, and at last die; unset, they blink",
    )

    away: Range | None = dial(None, "how far off it is heard from; unset, the usual distance", unit="m")
    file: str | None = dial(
        None, "voice of one's own: .wav, of up to ten minutes; relative to the folder of the storyboard", min_length=1
    )
    channel: Channel | None = dial(None, "what that is heard through; unset, a radio")
    content: str | None = dial(None, "SHA-256 of the file, in recipes: another file of this name is refused")

    @model_validator(mode="after")
    def _have_a_voice(self) -> Self:
        if (self.file is not None) != (self.kind == "voice"):
            if self.kind == "voice":
                raise ValueError('a voice wants a file, e.g. file = "voice.wav"')
            raise ValueError(f"an event of kind {self.kind} has no file; leave file out, or make it a voice")
        if self.channel is not None and self.kind != "voice":
            raise ValueError(f"an event of kind {self.kind} has no channel; leave channel out, or make it a voice")
        from_afar = self.kind in ("knock", "door", "answer", "call") or self.channel in ("pa", "room")
        if self.away is not None and not from_afar:
            raise ValueError(
                f"an event of kind {self.kind} is not heard from afar; leave away out, or make it a knock, door, "
                'answer, call, or a voice whose channel is "pa" or "room"'
            )
        return self

    @model_validator(mode="after")
    def _have_a_figure_to_be(self) -> Self:
        if self.body is not None and self.kind not in get_args(Appearance):
            figures = ", ".join(get_args(Appearance))
            raise ValueError(f"an event of kind {self.kind} has no figure; leave body out, or make it one of {figures}")
        if self.lamps is not None and self.kind not in get_args(Fading):
            those = " or ".join(get_args(Fading))
            raise ValueError(f"lamps do not hide how a {self.kind} comes; leave lamps out, or make it a {those}")
        if self.carries is not None and self.kind not in get_args(Appearance):
            raise ValueError(f"nothing is carried in an event of kind {self.kind}; leave carries out")
        if self.carries is not None and self.body is not None and self.body not in CARRIERS:
            raise ValueError(cannot_carry(self.body))
        return self

    @model_serializer(mode="wrap")
    def _without_empty_hands(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_empty(dump(self), "carries")

    @model_validator(mode="after")
    def _have_a_thing_to_move(self) -> Self:
        if self.thing is not None and self.kind not in get_args(Move):
            moves = ", ".join(get_args(Move))
            raise ValueError(f"nothing moves in a {self.kind}; leave thing out, or make it one of {moves}")
        return self


class StoryboardShot(Section):
    """One entry of a storyboard's `shot` list."""

    verb: Verb = dial(..., "what the operator does")
    seconds: Range = dial((6.0, 6.0), "how long; a range is drawn from, and stretched to fill a film", unit="s")
    place: Place | None = dial(None, "where: on from where the last shot ended, near there, or far off")
    begins: Beginning = dial("record", "how, if not on from the last shot: the camera starts again, or a clean cut")
    later: Range = dial((0.0, 0.0), "what the clock jumps by before it", unit="h")
    zoom: Zoom = dial((1.0, 1.0), "magnification at its beginning and at its end")
    title: str = dial("", "what its chapter is called; unset, what its verb says", max_length=LETTERS)
    text: tuple[_Line, ...] = dial((), 'the lines of a card; [""] is black', max_length=LINES)
    event: tuple[ShotEvent, ...] = dial((), "what happens meanwhile")
    camera: str | None = dial(
        None,
        "camera of one's own to track: .glb, .gltf, .json, .chan, or the head of a .bvh; relative to the folder of the "
        "storyboard",
        min_length=1,
    )
    origin: GroundPlace | None = dial(
        None,
        "where in the world that file has its own 0,0; unset: as it says itself, or else it begins where the shot does",
        unit="m",
    )
    handheld: bool = dial(False, "whether hands carry that camera: they tremble, and breath lifts it")
    content: str | None = dial(None, "SHA-256 of that file, in recipes: another file of this name is refused")

    @property
    def is_card(self) -> bool:
        """Whether it shows its text on black, instead of the place."""
        return self.verb == "card"

    @model_validator(mode="after")
    def _have_a_text(self) -> Self:
        if self.is_card and not self.text:
            raise ValueError('a card wants a text, e.g. text = ["SEPTEMBER 23, 1996"]')
        if not self.is_card and self.text:
            raise ValueError(f"text is for cards, and this shot is to {self.verb}; make it a shot of its own")
        if not self.seconds[0] > 0:
            raise ValueError("seconds is 0; a shot lasts longer")
        return self

    @model_validator(mode="after")
    def _have_a_camera_to_track(self) -> Self:
        if self.verb == "track" and self.camera is None:
            raise ValueError('a shot that tracks wants a camera, e.g. camera = "path.glb"')
        if self.verb != "track":
            own = [name for name in ("camera", "origin", "content") if getattr(self, name) is not None]
            if own or self.handheld:
                name = (own or ["handheld"])[0]
                raise ValueError(f'{name} is for shots that track a camera; leave it out, or make the verb "track"')
        return self

    @model_serializer(mode="wrap")
    def _without_a_camera(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), ("camera", "origin", "handheld", "content"))


class Storyboard(Section):
    """A whole storyboard file."""

    version: int = dial(STORYBOARD_VERSION, "version of the file format", ge=1, le=STORYBOARD_VERSION)
    title: str = dial("", "what the film is called")
    description: str = dial("", "one sentence about it")
    tape: str | None = dial(None, "what it is recorded on, unless asked otherwise: the name of a tape")
    date: str | None = dial(None, "what the camera's clock shows at the start, as display.date")
    set: tuple[str, ...] = dial((), 'settings of the place and the camera, as "--set" takes them')
    thing: tuple[ThingSettings, ...] = dial((), "models of one's own that the film brings to the place")
    stop: Range = dial((0.0, 0.0), "blank tape at the end, where the recording has stopped", unit="s")
    shot: tuple[StoryboardShot, ...] = dial(..., "the shots, in order", min_length=1, max_length=500)

    @field_validator("date")
    @classmethod
    def _fit_the_letters(cls, date: str | None) -> str | None:
        return None if date is None else check_display_date(date)

    @model_serializer(mode="wrap")
    def _without_an_empty_list(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_empty(dump(self), "thing")

    def overrides(self, taped: bool) -> tuple[str, ...]:
        """Its settings and its date, as "section.key=VALUE"; those of camera and tape only where there is a tape."""
        dated = () if self.date is None else (f"display.date={as_toml(self.date)}",)
        every = (*dated, *self.set)
        return every if taped else tuple(each for each in every if each.split(".")[0].strip() not in LOOK)
