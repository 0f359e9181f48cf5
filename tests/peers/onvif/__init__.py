"""A simulated ONVIF camera: real SOAP over HTTP, real authentication, a position that really moves."""
