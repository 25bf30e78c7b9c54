"""Counts what kills and interrupts leave, and what calls, children and large matrices do."""

import gc
import hashlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import children
import numpy as np
from conftest import private_files

import genontk
from genontk._job.exchange import ask
from genontk._process import jvm

KILLS, INTERRUPTS, CALLS, WARM = 50, 20, 1000, 200
ALLOWED_GROWTH = 0.1
MB = 10**6
# The seed is printed so that a run can be repeated.
SEED = int(os.environ.get("GENONTK_SEED", time.time()))
rng = np.random.default_rng(SEED)
moments = random.Random(SEED)
G = rng.binomial(2, 0.4, (60, 30)).astype(float)
y = G[:, :5].sum(axis=1) + rng.normal(size=60)


def row(what, count, found, right):
    print(f"{what:<44} {count:>6} {found:<46} {'ok' if right else 'WRONG'}", flush=True)
    return right


KILLED_PEOPLE = 800
KILLED = f"""
def fit_and_save():
    fit = genontk.ntk_lmm(y[:{KILLED_PEOPLE}], G[:{KILLED_PEOPLE}])
    for _ in range(5):
        genontk.save_model(fit, sys.argv[1])
fit_and_save()
jvm = genontk._process.jvm.running()
print(jvm._process.pid, *jvm.session.prefixes, flush=True)
while True:
    fit_and_save()
"""


def kills():
    """Kill Python with signal 9; the JVM has 2 seconds to be gone, and its files with it."""
    with tempfile.TemporaryDirectory() as folder:
        return _kills(Path(folder))


def _kills(folder):
    files, alive, slowest, models = 0, 0, 0.0, 0
    model = folder / "model.genontk"
    for _ in range(KILLS):
        child = children.start(KILLED, arguments=[str(model)])
        pid, *prefixes = child.stdout.readline().split()
        time.sleep(moments.uniform(0, 2.0))
        child.kill()
        begin = time.monotonic()
        child.wait()
        if not children.ends_within(int(pid), 2.0):
            alive += 1
        slowest = max(slowest, time.monotonic() - begin)
        child.communicate()
        files += len(private_files([Path(prefix) for prefix in prefixes]))
        files += len([path for path in folder.iterdir() if path != model])
        models += genontk.load_model(model).n_people == KILLED_PEOPLE
        model.unlink()
    found = f"{alive} JVMs, {files} files left, {models} whole models; slowest end {slowest:.2f} s"
    right = alive == 0 == files and models == KILLS
    return row("kill -9 at random moments of a fit", KILLS, found, right)


def interrupts():
    """Interrupt a fit at random moments; it ends at once, and the next call is right."""
    n = 2000
    large = rng.normal(size=n), rng.binomial(2, 0.4, (n, 200)).astype(float)
    expected = genontk.ntk_lmm(y, G).log_likelihood
    gateway, wrong, missed, slowest = jvm.running(), 0, 0, 0.0
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for _ in range(INTERRUPTS):
        after = moments.uniform(0.02, 1.0)
        sent = []
        signal.signal(
            signal.SIGALRM,
            lambda *_, s=sent: (s.append(time.monotonic()), os.kill(os.getpid(), signal.SIGINT)),
        )
        signal.setitimer(signal.ITIMER_REAL, after)
        try:
            while True:
                genontk.ntk_lmm(*large)
        except KeyboardInterrupt:
            slowest = max(slowest, time.monotonic() - sent[0])
        else:
            missed += 1
        wrong += genontk.ntk_lmm(y, G).log_likelihood != expected
        wrong += jvm.running() is not gateway
    found = f"{wrong} wrong, {missed} missed; slowest return {slowest:.2f} s"
    return row("Ctrl-C at random moments of a fit", INTERRUPTS, found, wrong == 0 == missed)


