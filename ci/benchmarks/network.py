"""The weights of genontk's first network of seed 1, drawn again as its documentation says."""

import numpy as np

SEED = 1
GOLDEN = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def mix(z):
    """SplitMix64's finaliser, of a number or of an array of uint64."""
    if isinstance(z, int):
        return int(mix(np.array([z & MASK], dtype=np.uint64))[0])
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def deviates(state, count):
    """Normal deviates by the polar method from one stream."""
    pairs = count  # of uniforms; half of them would do on average
    steps = np.arange(1, 2 * pairs + 1, dtype=np.uint64) * np.uint64(GOLDEN)
    bits = mix(np.uint64(state) + steps) >> np.uint64(11)
    u, v = (2 * (bits.astype(float) * 2.0**-53) - 1).reshape(-1, 2).T
    square = u * u + v * v
    inside = (square > 0) & (square < 1)
    u, v, square = u[inside], v[inside], square[inside]
    factor = np.sqrt(-2 * np.log(square) / square)
    both = np.column_stack((u * factor, v * factor)).ravel()
    if len(both) < count:
        raise ValueError(f"{count} deviates were wanted and {len(both)} drawn")
    return both[:count]


def matrix(stream, units, inputs):
    """One layer's weights (units x inputs), a stream for each column."""
    columns = (mix((stream + GOLDEN * (j + 1)) & MASK) for j in range(inputs))
    return np.column_stack([deviates(state, units) for state in columns])


def draw(inputs, width, depth):
    """W_1 ... W_L and the output's weights w."""
    stream = mix(SEED + GOLDEN)
    layers = [mix(stream + GOLDEN * layer) for layer in range(1, depth + 2)]
    hidden = [matrix(layers[k], width, inputs if k == 0 else width) for k in range(depth)]
    return hidden, matrix(layers[depth], width, 1)[:, 0]
