"""Code lists of a patrol log (jurnal patroli)."""

from __future__ import annotations

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


class StopKind(Code):
    """Why a patrol stands at a point."""

    RAWAN = "rawan", "Titik rawan"
    KEHADIRAN = "kehadiran", "Kehadiran minimum desa"
    PEMBANDING = "pembanding", "Kunjungan pembanding"
    PERINTAH = "perintah", "Perintah Camat"
    RAPAT = "rapat", "Permintaan rapat"
    AGENDA = "agenda", "Hari pasar atau kegiatan"


class PlanState(Code):
    """Where a patrol plan stands."""

    DRAF = "draf", "Draf"


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
