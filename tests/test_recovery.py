"""Do `reset` and `undo` lose nothing: not a byte, not a permission, not on a full disk?"""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.desk import recovery

Command = Callable[..., subprocess.CompletedProcess[str]]

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
MINE = b"\xef\xbb\xbfw = 'caf\xe9'\r\n\tmixed\rends\n\x00\xff no end of line"
EXERCISES = ("engine", "neuron", "layer", "mlp")


def file(kit: Path, name: str = "neuron") -> Path:
    return kit / "exercises" / f"{name}.py"


def stub(kit: Path, name: str = "neuron") -> bytes:
    return (kit / "checks" / "lesson" / "stubs" / f"{name}.py").read_bytes()


def blank(kit: Path, name: str = "neuron") -> bytes:
    return recovery.blank_form(stub(kit, name).decode()).encode()


def kept(kit: Path, name: str = "neuron") -> list[Path]:
    return sorted((kit / ".checks" / "backup" / name).glob("*.py"))


def everything(kit: Path) -> list[str]:
    """Return the names of all files beside the exercises and in the backups, hidden ones too."""
    folders = (kit / "exercises", kit / ".checks")
    return sorted(p.name for folder in folders for p in folder.rglob("*") if p.is_file())


def did(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command says that could not do it: a line what, and a line what to do."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 2, done.stderr
    return done.stderr


# 1. Reset.


@pytest.mark.parametrize("name", ["engine", "neuron"])
def test_a_reset_gives_the_stub_and_says_where_the_old_file_is(
    kit: Path, command: Command, name: str
) -> None:
    file(kit, name).write_bytes(MINE)
    said = did(command("reset", name))
    where = re.search(r"\.checks/backup/\S+", said)

    assert file(kit, name).read_bytes() == stub(kit, name)
    assert where is not None
    assert (kit / where[0]).read_bytes() == MINE
    assert f"python -m checks undo {name}" in said


@pytest.mark.parametrize("name", ["layer"])
def test_a_blank_reset_gives_signatures_and_docstrings_and_is_not_started(
    kit: Path, command: Command, name: str
) -> None:
    file(kit, name).write_bytes(MINE)
    did(command("reset", name, "--blank"))
    report = command(name, "--plain")

    assert file(kit, name).read_bytes() == blank(kit, name)
    assert kept(kit, name)[0].read_bytes() == MINE
    assert report.returncode == 1
    assert "nothing is broken" in report.stdout
    assert not re.search("crashed|not yet", report.stdout)


def test_one_wrong_name_among_several_starts_none_over(kit: Path, command: Command) -> None:
    file(kit).write_bytes(MINE)

    assert "Did you mean layer?" in refused(command("reset", "neuron", "layr"))
    assert file(kit).read_bytes() == MINE


def test_an_untouched_exercise_is_left_alone(kit: Path, command: Command) -> None:
    before = file(kit).stat().st_mtime_ns
    said = did(command("reset", "neuron"))

    assert "as it was handed out" in said
    assert "kept" not in said
    assert file(kit).stat().st_mtime_ns == before
    assert not (kit / ".checks").exists()


@pytest.mark.parametrize("missing", ["file", "folder"])
def test_what_is_missing_comes_back(kit: Path, command: Command, missing: str) -> None:
    for name in EXERCISES if missing == "folder" else ("neuron",):
        file(kit, name).unlink()
    if missing == "folder":
        shutil.rmtree(kit / "exercises")  # the notebook is in it, too
    said = did(command("reset", "neuron"))

    assert file(kit).read_bytes() == stub(kit)
    assert "kept" not in said


@pytest.mark.parametrize(
    ("arguments", "what", "to_do"),
    [
        (["network"], "has no file of its own", "Choose from: engine, neuron, layer, mlp"),
        (["engine", "--blank"], "no blank form", "python -m checks reset engine"),
        (["nueron"], "Did you mean neuron?", "Choose from"),
    ],
)
def test_what_cannot_start_over_is_said(
    command: Command, arguments: list[str], what: str, to_do: str
) -> None:
    first, second = refused(command("reset", *arguments)).splitlines()

    assert what in first
    assert to_do in second


# 2. Undo.


def test_undos_walk_back_and_keep_what_they_replace(kit: Path, command: Command) -> None:
    states = [MINE, b"two\xff"]
    for state in states:
        file(kit).write_bytes(state)
        did(command("reset", "neuron"))
    file(kit).write_bytes(b"begun again")
    for state in reversed(states):
        said = did(command("undo", "neuron"))
        assert file(kit).read_bytes() == state
    assert "no reset to undo" in refused(command("undo", "neuron"))

    where = re.search(r"What it replaced is kept: (\S+)", said)
    assert where is not None
    assert (kit / where[1]).read_bytes() == states[1]
    assert [path.read_bytes() for path in kept(kit)] == [b"begun again", states[1]]


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o444])
def test_permissions_outlive_a_reset_and_come_back(kit: Path, command: Command, mode: int) -> None:
    file(kit).write_bytes(MINE)
    file(kit).chmod(mode)
    did(command("reset", "neuron"))
    started_over = stat.S_IMODE(file(kit).stat().st_mode)
    file(kit).chmod(0o700)
    did(command("undo", "neuron"))

    assert started_over == mode
    assert stat.S_IMODE(file(kit).stat().st_mode) == mode


