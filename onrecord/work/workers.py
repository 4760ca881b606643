"""The processes that run steps: this one, all processors of this machine, or a cluster."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import NotInstalledError
from onrecord.work.steps import Steps
from onrecord.work.store import opened

_PRELOADED = ["onrecord.statement_steps"]


@contextmanager
def started(
    store: Path | None, *, jobs: int = 1, cluster: str = "", is_private: bool = False
) -> Iterator[Steps]:
    """Yield what runs steps, with the store in a file, or one for this build.

    `jobs` is the number of processes, and `cluster` the address of a Dask scheduler, which is used
    instead. With `is_private`, the file is read and not changed. Raises ContentError if the store
    cannot be written.
    """
    with opened(store, is_private=is_private) as kept, _executor(jobs, cluster) as executor:
        yield Steps(kept, executor)


@contextmanager
def _executor(jobs: int, cluster: str) -> Iterator[Executor | None]:
    if cluster:
        try:
            from distributed import Client
        except ImportError as error:
            found = "a cluster needs the package distributed, which is missing"
            remedy = "install on-record[cluster]"
            raise NotInstalledError(found, remedy) from error
        client = Client(cluster)  # type: ignore[no-untyped-call]
        executor = client.get_executor()  # type: ignore[no-untyped-call]
        with client, executor:
            yield executor
    elif jobs > 1:
        # No process is started before there is something to do.
        with ProcessPoolExecutor(jobs, mp_context=_context()) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)  # of an end, wait only for what runs
                raise
    else:
        yield None


def _context() -> multiprocessing.context.BaseContext:
    """Return how processes are started: where possible, as copies of one that has the code."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context
