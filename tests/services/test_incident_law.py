"""Any sequence of steps that the rulebook allows keeps an incident whole."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.incidents import acknowledge_referral, merge_incidents, move_incident
from services.upkeep import verify_store
from sop.dictionary import INCIDENTS
from sop.incident import MOVES, IncidentState, Verification
from tests.services.conftest import KEEPER, NOW
from tests.services.reporting import KASI, enter

S, V = IncidentState, Verification
VERIFICATION = {
    S.MASUK: {V.BELUM},
    S.TIDAK_TERBUKTI: {V.TIDAK_TERBUKTI},
    S.DUPLIKAT: {V.BELUM, V.TERVERIFIKASI},
}
"""What each state may say of the verification; every other state is verified."""
HAS_A_RESULT = {S.SELESAI, S.PEMANTAUAN, S.TUTUP}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(choices=st.lists(st.integers(0, 5), max_size=14))
def test_every_allowed_life_keeps_number_versions_and_verification_in_step(desk, choices):
    form = f"hukum-{len(desk.office.frame(INCIDENTS))}"
    number, other = enter(desk, form_id=form), enter(desk, form_id=f"{form}-lain")
    state, version = S.MASUK, 1
    for n, choice in enumerate(choices):
        to, at = MOVES[state][choice % len(MOVES[state])], NOW + timedelta(hours=n)
        rest = {"expected_version": version, "note": f"langkah {n}", "at": at}
        if to is S.DUPLIKAT:
            merge_incidents(desk.office, KASI, number, other, **rest)
        else:
            said = {S.DIRUJUK: {"agency": "Polsek", "letter": f"{n}"}, S.SELESAI: {"result": "beres"}}
            move_incident(desk.office, KASI, number, to, **rest, **said.get(to, {}))
        state, version = to, version + 1
        if to is S.DIRUJUK and choice % 2:
            version = acknowledge_referral(
                desk.office, KASI, number, expected_version=version, note="diterima", at=at
            )
        row = desk.office.frame(INCIDENTS).loc[number]
        missing = row.isna()
        assert (row["status"], row["versi"], row["waktu_status"]) == (to, version, at)
        assert row["status_verifikasi"] in VERIFICATION.get(to, {V.TERVERIFIKASI})
        assert missing["waktu_verifikasi"] == (row["status_verifikasi"] == V.BELUM)
        assert missing["hasil"] == missing["waktu_selesai"]
        assert to not in HAS_A_RESULT or not missing["hasil"]
        assert to is not S.DUPLIKAT or row["berulang_dari"] == other
        assert to is not S.DIRUJUK or missing["waktu_rujukan_diterima"] == (choice % 2 == 0)
    assert len(desk.office.store.history(INCIDENTS, number)) == version
    assert verify_store(desk.office, KEEPER) == []
