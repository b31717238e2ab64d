"""Is every submission taken in that can be, and is everything else refused, at no cost and risk?"""

import io
import json
import os
import socket
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checks.errors import KitError
from checks.instructor import intake
from checks.instructor.intake import Refused, code_of, entries, take

needs_descriptors = pytest.mark.skipif(
    os.open not in os.supports_dir_fd, reason="a class is graded where files open by descriptor"
)
pytestmark = needs_descriptors

NEURON = b"class Neuron: pass\n"
SECRET = b"the answer is 42"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty class."""
    path = tmp_path / "class"
    path.mkdir()
    return path


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def zipped(files: Mapping[str, bytes]) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return found.getvalue()


def taken(folder: Path, name: str) -> dict[str, bytes]:
    (entry,) = [one for one in entries(folder) if one.file == name]
    return take(folder, entry)


def refusal(folder: Path, name: str) -> str:
    with pytest.raises(Refused) as refused:
        taken(folder, name)
    assert SECRET.decode() not in str(refused.value)
    return str(refused.value)


# 1. Where a submission's files may be.


@pytest.mark.parametrize(
    "place",
    ["", "exercises/", "handed in/", "kit-main/exercises/", "Anna Ö. 程/"],
    ids=lambda place: place or "at the top",
)
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_the_files_are_found(folder: Path, place: str, form: str) -> None:
    files = {f"{place}neuron.py": NEURON, f"{place}mlp.py": b"# mlp\n", f"{place}notes.txt": b""}
    if form == "folder":
        write(folder / "anna", files)
        name = "anna"
    else:
        write(folder, {"anna.zip": zipped(files)})
        name = "anna.zip"

    assert taken(folder, name) == {"neuron.py": NEURON, "mlp.py": b"# mlp\n"}


def test_what_systems_leave_behind_is_ignored(folder: Path) -> None:
    rubbish = (
        "__MACOSX/._neuron.py",
        ".DS_Store",
        "Thumbs.db",
        ".git/neuron.py",
        "__pycache__/x.py",
    )
    write(folder / "anna", {"work/neuron.py": NEURON, **dict.fromkeys(rubbish, SECRET)})
    write(folder, {"bo.zip": zipped({"w/neuron.py": NEURON, **dict.fromkeys(rubbish, SECRET)})})
    write(folder, {".DS_Store": b"", "__MACOSX/x": b"", "desktop.ini": b""})

    assert [entry.name for entry in entries(folder)] == ["anna", "bo.zip"]
    assert taken(folder, "anna") == taken(folder, "bo.zip") == {"neuron.py": NEURON}


def test_files_at_the_top_come_before_those_below(folder: Path) -> None:
    write(folder / "anna", {"neuron.py": NEURON, "exercises/neuron.py": b"", "old/mlp.py": b""})

    assert taken(folder, "anna") == {"neuron.py": NEURON}


def test_a_single_script_holds_everything(folder: Path) -> None:
    write(folder, {"anna.py": NEURON, "engine.py": SECRET, "bo/day4.PY": NEURON})

    assert taken(folder, "anna.py") == {"submission.py": NEURON}
    assert taken(folder, "bo") == {"submission.py": NEURON}


def test_an_engine_and_a_stretch_goal_beside_a_single_file_are_taken_along(folder: Path) -> None:
    write(folder / "anna", {"all.py": NEURON, "engine.py": b"# engine", "count.py": b"# count"})

    assert taken(folder, "anna") == {
        "submission.py": NEURON,
        "engine.py": b"# engine",
        "count.py": b"# count",
    }


def test_a_folder_may_hold_one_zip_as_some_platforms_hand_it_out(folder: Path) -> None:
    write(folder / "Anna_12_assignsubmission_file_", {"work.zip": zipped({"neuron.py": NEURON})})

    assert taken(folder, "Anna_12_assignsubmission_file_") == {"neuron.py": NEURON}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.py": b"", "b.py": b""}, "none of neuron.py, layer.py, mlp.py, but a.py, b.py"),
        ({"notes.txt": b""}, "no other .py or notebook"),
        ({"one/neuron.py": NEURON, "two/neuron.py": NEURON}, "none of neuron.py"),
        ({"neuron.py/x": b""}, "neuron.py is a folder"),
        ({"neuron.py": b"#" * (256 * 1024 + 1)}, "neuron.py is larger than 256 KiB"),
        ({"a.zip": b"", "b.zip": b""}, "none of neuron.py"),
        ({"a/b/neuron.py": NEURON, "a/b/x.py": b""}, "neuron.py is in a/b/, deeper than is looked"),
        ({"one/all.ipynb": b"", "two/x": b""}, "all.ipynb is in one/, deeper"),
        ({"engine.py": b"", "a/b/engine.py": b""}, "in exercises/ or in its only folder"),
    ],
)
def test_a_folder_without_what_is_asked_needs_a_person(
    folder: Path, files: dict[str, bytes], words: str
) -> None:
    write(folder / "anna", files)

    assert words in refusal(folder, "anna")


def test_files_that_are_too_deep_in_a_zip_are_named_and_the_search_for_them_ends(
    folder: Path,
) -> None:
    many = {f"{number}/{'x/' * 90}y": b"" for number in range(300)}
    write(folder, {"anna.zip": zipped({"a/b/mlp.py": NEURON}), "bo.zip": zipped(many)})
    write(folder / "cy", {f"{'d/' * 90}neuron.py": NEURON})

    assert refusal(folder, "anna.zip").endswith("; mlp.py is in a/b/, deeper than is looked")
    began = time.monotonic()
    assert refusal(folder, "bo.zip").endswith("in its only folder")
    assert refusal(folder, "cy").endswith("in its only folder")
    assert time.monotonic() - began < 5


def test_a_folder_that_is_one_submission_is_no_class(folder: Path) -> None:
    write(folder, {"neuron.py": NEURON, "mlp.py": b"", "engine.py": b""})

    with pytest.raises(
        KitError, match=r"one student's submission: neuron\.py, mlp\.py are"
    ) as error:
        entries(folder)
    assert "for each student" in error.value.fix
    (folder / "mlp.py").unlink()
    assert [entry.name for entry in entries(folder)] == ["engine.py", "neuron.py"]


def test_an_empty_folder_needs_a_person(folder: Path) -> None:
    (folder / "anna").mkdir()

    assert "holds none of neuron.py" in refusal(folder, "anna")


def test_a_file_of_another_kind_needs_a_person(folder: Path) -> None:
    write(folder, {"anna.rar": b"", "bo": b"", "carl.docx": b""})

    for name in ("anna.rar", "bo", "carl.docx"):
        assert "neither a folder, a zip, a .py nor a notebook" in refusal(folder, name)


def test_a_class_without_submissions_is_told_so(folder: Path) -> None:
    write(folder, {"class.db": b""})
    with pytest.raises(KitError, match="There is no submission"):
        entries(folder, [folder / "class.db"])
    with pytest.raises(KitError, match="cannot be read"):
        entries(folder / "nowhere")


# 2. Names.


def test_names_are_printable_and_distinct(folder: Path) -> None:
    names = [
        "a\x1b[31mred",
        "a[31mred",
        "程",
        "new\nline",
        b"caf\xe9".decode("utf-8", "surrogateescape"),
    ]
    for name in names:
        write(folder / name, {"neuron.py": NEURON})
    found = {entry.file: entry.name for entry in entries(folder)}

    assert sorted(found) == sorted(names)
    assert all(name.isprintable() and name.encode() for name in found.values())
    assert len({*found.values()}) == len(names)
    assert found["程"] == "程"
    for name in names:
        assert taken(folder, name) == {"neuron.py": NEURON}


# 3. Links, pipes and devices in a submission.


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file and a folder outside of the class, which no submission may reach."""
    write(tmp_path / "outside", {"neuron.py": SECRET, "secret.zip": zipped({"neuron.py": SECRET})})
    return tmp_path / "outside"


