"""The commands: jobs that need no window, and the door to the one that does."""
