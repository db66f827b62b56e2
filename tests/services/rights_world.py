"""A real office in which every act can be tried by every role, and how each is tried."""

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from records.pictures.read import read_picture
from services import (
    account_keeping,
    accounts,
    attachments,
    availability,
    case_detail,
    case_entry,
    case_links,
    case_list,
    cases,
    clashes,
    closing,
    deciding,
    decisions,
    delivered,
    desk,
    duty,
    exporting,
    field_reports,
    founding,
    health,
    identities,
    importing,
    incident_alike,
    incident_detail,
    incident_entry,
    incident_list,
    incident_moves,
    kept_plans,
    limit_preview,
    looks,
    overdue,
    patrol_log_list,
    patrol_logs,
    patrol_members,
    patrol_orders,
    patrol_papers,
    patrol_plans,
    patrol_preview,
    patrol_report,
    patrol_sheets,
    places,
    plan_board,
    plan_edits,
    preview,
    quarantine,
    restoring,
    scoring,
    setting_outside,
    setting_preview,
    settings,
    setup,
    sheet_board,
    sheet_issue,
    situation,
    stop_requests,
    team_drafts,
    track_proof,
    tracks,
    trail,
    upkeep,
    uploads,
    vulnerability,
)
from services.incident_list import IncidentFilters
from services.locating import locate_point
from services.office import Office
from services.reference import shown_number
from sop.conflict import CloseReason, ConflictSource, ConflictStage, ConflictTrack
from sop.decision import DecisionKind
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_ORDERS, PATROL_SHEETS, PATROL_TRACKS
from sop.incident import IncidentState, Quarantine
from sop.party import ACCOUNT_ROLES, Role
from sop.patrol import (
    ExcuseReason,
    MemberKind,
    OrderKind,
    PatrolElement,
    PatrolKind,
    PatrolState,
    PlaceKind,
    StopKind,
)
from sop.period import Period
from sop.person import PartyKind, PartyRole
from sop.problem import ProblemCode, Refused
from sop.setting import Change, Sheet
from tests.pictures import photo
from tests.services.conftest import CENTRES, NOW
from tests.services.reporting import ACTORS, CAMAT, KASI, OPERATOR, report

KEEPER = ACTORS[Role.LOKAL]
PASSWORD = "kata-sandi-uji"
NAME = "Bintang Rekaan"
PERSON = identities.Party(role=PartyRole.SAKSI, kind=PartyKind.ORANG, name=NAME, phone="081234567890")
TABLE = b"tgl,x,y,jenis,uraian\n20/11/2026 21.00,115.15,-2.15,JLN-04,Balap\n"
TRACK = b'<gpx><trk><trkseg><trkpt lat="-2.15" lon="115.15"/></trkseg></trk></gpx>'
JUNE = Period(date(2026, 6, 1), date(2026, 7, 1))
OPEN, RESTRICTED, SECRET = "JLN-04", "JUD-01", "SAR-01"
LIST = exporting.ListChoice(filters=IncidentFilters())
MAP = exporting.MapChoice(period=None)


