"""Code lists of a conflict case (kasus konflik)."""

from __future__ import annotations

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


class ConflictTrack(Code):
    """Formal track on which a case is settled."""

    DESA = "desa", "Desa"
    ADAT = "adat", "Adat"
    KECAMATAN = "kecamatan", "Kecamatan"
    TIM_TERPADU = "tim_terpadu", "Tim Terpadu"
    HUKUM = "hukum", "Hukum / pengadilan"
    BPN = "bpn", "BPN"


LEVELS: dict[int, str] = {
    0: "Laten (keluhan)",
    1: "Terbuka (surat, klaim, patok)",
    2: "Mobilisasi (massa ≥ 20, ancaman)",
    3: "Kekerasan terbatas / blokade",
    4: "Kekerasan meluas / korban",
}
"""Levels of escalation E0-E4 (``tingkat_eskalasi``)."""
