"""The desk: what one person sees and does, in a terminal, on a page, in a notebook."""