class World:
    """The office, and records that are made as they are needed."""

    def __init__(self, home, folder):
        self.office, self.folder = Office.open(home), folder
        self._numbers = itertools.count(1)
        self._made = {}
        for role in ACCOUNT_ROLES:
            accounts.add_account(self.office, KEEPER, role.value, role, PASSWORD, at=NOW)
        (folder / "kejadian.csv").write_bytes(TABLE)
        (folder / "jalur.gpx").write_bytes(TRACK)
        shutil.copyfile(home.parent / "batas.geojson", folder / "batas.geojson")

    def form(self):
        """Return a name that no form had before."""
        return f"f{next(self._numbers)}"

    def once(self, name, make):
        """Make something once, for those who only read it."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def known(self, actor, frame, number):
        return shown_number(self.office, actor, frame, number)

    def version(self, frame, number):
        return int(self.office.frame(frame).loc[number, "versi"])

    # -- incidents ---------------------------------------------------------------

    def incident(self, category=OPEN, actor=KASI, agency=None, **changes):
        """Enter an incident, referred to an agency if one is named, and return the office's number."""
        said = report(self.office, kode_kategori=category, **changes)
        number = incident_entry.record_incident(self.office, actor, said, at=NOW, form_id=self.form())
        if agency:
            self.step(number, IncidentState.TERVERIFIKASI)
            self.step(number, IncidentState.DIRUJUK, agency=agency, letter="1")
        return number

    def own(self, actor):
        """Return the office's number of an incident that an actor entered, if he may; else of another."""
        may = actor.role not in {Role.CAMAT, Role.SEKCAM}
        said = report(self.office)
        who = actor if may else KASI
        incident_entry.record_incident(self.office, who, said, at=NOW, form_id=self.form())
        return str(self.office.frame(INCIDENTS).index[-1])

    def step(self, number, to, **said):
        incident_moves.move_incident(
            self.office, KASI, number, to, expected_version=self.version(INCIDENTS, number), note="x", at=NOW,
            **said,
        )  # fmt: skip

    def held(self, category=OPEN):
        """Return the number of an incident in quarantine."""
        number = self.incident(category)
        changes = {"karantina": Quarantine.LUAR_WILAYAH.value, "kode_desa": None}
        with self.office.store.act(KASI, NOW, "kejadian.ubah") as act:
            act.revise(INCIDENTS, number, expected_version=1, changes=changes)
        return number

    def kind(self, variant):
        """Return the number of an incident of a kind, entered once."""
        made = {
            "umum": lambda: self.incident(OPEN),
            "terbatas": lambda: self.incident(RESTRICTED),
            "rahasia": lambda: self.incident(SECRET),
            "dirujuk": lambda: self.incident(OPEN, agency="Polsek"),
            "rahasia-dirujuk": lambda: self.incident(SECRET, agency="Polsek"),
        }
        return self.once(variant, made[variant])

    def photo(self, variant):
        """Return the number of a photo beside an incident of a kind."""
        number = self.kind(variant)
        return self.once(
            f"foto {variant}",
            lambda: attachments.attach_photo(self.office, KASI, INCIDENTS, number, "a.jpg", photo(), at=NOW),
        )

    # -- cases, decisions --------------------------------------------------------

    def case(self, category="LHN-01", **changes):
        entry = case_entry.CaseEntry(
            **{
                "title": "Batas kebun di hulu", "category": category, "level": 1, "desa": ("62.01",),
                "source": ConflictSource.SUMBER_DAYA_ALAM, "identified_at": NOW - timedelta(hours=1),
                **changes,
            }
        )  # fmt: skip
        return case_entry.record_case(self.office, KASI, entry, at=NOW, form_id=self.form())

    def request(self, kind=DecisionKind.ARAHAN, frame=None, number=None):
        return decisions.request_decision(
            self.office, KASI, kind=kind, subject="Izin", text="Mohon arahan", at=NOW, form_id=self.form(),
            frame=frame, number=number,
        )  # fmt: skip

    def order(self):
        return decisions.give_disposition(
            self.office, CAMAT, None, None, "Jaga pasar", at=NOW, form_id=self.form()
        )

    # -- patrols, places -----------------------------------------------------------

    def patrol(self):
        return patrol_report.PatrolReport(
            jenis=PatrolKind.HARIAN, berangkat=NOW - timedelta(hours=3), kembali=NOW - timedelta(hours=1),
            menit_desa={"62.01": 30.0}, nihil=True,
        )  # fmt: skip

    def log(self, actor=KASI):
        return patrol_logs.record_log(self.office, actor, self.patrol(), at=NOW, form_id=self.form())

    def track(self):
        done = track_proof.hand_in_track(self.office, KASI, "jalur.gpx", TRACK, at=NOW)
        return (done.numbers or tuple(self.office.frame(PATROL_TRACKS).index))[0]

    def excuse(self, actor=KASI):
        day = NOW.date() - timedelta(days=next(self._numbers))
        (number,) = duty.add_excuses(
            self.office, actor, [day], ExcuseReason.CUACA, "Banjir", at=NOW, form_id=self.form()
        )
        return number

    def plan(self):
        at = NOW + timedelta(seconds=next(self._numbers))
        made = patrol_plans.make_plan(self.office, KASI, first=NOW.date(), days=1, at=at, afresh=True)
        return made.number

    def kept_plan(self):
        return kept_plans.kept_plan(self.office, KASI, self.once("rencana", self.plan))

    def stop_request(self):
        return stop_requests.StopRequest(
            name="Pasar Uji", location=locate_point(self.office, *CENTRES["62.01"]), kind=StopKind.AGENDA,
            reason="Hari pasar.", dwell_min=None, windows=(), first=NOW.date(), last=NOW.date(),
        )  # fmt: skip

    def asked(self):
        return stop_requests.add_request(self.office, KASI, self.stop_request(), form_id=self.form(), at=NOW)

    def somebody(self):
        return patrol_members.Member(
            jenis=MemberKind.ORANG, nama=f"Anggota Contoh {next(self._numbers)}", unsur=PatrolElement.LINMAS
        )

    def member(self):
        return patrol_members.add_member(self.office, KASI, self.somebody(), form_id=self.form(), at=NOW)

    def leave(self, actor=KASI):
        said = availability.Absence(
            subjek="kecamatan", mulai=date(2027, 6, 1), selesai=date(2027, 6, 1), ada=False, alasan="cuti"
        )
        return availability.add_availability(self.office, actor, said, form_id=self.form(), at=NOW)

    def standing(self):
        """Return the number of an order that the Camat approved for these days."""
        draft = patrol_orders.usual_order(self.office, NOW.date())
        number = self.drafted(draft)
        self.put(number)
        self.approve()
        return number

    def drafted(self, draft=None):
        """Return the number of a draft; the orders before it are cancelled."""
        for one in patrol_orders.orders(self.office):
            if one.kind is OrderKind.BULANAN and one.state is not PatrolState.BATAL:
                patrol_orders.cancel_order(
                    self.office, KASI, one.number, reason="x", expected_version=one.version, at=NOW
                )
        draft = draft or patrol_orders.usual_order(self.office, NOW.date())
        return patrol_orders.draft_order(self.office, KASI, draft, at=NOW, form_id=self.form())

    def put(self, number, actor=KASI):
        return patrol_orders.propose_order(
            self.office, actor, number, note="", expected_version=1, at=NOW, form_id=self.form()
        )

    def approve(self):
        for one in decisions.decisions(self.office, CAMAT):
            if one.waits and one.kind is DecisionKind.SPT:
                deciding.decide(
                    self.office, CAMAT, one.number, approve=True, note="Ya", expected_version=one.version,
                    at=NOW,
                )  # fmt: skip

    def issuable(self):
        """Return the number of a plan whose team has no sheet today, with an order under which it may go."""
        teams = patrol_orders.usual_order(self.office, NOW.date()).teams
        if not all(patrol_orders.standing(self.office, NOW.date(), team) for team in teams):
            self.standing()
        for one in patrol_sheets.sheets(self.office):
            if one.state not in {PatrolState.BATAL, PatrolState.SELESAI, PatrolState.TERVERIFIKASI}:
                patrol_sheets.cancel_sheet(
                    self.office, KASI, one.number, reason="x", expected_version=one.version, at=NOW
                )
        return self.once("rencana lembar", self.plan)

    def other_plan(self):
        """Return the number of a plan with another route for today."""
        return self.once(
            "rencana lain",
            lambda: (
                patrol_plans.make_plan(
                    self.office, KASI, first=NOW.date(), days=1, at=NOW, seed=77, afresh=True
                ).number
            ),
        )

    def issue(self, actor, plan):
        return sheet_issue.issue_day(self.office, actor, plan, NOW.date(), at=NOW, form_id=self.form())

    def sheet(self):
        """Return the number of an issued sheet; what follows one that held waits for the Camat first."""
        made = self.issue(KASI, self.issuable())
        for number in made.waiting:
            self.approve()
            version = self.version(PATROL_SHEETS, number)
            sheet_issue.issue_sheet(self.office, KASI, number, expected_version=version, at=NOW)
        return (*made.issued, *made.waiting)[0]

    def driven_sheet(self):
        number = self.sheet()
        version = self.version(PATROL_SHEETS, number)
        patrol_sheets.start_sheet(self.office, KASI, number, expected_version=version, at=NOW)
        return number

    def waiting_sheet(self):
        sheet = self.sheet()
        return sheet_issue.change_sheet(
            self.office,
            KASI,
            sheet,
            self.other_plan(),
            reason="x",
            expected_version=self.version(PATROL_SHEETS, sheet),
            at=NOW,
            form_id=self.form(),
        )

    def approved_sheet(self):
        number = self.waiting_sheet()
        self.approve()
        return number

    def closed_sheet(self):
        number = self.sheet()
        with self.office.store.act(KASI, NOW, "jurnal.catat") as act:
            patrol_sheets.close_within(act, self.office, KASI, number, "JRN-1", at=NOW)
        return number

    def where(self):
        return places.Place(
            nama=f"Pasar {next(self._numbers)}", jenis=PlaceKind.PASAR, keterangan="",
            location=locate_point(self.office, *CENTRES["62.01"]),
        )  # fmt: skip

    def place(self):
        return places.add_place(self.office, KASI, self.where(), form_id=self.form(), at=NOW)

    # -- files, accounts -----------------------------------------------------------

    def upload(self):
        return uploads.receive(self.office, KASI, "incidents", "kejadian.csv", TABLE, at=NOW)

    def account(self, *, disabled=False):
        name = f"akun{next(self._numbers)}"
        accounts.add_account(self.office, KEEPER, name, Role.PETUGAS, PASSWORD, at=NOW)
        if disabled:
            accounts.disable_account(self.office, KEEPER, name, at=NOW)
        return name

    def threshold(self):
        """Return a change of a threshold on what stands now."""
        now = self.office.parameters.classes.waspada
        return Change(Sheet.PARAMETER, "kelas.waspada", now, now + 0.1)


