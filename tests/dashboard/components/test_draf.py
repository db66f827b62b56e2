"""What is being typed outlives the page, and nobody takes the room for it from the others."""

from streamlit.testing.v1 import AppTest


def test_one_account_that_opens_many_forms_pushes_out_nothing_of_the_others():
    def page():
        import streamlit as st  # noqa: PLC0415 - the runner sees only this text

        from dashboard.components.draf import ingat, isian  # noqa: PLC0415
        from sop.party import Actor, Role  # noqa: PLC0415

        mine, typed = "a" * 32, "a" * 32 + ".isi.uraian"
        st.session_state[typed] = "pohon tumbang"
        ingat(mine, Actor("petugas-satu", Role.PETUGAS))
        for number in range(300):
            ingat(f"{number:032x}", Actor("petugas-dua", Role.PETUGAS))
        del st.session_state[typed]
        st.query_params["isian"] = mine
        isian("lapor", Actor("petugas-satu", Role.PETUGAS), sent=lambda _name: False)
        st.write(st.session_state.get(typed, "hilang"))

    assert AppTest.from_function(page).run().markdown[0].value == "pohon tumbang"


def test_a_text_that_no_record_takes_is_not_kept():
    def page():
        import streamlit as st  # noqa: PLC0415 - the runner sees only this text

        from dashboard.components.draf import ingat, isian  # noqa: PLC0415
        from sop.party import Actor, Role  # noqa: PLC0415

        name, actor = "b" * 32, Actor("petugas-tiga", Role.PETUGAS)
        for key, letters in (("uraian", 10_000_000), ("patokan", 100_000)):
            st.session_state[f"{name}.isi.{key}"] = "x" * letters
        ingat(name, actor)
        for key in ("uraian", "patokan"):
            del st.session_state[f"{name}.isi.{key}"]
        st.query_params["isian"] = name
        isian("lapor", actor, sent=lambda _name: False)
        st.write([len(st.session_state.get(f"{name}.isi.{key}", "")) for key in ("uraian", "patokan")])

    assert AppTest.from_function(page).run().json[0].value == "[0, 100000]"
