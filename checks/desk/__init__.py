"""What does one person see and do, in a terminal, on a page, in a notebook?"""
