"""The scripts and style sheets of the maps: Leaflet alone, from this machine."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

LEAFLET_FOLDER = Path(leaflet.BASE_DIR)
"""Folder of the Leaflet files, to be served at `SERVED_AT`."""
SERVED_AT = "/aset/leaflet"
"""Address under which the app serves `LEAFLET_FOLDER`."""


@dataclass(frozen=True)
class Assets:
    """Where a map takes its script, style sheet and marker images from.

    Parameters
    ----------
    script, style
        URLs of Leaflet's script and style sheet.
    images
        Folder URL of Leaflet's marker images, with its slash at the end.
    """

    script: str
    style: str
    images: str


SERVED = Assets(f"{SERVED_AT}/leaflet.js", f"{SERVED_AT}/leaflet.css", f"{SERVED_AT}/images/")
"""For maps inside the app."""


@cache
def inlined() -> Assets:
    """Return the same files as ``data:`` URLs, for a file that opens anywhere.

    Examples
    --------
    >>> inlined().script[:28]
    'data:text/javascript;base64,'
    """
    script = (LEAFLET_FOLDER / "leaflet.js").read_text(encoding="utf-8")
    style = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")
    # A source map and a relative image would each be looked for beside the file.
    script = re.sub(r"//# sourceMappingURL=.*", "", script)
    style = re.sub(r"url\((images/[\w.-]+)\)", _image, style)
    return Assets(_data_url("text/javascript", script.encode()), _data_url("text/css", style.encode()), "")


def _image(match: re.Match[str]) -> str:
    content = (LEAFLET_FOLDER / match.group(1)).read_bytes()
    return f"url({_data_url('image/png', content)})"


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
