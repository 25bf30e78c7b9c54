"""No end of Python or of a fit leaves a JVM or a file, and the next call works."""

import os
import signal
import sys
import time
from pathlib import Path

import children
import pytest
from conftest import private_files

import genontk
from genontk._process import jvm

pytestmark = [
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="reads /proc and sends POSIX signals"
    ),
    pytest.mark.usefixtures("leaves_no_files"),
]

SHOW_JVM = """
jvm = genontk._process.jvm.running()
print(jvm._process.pid, *jvm.session.prefixes, flush=True)
"""


def read_jvm(child):
    """Read the output of SHOW_JVM: the process and the prefixes of its files."""
    pid, *prefixes = child.stdout.readline().split()
    return int(pid), [Path(prefix) for prefix in prefixes]


def assert_nothing_left(jvm, seconds=2.0):
    pid, prefixes = jvm
    assert children.ends_within(pid, seconds)
    assert private_files(prefixes) == []


def test_ctrl_c_returns_at_once_and_the_next_fit_is_right():
    code = """
def interrupt():
    time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGINT)
expected = genontk.ntk_lmm(*small).log_likelihood
java = genontk._process.jvm.running()
for call in range(3):
    threading.Thread(target=interrupt).start()
    try:
        genontk.ntk_lmm(y, G)
    except KeyboardInterrupt:
        pass
    else:
        raise SystemExit("not interrupted")
    assert genontk.ntk_lmm(*small).log_likelihood == expected
    assert genontk._process.jvm.running() is java
print("right")
"""
    child = children.start(code)
    out, err = child.communicate(timeout=120)
    assert out == "right\n", err
    assert err == ""


def test_ctrl_c_in_the_terminal_reaches_python_only():
    child = children.start(SHOW_JVM + "genontk.ntk_lmm(y, G)", start_new_session=True)
    jvm = read_jvm(child)

    time.sleep(0.7)
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert "KeyboardInterrupt" in err
    assert "BridgeFailed" not in err
    assert_nothing_left(jvm)


@pytest.mark.parametrize(
    "ending", ["pass", "raise ValueError", "sys.exit(3)", "genontk.ntk_lmm(*small)"]
)
def test_no_jvm_is_left_after_python_ends(ending):
    child = children.start(SHOW_JVM + ending)
    jvm = read_jvm(child)
    child.communicate(timeout=60)
    assert_nothing_left(jvm)


@pytest.mark.parametrize("delay", [0.05, 0.4, 0.9])
def test_kill_9_in_a_fit_leaves_no_jvm_and_no_file(delay):

    child = children.start(SHOW_JVM + "genontk.ntk_lmm(y, G)")
    jvm = read_jvm(child)
    time.sleep(delay)
    child.kill()
    child.communicate(timeout=60)
    assert_nothing_left(jvm)


def test_kill_9_ends_the_jvm_though_a_forked_child_lives():
    code = SHOW_JVM + "pid = os.fork()\nif pid:\n    print(pid, flush=True)\ntime.sleep(60)\n"
    child = children.start(code)
    jvm, forked = read_jvm(child), int(child.stdout.readline())
    child.kill()
    child.wait()
    try:
        assert_nothing_left(jvm)
    finally:
        os.kill(forked, signal.SIGKILL)
        child.communicate()


def test_a_forked_child_has_a_jvm_of_its_own_and_leaves_the_parent_s_alone():
    code = """
expected = genontk.ntk_lmm(*small).log_likelihood
mine = genontk._process.jvm.running()
pid = os.fork()
if pid == 0:
    assert genontk.ntk_lmm(*small).log_likelihood == expected
    assert genontk._process.jvm.running() is not mine
    sys.exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
assert genontk.ntk_lmm(*small).log_likelihood == expected
assert genontk._process.jvm.running() is mine
print("right")
"""
    assert children.run(code) == "right\n"


def test_several_threads_may_call_at_once():
    code = """
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    found = set(pool.map(lambda _: genontk.ntk_lmm(*small).log_likelihood, range(12)))
print(len(found))
"""
    assert children.run(code) == "1\n"


def test_a_lost_jvm_is_bridge_failed_and_the_next_call_starts_another(study):
    gateway = jvm.running()
    gateway._process.kill()
    with pytest.raises(genontk.BridgeFailed, match=str(gateway.session.log)):
        gateway.call("sitrep")
    assert genontk.ntk_lmm(study.y, study.G).converged
    assert jvm.running() is not gateway


def test_a_folder_of_matrices_is_closed_to_other_users(study):
    with jvm.running().session.folder(1) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.name.startswith("genontk-")
        assert folder in private_files(jvm.running().session.prefixes)
    assert not folder.exists()


def test_the_token_is_neither_on_the_command_line_nor_in_the_environment():
    process = jvm.running()._process
    token = jvm.running()._client._client.gateway_parameters.auth_token
    for name in ("cmdline", "environ"):
        assert token.encode() not in Path(f"/proc/{process.pid}/{name}").read_bytes()


def test_the_process_begins_with_genontk():
    pid = jvm.running()._process.pid
    assert Path(f"/proc/{pid}/comm").read_text().startswith("genontk")


def test_many_calls_leave_nothing_behind(study):
    for _ in range(30):
        genontk.ntk_lmm(study.y, study.G, kernel="additive")
    assert len(jvm.running()._client._client.connections) <= 2
