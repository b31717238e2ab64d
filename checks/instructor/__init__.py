"""The instructor's part: solutions reviewed, editions released, classes graded."""
