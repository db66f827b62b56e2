"""Pictures from outside: opened in a process of their own, never in this one."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.pictures.child import TOO_MANY
from records.pictures.detect import detect
from records.pictures.limits import MIB, Limits
from sop.problem import ProblemCode, Refused, problem

MEDIA_TYPE = "image/jpeg"
"""What every kept picture is."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it is kept, and what its original said that the kept one does not.

    Parameters
    ----------
    name
        What the person calls it.
    jpeg
        The kept picture: upright, small, nothing but pixels.
    width, height
        Of the kept picture, in pixels.
    sha256, sha256_original
        Of the kept picture and of the file that was given.
    tells_place
        Whether the original carried anything about where it was taken.
    place
        Longitude and latitude that the original carried, if they can be.
    taken_at
        When the camera says it was taken; without a zone if the camera named none.
    """

    name: str
    jpeg: bytes
    width: int
    height: int
    sha256: str
    sha256_original: str
    tells_place: bool
    place: tuple[float, float] | None
    taken_at: datetime | None


def read_picture(data: bytes, name: str, *, limits: Limits | None = None) -> Picture:
    """Open a JPEG, PNG or WebP in a limited process and return it as it may be kept.

    Raises
    ------
    Refused
        If the file is not such a picture, damaged, or too large.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        size, most = -(-len(data) // MIB), limits.file_bytes // MIB
        raise Refused(problem(ProblemCode.BERKAS_TERLALU_BESAR, berkas=name, ukuran=size, batas=most))
    news, jpeg = _opened(data, name, detect(data, name), limits)
    return Picture(
        name=name,
        jpeg=jpeg,
        width=news["width"],
        height=news["height"],
        sha256=hashlib.sha256(jpeg).hexdigest(),
        sha256_original=hashlib.sha256(data).hexdigest(),
        tells_place=news["tells_place"],
        place=tuple(news["place"]) if news["place"] else None,
        taken_at=datetime.fromisoformat(news["taken_at"]) if news["taken_at"] else None,
    )


def _opened(data: bytes, name: str, kind: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    options = json.dumps({"limits": dataclasses.asdict(limits), "format": kind})
    command = [sys.executable, "-I", "-m", "records.pictures.child", options]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, arguments as a list
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_heavy(name) from None
    if done.returncode != 0:
        raise _too_heavy(name)
    line, _, jpeg = done.stdout.partition(b"\n")
    news = json.loads(line)
    if news.get("refused") == TOO_MANY:
        millions, most = -(-news["pixels"] // 1_000_000), limits.pixels // 1_000_000
        raise Refused(problem(ProblemCode.FOTO_PIKSEL, berkas=name, piksel=millions, batas=most))
    if "refused" in news:
        raise Refused(problem(ProblemCode.FOTO_RUSAK, berkas=name))
    return news, jpeg


def _too_heavy(name: str) -> Refused:
    return Refused(problem(ProblemCode.FOTO_BERAT, berkas=name))
