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
    SKOR_LIHAT = "skor.lihat", "Melihat skor"
    KEJADIAN_LIHAT = "kejadian.lihat", "Melihat kejadian"
    KASUS_LIHAT = "kasus.lihat", "Melihat kasus konflik"
    JALUR_LIHAT = "jalur.lihat", "Melihat jalur patroli"
    DATA_IMPOR = "data.impor", "Mengimpor data"
    WILAYAH_UBAH = "wilayah.ubah", "Mengubah batas wilayah"
    PROFIL_UBAH = "profil.ubah", "Mengubah profil"
    AKUN_KELOLA = "akun.kelola", "Mengelola akun"
    CADANGAN_KELOLA = "cadangan.kelola", "Mencadangkan dan memulihkan"
    SISTEM_PERIKSA = "sistem.periksa", "Memeriksa sistem"
    SISTEM_SIAPKAN = "sistem.siapkan", "Menyiapkan ruang kerja"


_INSIDE = frozenset({Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM, Role.LOKAL})
_PARTNERS = frozenset({Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL})

RIGHTS: dict[Verb, frozenset[Role]] = {
    Verb.SITUASI_LIHAT: _INSIDE | _PARTNERS,
    Verb.PETA_LIHAT: _INSIDE | _PARTNERS,
    Verb.SKOR_LIHAT: _INSIDE | _PARTNERS,
    Verb.KEJADIAN_LIHAT: _INSIDE | _PARTNERS,
    Verb.KASUS_LIHAT: _INSIDE | _PARTNERS,
    Verb.JALUR_LIHAT: _INSIDE,
    Verb.DATA_IMPOR: frozenset({Role.OPERATOR, Role.KASI, Role.LOKAL}),
    Verb.WILAYAH_UBAH: frozenset({Role.KASI, Role.LOKAL}),
    Verb.PROFIL_UBAH: frozenset({Role.KASI, Role.LOKAL}),
    Verb.AKUN_KELOLA: frozenset({Role.KASI, Role.LOKAL}),
    Verb.CADANGAN_KELOLA: frozenset({Role.KASI, Role.LOKAL}),
    Verb.SISTEM_PERIKSA: frozenset({Role.KASI, Role.OPERATOR, Role.LOKAL}),
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
