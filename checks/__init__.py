"""A kit that checks exercises by what they do, and says what to do next."""
