"""Take the pictures of the user guide from the real app with demo data.

Run ``python docs/panduan/gambar.py`` in the project's environment; Chromium and poppler's ``pdftoppm`` must
be installed, and a team of the demo must have hours of duty left today.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from services.closing import usual_report
from services.deciding import decide
from services.decisions import decisions
from services.incidents import Report, record_incident
from services.locating import locate_point
from services.office import Office
from services.patrol_logs import record_log
from services.patrol_orders import number_order, one_order
from services.patrol_papers import PaperKind, order_paper, sheet_paper
from services.patrol_plans import make_plan
from services.patrol_report import Closure, StopResult
from services.patrol_sheets import PatrolSheet, one_sheet, sheet_list
from services.sheet_issue import issue_day, issue_sheet
from services.track_proof import hand_in_track
from sop.incident import Origin, TimePrecision
from sop.party import Actor, Role
from sop.patrol import MissReason

PICTURES = Path(__file__).with_name("gambar")
SAMPLE = Path(__file__).parents[2] / "data" / "incidents" / "kejadian_contoh_titik_koma.csv"
SIZE = {"width": 1440, "height": 900}
PHONE: Any = {
    "viewport": {"width": 390, "height": 1300},
    "is_mobile": True,
    "has_touch": True,
    "geolocation": {"longitude": 115.2757, "latitude": -2.1617, "accuracy": 12},
    "permissions": ["geolocation"],
}
SETTLED_MS = 4000
"""A map has painted and its tiles of text have settled by then."""


def main() -> None:
    """Serve a demo workspace and photograph every page."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = _serve(Path(folder) / "kantor")
        try:
            passwords, address = _announced(server)
            _report_with_names(Path(folder) / "kantor")
            sheet = _patrols(Path(folder) / "kantor")
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("TENTERAM_CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            _photograph(browser.new_page(viewport=SIZE), address, passwords["kasi"], sheet)
            _photograph_decisions(browser.new_context(viewport=SIZE).new_page(), address, passwords["camat"])
            _photograph_phone(browser.new_page(**PHONE), address, passwords["petugas"])
            browser.close()
        finally:
            server.terminate()
            server.wait()


def _serve(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli", "--home", str(home), "serve", "--demo"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _report_with_names(home: Path) -> None:
    """Enter a report that tells of persons, all of them made up, for the picture of the look at a list."""
    (demo,) = home.parent.glob(f"{home.name}*")
    with closing(Office.open(demo)) as office:
        middle = office.areas().geometry.iloc[0].representative_point()
        said = Report(
            kode_kategori="JLN-04",
            waktu_kejadian=datetime.now(UTC) - timedelta(hours=5),
            presisi_waktu=TimePrecision.TEPAT,
            zona_waktu_asli="WIB",
            location=locate_point(office, middle.x, middle.y),
            asal=Origin.LAPORAN_WARGA,
            kronologi="[DATA CONTOH] Sdr. Rekaan dengan motor KH 0000 XX balap liar; saksi 0800-0000-0000, "
            "sopir PT Contoh Rekaan.",
        )
        kasi = Actor("kasi", Role.KASI)
        record_incident(office, kasi, said, at=datetime.now(UTC), form_id="gambar")


def _patrols(home: Path) -> str:
    """Issue route sheets of yesterday and today, close those of yesterday, and hand in a track of one.

    Returns the number of a sheet of today, of which the papers are photographed as well.
    """
    (demo,) = home.parent.glob(f"{home.name}*")
    kasi, camat, now = Actor("kasi", Role.KASI), Actor("camat", Role.CAMAT), datetime.now(UTC)
    with closing(Office.open(demo)) as office:
        for at in (now - timedelta(days=1), now):
            day = at.astimezone(office.zone).date()
            plan = make_plan(office, kasi, first=day, days=1, at=at).number or ""
            made = issue_day(office, kasi, plan, day, reason="Patroli harian", at=at, form_id=f"gambar {day}")
            orders = {one_sheet(office, kasi, number, at=at).order for number in made.waiting}
            for asked in (one for one in decisions(office, camat) if one.record in orders):
                version = asked.version
                decide(
                    office, camat, asked.number, approve=True, note="Setuju.", expected_version=version, at=at
                )
            for number in made.waiting:
                version = one_sheet(office, kasi, number, at=at).version
                issue_sheet(office, kasi, number, expected_version=version, at=at)
            sheet = one_sheet(office, kasi, (*made.issued, *made.waiting)[0], at=at)
        yesterday = (now - timedelta(days=1)).astimezone(office.zone).date()
        for one in sheet_list(office, kasi, yesterday, yesterday, at=now):
            _close(office, kasi, one, now)
        _print(office, kasi, sheet, now)
    return sheet.number


def _print(office: Office, kasi: Actor, sheet: PatrolSheet, now: datetime) -> None:
    """Photograph the papers of a sheet and of its order, which has got its number."""
    order = one_order(office, kasi, sheet.order or "")
    number_order(
        office, kasi, order.number,
        letter="300.1 / 12 / B.Lima / 2026", day=sheet.day, expected_version=order.version, at=now,
    )  # fmt: skip
    papers = {
        "surat-tugas-cetak": order_paper(office, kasi, order.number, PaperKind.PDF, at=now),
        "lembar-rute-cetak": sheet_paper(office, kasi, sheet.number, PaperKind.PDF, at=now),
    }
    for name, made in papers.items():
        command = ["pdftoppm", "-png", "-r", "90", "-singlefile", "-", str(PICTURES / name)]
        subprocess.run(command, input=made.content, check=True)


def _close(office: Office, kasi: Actor, sheet: PatrolSheet, now: datetime) -> None:
    """Tell of all stops but the second, and hand in the track of a phone that was at the first half."""
    stops = [
        StopResult(stop=visit.stop.id, visited=True, minutes=round(visit.dwell_min))
        for visit in sheet.route.visits
    ]
    if len(stops) > 1:
        stops[1] = StopResult(stop=stops[1].stop, visited=False, reason=MissReason.JALAN)
    closure = Closure(sheet=sheet.number, stops=tuple(stops))
    form = f"gambar {sheet.number}"
    record_log(office, kasi, usual_report(sheet, at=now), at=now, form_id=form, closure=closure)
    fixes = "".join(
        f'<trkpt lat="{visit.stop.lat}" lon="{visit.stop.lon}">'
        f"<time>{(visit.arrive + timedelta(minutes=minute)).isoformat()}</time></trkpt>"
        for visit in sheet.route.visits[: len(stops) // 2]
        for minute in range(round(visit.dwell_min) + 1)
    )
    track = f"<gpx><trk><trkseg>{fixes}</trkseg></trk></gpx>".encode()
    hand_in_track(office, kasi, "jalur.gpx", track, at=now)


def _announced(server: subprocess.Popen[str]) -> tuple[dict[str, str], str]:
    """Return the demo's password of each role and the app's address, as the terminal shows them."""
    passwords = {}
    for line in server.stdout or ():
        words = line.split()
        if words[:2] == ["akun", "demo:"]:
            passwords[words[2]] = words[4]
        if address := next((word for word in words if word.startswith("http://")), ""):
            return passwords, address
    raise RuntimeError("the app did not start")


def _enter(page: Page, address: str, name: str, password: str) -> None:
    page.goto(address)
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.click("button")
    _settle(page)


def _photograph(page: Page, address: str, password: str, sheet: str) -> None:
    page.goto(address)
    page.wait_for_selector("[name=username]")
    page.screenshot(path=PICTURES / "masuk.png")
    _enter(page, address, "kasi", password)
    page.screenshot(path=PICTURES / "situasi.png")
    page.goto(f"{address.rstrip('/')}/peta-kerawanan")
    _settle(page)
    frame = page.frame_locator("iframe").first
    frame.locator("path.leaflet-interactive").first.click()
    _settle(page)
    page.screenshot(path=PICTURES / "peta-kerawanan.png")
    _photograph_incidents(page, address)
    _photograph_plan(page, address)
    page.goto(f"{address.rstrip('/')}/jurnal-patroli")
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "jurnal-patroli.png")
    _photograph_delivered(page, address)
    page.goto(f"{address.rstrip('/')}/surat-tugas?nomor={sheet}")
    page.set_viewport_size({**SIZE, "height": 1000})
    _settle(page)
    page.screenshot(path=PICTURES / "surat-tugas.png")
    page.set_viewport_size(SIZE)
    _photograph_cases(page, address)
    _photograph_import(page, address)
    _photograph_settings(page, address)


def _photograph_delivered(page: Page, address: str) -> None:
    page.goto(f"{address.rstrip('/')}/pelaksanaan-patroli")
    page.wait_for_selector(".tugas")
    page.get_by_text("Bulan ini", exact=True).click()
    page.wait_for_timeout(SETTLED_MS)
    page.set_viewport_size({**SIZE, "height": 1500})
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "pelaksanaan-patroli.png")
    page.set_viewport_size(SIZE)


def _photograph_plan(page: Page, address: str) -> None:
    """Plan next week, since nobody may be on duty any more today, and show its Monday."""
    page.goto(f"{address.rstrip('/')}/rencana-patroli")
    page.get_by_text("Minggu", exact=True).click()
    page.get_by_role("button", name="→").click()
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_role("radio", name=re.compile("^Sen ")).click()
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("Sampai hari Minggu").click()
    page.get_by_role("button", name="Susun rencana").click()
    page.get_by_text("Rencana tersusun.").wait_for()
    page.set_viewport_size({"width": 1440, "height": 1560})
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "rencana-patroli.png")
    page.set_viewport_size(SIZE)


