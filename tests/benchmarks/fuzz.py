"""Does anything that a submission can say crash the kit, hang it, or pass?

    python -m tests.benchmarks.fuzz                a million inputs; about half an hour
    python -m tests.benchmarks.fuzz --inputs N     so many

The inputs are lines of a worker, notebooks and zips, written by atheris, which is guided by what
each of them reaches in the code. A line that can be read takes the place of one that a wrong answer
gave, and all checks of the exercise look at it: none may fail by its own fault, and the answer
stays wrong.

Exit status: 0 nothing was found, 1 something was: it is printed, with the input; 2 not measured.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
INPUTS = 1_000_000
SHARES = {"lines of a worker": 0.6, "notebooks": 0.2, "zips": 0.2}
SECONDS = 10  # for one input; more is a hang
MEBIBYTES = 2_048
LONGEST = 20_000  # bytes; a mutation repeats what it likes, and a longer line says nothing else


def child(name: str, runs: int, folder: Path) -> None:
    """Try one target; atheris ends the process."""
    import atheris

    with atheris.instrument_imports(include=["checks", "zipfile"]):
        from tests.benchmarks import fuzz_targets
    target, seeds = fuzz_targets.TARGETS[name]()
    came = Counter[str]()

    def one(data: bytes) -> None:
        came[target(data)] += 1
        if sum(came.values()) % 1_000 == 0 or sum(came.values()) >= runs:
            (folder / "came.json").write_text(json.dumps(came))

    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate([*seeds, *(b"~%d" % n for n in range(50))]):
        (corpus / str(number)).write_bytes(seed[:LONGEST])
    options = [f"-runs={runs}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEBIBYTES}", "-seed=4"]
    options += [
        f"-max_len={LONGEST}",
        "-len_control=0",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([name, *options, str(corpus)], one)
    atheris.Fuzz()


def parent(inputs: int) -> int:
    """Try each target in a process of its own, and say what came of it."""
    status = 0
    for name, share in SHARES.items():
        with TemporaryDirectory() as folder:
            runs, began = round(inputs * share), time.perf_counter()
            words = [sys.executable, "-m", "tests.benchmarks.fuzz", "--child", name, folder]
            done = subprocess.run(
                [*words, "--inputs", str(runs)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
            )
            came = Path(folder, "came.json")
            told = json.loads(came.read_text()) if came.exists() else {}
            words_told = ", ".join(f"{count:,} {what}" for what, count in sorted(told.items()))
            seconds = time.perf_counter() - began
            print(f"{name}: {sum(told.values()):,} inputs in {seconds:.0f} s: {words_told}")
            if done.returncode:
                status = 1
                print("\n".join(done.stdout.splitlines()[-40:]))
                for path in sorted(Path(folder).glob("*-*")):
                    print(f"the input: {path.read_bytes()[:2_000]!r}")
    return status


def main() -> int:
    """Read what was typed, and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fuzz", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--inputs", type=int, default=INPUTS, metavar="N", help="how many")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed: python -m pip install -c constraints.txt '.[fuzz]'")
        return 2
    if options.child:
        child(options.child[0], options.inputs, Path(options.child[1]))
        return 0
    return parent(options.inputs)


if __name__ == "__main__":
    sys.exit(main())
