"""Who may do what, written by hand from the office's own table of roles and rights.

One letter for each role, in the order of `ROLES`: the office, the partners, the officer in the field, the
command line of the office PC.

y done · . no right (``hak.ditolak``) · 0 as if it were not there (``rekam.tak_ada``) · - nothing told
m not his own (``kejadian.bukan_milik``) · l referred to another agency (``kejadian.rujukan_lain``)
x right, but refused here for another reason, so that the test need not go through with it
"""

from sop.party import Role

ROLES = (
    Role.KASI, Role.OPERATOR, Role.CAMAT, Role.SEKCAM,
    Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL,
    Role.PETUGAS,
    Role.LOKAL,
)  # fmt: skip

# kasi, operator, camat, sekcam | satpol pp, polsek, koramil | petugas | lokal
VERBS = """
situasi.lihat             yyyy yyy . y
peta.lihat                yyyy yyy . y
skor.lihat                y.y. ... . y
kejadian.lihat            yyyy yyy . y
kasus.lihat               yyyy yyy . y
jalur.lihat               yyyy ... . y
jalur.serah               yy.. ... y y
kejadian.catat            yy.. yyy y y
kejadian.ubah             yy.. ... . y
kejadian.verifikasi       y... ... . y
kejadian.tangani          y... ... . y
kejadian.rujuk            y... ... . y
kejadian.terima_rujukan   y... yyy . y
kejadian.selesai          y... ... . y
kejadian.pantau           y... ... . y
kejadian.tutup            y... ... . y
kejadian.buka_kembali     y... ... . y
kejadian.tolak            y... ... . y
kejadian.gabung           y... ... . y
kejadian.beda             yy.. ... . y
karantina.selesai         yy.. ... . y
identitas.lihat           y.y. yy. . y
identitas.catat           yy.. ... . y
identitas.hapus           y... ... . y
lampiran.lihat            yyyy yyy . y
lampiran.catat            yy.. yyy y y
lampiran.hapus            y... ... . y
kasus.catat               yy.. ... . y
kasus.ubah                y... ... . y
kasus.tingkat             y... ... . y
kasus.tutup               y... ... . y
keputusan.lihat           y.yy ... . y
keputusan.ajukan          y... ... . y
keputusan.putus           ..y. ... . .
keputusan.tarik           y.y. ... . y
disposisi.beri            ..y. ... . .
disposisi.laksana         y... ... . y
jurnal.lihat              yyyy ... . y
rencana.lihat             yyyy ... . y
rencana.buat              yy.. ... . y
lembar.lihat              yyyy yyy y y
lembar.unduh              yyyy yyy y y
lembar.terbit             y... ... . y
lembar.mulai              yy.. ... y y
lembar.kembali            y... ... . y
lembar.verifikasi         y... ... . y
lembar.batal              y... ... . y
spt.lihat                 yyyy ... . y
spt.unduh                 yyyy ... . y
spt.buat                  yy.. ... . y
spt.ajukan                y... ... . y
spt.nomor                 y... ... . y
spt.batal                 y... ... . y
titik.minta               yy.. ... . y
jurnal.catat              yy.. ... y y
jurnal.ubah               y... ... . y
hari.alasan               y... ... . y
personel.lihat            yyyy ... . y
personel.ubah             yy.. ... . y
tempat.lihat              yyyy yyy . y
tempat.catat              yy.. ... . y
tempat.ubah               yy.. ... . y
tempat.hapus              yy.. ... . y
data.ekspor               y.yy ... . y
pengaturan.lihat          y.yy ... . y
pengaturan.ubah           y... ... . y
pengaturan.terapkan       .... ... . y
pengaturan.kembalikan     y... ... . y
audit.lihat               y.yy ... . y
data.impor                yy.. ... . y
wilayah.ubah              y... ... . y
profil.ubah               y... ... . y
akun.kelola               y... ... . y
akun.sandi_sendiri        yyyy yyy y .
cadangan.kelola           y... ... . y
sistem.periksa            yy.. ... . y
kantor.mulai              y... ... . y
sistem.siapkan            .... ... . y
"""
"""Each right; the weights and limits are published, so the whole office reads them."""

