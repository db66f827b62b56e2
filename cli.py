"""Tenteram from a terminal: the same services as the dashboard, for scripts and for the office PC's keeper.

Every reading command takes ``--json`` and then prints one JSON document and nothing else.
Exit status: 0 done, 1 refused with problems (listed, in Indonesian), 2 wrong usage.
"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from services.accounts import account_actor, add_account, disable_account, list_accounts, set_password
from services.importing import (
    Progress,
    Step,
    import_boundaries,
    import_file,
    load_mapping,
    mapping_lines,
    proposed_mapping,
    unheard,
)
from services.office import Office
from services.patrol_papers import PaperKind, order_paper, sheet_links, sheet_message, sheet_paper
from services.patrol_plans import kept_stops, make_plan, plan_document, read_patrols
from services.patrol_words import plan_lines
from services.scoring import hotspots as ranked_cells
from services.scoring import hotspots_document, origin, score_document, scores
from services.setup import default_home, initialise, served_home
from services.tracks import examine_track, track_document
from services.upkeep import examine, make_backup, restore_backup, verify_store
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.period import long_time
from sop.problem import Problem, ProblemCode, Refused, problem
from sop.wording import number

app = typer.Typer(
    name="tenteram",
    help="Alat kerja Seksi Ketenteraman dan Ketertiban Umum.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
user_app = typer.Typer(help="Akun pengguna.", no_args_is_help=True)
app.add_typer(user_app, name="user")

Json = Annotated[bool, typer.Option("--json", help="Cetak satu dokumen JSON saja.")]


@dataclass(frozen=True)
class Place:
    """Where the office's workspace lies, and in whose name the command acts."""

    home: Path
    database: str | None
    user: str | None


def main() -> NoReturn:
    """Run the command line; a refusal ends it with status 1."""
    # Windows consoles often are not UTF-8; a sentence must never end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except Refused as refused:
        _print_refusal(refused)
        raise SystemExit(1) from None
    raise SystemExit(0)


@app.callback()
def tenteram(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(envvar="TENTERAM_HOME", help="Folder ruang kerja.", file_okay=False)
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            envvar="TENTERAM_DATABASE",
            help="Alamat PostGIS: postgresql://akun:sandi@server/kantor; “berkas”: berkas di ruang kerja.",
        ),
    ] = None,
    as_user: Annotated[str | None, typer.Option("--as", help="Bertindak sebagai akun ini.")] = None,
) -> None:
    """Pilih ruang kerja dan pelaku."""
    context.obj = Place(home or default_home(), database, as_user)
    context.meta["json"] = "--json" in sys.argv


@app.command()
def init(
    context: typer.Context,
    profile: Annotated[Path | None, typer.Option(help="Profil (TOML).", dir_okay=False)] = None,
    boundaries: Annotated[Path | None, typer.Option(help="Berkas batas wilayah.", dir_okay=False)] = None,
    id_column: Annotated[str | None, typer.Option("--id", help="Kolom kode pada berkas batas.")] = None,
    name_column: Annotated[str | None, typer.Option("--name", help="Kolom nama pada berkas batas.")] = None,
    zone: Annotated[str | None, typer.Option(help="Zona waktu IANA, misalnya Asia/Pontianak.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Isi dengan DATA CONTOH.")] = False,
    as_json: Json = False,
) -> None:
    """Buat ruang kerja baru."""
    place: Place = context.obj
    made = initialise(
        place.home,
        _local_actor(),
        at=_now(),
        database=place.database,
        profile=profile,
        boundaries=boundaries,
        id_column=id_column,
        name_column=name_column,
        zone=zone,
        demo=demo,
    )
    if as_json:
        _print_json(
            {
                "home": str(place.home),
                "areas": made.areas,
                "zone": made.profile.zone,
                "metric_epsg": made.profile.metric_epsg,
                "demo": demo,
                "warnings": [_problem_json(p) for p in made.warnings],
            }
        )
        return
    _print_problems(made.warnings, "Perhatian")
    kind = made.profile
    print(f"Ruang kerja {kind.name} siap di {place.home}: {made.areas} wilayah, zona waktu {kind.zone}.")
    if not demo:
        print("Buat akun pertama: python run.py -- user add NAMA --role kasi")


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Nomor port.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Buka DATA CONTOH.")] = False,
) -> None:
    """Jalankan aplikasi di 127.0.0.1."""
    place: Place = context.obj
    served = served_home(place.home, _local_actor(), at=_now(), database=place.database, demo=demo)
    for account in served.demo_accounts:
        print(f"akun demo: {account.role} {account.name} {account.password}", flush=True)

    # Streamlit takes a second to import, and no other command needs it.
    from dashboard.server import serve as run  # noqa: PLC0415

    run(served.home, port=port, database=served.database, founding=served.founding)


