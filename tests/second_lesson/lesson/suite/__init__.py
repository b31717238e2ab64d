"""The checks of the second lesson."""
