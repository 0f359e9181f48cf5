"""The demo site: twelve cameras on scenes the project draws itself and encodes once."""
