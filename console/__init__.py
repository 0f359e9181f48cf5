"""Gwanje (관제): the console of a CCTV control room."""

__version__ = "0.1.0"
