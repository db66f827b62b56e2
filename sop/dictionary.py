"""The data dictionary: names, kinds, labels and code lists of every frame's columns.

The store builds its tables from it, the parsers their checks, the screens their headings.
Names are those that the office's own forms and files use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sop.category import Visibility
from sop.code import Code
from sop.conflict import CloseReason, ConflictSource, ConflictStage, ConflictTrack
from sop.decision import DecisionKind, DecisionState
from sop.incident import (
    IncidentState,
    LocationPrecision,
    Origin,
    Quarantine,
    TimePrecision,
    Verification,
)
from sop.patrol import (
    ExcuseReason,
    MemberKind,
    OrderKind,
    PatrolElement,
    PatrolKind,
    PatrolState,
    PlaceKind,
    PlanState,
    StopKind,
    TrackSource,
)


class Kind(Enum):
    """What a column holds."""

    TEXT = "teks"
    CODE = "kode"
    TIME = "waktu"
    DATE = "tanggal"
    INTEGER = "bilangan bulat"
    NUMBER = "bilangan"
    FLAG = "ya/tidak"
    JSON = "json"
    BYTES = "biner"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column.

    Parameters
    ----------
    name
        Column name in store, frame and file.
    label
        Heading that people read.
    kind
        What it holds. ``TIME`` is UTC with milliseconds, ``DATE`` a local calendar date as ISO text.
    codes
        Code list, for ``CODE`` columns that have a closed one.
    required
        Whether a stored record must have it.
    low, high
        Inclusive limits of numbers.
    system
        Filled by the system, never taken from a file.
    since
        Schema revision that brought the field. Rows written before it stay as they were signed: a later
        field enters a row's digest only where it holds something.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    codes: type[Code] | None = None
    required: bool = False
    low: float | None = None
    high: float | None = None
    system: bool = False
    since: int = 1

    def __post_init__(self) -> None:
        """Refuse a field that rows of earlier revisions could not have."""
        if self.since < 1 or (self.since > 1 and self.required):
            raise ValueError(f"{self.name}: a later field must be optional")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One kind of record: its name, identity column, fields and whether it has a geometry.

    Examples
    --------
    >>> INCIDENTS["kode_kategori"].label
    'Kategori'
    >>> INCIDENTS.names[0]
    'id_kejadian'
    """

    name: str
    label: str
    prefix: str
    geometry: str | None
    fields: tuple[Field, ...]
    since: int = 1

    def __getitem__(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    @property
    def key(self) -> str:
        """Name of the identity column: always the first field."""
        return self.fields[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in order, without the geometry."""
        return tuple(field.name for field in self.fields)


def _key(name: str, label: str) -> Field:
    return Field(name=name, label=label, required=True, system=True)


def _later(name: str, label: str, kind: Kind = Kind.TEXT, *, system: bool = False) -> Field:
    """Return a field that came with the second revision."""
    return Field(name=name, label=label, kind=kind, system=system, since=2)


_SOURCE_ID = Field(name="id_sumber", label="Nomor dari sumber")
_FINGERPRINT = Field(name="sidik", label="Sidik isi", required=True, system=True)
_KODE_DESA = Field(name="kode_desa", label="Kode desa")

INCIDENTS = Frame(
    name="incidents",
    label="Kejadian",
    prefix="KJD",
    geometry="titik",
    fields=(
        _key("id_kejadian", "Nomor kejadian"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="waktu_kejadian", label="Waktu kejadian", kind=Kind.TIME, required=True),
        Field(
            name="presisi_waktu",
            label="Presisi waktu",
            kind=Kind.CODE,
            codes=TimePrecision,
            required=True,
        ),
        Field(name="zona_waktu_asli", label="Zona waktu asli", required=True),
        Field(name="waktu_lapor", label="Waktu lapor", kind=Kind.TIME),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
        Field(name="kode_kategori", label="Kategori", kind=Kind.CODE, required=True),
        _KODE_DESA,
        Field(name="desa_teks", label="Desa (seperti dilaporkan)"),
        Field(name="dusun_rt", label="Dusun / RT"),
        Field(name="patokan", label="Patokan"),
        Field(
            name="presisi_lokasi",
            label="Presisi lokasi",
            kind=Kind.CODE,
            codes=LocationPrecision,
            required=True,
        ),
        Field(name="asal", label="Asal", kind=Kind.CODE, codes=Origin, required=True),
        Field(name="sumber", label="Sumber"),
        Field(name="kronologi", label="Kronologi"),
        Field(name="jumlah_terlibat", label="Jumlah terlibat", kind=Kind.INTEGER, low=0, high=1_000_000),
        Field(name="korban_luka", label="Korban luka", kind=Kind.INTEGER, low=0, high=1_000_000),
        Field(name="korban_jiwa", label="Korban jiwa", kind=Kind.INTEGER, low=0, high=1_000_000),
        Field(name="kerugian_rp", label="Kerugian (Rp)", kind=Kind.NUMBER, low=0),
        Field(name="luas_ha", label="Luas (ha)", kind=Kind.NUMBER, low=0),
        Field(name="dampak_aktual", label="Dampak aktual", kind=Kind.NUMBER, required=True, low=0.5, high=2),
        Field(name="status", label="Status", kind=Kind.CODE, codes=IncidentState, required=True),
        Field(
            name="status_verifikasi",
            label="Verifikasi",
            kind=Kind.CODE,
            codes=Verification,
            required=True,
        ),
        Field(name="visibilitas", label="Visibilitas", kind=Kind.CODE, codes=Visibility, required=True),
        Field(name="dirujuk_ke", label="Dirujuk ke"),
        Field(name="no_surat_rujukan", label="Nomor surat rujukan"),
        Field(name="pasal", label="Pasal"),
        Field(name="id_kasus", label="Kasus konflik terkait"),
        Field(name="id_jurnal", label="Jurnal patroli terkait"),
        Field(name="berulang_dari", label="Pengulangan / laporan dari"),
        Field(name="karantina", label="Karantina", kind=Kind.CODE, codes=Quarantine, system=True),
        _later("waktu_status", "Sejak", Kind.TIME, system=True),
        _later("waktu_verifikasi", "Diverifikasi", Kind.TIME, system=True),
        _later("waktu_penanganan", "Mulai ditangani", Kind.TIME, system=True),
        _later("waktu_rujukan", "Dirujuk", Kind.TIME, system=True),
        _later("waktu_rujukan_diterima", "Rujukan diterima", Kind.TIME, system=True),
        _later("waktu_selesai", "Selesai ditangani", Kind.TIME, system=True),
        _later("hasil", "Hasil penanganan"),
        _later("dicatat_oleh", "Dicatat oleh", system=True),
    ),
)

PATROL_LOGS = Frame(
    name="patrol_logs",
    label="Jurnal patroli",
    prefix="JRN",
    geometry=None,
    fields=(
        _key("id_jurnal", "Nomor jurnal"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="jenis", label="Jenis patroli", kind=Kind.CODE, codes=PatrolKind, required=True),
        Field(name="berangkat", label="Berangkat", kind=Kind.TIME, required=True),
        Field(name="kembali", label="Kembali", kind=Kind.TIME),
        # {kode_desa: minutes}; a desa without minutes carries null: visited, minutes unknown.
        Field(name="menit_desa", label="Menit per desa", kind=Kind.JSON, required=True),
        Field(name="personel", label="Jumlah personel", kind=Kind.INTEGER, low=0, high=10_000),
        Field(name="unsur", label="Unsur"),
        Field(name="nihil", label="Nihil", kind=Kind.FLAG, required=True),
        Field(name="uraian", label="Uraian hasil"),
        Field(name="cuaca", label="Cuaca"),
        Field(name="hambatan", label="Hambatan"),
        Field(name="km", label="Jarak (km)", kind=Kind.NUMBER, low=0, high=10_000),
        Field(name="waktu_laporan", label="Waktu laporan", kind=Kind.TIME),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
        Field(name="id_lembar", label="Lembar rute", system=True, since=3),
        # one object for each stop of the sheet: ``id nama didatangi menit alasan``
        Field(name="titik", label="Titik", kind=Kind.JSON, system=True, since=3),
    ),
)

PATROL_TRACKS = Frame(
    name="patrol_tracks",
    label="Jalur patroli",
    prefix="TRK",
    geometry="garis",
    fields=(
        _key("id_jalur", "Nomor jalur"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="nama", label="Nama jalur"),
        Field(name="id_jurnal", label="Jurnal patroli terkait"),
        Field(name="mulai", label="Mulai", kind=Kind.TIME),
        Field(name="selesai", label="Selesai", kind=Kind.TIME),
        Field(name="sumber_jalur", label="Sumber", kind=Kind.CODE, codes=TrackSource, required=True),
        Field(name="jumlah_titik", label="Jumlah titik", kind=Kind.INTEGER, required=True, low=1),
        Field(name="km", label="Jarak (km)", kind=Kind.NUMBER, low=0),
        # zlib-packed float64 rows (segment, lon, lat, epoch seconds or NaN), little-endian.
        Field(name="titik", label="Titik", kind=Kind.BYTES, required=True),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
    ),
)

CONFLICT_CASES = Frame(
    name="conflict_cases",
    label="Kasus konflik",
    prefix="KFL",
    geometry="bidang",
    fields=(
        _key("id_kasus", "Nomor kasus"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="judul", label="Judul", required=True),
        Field(name="kode_kategori", label="Kategori", kind=Kind.CODE, required=True),
        Field(name="sumber_konflik", label="Sumber konflik", kind=Kind.CODE, codes=ConflictSource),
        # a list of kode_desa
        Field(name="desa", label="Desa terkait", kind=Kind.JSON, required=True),
        Field(name="tgl_teridentifikasi", label="Tanggal teridentifikasi", kind=Kind.DATE, required=True),
        Field(
            name="tingkat_eskalasi",
            label="Tingkat eskalasi",
            kind=Kind.INTEGER,
            required=True,
            low=0,
            high=4,
        ),
        # [[ISO date, level], ...] or [ISO date, level, instant], in order; the last is the current level.
        Field(name="riwayat_eskalasi", label="Riwayat eskalasi", kind=Kind.JSON, required=True),
        Field(name="tahap", label="Tahap", kind=Kind.CODE, codes=ConflictStage, required=True),
        Field(name="jalur", label="Jalur penyelesaian", kind=Kind.CODE, codes=ConflictTrack),
        Field(name="pemicu", label="Pemicu"),
        Field(name="akar", label="Akar masalah"),
        Field(name="status_quo", label="Status quo", kind=Kind.FLAG),
        Field(name="tgl_tutup", label="Tanggal tutup", kind=Kind.DATE),
        Field(name="alasan_tutup", label="Alasan tutup", kind=Kind.CODE, codes=CloseReason),
        Field(name="visibilitas", label="Visibilitas", kind=Kind.CODE, codes=Visibility, required=True),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
        _later("waktu_identifikasi", "Waktu teridentifikasi", Kind.TIME),
        # a list of account names: who handles the case; a secret case is theirs, the Kasi's and the Camat's
        _later("penangan", "Penangan", Kind.JSON, system=True),
        _later("waktu_respon", "Respons awal", Kind.TIME),
        _later("respon", "Uraian respons awal"),
        _later("waktu_rencana", "Rencana ditetapkan", Kind.TIME),
        _later("rencana", "Rencana penanganan"),
        _later("waktu_lapor_kabupaten", "Dilaporkan ke Kesbangpol / Tim Terpadu", Kind.TIME),
        _later("tindak_berikut", "Tindakan berikut"),
        _later("tgl_berikut", "Tanggal tindakan berikut", Kind.DATE),
        _later("dialihkan_ke", "Dialihkan ke"),
    ),
)

PLACES = Frame(
    name="places",
    label="Tempat",
    prefix="TMP",
    geometry="titik",
    fields=(
        _key("id_tempat", "Nomor tempat"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="nama", label="Nama tempat", required=True),
        Field(name="jenis", label="Jenis tempat", kind=Kind.CODE, codes=PlaceKind, required=True),
        _KODE_DESA,
        Field(name="keterangan", label="Keterangan"),
        Field(name="karantina", label="Karantina", kind=Kind.CODE, codes=Quarantine, system=True),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
        # a removal is a version too: the place is on no map any more, its history stays
        _later("dihapus", "Dihapus", Kind.FLAG, system=True),
    ),
)

ROADS = Frame(
    name="roads",
    label="Jalan",
    prefix="JLN",
    geometry="garis",
    fields=(
        _key("id_jalan", "Nomor ruas"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="nama", label="Nama jalan"),
        Field(name="kelas", label="Kelas jalan"),
        Field(name="kecepatan_kmj", label="Kecepatan (km/jam)", kind=Kind.NUMBER, low=1, high=200),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
    ),
)

POPULATION = Frame(
    name="population",
    label="Penduduk",
    prefix="PDD",
    geometry=None,
    fields=(
        _key("id_penduduk", "Nomor catatan"),
        _SOURCE_ID,
        _FINGERPRINT,
        Field(name="kode_desa", label="Kode desa", required=True),
        Field(name="tahun", label="Tahun", kind=Kind.INTEGER, required=True, low=1900, high=2200),
        Field(name="penduduk", label="Jumlah penduduk", kind=Kind.INTEGER, required=True, low=0),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
    ),
)

PATROL_PLANS = Frame(
    name="patrol_plans",
    label="Rencana patroli",
    prefix="PTR",
    geometry=None,
    since=3,
    fields=(
        _key("id_rencana", "Nomor rencana"),
        _FINGERPRINT,
        Field(name="tanggal", label="Hari pertama", kind=Kind.DATE, required=True),
        Field(name="hari", label="Banyaknya hari", kind=Kind.INTEGER, required=True, low=1, high=42),
        Field(name="benih", label="Benih undian", kind=Kind.INTEGER, required=True, low=0),
        Field(name="sidik_aturan", label="Sidik aturan", required=True),
        Field(name="sidik_data", label="Sidik data", required=True),
        Field(name="status", label="Status", kind=Kind.CODE, codes=PlanState, required=True),
        # the plan as `services.patrol_plans.plan_document` gives it, with its stops (``titik``)
        Field(name="isi", label="Isi rencana", kind=Kind.JSON, required=True),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)

PATROL_ORDERS = Frame(
    name="patrol_orders",
    label="Surat Perintah Tugas",
    prefix="SPT",
    geometry=None,
    since=3,
    fields=(
        _key("id_spt", "Nomor SPT di Tenteram"),
        _FINGERPRINT,
        Field(name="jenis", label="Jenis", kind=Kind.CODE, codes=OrderKind, required=True),
        Field(name="mulai", label="Mulai", kind=Kind.DATE, required=True),
        Field(name="selesai", label="Sampai", kind=Kind.DATE, required=True),
        # codes of the teams that may go under it
        Field(name="regu", label="Regu", kind=Kind.JSON, required=True),
        Field(name="dasar", label="Dasar", kind=Kind.JSON, required=True),
        Field(name="tujuan", label="Untuk", required=True),
        Field(name="alasan", label="Alasan"),
        # people as they were when it was put to the Camat: ``personel pimpinan kendaraan``
        Field(name="isi", label="Personel", kind=Kind.JSON),
        Field(name="status", label="Status", kind=Kind.CODE, codes=PatrolState, required=True),
        Field(name="disetujui_oleh", label="Disetujui oleh"),
        Field(name="waktu_setuju", label="Waktu disetujui", kind=Kind.TIME),
        Field(name="nomor_surat", label="Nomor surat"),
        Field(name="tgl_surat", label="Tanggal surat", kind=Kind.DATE),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)
"""Orders of the Camat: one that stands for a month, and those for a single occasion."""

PATROL_SHEETS = Frame(
    name="patrol_sheets",
    label="Lembar rute",
    prefix="RUT",
    geometry=None,
    since=3,
    fields=(
        _key("id_lembar", "Nomor lembar"),
        _FINGERPRINT,
        Field(name="id_rencana", label="Rencana", required=True),
        Field(name="id_spt", label="SPT"),
        Field(name="tanggal", label="Tanggal", kind=Kind.DATE, required=True),
        Field(name="regu", label="Regu", required=True),
        Field(name="nama_regu", label="Nama regu", required=True),
        Field(name="jenis", label="Jenis patroli", kind=Kind.CODE, codes=PatrolKind, required=True),
        Field(name="mulai", label="Berangkat menurut rencana", kind=Kind.TIME, required=True),
        Field(name="selesai", label="Kembali menurut rencana", kind=Kind.TIME, required=True),
        # the route with its stops and its people, as `services.sheet_issue` writes it
        Field(name="isi", label="Isi lembar", kind=Kind.JSON, required=True),
        Field(name="sidik_isi", label="Sidik isi lembar", required=True),
        Field(name="status", label="Status", kind=Kind.CODE, codes=PatrolState, required=True),
        Field(name="menggantikan", label="Menggantikan lembar"),
        Field(name="alasan", label="Alasan"),
        Field(name="berangkat", label="Berangkat", kind=Kind.TIME),
        Field(name="id_jurnal", label="Jurnal"),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)
"""One route of one team on one day, from draft to verified."""

PATROL_MEMBERS = Frame(
    name="patrol_members",
    label="Personel dan kendaraan",
    prefix="PSN",
    geometry=None,
    since=3,
    fields=(
        _key("id_personel", "Nomor"),
        _FINGERPRINT,
        Field(name="jenis", label="Jenis", kind=Kind.CODE, codes=MemberKind, required=True),
        Field(name="nama", label="Nama", required=True),
        Field(name="unsur", label="Unsur", kind=Kind.CODE, codes=PatrolElement, required=True),
        # code of the team with which it usually goes
        Field(name="regu", label="Regu"),
        Field(name="pangkat", label="Pangkat/golongan"),
        Field(name="nomor", label="NIP/NRP atau pelat"),
        Field(name="jabatan", label="Jabatan"),
        Field(name="pimpinan", label="Memimpin regu", kind=Kind.FLAG),
        Field(name="dihapus", label="Tidak dipakai lagi", kind=Kind.FLAG),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)

AVAILABILITY = Frame(
    name="availability",
    label="Ketersediaan",
    prefix="SDA",
    geometry=None,
    since=3,
    fields=(
        _key("id_ketersediaan", "Nomor"),
        _FINGERPRINT,
        # code of a team, or number of a person or vehicle
        Field(name="subjek", label="Siapa", required=True),
        Field(name="mulai", label="Mulai", kind=Kind.DATE, required=True),
        Field(name="selesai", label="Sampai", kind=Kind.DATE, required=True),
        Field(name="ada", label="Bertugas", kind=Kind.FLAG, required=True),
        Field(name="alasan", label="Alasan", required=True),
        Field(name="dihapus", label="Dihapus", kind=Kind.FLAG),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)
"""Days on which a team, a person or a vehicle is away, or there beyond the roster."""

STOP_REQUESTS = Frame(
    name="stop_requests",
    label="Titik permintaan",
    prefix="TTK",
    geometry=None,
    since=3,
    fields=(
        _key("id_titik", "Nomor titik"),
        _FINGERPRINT,
        Field(name="nama", label="Nama titik", required=True),
        Field(name="kode_desa", label="Kode desa", required=True),
        Field(name="lon", label="Bujur", kind=Kind.NUMBER, required=True, low=-180, high=180),
        Field(name="lat", label="Lintang", kind=Kind.NUMBER, required=True, low=-90, high=90),
        Field(name="jenis", label="Asal permintaan", kind=Kind.CODE, codes=StopKind, required=True),
        Field(name="alasan", label="Alasan", required=True),
        Field(name="menit", label="Lama singgah (menit)", kind=Kind.NUMBER, low=3, high=240),
        # minutes after midnight: ``[[first, last], …]``; empty for any time
        Field(name="jam", label="Jam", kind=Kind.JSON, required=True),
        Field(name="mulai", label="Mulai", kind=Kind.DATE, required=True),
        Field(name="selesai", label="Sampai", kind=Kind.DATE, required=True),
        # Monday 0 to Sunday 6; empty for every day
        Field(name="hari", label="Hari", kind=Kind.JSON, required=True),
        Field(name="dihapus", label="Dihapus", kind=Kind.FLAG),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)
"""Stops that somebody asked for: an order of the Camat, a wish of a meeting, a market day."""

DUTY_EXCUSES = Frame(
    name="duty_excuses",
    label="Hari tanpa patroli",
    prefix="HTP",
    geometry=None,
    since=3,
    fields=(
        _key("id_alasan", "Nomor"),
        _FINGERPRINT,
        Field(name="tanggal", label="Tanggal", kind=Kind.DATE, required=True),
        Field(name="sebab", label="Sebab", kind=Kind.CODE, codes=ExcuseReason, required=True),
        Field(name="uraian", label="Uraian", required=True),
        Field(name="dihapus", label="Dihapus", kind=Kind.FLAG),
        Field(name="waktu_input", label="Waktu dibuat", kind=Kind.TIME, required=True, system=True),
    ),
)
"""Why there was no patrol on a day on which there should have been one."""

DECISIONS = Frame(
    name="decisions",
    label="Keputusan",
    prefix="KPT",
    geometry=None,
    since=2,
    fields=(
        _key("id_keputusan", "Nomor keputusan"),
        _FINGERPRINT,
        Field(name="jenis", label="Jenis", kind=Kind.CODE, codes=DecisionKind, required=True),
        # name of the frame and number of the record that it is about; none for a change of settings
        Field(name="objek", label="Objek"),
        Field(name="kunci", label="Nomor rekam"),
        Field(name="perihal", label="Perihal", required=True),
        Field(name="uraian", label="Uraian"),
        Field(name="isi", label="Isi usulan", kind=Kind.JSON),
        Field(name="diajukan_oleh", label="Diajukan oleh", required=True),
        Field(name="status", label="Status", kind=Kind.CODE, codes=DecisionState, required=True),
        Field(name="putusan", label="Putusan"),
        Field(name="diputus_oleh", label="Diputus oleh"),
        Field(name="waktu_putusan", label="Waktu putusan", kind=Kind.TIME),
        Field(name="waktu_input", label="Waktu diajukan", kind=Kind.TIME, required=True, system=True),
    ),
)
"""What the Camat is asked to decide, and what the Camat orders."""

ATTACHMENTS = Frame(
    name="attachments",
    label="Lampiran",
    prefix="LMP",
    geometry=None,
    since=2,
    fields=(
        _key("id_lampiran", "Nomor lampiran"),
        _FINGERPRINT,
        Field(name="objek", label="Objek", required=True),
        Field(name="kunci", label="Nomor rekam", required=True),
        Field(name="nama", label="Nama berkas", required=True),
        Field(name="jenis", label="Jenis berkas", required=True),
        Field(name="ukuran", label="Ukuran (bita)", kind=Kind.INTEGER, required=True, low=0),
        Field(name="sha256", label="Sidik berkas", required=True),
        Field(name="sha256_asli", label="Sidik berkas asli", required=True),
        # whether the original told where it was taken; what is kept tells nothing of the kind
        Field(name="ada_lokasi", label="Berkas asli memuat lokasi", kind=Kind.FLAG, required=True),
        Field(name="keterangan", label="Keterangan"),
        Field(name="dihapus", label="Dihapus", kind=Kind.FLAG),
        Field(name="waktu_input", label="Waktu input", kind=Kind.TIME, required=True, system=True),
    ),
)
"""Photos beside a record; the files lie in the workspace, named by their own hash."""

DESA = Frame(
    name="desa",
    label="Desa",
    prefix="DSA",
    geometry="bidang",
    fields=(
        _key("kode_desa", "Kode desa"),
        Field(name="nama", label="Nama", required=True),
        Field(name="jenis", label="Jenis"),
        Field(name="urutan", label="Urutan", kind=Kind.INTEGER, required=True, system=True),
    ),
)
"""The areas that are scored. A boundary import replaces the set as one new version of it."""

FRAMES: dict[str, Frame] = {
    frame.name: frame
    for frame in (
        INCIDENTS,
        PATROL_LOGS,
        PATROL_TRACKS,
        CONFLICT_CASES,
        PLACES,
        ROADS,
        POPULATION,
        DESA,
        DECISIONS,
        PATROL_PLANS,
        PATROL_ORDERS,
        PATROL_SHEETS,
        PATROL_MEMBERS,
        AVAILABILITY,
        STOP_REQUESTS,
        DUTY_EXCUSES,
        ATTACHMENTS,
    )
}
