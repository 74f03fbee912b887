"""`yinli backup` and `yinli restore`."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yinli.cli.backup.archive import Archive
from yinli.cli.backup.drafts import Draft, megabytes, refuse_existing
from yinli.cli.backup.house import House, this_house
from yinli.cli.backup.recovery import (
    LEAST_PASSPHRASE,
    PRIVATE,
    PUBLIC,
    Key,
    Passphrase,
    RecoveryKey,
    line_of,
    new_recovery_key,
    read_key,
)
from yinli.cli.failure import Failure
from yinli.cli.folders import var_folder
from yinli.cli.postgres import to_stderr
from yinli.cli.up import Ended, end_on_signals

if TYPE_CHECKING:
    from yinli.cli.backup.making import Made, Order
    from yinli.cli.backup.restoring import Restored

ASK, FROM_FILE = "ask", "passphrase:"
KEPT_KEYS = 7
HOW_TO_OPEN = "The recovery key's file; `ask` asks for a passphrase, `passphrase:FILE` takes it from a file's first line."


def backup_command(
    to: Annotated[Path | None, typer.Argument(help="A folder, or the name of a new file.")] = None,
    keys_to: Annotated[
        Path | None, typer.Option(help="Where the keys go, on another medium: a folder or a new file.")
    ] = None,
    key: Annotated[str, typer.Option(help=HOW_TO_OPEN)] = "",
    new_key: Annotated[
        Path | None, typer.Option(help="Only make the recovery key, into a new file to be kept elsewhere.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option(help="Only check a backup; without --key only its checksum.")
    ] = None,
) -> None:
    """Back everything up, encrypted, while Yinli serves; the keys of personal data go into a file of their own."""
    if new_key is not None:
        make_key(this_house(), new_key)
    elif check is not None:
        check_backup(check, key_for(key, confirm=False) if key else None)
    elif to is not None:
        _make(to, keys_to, key)
    else:
        raise Failure(
            "Say where to: yinli backup FOLDER [--keys-to FOLDER]. `yinli backup --help` says more."
        )


def restore_command(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="The file of the data.")],
    key: Annotated[str, typer.Option(help=HOW_TO_OPEN)],
    keys: Annotated[Path | None, typer.Option(help="The file of the keys.")] = None,
    into: Annotated[Path | None, typer.Option(help="An empty folder; $YINLI_VAR by default.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Move what is there aside.")] = False,
) -> None:
    """Bring a backup back. Nothing is touched before all of it was read and found whole."""
    from yinli.cli.backup.restoring import Request, restore

    target = (into or var_folder()).absolute()
    request = Request(source, keys, key_for(key, confirm=False), target, replace)
    _until_interrupted(lambda: _tell_restored(target, restore(request, to_stderr)))


def _make(to: Path, keys_to: Path | None, key: str) -> None:
    from yinli.cli.backup.making import Order, back_up
    from yinli.cli.database import any_database

    house = this_house()
    opener = key_for(key, confirm=True) if key else _public_key(house)
    name = f"yinli-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    order = Order(
        data=_file(to, f"{name}.backup"),
        keys=_file(keys_to, f"{name}.keys") if keys_to else None,
        key=opener,
        kept_keys=_kept_keys() if keys_to and keys_to.is_dir() else 0,
    )
    for target in filter(None, (order.data, order.keys)):
        refuse_existing(target)

    def make() -> None:
        with any_database("yinli backup") as database:
            _tell_made(order, back_up(house, database.urls.owner_url, order, to_stderr))

    _until_interrupted(make)


def _until_interrupted(work: Callable[[], None]) -> None:
    """Let a signal end the work in order: what was half written is removed, the database stopped."""
    end_on_signals()
    try:
        work()
    except Ended as ended:
        to_stderr("yinli: Stopped. Nothing was kept of it.")
        raise typer.Exit(130) from ended


def _file(place: Path, name: str) -> Path:
    found = place.absolute() / name if place.is_dir() else place.absolute()
    if not found.parent.is_dir():
        raise Failure(f"There is no folder {found.parent}. Make it, or mount the disk it is on.")
    return found


def _kept_keys() -> int:
    text = os.environ.get("YINLI_KEEP_KEYS", str(KEPT_KEYS))
    if not text.isdigit():
        raise Failure(f"YINLI_KEEP_KEYS is {text!r}, and has to be a number; 0 keeps all.")
    return int(text)


def _public_key(house: House) -> RecoveryKey:
    if not house.public_key.exists():
        raise Failure(
            "There is no recovery key yet, so nobody could open the backup. Make one, once: "
            "`yinli backup --new-key FILE`; or use a passphrase: --key ask."
        )
    return RecoveryKey(read_key(house.public_key).public)


def key_for(given: str, *, confirm: bool) -> Key:
    """The key that an option names; never the secret itself, which the process list would show."""
    if given == ASK:
        return _passphrase(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm), confirm)
    if given.startswith(FROM_FILE):
        path = Path(given.removeprefix(FROM_FILE))
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(f"The passphrase's file {path} cannot be read: {error}.") from error
        return _passphrase(lines[0] if lines else "", confirm)
    return read_key(Path(given))


def _passphrase(text: str, is_new: bool) -> Passphrase:
    if is_new and len(text) < LEAST_PASSPHRASE:
        raise Failure(f"The passphrase needs at least {LEAST_PASSPHRASE} characters; several words are best.")
    return Passphrase(text)


def make_key(house: House, path: Path) -> None:
    """Make the recovery key: the private half into `path`, the public half into var/; raises Failure."""
    if house.public_key.exists():
        known = read_key(house.public_key).fingerprint
        raise Failure(
            f"Backups are made for the recovery key {known} already. To change to a new one, move "
            f"{house.public_key} aside; backups made so far are opened by the old key, so keep it."
        )
    made = new_recovery_key()
    assert made.private is not None
    title = (
        f"# Yinli recovery key {made.fingerprint}: whoever holds this file opens the backups made for it.\n"
    )
    house.public_key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with Draft(path.absolute()) as private, Draft(house.public_key) as public:
        private.write((title + line_of(PRIVATE, made.private) + "\n").encode())
        public.write((line_of(PUBLIC, made.public) + "\n").encode())
        private.publish()
        public.publish()
    typer.echo(
        f"The recovery key {made.fingerprint} is in {path}. Without it no backup can be opened, by nobody.\n"
        "Now: 1. copy the file to two places away from this machine, print one of them (it is one line);\n"
        "     2. delete it here: backups need only its public half, which stays in "
        f"{house.public_key};\n     3. try it: yinli backup --check FILE --key {path.name}"
    )


def check_backup(path: Path, key: Key | None) -> None:
    """Read a backup to its end and say that it is whole; raises Failure."""
    archive = Archive(path)
    try:
        made = f"made {archive.header.get('made_at')} by Yinli {archive.header.get('yinli')}"
        if key is None:
            archive.check_sum()
            typer.echo(f"{path}: the checksum is right ({made}). Whether it is genuine only --key tells.")
            return
        members = archive.verify(key)["members"]
    finally:
        archive.close()
    size = megabytes(sum(member["bytes"] for member in members.values()))
    typer.echo(f"{path}: whole and genuine, {len(members)} members, {size} ({made}).")


def _tell_made(order: "Order", made: "Made") -> None:
    size = megabytes(order.data.stat().st_size)
    typer.echo(f"{order.data}: {size}, {made.files} files, {made.seconds:.1f} s")
    if order.keys is None:
        to_stderr("The keys were not saved: without --keys-to, personal data in this backup cannot be read.")
    else:
        typer.echo(f"{order.keys}: the keys. Keep it on another medium than the data.")
    if made.missing:
        shown = ", ".join(name[:12] for name in made.missing[:5])
        to_stderr(
            f"{len(made.missing)} files that records speak of are not there: {shown}. Look for them in an earlier "
            "backup."
        )


def _tell_restored(target: Path, done: "Restored") -> None:
    manifest = done.manifest
    rows = sum(table["rows"] for table in manifest["tables"].values())
    typer.echo(
        f"Restored into {target}: {manifest['district']} as of {manifest['made_at']}, {rows:,} rows in "
        f"{len(manifest['tables'])} tables and {len(manifest['members'])} files, in {done.seconds:.1f} s."
    )
    if done.aside is not None:
        typer.echo(f"What was there before lies in {done.aside}.")
    for folder, variable in (("rules", "YINLI_RULES"), ("templates", "YINLI_BRIEFING_TEMPLATES")):
        if (target / folder).exists():
            typer.echo(f"The district's own {folder}: set {variable}={target / folder}")
    typer.echo(f"Start it: YINLI_VAR={target} yinli up")
