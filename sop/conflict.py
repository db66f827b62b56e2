"""Code lists of a conflict case (kasus konflik)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sop.code import Code


class ConflictSource(Code):
    """Source of a conflict, after UU 7/2012 Pasal 5."""

    POLITIK_EKONOMI_SOSBUD = "a", "Politik, ekonomi, dan sosial budaya"
    ANTARKELOMPOK = "b", "Antarumat beragama, antarsuku, antaretnis"
    BATAS_WILAYAH = "c", "Batas wilayah"
    SUMBER_DAYA_ALAM = "d", "Sumber daya alam"
    DISTRIBUSI = "e", "Distribusi sumber daya tidak seimbang"


class ConflictStage(Code):
    """Stage in which a case stands."""

    TERIDENTIFIKASI = "teridentifikasi", "Teridentifikasi"
    PENILAIAN_AWAL = "penilaian_awal", "Penilaian awal"
    KOORDINASI_TOKOH = "koordinasi_tokoh", "Koordinasi tokoh"
    MEDIASI = "mediasi", "Mediasi"
    SEPAKAT = "sepakat", "Sepakat"
    PEMANTAUAN = "pemantauan", "Pemantauan"
    GAGAL = "gagal", "Belum/gagal sepakat"
    DIALIHKAN = "dialihkan", "Dialihkan"
    TUTUP = "tutup", "Tutup"


MOVES: dict[ConflictStage, tuple[ConflictStage, ...]] = {
    ConflictStage.TERIDENTIFIKASI: (ConflictStage.PENILAIAN_AWAL,),
    ConflictStage.PENILAIAN_AWAL: (ConflictStage.KOORDINASI_TOKOH,),
    ConflictStage.KOORDINASI_TOKOH: (ConflictStage.MEDIASI,),
    ConflictStage.MEDIASI: (ConflictStage.SEPAKAT, ConflictStage.GAGAL),
    # an agreement that did not hold goes back to the table
    ConflictStage.SEPAKAT: (ConflictStage.PEMANTAUAN, ConflictStage.MEDIASI),
    ConflictStage.PEMANTAUAN: (ConflictStage.MEDIASI,),
    ConflictStage.GAGAL: (ConflictStage.MEDIASI,),
    # what was handed over may be handed back
    ConflictStage.DIALIHKAN: (ConflictStage.KOORDINASI_TOKOH,),
    ConflictStage.TUTUP: (ConflictStage.PENILAIAN_AWAL,),
}
"""Where the Kasi may move a case from each stage; from ``TUTUP`` it is a reopening.

To ``DIALIHKAN`` a case goes by a decision of the Camat only (`DIVERTIBLE`), to ``TUTUP`` with a reason of
closing (`CLOSES_FROM`).
"""

DIVERTIBLE: frozenset[ConflictStage] = frozenset(
    {
        ConflictStage.TERIDENTIFIKASI,
        ConflictStage.PENILAIAN_AWAL,
        ConflictStage.KOORDINASI_TOKOH,
        ConflictStage.MEDIASI,
        ConflictStage.GAGAL,
    }
)
"""Stages from which a case may be handed over: 2 failed mediations, a company among the parties, a crime."""


class ConflictTrack(Code):
    """Formal track on which a case is settled."""

    DESA = "desa", "Desa"
    ADAT = "adat", "Adat"
    KECAMATAN = "kecamatan", "Kecamatan"
    TIM_TERPADU = "tim_terpadu", "Tim Terpadu"
    HUKUM = "hukum", "Hukum / pengadilan"
    BPN = "bpn", "BPN"


DIVERTED_TO: tuple[ConflictTrack, ...] = (ConflictTrack.TIM_TERPADU, ConflictTrack.ADAT, ConflictTrack.HUKUM)
"""Tracks to which a case is handed over by a decision of the Camat."""


class CloseReason(Code):
    """Why a case is closed."""

    SELESAI_DAMAI = "selesai_damai", "Selesai damai"
    DIALIHKAN = "dialihkan", "Dialihkan dan diterima penanganannya"
    PUTUSAN_HUKUM = "putusan_hukum", "Putusan hukum"
    TIDAK_TERBUKTI = "tidak_terbukti", "Tidak terbukti"


CLOSES_FROM: dict[CloseReason, frozenset[ConflictStage]] = {
    CloseReason.SELESAI_DAMAI: frozenset({ConflictStage.PEMANTAUAN}),
    CloseReason.DIALIHKAN: frozenset({ConflictStage.DIALIHKAN}),
    CloseReason.PUTUSAN_HUKUM: frozenset(ConflictStage) - {ConflictStage.TUTUP},
    CloseReason.TIDAK_TERBUKTI: frozenset(
        {ConflictStage.TERIDENTIFIKASI, ConflictStage.PENILAIAN_AWAL, ConflictStage.KOORDINASI_TOKOH}
    ),
}
"""The stages from which each reason may close a case."""

NEVER_A_CASE: frozenset[str] = frozenset({"SOS-05"})
"""Violence in the home and against children is referred, never mediated at the kecamatan."""


def is_kind_of_case(code: str) -> bool:
    """Say whether a category can be recorded as a conflict case.

    Examples
    --------
    >>> [code for code in ("LHN-02", "KMT-02", "KMT-01", "SOS-05", "JLN-02") if is_kind_of_case(code)]
    ['LHN-02', 'KMT-02']
    """
    return code.startswith(("LHN-", "ADT-", "SAR-", "UNR-", "PML-")) or code == "KMT-02"


LEVELS: dict[int, str] = {
    0: "Laten (keluhan)",
    1: "Terbuka (surat, klaim, patok)",
    2: "Mobilisasi (massa ≥ 20, ancaman)",
    3: "Kekerasan terbatas / blokade",
    4: "Kekerasan meluas / korban",
}
"""Levels of escalation E0-E4 (``tingkat_eskalasi``)."""

GRAVE_LEVEL = 3
"""From this level on the Camat and the Kapolsek are told at once, the kabupaten within a day."""


@dataclass(frozen=True)
class LevelStep:
    """One entry of ``riwayat_eskalasi``.

    Parameters
    ----------
    day
        Local day, as ISO text.
    level
        The level from then on.
    at
        The instant (UTC, ISO text), where it is known.
    """

    day: str
    level: int
    at: str | None = None


def level_steps(history: Sequence[Sequence[Any]] | None) -> list[LevelStep]:
    """Return a course of escalation by day; of two changes on one day the later one stays the later.

    Examples
    --------
    >>> [step.level for step in level_steps([["2026-05-10", 3], ["2026-05-01", 1], ["2026-05-10", 2]])]
    [1, 3, 2]
    """
    steps = [LevelStep(str(day), int(level), *rest) for day, level, *rest in history or ()]
    return sorted(steps, key=lambda step: step.day)


def level_words(level: int) -> str:
    """Return a level as people read it.

    Examples
    --------
    >>> level_words(3)
    'E3: Kekerasan terbatas / blokade'
    """
    return f"E{level}: {LEVELS[level]}"


def phase(level: int) -> str:
    """Return what UU 7/2012 asks for at a level.

    Examples
    --------
    >>> phase(2), phase(3)
    ('pencegahan', 'penghentian')
    """
    return "penghentian" if level >= GRAVE_LEVEL else "pencegahan"
