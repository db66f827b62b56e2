"""The legend, as HTML of our own: what every colour, hatch and sign means, with the breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.maps import palette
from reports.maps.escape import text
from sop.wording import number

LAYER_NAMES = ("Petak kejadian", "Kasus konflik", "Jalur patroli", "Tempat", "Jalan")
"""Layers that can be switched, in the order of the legend."""


@dataclass(frozen=True, kw_only=True)
class Breaks:
    """Thresholds of the classes, in poin gangguan a week; fixed across periods.

    Parameters
    ----------
    waspada, rawan
        Lower ends of the two upper classes.
    """

    waspada: float
    rawan: float


def legend(breaks: Breaks, layers: Iterable[str] = (), *, points: bool = True) -> str:
    """Return the legend of a map as inert HTML.

    Parameters
    ----------
    breaks
        Thresholds of the classes.
    layers
        Names out of `LAYER_NAMES` that the map shows.
    points
        Whether the map shows points; else it shows classes and ranks.

    Examples
    --------
    >>> "mulai 17 poin" in legend(Breaks(waspada=6, rawan=17))
    True
    """
    shown = set(layers)
    title = "Poin gangguan" if points else "Kelas kerawanan"
    figure = (
        "Angka di peta: perkiraan bobot gangguan tujuh hari ke depan."
        if points
        else "Di peta: kelas dan kisaran peringkat tujuh hari ke depan, tanpa poin dan tanpa yang rahasia."
    )
    items = [*_classes(breaks), *(sign for name in LAYER_NAMES if name in shown for sign in _signs(name))]
    return (
        f'<div class="legenda"><style>{_STYLE}</style>'
        f'<div class="judul">{title} seminggu ke depan, per desa</div>'
        f'<div class="butir">{"".join(items)}</div>'
        f'<div class="cara">{figure} '
        "Batas kelas tidak berubah antarperiode; kelas yang lebih berat baru dipakai bila cukup yakin "
        "(peluang paling sedikit 80 %). Batas wilayah indikatif.</div></div>"
    )


_STYLE = (
    ".legenda{font-size:13px;line-height:1.45;color:#3b352d}"
    ".legenda .judul{font-weight:600;margin-bottom:4px}"
    ".legenda .butir{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:center}"
    ".legenda .satu{display:inline-flex;align-items:center;gap:7px}"
    ".legenda i{flex:none;box-sizing:border-box;display:inline-block}"
    ".legenda .cara{color:#6b645b;font-size:12px;margin-top:5px}"
)


def _classes(breaks: Breaks) -> Iterator[str]:
    words = {
        "rawan": f"mulai {number(breaks.rawan)} poin",
        "waspada": f"{number(breaks.waspada)} sampai di bawah {number(breaks.rawan)}",
        "aman": f"di bawah {number(breaks.waspada)}",
        "belum_cukup_data": "",
    }
    for style in palette.CLASSES:
        hatch = style.code == "belum_cukup_data"
        label = f"<b>{style.label}</b>" + (f" {words[style.code]}" if words[style.code] else "")
        yield _item(_box(style.fill, style.ink if hatch else None), label)
    waspada = palette.style_of("waspada")
    yield _item(_box(waspada.fill, waspada.ink), "arsir: keyakinan rendah")


def _signs(name: str) -> Iterator[str]:
    match name:
        case "Petak kejadian":
            for _, colour, words in reversed(palette.CELL_STEPS):
                yield _item(_box(colour, None, size=11), f"petak: {words} kejadian")
            yield _item(_area(), "daerah perkiraan kejadian terbatas (200 m)")
        case "Kasus konflik":
            yield _item(_pill("◆ 2 · E1"), "2 kasus konflik terbuka, eskalasi tertinggi E1 (penuh mulai E2)")
        case "Jalur patroli":
            yield _item(_line(palette.TRACK, 3), "jalur patroli")
        case "Tempat":
            yield _item(_dot(), "tempat")
        case "Jalan":
            yield _item(_line(palette.ROAD, 1.6), "jalan")


def _item(symbol: str, label: str) -> str:
    return f'<span class="satu">{symbol}<span>{label}</span></span>'


def _box(fill: str, hatch: str | None, *, size: int = 18) -> str:
    lines = f",repeating-linear-gradient(135deg,{hatch}99 0 1.6px,transparent 1.6px 6px)" if hatch else ""
    colour = f"linear-gradient({fill},{fill})"
    background = f"{lines[1:]},{colour}" if lines else colour
    return _mark(f"width:{size}px;height:{size}px;border:1px solid {palette.OUTLINE};background:{background}")


def _area() -> str:
    return _mark(f"width:14px;height:14px;border:2px dashed {palette.ROUGH};background:{palette.ROUGH}22")


def _line(colour: str, width: float) -> str:
    return _mark(f"width:22px;height:{width}px;background:{colour}")


def _dot() -> str:
    return _mark(
        f"width:11px;height:11px;border-radius:50%;border:1.5px solid #2e2a25;background:{palette.PLACE}"
    )


def _mark(style: str) -> str:
    """Return a drawn sign without words; plain boxes survive every cleaner of HTML, drawings do not."""
    return f'<i aria-hidden="true" style="{style}"></i>'


def _pill(words: str) -> str:
    return (
        f'<span style="border:1.5px solid {palette.CASE};color:{palette.CASE};border-radius:9px;'
        f'padding:0 7px;font-size:11.5px;white-space:nowrap;font-weight:600;background:#fff">'
        f"{text(words)}</span>"
    )
