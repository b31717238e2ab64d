"""What an engine must do: nothing is asked of it here."""
