"""What a peer does when asked: the loop that answers a line by a line of JSON, as java/bench does.

prepare WORK RESULT   reads the inputs that genontk wrote, warms up, compares the results
time WORK             runs what was prepared, short work over and over for a moment
forget                lets go of all that was prepared
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

WARM_RUNS = 2
MOMENT = 0.2  # seconds


def serve(description, kinds, folder):
    """Answers until the input ends; kinds: name -> function(load, *sizes) that gives a Run."""
    print(json.dumps({"description": description}), flush=True)
    runs = {}
    for line in sys.stdin:
        command, *words = line.split()
        answer = {}
        if command == "prepare":
            name, expected = words
            kind, *sizes = name.split("-")
            run = kinds[kind](lambda file: np.load(folder / f"{file}.npy"), *map(int, sizes))
            for _ in range(WARM_RUNS):
                run.before()
                result = run.work()
            answer = {"difference": difference(run.shown(result), folder / f"{expected}.npy")}
            runs[name] = run
            del result
        elif command == "time":
            answer = {"seconds": times(runs[words[0]])}
        else:
            runs.clear()
        print(json.dumps(answer), flush=True)


def times(run):
    seconds = []
    while sum(seconds) < MOMENT:
        run.before()
        start = time.perf_counter()
        run.work()
        seconds.append(time.perf_counter() - start)
    return seconds


@dataclass
class Run:
    """Work that is timed; what is done before it, untimed; what of its result is compared."""

    work: Callable
    before: Callable = lambda: None
    shown: Callable = lambda result: result


def difference(result, file):
    """The largest difference of the lower triangles, relative to the largest number."""
    if not file.exists():
        return None
    ours = np.load(file, mmap_mode="r")
    largest = worst = 0
    for i in range(len(ours)):
        row = np.asarray(ours[i, : i + 1])
        worst = max(worst, np.abs(row - result[i, : i + 1]).max())
        largest = max(largest, np.abs(row).max())
    return float(worst / largest)


def unit_diagonal(kernel):
    root = np.sqrt(np.diagonal(kernel))
    return kernel / root[:, None] / root
