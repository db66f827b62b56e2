"""Photos as cameras and phones make them, made here: nobody's."""

import io
import struct
import zlib

from PIL import ExifTags, Image


def pixels(size=(64, 48), color=(200, 40, 40)):
    """Return a picture whose left half is of another colour, so that its turning shows."""
    image = Image.new("RGB", size, (20, 90, 160))
    image.paste(color, (size[0] // 2, 0, *size))
    return image


def photo(
    kind="JPEG", *, size=(64, 48), color=(200, 40, 40), place=None, taken=None, offset=None, turned=1, **texts
):
    """Return the bytes of a photo; ``place`` is (lon, lat) as the camera writes it."""
    image = pixels(size, color)
    exif = image.getexif()
    exif[ExifTags.Base.Orientation] = turned
    for name, said in texts.items():
        exif[ExifTags.Base[name]] = said
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    if place:
        lon, lat = place
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef] = "S" if lat < 0 else "N"
        gps[ExifTags.GPS.GPSLatitude] = _sexagesimal(abs(lat))
        gps[ExifTags.GPS.GPSLongitudeRef] = "W" if lon < 0 else "E"
        gps[ExifTags.GPS.GPSLongitude] = _sexagesimal(abs(lon))
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def _sexagesimal(degrees):
    whole, rest = divmod(degrees, 1)
    minutes, rest = divmod(rest * 60, 1)
    return (whole, minutes, rest * 60)


def bomb(width=30_000, height=30_000):
    """Return a small PNG that says it unpacks to many pixels, and does."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
