"""Runs sections and writes them: compare.py PLACE JARS THREADS FOLDER PAGE SECTION ...

PLACE holds the environments that ci/bench made; FOLDER is for inputs and results.
"""

import importlib.metadata
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import growth
import page
from bridges import bridges
from glmnet import glmnet
from linalg import linalg
from race import PAUSE, Worker
from ridge import ridge
from sections import kernels, lmm, mixed_growth, scoring
from user import user
from whole import whole

place, jars, threads, folder, target, *names = sys.argv[1:]
place, folder, target = Path(place), Path(folder), Path(target)
here = Path(__file__).parent
environment = os.environ | {
    "OPENBLAS_NUM_THREADS": threads,
    "OMP_NUM_THREADS": threads,
    "R_LIBS_USER": str(place / "r"),
    "GENONTK_CACHE": str(folder / "cache"),
}
# As the Python package starts Java.
AS_FROM_PYTHON = ["env", "OPENBLAS_THREAD_TIMEOUT=20"]
java_home = os.environ.get("JAVA_HOME")
java = str(Path(java_home, "bin", "java")) if java_home else "java"


def library(package):
    """The BLAS in the wheel of a package."""
    libraries = Path(importlib.metadata.distribution(package).locate_file(f"{package}.libs"))
    return next(libraries.glob("libscipy_openblas*"))


def genontk(blas):
    """Java with the core alone."""
    options = ["-Xmx4g", f"-Dgenontk.blas={blas}", "-cp", jars]
    return [*AS_FROM_PYTHON, java, *options, "genontk.bench.Main", "blas", threads, folder]


def facade(option):
    """Java with the facade that R and Python call."""
    options = ["-Xmx3g", option, "-cp", "python-package/src/genontk/jars/*"]
    return [java, *options, here / "Bridge.java", folder]


