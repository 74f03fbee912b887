"""`yinli account`: open an account from the command line, the first administrator's above all."""

import os
from typing import Annotated

import typer

from yinli.cli.failure import Failure


def account_command(
    username: Annotated[str, typer.Argument(help="The log-in name.")],
    name: Annotated[str, typer.Argument(help="The person's name.")],
    role: Annotated[str, typer.Option(help="What the person is.")] = "administrator",
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked when left out.")
    ] = "",
) -> None:
    """Open an account; an administrator then adds units and people at /staff/."""
    from yinli.cli.database import any_database, with_settings

    with any_database("yinli account") as opened:
        os.environ.update(with_settings(opened.command_environment()))
        import django

        django.setup()
        from django.db import ProgrammingError

        try:
            _open(username, name, role, password)
        except ProgrammingError as early:
            raise Failure(
                "The tables are not ready yet. Wait until `yinli up` says “Yinli is ready”, then run this again."
            ) from early


def _open(username: str, name: str, role: str, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from yinli.base.accounts.models import SYSTEM, User
    from yinli.desk.staff.actions import open_account

    if role not in User.Role.values:
        raise Failure(f"There is no role “{role}”. Roles: {', '.join(User.Role.values)}.")
    if User.objects.filter(username=username).exists():
        raise Failure(f"“{username}” has an account already. Choose another log-in name.")
    try:
        validate_password(password)
    except ValidationError as refused:
        raise Failure(" ".join(refused.messages)) from refused
    open_account(username, name, by=SYSTEM, role=role, unit=None, password=password)
    typer.echo(f"{name} can log in as {username} ({role}).")