class Try:
    """How an act is tried: what it needs, made anew for each that is done, and the act itself."""

    def __init__(self, act, needs=None):
        self.act, self.needs = act, needs or (lambda _world: None)


CALLS = {}
"""How each row of `rights_table.ACTIONS` is tried: ``act(world, actor, needed)``."""


def tries(name, needs=None):
    """Say how a row is tried."""

    def kept(act):
        CALLS[name] = Try(act, needs)
        return act

    return kept


def simple(**named):
    """Say how rows are tried that need nothing."""
    for name, act in named.items():
        CALLS[name.replace("__", ".")] = Try(act)


simple(
    situation__situation=lambda w, a, _: situation.situation(w.office, a, at=NOW, period=None),
    desk__desk=lambda w, a, _: desk.desk(w.office, a, at=NOW),
    looks__looked=lambda w, a, _: looks.looked(w.office, a, at=NOW) or "dilihat",
    looks__changes=lambda w, a, _: looks.changes(w.office, a, since=NOW - timedelta(days=1), at=NOW),
    overdue__overdue=lambda w, a, _: overdue.overdue(w.office, a, at=NOW),
    quarantine__waiting_count=lambda w, a, _: f"{quarantine.waiting_count(w.office, a)} menunggu",
    vulnerability__vulnerability_map=lambda w, a, _: vulnerability.vulnerability_map(
        w.office, a, at=NOW, period=None
    ),
    vulnerability__area_detail=lambda w, a, _: vulnerability.area_detail(
        w.office, a, "62.01", at=NOW, period=None
    ),
    scoring__scores=lambda w, a, _: scoring.scores(w.office, a, at=NOW),
    scoring__hotspots=lambda w, a, _: len(scoring.hotspots(w.office, a, at=NOW)),
    incident_list__incident_list=lambda w, a, _: incident_list.incident_list(w.office, a, at=NOW),
    incident_entry__record_incident=lambda w, a, _: incident_entry.record_incident(
        w.office, a, report(w.office), at=NOW, form_id=w.form()
    ),
    field_reports__own_reports=lambda w, a, _: field_reports.own_reports(w.office, a) or "belum ada",
    case_list__case_list=lambda w, a, _: case_list.case_list(w.office, a, at=NOW),
    case_entry__record_case=lambda w, a, _: case_entry.record_case(
        w.office,
        a,
        case_entry.CaseEntry(
            title="Batas",
            category="LHN-01",
            source=ConflictSource.SUMBER_DAYA_ALAM,
            identified_at=NOW,
            desa=("62.01",),
        ),
        at=NOW,
        form_id=w.form(),
    ),
    case_entry__possible_handlers=lambda w, a, _: case_entry.possible_handlers(w.office, a),
    decisions__request_decision=lambda w, a, _: decisions.request_decision(
        w.office, a, kind=DecisionKind.ARAHAN, subject="Izin", text="Mohon", at=NOW, form_id=w.form()
    ),
    decisions__give_disposition=lambda w, a, _: decisions.give_disposition(
        w.office, a, None, None, "Jaga pasar", at=NOW, form_id=w.form()
    ),
    decisions__decisions=lambda w, a, _: f"{len(decisions.decisions(w.office, a))} buah",
    patrol_log_list__log_list=lambda w, a, _: patrol_log_list.log_list(w.office, a, at=NOW),
    patrol_log_list__own_logs=lambda w, a, _: f"{len(patrol_log_list.own_logs(w.office, a))} buah",
    patrol_logs__record_log=lambda w, a, _: w.log(a),
    tracks__examine_track=lambda w, a, _: tracks.examine_track(w.office, a, w.folder / "jalur.gpx", at=NOW),
    patrol_plans__make_plan=lambda w, a, _: patrol_plans.make_plan(
        w.office, a, first=NOW.date(), days=1, at=NOW, keep=False, afresh=True
    ),
    patrol_plans__kept_stops=lambda w, a, _: f"{len(patrol_plans.kept_stops(w.office, a, w.plan()))} titik",
    patrol_plans__kept_routes=lambda w, a, _: f"{len(patrol_plans.kept_routes(w.office, a, w.plan()))} rute",
    patrol_orders__order_list=lambda w, a, _: f"{len(patrol_orders.order_list(w.office, a))} buah",
    patrol_orders__order_of_form=lambda w, a, _: patrol_orders.order_of_form(w.office, a, "x") or "belum",
    sheet_board__sheet_board=lambda w, a, _: sheet_board.sheet_board(w.office, a, at=NOW),
    patrol_sheets__sheet_list=lambda w, a, _: patrol_sheets.sheet_list(
        w.office, a, NOW.date(), NOW.date(), at=NOW
    ),
    delivered__delivered=lambda w, a, _: delivered.delivered(w.office, a, JUNE, at=NOW),
    closing__sheets_to_close=lambda w, a, _: f"{len(closing.sheets_to_close(w.office, a, at=NOW))} lembar",
    delivered__duty_days=lambda w, a, _: f"{delivered.duty_days(w.office, a, JUNE, at=NOW)}",
    track_proof__track_numbers=lambda w, a, _: f"{len(track_proof.track_numbers(w.office, a, None))} jalur",
    track_proof__track_proof=lambda w, a, _: track_proof.track_proof(w.office, a, w.once("jalur", w.track)),
    track_proof__hand_in_track=lambda w, a, _: track_proof.hand_in_track(
        w.office, a, "jalur.gpx", TRACK, at=NOW
    ),
    duty__excuses=lambda w, a, _: f"{len(duty.excuses(w.office, a))} hari",
    duty__add_excuses=lambda w, a, _: w.excuse(a),
    kept_plans__kept_plan=lambda w, a, _: kept_plans.kept_plan(w.office, a, w.once("rencana", w.plan)).number,
    plan_board__board=lambda w, a, _: (
        f"{len(plan_board.board(w.office, a, NOW.date(), 7, at=NOW).days)} hari"
    ),
    plan_board__day_board=lambda w, a, _: plan_board.day_board(w.office, a, NOW.date(), at=NOW),
    plan_edits__addable=lambda w, a, _: f"{len(plan_edits.addable(w.office, a, w.kept_plan()))} titik",
    plan_edits__open_days=lambda w, a, _: (
        f"{len(plan_edits.open_days(w.office, a, w.kept_plan(), at=NOW))} hari"
    ),
    plan_edits__team_names=lambda w, a, _: f"{len(plan_edits.team_names(w.office, a))} regu",
    stop_requests__request_list=lambda w, a, _: (
        f"{len(stop_requests.request_list(w.office, a, at=NOW))} buah"
    ),
    stop_requests__add_request=lambda w, a, _: stop_requests.add_request(
        w.office, a, w.stop_request(), form_id=w.form(), at=NOW
    ),
    patrol_members__member_table=lambda w, a, _: f"{len(patrol_members.member_table(w.office, a))} orang",
    patrol_members__add_member=lambda w, a, _: patrol_members.add_member(
        w.office, a, w.somebody(), form_id=w.form(), at=NOW
    ),
    availability__subjects=lambda w, a, _: availability.subjects(w.office, a),
    availability__availability_table=lambda w, a, _: f"{len(availability.availability_table(w.office, a))}",
    availability__add_availability=lambda w, a, _: w.leave(a),
    clashes__clashes=lambda w, a, _: f"{len(clashes.clashes(w.office, a, NOW.date(), 7))} hal",
    team_drafts__bases=lambda w, a, _: f"{len(team_drafts.bases(w.office, a))} buah",
    places__place_table=lambda w, a, _: f"{len(places.place_table(w.office, a))} buah",
    places__add_place=lambda w, a, _: places.add_place(w.office, a, w.where(), form_id=w.form(), at=NOW),
    quarantine__quarantine=lambda w, a, _: f"{len(quarantine.quarantine(w.office, a))} buah",
    importing__proposed_mapping=lambda w, a, _: importing.proposed_mapping(
        a, "incidents", w.folder / "kejadian.csv"
    ),
    importing__import_file=lambda w, a, _: importing.import_file(
        w.office, a, "incidents", w.folder / "kejadian.csv", at=NOW, dry_run=True
    ),
    importing__import_boundaries=lambda w, a, _: importing.import_boundaries(
        w.office, a, w.folder / "batas.geojson", at=NOW, id_column="kode", name_column="nama", dry_run=True
    ),
    uploads__kinds=lambda _w, a, _: uploads.kinds(a),
    uploads__receive=lambda w, a, _: uploads.receive(w.office, a, "incidents", "kejadian.csv", TABLE, at=NOW),
    exporting__look_at_list=lambda w, a, _: exporting.look_at_list(w.office, a, LIST, at=NOW),
    exporting__look_at_map=lambda w, a, _: exporting.look_at_map(w.office, a, MAP, at=NOW),
    limit_preview__limit_preview=lambda w, a, _: limit_preview.limit_preview(w.office, a, [], at=NOW),
    patrol_preview__patrol_preview=lambda w, a, _: patrol_preview.patrol_preview(w.office, a, [], at=NOW),
    setting_preview__preview=lambda w, a, _: setting_preview.preview(w.office, a, [], at=NOW),
    settings__propose=lambda w, a, _: settings.propose(
        w.office, a, [w.threshold()], reason="x", at=NOW, form_id=w.form()
    ),
    settings__change_directly=lambda w, a, _: (
        settings.change_directly(w.office, a, [w.threshold()], note="x", at=NOW) or "diubah"
    ),
    settings__change_profile=lambda w, a, _: (
        settings.change_profile(
            w.office,
            a,
            [Change(Sheet.PROFIL, "tempat", w.office.profile.seat, f"Tempat {w.form()}")],
            note="x",
            at=NOW,
        )
        or "diubah"
    ),
    setting_outside__put_back=lambda w, a, _: setting_outside.put_back(w.office, a, Sheet.PARAMETER, at=NOW),
    trail__choices=lambda w, a, _: trail.choices(w.office, a),
    trail__acts=lambda w, a, _: trail.acts(w.office, a),
    trail__setting_steps=lambda w, a, _: trail.setting_steps(w.office, a, frozenset(Sheet)) or "belum ada",
    accounts__list_accounts=lambda w, a, _: accounts.list_accounts(w.office, a),
    accounts__add_account=lambda w, a, _: (
        accounts.add_account(w.office, a, w.form().ljust(4, "0"), Role.PETUGAS, PASSWORD, at=NOW) or "dibuat"
    ),
    account_keeping__known_accounts=lambda w, a, _: account_keeping.known_accounts(w.office, a),
    account_keeping__change_own_password=lambda w, a, _: (
        account_keeping.change_own_password(w.office, a, PASSWORD, "sandi-lain-lagi", token="x", at=NOW)
        or "diganti"
    ),
    upkeep__make_backup=lambda w, a, _: upkeep.make_backup(w.office, a, at=datetime.now(UTC)),
    upkeep__restore_backup=lambda w, a, _: upkeep.restore_backup(
        w.office.workspace.home, a, Path("tidak-ada.gpkg"), at=NOW
    ),
    upkeep__verify_store=lambda w, a, _: f"{len(upkeep.verify_store(w.office, a))} masalah",
    restoring__kept_backups=lambda w, a, _: restoring.kept_backups(w.office, a) or "belum ada",
    restoring__loss=lambda w, a, _: restoring.loss(w.office, a, "tidak-ada"),
    restoring__restore=lambda w, a, _: restoring.restore(w.office, a, "tidak-ada", typed="", at=NOW),
    health__examine=lambda w, a, _: health.examine(w.office.workspace.home, a, at=NOW),
    health__health=lambda w, a, _: health.health(w.office, a, at=NOW),
    setup__initialise=lambda w, a, _: setup.initialise(w.office.workspace.home, a, at=NOW),
    setup__served_home=lambda w, a, _: setup.served_home(w.office.workspace.home, a, at=NOW),
    founding__Founding=lambda w, a, _: founding.Founding(w.office.workspace.home, a),
)


