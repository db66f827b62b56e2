"""Writers of the sample files, each giving the same content for the same rows, whatever the day."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

_SHORT_NAMES = {
    "Nomor Laporan": "no_laporan",
    "Waktu Kejadian": "waktu",
    "Presisi Waktu": "pres_waktu",
    "Waktu Lapor": "tgl_lapor",
    "Kode Kategori": "kategori",
    "Desa": "desa",
    "Dusun/RT": "dusun_rt",
    "Patokan": "patokan",
    "Presisi Lokasi": "pres_lok",
    "Asal": "asal",
    "Sumber": "sumber",
    "Kronologi": "kronologi",
    "Jumlah Terlibat": "terlibat",
    "Korban Luka": "luka",
    "Korban Jiwa": "jiwa",
    "Kerugian (Rp)": "kerugian",
    "Luas (ha)": "luas_ha",
    "Dampak Aktual": "dampak",
    "Status": "status",
    "Verifikasi": "verifikasi",
}
_ZIP_TIME = (2026, 10, 31, 0, 0, 0)
_KML = "http://www.opengis.net/kml/2.2"


def write_csv(rows: pd.DataFrame, path: Path, *, separator: str, decimal: str) -> None:
    """Write a UTF-8 CSV file with Windows line ends, as spreadsheets do."""
    rows.to_csv(path, sep=separator, decimal=decimal, index=False, lineterminator="\r\n", encoding="utf-8")


def write_xlsx(rows: pd.DataFrame, path: Path, *, sheet: str) -> None:
    """Write one sheet of an XLSX workbook."""
    with pd.ExcelWriter(path, engine="xlsxwriter") as writer:
        writer.book.set_properties({"created": datetime(*_ZIP_TIME), "title": "DATA CONTOH"})  # noqa: DTZ001
        rows.to_excel(writer, sheet_name=sheet, index=False)


def write_geojson(rows: gpd.GeoDataFrame, path: Path) -> None:
    """Write a GeoJSON feature collection, one feature a line."""
    features = json.loads(rows.to_json(na="drop", drop_id=True))["features"]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    path.write_text(f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n', encoding="utf-8")


def write_geopackage(rows: gpd.GeoDataFrame, path: Path, *, layer: str, day: date) -> None:
    """Write a GeoPackage with one layer, dated by ``day``."""
    path.unlink(missing_ok=True)
    moment = datetime.combine(day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": moment})
    try:
        rows.to_file(path, driver="GPKG", layer=layer)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def write_shapefile_zip(rows: gpd.GeoDataFrame, path: Path, *, layer: str, day: date) -> None:
    """Write a zipped Shapefile, with the ten-letter column names that it allows."""
    short = rows.rename(columns=_SHORT_NAMES)
    with tempfile.TemporaryDirectory() as folder:
        short.to_file(
            Path(folder) / f"{layer}.shp",
            driver="ESRI Shapefile",
            encoding="UTF-8",
            DBF_DATE_LAST_UPDATE=day.isoformat(),
        )
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part in sorted(Path(folder).iterdir()):
                entry = zipfile.ZipInfo(part.name, _ZIP_TIME)
                archive.writestr(entry, part.read_bytes(), zipfile.ZIP_DEFLATED)
    path.write_bytes(packed.getvalue())


def write_kml(rows: gpd.GeoDataFrame, path: Path) -> None:
    """Write a KML document: one placemark a row, its values as extended data."""
    ET.register_namespace("", _KML)
    root = ET.Element(f"{{{_KML}}}kml")
    document = ET.SubElement(root, f"{{{_KML}}}Document")
    ET.SubElement(document, f"{{{_KML}}}name").text = "DATA CONTOH"
    for values, shape in zip(rows.drop(columns="geometry").to_dict("records"), rows.geometry, strict=True):
        mark = ET.SubElement(document, f"{{{_KML}}}Placemark")
        extended = ET.SubElement(mark, f"{{{_KML}}}ExtendedData")
        for name, value in values.items():
            if pd.notna(value):
                data = ET.SubElement(extended, f"{{{_KML}}}Data", name=str(name))
                ET.SubElement(data, f"{{{_KML}}}value").text = str(value)
        point = ET.SubElement(mark, f"{{{_KML}}}Point")
        ET.SubElement(point, f"{{{_KML}}}coordinates").text = f"{shapely.get_x(shape)},{shapely.get_y(shape)}"
    ET.indent(root)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
