"""The first session archives Java's classes and the next maps them; everything works without."""

import os
import shutil
import signal
import stat
import sys
import time
from pathlib import Path

import children
import pytest

import genontk
from genontk._process import class_archive, find_java

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads /proc and sends POSIX signals"
)

FIT = r"""
import re
fit = genontk.ntk_lmm(*small)
gateway = genontk._process.jvm.running()
print(fit.random_effects["value"].to_numpy().tobytes().hex())
print(genontk.sitrep()["class_archive"])
maps = open(f"/proc/{gateway._process.pid}/maps").read()
print(re.search(r"/classes-[0-9a-f]{16}\.jsa", maps) is not None)
print(gateway.session.log.read_text())
"""

STATE = "print(genontk.sitrep()['class_archive'])"


def session(cache, code=FIT, **variables):
    """Run code with this cache; give the lines of its output."""
    env = {**os.environ, "GENONTK_CACHE": str(cache), **variables}
    return children.run(code, env=env).splitlines()


def names(cache):
    return sorted(path.name for path in cache.iterdir())


@pytest.fixture(scope="module", autouse=True)
def java():
    """The Java of the tests, if it can write archives."""
    path = find_java.find(None).path
    home = Path(path).resolve().parent.parent
    if not any(home.glob("lib/*/classes*.jsa")):
        pytest.skip(f"{home} has no archive of Java's own classes")
    return path


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The cache that a first session leaves, and its output."""
    cache = tmp_path_factory.mktemp("first") / "cache"
    return cache, session(cache)


@pytest.fixture
def cache(first, tmp_path):
    """A copy of the archive, for a test to damage."""
    return shutil.copytree(first[0], tmp_path / "cache")


@pytest.fixture
def archive(cache):
    (path,) = cache.iterdir()
    return path


def test_the_first_session_leaves_one_archive_for_the_user_alone(first):
    cache, (_, state, is_mapped, *_) = first
    (archive,) = cache.iterdir()
    assert archive.suffix == ".jsa"
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert state == f"being written to {archive}"
    assert is_mapped == "False"


def test_the_second_session_maps_it_and_fits_the_same_to_the_bit(first, archive):
    before = archive.stat().st_ino, archive.stat().st_mtime_ns
    effects, state, is_mapped, *_ = session(archive.parent)
    assert is_mapped == "True"
    assert state == str(archive)
    assert effects == first[1][0]
    assert names(archive.parent) == [archive.name]
    assert (archive.stat().st_ino, archive.stat().st_mtime_ns) == before


def test_a_truncated_archive_is_removed_and_the_session_goes_on(first, archive, tmp_path):
    os.truncate(archive, archive.stat().st_size // 2)
    env = {**os.environ, "GENONTK_CACHE": str(archive.parent)}
    effects, state, is_mapped, *_ = children.run(FIT, env=env, cwd=tmp_path).splitlines()
    assert effects == first[1][0]
    assert is_mapped == "False"
    assert names(tmp_path) == ["cache"], "the report of the crash is left"
    if state != f"none: Java passed over {archive}":  # Java 25, which checks the length
        assert state == f"none: Java did not start with {archive}"
        assert names(archive.parent) == []


@pytest.mark.parametrize("content", [b"", b"garbage" * 10**5], ids=["empty", "garbage"])
def test_what_is_no_archive_is_passed_over(archive, content):
    archive.write_bytes(content)
    _, state, is_mapped, *_ = session(archive.parent)
    assert (state, is_mapped) == (f"none: Java passed over {archive}", "False")


def test_another_jar_makes_another_archive(cache, tmp_path):
    jars = tmp_path / "jars"
    jars.mkdir()
    own = Path(genontk.__file__).parent / "jars"
    (small,) = own.glob("commons-numbers-rootfinder-*.jar")
    shutil.copy(small, jars)
    before = names(cache)
    _, state, *_ = session(cache, GENONTK_JARS=str(jars))
    (new,) = set(names(cache)) - set(before)
    assert state == f"being written to {cache / new}"


def test_of_an_outdated_archive_java_warns_in_the_log(first, archive, tmp_path):
    package = shutil.copytree(Path(genontk.__file__).parent, tmp_path / "path" / "genontk")
    (jar,) = package.glob("jars/genontk-gateway-*.jar")
    os.utime(jar, (10**9, 10**9))
    there = {"PYTHONPATH": str(package.parent)}
    (state,) = session(archive.parent, STATE, **there)
    new = archive.with_name(Path(state).name)
    assert new != archive

    archive.rename(new)
    effects, _, _, *log = session(archive.parent, **there)
    assert effects == first[1][0]
    assert any("[warning]" in line and "archive" in line for line in log)


def test_an_empty_genontk_cache_means_no_archive(tmp_path):
    _, state, *_ = session("", HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
    assert state == "none: GENONTK_CACHE is empty"
    assert names(tmp_path) == []


def test_without_genontk_cache_it_is_in_the_user_s_cache_folder(tmp_path):
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    del env["GENONTK_CACHE"]
    assert children.run(STATE, env=env).startswith(f"being written to {tmp_path}/genontk/classes-")


def test_a_folder_that_cannot_be_made_does_not_matter(first, tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder")
    effects, state, *_ = session(file)
    assert effects == first[1][0]
    assert state.startswith("none: ")
    assert str(file) in state


def test_a_folder_that_java_would_misread_is_not_used(tmp_path):
    (state,) = session(tmp_path / "a:b", STATE)
    assert state == f"none: Java takes {tmp_path / 'a:b'} for several paths"


def test_a_user_without_a_home_folder_has_no_archive(java, monkeypatch, tmp_path):
    monkeypatch.delenv("GENONTK_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/genontk")
    monkeypatch.chdir(tmp_path)
    archive = class_archive.ClassArchive(java, [], [])
    assert archive.state(os.getpid()).startswith("none: there is no home folder")
    assert names(tmp_path) == []


def test_a_relative_folder_is_of_the_session_s_own_folder(tmp_path):
    env = {**os.environ, "GENONTK_CACHE": "cache"}
    state = children.run(STATE, env=env, cwd=tmp_path)
    assert state.startswith(f"being written to {tmp_path}/cache/classes-")


def test_what_others_may_write_to_is_not_used(archive):
    archive.chmod(0o620)
    _, state, is_mapped, *_ = session(archive.parent)
    assert (state, is_mapped) == (f"none: other users may write to {archive}", "False")

    archive.unlink()
    archive.parent.chmod(0o702)
    _, state, *_ = session(archive.parent)
    assert state == f"none: other users may write to {archive.parent}"
    assert names(archive.parent) == []


@pytest.mark.skipif(
    sys.platform.startswith("win") or os.geteuid() != 0,
    reason="only root can give a file to another user",
)
def test_what_belongs_to_another_user_is_not_used(archive):
    os.chown(archive, 65534, -1)
    _, state, is_mapped, *_ = session(archive.parent)
    assert (state, is_mapped) == (f"none: {archive} belongs to another user", "False")


def test_a_session_without_a_job_leaves_nothing_and_ends_at_once(tmp_path):
    code = """
