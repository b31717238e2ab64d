"""Is what it did right, and if not, which mistake was it?"""