@tries("duty.remove_excuse", lambda w: w.excuse())
def _(w, actor, number):
    duty.remove_excuse(w.office, actor, number, expected_version=1, at=NOW, note="keliru")
    return "dihapus"


@tries("founding.Founding.found")
def _(w, actor, _needed):
    chance = founding.Founding(w.office.workspace.home, KEEPER)
    first = founding.FirstAccount(username="kasi", name="Kasi", password=PASSWORD)
    return chance.found(
        w.office, actor, code="", profile={}, ground=founding.packaged_ground(), first=first, at=NOW
    )


# -- orders and sheets ---------------------------------------------------------------


@tries("patrol_orders.draft_order")
def _(w, actor, _needed):
    day = date(2027, 1, 1) + timedelta(days=int(w.form()[1:]))
    draft = replace(patrol_orders.usual_order(w.office, day), last=day)
    return patrol_orders.draft_order(w.office, actor, draft, at=NOW, form_id=w.form())


tries("patrol_orders.propose_order", lambda w: w.drafted())(lambda w, a, number: w.put(number, a))


@tries("patrol_orders.number_order", lambda w: w.standing())
def _(w, actor, number):
    return patrol_orders.number_order(
        w.office, actor, number, letter=w.form(), day=NOW.date(),
        expected_version=w.version(PATROL_ORDERS, number), at=NOW,
    )  # fmt: skip


