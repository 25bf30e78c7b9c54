"""docs/performance.md: each section is rewritten by its own run, the others stay."""

import datetime
import os
import platform
from pathlib import Path

FIRST = "As a user meets it"
HEAD = """# How fast it is

`ci/bench` measures all of this in one run and writes this page. Each other package gets the same
inputs as genontk. `ci/bench user` measures one section anew; the others are kernels, scoring,
genotypes, linalg, whole, lmm, lmm-growth, ridge, glmnet, bridges and growth. The other packages
come from PyPI, into environments of their own in `.build/`; plink2, plink1.9 and R with glmnet
are the system's.

How it is measured: in the first section each row comes from fresh sessions of R or Python, which
make the call as help shows it, the other package too. The first call starts Java. A warm call is
the least after the second. In the other sections all packages are warm (compiled, memory touched)
and take turns, twice or more. They have the same number of threads, with a pause before each
turn; short work is repeated within a turn. The least time of each counts; for a session's first
call, the least of three sessions. Machines are shared and their times differ between runs. Ratios
of least times taken in turns differ less. Where a package offers several ways, all are shown, its
fastest too.

The columns of the tables:

| column | holds |
|---|---|
| work | what was computed; n people, p SNPs |
| genontk | genontk's least time |
| compared with | the other package, or a part of the work alone |
| its time | the least time of that |
| ratio | how many times faster genontk was; its time as a multiple of the other's; its excess |
| goal | what the ratio has to be |
| met | whether it was; empty without a goal |
| results differ by | largest difference, relative to the largest number; beyond a limit an error |
"""


def machine():
    """The processor, its cores, and the system."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":")[1].strip() if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def duration(seconds):
    """A duration with three digits."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def table(rows):
    """The rows of one section as a Markdown table."""
    lines = [
        "| work | genontk | compared with | its time | ratio | goal | met | results differ by |",
        "|---|---|---|---|---|---|---|---|",
    ]
    work = None
    for row in rows:
        met = {None: "", True: "yes", False: "**no**"}[row.met]
        differs = "" if row.difference is None else f"{row.difference:.0e}"
        first = (row.work, duration(row.ours)) if row.work != work else ("", "")
        work = row.work
        cells = (*first, row.peer, duration(row.theirs), row.ratio, row.goal, met, differs)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def about(versions, threads, load):
    """When, where and with what a section was measured."""
    return (
        f"{datetime.date.today()}, {machine()}, {threads} threads, {'; '.join(versions)}. "
        f"Load of the machine before: {load:.1f}."
    )


def write(page, title, text):
    """Puts a section where it was, or at the end."""
    sections = {}
    if page.exists():
        _, *parts = page.read_text().split("\n## ")
        sections = {part.split("\n")[0]: part.split("\n", 1)[1].strip() for part in parts}
    sections[title] = text.strip()
    sections = {name: sections[name] for name in sorted(sections, key=lambda name: name != FIRST)}
    body = "".join(f"\n## {name}\n\n{content}\n" for name, content in sections.items())
    page.write_text(HEAD + body)
