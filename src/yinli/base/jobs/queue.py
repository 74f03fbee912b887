"""Work that outlives a request: asked for in its transaction, done by the worker, in the name of whoever asked.

An app registers its jobs from `AppConfig.ready()`. A job is handed ids and small settings, never words: its row
in the queue stands behind no wall. What it does, it does through actions, which name their viewer.
"""

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yinli.base.accounts.models import SYSTEM, User
from yinli.base.accounts.viewer import viewing_as

# The database may be started again, or busy, while a job runs: it is tried once more, some seconds later and ever later.
AGAIN = RetryStrategy(linear_wait=5, retry_exceptions=(OperationalError, InterfaceError))
_jobs: dict[str, tuple[Callable[..., None], Callable[..., None]]] = {}


def register_job(name: str, does: Callable[..., None], given_up: Callable[..., None]) -> None:
    """Let the worker run `does(by=user, **given)` as the job `name`; what it did by half it must be able to go on with.

    `given_up(**given)` is told where whoever asked has no account any more: nothing is done in their name.
    """
    if name in _jobs:
        return
    _jobs[name] = (does, given_up)

    def run(by: int, given: dict[str, Any]) -> None:
        _run(name, by, given)

    app.task(name=name, retry=AGAIN)(run)


def register_hourly(name: str, does: Callable[..., None]) -> None:
    """Let the worker run `does(by=SYSTEM)` every hour, at its beginning: work that asks what is due, and finds nothing
    where it was done. After a time without a worker the next hour does what was missed."""
    if name in app.tasks:
        return

    def run(timestamp: int) -> None:
        does(by=SYSTEM)

    app.periodic(cron="0 * * * *")(app.task(name=name, retry=AGAIN)(run))


def _run(name: str, by: int, given: dict[str, Any]) -> None:
    does, given_up = _jobs[name]
    person = _person(by)
    if person is None:
        given_up(**given)
    else:
        does(by=person, **given)


def enqueue(name: str, *, by, **given: int | str) -> None:
    """Ask for the job `name`: part of the transaction that runs, so that a refused request asks for nothing."""
    app.configure_task(name=name).defer(by=by.pk, given=dict[str, Any](given))


def run_waiting() -> int:
    """Do here and now what waits in the queue, one after the other; returns how many there were. For tests and benches."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    done = 0
    while job := ProcrastinateJob.objects.filter(status="todo").order_by("pk").first():
        app.job_manager.cancel_job_by_id(job.pk, delete_job=True)
        _run(job.task_name, job.args["by"], job.args["given"])
        done += 1
    return done


def _person(pk: int) -> User | None:
    with viewing_as(SYSTEM):
        return User.objects.select_related("unit").filter(pk=pk, is_active=True).first()
