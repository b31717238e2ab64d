"""Is the kit itself right, and how is it made and handed out?"""
