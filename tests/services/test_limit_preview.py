"""What changed time limits would do to the duties that run."""

from datetime import UTC, datetime, timedelta

import pytest

from services.limit_preview import limit_preview
from services.settings import changes
from sop.party import Actor, Role
from sop.problem import Refused
from sop.setting import Sheet

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
CAMAT = Actor("camat", Role.CAMAT)


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


def test_nothing_running_is_told_without_a_fault(desk):
    told = limit_preview(desk.office, CAMAT, (), at=NOW)
    assert (told.sentence, len(told.duties)) == ("Pekerjaan yang lewat tenggat tetap 0.", 0)


def test_limits_that_are_not_sound_are_refused(desk):
    wanted = changes(desk.office.settings, {Sheet.ATURAN: {"tenggat.verifikasi.berat": -1}})
    with pytest.raises(Refused, match=r"tenggat\.verifikasi\.berat"):
        limit_preview(desk.office, CAMAT, wanted, at=NOW)
