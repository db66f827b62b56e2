"""An office in which every text that a person can write tries to run, or to be read as Markdown."""

import json
from datetime import UTC, datetime, timedelta

import geopandas as gpd
import numpy as np
import shapely

from records.parsing.fixes import Fixes, pack_fixes
from services.accounts import add_account
from services.attachments import attach_photo
from services.availability import Absence, add_availability
from services.case_entry import CaseEntry, record_case
from services.case_links import link_incident
from services.cases import change_level, record_answer
from services.deciding import decide
from services.decisions import give_disposition, report_disposition, request_decision
from services.duty import add_excuses
from services.identities import Party, add_party
from services.importing import import_file
from services.incidents import Report, move_incident, record_incident
from services.locating import locate_desa, locate_point
from services.office import Office
from services.patrol_logs import record_log
from services.patrol_members import Member, add_member
from services.patrol_plans import make_plan
from services.patrol_report import PatrolReport
from services.places import Place, add_place
from services.setting_words import TEAMS, patrol_values, profile_values
from services.settings import change_directly, change_profile, propose
from services.setup import initialise
from services.sheet_issue import issue_day
from services.stop_requests import StopRequest, add_request
from sop.conflict import ConflictSource
from sop.decision import DecisionKind
from sop.dictionary import (
    AVAILABILITY,
    CONFLICT_CASES,
    FRAMES,
    INCIDENTS,
    PATROL_LOGS,
    PATROL_MEMBERS,
    PATROL_ORDERS,
    PATROL_SHEETS,
    PATROL_TRACKS,
    PLACES,
    ROADS,
    STOP_REQUESTS,
    Kind,
)
from sop.incident import IncidentState, Origin, TimePrecision
from sop.party import Actor, Role
from sop.patrol import ExcuseReason, MemberKind, PatrolElement, PatrolKind, PlaceKind, StopKind
from sop.person import PartyKind, PartyRole
from sop.setting import Change, Sheet
from tests.pictures import photo

KEEPER = Actor("cli:uji", Role.LOKAL)
KASI, CAMAT = Actor("uji-kasi", Role.KASI), Actor("uji-camat", Role.CAMAT)
PASSWORD = "kata-sandi-uji"
MARKS = (
    "tebalracun",
    "miringracun",
    "koderacun",
    "merahracun",
    "tautanracun",
    "judulracun",
    "tebalnama",
    "merahnama",
)
"""Words that stand alone in an element only where the text around them was read as markup."""
SHORT = "<img src=x onerror=racun=1>**tebalracun** :red[merahracun] $x$ `koderacun`"
LONG = (
    "# judulracun <script>window.racun=1</script><b>tebalracun</b>${7*7}{{7*7}}`koderacun` **tebalracun** "
    "*miringracun* ~~x~~ [tautanracun](https://evil.example/a) ![x](https://evil.example/b.png) "
    "https://evil.example/c www.evil.example :red[merahracun] :material/home: :smile: $x^2$ &lt;i&gt; \"' "
    "</script></style></textarea><svg onload=racun=1>" + SHORT
)
NAME = "<u>tebalnama</u>**tebalnama** :green[merahnama] `x`"
"""Of a person: it shares no word with other texts, where a look before an export would find it."""
NO_WORDS = frozenset(
    {"zona_waktu_asli", "kode_desa", "id_kasus", "id_jurnal", "berulang_dari", "objek", "kunci",
     "diajukan_oleh", "diputus_oleh", "sha256", "sha256_asli",
     "regu", "subjek", "id_rencana", "id_spt", "id_lembar", "menggantikan", "disetujui_oleh",
     "sidik_aturan", "sidik_data", "sidik_isi"}
)  # fmt: skip
"""Columns of text that hold a code, a fingerprint, or the number or the account of something else."""
_SQUARES = {"62.01": 115.15, "62.02": 115.25, "62.03": 115.35}
_LAT = -2.15


def said(name, words=LONG):
    """Return hostile words under a name, by which a page tells where they came from."""
    return f"«{name}»{words}"


