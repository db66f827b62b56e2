"""Synthetic conflict cases: eight stories of escalation and calming, neutral and invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import shapely

from records.demo.ground import Ground, clustered, open_land, shifted
from records.demo.patrols import MARK
from sop.category import Category, Visibility
from sop.conflict import ConflictSource, ConflictStage, ConflictTrack

_RADIUS_M = (150.0, 450.0)


@dataclass(frozen=True)
class Story:
    """One case as it unfolds.

    Parameters
    ----------
    code, title, source
        Category, neutral title, and source after UU 7/2012.
    areas
        Number of areas concerned (1 or 2).
    age
        When it was identified, as a share of the span counted back from the end (0 = today).
    levels
        Levels as they followed each other: (share of the case's age elapsed, level).
    stage, track
        Where it stands, and on which formal track.
    closed
        Reason of closing, if closed; it then closed after 9/10 of its age.
    trigger, root
        Neutral words for trigger and root.
    """

    code: str
    title: str
    source: ConflictSource
    areas: int
    age: float
    levels: tuple[tuple[float, int], ...]
    stage: ConflictStage
    track: ConflictTrack | None
    trigger: str
    root: str
    closed: str | None = None


_STORIES: tuple[Story, ...] = (
    Story(
        "LHN-02", "Klaim lahan kebun warga dan perusahaan", ConflictSource.SUMBER_DAYA_ALAM, 1, 0.17,
        ((0, 0), (0.2, 1), (0.6, 2)), ConflictStage.MEDIASI, ConflictTrack.TIM_TERPADU,
        "Pemasangan patok di jalan kebun", "Riwayat penguasaan lahan belum disepakati",
    ),
    Story(
        "LHN-01", "Batas kebun antarwarga", ConflictSource.SUMBER_DAYA_ALAM, 1, 0.10,
        ((0, 1),), ConflictStage.KOORDINASI_TOKOH, ConflictTrack.DESA,
        "Pembersihan lahan di garis batas", "Dokumen batas kebun tidak lengkap",
    ),
    Story(
        "UNR-02", "Keberatan warga atas angkutan di jalan umum", ConflictSource.POLITIK_EKONOMI_SOSBUD,
        2, 0.05,
        ((0, 1), (0.4, 2), (0.8, 3)), ConflictStage.PENILAIAN_AWAL, ConflictTrack.KECAMATAN,
        "Penutupan jalan sementara", "Debu dan jam operasi angkutan",
    ),
    Story(
        "LHN-03", "Perbedaan letak batas desa", ConflictSource.BATAS_WILAYAH, 2, 0.45,
        ((0, 0), (0.3, 1), (0.8, 0)), ConflictStage.MEDIASI, ConflictTrack.KECAMATAN,
        "Pemasangan papan nama desa", "Garis batas belum ditetapkan",
    ),
    Story(
        "ADT-01", "Penyelesaian denda adat", ConflictSource.POLITIK_EKONOMI_SOSBUD, 1, 0.07,
        ((0, 0),), ConflictStage.TERIDENTIFIKASI, ConflictTrack.ADAT,
        "Keberatan atas besaran denda", "Perbedaan tafsir ketentuan adat",
    ),
    Story(
        "LHN-01", "Pembagian lahan waris", ConflictSource.SUMBER_DAYA_ALAM, 1, 0.65,
        ((0, 1), (0.3, 2), (0.6, 1), (0.8, 0)), ConflictStage.TUTUP, ConflictTrack.ADAT,
        "Penebangan pohon di lahan waris", "Pembagian belum tertulis", closed="selesai_damai",
    ),
    Story(
        "KMT-02", "Ketegangan antarkelompok pemuda", ConflictSource.POLITIK_EKONOMI_SOSBUD, 2, 0.85,
        ((0, 1), (0.1, 3), (0.3, 1), (0.6, 0)), ConflictStage.TUTUP, ConflictTrack.KECAMATAN,
        "Perselisihan setelah acara hiburan", "Kurangnya komunikasi antarkelompok", closed="selesai_damai",
    ),
    Story(
        "LHN-02", "Tuntutan ganti rugi tanam tumbuh", ConflictSource.SUMBER_DAYA_ALAM, 1, 0.95,
        ((0, 1), (0.2, 2), (0.7, 2)), ConflictStage.TUTUP, ConflictTrack.HUKUM,
        "Pembukaan jalur kebun", "Penilaian ganti rugi berbeda", closed="dialihkan",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A story placed in time and space.

    Parameters
    ----------
    number
        Its number in the demo, from 1.
    story, areas
        The story, and positions of the areas concerned.
    identified, closed
        Local dates; ``closed`` is None while it is open.
    history
        (date, level) in order of date; the last is the current level.
    shape
        Ground in dispute, EPSG:4326.
    """

    number: int
    story: Story
    areas: tuple[int, ...]
    identified: date
    closed: date | None
    history: tuple[tuple[date, int], ...]
    shape: shapely.Polygon

    @property
    def reference(self) -> str:
        """Its ``id_sumber``, by which incidents of the demo refer to it."""
        return f"demo-kfl-{self.number:03d}"


def cases(
    where: Ground, days: Sequence[date], categories: Mapping[str, Category], rng: np.random.Generator
) -> list[Case]:
    """Place every story whose category exists; identified dates fall within ``days``."""
    busy = [i for i in range(len(where.codes)) if i not in where.thin]
    made: list[Case] = []
    for story in _STORIES:
        if story.code not in categories:
            continue
        age = max(int(story.age * (len(days) - 1)), min(len(days) - 1, 4))
        first = days[len(days) - 1 - age]
        home = int(rng.choice(busy))
        areas = (home,) if story.areas == 1 else (home, *_neighbour(where, home))
        made.append(
            Case(
                number=len(made) + 1,
                story=story,
                areas=areas,
                identified=first,
                closed=first + timedelta(days=int(0.9 * age)) if story.closed else None,
                history=tuple(
                    (first + timedelta(days=int(share * age)), level) for share, level in story.levels
                ),
                shape=_patch(where, home, rng),
            )
        )
    return made


def _neighbour(where: Ground, home: int) -> tuple[int, ...]:
    """Return the area that shares the longest border with this one, or nothing."""
    outlines = shapely.boundary(np.array(where.shapes))
    border = shapely.length(shapely.intersection(outlines[home], outlines))
    border[home] = 0.0
    best = int(np.argmax(border))
    return (best,) if border[best] > 0 else ()


def _patch(where: Ground, home: int, rng: np.random.Generator) -> shapely.Polygon:
    """Return a small irregular polygon on the land around one of the area's places."""
    lon, lat, _ = clustered(where, home, (), rng)
    lon, lat = open_land(where, home, lon, lat, rng)
    turns = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    radius = rng.uniform(*_RADIUS_M, 8)
    east, north = radius * np.cos(turns), radius * np.sin(turns)
    return shapely.Polygon(np.column_stack(shifted(lon, lat, east, north)).round(6))


def register(case: Case, where: Ground, categories: Mapping[str, Category]) -> dict[str, Any]:
    """Return a case as one row of ``conflict_cases``, with its ground as ``geometry``."""
    story = case.story
    visibility = categories[story.code].visibility
    return {
        "id_sumber": case.reference,
        "judul": f"{MARK} {story.title}",
        "kode_kategori": story.code,
        "sumber_konflik": story.source.value,
        "desa": [where.codes[area] for area in case.areas],
        "tgl_teridentifikasi": case.identified.isoformat(),
        "tingkat_eskalasi": case.history[-1][1],
        "riwayat_eskalasi": [[day.isoformat(), level] for day, level in case.history],
        "tahap": story.stage.value,
        "jalur": story.track.value if story.track else None,
        "pemicu": f"{MARK} {story.trigger}",
        "akar": f"{MARK} {story.root}",
        "status_quo": story.stage is ConflictStage.MEDIASI,
        "tgl_tutup": case.closed.isoformat() if case.closed else None,
        "alasan_tutup": story.closed,
        "visibilitas": visibility.value if visibility is not Visibility.UMUM else Visibility.TERBATAS.value,
        "geometry": case.shape,
    }
