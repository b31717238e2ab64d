"""The instructor's and the author's side: classes graded and shown, the kit made and handed out."""