def printed(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return (done.stdout + done.stderr).strip()


def library_of_python():
    return printed(
        place / "python" / "bin" / "python",
        "-c",
        "from genontk._process import blas; print(blas.option())",
    )


def library_of_r():
    files = 'cat(unique(c(extSoftVersion()[["BLAS"]], La_library())), sep = "|")'
    return "-Dgenontk.blas=" + printed("Rscript", "--vanilla", "-e", files)


COMMANDS = {
    "genontk": lambda: genontk(library("numpy")),
    "genontk on NumPy's": lambda: genontk(library("numpy")),
    "genontk on SciPy's": lambda: genontk(library("scipy")),
    "numpy": lambda: [sys.executable, here / "peer_numpy.py", folder],
    "fastlmm": lambda: [place / "fastlmm" / "bin" / "python", here / "peer_fastlmm.py", folder],
    "neural-tangents": lambda: [
        place / "neural-tangents" / "bin" / "python",
        here / "peer_neural_tangents.py",
        folder,
        threads,
    ],
    "genontk inside R": lambda: ["Rscript", here / "inside.R", jars, threads, folder],
    "R alone": lambda: ["Rscript", here / "peer_r.R", folder],
    "glmnet": lambda: ["Rscript", here / "peer_glmnet.R", folder],
    "R": lambda: ["Rscript", here / "bridge.R", folder, threads],
    "Python": lambda: [place / "python" / "bin" / "python", here / "bridge.py", folder, threads],
    "ridge from Python": lambda: [
        place / "python" / "bin" / "python",
        here / "ridge_from_python.py",
        folder,
        threads,
    ],
    "Java on R's library": lambda: facade(library_of_r()),
    "scikit-learn": lambda: [sys.executable, here / "peer_sklearn.py", folder],
    "Java on SciPy's library": lambda: [
        *AS_FROM_PYTHON,
        *facade(f"-Dgenontk.blas={library('scipy')}"),
    ],
    "Java on Python's library": lambda: [*AS_FROM_PYTHON, *facade(library_of_python())],
}


def user_session(program, **variables):
    """A fresh process that makes a user's calls."""
    script = "user_session.R" if program == "Rscript" else "user_session.py"
    return ["env", *(f"{key}={value}" for key, value in variables.items()), program, here / script]


PROGRAMS = {
    "Python": user_session(place / "python" / "bin" / "python"),
    "FaST-LMM": user_session(place / "fastlmm" / "bin" / "python"),
    "scikit-learn": user_session(sys.executable),
    "R with the reference BLAS": user_session("Rscript", LD_LIBRARY_PATH=place / "reference"),
    "R after genontk_install_blas()": user_session(
        "Rscript", LD_LIBRARY_PATH=place / "reference", R_USER_CACHE_DIR=place / "installed"
    ),
    "R with OpenBLAS": user_session("Rscript", LD_LIBRARY_PATH=place / "openblas"),
}


class Workers:
    """Starts workers, remembers what they are, and ends them."""

    def __init__(self):
        self.started = []
        self.load = os.getloadavg()[0]
        self.versions = ["Java " + printed(java, "-version").split('"')[1]]

    def __call__(self, *wanted):
        new = [Worker(COMMANDS[name](), environment) for name in wanted]
        self.started += new
        for worker in new:
            self.note(worker.description)
        return new

    def session(self, program, *words):
        """The seconds of each call that a fresh process of a program made."""
        time.sleep(PAUSE)
        done = subprocess.run(
            [*PROGRAMS[program], *map(str, words)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env=environment,
        )
        answer = json.loads(done.stdout.splitlines()[-1])
        self.note(answer["description"])
        return answer["seconds"]

    def note(self, description):
        version = description.split(" (/")[0]
        if version not in self.versions:
            self.versions.append(version)

    def about(self):
        return page.about(self.versions, threads, self.load)

    def close(self):
        for worker in self.started:
            worker.close()


def show(row):
    met = {None: "", True: "yes", False: "NO"}[row.met]
    print(
        f"  {row.work:<48} {page.duration(row.ours):>9}  {row.peer:<48}"
        f" {page.duration(row.theirs):>9}  {row.ratio:<20} {row.goal:<15} {met}",
        flush=True,
    )


def table(section):
    """Measures a section that is a table; returns its text and the rows."""

    def measured(workers):
        rows = []
        for row in section(workers, folder, int(threads)):
            show(row)
            rows.append(row)
        return page.table(rows), rows

    return measured


def figure(workers):
    panels = growth.measure(workers, folder, int(threads))
    svg = target.with_suffix(".svg")
    growth.draw(panels, svg)
    return f"![Seconds against people]({svg.name})\n\n{growth.table(panels)}", []


def mixed_figure(workers):
    """The table of the mixed model's growth, and its plot."""
    text, rows = table(mixed_growth)(workers)
    people = [int(row.work.split("n=")[1]) for row in rows]
    curves = {
        "genontk: variances, intervals, BLUP, PEV": [row.ours for row in rows],
        "K K, by NumPy": [row.theirs for row in rows],
    }
    svg = target.with_name("mixed.svg")
    panel = {label: list(zip(people, seconds, strict=True)) for label, seconds in curves.items()}
    growth.draw({"REML, one kernel": panel}, svg)
    return f"{text}\n\n![Seconds against people]({svg.name})", rows


SECTIONS = {
    "user": (page.FIRST, table(user)),
    "kernels": ("Kernels", table(kernels)),
    "scoring": ("Scoring new people", table(scoring)),
    "linalg": ("Linear algebra", table(linalg)),
    "whole": ("Whole fits: the NTK and the additive kernel", table(whole)),
    "lmm": ("The mixed model", table(lmm)),
    "lmm-growth": ("The mixed model: how time grows with people", mixed_figure),
    "ridge": ("Ridge regression", table(ridge)),
    "glmnet": ("Ridge regression on SNPs", table(glmnet)),
    "bridges": ("From R and from Python", table(bridges)),
    "growth": ("How time grows with people", figure),
}

missed = 0
for name in names:
    title, measure = SECTIONS[name]
    workers = Workers()
    try:
        text, rows = measure(workers)
    finally:
        workers.close()
    page.write(target, title, f"{workers.about()}\n\n{text}")
    missed += sum(row.met is False for row in rows)
print(f"  goals missed: {missed}")
