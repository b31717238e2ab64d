#!/usr/bin/env bash
# Runs once, when the autograder's image is built.
set -euo pipefail
apt-get update -q
apt-get install -qy python3 python3-venv
python=python3
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  apt-get install -qy python3.11 python3.11-venv  # Ubuntu 22.04 has it beside its own
  python=python3.11
fi
apt-get install -qy bubblewrap python3-seccomp || true  # if not: no box, and results say so
cd /autograder/source
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet -c constraints.txt .
