"""Headings that people use for our fields, in Indonesian and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sop.dictionary import (
    CONFLICT_CASES,
    INCIDENTS,
    PATROL_LOGS,
    PATROL_TRACKS,
    PLACES,
    POPULATION,
    ROADS,
    Frame,
)

# A star allows more words behind: "tanggal*" also fits "tanggal peristiwa". Earlier words win.
_PLACE: Mapping[str, str] = {
    "lon": "lon lng long longitude bujur bujur_timur x koordinat_x coord_x point_x bujur* longitude*",
    "lat": "lat latitude lintang lintang_selatan y koordinat_y coord_y point_y lintang* latitude*",
    "koordinat": "koordinat coordinates coordinate latlon lat_lon latlong titik_koordinat gps koordinat*",
    "wkt": "wkt geom_wkt geometry_wkt the_geom geom geometry",
}
_SOURCE = (
    "id_sumber nomor_dari_sumber nomor_laporan no_laporan nomor_kejadian no_kejadian no_lp nomor_lp id uid "
    "uuid case_id case_number incident_id incident_number nomor_jurnal no_jurnal nomor_kasus no_kasus"
)
_DESA_TEXT = "desa kelurahan desa_kelurahan nama_desa village kampung area_name wilayah desa* kelurahan*"
_CODE = "kode_desa kode_kelurahan kd_desa kode_kemendagri kode_wilayah village_code"
_TIME = (
    "waktu_kejadian tanggal_kejadian tgl_kejadian tanggal_waktu datetime date_time timestamp occurred_at "
    "occ_date tanggal tgl date hari_tanggal hari_tgl incident_date waktu time when tanggal* tgl*"
)
_CATEGORY = (
    "kode_kategori kategori kategori_kejadian category jenis_kejadian jenis_gangguan jenis kode type "
    "jenis_pelanggaran offense offence crime offense_type kategori* jenis*"
)

WORDS: Mapping[str, Mapping[str, str]] = {
    INCIDENTS.name: {
        "id_sumber": _SOURCE,
        "waktu_kejadian": _TIME,
        "jam": "jam pukul jam_kejadian waktu time hour jam* pukul*",
        "waktu_lapor": "waktu_lapor tanggal_lapor tgl_lapor reported_at tanggal_laporan waktu_lapor*",
        "kode_kategori": _CATEGORY,
        "kode_desa": _CODE,
        "desa_teks": f"{_DESA_TEXT} desa_teks",
        "dusun_rt": "dusun_rt dusun rt rt_rw dusun*",
        "patokan": "patokan lokasi tempat alamat tkp landmark address location lokasi* tempat*",
        "asal": "asal asal_temuan asal_laporan origin",
        "sumber": "sumber sumber_informasi sumber_laporan source",
        "kronologi": "kronologi uraian keterangan kronologis deskripsi description narrative uraian*",
        "jumlah_terlibat": "jumlah_terlibat jumlah_pelaku jumlah_orang jumlah_massa people",
        "korban_luka": "korban_luka luka luka_luka injured",
        "korban_jiwa": "korban_jiwa meninggal md tewas deaths killed",
        "kerugian_rp": "kerugian_rp kerugian loss",
        "luas_ha": "luas_ha luas luas_lahan area_ha",
        "dampak_aktual": "dampak_aktual dampak impact",
        "status": "status status_penanganan state",
        "status_verifikasi": "status_verifikasi verifikasi verified verification",
        **_PLACE,
    },
    PATROL_LOGS.name: {
        "id_sumber": _SOURCE,
        "jenis": "jenis jenis_patroli kegiatan kind jenis*",
        "berangkat": "berangkat waktu_berangkat jam_berangkat mulai jam_mulai waktu_mulai start berangkat*",
        "kembali": "kembali waktu_kembali jam_kembali selesai jam_selesai waktu_selesai end return kembali*",
        "tanggal": "tanggal tgl date hari_tanggal hari_tgl tanggal*",
        "menit_desa": "menit_desa menit_per_desa",
        "desa": f"{_DESA_TEXT} rute sasaran",
        "menit": "menit durasi durasi_menit lama_menit minutes",
        "personel": "personel personil jumlah_personel jumlah_personil anggota crew",
        "unsur": "unsur instansi",
        "nihil": "nihil",
        "uraian": "uraian hasil uraian_hasil uraian_kegiatan keterangan notes uraian* hasil*",
        "cuaca": "cuaca weather",
        "hambatan": "hambatan kendala",
        "km": "km jarak jarak_km distance_km",
        "waktu_laporan": "waktu_laporan tanggal_laporan waktu_lapor",
    },
    PATROL_TRACKS.name: {
        "id_sumber": _SOURCE,
        "nama": "nama name nama_jalur",
        "wkt": _PLACE["wkt"],
    },
    CONFLICT_CASES.name: {
        "id_sumber": _SOURCE,
        "judul": "judul nama_kasus kasus perkara title pokok_perkara judul*",
        "kode_kategori": _CATEGORY,
        "sumber_konflik": "sumber_konflik",
        "desa": f"{_DESA_TEXT} lokasi",
        "tgl_teridentifikasi": "tgl_teridentifikasi tanggal_teridentifikasi tanggal tgl date tanggal*",
        "tingkat_eskalasi": "tingkat_eskalasi eskalasi level tingkat",
        "riwayat_eskalasi": "riwayat_eskalasi riwayat",
        "tahap": "tahap tahapan stage status",
        "jalur": "jalur jalur_penyelesaian track",
        "pemicu": "pemicu trigger",
        "akar": "akar akar_masalah",
        "status_quo": "status_quo",
        "tgl_tutup": "tgl_tutup tanggal_tutup tanggal_selesai closed",
        "alasan_tutup": "alasan_tutup alasan",
        **_PLACE,
    },
    PLACES.name: {
        "id_sumber": _SOURCE,
        "nama": "nama nama_tempat tempat name nama*",
        "jenis": "jenis jenis_tempat kategori type amenity jenis*",
        "kode_desa": _CODE,
        "desa_teks": _DESA_TEXT,
        "keterangan": "keterangan alamat deskripsi description",
        **_PLACE,
    },
    ROADS.name: {
        "id_sumber": f"{_SOURCE} osm_id",
        "nama": "nama nama_jalan name ref",
        "kelas": "kelas kelas_jalan class fclass highway fungsi",
        "kecepatan_kmj": "kecepatan_kmj kecepatan speed maxspeed",
        "wkt": _PLACE["wkt"],
    },
    POPULATION.name: {
        "kode_desa": _CODE,
        "desa_teks": _DESA_TEXT,
        "tahun": "tahun year",
        "penduduk": "penduduk jumlah_penduduk populasi population jiwa penduduk* jumlah_penduduk*",
    },
}
"""For each kind of record: field or helper column, and the headings that mean it."""

_HELPERS: Mapping[str, str] = {
    "lon": "Bujur",
    "lat": "Lintang",
    "koordinat": "Koordinat atau tautan peta",
    "wkt": "Bentuk (teks WKT)",
    "jam": "Jam",
    "tanggal": "Tanggal",
    "desa": "Desa yang didatangi",
    "desa_teks": "Nama desa",
    "menit": "Lama patroli (menit)",
}
"""What a column can be besides a field."""

_COMPUTED: Mapping[str, frozenset[str]] = {
    PATROL_TRACKS.name: frozenset(
        {"id_jurnal", "mulai", "selesai", "sumber_jalur", "jumlah_titik", "km", "titik"}
    ),
}
"""Fields that follow from the shape and its times, whatever a column says."""


def normal(text: object) -> str:
    """Return a heading or code as lower-case words joined by ``_``.

    Examples
    --------
    >>> normal(" Hari/Tgl. Kejadian ")
    'hari_tgl_kejadian'
    """
    return re.sub(r"[\W_]+", "_", str(text).casefold()).strip("_")


def guess(frame: Frame, columns: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return source column → field for every heading that is recognised; each field at most once.

    Examples
    --------
    >>> guess(INCIDENTS, ["Tgl", "Bujur", "Lintang", "Catatan"])
    {'Tgl': 'waktu_kejadian', 'Bujur': 'lon', 'Lintang': 'lat'}
    """
    free = {column: normal(column) for column in columns}
    wanted = {field: words for field, words in _all_words(frame).items() if field not in set(taken)}
    found: dict[str, str] = {}
    for starred in (False, True):
        for field, words in wanted.items():
            if field in found:
                continue
            column = _first(free, [word for word in words if word.endswith("*") is starred])
            if column is not None:
                found[field] = column
                del free[column]
    return {column: field for field, column in found.items()}


def offered(frame: Frame) -> dict[str, str]:
    """Return what a column of a file can be mapped to, with labels: fields first, then helpers.

    Examples
    --------
    >>> offered(ROADS)["wkt"], list(offered(PATROL_TRACKS))
    ('Bentuk (teks WKT)', ['id_sumber', 'nama', 'wkt'])
    """
    computed = _COMPUTED.get(frame.name, frozenset())
    fields = {field.name: field.label for field in frame if not field.system and field.name not in computed}
    others = [name for name in WORDS[frame.name] if name not in frame.names]
    return fields | {name: _HELPERS[name] for name in others}


def _all_words(frame: Frame) -> dict[str, list[str]]:
    allowed = offered(frame)
    known = {field: words.split() for field, words in WORDS[frame.name].items() if field in allowed}
    for field in frame:
        if field.name in allowed:
            words = known.setdefault(field.name, [])
            words[:0] = [field.name, normal(field.label)]
    return known


def _first(free: Mapping[str, str], words: list[str]) -> str | None:
    for word in words:
        root = word.removesuffix("*")
        for column, name in free.items():
            if name == root or (word.endswith("*") and name.startswith(f"{root}_")):
                return column
    return None
