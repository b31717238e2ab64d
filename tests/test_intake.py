"""Every submission is taken in that can be, and all else is refused at no cost and risk."""

import gc
import gzip
import io
import json
import os
import shlex
import socket
import stat
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from checks import submission
from checks.cells import code_of
from checks.desk import hand_in
from checks.errors import KitError, Refused
from checks.instructor import intake
from checks.instructor.checking import laid_out
from checks.instructor.intake import read
from checks.instructor.roster import entries
from checks.submission import FILES, REQUIRED, STUBS
from tests.conftest import needs_descriptors, tables

pytestmark = needs_descriptors

NEURON = b"class Neuron: pass\n"
MLP = b"class MLP: pass\n"
HOLDS_ALL = b"class Neuron:\n    pass\nclass Layer:\n    pass\nclass MLP:\n    pass\n"
SECRET = b"the answer is 42"
DOWNLOADS = tables("downloads.toml")
DOWNLOADS["contents"]["large"] = "#" * (256 * 1024 + 1)
EDITION = {f"exercises/{file}": (STUBS / file).read_bytes() for file in FILES}
EDITION |= {f"checks/lesson/stubs/{file}": (STUBS / file).read_bytes() for file in FILES}
EDITION |= {"checks/__main__.py": b"", "checks/lesson/programs/standins/neuron.py": NEURON}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def zipped(files: Mapping[str, bytes], mode: int = 0) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return found.getvalue()


