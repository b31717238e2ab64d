"""What a learner runs does without what only some systems have.

macOS and Windows cannot be had in every test run, so what they lack is taken away here: forks,
process groups and signals, Unix modules, UTF-8 on standard output, LF at the end of a line, plain
letters in a path. What they have instead, only a run on them can show: .github/workflows/tests.yml.
"""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, SOURCE, copied, python

pytestmark = pytest.mark.slow  # whole commands, on every Python

# what Windows has not; subprocess and sysconfig come first, as they ask where they are
WITHOUT = """\
import os, signal, subprocess, sys, sysconfig
sysconfig.get_config_vars()
for name in (
    "chown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getuid", "killpg", "mkfifo",
    "setpgid", "setsid", "statvfs", "uname", "O_DIRECTORY", "O_NOFOLLOW",
):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGTSTP", "SIGWINCH", "SIGALRM"):
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
"""
START = f"""{WITHOUT}
sys.platform = "win32"
from checks import cli
from checks.run import worker as sandbox
sandbox.START = {WITHOUT!r} + sandbox.START
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """A copy of the kit for a system that lacks all this, in a folder with a long name."""
    kit = copied(tmp_path / "Day 4 – für Zoë" / "kit")
    shutil.copy(ROOT / "pyproject.toml", kit)
    return kit


def run(kit: Path, *arguments: str) -> tuple[int, str, str]:
    done = python("-c", START, *arguments, folder=kit, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    return done.returncode, done.stdout, done.stderr


def solve(kit: Path, **instead: str) -> None:
    for name, text in {**SOURCE, **instead}.items():
        (kit / "exercises" / f"{name}.py").write_text(text, encoding="utf-8", newline="\r\n")


def test_a_learner_goes_from_the_stubs_to_a_pass_by_every_command(elsewhere):
    status, out, errors = run(elsewhere)
    assert (status, errors) == (1, "")
    assert "0 of 48 checks pass" in out
    for command in ("list", "hint neuron", "doctor", "reset neuron"):
        status, out, errors = run(elsewhere, *command.split())
        assert "Traceback" not in errors
        assert status in (0, 1), out + errors
        assert out

    for neuron, word in (
        ("while True:\n    pass\n", "timed out"),
        ("print('ü' * 10**7)\n", "crashed"),
    ):
        solve(elsewhere, neuron=neuron)
        status, out, errors = run(elsewhere)
        assert (status, errors) == (1, "")
        for title, verdict in (("A neuron", word), ("A layer", "pass"), ("A network: MLP", "pass")):
            assert f"{title}, {verdict}: " in out

    solve(elsewhere)
    status, out, errors = run(elsewhere)
    assert (status, errors) == (0, "")
    assert "48 of 48 checks pass" in out
