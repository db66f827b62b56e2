"""The program itself with forms in place of its first two pages, for the browser."""

import streamlit as st

from cli import main
from dashboard import navigation
from dashboard.components.bidang import bidang
from dashboard.components.lokasi import lokasi, lupakan
from dashboard.menu import PETA_KERAWANAN, SITUASI
from dashboard.office import office


def place():
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.text_input("Judul", key="judul", persist_state="session")
    found = lokasi(office(), key="tempat")
    st.text(f"Hasil: {'-' if found is None else f'{found.kode_desa} {found.precision} {found.point}'}")
    st.button("Gagal simpan")
    st.button("Simpan", on_click=lupakan, args=("tempat",))
    st.text(f"Putaran {st.session_state.runs}")


def area():
    found = bidang(office(), key="wilayah")
    st.text("Hasil: -" if found is None else f"Hasil: {found.geom_type} {len(found.boundary.coords) - 1}"
            if found.geom_type == "Polygon" else f"Hasil: {found.geom_type} {len(found.coords)}")  # fmt: skip
    st.button("Gagal simpan")


if __name__ == "__main__":
    navigation.VIEWS.update({SITUASI: place, PETA_KERAWANAN: area})
    main()