@pytest.mark.parametrize(
    ("link", "to"),
    [
        ("anna", "."),
        ("anna.py", "neuron.py"),
        ("anna.zip", "secret.zip"),
        ("anna.ipynb", "neuron.py"),
    ],
)
def test_a_submission_that_is_a_link_is_not_followed(
    folder: Path, secret: Path, link: str, to: str
) -> None:
    (folder / link).symlink_to(secret / to)

    assert "it is a link" in refusal(folder, link)


def test_a_file_that_is_a_link_is_not_followed(folder: Path, secret: Path) -> None:
    write(folder / "anna", {"layer.py": b"", "mlp.py": b""})
    (folder / "anna" / "neuron.py").symlink_to(secret / "neuron.py")

    assert "neuron.py is a link" in refusal(folder, "anna")


@pytest.mark.parametrize("name", ["exercises", "work"])
def test_a_folder_in_a_submission_that_is_a_link_is_not_followed(
    folder: Path, secret: Path, name: str
) -> None:
    (folder / "anna").mkdir()
    (folder / "anna" / name).symlink_to(secret)

    assert "holds none of neuron.py" in refusal(folder, "anna")


def test_a_pipe_or_a_socket_is_refused_and_does_not_hang(folder: Path) -> None:
    for name in ("anna", "bo"):
        (folder / name).mkdir()
    os.mkfifo(folder / "anna" / "neuron.py")
    os.mkfifo(folder / "carl.zip")
    listening = socket.socket(socket.AF_UNIX)
    os.chdir(folder / "bo")  # the name of a socket is short
    listening.bind("neuron.py")
    began = time.monotonic()

    assert "no ordinary file" in refusal(folder, "anna")
    assert "no ordinary file" in refusal(folder, "bo")
    assert "ordinary file" in refusal(folder, "carl.zip")
    assert time.monotonic() - began < 5
    listening.close()


