"""The office at work: states and clocks of incidents and cases, decisions, attachments, last looks."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, Text

from records.store.time import Instant
from records.store.version_table import version_table

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INCIDENT_TIMES = (
    "waktu_status",
    "waktu_verifikasi",
    "waktu_penanganan",
    "waktu_rujukan",
    "waktu_rujukan_diterima",
    "waktu_selesai",
)
_CASE_TIMES = ("waktu_identifikasi", "waktu_respon", "waktu_rencana", "waktu_lapor_kabupaten")
_CASE_TEXTS = ("penangan", "respon", "rencana", "tindak_berikut", "tgl_berikut", "dialihkan_ke")


def upgrade() -> None:
    """Add the columns and tables; no row is touched."""
    for name in _INCIDENT_TIMES:
        op.add_column("incidents", Column(name, Instant))
    for name in ("hasil", "dicatat_oleh"):
        op.add_column("incidents", Column(name, Text))
    for name in _CASE_TIMES:
        op.add_column("conflict_cases", Column(name, Instant))
    for name in _CASE_TEXTS:
        op.add_column("conflict_cases", Column(name, Text))
    for name in ("jenis", "posisi", "kepentingan"):
        op.add_column("parties", Column(name, Text))
    op.add_column("parties", Column("jumlah_massa", Integer))
    op.add_column("places", Column("dihapus", Boolean))
    op.create_table(
        "looks",
        Column("username", Text, ForeignKey("accounts.username"), primary_key=True),
        Column("page", Text, primary_key=True),
        Column("seen_at", Instant, nullable=False),
        Column("before_at", Instant),
    )
    version_table(
        "decisions",
        "id_keputusan",
        Column("jenis", Text, nullable=False),
        Column("objek", Text),
        Column("kunci", Text),
        Column("perihal", Text, nullable=False),
        Column("uraian", Text),
        Column("isi", Text),
        Column("diajukan_oleh", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("putusan", Text),
        Column("diputus_oleh", Text),
        Column("waktu_putusan", Instant),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "attachments",
        "id_lampiran",
        Column("objek", Text, nullable=False),
        Column("kunci", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("ukuran", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("sha256_asli", Text, nullable=False),
        Column("ada_lokasi", Boolean, nullable=False),
        Column("keterangan", Text),
        Column("dihapus", Boolean),
        Column("waktu_input", Instant, nullable=False),
    )
