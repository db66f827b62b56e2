"""What the demo's Camat is asked and orders."""

from datetime import UTC, datetime

from records.demo.decisions import demo_decisions
from sop.decision import DecisionState
from sop.dictionary import DECISIONS

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def made():
    return demo_decisions(case="KFL-2026-0001", incident="KJD-2026-0001", at=AT)


def test_one_question_and_one_order_wait_and_one_question_is_answered():
    rows = made()
    waiting = rows.loc[rows["status"] == DecisionState.MENUNGGU, "jenis"]
    assert (list(waiting), list(rows["status"])) == (
        ["arahan", "disposisi"],
        ["menunggu", "disetujui", "menunggu"],
    )
    assert (rows["waktu_input"] < AT).all()


def test_every_row_says_that_it_is_invented_and_has_what_the_dictionary_requires():
    rows = made()
    assert (rows["perihal"] + rows["uraian"]).str.contains("[DATA CONTOH]", regex=False).all()
    needed = [field.name for field in DECISIONS if field.required and field.name != DECISIONS.key]
    assert rows[needed].notna().all(axis=None)
