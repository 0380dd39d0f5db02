"""Who does the work does not change the answer: this process, others, a Dask cluster, also one that fails."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor

import pytest

import safepassage as sp
from analysis import ensemble, reported_closures
from geodata import QuestionError
from safepassage import workers as subject
from safepassage.workers import workers

DRAWS = 5 * 2048 + 7
"""Five whole blocks and a small one."""

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="distributed is not installed: a Dask cluster was NOT tested; pip install -e '.[test]'",
)


@pytest.fixture(scope="module")
def G():
    return sp.load_network("2004-06")


def answer(G, executor, *, progress=iter):
    """Return all that an ensemble says, and every risk that it found, as bytes."""
    closures = reported_closures(sp.load_dataset())
    found = ensemble(
        G, ["onsong", "hyesan"], draws=DRAWS, seed=3, closures=closures, executor=executor, progress=progress
    )
    risks = [standing.risk.tobytes() for standing in found.standings.values() if standing.found]
    return json.dumps(found.to_json()), risks


@pytest.fixture(scope="module")
def alone(G):
    return answer(G, None)


class Cluster:
    """A Dask scheduler and workers without guards, in processes of their own."""

    def __init__(self, folder, count):
        self.address_file = folder / "scheduler.json"
        self.folder = folder
        common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(self.address_file)]
        self.scheduler = self._start("dask_scheduler", *common, "--port", "0")
        until = time.monotonic() + 30
        while not self.address_file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        self.address = json.loads(self.address_file.read_text(encoding="utf-8"))["address"]
        alone = ["--nthreads", "1", "--no-nanny", "--local-directory", str(folder)]
        self.workers = [self._start("dask_worker", *common, *alone) for _ in range(count)]
        import distributed

        with distributed.Client(self.address, set_as_default=False, timeout=30) as client:
            client.wait_for_workers(count, timeout=30)

    def _start(self, module, *arguments):
        said = (self.folder / "said.txt").open("a")
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=self.folder)
        said.close()
        return process

    def stop(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A cluster of two workers; a test may kill one of them, not both."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), 2)
    yield cluster
    cluster.stop()


@pytest.fixture
def doomed(tmp_path):
    """A cluster of one worker, to be killed."""
    cluster = Cluster(tmp_path, 1)
    yield cluster
    cluster.stop()


def kill_after(first, *processes):
    """Return a progress that kills processes when some blocks are merged, while others are being solved."""

    def progress(starts):
        for done, start in enumerate(starts):
            if done == first:
                for process in processes:
                    os.kill(process if isinstance(process, int) else process.pid, signal.SIGKILL)
            yield start

    return progress


def test_nobody_asked_and_one_worker_are_this_process():
    for number in (None, 1):
        with workers(number) as executor:
            assert executor is None


def test_two_processes_give_the_same_answer_bit_by_bit(G, alone):
    with workers(2) as executor:
        assert executor.submit(os.getpid).result() != os.getpid()
        assert answer(G, executor) == alone


def test_a_process_killed_in_the_middle_loses_nothing(G, alone):
    with workers(2) as executor:
        pid = executor.submit(os.getpid).result()
        assert answer(G, executor, progress=kill_after(1, pid)) == alone
        with pytest.raises(BrokenExecutor):
            executor.submit(os.getpid).result()


def test_an_error_leaves_no_processes_behind():
    with pytest.raises(ZeroDivisionError), workers(2) as executor:
        executor.submit(divmod, 1, 0).result()

    with pytest.raises(RuntimeError, match="after shutdown"):
        executor.submit(os.getpid)


@needs_dask
def test_a_dask_cluster_gives_the_same_answer_bit_by_bit(G, alone, there):
    with workers(dask=there.address) as executor:
        pids = {executor.submit(os.getpid).result() for _ in range(8)}
        assert pids <= {process.pid for process in there.workers}
        assert answer(G, executor) == alone
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 1, 0).result()


@needs_dask
def test_the_command_line_prints_the_same_whoever_works(run, there):
    asked = ("certainty", "onsong", "--as-of", "2004-06", "--draws", "5000", "--json")
    here = run(*asked)

    assert (here[0], here[2]) == (0, "")
    assert here == run(*asked, "--workers", "2")
    assert here == run(*asked, "--dask", there.address)


@needs_dask
def test_workers_with_another_version_are_refused(there, monkeypatch):
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")  # in this process alone
    with (
        pytest.raises(QuestionError, match=r"has safepassage 99 .* of the cluster has safepassage"),
        workers(dask=there.address),
    ):
        pass


@needs_dask
def test_a_dask_worker_killed_in_the_middle_loses_nothing(G, alone, there):
    with workers(dask=there.address) as executor:
        slow = [executor.submit(time.sleep, 0.2) for _ in range(6)]
        there.workers[0].kill()
        assert [one.result() for one in slow] == [None] * 6
        assert executor.submit(math.sqrt, 4).result(timeout=30) == 2
        assert answer(G, executor) == alone


@needs_dask
@pytest.mark.parametrize("lost", ["worker", "scheduler"])
def test_what_a_cluster_loses_for_good_is_solved_here(G, alone, doomed, lost, monkeypatch):
    monkeypatch.setattr(subject, "_LOOK_S", 1.0)
    gone = doomed.workers[0] if lost == "worker" else doomed.scheduler
    with workers(dask=doomed.address) as executor:
        assert answer(G, executor, progress=kill_after(1, gone)) == alone
        with pytest.raises(BrokenExecutor):
            executor.submit(os.getpid).result()


@needs_dask
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "foo://there:1", ""])
def test_a_cluster_that_cannot_be_reached_is_one_line_and_exit_code_2(run, address, monkeypatch):
    monkeypatch.setattr(subject, "_CONNECT_S", 0.5)
    code, out, err = run("certainty", "onsong", "--dask", address)

    assert (code, out, err.count("\n")) == (2, "", 1)
    answer = f"no Dask cluster answers at '{address}'"
    assert (answer if address.startswith("tcp://") else f"'{address}' is no address of a Dask cluster") in err


def test_a_cluster_without_dask_installed_says_what_to_install(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, out, err = run("certainty", "onsong", "--dask", "tcp://127.0.0.1:8786")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "[cluster]" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--workers", "0"), "the number of workers is 0; ask for 1 or more"),
        (("--workers", "-2"), "the number of workers is -2"),
        (("--workers", "2", "--dask", "tcp://127.0.0.1:8786"), "give one of them"),
    ],
)
def test_workers_that_cannot_be_are_one_line_and_exit_code_2(run, arguments, words):
    code, out, err = run("certainty", "onsong", *arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