@tries("patrol_orders.cancel_order", lambda w: w.drafted())
def _(w, actor, number):
    version = w.version(PATROL_ORDERS, number)
    patrol_orders.cancel_order(w.office, actor, number, reason="x", expected_version=version, at=NOW)
    return "batal"


tries("patrol_orders.one_order", lambda w: w.once("spt", w.standing))(
    lambda w, a, number: patrol_orders.one_order(w.office, a, number)
)
tries("sheet_issue.issue_day", lambda w: w.issuable())(lambda w, a, plan: w.issue(a, plan))


@tries("sheet_issue.change_sheet", lambda w: w.sheet())
def _(w, actor, number):
    version = w.version(PATROL_SHEETS, number)
    return sheet_issue.change_sheet(
        w.office,
        actor,
        number,
        w.other_plan(),
        reason="x",
        expected_version=version,
        at=NOW,
        form_id=w.form(),
    )


def _sheet_steps(name, needs, step):
    CALLS[name] = Try(
        lambda w, a, number: step(w, a, number, w.version(PATROL_SHEETS, number)) or "batal", needs
    )


tries("sheet_issue.replacements", lambda w: w.once("lembar diganti", w.sheet))(
    lambda w, a, number: f"{len(sheet_issue.replacements(w.office, a, number))} rencana"
)
tries("sheet_board.order_history", lambda w: w.once("spt", w.standing))(
    lambda w, a, number: sheet_board.order_history(w.office, a, number)
)
tries("sheet_board.sheet_history", lambda w: w.once("lembar diusut", w.sheet))(
    lambda w, a, number: sheet_board.sheet_history(w.office, a, number, at=NOW)
)


_sheet_steps(
    "sheet_issue.issue_sheet",
    lambda w: w.approved_sheet(),
    lambda w, a, n, v: sheet_issue.issue_sheet(w.office, a, n, expected_version=v, at=NOW),
)
_sheet_steps(
    "patrol_sheets.start_sheet",
    lambda w: w.sheet(),
    lambda w, a, n, v: patrol_sheets.start_sheet(w.office, a, n, expected_version=v, at=NOW),
)
_sheet_steps(
    "patrol_sheets.return_sheet",
    lambda w: w.driven_sheet(),
    lambda w, a, n, v: patrol_sheets.return_sheet(w.office, a, n, reason="x", expected_version=v, at=NOW),
)
_sheet_steps(
    "patrol_sheets.verify_sheet",
    lambda w: w.closed_sheet(),
    lambda w, a, n, v: patrol_sheets.verify_sheet(w.office, a, n, note="", expected_version=v, at=NOW),
)
_sheet_steps(
    "patrol_sheets.cancel_sheet",
    lambda w: w.sheet(),
    lambda w, a, n, v: patrol_sheets.cancel_sheet(w.office, a, n, reason="x", expected_version=v, at=NOW),
)
_sheet_steps(
    "patrol_sheets.one_sheet kecamatan",
    lambda w: w.once("lembar dibuka", w.sheet),
    lambda w, a, n, _v: patrol_sheets.one_sheet(w.office, a, n, at=NOW),
)
_sheet_steps(
    "patrol_sheets.one_sheet menunggu",
    lambda w: w.once("lembar menunggu dibuka", w.waiting_sheet),
    lambda w, a, n, _v: patrol_sheets.one_sheet(w.office, a, n, at=NOW),
)


def _paper(w, actor, number):
    return patrol_papers.sheet_paper(w.office, actor, number, patrol_papers.PaperKind.GPX, at=NOW)


tries("patrol_papers.sheet_paper kecamatan", lambda w: w.once("lembar", w.sheet))(_paper)
tries("patrol_papers.sheet_paper menunggu", lambda w: w.once("lembar menunggu", w.waiting_sheet))(_paper)
tries("patrol_papers.sheets_paper", lambda w: w.once("lembar", w.sheet))(
    lambda w, a, _: patrol_papers.sheets_paper(w.office, a, NOW.date(), at=NOW)
)
tries("patrol_papers.sheets_calendar", lambda w: w.once("lembar", w.sheet))(
    lambda w, a, _: patrol_papers.sheets_calendar(w.office, a, NOW.date(), NOW.date(), at=NOW)
)
tries("patrol_papers.sheet_message", lambda w: w.once("lembar", w.sheet))(
    lambda w, a, number: patrol_papers.sheet_message(w.office, a, number, at=NOW)
)
tries("patrol_papers.sheet_links", lambda w: w.once("lembar", w.sheet))(
    lambda w, a, number: patrol_papers.sheet_links(w.office, a, number, at=NOW)
)
tries("patrol_papers.order_paper", lambda w: w.once("spt", w.standing))(
    lambda w, a, number: patrol_papers.order_paper(w.office, a, number, patrol_papers.PaperKind.DOCX, at=NOW)
)


# -- incidents -----------------------------------------------------------------------


def _variants(name, variants, act):
    for variant in variants:
        CALLS[f"{name} {variant}"] = Try(
            lambda w, a, number: act(w, a, w.known(a, INCIDENTS, number)),
            lambda w, variant=variant: w.kind(variant),
        )


_variants(
    "incident_detail.incident",
    ("umum", "terbatas", "rahasia", "dirujuk", "rahasia-dirujuk"),
    lambda w, a, said: incident_detail.incident(w.office, a, said, at=NOW),
)
_variants(
    "incident_detail.history",
    ("umum", "rahasia"),
    lambda w, a, said: incident_detail.history(w.office, a, said),
)
_variants(
    "attachments.may_attach",
    ("umum",),
    lambda w, a, said: attachments.may_attach(w.office, a, INCIDENTS, said),
)
_variants(
    "attachments.may_look", ("umum",), lambda w, a, said: attachments.may_look(w.office, a, INCIDENTS, said)
)
_variants("identities.beside", ("umum",), lambda w, a, said: identities.beside(w.office, a, INCIDENTS, said))
_variants(
    "exporting.look_at_message",
    ("umum",),
    lambda w, a, said: exporting.look_at_message(w.office, a, said, story=True),
)
for _kind in ("umum", "dirujuk"):
    CALLS[f"attachments.photos {_kind}"] = Try(
        lambda w, a, number: attachments.photos(w.office, a, INCIDENTS, w.known(a, INCIDENTS, number)),
        lambda w, variant=_kind: w.photo(variant) and w.kind(variant),
    )
