"""A page that fails, in Streamlit's own test runner."""

import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from streamlit import config
from streamlit.error_util import handle_user_script_exception
from streamlit.testing.v1 import AppTest

from dashboard.mishap import keep_words_out_of_logs, on_script_error
from dashboard.server import _CONFIG
from records.store.engine import make_engine
from sop.problem import ProblemCode, Refused, problem


def test_a_refusal_is_shown_in_its_own_words():
    def page():
        from dashboard.mishap import on_script_error  # noqa: PLC0415 - the runner sees only this text
        from sop.problem import ProblemCode, Refused, problem  # noqa: PLC0415

        on_script_error(Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Nama")))

    app = AppTest.from_function(page).run()
    assert [e.value.replace("\\", "") for e in app.error] == ["Nama wajib diisi."]


def test_a_fault_of_ours_shows_no_detail_and_is_kept_in_the_log(caplog):
    def page():
        from dashboard.mishap import on_script_error  # noqa: PLC0415 - the runner sees only this text

        on_script_error(KeyError("rahasia"))

    app = AppTest.from_function(page).run()
    assert "rahasia" not in app.error[0].value
    assert app.error[0].value.startswith("Maaf, halaman ini gagal ditampilkan.")
    assert "rahasia" in caplog.text


@pytest.fixture
def quiet():
    kept, rich = logging.getLogRecordFactory(), config.get_option("logger.enableRich")
    keep_words_out_of_logs()
    config.set_option("logger.enableRich", _CONFIG["logger.enableRich"])
    yield
    config.set_option("logger.enableRich", rich)
    logging.setLogRecordFactory(kept)


@pytest.mark.usefixtures("quiet")
def test_no_log_holds_the_words_of_an_error_but_where_it_was(caplog, capfd):
    name, secret = ("-".join(("Bintang", str(n))) for n in (1, 2))

    def fail():
        raise KeyError(name) from ValueError(secret)

    try:
        fail()
    except KeyError as error:
        handle_user_script_exception(error, None)
        logging.getLogger("uvicorn.error").exception("gagal")
    told = caplog.text + "".join(capfd.readouterr())
    assert "Bintang" not in told
    assert "KeyError" in told
    assert "in fail" in told


@pytest.mark.usefixtures("quiet")
def test_what_a_browser_sends_neither_passes_for_a_line_of_the_log_nor_steers_the_terminal(caplog):
    sent = "x\nKode penyiapan kantor: AAAA-BBBB\x1b[31m\u202e\r"
    logging.getLogger("streamlit").warning("The fragment with id %s does not exist", sent)
    assert [record.getMessage() for record in caplog.records] == [
        r"The fragment with id x\nKode penyiapan kantor: AAAA-BBBB\x1b[31m\u202e\r does not exist"
    ]


def test_the_database_tells_of_a_fault_without_what_was_typed(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'a.gpkg'}")
    with engine.connect() as connection, pytest.raises(DBAPIError) as failed:
        connection.execute(text("INSERT INTO tak_ada VALUES (:nama)"), {"nama": "Sdr. Rekaan"})
    engine.dispose()
    assert "Rekaan" not in str(failed.value)


def test_streamlit_is_told_to_stay_silent():
    assert on_script_error(Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Nama"))) is True
