"""The register (대장): sites and cameras in SQLite, and where their passwords are kept."""

from console.register.register import Register
from console.register.secrets import Secrets

__all__ = ["Register", "Secrets"]
