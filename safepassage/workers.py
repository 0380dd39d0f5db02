"""Who does the work: this process, other processes of this machine, or a running Dask cluster.

All of them are a `concurrent.futures.Executor` that is lent for one question. A result does not depend on
whose it is: work is cut into the same blocks, and a block that its worker lost is solved here. So what is
lost is said in the one way that executors have for it, ``BrokenExecutor``. Workers of a cluster must have
the same versions as here, or they would answer another question; that is asked of them before work begins.

Processes are spawned, not forked: numpy may have threads, which a fork would leave halted.
"""

from __future__ import annotations

import re
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from geodata import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import distributed

P = ParamSpec("P")
T = TypeVar("T")

_CONNECT_S = 10
_LOOK_S = 5.0  # how often to look whether a cluster has any worker left


@contextmanager
def workers(number: int | None = None, dask: str | None = None) -> Iterator[Executor | None]:
    """Lend an executor for the work on one question; None if this process does it alone.

    Parameters
    ----------
    number
        How many processes of this machine; 1, like nothing, is this one.
    dask
        The address of the scheduler of a running Dask cluster, as ``tcp://host:8786``.

    Raises
    ------
    QuestionError
        If both are given, there are no processes to be, Dask is not installed, the cluster cannot be reached,
        or its workers lack this program in the same version.

    Examples
    --------
    >>> with workers(1) as executor:
    ...     print(executor)
    None
    """
    if number is not None and dask is not None:
        raise QuestionError("--workers and --dask both say who does the work: give one of them")
    if number is not None and number < 1:
        raise QuestionError(f"the number of workers is {number}; ask for 1 or more, one for each core")
    if dask is not None:
        with _cluster(dask) as executor:
            yield executor
    elif number is None or number == 1:
        yield None
    else:
        from multiprocessing import get_context  # noqa: PLC0415 - most questions are for one process

        pool = ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_leave_stopping)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_stopping() -> None:
    """Let Ctrl-C reach the process that asked alone: it tells the others, in one line instead of many."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)


_ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://[^\s/]+:\d{1,5}/?")


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        import distributed  # noqa: PLC0415 - an extra that few need
    except ImportError:
        raise QuestionError(
            "--dask needs Dask, which is not installed; install it with: pip install -e '.[cluster]'"
        ) from None
    if not _ADDRESS.fullmatch(address):  # Dask would look for a host of any name, and complain late
        raise QuestionError(
            f"'{address}' is no address of a Dask cluster; give the one that its scheduler prints, "
            "such as tcp://127.0.0.1:8786"
        )
    with _silent("distributed"):  # here one line says what failed
        try:
            client = distributed.Client(address, timeout=_CONNECT_S, set_as_default=False)
        # The last of these where no packet comes back.
        except (OSError, ValueError, TypeError, AssertionError) as error:
            raise QuestionError(
                f"no Dask cluster answers at '{address}' ({_first_line(error)}); give the address that its "
                "scheduler prints, such as tcp://127.0.0.1:8786"
            ) from None
        try:
            _check_versions(client)
            yield _Cluster(client)
        finally:
            client.close(timeout=_LOOK_S)


@contextmanager
def _silent(package: str) -> Iterator[None]:
    """Keep the loggers of a package from telling of every attempt; each of them has a handler of its own."""
    import logging  # noqa: PLC0415

    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == package]
    loggers = [logger for logger in map(logging.getLogger, names) if not logger.disabled]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def _check_versions(client: distributed.Client) -> None:
    here = _versions()
    told: dict[str, object] = client.run(_versions, on_error="return")
    for worker, there in told.items():
        if there != here:
            what = f"has not ({_first_line(there)})" if isinstance(there, BaseException) else f"has {there}"
            raise QuestionError(
                f"this process has {here}, worker {worker} of the cluster {what}; install the same there, "
                "or its answers could be others"
            )


def _versions() -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return f"safepassage {version('safepassage')} with numpy {version('numpy')}"


class _Cluster(Executor):
    """A cluster as an executor that says ``BrokenExecutor`` of what the cluster lost for good.

    A task whose worker is killed goes to another worker; that is Dask's own doing. Lost for good is what
    killed several workers, what the scheduler took with it, and what waits while no worker is left. A cluster
    that was found deserted once stays so, as a pool of processes does that lost one.
    """

    def __init__(self, client: distributed.Client) -> None:
        self._client = client
        self._deserted = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if self.deserted():
            raise BrokenExecutor("no worker is left in the cluster")
        lent = _Lent(self, self._client.submit(fn, *args, **kwargs, pure=False))
        lent.remote.add_done_callback(lent.settle)
        return lent

    def deserted(self) -> bool:
        """Return whether no scheduler answers, or none of its workers is left."""
        if not self._deserted:
            self._deserted = not self._ask_scheduler().get("workers")
        return self._deserted

    def _ask_scheduler(self) -> dict[str, Any]:
        """Return what the scheduler says of itself, nothing if it does not answer soon."""
        if self._client.status != "running":
            return {}
        try:
            # Asked through the client's own call, a scheduler that just died is waited for half a minute.
            return dict(self._client.sync(self._client.scheduler.identity, callback_timeout=_LOOK_S))
        except OSError:  # also TimeoutError
            return {}


class _Lent(Future[Any]):
    """What a cluster was asked to do."""

    def __init__(self, cluster: _Cluster, remote: distributed.Future[Any]) -> None:
        super().__init__()
        self._cluster = cluster
        self.remote = remote

    def settle(self, remote: distributed.Future[Any]) -> None:
        """Take over what became of the task."""
        from distributed import KilledWorker  # noqa: PLC0415
        from distributed.comm import CommClosedError  # noqa: PLC0415

        if not self.set_running_or_notify_cancel():
            return
        try:
            # It is done; where its worker died since, fetching it would never end, and with it no other.
            self.set_result(remote.result(timeout=4 * _LOOK_S))
        except (KilledWorker, CommClosedError, CancelledError, TimeoutError) as error:
            self.set_exception(BrokenExecutor(f"the cluster lost it: {_first_line(error)}"))
        except Exception as error:  # noqa: BLE001 - whatever the task raised is raised where it is awaited
            self.set_exception(error)

    def cancel(self) -> bool:
        self.remote.cancel()
        return super().cancel()

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - as the task returns
        """Return what the task returned; where nobody is left to do it, it is lost."""
        if timeout is not None:
            return super().result(timeout)
        while True:
            try:
                return super().result(_LOOK_S)
            except TimeoutError:
                if self.done():
                    raise
                if self._cluster.deserted():
                    raise BrokenExecutor("no worker is left in the cluster") from None