ACTIONS = """
situation.situation                      yyyy yyy . y
desk.desk                                yyyy yyy . y
looks.looked                             yyyy yyy . y
looks.changes                            yyyy yyy . y
overdue.overdue                          yyyy yyy . y
quarantine.waiting_count                 yyyy yyy . y
vulnerability.vulnerability_map          yyyy yyy . y
vulnerability.area_detail                yyyy yyy . y
scoring.scores                           y.y. ... . y
scoring.hotspots                         y.y. ... . y

incident_list.incident_list              yyyy yyy . y
incident_detail.incident umum            yyyy yyy . y
incident_detail.incident terbatas        yyyy 0yy . y
incident_detail.incident rahasia         y0yy 000 . y
incident_detail.incident dirujuk         yyyy yyy . y
incident_detail.incident rahasia-dirujuk y0yy 0y0 . y
incident_detail.history umum             yyyy yyy . y
incident_detail.history rahasia          y0yy 000 . y
incident_entry.record_incident           yy.. yyy y y
incident_entry.correct_incident sendiri  yy.. ... . y
incident_entry.correct_incident lain     ym.. ... . y
incident_entry.correct_incident terperiksa ym.. ... . y
incident_entry.correct_incident rahasia  y0.. ... . y
incident_moves.move_incident umum        y... ... . y
incident_moves.move_incident rahasia     y0.. 000 . y
incident_moves.acknowledge_referral      y... lyl . y
incident_moves.merge_incidents           y... ... . y
incident_moves.link_repeat sendiri       yy.. ... . y
incident_moves.link_repeat lain          ym.. ... . y
incident_alike.suggestions               yy.. ... . y
incident_alike.declare_different         yy.. ... . y
field_reports.own_reports                yy.. yyy y y
field_reports.patrol_named               yyyy --- - y

attachments.attach_photo umum            yy.. yyy 0 y
attachments.attach_photo sendiri         yy.. yyy y y
attachments.attach_photo rahasia         y0.. 000 0 y
attachments.attach_picture umum          yy.. yyy 0 y
attachments.may_attach umum              yy-- yyy - y
attachments.may_look umum                yyyy --- - y
attachments.photos umum                  yyyy --- . y
attachments.photos dirujuk               yyyy -y- . y
attachments.photo_bytes umum             yyyy 000 . y
attachments.photo_bytes dirujuk          yyyy 0y0 . y
attachments.photo_bytes rahasia          y0yy 000 . y
attachments.erase_photo                  y... ... . y

identities.beside umum                   yyyy yyy . y
identities.beside kasus                  y0yy 0y0 . y
identities.beside kasus-rahasia          y0y0 000 . y
identities.add_party umum                yy.. ... . y
identities.add_party kasus               y0.. ... . y
identities.look_at_parties umum          y.y. ... . y
identities.look_at_parties dirujuk       y.y. .y. . y
identities.look_at_parties rahasia       y.y. 00. . y
identities.look_at_parties kasus         y.y. 0.. . y
identities.look_at_parties kasus-rahasia y.y. 00. . y
identities.erase_party                   y... ... . y

case_list.case_list                      yyyy yyy . y
case_detail.case_detail terbatas         yyyy yyy . y
case_detail.case_detail rahasia          y0y0 000 . y
case_detail.linkable                     y... ... . y
case_entry.record_case                   yy.. ... . y
case_entry.correct_case                  y... ... . y
case_entry.possible_handlers             y... ... . y
case_links.link_incident                 y... ... . y
case_links.unlink_incident               y... ... . y
cases.change_level                       y... ... . y
cases.record_answer                      y... ... . y
cases.record_plan                        y... ... . y
cases.record_report                      y... ... . y
cases.set_next_action                    y... ... . y
cases.move_stage                         y... ... . y
cases.close_case                         y... ... . y
cases.reopen_case                        y... ... . y
cases.propose_diversion                  y... ... . y

decisions.request_decision               y... ... . y
decisions.give_disposition               ..y. ... . .
decisions.report_disposition             y... ... . y
decisions.withdraw permintaan            y... ... . y
decisions.withdraw disposisi             ..y. ... . .
decisions.decisions                      y.yy ... . y
decisions.decision umum                  y.yy ... . y
decisions.decision kasus-rahasia         y.y0 ... . y
decisions.waiting                        y.yy ... . y
deciding.decide                          ..y. ... . .
deciding.direct                          ..y. ... . .

patrol_log_list.log_list                 yyyy ... . y
patrol_log_list.log_detail               yyyy ... . y
patrol_log_list.log_history              yyyy ... . y
patrol_log_list.own_logs                 yy.. ... y y
patrol_logs.record_log                   yy.. ... y y
patrol_logs.correct_log                  y... ... . y
patrol_logs.closure_of                   yy.. ... 0 y
patrol_logs.report_of lain               yy.. ... 0 y
patrol_logs.report_of sendiri            yy.. ... y y

closing.sheets_to_close                  yy.. ... y y
delivered.duty_days                      yyyy ... . y
track_proof.track_numbers                yyyy ... . y
track_proof.track_proof                  yyyy ... 0 y
track_proof.hand_in_track                yy.. ... y y
duty.excuses                             yyyy ... . y
duty.add_excuses                         y... ... . y
duty.remove_excuse                       y... ... . y
tracks.examine_track                     yyyy ... . y
delivered.delivered                      yyyy ... . y
patrol_plans.make_plan                   yy.. ... . y
patrol_plans.kept_stops                  yyyy ... . y
patrol_plans.kept_routes                 yyyy ... . y
patrol_orders.draft_order                yy.. ... . y
patrol_orders.propose_order              y... ... . y
patrol_orders.number_order               y... ... . y
patrol_orders.cancel_order               y... ... . y
patrol_orders.order_of_form              yy.. ... . y
sheet_board.sheet_board                  yyyy yyy y y
sheet_board.sheet_history                yyyy 000 y y
sheet_board.order_history                yyyy ... . y
patrol_orders.order_list                 yyyy ... . y
patrol_orders.one_order                  yyyy ... . y
sheet_issue.issue_day                    y... ... . y
sheet_issue.change_sheet                 y... ... . y
sheet_issue.replacements                 y... ... . y
sheet_issue.issue_sheet                  y... ... . y
patrol_sheets.start_sheet                yy.. ... y y
patrol_sheets.return_sheet               y... ... . y
patrol_sheets.verify_sheet               y... ... . y
patrol_sheets.cancel_sheet               y... ... . y
patrol_sheets.sheet_list                 yyyy --- y y
patrol_sheets.one_sheet kecamatan        yyyy 000 y y
patrol_papers.sheet_paper kecamatan      yyyy 000 y y
patrol_papers.sheets_paper               yyyy xxx y y
patrol_papers.sheets_calendar            yyyy xxx y y
patrol_papers.sheet_message              yyyy 000 y y
patrol_papers.sheet_links                yyyy 000 y y
patrol_sheets.one_sheet menunggu         yyyy 000 0 y
patrol_papers.sheet_paper menunggu       yyyy 000 0 y
patrol_papers.order_paper                yyyy ... . y
kept_plans.kept_plan                     yyyy ... . y
plan_board.board                         yyyy ... . y
plan_board.day_board                     yyyy ... . y
plan_edits.replan                        yy.. ... . y
plan_edits.addable                       yyyy ... . y
plan_edits.team_names                    yyyy ... . y
plan_edits.open_days                     yyyy ... . y
stop_requests.request_list               yyyy ... . y
stop_requests.add_request                yy.. ... . y
stop_requests.remove_request             yy.. ... . y

patrol_members.member_table              yyyy ... . y
patrol_members.stored_member             yy.. ... . y
patrol_members.add_member                yy.. ... . y
patrol_members.correct_member            yy.. ... . y
patrol_members.remove_member             yy.. ... . y
patrol_members.member_history            yy.. ... . y
availability.subjects                    yyyy ... . y
availability.availability_table          yyyy ... . y
availability.add_availability            yy.. ... . y
availability.remove_availability         yy.. ... . y
clashes.clashes                          yyyy ... . y

places.place_table                       yyyy yyy . y
team_drafts.bases                        yyyy yyy . y
places.stored_place                      yy.. ... . y
places.add_place                         yy.. ... . y
places.correct_place                     yy.. ... . y
places.remove_place                      yy.. ... . y
places.place_history                     yy.. ... . y
quarantine.quarantine                    yy.. ... . y
quarantine.held umum                     yy.. ... . y
quarantine.held rahasia                  y0.. ... . y
quarantine.place_record umum             yy.. ... . y
quarantine.place_record rahasia          y0.. ... . y
quarantine.declare_outside               yy.. ... . y

importing.proposed_mapping               yy.. ... . y
importing.import_file                    yy.. ... . y
importing.import_boundaries              y... ... . y
uploads.kinds                            yy-- --- - y
uploads.receive                          yy.. ... . y
uploads.receive wilayah                  y... ... . y
uploads.import_upload                    yy.. ... . y
preview.preview                          yy.. ... . y

exporting.look_at_list                   y.yy ... . y
exporting.take_list                      y.yy ... . y
exporting.look_at_map                    y.yy ... . y
exporting.take_map                       y.yy ... . y
exporting.look_at_message umum           y.yy ... . y
exporting.take_message                   y.yy ... . y

limit_preview.limit_preview              y.yy ... . y
patrol_preview.patrol_preview            y.yy ... . y
setting_preview.preview                  y.yy ... . y
settings.propose                         y... ... . y
settings.change_profile                  y... ... . y
settings.change_directly                 .... ... . y
setting_outside.put_back                 x... ... . x
trail.choices                            y.yy ... . y
trail.acts                               y.yy ... . y
trail.setting_steps                      y.yy ... . y

accounts.add_account                     y... ... . y
accounts.list_accounts                   y... ... . y
accounts.disable_account                 y... ... . y
accounts.set_password                    y... ... . y
account_keeping.known_accounts           y... ... . y
account_keeping.change_account           y... ... . y
account_keeping.enable_account           y... ... . y
account_keeping.change_own_password      yyyy yyy y .

upkeep.make_backup                       y... ... . y
upkeep.restore_backup                    x... ... . x
upkeep.verify_store                      yy.. ... . y
restoring.kept_backups                   y... ... . y
restoring.loss                           x... ... . x
restoring.restore                        x... ... . x
health.examine                           yy.. ... . y
health.health                            yy.. ... . y
setup.initialise                         .... ... . x
setup.served_home                        .... ... . y
founding.Founding                        .... ... . y
founding.Founding.found                  x... ... . x
"""
"""Each function of the services that takes an actor, and the kind of record where it makes a difference."""

