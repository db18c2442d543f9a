"""A picture small enough for an upload: as it is where it fits, else smaller, as a JPEG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_POINTS = 60_000_000
"""Width × height of a picture that is opened: a few kB can claim a billion points."""

SIDES = (2048, 1600, 1280, 1024, 800, 640)
QUALITIES = (85, 70)
OPENED = ("JPEG", "PNG", "WEBP")
SENT_AS_IT_IS = {"JPEG": "image/jpeg", "PNG": "image/png"}


def fitted(data: bytes, most_bytes: int) -> tuple[bytes, str] | None:
    """Its bytes and what kind they are; None for what is no picture, or none that gets small
    enough. Slow: for a thread of its own.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=OPENED) as image:
            if image.width * image.height > MOST_POINTS:
                return None
            if len(data) <= most_bytes and image.format in SENT_AS_IT_IS:
                image.verify()  # and must not be broken off
                return data, SENT_AS_IT_IS[image.format]
            return _smaller(image, most_bytes)
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return None


def _smaller(image: Image.Image, most_bytes: int) -> tuple[bytes, str] | None:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        # What one sees through would turn black in a JPEG.
        seen = upright.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        upright = paper
    flat = upright.convert("RGB")
    for side in SIDES:
        flat.thumbnail((side, side))
        for quality in QUALITIES:
            written = io.BytesIO()
            flat.save(written, "JPEG", quality=quality)
            if written.tell() <= most_bytes:
                return written.getvalue(), "image/jpeg"
    return None