def _photograph_incidents(page: Page, address: str) -> None:
    page.goto(f"{address.rstrip('/')}/kejadian")
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "kejadian.png")
    table.click(position={"x": 60, "y": 54}, force=True)
    page.locator(".riwayat").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "kejadian-rincian.png")
    _photograph_meeting(page, address)
    page.goto(f"{address.rstrip('/')}/kejadian?catat=ya")
    _settle(page)
    page.screenshot(path=PICTURES / "kejadian-catat.png")


def _photograph_meeting(page: Page, address: str) -> None:
    """Show a list about to leave with what it tells of persons, and the same page as a room sees it."""
    page.goto(f"{address.rstrip('/')}/kejadian")
    page.get_by_text("Unduh daftar (Excel atau CSV)").click()
    page.get_by_role("button", name="Tinjau dulu").click()
    page.get_by_role("button", name="Sudah saya tinjau, lanjutkan").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("Unduh daftar (Excel atau CSV)").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "ekspor-tinjau.png")
    page.goto(f"{address.rstrip('/')}/kejadian")
    page.get_by_text("Mode rapat", exact=True).click()
    page.locator(".tera.rapat").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "mode-rapat.png")
    page.get_by_text("Mode rapat", exact=True).click()
    page.wait_for_timeout(SETTLED_MS)