for _kind in ("umum", "dirujuk", "rahasia"):
    CALLS[f"attachments.photo_bytes {_kind}"] = Try(
        lambda w, a, number: attachments.photo_bytes(w.office, a, number),
        lambda w, variant=_kind: w.photo(variant),
    )
for _kind in ("umum", "rahasia"):
    CALLS[f"attachments.attach_photo {_kind}"] = Try(
        lambda w, a, number: attachments.attach_photo(
            w.office, a, INCIDENTS, w.known(a, INCIDENTS, number), "a.jpg", photo(), at=NOW
        ),
        lambda w, variant=_kind: w.kind(variant),
    )
for _kind in ("umum", "dirujuk", "rahasia"):
    CALLS[f"identities.look_at_parties {_kind}"] = Try(
        lambda w, a, number: (
            identities.look_at_parties(
                w.office, a, INCIDENTS, w.known(a, INCIDENTS, number), note="cek", at=NOW
            )
            or "tidak ada"
        ),
        lambda w, variant=_kind: w.kind(variant),
    )


def _correct(w, actor, number):
    said = w.known(actor, INCIDENTS, number)
    return incident_entry.correct_incident(
        w.office, actor, said, {"patokan": f"Simpang {w.form()}"},
        expected_version=w.version(INCIDENTS, number), note="x", at=NOW,
    )  # fmt: skip


def _checked(w):
    number = w.incident(actor=OPERATOR)
    w.step(number, IncidentState.TERVERIFIKASI)
    return number


CALLS["incident_entry.correct_incident sendiri"] = Try(_correct, lambda w: w.incident(actor=OPERATOR))
CALLS["incident_entry.correct_incident lain"] = Try(_correct, lambda w: w.incident())
CALLS["incident_entry.correct_incident terperiksa"] = Try(_correct, _checked)
CALLS["incident_entry.correct_incident rahasia"] = Try(_correct, lambda w: w.incident(SECRET))


def _verify(w, actor, number):
    return incident_moves.move_incident(
        w.office, actor, w.known(actor, INCIDENTS, number), IncidentState.TERVERIFIKASI,
        expected_version=w.version(INCIDENTS, number), note="x", at=NOW,
    )  # fmt: skip


CALLS["incident_moves.move_incident umum"] = Try(_verify, lambda w: w.incident())
CALLS["incident_moves.move_incident rahasia"] = Try(_verify, lambda w: w.incident(SECRET))


@tries("incident_moves.acknowledge_referral", lambda w: w.incident(agency="Polsek"))
def _(w, actor, number):
    return incident_moves.acknowledge_referral(
        w.office, actor, w.known(actor, INCIDENTS, number),
        expected_version=w.version(INCIDENTS, number), note="siap", at=NOW,
    )  # fmt: skip


@tries("incident_moves.merge_incidents", lambda w: (w.incident(), w.incident()))
def _(w, actor, numbers):
    number, into = (w.known(actor, INCIDENTS, one) for one in numbers)
    incident_moves.merge_incidents(w.office, actor, number, into, expected_version=1, note="x", at=NOW)
    return "digabung"


def _repeat(w, actor, numbers):
    number, earlier = (w.known(actor, INCIDENTS, one) for one in numbers)
    return incident_moves.link_repeat(w.office, actor, number, earlier, expected_version=1, note="x", at=NOW)


CALLS["incident_moves.link_repeat sendiri"] = Try(
    _repeat, lambda w: (w.incident(actor=OPERATOR), w.incident())
)
CALLS["incident_moves.link_repeat lain"] = Try(_repeat, lambda w: (w.incident(), w.incident()))


@tries("incident_alike.suggestions", lambda w: w.kind("umum"))
def _(w, actor, number):
    return incident_alike.suggestions(w.office, actor, w.known(actor, INCIDENTS, number)) or "tidak ada"


@tries("incident_alike.declare_different", lambda w: (w.incident(), w.incident()))
def _(w, actor, numbers):
    one, other = (w.known(actor, INCIDENTS, number) for number in numbers)
    incident_alike.declare_different(w.office, actor, one, other, at=NOW)
    return "berbeda"


@tries("field_reports.patrol_named", lambda w: w.once("jurnal", w.log))
def _(w, actor, number):
    return field_reports.patrol_named(w.office, actor, number)


# -- photos and identities --------------------------------------------------------------


@tries("attachments.attach_photo sendiri")
def _(w, actor, _needed):
    number = w.known(actor, INCIDENTS, w.own(actor))
    return attachments.attach_photo(w.office, actor, INCIDENTS, number, "a.jpg", photo(), at=NOW)


@tries("attachments.attach_picture umum", lambda w: w.kind("umum"))
def _(w, actor, number):
    picture = read_picture(photo(), "a.jpg")
    return attachments.attach_picture(
        w.office, actor, INCIDENTS, w.known(actor, INCIDENTS, number), picture, at=NOW
    )


@tries(
    "attachments.erase_photo",
    lambda w: attachments.attach_photo(w.office, KASI, INCIDENTS, w.incident(), "a.jpg", photo(), at=NOW),
)
def _(w, actor, number):
    attachments.erase_photo(w.office, actor, number, reason="x", expected_version=1, at=NOW)
    return "dihapus"


def _case(w):
    return w.once("kasus", w.case)


def _secret_case(w):
    return w.once("kasus rahasia", lambda: w.case(SECRET))


for _name, _needs in (("kasus", _case), ("kasus-rahasia", _secret_case)):
    CALLS[f"identities.beside {_name}"] = Try(
        lambda w, a, number: identities.beside(
            w.office, a, CONFLICT_CASES, w.known(a, CONFLICT_CASES, number)
        ),
        _needs,
    )
for _name, _frame, _needs in (
    ("umum", INCIDENTS, lambda w: w.kind("umum")),
    ("kasus", CONFLICT_CASES, _case),
):
    CALLS[f"identities.add_party {_name}"] = Try(
        lambda w, a, number, frame=_frame: identities.add_party(
            w.office, a, frame, w.known(a, frame, number), PERSON, at=NOW, form_id=w.form()
        ),
        _needs,
    )


for _name, _needs in (("kasus", _case), ("kasus-rahasia", _secret_case)):
    CALLS[f"identities.look_at_parties {_name}"] = Try(
        lambda w, a, number: (
            identities.look_at_parties(
                w.office, a, CONFLICT_CASES, w.known(a, CONFLICT_CASES, number), note="cek", at=NOW
            )
            or "tidak ada"
        ),
        _needs,
    )