@pytest.mark.skipif(not AS_ROOT, reason="only root may give a file away")
def test_a_file_stays_its_owners_when_root_starts_it_over(kit: Path, command: Command) -> None:
    file(kit).write_bytes(MINE)
    os.chown(file(kit), 1234, 2345)
    for arguments in (["reset", "neuron"], ["undo", "neuron"]):
        did(command(*arguments))
        now = file(kit).stat()
        assert (now.st_uid, now.st_gid) == (1234, 2345)


def test_several_exercises_are_undone_at_once(kit: Path, command: Command) -> None:
    for name in ("neuron", "layer"):
        file(kit, name).write_bytes(name.encode())
    did(command("reset", "neuron", "layer"))
    refused(command("undo", "neuron", "none"))
    assert file(kit).read_bytes() == stub(kit)  # no name is wrong before the first is undone
    did(command("undo", "neuron", "layer"))

    assert [file(kit, name).read_bytes() for name in ("neuron", "layer")] == [b"neuron", b"layer"]


def test_an_undo_brings_back_a_file_that_was_deleted_since(kit: Path, command: Command) -> None:
    file(kit).write_bytes(MINE)
    did(command("reset", "neuron"))
    file(kit).unlink()
    did(command("undo", "neuron"))

    assert file(kit).read_bytes() == MINE


def test_what_is_no_state_of_ours_is_neither_brought_back_nor_removed(
    kit: Path, command: Command
) -> None:
    file(kit).write_bytes(b"one")
    did(command("reset", "neuron"))
    strangers = [kept(kit)[0].with_name(name) for name in ("9999-mine.py", "notes.txt", ".0001")]
    for path in strangers:
        path.write_bytes(b"mine")
    did(command("undo", "neuron"))

    assert file(kit).read_bytes() == b"one"
    assert all(path.read_bytes() == b"mine" for path in strangers)