def _photograph_decisions(page: Page, address: str, password: str) -> None:
    _enter(page, address, "camat", password)
    page.get_by_role("button", name="Setujui", exact=True).first.click()
    page.get_by_label("Catatan persetujuan").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "situasi-camat.png")


def _photograph_cases(page: Page, address: str) -> None:
    page.goto(f"{address.rstrip('/')}/konflik")
    opened = page.locator("[class*=st-key-kasus-buka-] button")
    opened.first.wait_for()
    page.screenshot(path=PICTURES / "konflik.png")
    opened.first.click()
    page.locator(".riwayat").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "konflik-kasus.png")


def _photograph_import(page: Page, address: str) -> None:
    """Show a sample file on its way in, what waits in quarantine, and the places."""
    page.goto(f"{address.rstrip('/')}/impor")
    page.locator("input[type=file]").set_input_files(SAMPLE)
    page.get_by_role("button", name="Periksa dulu").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "impor.png")
    page.get_by_role("button", name="Periksa dulu").click()
    found = page.get_by_role("heading", name="Hasil pemeriksaan")
    found.wait_for()
    page.wait_for_timeout(SETTLED_MS)
    found.evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "impor-periksa.png")
    page.locator("[data-testid=stButtonGroup]").get_by_text("Karantina").click()
    _settle(page)
    page.screenshot(path=PICTURES / "karantina.png")
    page.goto(f"{address.rstrip('/')}/tempat")
    _settle(page)
    page.screenshot(path=PICTURES / "tempat.png")