def _party(w):
    number = w.kind("umum")
    return number, identities.add_party(w.office, KASI, INCIDENTS, number, PERSON, at=NOW, form_id=w.form())


@tries("identities.erase_party", _party)
def _(w, actor, needed):
    number, person = needed
    said = w.known(actor, INCIDENTS, number)
    identities.erase_party(w.office, actor, INCIDENTS, said, person, note="permintaan", at=NOW)
    return "dihapus"


# -- cases -----------------------------------------------------------------------------


for _name, _needs in (("terbatas", _case), ("rahasia", _secret_case)):
    CALLS[f"case_detail.case_detail {_name}"] = Try(
        lambda w, a, number: case_detail.case_detail(w.office, a, w.known(a, CONFLICT_CASES, number), at=NOW),
        _needs,
    )


def _of_case(name, act, needs=None):
    def tried(w, actor, number):
        said = w.known(actor, CONFLICT_CASES, number)
        return act(w, actor, said, w.version(CONFLICT_CASES, number)) or "dilakukan"

    CALLS[name] = Try(tried, needs or (lambda w: w.case()))


def _linked(w):
    number, incident = w.case(), w.incident()
    case_links.link_incident(w.office, KASI, number, incident, note="x", expected_version=1, at=NOW)
    w.once("terkait", dict)[number] = incident
    return number


def _closed(w):
    number = w.case()
    cases.close_case(w.office, KASI, number, CloseReason.TIDAK_TERBUKTI, note="x", expected_version=1, at=NOW)
    return number


_of_case("case_detail.linkable", lambda w, a, n, _v: case_detail.linkable(w.office, a, n, at=NOW), _case)
_of_case(
    "case_entry.correct_case",
    lambda w, a, n, v: case_entry.correct_case(
        w.office, a, n, {"pemicu": f"patok {w.form()}"}, note="x", expected_version=v, at=NOW
    ),
)
_of_case(
    "case_links.link_incident",
    lambda w, a, n, v: case_links.link_incident(
        w.office, a, n, w.known(a, INCIDENTS, w.incident()), note="x", expected_version=v, at=NOW
    ),
)
_of_case(
    "case_links.unlink_incident",
    lambda w, a, n, v: case_links.unlink_incident(
        w.office, a, n, w.once("terkait", dict).get(n, "-"), note="x", expected_version=v, at=NOW
    ),
    _linked,
)
_of_case(
    "cases.change_level",
    lambda w, a, n, v: cases.change_level(w.office, a, n, 2, note="x", expected_version=v, at=NOW),
)
_of_case(
    "cases.record_answer",
    lambda w, a, n, v: cases.record_answer(w.office, a, n, when=NOW, note="x", expected_version=v, at=NOW),
)
_of_case(
    "cases.record_plan",
    lambda w, a, n, v: cases.record_plan(w.office, a, n, note="x", expected_version=v, at=NOW),
)
_of_case(
    "cases.record_report",
    lambda w, a, n, v: cases.record_report(w.office, a, n, when=NOW, note="x", expected_version=v, at=NOW),
)
_of_case(
    "cases.set_next_action",
    lambda w, a, n, v: cases.set_next_action(
        w.office, a, n, due=date(2026, 11, 27), note="x", expected_version=v, at=NOW
    ),
)
_of_case(
    "cases.move_stage",
    lambda w, a, n, v: cases.move_stage(
        w.office, a, n, ConflictStage.PENILAIAN_AWAL, note="x", expected_version=v, at=NOW
    ),
)
_of_case(
    "cases.close_case",
    lambda w, a, n, v: cases.close_case(
        w.office, a, n, CloseReason.TIDAK_TERBUKTI, note="x", expected_version=v, at=NOW
    ),
)
_of_case(
    "cases.reopen_case",
    lambda w, a, n, v: cases.reopen_case(w.office, a, n, note="x", expected_version=v, at=NOW),
    _closed,
)


def _failed(w):
    number = w.case()
    way = ("PENILAIAN_AWAL", "KOORDINASI_TOKOH", "MEDIASI", "GAGAL")
    for stage in (ConflictStage[name] for name in way):
        version = w.version(CONFLICT_CASES, number)
        cases.move_stage(w.office, KASI, number, stage, note="x", expected_version=version, at=NOW)
    return number


_of_case(
    "cases.propose_diversion",
    lambda w, a, n, _v: cases.propose_diversion(
        w.office, a, n, ConflictTrack.TIM_TERPADU, note="x", at=NOW, form_id=w.form()
    ),
    _failed,
)


# -- decisions ---------------------------------------------------------------------------


def _answer(name, needs, act):
    CALLS[name] = Try(lambda w, a, number: act(w, a, number) or "dijawab", needs)


_answer(
    "decisions.report_disposition",
    World.order,
    lambda w, a, n: decisions.report_disposition(w.office, a, n, note="x", expected_version=1, at=NOW),
)
_answer(
    "decisions.withdraw permintaan",
    World.request,
    lambda w, a, n: decisions.withdraw(w.office, a, n, note="x", expected_version=1, at=NOW),
)
_answer(
    "decisions.withdraw disposisi",
    World.order,
    lambda w, a, n: decisions.withdraw(w.office, a, n, note="x", expected_version=1, at=NOW),
)
_answer(
    "decisions.decision umum",
    lambda w: w.once("permintaan", w.request),
    lambda w, a, n: decisions.decision(w.office, a, n),
)
_answer(
    "decisions.decision kasus-rahasia",
    lambda w: w.once("permintaan rahasia", lambda: w.request(frame=CONFLICT_CASES, number=_secret_case(w))),
    lambda w, a, n: decisions.decision(w.office, a, n),
)
_answer(
    "decisions.waiting",
    lambda w: w.once("permintaan", w.request),
    lambda w, a, n: decisions.waiting(w.office, a, n),
)
_answer(
    "deciding.decide",
    World.request,
    lambda w, a, n: deciding.decide(w.office, a, n, approve=True, note="ya", expected_version=1, at=NOW),
)
_answer(
    "deciding.direct",
    World.request,
    lambda w, a, n: deciding.direct(w.office, a, n, "Jaga", expected_version=1, at=NOW, form_id=w.form()),
)


# -- patrols, places, quarantine ------------------------------------------------------------


for _name, _act in (("log_detail", {"at": NOW}), ("log_history", {})):
    CALLS[f"patrol_log_list.{_name}"] = Try(
        lambda w, a, number, name=_name, more=_act: getattr(patrol_log_list, name)(
            w.office, a, number, **more
        ),
        lambda w: w.once("jurnal", w.log),
    )


