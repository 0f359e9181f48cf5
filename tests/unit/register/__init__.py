"""The register of cameras and the keeping of passwords."""