def free_texts(frame):
    """Return the columns of a frame that hold what somebody wrote."""
    return [f.name for f in frame if f.kind is Kind.TEXT and not f.system and f.name not in NO_WORDS]


def every_text():
    """Return the name of every free text of the dictionary, as `said` puts it."""
    return {f"{frame.name}.{name}" for frame in FRAMES.values() for name in free_texts(frame)}


def make_office(folder):
    """Make a workspace in which nothing is harmless, and return its home and the numbers of its records."""
    squares = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kode": code, "nama": said("desa", SHORT)},
                "geometry": shapely.geometry.mapping(shapely.box(x - 0.05, -2.2, x + 0.05, -2.1)),
            }
            for code, x in _SQUARES.items()
        ],
    }
    (folder / "batas.geojson").write_text(json.dumps(squares), encoding="utf-8")
    home, now = folder / "kantor", datetime.now(UTC)
    initialise(
        home, KEEPER, at=now, boundaries=folder / "batas.geojson", id_column="kode", name_column="nama"
    )
    office = Office.open(home)
    for role in (Role.KASI, Role.CAMAT, Role.OPERATOR, Role.POLSEK):
        name = f"uji-{role.value.replace('_', '-')}"
        add_account(office, KEEPER, name, role, PASSWORD, at=now, name=said("akun", SHORT))
    numbers = _Filled(office, folder, now).numbers
    office.close()
    return home, numbers