def _photograph_settings(page: Page, address: str) -> None:
    """Show a draft with its consequence, the letterhead, a backup to go back to, and the first steps."""
    root = f"{address.rstrip('/')}/pengaturan?bagian="
    page.goto(f"{root}Bobot")
    threshold = page.get_by_label("Waspada mulai (poin per minggu)")
    threshold.fill("9")
    threshold.press("Tab")
    draft = page.get_by_text("Rancangan usulan (1)")
    draft.wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("Ambang dan parameter").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "pengaturan-bobot.png")
    page.get_by_role("button", name="Batalkan rancangan").click()
    page.goto(f"{root}Regu+dan+personel")
    page.get_by_text("Perlu diperhatikan").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "pengaturan-regu.png")
    page.goto(f"{root}Profil")
    page.locator(".kop").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "pengaturan-profil.png")
    page.goto(f"{root}Cadangan")
    page.get_by_role("combobox", name="Pulihkan dari cadangan").click()
    page.keyboard.press("Enter")
    page.get_by_text("Cadangan ini utuh.").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    # the folder of this very run concerns nobody
    page.locator("[data-testid=stCode] code").first.evaluate("folder => folder.textContent = '…/backups'")
    page.screenshot(path=PICTURES / "pengaturan-cadangan.png")
    page.goto(f"{root}Mulai+kantor+kami")
    page.get_by_text("7 wilayah").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "mulai-kantor.png")


def _photograph_phone(page: Page, address: str, password: str) -> None:
    page.goto(address)
    page.fill("[name=username]", "petugas")
    page.fill("[name=password]", password)
    page.click("button")
    page.wait_for_selector("h1")
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("Balap liar / knalpot brong").first.click()
    page.frame_locator("iframe[src*='posisi']").get_by_role("button").click()
    page.wait_for_selector("text=± 12 m")
    page.get_by_label("Apa yang terjadi").fill("Sekitar 15 motor balap liar di simpang tiga.")
    page.keyboard.press("Tab")
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("Temuan patroli", exact=True).click()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "lapor-cepat.png")
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_selector("text=Laporan tersimpan")
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "lapor-tersimpan.png", clip={"x": 0, "y": 0, "width": 390, "height": 560})
    _photograph_closing(page, address)


def _photograph_closing(page: Page, address: str) -> None:
    page.goto(f"{address.rstrip('/')}/jurnal-patroli")
    page.get_by_role("button", name="Tutup patroli").first.click()
    page.wait_for_selector("text=Jalur GPS tidak wajib.")
    page.get_by_text("Tidak", exact=True).first.click()
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("Jalan putus atau banjir", exact=True).click()
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=PICTURES / "tutup-patroli.png")


def _settle(page: Page) -> None:
    page.frame_locator("iframe").first.locator("path.leaflet-interactive").first.wait_for()
    page.wait_for_timeout(SETTLED_MS)


if __name__ == "__main__":
    main()
