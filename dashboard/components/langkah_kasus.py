"""What the Kasi can do next with a conflict case, each step asking for its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import streamlit as st

from dashboard.components.langkah import Isian, Langkah, langkah
from dashboard.session import current_actor
from services.case_detail import CaseDetail, linkable
from services.case_links import link_incident, unlink_incident
from services.cases import (
    change_level,
    close_case,
    move_stage,
    propose_diversion,
    record_answer,
    record_plan,
    record_report,
    reopen_case,
    set_next_action,
)
from services.office import Office
from sop.conflict import GRAVE_LEVEL, LEVELS, CloseReason, ConflictStage, ConflictTrack, level_words
from sop.party import Actor, Verb
from sop.period import long_date
from sop.problem import ProblemCode, Refused, problem

_STAGE_LABELS = {
    ConflictStage.PENILAIAN_AWAL: "Mulai penilaian awal",
    ConflictStage.KOORDINASI_TOKOH: "Mulai koordinasi tokoh",
    ConflictStage.MEDIASI: "Mulai mediasi",
    ConflictStage.SEPAKAT: "Mediasi: sepakat",
    ConflictStage.GAGAL: "Mediasi: belum sepakat",
    ConflictStage.PEMANTAUAN: "Pantau kesepakatan",
}
_AGAIN = {
    (ConflictStage.DIALIHKAN, ConflictStage.KOORDINASI_TOKOH): "Tangani kembali",
    (ConflictStage.SEPAKAT, ConflictStage.MEDIASI): "Mediasi lagi",
    (ConflictStage.PEMANTAUAN, ConflictStage.MEDIASI): "Mediasi lagi",
    (ConflictStage.GAGAL, ConflictStage.MEDIASI): "Mediasi lagi",
}


def tempat(number: str) -> str:
    """Return the name of the place where `dashboard.components.langkah.kabar` tells how a step went."""
    return f"kasus.langkah.{number}"


def langkah_kasus(office: Office, actor: Actor, detail: CaseDetail) -> None:
    """Offer the steps of a case, the urgent and usual ones first."""
    steps: list[Langkah] = []
    if detail.closed and detail.full and actor.may(Verb.KASUS_TUTUP):
        steps.append(_reopen(office, detail))
    if detail.values and actor.may(Verb.KASUS_UBAH):
        steps += [*_urgent(office, detail), *_usual(office, detail)]
    langkah(steps, key=tempat(detail.number), place=tempat(detail.number))


def kaitan(office: Office, actor: Actor, detail: CaseDetail, *, at: datetime) -> None:
    """Offer to tie incidents to a case, and to untie them."""
    if detail.values and actor.may(Verb.KASUS_UBAH):
        steps = list(_links(office, actor, detail, at))
        langkah(steps, key=f"{tempat(detail.number)}.kaitan", place=tempat(detail.number))


def _urgent(office: Office, detail: CaseDetail) -> Iterator[Langkah]:
    """Yield what a running clock waits for."""
    row = detail.values
    if row["waktu_respon"] is None:
        yield _step(
            office, detail, record_answer,
            name="respon", label="Catat respons awal", send="Simpan respons",
            asks="Apa yang sudah dilakukan", done="Respons awal dicatat.", main=True,
            more=(_when(office, "Kapan para pihak ditemui atau petugas diutus"),),
        )  # fmt: skip
    if row["waktu_rencana"] is None:
        yield _step(
            office, detail, record_plan,
            name="rencana", label="Tetapkan rencana", send="Simpan rencana",
            asks="Rencana penanganan: siapa berbuat apa, kapan", done="Rencana penanganan dicatat.",
            main=row["waktu_respon"] is not None,
        )  # fmt: skip
    if detail.level >= GRAVE_LEVEL and row["waktu_lapor_kabupaten"] is None:
        yield _step(
            office, detail, record_report,
            name="kabupaten", label="Catat laporan ke kabupaten", send="Simpan laporan",
            asks="Kepada siapa, dengan cara apa, dan apa hasilnya", done="Laporan ke kabupaten dicatat.",
            more=(_when(office, "Kapan dilaporkan"),),
        )  # fmt: skip


def _usual(office: Office, detail: CaseDetail) -> Iterator[Langkah]:
    yield _level(office, detail)
    for stage in detail.stages:
        label = _AGAIN.get((detail.stage, stage), _STAGE_LABELS[stage])
        yield _step(
            office, detail, partial(_move, stage),
            name=f"tahap_{stage.value}", label=label, send=f"Ke tahap {stage.label}",
            asks="Alasan dan hasil tahap sebelumnya", done=f"Kasus berada pada tahap {stage.label}.",
        )  # fmt: skip
    yield _step(
        office, detail, _next_action,
        name="berikut", label="Tindakan berikut", send="Simpan tindakan",
        asks="Apa yang dilakukan berikutnya, oleh siapa", done="Tindakan berikut dicatat.",
        more=(Isian(name="due", draw=partial(_day, office)),),
    )  # fmt: skip
    if detail.diversions:
        yield _divert(office, detail)
    if detail.reasons:
        yield _close(office, detail)


def _links(office: Office, actor: Actor, detail: CaseDetail, at: datetime) -> Iterator[Langkah]:
    offered = linkable(office, actor, detail.number, at=at)
    if offered:
        yield _step(
            office, detail, link_incident,
            name="kait", label="Kaitkan kejadian", send="Kaitkan",
            asks="Mengapa kejadian ini bagian dari kasus", done="Kejadian dikaitkan dengan kasus ini.",
            more=(_choice("incident", "Kejadian", offered),),
        )  # fmt: skip
    if detail.incidents:
        linked = {one.number: one.words for one in detail.incidents}
        yield _step(
            office, detail, unlink_incident,
            name="lepas", label="Lepas kejadian", send="Lepas",
            asks="Mengapa kejadian ini bukan bagian dari kasus", done="Kejadian dilepas dari kasus ini.",
            more=(_choice("incident", "Kejadian", linked),),
        )  # fmt: skip


def _step(
    office: Office,
    detail: CaseDetail,
    act: Callable[..., object],
    *,
    name: str,
    label: str,
    send: str,
    asks: str,
    done: str,
    more: Sequence[Isian] = (),
    main: bool = False,
) -> Langkah:
    """Return a step which builds on the version that its reader sees."""

    def do(note: str, _form: str, **said: Any) -> None:
        _refuse_unsaid(more, said)
        if isinstance(said.get("when"), datetime):
            said["when"] = said["when"].replace(tzinfo=office.zone).astimezone(UTC)
        act(
            office, current_actor(), **_record(act, detail.number),
            note=note, expected_version=detail.version, at=datetime.now(UTC), **said,
        )  # fmt: skip

    return Langkah(
        name=name, label=label, send=send, asks=asks, do=do, done=done, more=tuple(more), main=main
    )


def _record(act: Callable[..., object], number: str) -> dict[str, str]:
    return {"case" if act in {link_incident, unlink_incident} else "number": number}


def _refuse_unsaid(more: Sequence[Isian], said: dict[str, Any]) -> None:
    unsaid = [one.label or "Tanggal" for one in more if said[one.name] is None]
    if unsaid:
        raise Refused.of(problem(ProblemCode.ISIAN_WAJIB, isian=label) for label in unsaid)


def _move(stage: ConflictStage, office: Office, actor: Actor, *, number: str, **said: Any) -> None:
    move_stage(office, actor, number, stage, **said)


def _next_action(office: Office, actor: Actor, *, number: str, due: date, **said: Any) -> None:
    set_next_action(office, actor, number, due=due, **said)


def _level(office: Office, detail: CaseDetail) -> Langkah:
    others = {level: level_words(level) for level in LEVELS if level != detail.level}

    def do(note: str, _form: str, level: int | None) -> str:
        if level is None:
            raise Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Tingkat baru"))
        change_level(
            office, current_actor(), detail.number, level,
            note=note, expected_version=detail.version, at=datetime.now(UTC),
        )  # fmt: skip
        told = f"Tingkat eskalasi menjadi {level_words(level)}."
        if level >= GRAVE_LEVEL:
            told += " Beri tahu Camat dan Kapolsek sekarang juga, Kesbangpol / Tim Terpadu dalam 24 jam."
        return told

    return Langkah(
        name="tingkat",
        label="Ubah tingkat eskalasi",
        send="Ubah tingkat",
        asks="Alasan perubahan: apa yang terjadi di lapangan",
        do=do,
        more=(_choice("level", "Tingkat baru", others),),
    )


def _divert(office: Office, detail: CaseDetail) -> Langkah:
    def do(note: str, form: str, to: ConflictTrack | None) -> str:
        if to is None:
            raise Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Dialihkan ke"))
        number = propose_diversion(
            office, current_actor(), detail.number, to, note=note, at=datetime.now(UTC), form_id=form
        )
        return f"Permintaan {number} dikirim kepada Camat."

    return Langkah(
        name="alih",
        label="Usulkan pengalihan",
        send="Kirim ke Camat",
        asks="Mengapa kasus ini perlu dialihkan",
        do=do,
        more=(_choice("to", "Dialihkan ke", {one: one.label for one in detail.diversions}),),
    )


def _close(office: Office, detail: CaseDetail) -> Langkah:
    def do(note: str, _form: str, why: CloseReason | None) -> str:
        if why is None:
            raise Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Alasan penutupan"))
        close_case(
            office, current_actor(), detail.number, why,
            note=note, expected_version=detail.version, at=datetime.now(UTC),
        )  # fmt: skip
        return f"Kasus {detail.number} ditutup."

    return Langkah(
        name="tutup",
        label="Tutup kasus",
        send="Tutup kasus",
        asks="Uraian penutupan",
        do=do,
        more=(_choice("why", "Alasan penutupan", {one: one.label for one in detail.reasons}),),
    )


def _reopen(office: Office, detail: CaseDetail) -> Langkah:
    return _step(
        office, detail, reopen_case,
        name="buka", label="Buka kembali", send="Buka kembali", asks="Mengapa dibuka kembali",
        done=f"Kasus {detail.number} dibuka kembali.",
    )  # fmt: skip


def _choice(name: str, label: str, options: dict[Any, str]) -> Isian:
    def draw(key: str) -> None:
        st.selectbox(
            label,
            list(options),
            index=None,
            format_func=lambda one: options.get(one, str(one)),
            key=key,
            placeholder="Pilih",
            on_change="ignore",
            persist_state="session",
        )

    return Isian(name=name, label=label, draw=draw)


def _when(office: Office, label: str) -> Isian:
    def draw(key: str) -> None:
        now = datetime.now(UTC).astimezone(office.zone).replace(tzinfo=None, second=0, microsecond=0)
        st.session_state.setdefault(key, now)
        st.datetime_input(
            label, key=key, format="DD/MM/YYYY", step=timedelta(minutes=1),
            max_value=now + timedelta(minutes=5), on_change="ignore", persist_state="session",
        )  # fmt: skip

    return Isian(name="when", label=label, draw=draw)


def _day(office: Office, key: str) -> None:
    today = datetime.now(UTC).astimezone(office.zone).date()
    st.date_input(
        "Paling lambat tanggal", value=None, key=key, format="DD/MM/YYYY", min_value=today,
        on_change="ignore", persist_state="session",
    )  # fmt: skip
    st.caption(f"Hari ini {long_date(today)}.")
