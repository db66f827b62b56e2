"""Parties of the SOP, and who may do what."""

from __future__ import annotations

from dataclasses import dataclass

from sop.code import Code
from sop.problem import ProblemCode, Refused, problem


class Role(Code):
    """Role of an account; ``lokal`` is the office PC's own command line."""

    KASI = "kasi", "Kasi Trantib"
    OPERATOR = "operator", "Operator"
    CAMAT = "camat", "Camat"
    SEKCAM = "sekcam", "Sekretaris Kecamatan"
    SATPOL_PP = "satpol_pp", "Satpol PP"
    POLSEK = "polsek", "Polsek"
    KORAMIL = "koramil", "Koramil"
    PETUGAS = "petugas", "Petugas lapangan"
    LOKAL = "lokal", "Administrator lokal"


ACCOUNT_ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.LOKAL)
"""Roles that an account can have."""


class Verb(Code):
    """A thing a person does: at once the right to do it and the word in the audit trail."""

    SITUASI_LIHAT = "situasi.lihat", "Melihat Situasi"
    PETA_LIHAT = "peta.lihat", "Melihat Peta Kerawanan"
    SKOR_LIHAT = "skor.lihat", "Melihat poin skor"
    KEJADIAN_LIHAT = "kejadian.lihat", "Melihat kejadian"
    KASUS_LIHAT = "kasus.lihat", "Melihat kasus konflik"
    JALUR_LIHAT = "jalur.lihat", "Melihat jalur patroli"
    JALUR_SERAH = "jalur.serah", "Menyerahkan jalur patroli"
    KEJADIAN_CATAT = "kejadian.catat", "Mencatat kejadian"
    KEJADIAN_UBAH = "kejadian.ubah", "Mengubah isian kejadian"
    KEJADIAN_VERIFIKASI = "kejadian.verifikasi", "Memverifikasi kejadian"
    KEJADIAN_TANGANI = "kejadian.tangani", "Memulai penanganan kejadian"
    KEJADIAN_RUJUK = "kejadian.rujuk", "Merujuk kejadian"
    KEJADIAN_TERIMA = "kejadian.terima_rujukan", "Menerima rujukan kejadian"
    KEJADIAN_SELESAI = "kejadian.selesai", "Menyelesaikan kejadian"
    KEJADIAN_PANTAU = "kejadian.pantau", "Memantau kejadian"
    KEJADIAN_TUTUP = "kejadian.tutup", "Menutup kejadian"
    KEJADIAN_BUKA = "kejadian.buka_kembali", "Membuka kembali kejadian"
    KEJADIAN_TOLAK = "kejadian.tolak", "Menyatakan kejadian tidak terbukti"
    KEJADIAN_GABUNG = "kejadian.gabung", "Menggabungkan kejadian"
    KEJADIAN_BEDA = "kejadian.beda", "Menyatakan dua laporan berbeda"
    KARANTINA_SELESAI = "karantina.selesai", "Menempatkan laporan yang dikarantina"
    IDENTITAS_LIHAT = "identitas.lihat", "Melihat identitas"
    IDENTITAS_CATAT = "identitas.catat", "Mencatat identitas"
    IDENTITAS_HAPUS = "identitas.hapus", "Menghapus identitas"
    LAMPIRAN_LIHAT = "lampiran.lihat", "Melihat lampiran"
    LAMPIRAN_CATAT = "lampiran.catat", "Menambah lampiran"
    LAMPIRAN_HAPUS = "lampiran.hapus", "Menghapus lampiran"
    KASUS_CATAT = "kasus.catat", "Mencatat kasus konflik"
    KASUS_UBAH = "kasus.ubah", "Mengubah kasus konflik"
    KASUS_TINGKAT = "kasus.tingkat", "Mengubah tingkat eskalasi"
    KASUS_TUTUP = "kasus.tutup", "Menutup kasus konflik"
    KEPUTUSAN_LIHAT = "keputusan.lihat", "Melihat permintaan keputusan"
    KEPUTUSAN_AJUKAN = "keputusan.ajukan", "Meminta keputusan Camat"
    KEPUTUSAN_PUTUS = "keputusan.putus", "Memutuskan"
    KEPUTUSAN_TARIK = "keputusan.tarik", "Menarik permintaan atau disposisi"
    DISPOSISI_BERI = "disposisi.beri", "Memberi disposisi"
    DISPOSISI_LAKSANA = "disposisi.laksana", "Melaporkan pelaksanaan disposisi"
    JURNAL_LIHAT = "jurnal.lihat", "Melihat jurnal patroli"
    JURNAL_CATAT = "jurnal.catat", "Mencatat jurnal patroli"
    JURNAL_UBAH = "jurnal.ubah", "Mengoreksi jurnal patroli"
    HARI_ALASAN = "hari.alasan", "Mencatat alasan hari tanpa patroli"
    RENCANA_LIHAT = "rencana.lihat", "Melihat rencana patroli"
    RENCANA_BUAT = "rencana.buat", "Membuat rencana patroli"
    TITIK_MINTA = "titik.minta", "Menambah titik permintaan"
    PERSONEL_LIHAT = "personel.lihat", "Melihat personel dan ketersediaan regu"
    PERSONEL_UBAH = "personel.ubah", "Mengubah personel dan ketersediaan regu"
    LEMBAR_LIHAT = "lembar.lihat", "Melihat lembar rute"
    LEMBAR_UNDUH = "lembar.unduh", "Mengunduh lembar rute"
    LEMBAR_TERBIT = "lembar.terbit", "Menerbitkan lembar rute"
    LEMBAR_MULAI = "lembar.mulai", "Memulai patroli"
    LEMBAR_KEMBALI = "lembar.kembali", "Mengembalikan lembar rute ke terbit"
    LEMBAR_VERIFIKASI = "lembar.verifikasi", "Memverifikasi patroli"
    LEMBAR_BATAL = "lembar.batal", "Membatalkan lembar rute"
    SPT_LIHAT = "spt.lihat", "Melihat Surat Perintah Tugas"
    SPT_UNDUH = "spt.unduh", "Mengunduh Surat Perintah Tugas"
    SPT_BUAT = "spt.buat", "Menyusun Surat Perintah Tugas"
    SPT_AJUKAN = "spt.ajukan", "Mengajukan Surat Perintah Tugas"
    SPT_NOMOR = "spt.nomor", "Memberi nomor Surat Perintah Tugas"
    SPT_BATAL = "spt.batal", "Membatalkan Surat Perintah Tugas"
    TEMPAT_LIHAT = "tempat.lihat", "Melihat tempat"
    TEMPAT_CATAT = "tempat.catat", "Menambah tempat"
    TEMPAT_UBAH = "tempat.ubah", "Mengubah tempat"
    TEMPAT_HAPUS = "tempat.hapus", "Menghapus tempat"
    DATA_EKSPOR = "data.ekspor", "Mengunduh data"
    PENGATURAN_LIHAT = "pengaturan.lihat", "Melihat pengaturan"
    PENGATURAN_UBAH = "pengaturan.ubah", "Mengusulkan perubahan pengaturan"
    PENGATURAN_TERAPKAN = "pengaturan.terapkan", "Mengubah pengaturan secara langsung"
    PENGATURAN_KEMBALIKAN = "pengaturan.kembalikan", "Mengembalikan berkas pengaturan"
    AUDIT_LIHAT = "audit.lihat", "Melihat riwayat tindakan"
    DATA_IMPOR = "data.impor", "Mengimpor data"
    WILAYAH_UBAH = "wilayah.ubah", "Mengubah batas wilayah"
    PROFIL_UBAH = "profil.ubah", "Mengubah profil"
    AKUN_KELOLA = "akun.kelola", "Mengelola akun"
    AKUN_SANDI_SENDIRI = "akun.sandi_sendiri", "Mengganti kata sandi sendiri"
    CADANGAN_KELOLA = "cadangan.kelola", "Mencadangkan dan memulihkan"
    SISTEM_PERIKSA = "sistem.periksa", "Memeriksa sistem"
    KANTOR_MULAI = "kantor.mulai", "Memulai kantor sendiri"
    SISTEM_SIAPKAN = "sistem.siapkan", "Menyiapkan ruang kerja"


