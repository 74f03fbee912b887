"""The command `yinli`."""

import importlib
import os
import sys
from typing import Annotated

import typer
from typer.core import TyperGroup

from yinli.cli.failure import Failure
from yinli.cli.seals import verify_app

PARENT = os.getppid()


class _Clear(TyperGroup):
    """Prints a Failure as what it is, a message, instead of a traceback."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except Failure as failure:
            typer.echo(f"yinli: {failure}", err=True)
            raise typer.Exit(1) from failure


app = typer.Typer(
    cls=_Clear,
    no_args_is_help=True,
    add_completion=False,
    # Its tracebacks show local variables, and ours hold log-ins.
    pretty_exceptions_enable=False,
    help="Yinli: serve it and look after it.",
)
db = typer.Typer(no_args_is_help=True, help="The database.")
app.add_typer(db, name="db")
app.add_typer(verify_app, name="verify")
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


@app.command()
def up(
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    demo: Annotated[bool, typer.Option(help="Load the demo district into an empty database.")] = True,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="End when the calling process ends.")
    ] = False,
) -> None:
    """Start everything and serve it until Ctrl-C."""
    from yinli.cli import up as serving
    from yinli.cli.parent import follow

    options = serving.Options(
        port=port,
        host=host,
        workers=min(4, os.cpu_count() or 1),
        demo=demo,
        parent=follow(PARENT) if with_parent else None,
    )
    raise typer.Exit(serving.up(options))


@app.command()
def migrate() -> None:
    """Bring the tables of the database up to date."""
    from yinli.cli import database

    with database.any_database("yinli migrate") as opened:
        database.migrate(opened, always=True)
    typer.echo("The tables are up to date.")


@app.command()
def check() -> None:
    """Check the rule tables, the settings, and that no migration is missing."""
    from yinli.cli.checks import run_checks

    raise typer.Exit(run_checks())


@app.command(context_settings=PASSED_ON)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands, as the owner of the tables."""
    from yinli.cli.database import Marks, any_database, with_settings
    from yinli.cli.running import run_in_terminal

    with any_database("yinli manage") as opened:
        if context.args[:1] == ["migrate"]:
            # It may go back to an earlier state, so the next `yinli up` has to look again.
            Marks(opened.urls.owner_url).write(migrations="")
        command = [sys.executable, "-m", "django", *context.args]
        code = run_in_terminal(command, with_settings(opened.owner_environment()))
    raise typer.Exit(code)


@db.command("exec", context_settings=PASSED_ON)
def execute(context: typer.Context) -> None:
    """Run a command with the database up: yinli db exec -- CMD …"""
    from yinli.cli.database import any_database
    from yinli.cli.running import run_in_terminal

    if not context.args:
        raise Failure("Say what to run: yinli db exec -- CMD …")
    with any_database("yinli db exec") as opened:
        code = run_in_terminal(context.args, opened.command_environment())
    raise typer.Exit(code)


@app.command()
def messages(
    compile_only: Annotated[bool, typer.Option("--compile-only", help="Only compile what is there.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Only list what has no translation.")] = False,
) -> None:
    """Collect the texts of every app, keep their translations, and compile them."""
    from yinli.cli import messages as texts

    if missing:
        raise typer.Exit(texts.report_missing())
    if not compile_only:
        texts.collect_all()
    texts.compile_all()


def _register(module: str, name: str, command: str) -> None:
    """Add a command that lives in a file of its own."""
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return  # not built yet
    app.command(command)(getattr(found, name))


_register("yinli.cli.read", "read_command", "read")
_register("yinli.cli.demo", "demo_command", "demo")
_register("yinli.cli.account", "account_command", "account")
_register("yinli.cli.seals", "seal_command", "seal")
_register("yinli.cli.backup.command", "backup_command", "backup")
_register("yinli.cli.backup.command", "restore_command", "restore")

if __name__ == "__main__":
    app()
