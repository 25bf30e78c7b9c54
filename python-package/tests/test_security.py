"""Another user of the machine has no access; the tests act as one, which needs root."""

import multiprocessing
import os
import socket
import stat
import sys
from pathlib import Path

import pytest

import genontk
from genontk._job.exchange import ask
from genontk._job.jobs import run_job
from genontk._process import jvm

STRANGER = 65534
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads /proc and changes the user by setuid"
)
needs_root = pytest.mark.skipif(
    sys.platform.startswith("win") or os.geteuid() != 0,
    reason="only root can become another user",
)


def token():
    return jvm.running()._client._client.gateway_parameters.auth_token


def port():
    return jvm.running()._client._client.gateway_parameters.port


def _run_as_stranger(pipe, function, arguments):
    os.setgroups([])
    os.setgid(STRANGER)
    os.setuid(STRANGER)
    try:
        pipe.send(function(*arguments))
    except OSError as failure:
        pipe.send(failure)


def as_stranger(function, *arguments):
    """Call a function in a process of another user; forked, as that user cannot read our Python."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run_as_stranger, args=(theirs, function, arguments))
    process.start()
    assert ours.poll(30)
    answer = ours.recv()
    process.join()
    return answer


def say(where, text):
    """Send lines to a port and give the answer; empty where the connection was closed."""
    answer = b""
    with socket.create_connection(("127.0.0.1", where), timeout=10) as connection:
        try:
            connection.sendall(text.encode())
            while part := connection.recv(4096):
                answer += part
        except ConnectionError:
            pass
    return answer.decode()


@pytest.fixture
def still_serving(study):
    expected = genontk.ntk_lmm(study.y, study.G).log_likelihood
    gateway = jvm.running()
    yield
    assert genontk.ntk_lmm(study.y, study.G).log_likelihood == expected
    assert jvm.running() is gateway


CALL = "c\nt\nsitrep\ne\n"
ATTEMPTS = {
    "no token": CALL,
    "an empty token": f"A\n\n{CALL}",
    "a wrong token": f"A\n{'0' * 64}\n{CALL}",
    "a command of Py4J": "i\njava.lang.ProcessBuilder\ne\n",
    "the shutdown of Py4J": "s\n",
    "a request of HTTP": "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


@needs_root
@pytest.mark.usefixtures("still_serving")
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_stranger_is_refused_and_logged(attempt):
    log = jvm.running().session.log
    before = log.read_text().count("Refused")
    answer = as_stranger(say, port(), ATTEMPTS[attempt])
    assert answer == "" or answer.startswith("!xsRefused")
    assert "genontk" not in answer
    assert log.read_text().count("Refused") == before + 1


@needs_root
def test_the_token_of_an_earlier_gateway_replayed_is_refused(study):
    genontk.start()
    old = token()
    genontk.start()
    assert token() != old
    answer = as_stranger(say, port(), f"A\n{old}\n{CALL}")
    assert answer == "" or answer.startswith("!xsRefused")
    assert jvm.running().session.log.read_text().count("Refused: wrong token") == 1
    assert "!ys" in say_once(port(), f"A\n{token()}\n{CALL}")
    assert genontk.ntk_lmm(study.y, study.G).converged


REFLECTION = {
    "a class by name": "r\nu\njava.lang.Runtime\ne\n",
    "a new object": "i\njava.lang.ProcessBuilder\ne\n",
    "a static method": "c\nz:java.lang.System\nexit\ni1\ne\n",
    "a field of the facade": "f\ng\nt\njobs\ne\n",
    "the class of the facade": "c\nt\ngetClass\ne\n",
    "an object of Java's own": "c\nj\ngetClass\ne\n",
    "the directory of names": "d\nf\nt\ne\n",
    "an import": "j\ni\nrj\njava.lang.*\ne\n",
}


@pytest.mark.usefixtures("still_serving")
@pytest.mark.parametrize("attempt", REFLECTION)
def test_reflection_is_refused_to_whoever_has_the_token(attempt):
    log = jvm.running().session.log
    before = log.read_text().count("Refused")
    answer = say(port(), f"A\n{token()}\n{REFLECTION[attempt]}")
    voided, _, refused = answer.partition("\n")
    assert voided == "!yv"
    assert refused.startswith("!xsRefused")
    assert log.read_text().count("Refused") == before + 1


def say_once(where, text):
    """As `say`, for a client that is let in: the answer within a moment."""
    with socket.create_connection(("127.0.0.1", where), timeout=2) as connection:
        connection.sendall(text.encode())
        answer = b""
        try:
            while part := connection.recv(4096):
                answer += part
        except TimeoutError:
            pass
    return answer.decode()


@needs_root
@pytest.mark.usefixtures("still_serving")
def test_matrices_of_another_user_can_neither_be_read_nor_be_replaced(study):
    with jvm.running().session.folder(1) as folder:
        (folder / "x.npy").write_bytes(b"private")
        log = jvm.running().session.log
        for attempt in (
            (os.listdir, folder),
            (Path.read_bytes, folder / "x.npy"),
            (Path.write_bytes, folder / "x.npy", b"forged"),
            (Path.write_bytes, folder / "y.npy", b"forged"),
            (os.rename, folder, folder.with_name("elsewhere")),
            (os.rmdir, folder),
            (Path.read_bytes, log),
            (Path.write_bytes, log, b"forged"),
        ):
            assert isinstance(as_stranger(*attempt), PermissionError), attempt
        assert (folder / "x.npy").read_bytes() == b"private"


@needs_root
def test_the_token_can_be_read_nowhere_in_proc():
    pid = jvm.running()._process.pid
    secret = token().encode()
    for process in (pid, os.getpid()):
        proc = Path(f"/proc/{process}")
        assert secret not in as_stranger(Path.read_bytes, proc / "cmdline")
        for name in ("environ", "mem", "fd/0", "maps"):
            assert isinstance(as_stranger(Path.read_bytes, proc / name), PermissionError), name


def sockets(pid):
    """List the addresses on which a process listens, as /proc/net writes them."""
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            found.add(target[8:-1])
    listening = []
    for name in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in found and (fields[3] == "0A" or name.startswith("udp")):
                listening.append(fields[1])
    return listening


def test_java_listens_once_and_on_the_loopback_interface_only(study):
    genontk.ntk_lmm(study.y, study.G)
    (address,) = sockets(jvm.running()._process.pid)
    host, listening = address.split(":")
    assert host in {"0100007F", "0000000000000000FFFF00000100007F"}
    assert int(listening, 16) == port()


def test_python_listens_nowhere_so_that_there_is_no_callback_port(study):
    before = sockets(os.getpid())
    genontk.stop()
    genontk.ntk_lmm(study.y, study.G)
    assert sockets(os.getpid()) == before


def test_the_log_and_the_folder_are_for_the_user_alone():
    session = jvm.running().session
    assert stat.S_IMODE(session.log.stat().st_mode) == 0o600
    with session.folder(1) as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_a_stranger_made_before_is_not_used():
    session = jvm.running().session
    base = session._base_for(1)
    number = next(session._numbers) + 1
    planted = base / f"{session._name}-{number}"
    planted.mkdir(mode=0o777)
    with pytest.raises(FileExistsError), session.folder(1):
        pass


def test_a_request_is_data_and_never_names_a_class_to_make():
    gateway = jvm.running()
    for request in (
        '{"task": "kernel", "@class": "javax.script.ScriptEngineManager"}',
        '{"task": "kernel", "kernel": ["javax.script.ScriptEngineManager", {}]}',
        '["javax.script.ScriptEngineManager", {}]',
    ):
        with pytest.raises(genontk.GenontkError) as caught:
            run_job(gateway, request, progress=False)
        assert not isinstance(caught.value, genontk.BridgeFailed)


@pytest.mark.parametrize(
    "stream",
    [b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap", b"\x80\x04\x95cos\nsystem\n", b""],
    ids=["of Java", "of Python", "empty"],
)
def test_a_model_that_is_a_serialised_object_is_invalid_input(stream):
    with pytest.raises(genontk.InvalidInput):
        ask({"task": "predict", "model": stream})
