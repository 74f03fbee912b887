"""Jobs are asked for in the transaction of a request, done as whoever asked, and given up with their account."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from yinli.base.accounts.viewer import viewer
from yinli.base.jobs import queue


@pytest.fixture
def told(monkeypatch):
    """A job that tells who it was done for."""
    said = []
    jobs = {
        "test.tell": (
            lambda by, **given: said.append((by, given)),
            lambda **given: said.append((None, given)),
        )
    }
    monkeypatch.setattr(queue, "_jobs", jobs)
    if "test.tell" not in queue.app.tasks:
        queue.app.task(name="test.tell")(lambda by, given: queue._run("test.tell", by, given))
    return said


def test_a_job_is_done_as_whoever_asked(told, cast):
    queue.enqueue("test.tell", by=cast.north_officer, sheet=5)
    job = ProcrastinateJob.objects.get()
    assert (job.status, job.args) == ("todo", {"by": cast.north_officer.pk, "given": {"sheet": 5}})
    assert queue.run_waiting() == 1
    assert told == [(cast.north_officer, {"sheet": 5})]
    assert queue.run_waiting() == 0


def test_a_job_of_a_closed_account_is_given_up(told, cast):
    queue.enqueue("test.tell", by=cast.north_officer, sheet=5)
    type(cast.north_officer).objects.filter(pk=cast.north_officer.pk).update(is_active=False)
    queue.run_waiting()
    assert told == [(None, {"sheet": 5})]


def test_a_job_names_its_viewer_itself(told, cast):
    queue.enqueue("test.tell", by=cast.north_officer)
    before = viewer()
    queue.run_waiting()
    assert viewer() is before
