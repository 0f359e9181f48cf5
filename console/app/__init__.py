"""The composition root: builds everything, runs it, shuts it down in order. The only room that knows all others."""