def resident(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


def own_files():
    return set(private_files(jvm.running().session.prefixes))


def calls():
    """Call many times; neither side's memory grows after the first calls, and no file is left."""
    genontk.start(heap="256m")
    pid = jvm.running()._process.pid
    for _ in range(WARM):
        genontk.ntk_lmm(y, G, kernel="ntk")
    gc.collect()
    before, files = (resident(os.getpid()), resident(pid)), own_files()
    begin = time.monotonic()
    for _ in range(CALLS):
        genontk.ntk_lmm(y, G, kernel="ntk")
    each = (time.monotonic() - begin) / CALLS
    gc.collect()
    after = resident(os.getpid()), resident(pid)
    flat = all(b <= a * (1 + ALLOWED_GROWTH) for a, b in zip(before, after, strict=True))
    flat &= own_files() == files
    found = (
        f"Python {before[0]:.0f} to {after[0]:.0f} MB, Java {before[1]:.0f} to {after[1]:.0f} MB; "
        f"{1000 * each:.0f} ms each"
    )
    genontk.start()
    return row("calls in flat memory", CALLS, found, flat)


def fit_here(_):
    return genontk.ntk_lmm(y, G).log_likelihood, jvm.running()._process.pid


def pool():
    """Fit in processes forked after and before Java started, and in spawned ones."""
    everything = True
    expected = genontk.ntk_lmm(y, G).log_likelihood
    mine = jvm.running()
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(3, mp_context=context) as executor:
            answers = list(executor.map(fit_here, range(12)))
        numbers = {number for number, _ in answers}
        jvms = {pid for _, pid in answers}
        right = (method != "fork" or numbers == {expected}) and len(numbers) == 1
        right &= mine._process.pid not in jvms and jvm.running() is mine
        right &= all(children.ends_within(pid, 3.0) for pid in jvms)
        right &= genontk.ntk_lmm(y, G).log_likelihood == expected
        found = f"{len(jvms)} JVMs of their own, all ended, the parent's goes on"
        everything &= row(f"multiprocessing by {method}", len(answers), found, right)
    return everything & prefork()


PREFORK = """
workers = []
for _ in range(4):
    pid = os.fork()
    if pid == 0:
        print(genontk.ntk_lmm(*small).log_likelihood, genontk._process.jvm.running()._process.pid)
        sys.exit(0)
    workers.append(pid)
codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers]
sys.exit(any(codes))
"""


def prefork():
    """Import genontk, then fork workers that serve, as gunicorn does with preload_app."""
    answers = [line.split() for line in children.run(PREFORK).splitlines()]
    right = len(answers) == 4 and len({number for number, _ in answers}) == 1
    jvms = {int(pid) for _, pid in answers}
    right &= len(jvms) == 4 and all(children.ends_within(pid, 3.0) for pid in jvms)
    return row(
        "workers forked after the import", 4, f"{len(jvms)} JVMs of their own, all ended", right
    )


def matrix(n_bytes, heap):
    """Send a matrix to Java and back, by the same files as a fit's, and compare checksums."""
    genontk.start(heap=heap)
    columns = 1000
    rows = n_bytes // (8 * columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sent.npy")
        sent = np.lib.format.open_memmap(
            path, "w+", np.float64, (rows, columns), fortran_order=True
        )
        check = hashlib.sha256()
        for j in range(columns):
            sent[:, j] = rng.standard_normal(rows)
            check.update(np.ascontiguousarray(sent[:, j]))
        sent.flush()
        del sent
        begin = time.monotonic()
        request = {"task": "genotypes", "genotypes": {"values": {"npy": str(path)}}, "values": True}
        back = ask(request, result_bytes=n_bytes).arrays["genotypes"]
        seconds = time.monotonic() - begin
        returned = hashlib.sha256()
        for j in range(columns):
            returned.update(np.ascontiguousarray(back[:, j]))
    right = returned.digest() == check.digest()
    found = f"sha256 {returned.hexdigest()[:12]}, there and back in {seconds:.1f} s"
    return row(f"a matrix of {n_bytes // MB} MB", 1, found, right)


PARTS = {
    "kills": kills,
    "interrupts": interrupts,
    "calls": calls,
    "children": pool,
    "matrix": lambda: matrix(300 * MB, "2g"),
    "large": lambda: matrix(3000 * MB, "8g"),
}

if __name__ == "__main__":
    asked = sys.argv[1:]
    wanted = [part for part in PARTS if part != "large"] if asked in ([], ["large"]) else asked
    wanted += ["large"] if asked == ["large"] else []
    print(f"seed {SEED}")
    sys.exit(not all([PARTS[part]() for part in wanted]))
