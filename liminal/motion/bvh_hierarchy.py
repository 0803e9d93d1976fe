"""The hierarchy of a BVH file: its joints, and which numbers of a frame are whose.

The format is Biovision's of 1995, in which each exporter has habits of its own: Meredith and Maddock, 2001, "Motion
Capture File Formats Explained".
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from liminal.errors import LiminalError

MOST_JOINTS = 1000

_CHANNEL = re.compile(r"([xyz])(position|rotation)", re.IGNORECASE)


class Channel(NamedTuple):
    """One number of each frame: `axis` 0 to 2, and whether it is a rotation, degrees, or a position."""

    axis: int
    is_rotation: bool

    def __str__(self) -> str:
        return f"{'XYZ'[self.axis]}{'rotation' if self.is_rotation else 'position'}"


@dataclass
class BvhJoint:
    """A joint, or an end site, which has no channels. `offset`: in the file's unit. `line`: where it is in the file."""

    name: str
    parent: int
    line: int
    offset: tuple[float, ...] | None = None
    channels: list[Channel] = field(default_factory=list)


class _Word(NamedTuple):
    text: str
    line: int


class _Words:
    """The words of a text, one after the other; a brace is one wherever it stands."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._words = self._split(text)
        self.last = _Word("", 1)
        self.joint = ""

    @staticmethod
    def _split(text: str) -> Iterator[_Word]:
        for number, line in enumerate(text.splitlines(), 1):
            for word in line.replace("{", " { ").replace("}", " } ").split():
                yield _Word(word, number)

    def next(self) -> _Word | None:
        word = next(self._words, None)
        if word is not None:
            self.last = word
        return word

    def need(self, what: str) -> str:
        """Return the next word, of which there must be one."""
        word = self.next()
        if word is None:
            raise self.fault(f"the hierarchy ends where {what} is due; is the file cut short?")
        return word.text

    def number(self, what: str) -> float:
        text = self.need(what)
        try:
            number = float(text)
        except ValueError:
            raise self.fault(f'"{text}" stands where {what}, a number, is due') from None
        if not math.isfinite(number):
            raise self.fault(f"{what} is {text}, not a finite number")
        return number

    def fault(self, message: str) -> LiminalError:
        of = f", joint {self.joint}" if self.joint else ""
        return LiminalError(f"{self.file}: line {self.last.line}{of}: {message}")


def read_hierarchy(file: str, text: str) -> list[BvhJoint]:
    """Return the joints of a text, each after its parent. Raises LiminalError that says line and joint.

    `file`: what it is called in messages. `text`: the file up to its MOTION.
    """
    words = _Words(file, text)
    first = words.next()
    if first is None or first.text.lower() != "hierarchy":
        raise words.fault("a BVH file begins with HIERARCHY, and this one does not")
    joints: list[BvhJoint] = []
    open_joints: list[int] = []  # from the root down to the one whose braces are open
    while (word := words.next()) is not None:
        keyword = word.text.lower()
        within = joints[open_joints[-1]] if open_joints else None
        words.joint = within.name if within else ""
        if keyword in ("root", "joint", "end"):
            if (keyword == "root") == bool(open_joints):
                raise words.fault(
                    "a ROOT stands inside a joint" if open_joints else f"a {word.text} stands before any ROOT"
                )
            joints.append(_begun(words, keyword, word.line, open_joints[-1] if open_joints else -1, joints))
            open_joints.append(len(joints) - 1)
            if len(joints) > MOST_JOINTS:
                raise words.fault(f"more than {MOST_JOINTS} joints, and a skeleton may have as many")
        elif within is None:
            raise words.fault(f'"{word.text}" stands where a ROOT is due')
        elif keyword == "offset":
            within.offset = tuple(words.number(f"{axis} of the OFFSET") for axis in "XYZ")
        elif keyword == "channels":
            within.channels = _channels(words)
        elif keyword == "}":
            if within.offset is None:
                raise words.fault("it has no OFFSET")
            open_joints.pop()
        else:
            raise words.fault(f'"{word.text}" is no word of a hierarchy; OFFSET, CHANNELS, JOINT, End Site are')
    if open_joints:
        words.joint = joints[open_joints[-1]].name
        raise words.fault("its brace is never closed; is the file cut short?")
    if not joints:
        raise words.fault("the hierarchy has no ROOT, so there is no skeleton")
    return joints


def _begun(words: _Words, keyword: str, line: int, parent: int, joints: list[BvhJoint]) -> BvhJoint:
    """Return the joint that begins: its name, which may have spaces, runs up to the brace."""
    name = []
    while (text := words.need("the brace of a joint")) != "{":
        name.append(text)
        if words.last.line > line:
            raise words.fault(f'"{text}" stands where the brace of joint {" ".join(name[:-1])} is due')
    if keyword == "end":
        return BvhJoint(f"{joints[parent].name} end", parent, line)
    if not name:
        raise words.fault("a joint has no name")
    return BvhJoint(" ".join(name), parent, line)


def _channels(words: _Words) -> list[Channel]:
    count = words.number("the number of CHANNELS")
    if count not in range(7):
        raise words.fault(f"{count:g} CHANNELS, and a joint has 0 to 6")
    channels = []
    for _ in range(int(count)):
        text = words.need("a channel")
        match = _CHANNEL.fullmatch(text)
        if match is None:
            raise words.fault(f'"{text}" is no channel; there are Xposition to Zposition and Xrotation to Zrotation')
        channel = Channel("xyz".index(match[1].lower()), match[2].lower() == "rotation")
        if channel in channels and not channel.is_rotation:
            raise words.fault(f"{channel} stands twice among its CHANNELS")
        channels.append(channel)
    return channels
