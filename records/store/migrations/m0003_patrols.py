"""Patrols: plans, orders, route sheets, people and their days, stops asked for, results of each stop."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Double, Integer, Text

from records.store.time import Instant
from records.store.version_table import version_table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns; no row is touched."""
    for name in ("id_lembar", "titik"):
        op.add_column("patrol_logs", Column(name, Text))
    version_table(
        "patrol_plans",
        "id_rencana",
        Column("tanggal", Text, nullable=False),
        Column("hari", Integer, nullable=False),
        Column("benih", Integer, nullable=False),
        Column("sidik_aturan", Text, nullable=False),
        Column("sidik_data", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("isi", Text, nullable=False),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "patrol_orders",
        "id_spt",
        Column("jenis", Text, nullable=False),
        Column("mulai", Text, nullable=False),
        Column("selesai", Text, nullable=False),
        Column("regu", Text, nullable=False),
        Column("dasar", Text, nullable=False),
        Column("tujuan", Text, nullable=False),
        Column("alasan", Text),
        Column("isi", Text),
        Column("status", Text, nullable=False),
        Column("disetujui_oleh", Text),
        Column("waktu_setuju", Instant),
        Column("nomor_surat", Text),
        Column("tgl_surat", Text),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "patrol_sheets",
        "id_lembar",
        Column("id_rencana", Text, nullable=False),
        Column("id_spt", Text),
        Column("tanggal", Text, nullable=False),
        Column("regu", Text, nullable=False),
        Column("nama_regu", Text, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("mulai", Instant, nullable=False),
        Column("selesai", Instant, nullable=False),
        Column("isi", Text, nullable=False),
        Column("sidik_isi", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("menggantikan", Text),
        Column("alasan", Text),
        Column("berangkat", Instant),
        Column("id_jurnal", Text),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "patrol_members",
        "id_personel",
        Column("jenis", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("unsur", Text, nullable=False),
        Column("regu", Text),
        Column("pangkat", Text),
        Column("nomor", Text),
        Column("jabatan", Text),
        Column("pimpinan", Boolean),
        Column("dihapus", Boolean),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "availability",
        "id_ketersediaan",
        Column("subjek", Text, nullable=False),
        Column("mulai", Text, nullable=False),
        Column("selesai", Text, nullable=False),
        Column("ada", Boolean, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("dihapus", Boolean),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "stop_requests",
        "id_titik",
        Column("nama", Text, nullable=False),
        Column("kode_desa", Text, nullable=False),
        Column("lon", Double, nullable=False),
        Column("lat", Double, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("menit", Double),
        Column("jam", Text, nullable=False),
        Column("mulai", Text, nullable=False),
        Column("selesai", Text, nullable=False),
        Column("hari", Text, nullable=False),
        Column("dihapus", Boolean),
        Column("waktu_input", Instant, nullable=False),
    )
    version_table(
        "duty_excuses",
        "id_alasan",
        Column("tanggal", Text, nullable=False),
        Column("sebab", Text, nullable=False),
        Column("uraian", Text, nullable=False),
        Column("dihapus", Boolean),
        Column("waktu_input", Instant, nullable=False),
    )
