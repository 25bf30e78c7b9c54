"""Many fits in one session: sessions-long.py FITS FIGURE; a table and a figure of memory."""

import gc
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

import genontk
from genontk._process import jvm

fits, figure = int(sys.argv[1]), sys.argv[2]
random = np.random.default_rng(1)
genotypes = random.integers(0, 3, (200, 100)).astype(float)
y = random.normal(size=200) + genotypes[:, 0]


def resident(pid):
    """Give the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


rows = []
for k in range(1, fits + 1):
    fit = genontk.ntk_lmm(y, genotypes)
    if k % max(1, fits // 100) == 0:
        gc.collect()
        java = resident(jvm.running()._process.pid)
        memory = fit.memory
        mega = 1e6
        rows.append(
            (k, java, resident("self"), memory["peak"] / mega, memory["native_peak"] / mega)
        )

numbers = np.array(rows)
print("  fit   Java RSS   Python RSS   heap in use   outside the heap   (MB)")
for row in rows[:: max(1, len(rows) // 10)] + rows[-1:]:
    print("{:5d} {:10.0f} {:12.0f} {:13.0f} {:18.1f}".format(*row))
half = len(rows) // 2
growth = np.polyfit(numbers[half:, 0], numbers[half:, 1], 1)[0] * 1000
print(f"In the second half Java's RSS grows by {growth:.1f} MB in 1,000 fits.")
plot, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
for column, label in ((1, "Java, resident"), (2, "Python, resident"), (3, "Java heap in use")):
    axes.plot(numbers[:, 0], numbers[:, column], label=label)
axes.set(xlabel="fits of 200 people in one session", ylabel="MB", ylim=(0, None))
axes.legend(loc="center right")
plot.savefig(figure, metadata={"Date": None})
