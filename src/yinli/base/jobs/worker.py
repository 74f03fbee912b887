"""The worker: one process that takes jobs from the queue, one after the other, until it is told to end."""

import asyncio
import signal

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

# A worker that is killed stops saying that it lives; what it had begun is begun again by the next one.
HEARTBEAT_SECONDS, DEAD_AFTER_SECONDS = 2.0, 10.0
# What runs when the house is stopped may go on for so long.
GRACE_SECONDS = 10.0


async def work() -> None:
    """Take jobs until SIGTERM; raises when the database is gone, and whoever keeps the worker starts it again."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            begin_again = asyncio.create_task(_begin_again(working))
            worker = asyncio.create_task(
                working.run_worker_async(
                    concurrency=1,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GRACE_SECONDS,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=DEAD_AFTER_SECONDS,
                    fetch_job_polling_interval=5.0,
                    # The record of an import says what became of it; a finished job says nothing more.
                    delete_jobs="successful",
                )
            )
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.cancel)
            try:
                await _first_to_end(worker, begin_again)
            finally:
                begin_again.cancel()


async def _first_to_end(worker: asyncio.Task, begin_again: asyncio.Task) -> None:
    done, _ = await asyncio.wait({worker, begin_again}, return_when=asyncio.FIRST_COMPLETED)
    if begin_again in done:
        worker.cancel()
    for task in done:
        if not task.cancelled():
            task.result()


async def _begin_again(working) -> None:
    """Give back to the queue what a dead worker had begun."""
    while True:
        for job in await working.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
            await working.job_manager.retry_job(job)
        await asyncio.sleep(HEARTBEAT_SECONDS)
