"""Image colour: pixels of any depth, colour space and embedded profile become 8 bits of sRGB."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from liminal.colour import encode_srgb
from liminal.footage.image_coding import Coding, shown_on_screen
from liminal.footage.image_size import shrinking
from liminal.footage.print_colour import printed_rgb

if TYPE_CHECKING:
    from PIL.Image import Image

# The colour spaces of ICC profiles (ICC.1:2022, table 19) that fit pillow's modes.
_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
_ALPHA = {"RGBA": "RGB", "LA": "L"}
_USUAL_GAMMA = 1 / 2.2  # PNG's gAMA of sRGB


def to_srgb(image: "Image", profile: bytes | None, coding: Coding | None) -> "Image":
    """Return a decoded picture of eight bits as sRGB: RGB, or RGBA if it has opacity.

    Large ones are scaled down: see `image_size`. `profile`: the ICC profile in the file; an unusable one is ignored.
    `coding`: of an HDR or wide-gamut picture.
    """
    image = _plain(image)
    if (factor := shrinking(image.size)) > 1:
        image = image.reduce(factor)
    if image.mode not in _ALPHA:
        return _rgb(image, profile, coding)
    rgb = _rgb(image.convert(_ALPHA[image.mode]), profile, coding)
    rgb.putalpha(image.getchannel("A"))
    return rgb


def _plain(image: "Image") -> "Image":
    """Return a picture of eight bits in one of the modes L, LA, RGB, RGBA and CMYK."""
    has_opacity = image.mode in ("PA", "La", "RGBa") or image.has_transparency_data
    if image.mode in ("1", "L", "LA", "La"):
        mode = "LA" if has_opacity else "L"
    else:
        mode = "CMYK" if image.mode == "CMYK" else "RGBA" if has_opacity else "RGB"
    # A copy of the largest pictures would take 2 GB more.
    return image if image.mode == mode else image.convert(mode)


def _rgb(image: "Image", profile: bytes | None, coding: Coding | None) -> "Image":
    """Return a picture of the mode L, RGB or CMYK as sRGB."""
    from PIL import Image, ImageCms

    if coding is not None:
        return Image.fromarray(shown_on_screen(np.asarray(image.convert("RGB")), coding))
    if profile is not None:
        try:
            embedded = ImageCms.ImageCmsProfile(BytesIO(profile))
            if embedded.profile.xcolor_space.strip() == _SPACES[image.mode]:
                return _converted(image, embedded)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # broken: as if there were none
    elif image.mode != "CMYK":
        image = _by_gamma(image)
    return Image.fromarray(printed_rgb(np.asarray(image))) if image.mode == "CMYK" else image.convert("RGB")


def _converted(image: "Image", profile: Any) -> "Image":
    """Convert from a profile to sRGB, relative colorimetric with black point compensation, as viewers do."""
    from PIL import ImageCms

    converted = ImageCms.profileToProfile(
        image,
        profile,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert converted is not None
    return converted


def _by_gamma(image: "Image") -> "Image":
    """Convert a PNG with gAMA and without an sRGB chunk to sRGB; return any other picture as it is."""
    gamma = image.info.get("gamma")
    if not gamma or "srgb" in image.info or abs(gamma / _USUAL_GAMMA - 1) < 0.05:
        return image
    levels = 255 * encode_srgb((np.arange(256) / 255) ** (1 / gamma))
    return image.point([round(level) for level in levels] * len(image.getbands()))
