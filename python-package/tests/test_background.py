"""Work in the background: awaited, cancelled, many calls at once."""

import asyncio
import time

import numpy as np
import pytest
from conftest import private_files

import genontk
from genontk._process import jvm


@pytest.fixture(autouse=True)
def leaves_no_files_for_long():
    prefixes = jvm.running().session.prefixes
    yield
    end = time.monotonic() + 5
    while private_files(prefixes, logs=False) and time.monotonic() < end:
        time.sleep(0.02)
    assert private_files(prefixes, logs=False) == []


@pytest.fixture(scope="module")
def large():
    rng = np.random.default_rng(8)
    return rng.normal(size=3000), rng.binomial(2, 0.4, (3000, 200)).astype(float)


def test_it_gives_what_the_function_gives(study):
    running = genontk.submit(genontk.ntk_lmm, study.y, study.G, kernel="ntk")
    expected = genontk.ntk_lmm(study.y, study.G, kernel="ntk")
    assert running.result(60).log_likelihood == expected.log_likelihood
    assert running.done()
    assert not running.cancel()


def test_its_errors_are_the_function_s(study):
    running = genontk.submit(genontk.ntk_lmm, study.y, study.G, kernel="quantum")
    with pytest.raises(genontk.InvalidInput, match="quantum"):
        running.result(60)


def test_cancelling_ends_the_job_at_once(large):
    running = genontk.submit(genontk.ntk_lmm, *large)
    time.sleep(0.5)
    assert running.cancel()
    assert running.cancelled()


def test_a_coroutine_goes_on_while_fits_run(study):
    async def both():
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.001)

        ticking = asyncio.create_task(tick())
        fits = await asyncio.gather(
            *(genontk.submit(genontk.ntk_krr, study.y, study.G, depth=k) for k in (1, 2, 3))
        )
        ticking.cancel()
        return fits, ticks

    fits, ticks = asyncio.run(both())
    assert [fit.options["depth"] for fit in fits] == [1, 2, 3]
    assert ticks > 3


def test_a_time_limit_of_asyncio_cancels_the_fit(large, study):
    async def impatient():
        await asyncio.wait_for(genontk.submit(genontk.ntk_lmm, *large), 0.5)

    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(impatient())
    assert genontk.ntk_lmm(study.y, study.G).converged
