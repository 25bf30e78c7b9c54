"""Workers that take turns: each is a process that is asked for work line by line."""

import json
import subprocess
import time

# The threads of OpenBLAS and of XLA spin for some hundredths of a second after a call, and would
# take a core from whoever comes next.
PAUSE = 0.1


class Worker:
    """A process that prepares work and runs it, see serve.py."""

    def __init__(self, command, env=None):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=env,
        )
        self.command = command
        self.description = self.answer()["description"]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"it ended early: {' '.join(map(str, self.command))}")
        return json.loads(line)

    def ask(self, *words):
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Racer:
    """Work of a worker, and the file of genontk's result that it is compared with."""

    def __init__(self, worker, work, expected=None):
        self.worker, self.work, self.expected = worker, work, expected or work
        self.seconds = []
        self.inside = []  # of each run, the seconds that Java says its own part took
        self.difference = None
        self.first = None  # the seconds of a session's first call

    @property
    def least(self):
        return min(self.seconds)

    def prepare(self):
        answer = self.worker.ask("prepare", self.work, self.expected)
        self.difference, self.first = answer.get("difference"), answer.get("first")

    def run(self):
        answer = self.worker.ask("time", self.work)
        self.seconds += answer["seconds"]
        self.inside += [answer["inside"]] if "inside" in answer else []


def race(racers, seconds, most=40, least=2):
    """Lets all run in turns, each twice or more, until it has used this many seconds."""
    for racer in racers:
        racer.prepare()
    for turn in range(most):
        for racer in racers:
            if turn < least or sum(racer.seconds) < seconds:
                time.sleep(PAUSE)
                racer.run()
    for worker in {racer.worker for racer in racers}:
        worker.ask("forget")
