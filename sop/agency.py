"""Agencies to which an incident is referred, and which of them have accounts."""

from __future__ import annotations

import re

from sop.code import Code
from sop.party import Role


class Agency(Code):
    """An agency beside the kecamatan; the office may know it under a name of its own."""

    POLSEK = "polsek", "Polsek"
    POLRES = "polres", "Polres"
    KORAMIL = "koramil", "Koramil"
    SATPOL_PP = "satpol_pp", "Satpol PP"
    PEMDES = "pemdes", "Pemerintah desa/kelurahan"
    DAMANG = "damang", "Damang / Mantir Adat"
    DISHUB = "dishub", "Dinas Perhubungan"
    DLH = "dlh", "Dinas Lingkungan Hidup"
    BPBD = "bpbd", "BPBD"
    DAMKAR = "damkar", "Pemadam Kebakaran"
    DINSOS = "dinsos", "Dinas Sosial"
    PUSKESMAS = "puskesmas", "Puskesmas"
    DP3A = "dp3a", "DP3A"
    BNNK = "bnnk", "BNN Kabupaten"
    KESBANGPOL = "kesbangpol", "Kesbangpol"
    TIM_TERPADU = "tim_terpadu", "Tim Terpadu Penanganan Konflik Sosial"
    DPMPTSP = "dpmptsp", "DPMPTSP"
    PUPR = "pupr", "Dinas PUPR"
    ESDM = "esdm", "Dinas ESDM Provinsi"
    BAWASLU = "bawaslu", "Bawaslu / Panwascam"


ROLES: dict[Agency, Role] = {
    Agency.POLSEK: Role.POLSEK,
    Agency.POLRES: Role.POLSEK,
    Agency.KORAMIL: Role.KORAMIL,
    Agency.SATPOL_PP: Role.SATPOL_PP,
}
"""The role that sees, and acknowledges, what is referred to an agency."""

_WORDS: dict[Agency, str] = {
    Agency.SATPOL_PP: r"(?:sat)?pol(?:isi)? ?pp|pamong praja",
    Agency.POLSEK: r"polsek|kapolsek|bhabin",
    Agency.POLRES: r"polres|polisi|polantas|kepolisian",
    Agency.KORAMIL: r"koramil|danramil|babinsa",
    Agency.TIM_TERPADU: r"tim terpadu",
    Agency.PEMDES: r"pemdes|pemerintah(?:an)? (?:desa|kelurahan)|kades|kepala desa|lurah",
    Agency.DAMANG: r"damang|mantir",
    Agency.DISHUB: r"dishub|perhubungan",
    Agency.DLH: r"dlh|lingkungan hidup",
    Agency.BPBD: r"bpbd",
    Agency.DAMKAR: r"damkar|pemadam",
    Agency.DINSOS: r"dinsos|dinas sosial",
    Agency.PUSKESMAS: r"puskesmas",
    Agency.DP3A: r"dp3a|ppa",
    Agency.BNNK: r"bnn",
    Agency.KESBANGPOL: r"kesbangpol|fkub",
    Agency.DPMPTSP: r"dpmptsp",
    Agency.PUPR: r"pupr",
    Agency.ESDM: r"esdm",
    Agency.BAWASLU: r"bawaslu|panwas",
}


def agencies_in(text: str) -> tuple[Agency, ...]:
    """Return the agencies that a text names, in the order of the code list.

    Examples
    --------
    >>> [a.value for a in agencies_in("Polsek Benua Lima dan Satpol PP")]
    ['polsek', 'satpol_pp']
    >>> agencies_in("warga setempat")
    ()
    """
    said = " ".join(text.casefold().replace("_", " ").split())
    return tuple(agency for agency in Agency if re.search(rf"\b(?:{_WORDS[agency]})\b", said))


def roles_in(text: str) -> frozenset[Role]:
    """Return the roles whose agencies a text names.

    Examples
    --------
    >>> sorted(roles_in("Dinsos+Satpol PP, Polres-PPA"))
    [<Role.POLSEK: 'polsek'>, <Role.SATPOL_PP: 'satpol_pp'>]
    """
    return frozenset(ROLES[agency] for agency in agencies_in(text) if agency in ROLES)
