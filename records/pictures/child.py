"""The process that opens pictures from outside: it may die, the program that asked it lives on.

Run as ``python -m records.pictures.child OPTIONS`` with the picture on standard input: writes one line of
JSON and, if it went well, the kept JPEG behind it.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from PIL import ExifTags, Image

from records.pictures.exif import place_of, taken_at, tells_place
from records.pictures.limits import Limits

TOO_MANY, BROKEN = "piksel", "rusak"
"""Why a picture was not made into one that is kept."""


def main(arguments: Sequence[str]) -> int:
    """Make the picture on standard input small and silent under limits."""
    options = json.loads(arguments[0])
    limits = Limits(**options["limits"])
    _limit(limits)
    try:
        news, jpeg = kept(sys.stdin.buffer.read(), options["format"], limits)
    except Exception as error:  # noqa: BLE001 - libraries raise anything on a broken picture
        news, jpeg = {"refused": BROKEN, "cause": type(error).__name__}, b""
    sys.stdout.buffer.write(json.dumps(news).encode() + b"\n" + jpeg)
    return 0


def kept(data: bytes, kind: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Return what is known of a picture, and it as an upright small JPEG that says nothing else."""
    # The size stands in the header: a bomb is refused before a pixel of it is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data), formats=(kind,)) as image:
        pixels = image.width * image.height
        if pixels > limits.pixels:
            return {"refused": TOO_MANY, "pixels": pixels}, b""
        if kind == "JPEG":
            image.draft("RGB", (limits.side, limits.side))
        image.load()
        news = {"place": place_of(image), "tells_place": tells_place(image), "taken_at": taken_at(image)}
        small = _upright(image, limits.side)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=limits.quality, optimize=True, progressive=True)
    return {**news, "width": small.width, "height": small.height}, out.getvalue()


def _upright(image: Image.Image, side: int) -> Image.Image:
    """Return the pixels alone, turned as the camera was held, on a white ground."""
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    flat = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    flat.thumbnail((side, side), Image.Resampling.LANCZOS)
    # A new picture: whatever the old one carried beside its pixels stays behind.
    clean = Image.new("RGB", flat.size, "white")
    clean.paste(flat, mask=flat.getchannel("A") if flat.mode == "RGBA" else None)
    return clean if turn is None else clean.transpose(turn)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each orientation that EXIF knows."""


def _limit(limits: Limits) -> None:
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