def filled(files: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a table with the contents that are named there."""
    contents = DOWNLOADS["contents"]
    return {
        name: zipped(filled(one))
        if isinstance(one, dict)
        else "".join(contents[word] for word in one.split()).encode()
        for name, one in files.items()
    }


def tarred(files: Mapping[str, bytes], kind: bytes = tarfile.REGTYPE, to: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(content), kind, to
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def taken(folder: Path, name: str) -> dict[str, bytes]:
    (entry,) = [entry for entry in entries(folder).values() if entry.parts[0].path.name == name]
    return read(entry).files


def refusal(folder: Path, name: str) -> str:
    with pytest.raises(Refused) as refused:
        taken(folder, name)
    assert SECRET.decode() not in str(refused.value)
    return str(refused.value)


# 1. Where a submission's files may be.


def test_a_file_by_itself_is_a_submission_and_a_folder_with_a_files_name_or_too_deep_is_none(
    folder,
):
    write(folder, {"carl.py": NEURON, "engine.py": SECRET, "dora.py": b"print('hello')"})
    write(folder / "emil", {"neuron.py/x": b""})
    write(folder / "fay", {f"{'d/' * 90}neuron.py": NEURON})

    assert taken(folder, "carl.py") == {"submission.py": NEURON}
    assert taken(folder, "dora.py")
    assert "neuron.py is a folder" in refusal(folder, "emil")
    assert "no other .py or notebook" in refusal(folder, "fay")


@pytest.mark.parametrize("place", DOWNLOADS["places"].values(), ids=DOWNLOADS["places"])
def test_of_several_places_the_fullest_counts_and_the_others_are_named(folder, place):
    files = (EDITION if "kit" in place else {}) | filled(place["files"])
    windows = {name.replace("/", "\\"): content for name, content in files.items()}
    write(folder / "ada", files)
    write(folder, {"bo.zip": zipped(files), "cy/work.zip": zipped(windows)})
    for name, entry in entries(folder).items():
        if "refused" in place:
            assert place["refused"] in refusal(folder, name)
            continue
        found = read(entry)
        assert found.files == filled(place["kept"])
        assert "".join(found.notes).endswith(place["note"])
        assert bool(place["note"]) == bool(found.notes)


def test_a_class_is_no_submission_and_holds_some(folder):
    write(folder, {"neuron.py": NEURON, "mlp.py": b"", "engine.py": b""})
    one = r"one student's submission: neuron\.py, mlp\.py are"
    with pytest.raises(KitError, match=one) as error:
        entries(folder)
    assert "for each student" in error.value.fix
    (folder / "mlp.py").unlink()
    assert [*entries(folder)] == ["engine.py", "neuron.py"]
    with pytest.raises(KitError, match="There is no submission"):
        entries(folder, [folder / "engine.py", folder / "neuron.py"])
    with pytest.raises(KitError, match="cannot be read"):
        entries(folder / "nowhere")


def test_names_are_printable_and_distinct(folder):
    latin = b"caf\xe9".decode("utf-8", "surrogateescape")
    names = ["a\x1b[31mred", "a[31mred", "程", "new\nline", latin]
    for name in names:
        write(folder / name, {"neuron.py": NEURON})
    found = {entry.parts[0].path.name: name for name, entry in entries(folder).items()}

    assert sorted(found) == sorted(names)
    assert all(name.isprintable() and name.encode() for name in found.values())
    assert (len({*found.values()}), found["程"]) == (len(names), "程")
    assert all(taken(folder, name) == {"neuron.py": NEURON} for name in names)


# 2. Links, pipes and devices.


@pytest.fixture
def secret(tmp_path) -> Path:
    """A file and a folder outside of the class, which no submission may reach."""
    write(tmp_path / "outside", {"neuron.py": SECRET, "secret.zip": zipped({"neuron.py": SECRET})})
    return tmp_path / "outside"


@pytest.mark.parametrize(
    ("link", "to", "words"),
    [
        ("anna", ".", "it is a link"),
        ("anna.py", "neuron.py", "it is a link"),
        ("anna.zip", "secret.zip", "it is a link"),
        ("anna/neuron.py", "neuron.py", "neuron.py is a link"),
        ("anna/work", ".", "holds none of neuron.py"),
        ("anna/work.zip", "secret.zip", "work.zip is a link"),
    ],
)
def test_a_link_is_not_followed(folder, secret, link, to, words):
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(secret / to)

    assert words in refusal(folder, Path(link).parts[0])


def test_what_has_no_end_or_may_not_be_read_is_refused_and_does_not_hang(folder, monkeypatch):
    for name in ("anna", "bo"):
        (folder / name).mkdir()
    os.mkfifo(folder / "anna" / "neuron.py")
    os.mkfifo(folder / "carl.zip")
    write(folder, {"dora.rar": b"", "emil/neuron.py": NEURON})
    (folder / "emil" / "neuron.py").chmod(0)
    monkeypatch.chdir(folder / "bo")  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("neuron.py")

        assert "no ordinary file" in refusal(folder, "anna")
        assert "no ordinary file" in refusal(folder, "bo")
        assert "ordinary file" in refusal(folder, "carl.zip")
        assert "neither a folder, a zip, a tar, a .py nor a notebook" in refusal(folder, "dora.rar")
    if os.geteuid() != 0:  # root may read everything
        assert "Permission denied" in refusal(folder, "emil")


def test_what_is_larger_than_any_submission_is_refused(folder, monkeypatch):
    for suffix, most in (("zip", 64), ("ipynb", 32)):
        with (folder / f"{suffix}.{suffix}").open("wb") as file:
            file.truncate((most + 1) << 20)  # sparse: no disk is used
        assert f"larger than {most << 10:,} KiB" in refusal(folder, f"{suffix}.{suffix}")
    monkeypatch.setattr(intake, "MOST_FILES", 50)
    write(folder / "anna", {f"{number}.py": b"" for number in range(60)})
    write(folder / "bo", {"neuron.py": NEURON, **{f"{n}.txt": b"" for n in range(60)}})

    assert "more than 50 files of code" in refusal(folder, "anna")
    assert taken(folder, "bo") == {"neuron.py": NEURON}


def test_no_descriptor_is_left_open(folder, secret):
    write(folder / "anna", {"work/exercises/neuron.py": NEURON})
    write(folder, {"bo.zip": zipped({"neuron.py": NEURON}), "carl.zip": b"PK", "dora.py": b""})
    (folder / "emil").symlink_to(secret)
    gc.collect()  # what other tests left to it
    before = len(os.listdir("/dev/fd"))
    for entry in [*entries(folder).values()] * 5:
        try:
            read(entry)
        except Refused:
            continue

    assert len(os.listdir("/dev/fd")) == before


# 3. Hostile zips and tars.


def patched(content: bytes, at: int, value: int) -> bytes:
    """Return a zip with a number of its first entry changed, in its head and in the list."""
    changed = bytearray(content)
    for place in (at, content.index(b"PK\1\2") + at + 2):
        struct.pack_into("<H", changed, place, value)
    return bytes(changed)


ONE = zipped({"neuron.py": NEURON})
ZIPS = {
    "climbing out": (zipped({"../neuron.py": SECRET, "../../etc/neuron.py": SECRET}), "none of"),
    "absolute": (zipped({"/etc/neuron.py": SECRET, "//neuron.py": SECRET}), "none of"),
    "a link": (zipped({"neuron.py": b"/etc/passwd"}, stat.S_IFLNK | 0o777), "neuron.py is a link"),
    "a name twice": (
        zipped({"neuron.py": NEURON, "nEuron.py": SECRET}).replace(b"nEuron", b"neuron"),
        "neuron.py more than once",
    ),
    "a bomb": (zipped({"neuron.py": bytes(300 << 20)}), "larger than 256 KiB"),
    "countless entries": (ONE + b"PK\1\2" * 200, "more than 200 files"),
    "encrypted": (patched(ONE, 6, 1), "encrypted"),
    "packed by LZMA": (patched(ONE, 8, 14), "packed in a way"),
    "nested": (zipped({"work.zip": ONE}), "none of"),
    "empty": (b"", "damaged"),
    "cut off": (ONE[:-30], "damaged"),
    "no zip": (b"Rar!" + bytes(1000), "damaged"),
    "wrong bytes": (ONE.replace(b"neuron", b"nEuRon", 1), "damaged"),
    "a list of entries elsewhere": (ONE[:-6] + struct.pack("<LH", 1 << 31, 0), "damaged"),
}
TARS = {
    "a link": (tarred({"neuron.py": b""}, tarfile.SYMTYPE, "/etc/passwd"), "neuron.py is a link"),
    "a hard link": (tarred({"neuron.py": b""}, tarfile.LNKTYPE, "/etc/passwd"), "is a link"),
    "a device": (tarred({"neuron.py": b""}, tarfile.CHRTYPE), "no ordinary file"),
    "climbing out": (tarred({"../neuron.py": NEURON, "/etc/neuron.py": NEURON}), "none of"),
    "a name twice": (tarred({"neuron.py": NEURON, "./neuron.py": MLP}), "more than once"),
    "a large file": (gzip.compress(tarred({"neuron.py": bytes(9 << 20)})), "larger than 256 KiB"),
    "countless files": (
        gzip.compress(tarred({f"{n}": b"" for n in range(300)})),
        "more than 200 files",
    ),
    "a bomb": (gzip.compress(tarred({"x": bytes(40 << 20)})), "unpacks to more than 32 MiB"),
    "cut off": (tarred({"neuron.py": NEURON * 99})[:900], "damaged"),
    "no tar": (b"Rar!" + bytes(1000), "damaged"),
    "half a gzip": (gzip.compress(tarred({"neuron.py": NEURON}))[:60], "damaged"),
    "empty": (b"", "damaged"),
}
HOSTILE = [
    pytest.param(f"anna.{ending}", *case, id=f"{ending}: {kind}")
    for ending, every in (("zip", ZIPS), ("tar.gz", TARS))
    for kind, case in every.items()
]


@pytest.mark.parametrize(("name", "content", "words"), HOSTILE)
def test_a_hostile_archive_is_refused_and_leaves_nothing(folder, monkeypatch, name, content, words):
    monkeypatch.setattr(intake, "MOST_LISTED", 200)
    monkeypatch.setattr(intake, "MOST_UNPACKED", 32 << 20)
    write(folder, {name: content})

    assert words in refusal(folder, name)
    assert [*folder.parent.rglob("*")] == [folder, folder / name]


# 4. Notebooks.


def notebook(*cells: object) -> bytes:
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}).encode()


def code(source: object, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": [], "metadata": {}, **more}


TEXT = {"cell_type": "markdown", "source": ["# A neuron\n"], "metadata": {}}


@pytest.mark.parametrize("name", DOWNLOADS["names"]["neuron"])
def test_a_name_that_can_only_mean_one_file_is_taken_as_that(folder, name):
    write(folder / "anna", {name: NEURON, "mlp.py": b"# mlp\n"})
    write(folder / "bo", {name: b"", "neuron.py": NEURON, "mlp.py": b"# mlp\n"})

    for one in ("anna", "bo"):
        assert taken(folder, one) == {"neuron.py": NEURON, "mlp.py": b"# mlp\n"}
    found = submission.at(folder / "anna")
    assert found.files["neuron"] == folder / "anna" / name
    assert found.files["layer"] == STUBS / "layer.py"
    assert found.notes == (f"{name} is taken as neuron.py.",)
    assert submission.at(folder / "bo").notes == ()


def test_two_names_that_could_mean_one_file_are_both_named_at_the_desk_too(folder):
    write(folder / "anna", {"neuron (1).py": NEURON, "neuron (2).py": NEURON})
    write(folder / "bo", {"my neuron.py": NEURON})
    with pytest.raises(KitError, match=r"could each be neuron\.py"):
        submission.at(folder / "anna")
    assert submission.at(folder / "bo").whole == folder / "bo" / "my neuron.py"


@pytest.mark.parametrize(
    ("name", "content"),
    [("nn.py", HOLDS_ALL), ("day4.ipynb", notebook(code(f"x = 1\n{HOLDS_ALL.decode()}")))],
)
def test_the_one_file_that_defines_all_is_found_among_others(folder, name, content):
    write(folder, {name: content, "__init__.py": b"", "a.ipynb": notebook(code("x = 1"))})
    write(folder, {"._nn.py": HOLDS_ALL, "old.py": NEURON})
    found = submission.at(folder)

    assert found.whole == folder / name
    assert taken(folder.parent, folder.name).keys() == {name, "__init__.py", "old.py"}
    assert found.notes == (f"{name} is taken as neuron.py and layer.py and mlp.py.",)


@pytest.mark.parametrize("words", DOWNLOADS["instead"])
def test_what_is_there_instead_is_named_with_the_command_that_checks_it(folder, words):
    files, fix = DOWNLOADS["instead"][words]
    write(folder, dict.fromkeys(files, HOLDS_ALL))
    with pytest.raises(KitError, match=words) as refused:
        submission.at(folder)

    command = refused.value.fix.partition("python ")[2]
    assert shlex.split(command) == ["-m", "checks", "--submission", str(folder / fix)]
    assert refused.value.fix.startswith("Give that folder: ") == ("its folder " in words)


@pytest.mark.parametrize("one", DOWNLOADS["engines"], ids=lambda one: ", ".join(one["files"]))
def test_the_one_script_that_defines_the_class_of_the_engine_is_the_engine(folder, one):
    """At the desk, and in a class, which keeps the files by their names."""
    files, engine = filled(one["files"]), one["engine"]
    write(folder / "anna", files)
    kept = taken(folder, "anna")
    with laid_out("anna", kept) as in_a_class:
        for found in (submission.at(folder / "anna"), in_a_class):
            path = found.files["engine"]
            assert path.name == engine or path == STUBS / "engine.py"
            note = f"{engine} is taken as engine.py."
            assert (note in found.notes) == (engine.lower() == "value.py")
    assert kept == {name: files[name] for name in kept}
    assert files.keys() - kept.keys() <= {"value (1).py"}


def test_what_is_there_instead_is_told_by_its_name(folder):
    write(folder / "anna", {"engine.py": b"class Value: pass\n"})
    assert refusal(folder, "anna") == f"it holds none of {', '.join(REQUIRED)}, but engine.py"


def test_another_user_may_read_what_is_laid_out_whatever_the_umask_says():
    before = os.umask(0o077)
    try:
        with laid_out("anna", {"layer.py": b"", "lib/act.py": b""}, is_shown=True) as found:
            paths = {one for path in found.beside for one in (path, path.parent)}
            rights = {one.is_dir(): one.stat().st_mode & 0o777 for one in paths}
    finally:
        os.umask(before)
    assert rights == {True: 0o755, False: 0o644}


def test_a_class_takes_in_what_the_exercises_files_import_and_no_more(folder, monkeypatch):
    layer = b"from .core.tools import x\nfrom . import lib\nsys.path.append(here + '/own')\n"
    beside = {"utils.py": b"#", "random.py": b"", "__init__.py": b"", "lib/__init__.py": b"# 2"}
    beside |= {"core/tools.py": b"", "core/deep/layer.py": b"# 3", "own/act.py": b""}
    others = dict.fromkeys(["my utils.py", "a.ipynb", "x.txt", "tests/test_x.py", ".h.py"], SECRET)
    others |= {"large.py": b"#" * (256 * 1024 + 1), "core/my x.py": SECRET}
    files = {"layer.py": layer, **beside}
    write(folder / "anna", {**files, **others})
    write(folder / "bo" / "pk", {**files, **others})
    write(folder, {"carl.zip": zipped({**files, **others, "core/../../x.py": SECRET})})
    for name in ("anna", "bo", "carl.zip"):
        assert taken(folder, name) == files
    (folder / "anna" / "link.py").symlink_to(folder / "anna" / "utils.py")
    assert taken(folder, "anna") == files

    with laid_out("anna", files) as found:
        top = found.files["layer"].parent
        assert {path.relative_to(top).as_posix() for path in found.beside} == files.keys()
        assert {path.relative_to(top).as_posix() for path in top.rglob("*.py")} == files.keys()
    for most, left in (((2, 100), 2), ((9, 2), 5)):
        monkeypatch.setattr(hand_in, "MOST_BESIDE", most)
        assert len(taken(folder, "bo")) == 1 + left


def test_only_the_code_of_a_notebook_is_kept(folder):
    picture = {"output_type": "display_data", "data": {"image/png": "iVBOR" * 100_000}}
    cells = [TEXT, code(["class MLP:\n", "    x = 2"], outputs=[picture]), TEXT, code("z = 3")]
    write(folder, {"anna.ipynb": b"\xef\xbb\xbf" + notebook(*cells)})
    write(folder, {"bo/day 4.ipynb": notebook(*cells)})
    sources = ("class MLP:\n    x = 2", "z = 3")
    kept = {"cells": [{"cell_type": "code", "source": source} for source in sources]}

    for name in ("anna.ipynb", "bo"):
        [content] = taken(folder, name).values()
        assert json.loads(content) == kept


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "cannot be read", id="empty"),
        pytest.param(b"\xff\xfe" + "{}".encode("utf-16-le"), "cannot be read", id="UTF-16"),
        pytest.param(b'{"cells": ' + b"[" * 100_000, "cannot be read", id="nested without end"),
        pytest.param(notebook(code("\ud800")), "cannot be read", id="half a character"),
        pytest.param(b'{"worksheets": []}', "format 4", id="format 3"),
        pytest.param(notebook(code([1])), "cannot be read", id="a number for a line"),
        pytest.param(notebook(TEXT, code("  \n")), "no code", id="no code"),
        pytest.param(notebook(*[code("x")] * 1_001), "more than", id="countless cells"),
        pytest.param(notebook(code("#" * (256 * 1024 + 1))), "256 KiB of code", id="too much code"),
    ],
)
def test_a_notebook_that_cannot_be_read_needs_a_person(content, words):
    with pytest.raises(Refused, match=words):
        code_of(content)
