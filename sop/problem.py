"""The catalogue of everything that can go wrong, each in a sentence a Kasi understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sop.code import Code


class ProblemCode(Code):
    """Dotted code of a problem and its Indonesian sentence; ``{names}`` are the problem's details."""

    # -- rights and login --------------------------------------------------
    HAK_DITOLAK = "hak.ditolak", "{peran} tidak berhak: {tindakan}."

    # -- files --------------------------------------------------------------
    BERKAS_TAK_TERBACA = "berkas.tak_terbaca", "Berkas {berkas} tidak dapat dibaca: {sebab}."

    # -- fields of a row ----------------------------------------------------
    ISIAN_WAJIB = "isian.wajib", "{isian} wajib diisi."
    ISIAN_TAK_SAH = "isian.tak_sah", "{isian} berisi “{nilai}”, padahal harus {harus}."

    # -- boundaries and places ----------------------------------------------

    # -- store, versions and backups ----------------------------------------
    VERSI_BENTROK = (
        "versi.bentrok",
        "{objek} sudah diubah orang lain sejak Anda membukanya; isian Anda belum disimpan.",
    )
    REKAM_TAK_ADA = "rekam.tak_ada", "{objek} dengan nomor {kunci} tidak ditemukan."
    DATA_RUSAK = "data.rusak", "Berkas data {berkas} rusak ({sebab}). {saran}"
    DATA_ASING = "data.asing", "Berkas {berkas} bukan data Tenteram; berkas itu tidak diubah."
    DATA_SIBUK = "data.sibuk", "Data sedang dipakai proses lain; belum ada yang disimpan. Coba lagi sebentar."
    DATA_TAK_TERSIMPAN = "data.tak_tersimpan", "Data tidak dapat disimpan ({sebab}); belum ada yang disimpan."
    DISK_PENUH = (
        "disk.penuh",
        "Ruang penyimpanan penuh; belum ada yang disimpan. Kosongkan ruang pada disk, lalu coba lagi.",
    )
    SKEMA_LEBIH_BARU = (
        "skema.lebih_baru",
        "Data ini dibuat oleh Tenteram yang lebih baru ({skema}). Perbarui aplikasi ini; data tidak diubah.",
    )
    SKEMA_GAGAL = (
        "skema.gagal",
        "Pembaruan skema data gagal ({sebab}); data tetap seperti semula. Pakai dulu aplikasi yang lama.",
    )
    AUDIT_DIUBAH = "audit.diubah", "Catatan audit nomor {nomor} diubah di luar aplikasi."
    AUDIT_PUTUS = (
        "audit.putus",
        "Rantai audit putus: catatan nomor {nomor} tidak menyambung ke catatan sebelumnya.",
    )
    BARIS_DIUBAH = "baris.diubah", "{objek} {kunci} versi {versi} diubah di luar aplikasi."
    BARIS_TAK_COCOK = (
        "baris.tak_cocok",
        "{objek} dari catatan audit nomor {nomor} tidak cocok: tercatat {tercatat} baris, kini {ada}.",
    )
    CADANGAN_RUSAK = (
        "cadangan.rusak",
        "Cadangan {berkas} rusak atau bukan cadangan Tenteram ({sebab}); tidak dipakai.",
    )
    CADANGAN_GAGAL = "cadangan.gagal", "Cadangan tidak dapat dibuat ({sebab}); data tidak terganggu."
    CADANGAN_TAK_ADA = "cadangan.tak_ada", "Cadangan {berkas} tidak ditemukan."
    AKUN_SUDAH_ADA = "akun.sudah_ada", "Nama akun {nama} sudah dipakai."
    AKUN_TAK_ADA = "akun.tak_ada", "Akun {nama} tidak ditemukan."

    # -- score and forecast ---------------------------------------------------

    # -- workspace and profile -------------------------------------------------
    RUANG_SUDAH_ADA = "ruang.sudah_ada", "Folder {folder} sudah berisi; pilih folder kosong untuk data baru."
    RUANG_TAK_ADA = (
        "ruang.tak_ada",
        "Belum ada ruang kerja Tenteram di {folder}. Buat dengan perintah: tenteram init",
    )
    RUANG_GAGAL = (
        "ruang.gagal",
        "Ruang kerja di {folder} tidak dapat dibuat ({sebab}); tidak ada yang tersisa.",
    )
    PROFIL_TAK_SAH = "profil.tak_sah", "Profil {berkas}, bagian {bagian}: {sebab}."
    WILAYAH_TAK_COCOK = (
        "wilayah.tak_cocok",
        "Batas wilayah tidak cocok dengan profil: {kode} tidak ada dalam batas.",
    )


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with where it stands.

    Parameters
    ----------
    code
        Entry of the catalogue.
    details
        Named values for the sentence.
    row
        Row of the source file as a person counts it (the header is row 1), if it concerns one.
    column, value
        Field and offending value, if it concerns one.

    Examples
    --------
    >>> problem(ProblemCode.ISIAN_WAJIB, row=7, column="waktu_kejadian", isian="Waktu kejadian").message
    'Waktu kejadian wajib diisi.'
    """

    code: ProblemCode
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)
    row: int | None = None
    column: str | None = None
    value: str | None = None

    @property
    def message(self) -> str:
        """The sentence, with its details filled in."""
        return self.code.label.format(**self.details)


def problem(
    code: ProblemCode, *, row: int | None = None, column: str | None = None, value: Any = None, **details: Any
) -> Problem:
    """Make a problem; every name in the sentence of ``code`` must be among ``details``."""
    shown = None if value is None else str(value)[:200]
    return Problem(code, details, row, column, shown)


class Refused(Exception):  # noqa: N818 - it is an answer, not an accident
    """Something was refused, with every problem found, and nothing was changed.

    Examples
    --------
    >>> print(Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Nama")))
    Nama wajib diisi.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems: tuple[Problem, ...] = problems
        super().__init__(*problems)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Refused:
        """Build from any iterable of problems."""
        return cls(*problems)

    def __str__(self) -> str:
        return "\n".join(p.message for p in self.problems)
