"""`reset` and `undo` lose nothing: not a byte, not a permission, not on a full disk."""

import os
import re
import stat

import pytest

from checks.desk import recovery
from tests.conftest import full_disk

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
NOT_AS_ROOT = pytest.mark.skipif(AS_ROOT or os.name == "nt", reason="root may do everything")
MINE = b"\xef\xbb\xbfw = 'caf\xe9'\r\n\tmixed\rends\n\x00\xff no end of line"


@pytest.fixture(autouse=True)
def mine(desk) -> None:
    desk.file.write_bytes(MINE)


# Reset


@pytest.mark.parametrize("options", [[], ["--blank"]])
def test_a_reset_says_where_the_old_file_is(desk, options):
    said = desk.do("reset", "neuron", *options)
    where = re.search(r"\.checks/backup/\S+", said)
    stub = desk.stub.decode()

    assert desk.file.read_text("utf-8") == (recovery.blank_form(stub) if options else stub)
    assert (desk.root / where[0]).read_bytes() == MINE
    assert "python -m checks undo neuron" in said


def test_what_is_untouched_is_left_alone_and_what_is_missing_comes_back(desk):
    desk.file.unlink()
    untouched = desk.everything()
    said = desk.do("reset", "layer", "neuron")

    assert "as it was handed out" in said
    assert "kept" not in said
    assert desk.everything() == untouched | {desk.file: desk.stub}


def test_a_stub_that_is_gone_is_said(desk, monkeypatch):
    monkeypatch.setattr(recovery, "STUBS", desk.root.parent)
    assert f"{desk.root.parent / 'neuron.py'} cannot be read" in desk.refused("reset", "neuron")
    assert desk.file.read_bytes() == MINE


# Undo


def test_undos_walk_back_and_keep_what_they_replace(desk):
    for state in (MINE, b"two\xff"):
        desk.file.write_bytes(state)
        desk.do("reset", "neuron")
    desk.file.unlink()
    desk.do("undo", "neuron")
    assert desk.file.read_bytes() == b"two\xff"
    said = desk.do("undo", "neuron")
    assert desk.file.read_bytes() == MINE
    assert "no reset to undo" in desk.refused("undo", "neuron")
    assert "reset\n" not in desk.refused("undo")  # which would take one's work away

    where = re.search(r"What it replaced is kept: (\S+)", said)
    assert (desk.root / where[1]).read_bytes() == b"two\xff"
    assert desk.kept() == [b"two\xff"]


def test_without_a_name_it_is_what_is_next_and_then_what_was_reset_last(desk):
    desk.do("reset", "neuron")
    desk.solve("neuron")
    desk.write("w = 1", "layer")
    assert "python -m checks undo layer" in desk.do("reset")
    assert desk.do("undo").startswith("exercises/layer.py is as it was on ")
    assert desk.do("undo").startswith("exercises/neuron.py is as it was on ")
    assert desk.file.read_bytes() == MINE
    desk.do("reset", "layer", "neuron")
    assert len(re.findall(" is as it was on ", desk.do("undo"))) == 2
    assert desk.file.read_bytes() == MINE


def test_what_is_no_state_of_ours_is_neither_brought_back_nor_removed(desk):
    desk.do("reset", "neuron")
    strangers = [desk.backup / name for name in ("9999-mine.py", "notes.txt", ".0001")]
    for path in strangers:
        path.write_bytes(b"mine")
    desk.do("undo", "neuron")

    assert desk.file.read_bytes() == MINE
    assert all(path.read_bytes() == b"mine" for path in strangers)


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o444])
def test_permissions_and_owner_outlive_a_reset_and_come_back(desk, mode):
    owner = (1234, 2345) if AS_ROOT else (desk.file.stat().st_uid, desk.file.stat().st_gid)
    os.chown(desk.file, *owner)
    desk.file.chmod(mode)
    for command in ("reset", "undo"):
        desk.do(command, "neuron")
        now = desk.file.stat()
        assert (stat.S_IMODE(now.st_mode), now.st_uid, now.st_gid) == (mode, *owner)
        desk.file.chmod(0o700 if command == "reset" else mode)


@POSIX
def test_a_link_stays_a_link(desk, tmp_path):
    elsewhere = tmp_path / "elsewhere.py"
    desk.file.rename(elsewhere)
    desk.file.symlink_to(elsewhere)
    desk.do("reset", "neuron")
    assert elsewhere.read_bytes() == desk.stub
    desk.do("undo", "neuron")

    assert desk.file.is_symlink()
    assert elsewhere.read_bytes() == MINE


# What goes wrong leaves the learner's file as it is.


def test_a_full_disk_leaves_everything_as_it_is(desk):
    for command, room, named in (
        ("reset", 0, ".checks/backup/neuron/0001-"),
        ("reset", len(MINE), "exercises/neuron.py: "),  # it is enough for the backup
        ("undo", 100, ".checks/backup/neuron/0002-"),
    ):
        if command == "undo":
            desk.do("reset", "neuron")
        before = desk.everything()
        with full_disk(room):
            said = desk.refused(command, "neuron")
        for words in (named, "Your neuron.py is as it was.", "Make room on the disk"):
            assert words in said
        assert desk.everything() == before


@NOT_AS_ROOT
@pytest.mark.parametrize(
    ("where", "mode"), [(".checks", 0o555), ("exercises", 0o555), ("exercises/neuron.py", 0)]
)
def test_what_may_not_be_read_or_written_is_said(desk, where, mode):
    path = desk.root / where
    path.parent.joinpath(".checks").mkdir(exist_ok=True)
    path.chmod(mode)
    said = desk.refused("reset", "neuron")
    path.chmod(0o755)

    assert where in said
    assert "Permission denied" in said
    assert desk.file.read_bytes() == MINE
    assert desk.kept() == []


@pytest.mark.parametrize(
    ("command", "where", "what"),
    [
        ("reset", "exercises/neuron.py", "something else than a file"),
        ("undo", "exercises/neuron.py", "something else than a file"),
        ("reset", ".checks/backup", ".checks"),
    ],
)
def test_what_is_in_the_way_is_said(desk, command, where, what):
    desk.do("reset", "neuron")
    path = desk.root / where
    path.rename(desk.root / "aside")
    if where.endswith(".py"):
        path.mkdir()  # a folder in the place of a file, or a file in that of a folder
    else:
        path.write_bytes(b"")
        desk.file.write_bytes(MINE)
    before = desk.everything()

    said = desk.refused(command, "neuron")
    assert what in said
    assert f"Move what is in the way to another place, then: python -m checks {command}" in said
    assert desk.everything() == before