@POSIX
def test_a_link_stays_a_link(kit: Path, command: Command, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.py"
    elsewhere.write_bytes(MINE)
    file(kit).unlink()
    file(kit).symlink_to(elsewhere)
    did(command("reset", "neuron"))
    assert elsewhere.read_bytes() == stub(kit)
    did(command("undo", "neuron"))

    assert file(kit).is_symlink()
    assert elsewhere.read_bytes() == MINE


# 3. What goes wrong leaves the learner's file as it is.

# The system itself ends every write after some bytes: what a full disk does, for any user.
FULL = """\
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
sys.argv[0] = "checks"
runpy.run_module("checks", run_name="__main__")
"""


def on_a_full_disk(kit: Path, room: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("resource")
    return subprocess.run(
        [sys.executable, "-c", FULL, str(room), *arguments],
        cwd=kit,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("room", "named"),
    [(0, ".checks/backup/neuron/0001-"), (len(MINE), "exercises/neuron.py: ")],
    ids=["nothing", "the backup alone"],
)
def test_a_full_disk_leaves_everything_as_it_is(kit: Path, room: int, named: str) -> None:
    file(kit).write_bytes(MINE)
    before = everything(kit)
    said = refused(on_a_full_disk(kit, room, "reset", "neuron"))

    assert named in said
    assert "Your neuron.py is as it was." in said
    assert "Make room on the disk" in said
    assert file(kit).read_bytes() == MINE
    assert everything(kit) == before


def test_a_full_disk_stops_an_undo_before_it_begins(kit: Path, command: Command) -> None:
    file(kit).write_bytes(MINE)
    did(command("reset", "neuron"))
    before = everything(kit)
    refused(on_a_full_disk(kit, 100, "undo", "neuron"))
    assert file(kit).read_bytes() == stub(kit)
    assert everything(kit) == before
    did(command("undo", "neuron"))

    assert file(kit).read_bytes() == MINE


@pytest.mark.parametrize("where", [".checks", ".checks/backup/neuron"])
def test_a_backup_folder_that_cannot_be_is_said(kit: Path, command: Command, where: str) -> None:
    file(kit).write_bytes(MINE)
    (kit / where).parent.mkdir(parents=True, exist_ok=True)
    (kit / where).write_text("a file where a folder should be", encoding="utf-8")
    said = refused(command("reset", "neuron"))

    assert ".checks" in said
    assert "then: python -m checks reset neuron" in said
    assert file(kit).read_bytes() == MINE


@POSIX
@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
@pytest.mark.parametrize("where", [".checks", "exercises"])
def test_a_folder_that_may_not_be_written_to_is_said(
    kit: Path, command: Command, where: str
) -> None:
    file(kit).write_bytes(MINE)
    (kit / where).mkdir(exist_ok=True)
    (kit / where).chmod(0o555)
    said = refused(command("reset", "neuron"))
    (kit / where).chmod(0o755)

    assert where in said
    assert "Permission denied" in said
    assert file(kit).read_bytes() == MINE
    assert kept(kit) == []


@POSIX
@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(kit: Path, command: Command) -> None:
    file(kit).chmod(0o000)
    said = refused(command("reset", "neuron"))
    file(kit).chmod(0o644)

    assert "exercises/neuron.py: Permission denied" in said


@pytest.mark.parametrize("action", ["reset", "undo"])
def test_a_folder_in_the_place_of_the_file_is_said(
    kit: Path, command: Command, action: str
) -> None:
    file(kit).write_bytes(MINE)
    did(command("reset", "neuron"))
    file(kit).unlink()
    file(kit).mkdir()
    (file(kit) / "inside.txt").write_text("mine", encoding="utf-8")

    said = refused(command(action, "neuron"))
    assert "something else than a file" in said
    assert f"Move what is in the way to another place, then: python -m checks {action}" in said
    assert (file(kit) / "inside.txt").read_text(encoding="utf-8") == "mine"
    assert kept(kit)[0].read_bytes() == MINE


@POSIX
def test_a_link_to_itself_is_said(kit: Path, command: Command) -> None:
    file(kit).unlink()
    file(kit).symlink_to("neuron.py")

    assert "Move what is in the way to another place" in refused(command("reset", "neuron"))
    assert file(kit).is_symlink()


def test_a_kit_without_its_stubs_says_so(kit: Path, command: Command) -> None:
    file(kit).write_bytes(MINE)
    (kit / "checks" / "lesson" / "stubs" / "neuron.py").unlink()

    assert "checks/lesson/stubs/neuron.py cannot be read" in refused(command("reset", "neuron"))
    assert file(kit).read_bytes() == MINE
