"""All that is about this day: its exercises, scenarios, checks, words and pictures."""
