"""What each entry of the menu shows.

Importing this declares the map component, of which Streamlit takes note only while it runs a page:
the web server itself must get by with `dashboard.menu`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.menu import (
    IMPOR,
    JURNAL,
    KEJADIAN,
    KONFLIK,
    LAPOR,
    PELAKSANAAN,
    PENGATURAN,
    PETA_KERAWANAN,
    RENCANA,
    SITUASI,
    SURAT_TUGAS,
    TEMPAT,
    Page,
)
from dashboard.views import (
    impor,
    jurnal,
    kejadian,
    konflik,
    lapor,
    pelaksanaan,
    pengaturan,
    peta_kerawanan,
    rencana,
    situasi,
    surat_tugas,
    tempat,
)

VIEWS: Mapping[Page, Callable[[], None]] = {
    SITUASI: situasi.show,
    PETA_KERAWANAN: peta_kerawanan.show,
    KEJADIAN: kejadian.show,
    KONFLIK: konflik.show,
    IMPOR: impor.show,
    TEMPAT: tempat.show,
    LAPOR: lapor.show,
    RENCANA: rencana.show,
    SURAT_TUGAS: surat_tugas.show,
    JURNAL: jurnal.show,
    PELAKSANAAN: pelaksanaan.show,
    PENGATURAN: pengaturan.show,
}
"""The function that draws each page."""