_INSIDE = frozenset({Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM, Role.LOKAL})
_PARTNERS = frozenset({Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL})
_KASI = frozenset({Role.KASI, Role.LOKAL})
_DESK = _KASI | {Role.OPERATOR}
_REPORTERS = _DESK | _PARTNERS | {Role.PETUGAS}

RIGHTS: dict[Verb, frozenset[Role]] = {
    Verb.SITUASI_LIHAT: _INSIDE | _PARTNERS,
    Verb.PETA_LIHAT: _INSIDE | _PARTNERS,
    # points count what is closed to the others: they see classes and ranks
    Verb.SKOR_LIHAT: _KASI | {Role.CAMAT},
    Verb.KEJADIAN_LIHAT: _INSIDE | _PARTNERS,
    Verb.KASUS_LIHAT: _INSIDE | _PARTNERS,
    Verb.JALUR_LIHAT: _INSIDE,
    # an officer hands in his own phone's and sees what it proves, and no other's
    Verb.JALUR_SERAH: _DESK | {Role.PETUGAS},
    Verb.KEJADIAN_CATAT: _REPORTERS,
    # an operator only what he entered himself, as long as nobody has verified it
    Verb.KEJADIAN_UBAH: _DESK,
    Verb.KEJADIAN_VERIFIKASI: _KASI,
    Verb.KEJADIAN_TANGANI: _KASI,
    Verb.KEJADIAN_RUJUK: _KASI,
    # a partner only what was referred to its own agency
    Verb.KEJADIAN_TERIMA: _KASI | _PARTNERS,
    Verb.KEJADIAN_SELESAI: _KASI,
    Verb.KEJADIAN_PANTAU: _KASI,
    Verb.KEJADIAN_TUTUP: _KASI,
    Verb.KEJADIAN_BUKA: _KASI,
    Verb.KEJADIAN_TOLAK: _KASI,
    Verb.KEJADIAN_GABUNG: _KASI,
    Verb.KEJADIAN_BEDA: _DESK,
    Verb.KARANTINA_SELESAI: _DESK,
    # Satpol PP and Polsek only where they handle the record; Camat, Kasi at any time; each look is logged
    Verb.IDENTITAS_LIHAT: _KASI | {Role.CAMAT, Role.SATPOL_PP, Role.POLSEK},
    Verb.IDENTITAS_CATAT: _DESK,
    Verb.IDENTITAS_HAPUS: _KASI,
    Verb.LAMPIRAN_LIHAT: _INSIDE | _PARTNERS,
    Verb.LAMPIRAN_CATAT: _REPORTERS,
    Verb.LAMPIRAN_HAPUS: _KASI,
    Verb.KASUS_CATAT: _DESK,
    Verb.KASUS_UBAH: _KASI,
    Verb.KASUS_TINGKAT: _KASI,
    Verb.KASUS_TUTUP: _KASI,
    Verb.KEPUTUSAN_LIHAT: _KASI | {Role.CAMAT, Role.SEKCAM},
    Verb.KEPUTUSAN_AJUKAN: _KASI,
    Verb.KEPUTUSAN_PUTUS: frozenset({Role.CAMAT}),
    # the Kasi what was asked, the Camat what was ordered
    Verb.KEPUTUSAN_TARIK: _KASI | {Role.CAMAT},
    Verb.DISPOSISI_BERI: frozenset({Role.CAMAT}),
    Verb.DISPOSISI_LAKSANA: _KASI,
    Verb.JURNAL_LIHAT: _INSIDE,
    Verb.JURNAL_CATAT: _DESK | {Role.PETUGAS},
    Verb.JURNAL_UBAH: _KASI,
    Verb.HARI_ALASAN: _KASI,
    Verb.RENCANA_LIHAT: _INSIDE,
    Verb.RENCANA_BUAT: _DESK,
    Verb.TITIK_MINTA: _DESK,
    Verb.PERSONEL_LIHAT: _INSIDE,
    Verb.PERSONEL_UBAH: _DESK,
    # partners where their own agency goes along, an officer what is issued for these days
    Verb.LEMBAR_LIHAT: _INSIDE | _PARTNERS | {Role.PETUGAS},
    # the same: a paper says no more than the screen
    Verb.LEMBAR_UNDUH: _INSIDE | _PARTNERS | {Role.PETUGAS},
    Verb.LEMBAR_TERBIT: _KASI,
    Verb.LEMBAR_MULAI: _DESK | {Role.PETUGAS},
    Verb.LEMBAR_KEMBALI: _KASI,
    Verb.LEMBAR_VERIFIKASI: _KASI,
    Verb.LEMBAR_BATAL: _KASI,
    Verb.SPT_LIHAT: _INSIDE,
    Verb.SPT_UNDUH: _INSIDE,
    Verb.SPT_BUAT: _DESK,
    Verb.SPT_AJUKAN: _KASI,
    Verb.SPT_NOMOR: _KASI,
    Verb.SPT_BATAL: _KASI,
    Verb.TEMPAT_LIHAT: _INSIDE | _PARTNERS,
    Verb.TEMPAT_CATAT: _DESK,
    Verb.TEMPAT_UBAH: _DESK,
    Verb.TEMPAT_HAPUS: _DESK,
    Verb.DATA_EKSPOR: _KASI | {Role.CAMAT, Role.SEKCAM},
    # the operator enters what happened; how it weighs is for those who answer for it
    Verb.PENGATURAN_LIHAT: _KASI | {Role.CAMAT, Role.SEKCAM},
    Verb.PENGATURAN_UBAH: _KASI,
    Verb.PENGATURAN_TERAPKAN: frozenset({Role.LOKAL}),
    Verb.PENGATURAN_KEMBALIKAN: _KASI,
    Verb.AUDIT_LIHAT: _KASI | {Role.CAMAT, Role.SEKCAM},
    Verb.DATA_IMPOR: _DESK,
    Verb.WILAYAH_UBAH: _KASI,
    Verb.PROFIL_UBAH: _KASI,
    Verb.AKUN_KELOLA: _KASI,
    Verb.AKUN_SANDI_SENDIRI: frozenset(ACCOUNT_ROLES),
    Verb.CADANGAN_KELOLA: _KASI,
    Verb.SISTEM_PERIKSA: _DESK,
    # only from the demo, and only with the code that the office PC's terminal shows
    Verb.KANTOR_MULAI: _KASI,
    Verb.SISTEM_SIAPKAN: frozenset({Role.LOKAL}),
}
"""Which roles may do what (domain §5)."""


@dataclass(frozen=True)
class Actor:
    """Who acts: an account name, or ``cli:<os user>``, and the role.

    Examples
    --------
    >>> Actor("cli:budi", Role.LOKAL).may(Verb.AKUN_KELOLA)
    True
    """

    name: str
    role: Role

    def may(self, verb: Verb) -> bool:
        """Say whether this actor's role has the right."""
        return self.role in RIGHTS[verb]

    def require(self, verb: Verb) -> None:
        """Refuse when this actor's role lacks the right.

        Raises
        ------
        Refused
            With ``hak.ditolak``, naming the role and the act.
        """
        if not self.may(verb):
            raise Refused(problem(ProblemCode.HAK_DITOLAK, peran=self.role.label, tindakan=verb.label))
