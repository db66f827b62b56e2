"""Streamlit's own words in Indonesian, put into its scripts on their way to the browser.

Streamlit has no setting for its language. Each of its scripts that says something to people is listed
here by the first part of its name, with the pieces of its text that are exchanged; a piece is long enough
to stand at one kind of place only. A new Streamlit may say it otherwise: a piece that is not found stays
English, and `tests/dashboard/test_translation.py` names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
"""Streamlit's scripts."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "DownloadButton": {
        "`Deferred download not properly configured`": "`Berkas belum siap. Muat ulang halaman ini.`",
        "e instanceof Error?e.message:`Download failed`": (
            "`Berkas belum dapat dibuat. Muat ulang halaman ini, lalu coba lagi.`"
        ),
    },
    "index": {
        "`Connection error`": "`Sambungan ke Tenteram terputus`",
        (
            "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
            "terminal:`,codeBlock:`streamlit run yourscript.py`"
        ): (
            "`Tenteram di komputer ini sedang berhenti. Jalankan lagi (python run.py); halaman ini akan "
            "tersambung sendiri. Jangan tutup atau muat ulang halaman: isian Anda masih ada di sini.`"
        ),
        "`Streamlit server is not responding. Are you connected to the internet?`": (
            "`Komputer kantor yang menjalankan Tenteram tidak menjawab. Periksa jaringan kantor atau hubungi "
            "pengelola; halaman ini akan tersambung sendiri. Jangan tutup atau muat ulang halaman: isian "
            "Anda masih ada di sini.`"
        ),
        "`Cannot connect to Streamlit (HTTP status": "`Tenteram belum dapat dihubungi (HTTP",
        "message:`Connection timed out.`": "message:`Tenteram terlalu lama tidak menjawab.`",
        "`Connection failed with status ${r}${s?`, and response:`:`.`}`": (
            "`Sambungan gagal (${r})${s?`, jawabannya:`:`.`}`"
        ),
        "`Connection lost. Please wait for the app to reconnect, then try again.`": (
            "`Sambungan terputus. Tunggu sampai tersambung lagi, lalu ulangi.`"
        ),
        "_O=`Connecting`,vO=`Connecting to Streamlit server`": "_O=`Menyambung`,vO=`Menyambung ke Tenteram`",
        "bO=`Error`,xO=`Unable to connect to Streamlit server`": (
            "bO=`Terputus`,xO=`Tidak dapat menyambung ke Tenteram`"
        ),
        "`Bad message format`": "`Pesan tidak terbaca`",
        "`Page not found`": "`Halaman tidak ada`",
        (
            "`You have requested page /${e}, but no corresponding file was found in the app's pages/ "
            "directory`"
        ): "`Halaman /${e} tidak ada di Tenteram`",
        "`The page that you have requested does not seem to exist`": "`Halaman itu tidak ada di Tenteram`",
        ". Running the app's main page.`": ". Yang tampil adalah halaman pertama.`",
        "`Please wait...`": "`Mohon tunggu …`",
        '"aria-label":`Running...`': '"aria-label":`Sedang memuat`',
        "?`Stopping...`:`Stop`": "?`Menghentikan …`:`Hentikan`",
        "children:`Skip to main content`": "children:`Langsung ke isi halaman`",
        '"aria-label":`Collapse sidebar`': '"aria-label":`Tutup menu`',
        '"aria-label":`Expand sidebar`': '"aria-label":`Buka menu`',
        '"aria-label":`App pages`': '"aria-label":`Halaman`',
        '"aria-label":`Main menu`': '"aria-label":`Menu utama`',
        '"aria-label":`Sidebar`': '"aria-label":`Menu samping`',
        '"aria-label":`Notifications`': '"aria-label":`Pemberitahuan`',
        '"aria-label":`Close`': '"aria-label":`Tutup`',
        "?`View less`:`View ${x-m} more`": "?`Ringkas`:`${x-m} lagi`",
        "?`view less`:`view more`": "?`ringkas`:`selengkapnya`",
        "`Error uploading file`": "`Berkas gagal diunggah`",
        "`Your app is having trouble loading the component.`": "`Bagian halaman ini belum dapat dimuat.`",
    },
    "InputInstructions": {
        "a?`submit form`:`apply`": "a?`mengirim`:`memakai isian`",
        "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "`${r()?`⌘`:`Ctrl`}+Enter untuk ${e}`",
        "`Press Enter to ${e}`": "`Enter untuk ${e}`",
    },
    "utils": {
        "`Add options`:`Add an option`": "`Tambah pilihan`:`Tambah pilihan`",
        "`No options to select`": "`Tidak ada pilihan`",
        "`Choose or add options`:`Choose or add an option`": (
            "`Pilih atau tambahkan`:`Pilih atau tambahkan satu`"
        ),
        "`Choose options`:`Choose an option`": "`Pilih`:`Pilih satu`",
        "`File must be ${$(n,`b`)} or smaller.`": "`Berkas paling besar ${$(n,`b`)}.`",
        "`${t.type} files are not allowed.`": "`Jenis berkas ini tidak diterima (${t.type}).`",
        "`File size is too small.`": "`Berkas terlalu kecil.`",
        "`Only one file is allowed.`": "`Hanya satu berkas.`",
        "`Unexpected error. Please try again.`": "`Gagal; silakan ulangi.`",
        "`Click to retry upload`": "`Klik untuk mengunggah lagi`",
        "c?`Cancel upload of ${e.name}`:`Remove ${e.name}`": "c?`Batalkan ${e.name}`:`Buang ${e.name}`",
    },
    "FileUploader": {
        "`Drag and drop directories here`:t?`Drag and drop files here`:`Drag and drop a file here`": (
            "`Lepaskan folder di sini`:t?`Lepaskan berkas di sini`:`Lepaskan satu berkas di sini`"
        ),
        "l?`Upload directories`:`Upload`": "l?`Pilih folder`:`Pilih berkas`",
        " per file`": " per berkas`",
        '"aria-label":`Add files`': '"aria-label":`Tambah berkas`',
        "`${e.type} files are not allowed.`": "`Jenis berkas ini tidak diterima (${e.type}).`",
    },
    "CameraInput": {
        "`This app would like to use your camera.`": "`Tenteram perlu izin memakai kamera.`",
        # the advice lies on another host
        "href:O,rel:`noopener noreferrer`,target:`_blank`,children:`Learn how to allow access.`": (
            "children:` Izinkan di pengaturan situs pada peramban Anda.`"
        ),
        "`Take Photo`": "`Ambil foto`",
        "` Clear photo`": "` Hapus foto`",
        "`Switch camera`": "`Ganti kamera`",
        "`Uploading...`": "`Mengunggah …`",
    },
    "Multiselect": {
        "`No results`": "`Tidak ada yang cocok`",
        "t.maxSelections===1?`option`:`options`": "`pilihan`",
        "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": (
            "`Paling banyak ${t.maxSelections} ${e}. Buang satu dulu.`"
        ),
        "`Select ${p.length} matches`": "`Pilih ${p.length} yang cocok`",
        "`Select all`": "`Pilih semua`",
        '"aria-label":`Clear all`': '"aria-label":`Kosongkan`',
        '"aria-label":`Open`': '"aria-label":`Buka pilihan`',
        '"aria-label":`Remove ${e}`': '"aria-label":`Buang ${e}`',
        '"aria-label":`Selected values`': '"aria-label":`Yang dipilih`',
        "label:`Add: ${n}`": "label:`Tambah: ${n}`",
    },
    "Selectbox": {
        "`No results`": "`Tidak ada yang cocok`",
        '"aria-label":`Clear value`': '"aria-label":`Kosongkan`',
        '"aria-label":`Open`': '"aria-label":`Buka pilihan`',
        "label:`Add: ${M}`": "label:`Tambah: ${M}`",
    },
    "NumberInput": {
        '"aria-label":`Clear value`': '"aria-label":`Kosongkan`',
        '"aria-label":`Decrement`': '"aria-label":`Kurangi`',
        '"aria-label":`Increment`': '"aria-label":`Tambah`',
        "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
            "`Isi dengan bilangan ${n} sampai ${r}.`"
        ),
        "`Number is below the allowed range. Please enter a value greater than or equal to ${n}.`": (
            "`Isi dengan bilangan paling kecil ${n}.`"
        ),
        "`Number is above the allowed range. Please enter a value less than or equal to ${r}.`": (
            "`Isi dengan bilangan paling besar ${r}.`"
        ),
    },
    "TextInput": {
        "?`Hide password`:`Show password`": "?`Sembunyikan sandi`:`Tampilkan sandi`",
        '"aria-label":`Clear entry`': '"aria-label":`Kosongkan`',
        "g=`Invalid input.`": "g=`Isian tidak sah.`",
        ":`Invalid input.`": ":`Isian tidak sah.`",
    },
    "DateInput": {
        "??`Select...`": "??`Pilih …`",
        "`Choose date range`": "`Pilih rentang tanggal`",
        "`Choose date`": "`Pilih tanggal`",
        "`Clear dates`": "`Kosongkan tanggal`",
        "`Clear date`": "`Kosongkan tanggal`",
        "`${ce} start date`": "`${ce}, mulai`",
        "`${ce} end date`": "`${ce}, sampai`",
        "`Date range`": "`Rentang tanggal`",
        "`Quick select a date range`": "`Pilih cepat rentang tanggal`",
        "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
            "`Pindah tanggal dengan tombol panah, Enter untuk memilih, Escape untuk menutup.`"
        ),
    },
    "DateTimeInput": {
        "`Choose date and time`": "`Pilih tanggal dan jam`",
        "`Clear date and time`": "`Kosongkan tanggal dan jam`",
        "children:`Time`": "children:`Jam`",
        (
            "`Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. "
            "Escape to close.`"
        ): (
            "`Pindah dengan tombol panah, Enter untuk memilih, Tab antara kalender dan jam, Escape untuk "
            "menutup.`"
        ),
    },
    "DateField": {
        "`Value must be ${e.minValue} or later.`": "`Paling awal ${e.minValue}.`",
        "`Value must be ${e.maxValue} or earlier.`": "`Paling akhir ${e.maxValue}.`",
        "`Start date must be before end date.`": "`Tanggal mulai harus sebelum tanggal akhir.`",
        "`Selected date unavailable.`": "`Tanggal itu tidak dapat dipilih.`",
    },
    "ReorderedSegments": {
        '"aria-label":`Previous month`': '"aria-label":`Bulan sebelumnya`',
        '"aria-label":`Next month`': '"aria-label":`Bulan berikutnya`',
    },
    "TimeInput": {
        "`Clear time`": "`Kosongkan jam`",
        "`Hours must be 0–23.`": "`Jam harus 0–23.`",
        "`Minutes must be 0–59.`": "`Menit harus 0–59.`",
        "`Seconds must be 0–59.`": "`Detik harus 0–59.`",
        "`Invalid time format. Please use HH:MM:SS or HH:MM.`": "`Tulis jam seperti 16:45:00 atau 16:45.`",
        "`Invalid time format. Please use HH:MM.`": "`Tulis jam seperti 16:45.`",
        "[`Hours must be 0–23`,`minutes 0–59`]": "[`Jam harus 0–23`,`menit 0–59`]",
        "`seconds 0–59`": "`detik 0–59`",
        "`Time is out of range. ": "`",
    },
    "Pagination": {
        '"aria-label":`Next page`': '"aria-label":`Halaman berikutnya`',
        '"aria-label":`Previous page`': '"aria-label":`Halaman sebelumnya`',
        '"aria-label":`Page ${e.page}`': '"aria-label":`Halaman ${e.page}`',
        '"aria-label":`Pagination`': '"aria-label":`Halaman`',
    },
    "Toolbar": {
        "label:`Close fullscreen`": "label:`Tutup layar penuh`",
        "label:`Fullscreen`": "label:`Layar penuh`",
    },
    "useCopyToClipboard": {
        "`Copied`": "`Tersalin`",
        "`Copy to clipboard`": "`Salin`",
    },
    "DataFrame": {
        "`Sort ascending`": "`Urutkan naik`",
        "`Sort descending`": "`Urutkan turun`",
        "`Autosize`": "`Sesuaikan lebar`",
        "`Pin column`": "`Tetapkan kolom`",
        "`Unpin column`": "`Lepaskan kolom`",
        "`Hide column`": "`Sembunyikan kolom`",
        ",`Format`]": ",`Bentuk angka`]",
        "`Dataframe column menu`": "`Menu kolom`",
        "`Copy column name`": "`Salin nama kolom`",
        "htmlFor:p},`Type to search`": "htmlFor:p},`Ketik untuk mencari`",
        '"aria-label":`Close Search`': '"aria-label":`Tutup pencarian`',
        '"aria-label":`Next Result`': '"aria-label":`Temuan berikutnya`',
        '"aria-label":`Previous Result`': '"aria-label":`Temuan sebelumnya`',
        "label:`Values`": "label:`Nilai`",
        "label:`Empty`": "label:`Kosong`",
        "label:`Distinct`": "label:`Berbeda`",
        "label:`Minimum`": "label:`Terkecil`",
        "label:`Maximum`": "label:`Terbesar`",
        "label:`Average`": "label:`Rata-rata`",
        "label:`Sum`": "label:`Jumlah`",
        "label:`Standard deviation`": "label:`Simpangan baku`",
        "label:`Minimum length`": "label:`Terpendek`",
        "label:`Maximum length`": "label:`Terpanjang`",
        "label:`Average length`": "label:`Panjang rata-rata`",
        "label:`Range`": "label:`Rentang`",
        "label:`Automatic`": "label:`Otomatis`",
        "label:`Localized`": "label:`Cara Indonesia`",
        "label:`Plain`": "label:`Polos`",
        "label:`Compact`": "label:`Ringkas`",
        "label:`Dollar`": "label:`Dolar`",
        "label:`Percent`": "label:`Persen`",
        "label:`Scientific`": "label:`Ilmiah`",
        "label:`Accounting`": "label:`Akuntansi`",
        "label:`Distance`": "label:`Jarak waktu`",
        "label:`Calendar`": "label:`Kalender`",
        "label:`Duration`": "label:`Lama`",
        "`Based on sample`": "`Dari sebagian data`",
        "children:`No data`": "children:`Tidak ada data`",
        "`No options`": "`Tidak ada pilihan`",
        "placeholder:`Select...`": "placeholder:`Pilih …`",
    },
}
"""By the first part of a script's name: each piece of its text, and what stands there instead."""


class Translation:
    """ASGI middleware behind the gate: answers for the scripts that are translated, and for nothing else.

    Streamlit lets no route of ours stand under its own ``/static/``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._names = {f"/static/js/{script.name}": script.name for script in scripts()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        name = self._names.get(scope["path"]) if scope["type"] == "http" else None
        if name is None or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        await _answer(name, Request(scope).headers.get("if-none-match"))(scope, receive, send)


def scripts() -> list[Path]:
    """Return the scripts that are translated."""
    return sorted(script for name in WORDS for script in SCRIPTS.glob(f"{name}.*.js"))


@cache
def translated(name: str) -> bytes:
    """Return a script with its words exchanged."""
    text = (SCRIPTS / name).read_text(encoding="utf-8")
    for english, indonesian in WORDS[name.split(".", 1)[0]].items():
        text = text.replace(english, indonesian)
    return text.encode()


@cache
def _tag(name: str) -> str:
    return f'"{sha256(translated(name)).hexdigest()[:20]}"'


def _answer(name: str, known: str | None) -> Response:
    headers = {"ETag": _tag(name), "Cache-Control": "no-cache"}
    if known == headers["ETag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(translated(name), media_type="text/javascript", headers=headers)
