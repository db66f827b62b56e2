"""Code lists of what the Camat decides and orders."""

from __future__ import annotations

from sop.code import Code


class DecisionKind(Code):
    """What a decision is about; a disposition goes the other way: the Camat orders, the Kasi carries out."""

    PENGATURAN = "pengaturan", "Perubahan pengaturan"
    PENGALIHAN = "pengalihan", "Pengalihan kasus konflik"
    SPT = "spt", "Surat Perintah Tugas patroli"
    ARAHAN = "arahan", "Permintaan arahan"
    DISPOSISI = "disposisi", "Disposisi"


class DecisionState(Code):
    """Where a request, or an order, stands."""

    MENUNGGU = "menunggu", "Menunggu"
    DISETUJUI = "disetujui", "Disetujui"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik"
    DILAKSANAKAN = "dilaksanakan", "Dilaksanakan"