@pytest.fixture(autouse=True)
def _back_to_where_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_a_device_is_refused(folder: Path) -> None:
    (folder / "anna").mkdir()
    try:
        os.mknod(folder / "anna" / "neuron.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero
    except OSError:
        pytest.skip("no devices can be made here")

    assert "no ordinary file" in refusal(folder, "anna")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_needs_a_person(folder: Path) -> None:
    write(folder / "anna", {"neuron.py": NEURON})
    (folder / "anna" / "neuron.py").chmod(0)

    assert "Permission denied" in refusal(folder, "anna")


def test_a_folder_with_countless_files_is_refused_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_ENTRIES", 50)
    write(folder / "anna", {f"{number}.txt": b"" for number in range(60)})

    assert "more than 50 files" in refusal(folder, "anna")


def test_no_descriptor_is_left_open(folder: Path, secret: Path) -> None:
    write(folder / "anna", {"work/exercises/neuron.py": NEURON})
    write(folder, {"bo.zip": zipped({"neuron.py": NEURON}), "carl.zip": b"PK", "dora.py": b""})
    (folder / "emil").symlink_to(secret)
    before = len(os.listdir("/dev/fd"))
    for _ in range(20):
        for entry in entries(folder):
            try:
                take(folder, entry)
            except Refused:
                continue

    assert len(os.listdir("/dev/fd")) == before


# 4. Hostile zips.


def with_first_entry(content: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """Return a zip with its first central entry changed in place."""
    changed = bytearray(content)
    change(changed, content.index(b"PK\1\2"))
    return bytes(changed)


def encrypted(content: bytes) -> bytes:
    def change(found: bytearray, at: int) -> None:
        found[at + 8] |= 1  # in the list of entries
        found[6] |= 1  # in the entry's own head

    return with_first_entry(content, change)


def packed_by(method: int, content: bytes) -> bytes:
    def change(found: bytearray, at: int) -> None:
        struct.pack_into("<H", found, at + 10, method)
        struct.pack_into("<H", found, 8, method)

    return with_first_entry(content, change)


def as_link(name: str, to: str) -> bytes:
    found = io.BytesIO()
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(found, "w") as archive:
        archive.writestr(info, to)
    return found.getvalue()


def nested(times: int) -> bytes:
    content = zipped({"neuron.py": NEURON})
    for _ in range(times):
        content = zipped({"work.zip": content})
    return content


def large_counts() -> bytes:
    """A zip whose last record says little, and leads to another one with counts of 64 bits."""
    content = zipped({"neuron.py": NEURON})
    end = content.rindex(b"PK\5\6")
    start = content.index(b"PK\1\2")
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, end - start, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    return content[:end] + record + locator + content[end:]


BOMB = zipped({"neuron.py": bytes(300 << 20)})  # 300 KiB that unpack to 300 MiB

HOSTILE = {
    "climbing out": (zipped({"../neuron.py": SECRET, "../../etc/neuron.py": SECRET}), "none of"),
    "absolute": (zipped({"/etc/neuron.py": SECRET, "//neuron.py": SECRET}), "none of"),
    "climbing out by backslashes": (zipped({"..\\neuron.py": SECRET}), "none of"),
    "a dot": (zipped({"./neuron.py": SECRET}), "none of"),
    "a link": (as_link("neuron.py", "/etc/passwd"), "neuron.py is a link"),
    "a name twice": (
        zipped({"neuron.py": NEURON, "nEuron.py": SECRET}).replace(b"nEuron", b"neuron"),
        "neuron.py 2 times",
    ),
    "a bomb": (BOMB, "larger than 256 KiB"),
    "encrypted": (encrypted(zipped({"neuron.py": NEURON})), "encrypted"),
    "packed by LZMA": (packed_by(14, zipped({"neuron.py": NEURON})), "packed in a way"),
    "packed by what nobody knows": (
        packed_by(77, zipped({"neuron.py": NEURON})),
        "packed in a way",
    ),
    "nested": (nested(3), "none of"),
    "counts of 64 bits": (large_counts(), "more than"),
    "empty": (b"", "no end"),
    "cut off": (zipped({"neuron.py": NEURON})[:-30], "damaged"),
    "no zip": (b"Rar!" + bytes(1000), "no end"),
    "nothing in it": (zipped({}), "none of"),
    "wrong bytes": (zipped({"neuron.py": NEURON}).replace(b"neuron", b"nEuRon", 1), "damaged"),
    "a list of entries elsewhere": (
        zipped({"neuron.py": NEURON})[:-6] + struct.pack("<LH", 1 << 31, 0),
        "damaged",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_is_refused_and_leaves_nothing(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    content, words = HOSTILE[kind]
    write(folder, {"anna.zip": content})
    before = sorted(tmp_path.rglob("*"))

    assert words in refusal(folder, "anna.zip")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_with_a_hundred_thousand_entries_is_refused_unread(folder: Path) -> None:
    write(folder, {"anna.zip": zipped({f"{number}": b"" for number in range(100_000)})})
    began = time.process_time()

    assert "more than 2,000 files" in refusal(folder, "anna.zip")
    assert time.process_time() - began < 0.5  # reading the list alone takes longer


def test_a_zip_larger_than_any_submission_is_refused_unread(folder: Path) -> None:
    with (folder / "anna.zip").open("wb") as file:
        file.truncate(65 << 20)  # sparse: no disk is used

    assert "larger than 64 MiB" in refusal(folder, "anna.zip")


def test_a_zip_of_windows_names_its_folders_by_backslashes(folder: Path) -> None:
    write(folder, {"anna.zip": zipped({"work\\neuron.py": NEURON})})

    assert taken(folder, "anna.zip") == {"neuron.py": NEURON}


# 5. Notebooks.


def notebook(*cells: object, **more: object) -> bytes:
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {}, **more}).encode()


def code(source: str | list[str], **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": [], "metadata": {}, **more}


TEXT = {"cell_type": "markdown", "source": ["# A neuron\n"], "metadata": {}}


def test_only_the_code_of_a_notebook_is_kept(folder: Path) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "iVBOR" * 100_000}}
    cells = [TEXT, code(["x = 1\n", "y = 2"], outputs=[picture]), TEXT, code("z = 3")]
    write(folder, {"anna.ipynb": notebook(*cells), "bo/day 4.ipynb": notebook(*cells)})
    kept = {
        "cells": [
            {"cell_type": "code", "source": "x = 1\ny = 2"},
            {"cell_type": "code", "source": "z = 3"},
        ]
    }

    assert json.loads(taken(folder, "anna.ipynb")["submission.ipynb"]) == kept
    assert json.loads(taken(folder, "bo")["submission.ipynb"]) == kept


def test_a_byte_order_mark_in_front_of_a_notebook_is_no_harm() -> None:
    assert b"x = 1" in code_of(b"\xef\xbb\xbf" + notebook(code("x = 1")))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "cannot be read", id="empty"),
        pytest.param(b"{", "cannot be read", id="cut off"),
        pytest.param(b"\xff\xfe" + "{}".encode("utf-16-le"), "cannot be read", id="UTF-16"),
        pytest.param(b"[" * 100_000, "cannot be read", id="nested without end"),
        pytest.param(b'{"cells": ' + b"[" * 100_000, "cannot be read", id="nested cells"),
        pytest.param(notebook(code("\ud800")), "cannot be read", id="half a character"),
        pytest.param(b'{"worksheets": []}', "format 4", id="format 3"),
        pytest.param(notebook({"cell_type": "code"}), "cannot be read", id="a cell without source"),
        pytest.param(notebook(code([1])), "cannot be read", id="a number for a line"),  # type: ignore[list-item]
        pytest.param(notebook(), "no code", id="no cells"),
        pytest.param(notebook(TEXT, code("  \n")), "no code", id="no code"),
        pytest.param(notebook(*[code("x")] * 1_001), "more than", id="countless cells"),
        pytest.param(notebook(code("#" * (256 * 1024 + 1))), "256 KiB of code", id="too much code"),
    ],
)
def test_a_notebook_that_cannot_be_read_needs_a_person(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        code_of(content)


def test_a_huge_notebook_is_refused_unread(folder: Path) -> None:
    with (folder / "anna.ipynb").open("wb") as file:
        file.truncate(33 << 20)

    assert "larger than 32,768 KiB" in refusal(folder, "anna.ipynb")
