"""Code lists of a patrol log (jurnal patroli)."""

from __future__ import annotations

from collections.abc import Mapping

from sop.code import Code


class PatrolKind(Code):
    """Kind of a patrol."""

    HARIAN = "harian", "Harian"
    GABUNGAN = "gabungan", "Gabungan"
    INSIDENTIL = "insidentil", "Insidentil"
    PENGAMANAN = "pengamanan_kegiatan", "Pengamanan kegiatan"
    CEK_HOTSPOT = "cek_hotspot", "Cek hotspot"


class PatrolElement(Code):
    """Who goes along on a patrol."""

    KECAMATAN = "kecamatan", "Kecamatan"
    SATPOL_PP = "satpol_pp", "Satpol PP"
    POLSEK = "polsek", "Polsek"
    KORAMIL = "koramil", "Koramil"
    LINMAS = "linmas", "Linmas"


def elements(text: str | None) -> tuple[PatrolElement, ...]:
    """Return the elements that a text names, however it lists them.

    Examples
    --------
    >>> [one.value for one in elements("Kecamatan, Polsek dan Satpol PP")]
    ['kecamatan', 'satpol_pp', 'polsek']
    """
    said = (text or "").lower().replace("_", " ")
    return tuple(one for one in PatrolElement if one.label.lower() in said)


class StopKind(Code):
    """Why a patrol stands at a point."""

    RAWAN = "rawan", "Titik rawan"
    KEHADIRAN = "kehadiran", "Kehadiran minimum desa"
    PEMBANDING = "pembanding", "Kunjungan pembanding"
    PERINTAH = "perintah", "Perintah Camat"
    RAPAT = "rapat", "Permintaan rapat"
    AGENDA = "agenda", "Hari pasar atau kegiatan"
    TAMBAHAN = "tambahan", "Ditambahkan petugas"


class PlanState(Code):
    """Where a patrol plan stands: routes to choose from, until a sheet is issued from one."""

    DRAF = "draf", "Draf"
    DIGANTI = "diganti", "Diganti rencana lain"


class EditKind(Code):
    """What a person changes of a plan."""

    TETAP = "tetap", "Ditetapkan"
    CORET = "coret", "Dicoret"
    LIBUR = "libur", "Regu tidak ikut"


class PatrolState(Code):
    """Where an order or a route sheet stands."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Menunggu Camat"
    DISETUJUI = "disetujui", "Disetujui"
    TERBIT = "terbit", "Terbit"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    BATAL = "batal", "Batal"


SHEET_MOVES: Mapping[PatrolState, frozenset[PatrolState]] = {
    PatrolState.DIAJUKAN: frozenset({PatrolState.DISETUJUI, PatrolState.BATAL}),
    PatrolState.DISETUJUI: frozenset({PatrolState.TERBIT, PatrolState.BATAL}),
    PatrolState.TERBIT: frozenset({PatrolState.BERJALAN, PatrolState.SELESAI, PatrolState.BATAL}),
    PatrolState.BERJALAN: frozenset({PatrolState.TERBIT, PatrolState.SELESAI, PatrolState.BATAL}),
    PatrolState.SELESAI: frozenset({PatrolState.TERVERIFIKASI}),
    PatrolState.TERVERIFIKASI: frozenset(),
    PatrolState.BATAL: frozenset(),
}
"""To where a route sheet can go from each state; its draft is the plan from which it is taken.

Back to issued goes what was started by mistake, as long as its day lasts."""

ORDER_MOVES: Mapping[PatrolState, frozenset[PatrolState]] = {
    PatrolState.DRAF: frozenset({PatrolState.DIAJUKAN, PatrolState.BATAL}),
    PatrolState.DIAJUKAN: frozenset({PatrolState.DISETUJUI, PatrolState.BATAL}),
    PatrolState.DISETUJUI: frozenset({PatrolState.TERBIT, PatrolState.BATAL}),
    PatrolState.TERBIT: frozenset({PatrolState.BATAL}),
    PatrolState.BATAL: frozenset(),
}
"""To where an order can go from each state."""

IN_FORCE = frozenset({PatrolState.DISETUJUI, PatrolState.TERBIT})
"""States in which an order carries route sheets."""


class OrderKind(Code):
    """Kind of a Surat Perintah Tugas."""

    BULANAN = "bulanan", "Tetap (bulanan)"
    GABUNGAN = "gabungan", "Patroli gabungan"
    INSIDENTIL = "insidentil", "Insidentil"
    PERUBAHAN = "perubahan", "Perubahan"


class MemberKind(Code):
    """What the office can send."""

    ORANG = "orang", "Personel"
    KENDARAAN = "kendaraan", "Kendaraan"


class ExcuseReason(Code):
    """Lawful reasons for a day without patrol."""

    CUACA = "cuaca", "Cuaca buruk atau banjir"
    TUGAS_LAIN = "tugas_lain", "Personel mendapat tugas lain dari Camat"
    KENDARAAN = "kendaraan", "Kendaraan rusak"
    SAKIT = "sakit", "Personel sakit atau cuti bersamaan"
    LAIN = "lain", "Sebab lain"


class MissReason(Code):
    """Why a patrol did not stand at a stop of its sheet."""

    WAKTU = "waktu_habis", "Waktu habis"
    JALAN = "jalan_putus", "Jalan putus atau banjir"
    KEJADIAN = "ada_kejadian", "Menangani kejadian"
    LAIN = "lain", "Sebab lain"


class TrackSource(Code):
    """Where a patrol track comes from."""

    GPX = "gpx", "GPX"
    WA_LIVE = "wa_live", "Lokasi langsung WhatsApp"
    MANUAL = "manual", "Manual"
    TITIK_CEK = "titik_cek", "Titik cek"


class PlaceKind(Code):
    """Kind of a known place."""

    PASAR = "pasar", "Pasar"
    SIMPANG = "simpang", "Simpang"
    SEKOLAH = "sekolah", "Sekolah"
    POS = "pos", "Pos"
    KANTOR = "kantor", "Kantor"
    IBADAH = "ibadah", "Rumah ibadah"
    KESEHATAN = "kesehatan", "Fasilitas kesehatan"
    JEMBATAN = "jembatan", "Jembatan"
    LAIN = "lain", "Lainnya"
