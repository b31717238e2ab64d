"""The check: evidence is judged, a mistake is recognised, a Result comes of it."""
