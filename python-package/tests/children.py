"""Python processes for tests that interrupt, kill or fork them."""

import subprocess
import sys
import time
from pathlib import Path

PREAMBLE = """
import os, signal, sys, threading, time
# Tests that a shell starts in the background ignore Ctrl-C, and so do their children.
signal.signal(signal.SIGINT, signal.default_int_handler)
import numpy as np
import genontk
rng = np.random.default_rng(5)
n = 3000
y, G = rng.normal(size=n), rng.binomial(2, 0.4, (n, 200)).astype(float)
small = y[:60], G[:60]
"""


def run(code, **options):
    """Run code after the preamble; give its output."""
    done = subprocess.run(
        [sys.executable, "-c", PREAMBLE + code],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(code, arguments=(), **options):
    return subprocess.Popen(
        [sys.executable, "-u", "-c", PREAMBLE + code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def is_running(pid):
    """Say whether a process exists and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ends_within(pid, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False
