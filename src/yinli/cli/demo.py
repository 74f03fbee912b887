"""`yinli demo`: tell the demo district into an empty database."""

import os
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from yinli.cli.failure import Failure


def demo_command(
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it is told on; today by default.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes another district.")] = 20210903,
) -> None:
    """Load the demo district, with a year of its history, into an empty database."""
    from yinli.cli.database import any_database, migrate, with_settings

    with any_database("yinli demo") as opened:
        migrate(opened)
        os.environ.update(with_settings(opened.owner_environment()))
        import django

        django.setup()
        _tell(as_of, seed)


def _tell(as_of: datetime | None, seed: int) -> None:
    from django.conf import settings

    from yinli.demo import LOGINS, load
    from yinli.demo.telling import NotEmpty

    day = as_of or datetime.now(ZoneInfo(settings.DISTRICT_TZ))
    try:
        load(as_of=day.date(), seed=seed)
    except NotEmpty as refused:
        raise Failure(
            f"The demo was not loaded: {refused}. Use another folder: YINLI_VAR=/path yinli demo"
        ) from refused
    typer.echo(f"The demo district stands as of {day:%Y-%m-%d}. Log-ins (user, password, who):")
    width = max(len(username) for username, _, _ in LOGINS)
    for username, password, who in LOGINS:
        typer.echo(f"  {username:<{width}}  {password}  {who}")
