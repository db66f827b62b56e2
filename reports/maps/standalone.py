"""One HTML file that opens anywhere: everything inside, no request to anybody."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import cast

import folium
from branca.element import Figure

from reports.maps.assets import inlined
from reports.maps.base import Base, base_map
from reports.maps.escape import text
from reports.maps.layers import Paint, Shapes
from reports.maps.verbatim import Verbatim, script_json

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data:"
)
_FRAME = (
    "<style>html,body{height:100%;margin:0}body{display:flex;flex-direction:column;"
    'font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;color:#2e2a25}'
    ".kepala{padding:12px 18px 8px}.kepala h1{font-size:20px;margin:0}.kepala p{margin:2px 0 0;color:#6b645b;"
    "font-size:13px}.kaki{padding:8px 18px 12px}div.folium-map{flex:1 1 auto;height:auto!important;"
    "min-height:260px;order:2}.kepala{order:1}.kaki{order:3}.kepala .tera{color:#17323d;font-weight:650}"
    ".cap{position:absolute;inset:0;z-index:900;pointer-events:none;overflow:hidden}"
    ".cap span{position:absolute;white-space:nowrap;transform:rotate(-24deg);font-size:17px;font-weight:700;"
    "color:#17323d;opacity:.16}</style>"
)
_STAMPS = ((4, 24), (46, 34), (4, 62), (46, 72), (4, 98), (46, 108))
"""Where the watermark stands over the map, in per cent from the left and the top."""


def snapshot(groups: Iterable[folium.FeatureGroup]) -> str:
    """Return the SHA-256 of everything that layers show, by which a map can be named in minutes."""
    payloads = [
        child.payload
        for group in groups
        for child in group._children.values()  # noqa: SLF001 - folium has no other way to its parts
        if isinstance(child, (Paint, Shapes))
    ]
    return sha256("\x1d".join(payloads).encode()).hexdigest()


def standalone(
    base: Base,
    groups: Iterable[folium.FeatureGroup],
    *,
    title: str,
    subtitle: str = "",
    stamp: str = "",
    legend: str = "",
) -> bytes:
    """Return a map as one self-contained HTML file.

    Parameters
    ----------
    base
        The prepared base.
    groups
        Layers, the lowest first.
    title, subtitle
        Heading and line below it: plain text, escaped here.
    stamp
        Watermark: a line of its own, and faintly all over the map, so that a picture of it keeps it.
    legend
        HTML from `legend.legend`.
    """
    made = base_map(base, inlined())
    for group in groups:
        made.add_child(group)
    root = cast("Figure", made.get_root())
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    root.header.add_child(Verbatim(policy), name="policy", index=0)
    root.header.add_child(Verbatim(f"<title>{text(title)}</title>{_FRAME}"), name="frame")
    line = f'<p class="tera">{text(stamp)}</p>' if stamp else ""
    head = f'<header class="kepala"><h1>{text(title)}</h1><p>{text(subtitle)}</p>{line}</header>'
    root.html.add_child(Verbatim(f'{head}<footer class="kaki">{legend}</footer>'), name="texts")
    if stamp:
        root.script.add_child(Verbatim(_over(made.get_name(), stamp)), name="stamp")
    page: str = root.render()
    return page.replace("<html>", '<html lang="id">', 1).encode()


def _over(name: str, stamp: str) -> str:
    spans = "".join(f'<span style="left:{left}%;top:{top}%">{text(stamp)}</span>' for left, top in _STAMPS)
    layer = f'<div class="cap" aria-hidden="true">{spans}</div>'
    return f'document.getElementById("{name}").insertAdjacentHTML("beforeend", {script_json(layer)});'
