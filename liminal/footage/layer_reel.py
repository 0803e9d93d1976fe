"""Reels of layers: what each layer of a film shows in its fields, read ahead of its use."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from liminal.closing import Closing
from liminal.footage.layer_file import open_layer
from liminal.footage.layer_light import between, light_of, shadow_of
from liminal.settings.layer import LayerSettings
from liminal.view.layer_picture import LayerPicture

PAPER = 150.0  # cd/m2: white paper (reflectance 0.9) where some 500 lx fall, as under the lamps of Level 0
AHEAD = 2  # pictures that are read ahead: those of the next frame


class LayerReel(Closing):
    """The layers of a film. It reads in a thread of its own."""

    def __init__(self, layers: Sequence[LayerSettings], shadows: Sequence[LayerSettings], lines: int) -> None:
        """`lines`: of the pictures that they are put into. Raises LiminalError for files that cannot be read."""
        self._reader = ThreadPoolExecutor(1, "layers")
        self._tracks = [
            LayerTrack(each, shadow, lines, self._reader)
            for shadow, several in ((True, shadows), (False, layers))
            for each in several
        ]

    def at(self, field: int) -> tuple[LayerPicture, ...]:
        """Return the layers in a field of the film, from 0, as `LayerSource` does."""
        pictures = (track.at(field) for track in self._tracks)
        return tuple(picture for picture in pictures if picture is not None)

    def close(self) -> None:
        """End reading, and close the files."""
        self._reader.shutdown(cancel_futures=True)
        for track in self._tracks:
            track.close()


class LayerTrack(Closing):
    """One layer of a film, or a shadow."""

    def __init__(self, settings: LayerSettings, shadow: bool, lines: int, reader: ThreadPoolExecutor) -> None:
        self._settings, self._shadow, self._lines, self._reader = settings, shadow, lines, reader
        self._file = open_layer(settings.file, shadow=shadow)
        linear = self._file.linear
        self._white = settings.scale or (1.0 if linear else PAPER)
        self._straight = settings.alpha == "straight" if settings.alpha else not linear
        self._read: dict[int, Future[LayerPicture | None]] = {}
        # The number of the first of two, and what lies between them.
        self._blended: tuple[int, LayerPicture | None] | None = None

    def at(self, field: int) -> LayerPicture | None:
        """Return what it shows in a field, from 0."""
        lasting = self._settings.frame_fields or 2
        number = min(field // lasting, self._file.count - 1)
        wanted = range(number, min(number + AHEAD + 1, self._file.count))
        self._read = {each: self._read.get(each) or self._reader.submit(self._picture, each) for each in wanted}
        shown = self._read[number].result()
        if self._settings.motion == "hold" or field % lasting == 0 or number + 1 not in wanted:
            return shown
        if self._blended is None or self._blended[0] != number:
            self._blended = number, between(shown, self._read[number + 1].result())
        return self._blended[1]

    def _picture(self, number: int) -> LayerPicture | None:
        image = self._file.read(number)
        if self._shadow:
            return shadow_of(image, self._lines)
        return light_of(image, self._white, straight=self._straight, lines=self._lines)

    def close(self) -> None:
        """Close its file."""
        self._file.close()
