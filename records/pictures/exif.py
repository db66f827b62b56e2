"""What a camera wrote into a picture: where and when it was taken."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import Any

from PIL import ExifTags
from PIL.Image import Image

_MINUTES, _SECONDS = 60, 3600
_HALF_TURN, _QUARTER_TURN = 180.0, 90.0
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_XMP_PLACE = re.compile(rb"exif:GPSL(?:atitude|ongitude)", re.IGNORECASE)


def place_of(image: Image) -> tuple[float, float] | None:
    """Return longitude and latitude that a picture carries, None if it carries none that can be."""
    gps = _directory(image, ExifTags.IFD.GPSInfo)
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "S")
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "W")
    if lat is None or lon is None or abs(lat) > _QUARTER_TURN or abs(lon) > _HALF_TURN:
        return None
    # Cameras without a fix write zeros.
    return None if lat == 0 and lon == 0 else (lon, lat)


def tells_place(image: Image) -> bool:
    """Say whether a picture carries anything about where it was taken, readable or not."""
    if _directory(image, ExifTags.IFD.GPSInfo):
        return True
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return bool(_XMP_PLACE.search(packet.encode() if isinstance(packet, str) else packet))


def taken_at(image: Image) -> str | None:
    """Return when a picture was taken, in ISO form; with an offset only if the camera wrote one.

    A camera's clock has no zone: who reads it decides which one it was set to.
    """
    exif = _directory(image, ExifTags.IFD.Exif)
    said = str(exif.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
    try:
        moment = datetime.strptime(said, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the camera says no zone
    except ValueError:
        return None
    offset = str(exif.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    return moment.isoformat() + (offset if _OFFSET.fullmatch(offset) else "")


def _directory(image: Image, which: int) -> dict[int, Any]:
    try:
        return dict(image.getexif().get_ifd(which))
    except Exception:  # noqa: BLE001 - anything may stand there; what cannot be read is not offered
        return {}


def _degrees(parts: Any, hemisphere: Any, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / _MINUTES + seconds / _SECONDS
    if not math.isfinite(value):
        return None
    return -value if str(hemisphere).strip("\0 ").upper() == negative else value