genontk.sitrep()
begin = time.monotonic()
genontk.stop()
print(time.monotonic() - begin)
"""
    (seconds,) = session(tmp_path, code)
    assert float(seconds) < 0.5
    assert names(tmp_path) == []


def test_a_forked_child_leaves_alone_what_its_parent_s_java_writes(tmp_path):
    code = """
genontk.ntk_lmm(*small)
genontk._process.jvm.running()._archive.expect()
before = os.listdir(os.environ["GENONTK_CACHE"])
pid = os.fork()
if pid == 0:
    sys.exit(0)
os.waitpid(pid, 0)
print(len(before), os.listdir(os.environ["GENONTK_CACHE"]) == before)
"""
    assert session(tmp_path, code) == ["1 True"]


@pytest.fixture
def unwritten(java, monkeypatch, tmp_path):
    """The archives of two sessions at once, and the paths that Java would write to."""
    monkeypatch.setenv("GENONTK_CACHE", str(tmp_path))
    archives = [class_archive.ClassArchive(java, [], []) for _ in range(2)]
    options = [archive.added_to([])[-1] for archive in archives]
    return [
        (archive, Path(option.removeprefix("-XX:ArchiveClassesAtExit=")))
        for archive, option in zip(archives, options, strict=True)
    ]


@pytest.mark.parametrize("complete", [True, False])
def test_only_what_is_complete_is_kept(unwritten, tmp_path, complete):
    (archive, written), _ = unwritten
    assert archive.expect()
    written.write_bytes(b"written")
    archive.keep(complete=complete)
    assert [path.suffix for path in tmp_path.iterdir()] == [".jsa"] * complete


def test_of_sessions_at_once_the_first_to_end_leaves_its_archive(unwritten, tmp_path):
    for (archive, written), content in zip(unwritten, (b"first", b"second"), strict=True):
        assert archive.expect()
        written.write_bytes(content)
    for archive, _ in unwritten:
        archive.keep(complete=True)
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == b"first"


def test_a_session_that_ends_after_another_does_not_write(unwritten):
    (first, written), (second, _) = unwritten
    assert first.expect()
    written.write_bytes(b"first")
    first.keep(complete=True)
    assert not second.expect()


KILLED = """
genontk.ntk_lmm(*small)
print(genontk._process.jvm.running()._process.pid, flush=True)
"""


def start(cache, code):
    """Start a session; give it and its JVM after a fit."""
    child = children.start(code, env={**os.environ, "GENONTK_CACHE": str(cache)})
    return child, int(child.stdout.readline())


def test_kill_9_leaves_nothing(tmp_path):
    child, jvm = start(tmp_path, KILLED + "time.sleep(60)")
    child.kill()
    child.communicate(timeout=60)
    assert children.ends_within(jvm, 2.0)
    assert names(tmp_path) == []


def test_kill_9_while_java_writes_leaves_no_archive(tmp_path):
    child, jvm = start(tmp_path, KILLED)
    end = time.monotonic() + 30
    while not (drafts := list(tmp_path.iterdir())) and time.monotonic() < end:
        time.sleep(0.005)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate(timeout=60)
    assert children.ends_within(jvm, 12.0)
    assert list(tmp_path.iterdir()) == drafts
    assert [path.suffix for path in drafts] == [".partial"]
    assert session(tmp_path)[1].startswith("being written to ")
    assert len(list(tmp_path.glob("*.jsa"))) == 1


def test_what_is_left_of_a_kill_is_removed_after_a_day(cache):
    left = cache / "classes-0123456789abcdef-01234567.partial"
    new = cache / "classes-0123456789abcdef-89abcdef.partial"
    for folder in (left, new):
        folder.mkdir()
        (folder / "classes-0123456789abcdef.jsa").write_bytes(b"part")
    yesterday = time.time() - 25 * 3600
    os.utime(left, (yesterday, yesterday))
    session(cache, "genontk.sitrep()")
    assert not left.exists()
    assert new.exists()


def test_the_four_newest_are_kept(tmp_path):
    for age in range(1, 6):
        old = tmp_path / f"classes-{age:016x}.jsa"
        old.write_bytes(b"old")
        os.utime(old, (time.time() - age, time.time() - age))
    _, state, *_ = session(tmp_path)
    new = Path(state.removeprefix("being written to "))
    assert names(tmp_path) == sorted([new.name, *(f"classes-{age:016x}.jsa" for age in (1, 2, 3))])


def stand_in(folder, script):
    """Make a JDK from a shell script."""
    for name in ("bin/java", "lib/modules", "lib/server/classes.jsa"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    return str(folder)


def test_a_java_that_does_not_start_with_the_option_starts_without_it(java, first, tmp_path):
    script = f'case "$*" in *.jsa*) exit 1;; esac\nexec {java} "$@"'
    other = stand_in(tmp_path / "jdk", script)
    effects, state, *_ = session(tmp_path / "cache", GENONTK_JAVA=other)
    assert effects == first[1][0]
    assert state.startswith("none: Java did not start with ")


def test_a_java_without_an_archive_of_its_own_has_none_of_ours(java, tmp_path):
    other = stand_in(tmp_path / "jdk", f'exec {java} "$@"')
    (tmp_path / "jdk" / "lib" / "server" / "classes.jsa").unlink()
    (state,) = session(tmp_path / "cache", STATE, GENONTK_JAVA=other)
    assert state == f"none: {other} has no archive of Java's own classes to add to"


def test_java_is_told_to_take_its_time_where_it_archives(java, tmp_path):
    said = tmp_path / "said"
    other = stand_in(tmp_path / "jdk", f'tee {said} | {java} "$@"')
    session(tmp_path / "cache", "genontk.ntk_lmm(*small)", GENONTK_JAVA=other)
    assert said.read_text().endswith("\n\narchive\n")
    session(tmp_path / "cache", "genontk.ntk_lmm(*small)", GENONTK_JAVA=other)
    assert said.read_text().endswith("\n\n")


def test_a_java_that_is_too_old_is_still_called_so(tmp_path):
    old = stand_in(tmp_path / "jdk", "echo 'openjdk version \"11.0.2\"' >&2; exit 1")
    code = "print(genontk.sitrep()['problem'])"
    said = session(tmp_path / "cache", code, GENONTK_JAVA=old)
    assert said[0].startswith("Java 11.0.2 is too old")


@pytest.mark.parametrize(("heap", "wide"), [("31g", False), ("32g", True), ("40000m", True)])
def test_heaps_with_wide_and_narrow_pointers_have_archives_of_their_own(heap, wide):
    assert class_archive._has_wide_pointers(["-Djava.awt.headless=true", f"-Xmx{heap}"]) == wide
