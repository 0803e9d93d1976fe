"""Layers of OpenEXR: colours, alpha and depth by the names that Blender, Nuke and we give to channels."""

from collections.abc import Collection
from pathlib import Path

from liminal.errors import LiminalError
from liminal.footage.layer_image import LayerImage, Numbers

# Passes by the last word of their names, in lower case: of a picture, and of what light shadows leave.
_PICTURES = ("combined", "rgba", "beauty")
_SHADOWS = ("shadow catcher", "shadow")
_DEPTHS = ("depth.z", "depth.v")  # V: Blender from 5.0 on


def read_exr_layer(path: Path, *, shadow: bool = False) -> LayerImage:
    """Read a picture and its depth; of a `shadow` the pass of that, if there is one.

    Raises LiminalError for a file that cannot be read, and for one that does not say which of its colours are meant.
    """
    import OpenEXR

    try:
        with path.open("rb") as stream, OpenEXR.File(stream, separate_channels=True) as file:
            channels = {
                _full_name(part.name(), name, len(file.parts)): (channel.pixels, dict(part.header))
                for part in file.parts
                for name, channel in part.channels.items()
            }
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no OpenEXR file"
        raise LiminalError(f"cannot read the layer {path}: {reason}; check its name, and whether it is whole") from None
    if not channels:
        raise LiminalError(f"cannot read the layer {path}: it is cut off or damaged; render it anew")

    names = _colours_in(channels, path, shadow)
    (left, top), (right, low) = (each.tolist() for each in channels[names[0]][1]["displayWindow"])
    x, y = channels[names[0]][1]["dataWindow"][0].tolist()
    known = [channels[name][0] for name in names]

    def beside(name: str | None) -> Numbers | None:
        """A channel of the same rectangle."""
        pixels = channels[name][0] if name in channels else None
        return pixels if pixels is not None and pixels.shape == known[0].shape else None

    alpha = None if shadow else beside(f"{names[0][:-1]}A")
    depth = None if shadow else beside(_depth_in(channels, names[0][:-1]))
    return LayerImage((right - left + 1, low - top + 1), (x - left, y - top), known, alpha, depth).within()


def _full_name(part: str, name: str, parts: int) -> str:
    """The name of a channel with that of its part, where there are several; Blender gives it that already."""
    return name if parts == 1 or name.startswith(f"{part}.") else f"{part}.{name}"


def _colours_in(names: Collection[str], path: Path, shadow: bool) -> tuple[str, ...]:
    """The channels of the picture, or of the light that is left."""
    sets = [name[:-1] for name in names if name.endswith("R") and {f"{name[:-1]}G", f"{name[:-1]}B"} <= {*names}]
    wanted = _SHADOWS if shadow else ()
    for kinds in (wanted, ("",), _PICTURES):
        found = [each for each in sets if each.rstrip(".").rpartition(".")[2].lower() in kinds]
        if len(found) == 1:
            return tuple(found[0] + letter for letter in "RGB")
        if found:
            raise LiminalError(
                f"{path} holds several pictures: {', '.join(each.rstrip('.') for each in found)}; "
                "render each into a file of its own"
            )
    if len(sets) == 1:
        return tuple(sets[0] + letter for letter in "RGB")
    grey = [name for name in names if name == "Y" or name.endswith(".Y") or (shadow and len(names) == 1)]
    if len(grey) == 1:
        return (grey[0],)
    raise LiminalError(
        f"{path} does not say which of its channels are the picture: {', '.join(sorted(names))}; "
        "name them R, G, B and A, or Combined.R and so on"
    )


def _depth_in(names: Collection[str], picture: str) -> str | None:
    """The channel of the depth of a picture, whose channels begin with the word `picture`."""
    found = [name for name in names if name == "Z" or ".".join(name.lower().split(".")[-2:]) in _DEPTHS]
    # Of several the one of the same view layer.
    layer = picture.rstrip(".").rpartition(".")[0]
    return next((name for name in found if name.startswith(layer)), None) if found else None