class _Filled:
    def __init__(self, office, folder, now):
        self.office, self.folder, self.now = office, folder, now
        self.numbers = {}
        self._incidents()
        self._case()
        self._patrol()
        self._places()
        self._plan()
        self._people()
        self._lines()
        self._settings()
        self._decisions()
        self._excuse()
        self._imported()

    def _poison(self, frame, number):
        """Write hostile words into every free text of a record, whatever texts its frame has."""
        version = int(self.office.frame(frame).loc[number, "versi"])
        short = {"judul", "nama", "id_sumber", "cuaca", "pangkat", "nomor", "jabatan"}
        words = {
            name: said(f"{frame.name}.{name}", SHORT if name in short else LONG) for name in free_texts(frame)
        }
        with self.office.store.act(KASI, self.now, f"{frame.name}.ubah", said("catatan")) as act:
            act.revise(frame, number, expected_version=version, changes=words)

    def _report(self, form, **changes):
        report = Report(
            **{
                "kode_kategori": "JLN-04", "waktu_kejadian": self.now - timedelta(hours=30),
                "presisi_waktu": TimePrecision.TEPAT, "zona_waktu_asli": "WIB",
                "location": locate_point(self.office, 115.15, _LAT), "asal": Origin.LAPORAN_WARGA,
                "kronologi": said("incidents.kronologi"), **changes,
            }
        )  # fmt: skip
        return record_incident(self.office, KASI, report, at=self.now, form_id=form)

    def _incidents(self):
        number = self.numbers["incident"] = self._report("1", patokan=said("incidents.patokan"))
        self._report("2")
        held = self._report("3", location=locate_point(self.office, 115.9, _LAT))
        step = {"note": said("catatan"), "at": self.now}
        move_incident(self.office, KASI, number, IncidentState.TERVERIFIKASI, expected_version=1, **step)
        move_incident(
            self.office, KASI, number, IncidentState.DIRUJUK, expected_version=2, agency="Polsek",
            letter=said("surat", SHORT), **step,
        )  # fmt: skip
        for one in (number, held):
            self._poison(INCIDENTS, one)
        self.numbers["held"] = held
        attach_photo(self.office, KASI, INCIDENTS, number, f"{said('foto', SHORT)}.jpg", photo(), at=self.now)
        self._party(INCIDENTS, number, PartyRole.PELAPOR)

    def _party(self, frame, number, role):
        texts = {name: said(f"pihak.{name}", NAME) for name in ("name", "address")}
        if frame is CONFLICT_CASES:
            texts |= {name: said(f"pihak.{name}", NAME) for name in ("position", "interest")}
        party = Party(role=role, kind=PartyKind.ORANG, **texts)
        add_party(self.office, KASI, frame, number, party, at=self.now, form_id="p1")

    def _excuse(self):
        # the first day of the month may be today, of which the patrol counts
        days = [self.now.date() - timedelta(days=n) for n in (1, 40)]
        words = said("duty_excuses.uraian")
        add_excuses(self.office, KASI, days, ExcuseReason.LAIN, words, at=self.now, form_id="1")

    def _case(self):
        entry = CaseEntry(
            title=said("conflict_cases.judul", SHORT), category="LHN-01", level=2, desa=("62.01", "62.02"),
            source=ConflictSource.SUMBER_DAYA_ALAM, identified_at=self.now - timedelta(hours=3),
            trigger=said("conflict_cases.pemicu"), root=said("conflict_cases.akar"),
        )  # fmt: skip
        number = record_case(self.office, KASI, entry, at=self.now, form_id="1")
        note = {"note": said("catatan"), "at": self.now}
        change_level(self.office, KASI, number, 3, expected_version=1, **note)
        record_answer(self.office, KASI, number, when=self.now, expected_version=2, **note)
        self._poison(CONFLICT_CASES, number)
        self._party(CONFLICT_CASES, number, PartyRole.PIHAK)
        link_incident(self.office, KASI, number, self.numbers["incident"], expected_version=4, **note)
        self.numbers["case"] = number

    def _patrol(self):
        report = PatrolReport(
            jenis=PatrolKind.HARIAN, berangkat=self.now - timedelta(hours=3),
            kembali=self.now - timedelta(hours=1), menit_desa={"62.01": 30.0}, nihil=False,
            uraian=said("patrol_logs.uraian"),
        )  # fmt: skip
        number = record_log(self.office, KASI, report, at=self.now, form_id="1")
        self._poison(PATROL_LOGS, number)
        self.numbers["log"] = number

    def _places(self):
        for form, where in (
            ("1", locate_point(self.office, 115.17, _LAT)),
            ("2", locate_desa(self.office, "62.02")),
        ):
            place = Place(
                nama=said(f"nama{form}", SHORT), jenis=PlaceKind.PASAR, keterangan="", location=where
            )
            number = add_place(self.office, KASI, place, form_id=form, at=self.now)
            self._poison(PLACES, number)
            self.numbers.setdefault("place", number)

    def _people(self):
        for form, kind in (("1", MemberKind.ORANG), ("2", MemberKind.KENDARAAN)):
            name = said(f"nama{form}", SHORT)
            member = Member(jenis=kind, nama=name, unsur=PatrolElement.KECAMATAN, regu="kecamatan")
            number = add_member(self.office, KASI, member, form_id=form, at=self.now)
            self._poison(PATROL_MEMBERS, number)
            today = self.now.date()
            leave = Absence(subjek=number, mulai=today, selesai=today, ada=False, alasan="x")
            away = add_availability(self.office, KASI, leave, form_id=form, at=self.now)
            self._poison(AVAILABILITY, away)

    def _plan(self):
        """Ask for a stop every day, plan up to a Monday, when a team is on duty, and issue the first."""
        today = self.now.astimezone(self.office.zone).date()
        asked = StopRequest(
            name="x", location=locate_point(self.office, 115.16, _LAT), kind=StopKind.PERINTAH, reason="x",
            dwell_min=None, windows=(), first=today, last=today + timedelta(days=8),
        )  # fmt: skip
        self._poison(STOP_REQUESTS, add_request(self.office, KASI, asked, form_id="t", at=self.now))
        plan = make_plan(self.office, KASI, first=today + timedelta(days=1), days=8, at=self.now)
        day = next(one.shift.day for one in plan.plan.routes if one.visits)
        made = issue_day(self.office, KASI, plan.number, day, at=self.now, form_id="l")
        self.numbers["sheet"] = made.waiting[0]
        self.numbers["order"] = str(self.office.frame(PATROL_SHEETS)["id_spt"][made.waiting[0]])
        self._poison(PATROL_SHEETS, self.numbers["sheet"])
        self._poison(PATROL_ORDERS, self.numbers["order"])

    def _lines(self):
        """Store a track and a road, which come from files alone."""
        line = shapely.LineString([(115.12, -2.16), (115.19, -2.14)])
        lon, lat = (np.array(part) for part in line.xy)
        fixes = pack_fixes(Fixes(np.zeros(2), lon, lat, self.now.timestamp() + np.array([0.0, 60.0])))
        track = {
            "sidik": ["a"],
            "sumber_jalur": "gpx",
            "jumlah_titik": 2,
            "titik": [fixes],
            "mulai": self.now,
        }
        with self.office.store.act(KASI, self.now, "patrol_tracks.impor", said("catatan")) as act:
            added = [
                (frame, act.add(frame, gpd.GeoDataFrame(rows, geometry=[line], crs=4326)).ids.iloc[0])
                for frame, rows in ((PATROL_TRACKS, track), (ROADS, {"sidik": ["b"]}))
            ]
        for frame, number in added:
            self._poison(frame, number)

    def _settings(self):
        now = profile_values(self.office.profile)
        lines = ("nama", "kecamatan", "kabupaten", "provinsi", "tempat")
        wanted = [Change(Sheet.PROFIL, key, now[key], said(f"profil.{key}", SHORT)) for key in lines]
        wanted.append(Change(Sheet.PROFIL, "kop", now["kop"], [said("profil.kop", SHORT)] * 2))
        change_profile(self.office, KASI, wanted, note=said("catatan"), at=self.now)
        teams = patrol_values(self.office.patrols)[TEAMS]
        renamed = [{**one, "nama": said(f"regu{n}", NAME)} for n, one in enumerate(teams)]
        named = Change(Sheet.PATROLI, TEAMS, teams, renamed)
        change_directly(self.office, KEEPER, [named], note=said("catatan"), at=self.now)
        for form in ("1", "2"):
            value = self.office.parameters.classes.waspada
            change = Change(Sheet.PARAMETER, "kelas.waspada", value, value + 0.5)
            asked = propose(self.office, KASI, [change], reason=said("alasan"), at=self.now, form_id=form)
            if form == "1":
                self._decide(asked)

    def _decide(self, number):
        decide(
            self.office, CAMAT, number,
            approve=True, note=said("decisions.putusan"), expected_version=1, at=self.now,
        )  # fmt: skip

    def _decisions(self):
        about = {"frame": CONFLICT_CASES, "number": self.numbers["case"]}
        for form, place in (("a", {}), ("b", about), ("c", about)):
            number = request_decision(
                self.office, KASI, kind=DecisionKind.ARAHAN, subject=said("decisions.perihal", SHORT),
                text=said("decisions.uraian"), at=self.now, form_id=form, **place,
            )  # fmt: skip
        self._decide(number)
        orders = [
            give_disposition(
                self.office, CAMAT, INCIDENTS, self.numbers["incident"], said("decisions.uraian"),
                at=self.now, form_id=form,
            )
            for form in ("d", "e")
        ]  # fmt: skip
        report_disposition(
            self.office, KASI, orders[0], note=said("decisions.putusan"), expected_version=1, at=self.now
        )

    def _imported(self):
        """Import a file with a hostile name, in which every heading and every text is hostile too."""
        quoted = '"' + LONG.replace('"', '""') + '"'
        file = self.folder / f"{said('berkas', SHORT)}.csv"
        file.write_text(
            f"Nomor Laporan,Waktu Kejadian,Kode Kategori,Bujur,Lintang,Kronologi,{quoted}\n"
            f"K1,{self.now.date()} 00:00,JLN-04,115.25,{_LAT},{quoted},{quoted}\n",
            encoding="utf-8",
        )
        import_file(self.office, KASI, "incidents", file, at=self.now)
