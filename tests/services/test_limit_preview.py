"""What changed time limits would do to the duties that run."""

from datetime import UTC, datetime, timedelta

import pytest

from services.case_entry import CaseEntry, record_case
from services.limit_preview import limit_preview
from services.settings import changes
from sop.conflict import ConflictSource
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused
from sop.setting import Sheet

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
CAMAT = Actor("camat", Role.CAMAT)
SECRET_CASE = CaseEntry(
    title="Penolakan kegiatan", category="SAR-01", source=ConflictSource.ANTARKELOMPOK,
    identified_at=NOW, desa=("62.01",),
)  # fmt: skip


def test_late_duties_are_counted_under_the_old_and_the_new_limits(desk):
    # entered now; JLN-04 is berat: 6 hours to verify it, so both are late after 7 and none under 8
    desk.incidents(("2026-11-24 19:00", "JLN-04", "62.01"), ("2026-11-25 07:00", "JLN-04", "62.01"))
    later = NOW + timedelta(hours=7)
    wanted = changes(desk.office.settings, {Sheet.ATURAN: {"tenggat.verifikasi.berat": 8}})
    told = limit_preview(desk.office, CAMAT, wanted, at=later)
    row = told.duties.loc["verifikasi", ["nama", "berjalan", "lewat_lama", "lewat_baru"]]
    assert row.to_list() == ["Verifikasi laporan", 2, 2, 0]
    assert told.sentence == "Pekerjaan yang lewat tenggat berubah dari 2 menjadi 0."
    same = limit_preview(desk.office, CAMAT, (), at=later)
    assert same.sentence == "Pekerjaan yang lewat tenggat tetap 2."


def test_nobody_counts_duties_on_what_is_closed_to_him(desk):
    desk.incidents(("2026-11-24 19:00", "JLN-04", "62.01"), ("2026-11-24 19:00", "MIR-03", "62.01"))
    record_case(desk.office, Actor("kasi", Role.KASI), SECRET_CASE, at=NOW, form_id="1")
    camat, sekcam = (
        limit_preview(desk.office, Actor(role.value, role), (), at=NOW).duties["berjalan"].to_dict()
        for role in (Role.CAMAT, Role.SEKCAM)
    )
    # Only who may know of the secret case counts its answer.
    assert (camat["konflik_respon"], set(sekcam)) == (1, {"verifikasi"})
    assert [told["verifikasi"] for told in (camat, sekcam)] == [2, 2]
    # One of the incidents is closed to the operator: he is told no number at all.
    with pytest.raises(Refused) as refused:
        limit_preview(desk.office, Actor("x", Role.OPERATOR), [], at=NOW)
    assert refused.value.problems[0].code is ProblemCode.HAK_DITOLAK


def test_nothing_running_is_told_without_a_fault(desk):
    told = limit_preview(desk.office, CAMAT, (), at=NOW)
    assert (told.sentence, len(told.duties)) == ("Pekerjaan yang lewat tenggat tetap 0.", 0)


def test_limits_that_are_not_sound_are_refused(desk):
    wanted = changes(desk.office.settings, {Sheet.ATURAN: {"tenggat.verifikasi.berat": -1}})
    with pytest.raises(Refused, match=r"tenggat\.verifikasi\.berat"):
        limit_preview(desk.office, CAMAT, wanted, at=NOW)
