"""A file handed in: taken at once, so that the question stands open again and no copy is left behind."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

# Why a file was not taken stands in a tooltip, where nobody looks.
_STYLE = """<style>
.stFileUploader:has([aria-invalid=true])::after{display:block;margin-top:6px;color:#9c2f16;
content:"Berkas itu tidak diterima: paling besar BATAS MB. Bila tidak sebesar itu, muat ulang halaman ini."}
</style>"""


@dataclass(frozen=True)
class Berkas:
    """A file that was handed in."""

    name: str
    data: bytes


def unggah(label: str, *, key: str, largest_mb: int) -> Berkas | None:
    """Ask for one file; each file is returned once, and the question stands open again.

    Parameters
    ----------
    label
        What is asked for.
    key
        Name of this question.
    largest_mb
        Larger files are refused by the browser.
    """
    turn = st.session_state.setdefault(f"{key}.giliran", 0)
    st.html(_STYLE.replace("BATAS", str(largest_mb)))
    file = st.file_uploader(label, key=f"{key}.{turn}", max_upload_size=largest_mb)
    if file is None:
        return None
    st.session_state[f"{key}.giliran"] = turn + 1
    taken = Berkas(file.name, file.getvalue())
    _forget(file)
    return taken


def _forget(file: UploadedFile) -> None:
    """Let the server drop its copy: it would keep it for as long as the page is open."""
    run = get_script_run_ctx()
    if run is not None and isinstance(run.uploaded_file_mgr, MemoryUploadedFileManager):
        run.uploaded_file_mgr.remove_file(run.session_id, file.file_id)
