"""A page that fails, in Streamlit's own test runner."""

from streamlit.testing.v1 import AppTest

from dashboard.mishap import on_script_error
from sop.problem import ProblemCode, Refused, problem


def test_a_refusal_is_shown_in_its_own_words():
    def page():
        from dashboard.mishap import on_script_error  # noqa: PLC0415 - the runner sees only this text
        from sop.problem import ProblemCode, Refused, problem  # noqa: PLC0415

        on_script_error(Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Nama")))

    app = AppTest.from_function(page).run()
    assert [e.value for e in app.error] == ["Nama wajib diisi."]


def test_a_fault_of_ours_shows_no_detail_and_is_kept_in_the_log(caplog):
    def page():
        from dashboard.mishap import on_script_error  # noqa: PLC0415 - the runner sees only this text

        on_script_error(KeyError("rahasia"))

    app = AppTest.from_function(page).run()
    assert "rahasia" not in app.error[0].value
    assert app.error[0].value.startswith("Maaf, halaman ini gagal ditampilkan.")
    assert "rahasia" in caplog.text


def test_streamlit_is_told_to_stay_silent():
    assert on_script_error(Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Nama"))) is True
