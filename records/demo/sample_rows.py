"""Records of the demo as an office would type them: its own headings, its own way to write values."""

from __future__ import annotations

import pandas as pd

from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PLACES, Frame

_ZONE = "Asia/Pontianak"
_MINUTE = "%d/%m/%Y %H.%M"


def incident_rows(incidents: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return incidents with the headings of a monthly sheet.

    Parameters
    ----------
    incidents
        Parsed frame of incidents, with points.
    names
        Name of each area by code.
    """
    named = incidents["desa_teks"].fillna(incidents["kode_desa"].map(names))
    return pd.DataFrame(
        {
            "Nomor Laporan": incidents["id_sumber"],
            "Waktu Kejadian": _minute(incidents["waktu_kejadian"]),
            "Presisi Waktu": _words(INCIDENTS, incidents, "presisi_waktu"),
            "Waktu Lapor": _minute(incidents["waktu_lapor"]),
            "Kode Kategori": incidents["kode_kategori"],
            "Desa": named,
            "Dusun/RT": incidents["dusun_rt"],
            "Patokan": incidents["patokan"],
            "Bujur": incidents.geometry.x,
            "Lintang": incidents.geometry.y,
            "Presisi Lokasi": _words(INCIDENTS, incidents, "presisi_lokasi"),
            "Asal": _words(INCIDENTS, incidents, "asal"),
            "Sumber": incidents["sumber"],
            "Kronologi": incidents["kronologi"],
            "Jumlah Terlibat": incidents["jumlah_terlibat"],
            "Korban Luka": incidents["korban_luka"],
            "Korban Jiwa": incidents["korban_jiwa"],
            "Kerugian (Rp)": incidents["kerugian_rp"],
            "Luas (ha)": incidents["luas_ha"],
            "Dampak Aktual": incidents["dampak_aktual"],
            "Status": _words(INCIDENTS, incidents, "status"),
            "Verifikasi": _words(INCIDENTS, incidents, "status_verifikasi"),
        }
    )


def place_rows(places: pd.DataFrame) -> pd.DataFrame:
    """Return places with the headings of a list of known places."""
    return pd.DataFrame(
        {
            "ID": places["id_sumber"],
            "Nama Tempat": places["nama"],
            "Jenis Tempat": _words(PLACES, places, "jenis"),
            "Bujur": places.geometry.x,
            "Lintang": places.geometry.y,
            "Keterangan": places["keterangan"],
        }
    )


def log_rows(logs: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return patrol logs with the headings of a patrol journal; minutes as ``Bamban: 35; Kandris: 20``."""
    return pd.DataFrame(
        {
            "Nomor Jurnal": logs["id_sumber"],
            "Jenis Patroli": _words(PATROL_LOGS, logs, "jenis"),
            "Berangkat": _minute(logs["berangkat"]),
            "Kembali": _minute(logs["kembali"]),
            "Menit per Desa": [
                "; ".join(names[code] + ("" if m is None else f": {round(m)}") for code, m in minutes.items())
                for minutes in logs["menit_desa"]
            ],
            "Jumlah Personel": logs["personel"],
            "Unsur": logs["unsur"],
            "Nihil": _yes_no(logs["nihil"]),
            "Uraian Hasil": logs["uraian"],
            "Cuaca": logs["cuaca"],
            "Hambatan": logs["hambatan"],
            "Jarak (km)": logs["km"],
            "Waktu Laporan": _minute(logs["waktu_laporan"]),
        }
    )


def case_rows(cases: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return conflict cases with the headings of a register; history as ``2026-05-22: 0; 2026-06-27: 1``."""
    return pd.DataFrame(
        {
            "Nomor Kasus": cases["id_sumber"],
            "Judul": cases["judul"],
            "Kode Kategori": cases["kode_kategori"],
            "Sumber Konflik": cases["sumber_konflik"],
            "Desa Terkait": ["; ".join(names[code] for code in codes) for codes in cases["desa"]],
            "Tanggal Teridentifikasi": _day(cases["tgl_teridentifikasi"]),
            "Tingkat Eskalasi": cases["tingkat_eskalasi"],
            "Riwayat Eskalasi": [
                "; ".join(f"{day}: {level}" for day, level in history)
                for history in cases["riwayat_eskalasi"]
            ],
            "Tahap": _words(CONFLICT_CASES, cases, "tahap"),
            "Jalur Penyelesaian": _words(CONFLICT_CASES, cases, "jalur"),
            "Pemicu": cases["pemicu"],
            "Akar Masalah": cases["akar"],
            "Status Quo": _yes_no(cases["status_quo"]),
            "Tanggal Tutup": _day(cases["tgl_tutup"]),
            "Alasan Tutup": cases["alasan_tutup"],
        }
    )


def _minute(times: pd.Series) -> pd.Series:
    local = [None if pd.isna(at) else at.tz_convert(_ZONE).strftime(_MINUTE) for at in times]
    return pd.Series(local, index=times.index, dtype="str")


def _office_day(day: str) -> str:
    year, month, dom = day.split("-")
    return f"{dom}/{month}/{year}"


def _day(days: pd.Series) -> pd.Series:
    return pd.Series([_office_day(day) if isinstance(day, str) else None for day in days], index=days.index)


def _yes_no(flags: pd.Series) -> pd.Series:
    return flags.map({True: "Ya", False: "Tidak"})


def _words(frame: Frame, rows: pd.DataFrame, column: str) -> pd.Series:
    """Return the label of each code."""
    codes = frame[column].codes or ()
    labels = {code.value: code.label for code in codes}
    return pd.Series([labels.get(value) for value in rows[column]], index=rows.index, dtype="str")
