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


class TimePrecision(Code):
    """How exactly the time of an incident is known."""

    TEPAT = "tepat", "Tepat"
    SEKITAR_1_JAM = "sekitar_1_jam", "± 1 jam"
    PAGI = "pagi", "Pagi"
    SIANG = "siang", "Siang"
    SORE = "sore", "Sore"
    MALAM = "malam", "Malam"
    TANGGAL_SAJA = "tanggal_saja", "Tanggal saja"


class LocationPrecision(Code):
    """How exactly the place is known; only the first three carry a point of their own."""

    GPS = "gps", "GPS"
    PETA = "peta", "Titik di peta"
    PATOKAN = "patokan", "Patokan"
    DESA = "centroid_desa", "Hanya desa"


class Quarantine(Code):
    """Why a record waits for a person before it counts."""

    LUAR_WILAYAH = "luar_wilayah", "Titik di luar wilayah"
    TANPA_LOKASI = "tanpa_lokasi", "Lokasi tidak diketahui"


IMPACTS: dict[float, str] = {
    0.5: "Potensi / tidak terjadi",
    1.0: "Terjadi",
    1.5: "Luka, kerusakan, atau ≥ 20 orang",
    2.0: "Korban jiwa, kerusuhan, atau ≥ 100 orang",
}
"""Multipliers of the weight by what really happened (``dampak_aktual``)."""
