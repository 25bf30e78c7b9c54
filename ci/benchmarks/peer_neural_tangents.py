"""neural-tangents as a peer of java/bench: peer_neural_tangents.py FOLDER THREADS."""

import os
import sys
import types
from pathlib import Path

# XLA takes as many threads as there are cores to run on.
cores = sorted(os.sched_getaffinity(0))[: int(sys.argv[2])]
os.sched_setaffinity(0, cores)

import jax  # noqa: E402
import jax._src.source_info_util  # noqa: E402
import jax.interpreters.ad  # noqa: E402

# Its part for TensorFlow, which is not wanted here, cannot be imported without it. Two names that
# its structured derivatives use have moved within jax.
sys.modules["neural_tangents.experimental"] = types.ModuleType("neural_tangents.experimental")
jax.interpreters.ad.source_info_util = jax._src.source_info_util
jax.interpreters.ad.config = jax.config
jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp  # noqa: E402
import neural_tangents  # noqa: E402
import numpy as np  # noqa: E402
from network import draw  # noqa: E402
from neural_tangents import NtkImplementation, stax  # noqa: E402
from serve import Run, serve, unit_diagonal  # noqa: E402


def exact(load, n, p, depth):
    """stax with NTK parameterisation and no bias: |x||x'| tau_L(rho) / p."""
    hidden = [stax.serial(stax.Dense(1, W_std=2**0.5), stax.Relu()) for _ in range(depth)]
    _, _, kernel = stax.serial(*hidden, stax.Dense(1))
    compiled = jax.jit(lambda x: kernel(x, None, "ntk"))
    x = jnp.asarray(load(f"x-{n}-{p}"))
    return Run(
        lambda: compiled(x).block_until_ready(),
        shown=lambda result: unit_diagonal(np.asarray(result)),
    )


def network(weights, x):
    """The network whose kernel genontk takes, its weights as parameters."""
    *hidden, output = weights
    for w in hidden:
        x = 2**0.5 * jax.nn.relu(x @ w / w.shape[0] ** 0.5)
    return x @ output / output.shape[0] ** 0.5


def of_network(implementation):
    def prepared(load, n, p, width, depth):
        hidden, output = draw(p, width, depth)
        weights = [jnp.asarray(w.T) for w in hidden] + [jnp.asarray(output[:, None])]
        kernel = neural_tangents.empirical_ntk_fn(
            network, trace_axes=(-1,), vmap_axes=0, implementation=implementation
        )
        compiled = jax.jit(lambda x, weights: kernel(x, None, weights))
        x = jnp.asarray(load(f"x-{n}-{p}"))
        return Run(
            lambda: compiled(x, weights).block_until_ready(),
            shown=lambda result: unit_diagonal(np.asarray(result)),
        )

    return prepared


serve(
    f"neural-tangents {neural_tangents.__version__}, jax {jax.__version__}",
    {
        "exact": exact,
        "jacobian": of_network(NtkImplementation.JACOBIAN_CONTRACTION),
        "products": of_network(NtkImplementation.NTK_VECTOR_PRODUCTS),
        "structured": of_network(NtkImplementation.STRUCTURED_DERIVATIVES),
    },
    Path(sys.argv[1]),
)
