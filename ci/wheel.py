"""What PyPI gets: wheel.py DIST VERSION SOURCE. The wheel runs everywhere, and holds what the sdist
holds and the sources are; a wheel built from the sdist is the same."""

import hashlib
import sys
import tarfile
import zipfile
from pathlib import Path

LIMIT = 10_000_000
dist, version, source = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
(wheel,) = dist.glob(f"genontk-{version}-*.whl")
sdist = dist / f"genontk-{version}.tar.gz"


def digest(content):
    return hashlib.sha256(content).hexdigest()


def of_folder():
    files = (path for path in source.rglob("*") if path.is_file())
    return {
        f"genontk/{path.relative_to(source)}": digest(path.read_bytes())
        for path in files
        if "__pycache__" not in path.parts
    }


def of_wheel():
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith("genontk/")]
        return {name: digest(archive.read(name)) for name in names}


def of_sdist():
    start = f"genontk-{version}/src/"
    with tarfile.open(sdist) as archive:
        members = (m for m in archive if m.isfile() and m.name.startswith(start + "genontk/"))
        return {m.name[len(start) :]: digest(archive.extractfile(m).read()) for m in members}


assert wheel.name == f"genontk-{version}-py3-none-any.whl", wheel.name
files = of_wheel()
assert files == of_sdist() == of_folder()
assert "genontk/py.typed" in files
jars = [name for name in files if name.endswith(".jar")]
assert any("genontk-gateway" in name for name in jars)
for path in (wheel, sdist):
    assert path.stat().st_size < LIMIT, f"{path} has {path.stat().st_size} bytes"
    print(f"{path.name}: {path.stat().st_size} bytes, {len(files)} files, {len(jars)} jars")
