"""Configuration: every key known, every value checked, every error with its line."""
