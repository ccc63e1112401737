"""Taking jobs from the queue, on connections that may break: what is lost is noticed, and begun again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.psycopg_connector import PsycopgConnector

SECONDS_TO_CONNECT = 5.0
UPKEEP = "core.resume"  # gives back what a lost worker had in hand


class _Connector(PsycopgConnector):
    """Tells when the queue's own question found no database: then a job's end may be unsaid."""

    def __init__(self) -> None:
        super().__init__(kwargs=connector_params("default"), timeout=SECONDS_TO_CONNECT, min_size=1)
        self.broke = asyncio.Event()

    @asynccontextmanager
    async def _get_cursor(self, connection: Any = None) -> AsyncGenerator[Any]:
        try:
            async with super()._get_cursor(connection) as cursor:
                yield cursor
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self.broke.set()
            raise


def run_worker() -> None:
    """Do what waits in the queue now."""
    asyncio.run(take_jobs(wait=False))


async def take_jobs(*, wait: bool) -> None:
    """Take jobs until cancelled, or until none is left when not `wait`. Comes back early when the database is gone."""
    connector = _Connector()
    with app.replace_connector(connector):
        async with app.open_async():
            if wait:
                with suppress(AlreadyEnqueued):
                    await app.configure_task(UPKEEP, queueing_lock=UPKEEP).defer_async(timestamp=0)
            working = asyncio.create_task(_work(wait=wait))
            breaking = asyncio.create_task(connector.broke.wait())
            try:
                await asyncio.wait({working, breaking}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                breaking.cancel()
                working.cancel()  # lets the jobs at hand end
                (fault,) = await asyncio.gather(working, return_exceptions=True)
            if isinstance(fault, Exception):
                raise fault


async def _work(*, wait: bool) -> None:
    await app.run_worker_async(
        wait=wait,
        delete_jobs="successful",  # a work's row says how it ended
        concurrency=1 if settings.DEMO else 2,
        install_signal_handlers=False,
        listen_notify=wait,
        task_middleware=[_with_own_connection],
    )


def _with_own_connection(do: Callable[[], Any], *_: Any) -> Any:
    """Leave no connection behind in a thread: it may be broken when the next job comes, or no job may come."""
    try:
        return do()
    finally:
        connections.close_all()
