#!/usr/bin/env bash
# Runs for each submission.
cd /autograder/source && exec .venv/bin/python -m checks.instructor.gradescope /autograder EXERCISES
