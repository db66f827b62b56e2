"""Pengaturan: the office's own numbers, its profile, accounts, backups, health and trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.components.gaya import gaya
from dashboard.components.rapat import tertutup
from dashboard.office import founding, office
from dashboard.pengaturan.akun import akun
from dashboard.pengaturan.akun_saya import akun_saya
from dashboard.pengaturan.bobot import bobot
from dashboard.pengaturan.cadangan import cadangan
from dashboard.pengaturan.kesehatan import kesehatan
from dashboard.pengaturan.mulai_kantor import mulai_kantor
from dashboard.pengaturan.profil import profil
from dashboard.pengaturan.regu import regu
from dashboard.pengaturan.riwayat_tindakan import riwayat_tindakan
from dashboard.pengaturan.tenggat import tenggat
from dashboard.session import current_actor
from services.office import Office
from sop.party import Actor, Verb


@dataclass(frozen=True)
class Section:
    """One section of the page: its word, the right that it takes, what draws it."""

    title: str
    verb: Verb
    show: Callable[[Office, Actor], None]


OWN = Section("Akun saya", Verb.AKUN_SANDI_SENDIRI, akun_saya)
"""Tells nothing of others, and so is open in a meeting too."""
SECTIONS: tuple[Section, ...] = (
    Section("Bobot", Verb.PENGATURAN_LIHAT, bobot),
    Section("Tenggat", Verb.PENGATURAN_LIHAT, tenggat),
    Section("Regu dan personel", Verb.PERSONEL_LIHAT, regu),
    Section("Profil", Verb.PROFIL_UBAH, profil),
    Section("Akun", Verb.AKUN_KELOLA, akun),
    Section("Cadangan", Verb.CADANGAN_KELOLA, cadangan),
    Section("Kesehatan", Verb.SISTEM_PERIKSA, kesehatan),
    Section("Riwayat", Verb.AUDIT_LIHAT, riwayat_tindakan),
    OWN,
)
"""The sections in their order; the services check each right again."""
BEGIN = Section("Mulai kantor kami", Verb.KANTOR_MULAI, mulai_kantor)
"""Only where an office can still be founded."""


def show() -> None:
    """Show the section that the address names, else the reader's first."""
    here, actor = office(), current_actor()
    gaya()
    st.title("Pengaturan")
    offered = (BEGIN, *SECTIONS) if here.demo and founding() else SECTIONS
    mine = {one.title: one for one in offered if actor.may(one.verb)}
    default = SECTIONS[0].title if SECTIONS[0].title in mine else next(iter(mine))
    chosen = st.segmented_control(
        "Bagian",
        list(mine),
        default=default,
        key="bagian",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )
    section = mine[chosen or default]
    if section is OWN or not tertutup():
        section.show(here, actor)
