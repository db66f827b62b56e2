"""Code lists of an incident (kejadian)."""

from __future__ import annotations

from sop.code import Code


class Origin(Code):
    """How an incident became known; mandatory, because patrols find where patrols go."""

    LAPORAN_WARGA = "laporan_warga", "Laporan warga"
    TEMUAN_PATROLI = "temuan_patroli", "Temuan patroli"
    INSTANSI = "instansi", "Instansi"
    MEDIA = "media", "Media"
    SATELIT = "satelit", "Satelit"
    TIDAK_DIKETAHUI = "tidak_diketahui", "Tidak diketahui"


class Verification(Code):
    """Whether the incident has been checked; its factor multiplies the weight."""

    BELUM = "belum", "Belum diverifikasi"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    TIDAK_TERBUKTI = "tidak_terbukti", "Tidak terbukti"


class IncidentState(Code):
    """Life cycle of an incident."""

    MASUK = "masuk", "Masuk"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    DITANGANI = "ditangani", "Ditangani"
    DIRUJUK = "dirujuk", "Dirujuk"
    SELESAI = "selesai", "Selesai"
    PEMANTAUAN = "pemantauan", "Pemantauan"
    TUTUP = "tutup", "Tutup"
    TIDAK_TERBUKTI = "tidak_terbukti", "Tidak terbukti"
    DUPLIKAT = "duplikat", "Duplikat"


MOVES: dict[IncidentState, tuple[IncidentState, ...]] = {
    IncidentState.MASUK: (
        IncidentState.TERVERIFIKASI,
        IncidentState.TIDAK_TERBUKTI,
        IncidentState.DUPLIKAT,
    ),
    IncidentState.TERVERIFIKASI: (
        IncidentState.DITANGANI,
        IncidentState.DIRUJUK,
        IncidentState.TIDAK_TERBUKTI,
        IncidentState.DUPLIKAT,
    ),
    IncidentState.DITANGANI: (IncidentState.DIRUJUK, IncidentState.SELESAI, IncidentState.DUPLIKAT),
    IncidentState.DIRUJUK: (IncidentState.DITANGANI, IncidentState.SELESAI),
    IncidentState.SELESAI: (IncidentState.PEMANTAUAN, IncidentState.TUTUP, IncidentState.DITANGANI),
    IncidentState.PEMANTAUAN: (IncidentState.TUTUP, IncidentState.DITANGANI),
    IncidentState.TUTUP: (IncidentState.DITANGANI,),
    IncidentState.TIDAK_TERBUKTI: (IncidentState.MASUK,),
    IncidentState.DUPLIKAT: (IncidentState.MASUK,),
}
"""Where an incident may go from each state; going back from one of `ENDED` or `SELESAI` is a reopening."""

ENDED: frozenset[IncidentState] = frozenset(
    {IncidentState.TUTUP, IncidentState.TIDAK_TERBUKTI, IncidentState.DUPLIKAT}
)
"""States in which nothing is left to do."""


class StatusWord(Code):
    """State of a piece of work in the three words that everybody knows."""

    MENUNGGU = "menunggu", "Menunggu"
    DIPROSES = "diproses", "Diproses"
    SELESAI = "selesai", "Selesai"


def status_word(state: IncidentState) -> StatusWord:
    """Return a state in the office's three words.

    Examples
    --------
    >>> [status_word(s).label for s in (IncidentState.MASUK, IncidentState.DIRUJUK, IncidentState.TUTUP)]
    ['Menunggu', 'Diproses', 'Selesai']
    """
    if state is IncidentState.MASUK:
        return StatusWord.MENUNGGU
    done = state in ENDED or state in {IncidentState.SELESAI, IncidentState.PEMANTAUAN}
    return StatusWord.SELESAI if done else StatusWord.DIPROSES


class TimePrecision(Code):
    """How exactly the time of an incident is known."""

    TEPAT = "tepat", "Tepat"
    SEKITAR_1_JAM = "sekitar_1_jam", "± 1 jam"
    PAGI = "pagi", "Pagi"
    SIANG = "siang", "Siang"
    SORE = "sore", "Sore"
    MALAM = "malam", "Malam"
    TANGGAL_SAJA = "tanggal_saja", "Tanggal saja"


PARTS_OF_DAY: dict[TimePrecision, tuple[int, int]] = {
    TimePrecision.PAGI: (4, 8),
    TimePrecision.SIANG: (11, 12),
    TimePrecision.SORE: (15, 16),
    TimePrecision.MALAM: (18, 20),
}
"""Hour at which a part of the day begins, and the hour that stands for it."""


class LocationPrecision(Code):
    """How exactly the place is known; only the first three carry a point of their own."""

    GPS = "gps", "GPS"
    PETA = "peta", "Titik di peta"
    PATOKAN = "patokan", "Patokan"
    DESA = "centroid_desa", "Hanya desa"


class Quarantine(Code):
    """Why a record does not count: it waits for a person, or a person has said that it lies outside."""

    LUAR_WILAYAH = "luar_wilayah", "Titik di luar wilayah"
    TANPA_LOKASI = "tanpa_lokasi", "Lokasi tidak diketahui"
    DI_LUAR = "di_luar", "Dinyatakan di luar wilayah"


WAITING: frozenset[Quarantine] = frozenset({Quarantine.LUAR_WILAYAH, Quarantine.TANPA_LOKASI})
"""Reasons for which a record still waits for a person."""


SOURCES: dict[str, str] = {
    "pengaduan_masyarakat": "Pengaduan masyarakat",
    "laporan_petugas": "Laporan petugas",
    "hasil_patroli": "Hasil patroli",
    "hasil_penertiban": "Hasil penertiban",
    "pengawasan": "Pengawasan",
    "polsek": "Polsek",
    "koramil": "Koramil",
    "desa": "Desa",
    "fkdm": "FKDM",
    "media": "Media",
    "satelit": "Satelit",
}
"""Where word of an incident came from (``sumber``), in words; others may be typed."""


def source_words(source: str) -> str:
    """Return where word of an incident came from, in words; what was typed freely stands as it is.

    Examples
    --------
    >>> source_words("fkdm"), source_words("hasil_patroli"), source_words("RT 3")
    ('FKDM', 'Hasil patroli', 'RT 3')
    """
    return SOURCES.get(source, source.replace("_", " "))


IMPACTS: dict[float, str] = {
    0.5: "Potensi / tidak terjadi",
    1.0: "Terjadi",
    1.5: "Luka, kerusakan, atau ≥ 20 orang",
    2.0: "Korban jiwa, kerusuhan, atau ≥ 100 orang",
}
"""Multipliers of the weight by what really happened (``dampak_aktual``)."""
