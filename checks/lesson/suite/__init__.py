"""The checks: plain functions over evidence, a file for each exercise."""