INNER = """
accounts.display_name        tells an actor his own name
accounts.keep_a_kasi         within an act that has asked for the right
briefing.agency              tells an actor his own agency
briefing.always_joint        tells an actor about his own role
briefing.watermark           tells an actor his own agency
case_privacy.handled         says of given rows
case_privacy.insight         cuts down for those who have asked for the right
case_privacy.require_full    itself a check
case_privacy.seen_cases      cuts down for those who have asked for the right
case_privacy.sights          says how much of each case somebody sees
case_record.opened           asks for the right it is given
case_record.revise           after case_record.opened
case_record.stored           asks for the right it is given
decisions.add                within an act that has asked for the right
decisions.answer             within an act that has asked for the right
decisions.may_see            says whether a record is there
patrol_orders.ask            within an act that has asked for the right
patrol_sheets.close_within   within an act that has asked for the right
demo.fill                    only setup fills a demo; it asks for the right to set up
desa.completeness            cuts down for those who have asked for the right
desa.desa_table              cuts down for those who have asked for the right
exported_list.prepared_list  behind exporting
exported_map.prepared_map    behind exporting
exported_message.prepared_message behind exporting
field_reports.number_of_form finds what the actor sent himself
field_reports.usual_origin   tells an actor about his own role
health.warnings              says nothing to those without the right
importing.import_raw         the second half of import_file and import_upload, asks again
importing.replace_areas      the second half of import_boundaries, asks again
importing.store_rows         asks again
incident_list.told_incidents cuts down for those who have asked for the right
incident_record.refuse_others itself a check
incident_record.stored       itself a check
incident_report.checked      itself a check
incident_steps.may_acknowledge says what a step would answer
incident_steps.next_steps    says what a step would answer
looking.look                 cuts down for those who have asked for the right
overdue.closed_clocks        says of given rows
overdue_words.Teller         cuts down for those who have asked for the right
patrol_logs.may_name         itself a check
privacy.case_closed          says of given rows
reference.known              says under which number somebody knows a record
reference.meant              says under which number somebody knows a record
reference.row_meant          itself a check
reference.shown_number       says under which number somebody knows a record
reference.shown_numbers      says under which number somebody knows a record
removal.take_off             asks for the right it is given
restoring.restore_into       after the right was asked for
scoring.exact                says whether points are shown
scrubbing.Prepared.release   after exporting has asked for the right
situation.open_cases         cuts down for those who have asked for the right
typed.form_mark              marks a form
"""
"""Functions that take an actor and are no act of their own, and why they need not ask for a right."""


def read(table):
    """Return the rows of a table: for each name, what each role gets."""
    rows = {}
    for line in table.strip().splitlines():
        if line.strip():
            name, *cells = line.rsplit(maxsplit=4)
            rows[" ".join(name.split())] = dict(zip(ROLES, "".join(cells), strict=True))
    return rows


def reasons(table):
    """Return why each function is left out, by its name."""
    return dict(line.split(maxsplit=1) for line in table.strip().splitlines())
