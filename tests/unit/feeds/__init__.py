"""Feeds: from a payload to events, and the protocol with the broker."""