@tries("patrol_logs.correct_log", World.log)
def _(w, actor, number):
    changed = patrol_report.PatrolReport(**{**vars(w.patrol()), "personel": 5})
    return patrol_logs.correct_log(w.office, actor, number, changed, reason="x", expected_version=1, at=NOW)


@tries("patrol_logs.report_of lain", lambda w: w.once("jurnal", w.log))
def _(w, actor, number):
    return patrol_logs.report_of(w.office, actor, number)


@tries("patrol_logs.closure_of", lambda w: w.once("jurnal", w.log))
def _(w, actor, number):
    return patrol_logs.closure_of(w.office, actor, number) or "tanpa lembar"


@tries("patrol_logs.report_of sendiri")
def _(w, actor, _needed):
    writes = actor.role in {Role.KASI, Role.OPERATOR, Role.PETUGAS, Role.LOKAL}
    return patrol_logs.report_of(w.office, actor, w.log(actor if writes else KASI))


for _name, _act in (
    ("stored_place", lambda w, a, n: places.stored_place(w.office, a, n)),
    ("place_history", lambda w, a, n: places.place_history(w.office, a, n)),
):
    CALLS[f"places.{_name}"] = Try(_act, lambda w: w.once("tempat", w.place))


@tries("plan_edits.replan", World.plan)
def _(w, actor, number):
    stop = patrol_plans.kept_stops(w.office, KASI, number)[0].id
    change = plan_edits.add(stop, NOW.date(), "kecamatan")
    return plan_edits.replan(w.office, actor, number, change, at=NOW).number


@tries("stop_requests.remove_request", World.asked)
def _(w, actor, number):
    stop_requests.remove_request(w.office, actor, number, expected_version=1, at=NOW, note="x")
    return "dihapus"


@tries("places.correct_place", World.place)
def _(w, actor, number):
    places.correct_place(w.office, actor, number, w.where(), expected_version=1, at=NOW)
    return "diubah"


@tries("places.remove_place", World.place)
def _(w, actor, number):
    places.remove_place(w.office, actor, number, expected_version=1, at=NOW, note="x")
    return "dihapus"


for _name in ("stored_member", "member_history"):
    CALLS[f"patrol_members.{_name}"] = Try(
        lambda w, a, n, name=_name: getattr(patrol_members, name)(w.office, a, n),
        lambda w: w.once("personel", w.member),
    )


@tries("patrol_members.correct_member", World.member)
def _(w, actor, number):
    patrol_members.correct_member(w.office, actor, number, w.somebody(), expected_version=1, at=NOW)
    return "diubah"


@tries("patrol_members.remove_member", World.member)
def _(w, actor, number):
    patrol_members.remove_member(w.office, actor, number, expected_version=1, at=NOW, note="x")
    return "dihapus"


@tries("availability.remove_availability", World.leave)
def _(w, actor, number):
    availability.remove_availability(w.office, actor, number, expected_version=1, at=NOW)
    return "dihapus"


def _place_it(w, actor, number):
    where = locate_point(w.office, *CENTRES["62.01"])
    quarantine.place_record(w.office, actor, INCIDENTS.name, number, where, expected_version=2, at=NOW)
    return "ditempatkan"


for _name, _category in (("umum", OPEN), ("rahasia", SECRET)):
    CALLS[f"quarantine.held {_name}"] = Try(
        lambda w, a, number: quarantine.held(w.office, a, INCIDENTS.name, number),
        lambda w, name=_name, category=_category: w.once(f"karantina {name}", lambda: w.held(category)),
    )
    CALLS[f"quarantine.place_record {_name}"] = Try(_place_it, lambda w, category=_category: w.held(category))


@tries("quarantine.declare_outside", World.held)
def _(w, actor, number):
    quarantine.declare_outside(w.office, actor, INCIDENTS.name, number, expected_version=2, at=NOW, note="x")
    return "di luar"


# -- files, exports, accounts ----------------------------------------------------------------


@tries("uploads.receive wilayah")
def _(w, actor, _needed):
    data = (w.folder / "batas.geojson").read_bytes()
    return uploads.receive(w.office, actor, importing.BOUNDARIES, "batas.geojson", data, at=NOW)


@tries("preview.preview", lambda w: w.once("kiriman", w.upload))
def _(w, actor, upload):
    return preview.preview(w.office, actor, upload, at=NOW)


@tries("uploads.import_upload", lambda w: w.once("kiriman", w.upload))
def _(w, actor, upload):
    mapping = preview.preview(w.office, KASI, upload, at=NOW).mapping
    return uploads.import_upload(w.office, actor, upload, mapping=mapping, at=NOW, dry_run=True)


@tries("exporting.take_list")
def _(w, actor, _needed):
    seen = exporting.look_at_list(w.office, KASI, LIST, at=NOW).mark
    return exporting.take_list(w.office, actor, LIST, seen=seen, at=NOW)


@tries("exporting.take_map")
def _(w, actor, _needed):
    seen = exporting.look_at_map(w.office, KASI, MAP, at=NOW).mark
    return exporting.take_map(w.office, actor, MAP, seen=seen, at=NOW)


@tries("exporting.take_message", lambda w: w.kind("umum"))
def _(w, actor, number):
    seen = exporting.look_at_message(w.office, KASI, number, story=True).mark
    return exporting.take_message(w.office, actor, number, story=True, seen=seen, at=NOW)


@tries("accounts.disable_account", World.account)
def _(w, actor, name):
    accounts.disable_account(w.office, actor, name, at=NOW)
    return "nonaktif"


@tries("accounts.set_password", World.account)
def _(w, actor, name):
    accounts.set_password(w.office, actor, name, "sandi-yang-lain", at=NOW)
    return "diganti"


@tries("account_keeping.change_account", World.account)
def _(w, actor, name):
    account_keeping.change_account(w.office, actor, name, name="Nama Lain", role=Role.OPERATOR, at=NOW)
    return "diubah"


@tries("account_keeping.enable_account", lambda w: w.account(disabled=True))
def _(w, actor, name):
    account_keeping.enable_account(w.office, actor, name, at=NOW)
    return "aktif"


def attempt(world, name, actor, needed):
    """Return what a role gets from an act, in the letters of the table."""
    letters = {
        ProblemCode.HAK_DITOLAK: ".",
        ProblemCode.REKAM_TAK_ADA: "0",
        ProblemCode.KEJADIAN_BUKAN_MILIK: "m",
        ProblemCode.KEJADIAN_RUJUKAN_LAIN: "l",
    }
    try:
        answer = CALLS[name].act(world, actor, needed)
    except Refused as refused:
        return letters.get(refused.problems[0].code, "x")
    return "y" if _tells(answer) else "-"


def _tells(answer):
    return (
        answer is not None and answer is not False and not (hasattr(answer, "__len__") and len(answer) == 0)
    )