class ImportKind(StrEnum):
    """What ``tenteram import`` takes."""

    INCIDENTS = "incidents"
    TRACKS = "tracks"
    LOGS = "logs"
    CASES = "cases"
    PLACES = "places"
    BOUNDARIES = "boundaries"
    ROADS = "roads"
    POPULATION = "population"


@app.command("import")
def import_(
    context: typer.Context,
    kind: Annotated[ImportKind, typer.Argument(help="Jenis data.")],
    file: Annotated[Path, typer.Argument(help="Berkas yang diimpor.", dir_okay=False)],
    mapping: Annotated[Path | None, typer.Option(help="Pemetaan kolom (TOML).", dir_okay=False)] = None,
    save_mapping: Annotated[
        Path | None, typer.Option(help="Simpan pemetaan kolom yang dipakai ke berkas ini.", dir_okay=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Hitung saja, jangan simpan.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Semua baris harus baik.")] = False,
    id_column: Annotated[str | None, typer.Option("--id", help="Kolom kode (batas wilayah).")] = None,
    name_column: Annotated[str | None, typer.Option("--name", help="Kolom nama (batas wilayah).")] = None,
    as_json: Json = False,
) -> None:
    """Impor berkas: baris baik disimpan bersama, baris buruk disebutkan."""
    with _office(context) as (office, actor):
        chosen = load_mapping(mapping) if mapping else None
        if kind is ImportKind.BOUNDARIES:
            result = import_boundaries(
                office, actor, file,
                at=_now(), id_column=id_column, name_column=name_column, mapping=chosen, dry_run=dry_run,
            )  # fmt: skip
        else:
            if not as_json:
                chosen = chosen or proposed_mapping(actor, kind.value, file)
                print("Kolom yang dipakai:", *mapping_lines(kind.value, chosen), sep="\n  ")
            result = import_file(
                office,
                actor,
                kind.value,
                file,
                at=_now(),
                mapping=chosen,
                dry_run=dry_run,
                strict=strict,
                progress=_progress(as_json),
            )
            if save_mapping:
                result.mapping.save(save_mapping)
    if as_json:
        _print_json(
            {
                "rows": result.rows,
                "accepted": result.accepted,
                "duplicates": result.duplicates,
                "quarantined": result.quarantined,
                "rejected": [_problem_json(p) for p in result.rejected],
                "warnings": [_problem_json(p) for p in result.warnings],
            }
        )
        return
    if result.encoding:
        print(f"Pengodean teks: {result.encoding}")
    _print_problems(result.warnings, "Perhatian")
    _print_problems(result.rejected, "Ditolak")
    print(
        f"{'Uji coba, tidak ada yang disimpan: ' if dry_run else ''}"
        f"{number(result.rows)} baris = {number(result.accepted)} diterima + "
        f"{number(result.duplicates)} sudah ada + {number(result.quarantined)} dikarantina + "
        f"{number(len(result.rejected))} ditolak."
    )


@app.command()
def score(
    context: typer.Context,
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Tanggal penilaian.")] = None,
    as_json: Json = False,
) -> None:
    """Hitung skor tiap desa untuk tujuh hari ke depan."""
    with _office(context) as (office, actor):
        instant = origin(office, _day(at), _now())
        result = scores(office, actor, at=instant)
        zone = office.zone
    if as_json:
        _print_json(score_document(result, instant.astimezone(zone)))
        return
    print(f"Skor per {long_time(instant, zone)} (poin gangguan, tujuh hari ke depan)")
    for row in result.areas.sort_values("score", ascending=False).to_dict("records"):
        interval = f"({number(row['score_low'], 1)}-{number(row['score_high'], 1)})"
        print(
            f"{row['nama']:<24} {number(row['score'], 1):>8}  {interval:<16} "
            f"{row['kelas']:<16} keyakinan {row['certainty']}"
        )


@app.command()
def hotspots(
    context: typer.Context,
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Tanggal penilaian.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Jumlah petak.")] = 20,
    as_json: Json = False,
) -> None:
    """Urutkan petak rawan."""
    with _office(context) as (office, actor):
        instant = origin(office, _day(at), _now())
        document = hotspots_document(
            ranked_cells(office, actor, at=instant), instant.astimezone(office.zone), office.parameters, top
        )
    if as_json:
        _print_json(document)
        return
    for cell in document["cells"]:
        print(
            f"{cell['rank']:>4}  {cell['lat']:.5f}, {cell['lon']:.5f}  {cell['kode_desa']}  "
            f"{number(cell['rate_per_week'], 3)} per minggu, {number(100 * cell['share'], 1)} %"
        )


@app.command()
def plan(
    context: typer.Context,
    day: Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="Hari pertama.")],
    days: Annotated[int, typer.Option(min=1, help="Banyaknya hari.")] = 1,
    seed: Annotated[int | None, typer.Option(min=0, max=2**31 - 1, help="Benih undian.")] = None,
    teams: Annotated[Path | None, typer.Option(help="Regu dan aturan (TOML).", dir_okay=False)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Susun saja, jangan simpan.")] = False,
    as_json: Json = False,
) -> None:
    """Susun rencana patroli; disimpan sebagai draf."""
    with _office(context) as (office, actor):
        made = make_plan(
            office,
            actor,
            first=day.date(),
            days=days,
            at=_now(),
            seed=seed,
            patrols=read_patrols(office, teams) if teams else None,
            keep=not dry_run,
            progress=_days_done(as_json),
        )
        names = {str(code): str(name) for code, name in office.areas()["nama"].items()}
    if as_json:
        _print_json(plan_document(made))
        return
    print("\n".join(plan_lines(made, names)))


@app.command()
def tracks(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Rekaman jalur (GPX atau KML).", dir_okay=False)],
    plan_number: Annotated[str | None, typer.Option("--plan", help="Nomor rencana patroli.")] = None,
    as_json: Json = False,
) -> None:
    """Periksa rekaman jalur: tempat yang disinggahi dan menitnya; tidak ada yang disimpan."""
    with _office(context) as (office, actor):
        stops = kept_stops(office, actor, plan_number) if plan_number else None
        report = examine_track(office, actor, file, at=_now(), stops=stops)
    if as_json:
        _print_json(track_document(report))
        return
    _print_problems(report.warnings, "Perhatian")
    print(
        f"{number(report.points)} titik ({number(report.dropped)} loncatan dibuang, "
        f"{number(report.gaps)} jeda rekaman), {number(report.km, 1)} km, {number(report.hours, 1)} jam."
    )
    for one in report.stops:
        verdict = "dikunjungi" if one.visited else "singgah sebentar" if one.minutes else "tidak didatangi"
        print(f"{one.stop.id:<14} {one.stop.name:<28} {number(one.minutes, 1):>7} menit  {verdict}")
    if not report.stops:
        print("Tidak ada tempat yang disinggahi.")


class SheetFile(StrEnum):
    """In which forms ``tenteram sheet`` writes a route sheet."""

    PDF = "pdf"
    DOCX = "docx"
    GPX = "gpx"
    ICS = "ics"
    TXT = "txt"


class OrderFile(StrEnum):
    """In which forms ``tenteram order`` writes an order."""

    PDF = "pdf"
    DOCX = "docx"


@app.command()
def sheet(
    context: typer.Context,
    sheet_number: Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor lembar rute.")],
    out: Annotated[Path, typer.Option(help="Folder hasil.", file_okay=False)],
    kinds: Annotated[
        list[SheetFile] | None, typer.Option("--kind", help="Bentuk berkas, boleh diulang; bawaan: semua.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Tulis lembar rute: cetak, peta ponsel, kalender, dan pesan WhatsApp dengan tautan peta."""
    with _office(context) as (office, actor):
        files = []
        for kind in dict.fromkeys(kinds or SheetFile):
            if kind is SheetFile.TXT:
                told = sheet_message(office, actor, sheet_number, at=_now())
                links = sheet_links(office, actor, sheet_number, at=_now())
                name, content = f"pesan-{sheet_number}.txt", "\n\n".join([told, *links]).encode()
            else:
                made = sheet_paper(office, actor, sheet_number, PaperKind(kind.value), at=_now())
                name, content = made.name, made.content
            files.append(_write(out / name, content))
    _print_files(files, as_json)


@app.command()
def order(
    context: typer.Context,
    order_number: Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor SPT di Tenteram.")],
    out: Annotated[Path, typer.Option(help="Folder hasil.", file_okay=False)],
    kinds: Annotated[
        list[OrderFile] | None, typer.Option("--kind", help="Bentuk berkas, boleh diulang; bawaan: semua.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Tulis Surat Perintah Tugas."""
    with _office(context) as (office, actor):
        made = [
            order_paper(office, actor, order_number, PaperKind(kind.value), at=_now())
            for kind in dict.fromkeys(kinds or OrderFile)
        ]
    files = [_write(out / one.name, one.content) for one in made]
    _print_files(files, as_json)


@user_app.command("add")
def user_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Nama akun.")],
    role: Annotated[str, typer.Option(help="Peran: " + ", ".join(ACCOUNT_ROLES) + ".")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Baca kata sandi dari masukan standar.")
    ] = False,
) -> None:
    """Buat akun."""
    if role not in ACCOUNT_ROLES:
        raise typer.BadParameter("peran tidak dikenal", param_hint="--role")
    with _office(context) as (office, actor):
        add_account(office, actor, name, Role(role), _read_password(password_stdin), at=_now())
    print(f"Akun {name} ({Role(role).label}) dibuat.")


@user_app.command("list")
def user_list(context: typer.Context, as_json: Json = False) -> None:
    """Tampilkan akun."""
    with _office(context) as (office, actor):
        accounts = list_accounts(office, actor)
    if as_json:
        _print_json([{"name": a.username, "role": a.role.value, "disabled": a.disabled} for a in accounts])
        return
    for account in accounts:
        print(
            f"{account.username:<24} {account.role.label:<24} {'nonaktif' if account.disabled else 'aktif'}"
        )


@user_app.command("disable")
def user_disable(context: typer.Context, name: Annotated[str, typer.Argument(help="Nama akun.")]) -> None:
    """Nonaktifkan akun; sesinya berakhir seketika."""
    with _office(context) as (office, actor):
        disable_account(office, actor, name, at=_now())
    print(f"Akun {name} dinonaktifkan.")


@user_app.command("password")
def user_password(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Nama akun.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Baca kata sandi dari masukan standar.")
    ] = False,
) -> None:
    """Ganti kata sandi; sesi yang terbuka berakhir."""
    with _office(context) as (office, actor):
        set_password(office, actor, name, _read_password(password_stdin), at=_now())
    print(f"Kata sandi {name} diganti.")


@app.command()
def backup(context: typer.Context, as_json: Json = False) -> None:
    """Cadangkan penyimpanan dan periksa cadangannya."""
    with _office(context) as (office, actor):
        path = make_backup(office, actor, at=_now())
    if as_json:
        _print_json({"file": str(path)})
    else:
        print(f"Cadangan dibuat dan diperiksa: {path}")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Berkas cadangan.", dir_okay=False)],
    move: Annotated[
        bool, typer.Option("--move", help="Kantor pindah ke basis data yang disebut dengan --database.")
    ] = False,
) -> None:
    """Pulihkan dari cadangan; penyimpanan lama disisihkan, tidak dihapus."""
    place: Place = context.obj
    if move and place.database is None:
        raise typer.BadParameter("sebutkan tujuan dengan --database", param_hint="--move")
    aside = restore_backup(place.home, _local_actor(), file, at=_now(), database=place.database, move=move)
    kept = f" Penyimpanan sebelumnya disisihkan di {aside}." if aside else ""
    moved = " Mulai sekarang kantor memakai basis data itu." if move else ""
    print(f"Dipulihkan dari {file}.{kept}{moved}")


@app.command()
def verify(context: typer.Context, as_json: Json = False) -> None:
    """Periksa keutuhan penyimpanan dan rantai audit."""
    with _office(context) as (office, actor):
        problems = verify_store(office, actor)
    if as_json:
        _print_json({"ok": not problems, "problems": [_problem_json(p) for p in problems]})
    elif problems:
        _print_problems(problems, "Masalah")
    else:
        print("Penyimpanan utuh; rantai audit tersambung.")
    if problems:
        raise typer.Exit(1)


@app.command()
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Periksa kesehatan pemasangan ini."""
    place: Place = context.obj
    findings = examine(place.home, _local_actor(), at=_now(), database=place.database)
    if as_json:
        _print_json(
            {
                "ok": all(f.ok for f in findings),
                "checks": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings],
            }
        )
    else:
        for finding in findings:
            print(f"{'baik ' if finding.ok else 'MASALAH'}  {finding.name}: {finding.detail}")
    if not all(f.ok for f in findings):
        raise typer.Exit(1)


def _now() -> datetime:
    return datetime.now(UTC)


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def _local_actor() -> Actor:
    return Actor(f"cli:{getpass.getuser()}", Role.LOKAL)


@contextmanager
def _office(context: typer.Context) -> Iterator[tuple[Office, Actor]]:

    place: Place = context.obj
    office = Office.open(place.home, place.database)
    try:
        actor = account_actor(office, place.user) if place.user else _local_actor()
        yield office, actor
    finally:
        office.close()


def _read_password(from_stdin: bool) -> str:
    if from_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Kata sandi", hide_input=True, confirmation_prompt="Ulangi kata sandi"))


def _progress(silent: bool) -> Progress:
    if silent or not sys.stderr.isatty():
        return unheard

    def show(step: Step, done: int, total: int | None) -> None:
        end = "\n" if done == total else "\r"
        rows = f"{number(done)}{f' dari {number(total)}' if total else ''} baris"
        print(f"{step.label}: {rows}", end=end, file=sys.stderr)

    return show


def _days_done(silent: bool) -> Callable[[float, int], None]:
    def show(done: float, days: int) -> None:
        if not silent and sys.stderr.isatty():
            told = f"Hari {min(int(done) + 1, days)} dari {days}, {100 * done / days:.0f} %"
            print(told, end="\n" if done == days else "\r", file=sys.stderr)

    return show


def _problem_json(p: Problem) -> dict[str, Any]:
    return {"row": p.row, "field": p.column, "value": p.value, "code": p.code.value, "message": p.message}


def _write(file: Path, content: bytes) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        cause = error.strerror or str(error)
        raise Refused(problem(ProblemCode.BERKAS_TAK_TERTULIS, berkas=file, sebab=cause)) from error
    return file


def _print_files(files: list[Path], as_json: bool) -> None:
    if as_json:
        _print_json({"files": [str(file) for file in files]})
        return
    for file in files:
        print(f"Ditulis: {file}")


def _print_json(document: Any) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")


def _print_problems(problems: tuple[Problem, ...] | list[Problem], heading: str) -> None:
    for p in problems:
        place = _where(p)
        print(f"{heading}{f' ({place})' if place else ''}: {p.message}")


def _where(p: Problem) -> str:
    return ", ".join(filter(None, [f"baris {p.row}" if p.row is not None else "", p.column or ""]))


def _print_refusal(refused: Refused) -> None:
    if "--json" in sys.argv:
        _print_json({"problems": [_problem_json(p) for p in refused.problems]})
        return
    for p in refused.problems:
        where = f"{_where(p)}: " if p.row is not None else ""
        print(f"Ditolak: {where}{p.message}", file=sys.stderr)


if __name__ == "__main__":
    main()
