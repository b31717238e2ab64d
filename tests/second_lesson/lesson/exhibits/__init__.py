"""The exhibits: there is nothing to draw in this lesson."""
