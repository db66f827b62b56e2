"""A map for a meeting as one file that opens anywhere: always in meeting mode, whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import geopandas as gpd

from reports.maps.legend import LAYER_NAMES, legend
from reports.maps.standalone import snapshot, standalone
from reports.maps.vulnerability import groups
from services.basemap import base_of, breaks_of, drawn_places, drawn_roads
from services.briefing import watermark
from services.exported_list import period_words
from services.office import Office
from services.scrubbing import Made, Prepared, Text
from services.vulnerability import vulnerability_map
from sop.dictionary import PLACES, ROADS
from sop.party import Actor
from sop.period import Period

_NEVER = "Jalur patroli"
"""Where officers drive is not for a room."""


@dataclass(frozen=True, kw_only=True)
class MapChoice:
    """What a map for a meeting shows.

    Parameters
    ----------
    period
        Local days of which incidents are shown; None for all.
    categories, kinds
        Codes whose incidents are shown, None for all; and what they are called.
    layers
        Names out of `reports.maps.legend.LAYER_NAMES`.
    """

    period: Period | None
    categories: frozenset[str] | None = None
    kinds: str = "semua kategori"
    layers: tuple[str, ...] = ()


def prepared_map(office: Office, actor: Actor, choice: MapChoice, *, at: datetime) -> Prepared:
    """Return a map ready to be looked at and to be made."""
    layers = tuple(name for name in LAYER_NAMES if name in choice.layers and name != _NEVER)
    places = drawn_places(office) if "Tempat" in layers else drawn_places(office).iloc[:0]
    roads = drawn_roads(office) if "Jalan" in layers else drawn_roads(office).iloc[:0]
    texts = {f"tempat {key}": Text(str(key), PLACES.label, str(name)) for key, name in places["nama"].items()}
    texts |= {f"jalan {key}": Text(str(key), ROADS.label, str(name)) for key, name in roads["nama"].items()}

    found = vulnerability_map(
        office, actor, at=at, period=choice.period, categories=choice.categories, meeting=True
    )

    def make(cleaned: Mapping[str, str]) -> Made:
        shown = replace(
            found,
            places=_renamed(places, "tempat", cleaned),
            roads=_renamed(roads, "jalan", cleaned),
        )
        drawn = groups(shown, shown=layers)
        mark = snapshot(drawn)
        about = f"{office.profile.name} · {period_words(choice.period)} · {choice.kinds} · {found.caption}"
        sample = "DATA CONTOH · " if office.demo else ""
        content = standalone(
            base_of(office),
            drawn,
            title="Peta rapat",
            subtitle=about,
            stamp=f"{sample}{watermark(office, actor, at=at)} · sidik {mark[:16]}",
            legend=legend(breaks_of(office), layers, points=False),
        )
        name = f"peta-rapat-{at.astimezone(office.zone):%Y%m%d-%H%M}.html"
        return Made(name=name, media_type="text/html", content=content, mark=mark)

    return Prepared(
        title="Peta rapat",
        texts=texts,
        make=make,
        basis=(
            period_words(choice.period),
            choice.kinds,
            found.caption,
            snapshot(groups(found, shown=layers)),
        ),
        facts={"jenis": "peta", "lapisan": list(layers)},
    )


def _renamed(frame: gpd.GeoDataFrame, kind: str, cleaned: Mapping[str, str]) -> gpd.GeoDataFrame:
    names = [cleaned.get(f"{kind} {key}", "") for key in frame.index]
    return frame.assign(nama=names)
