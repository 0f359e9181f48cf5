"""Where events come from: each feed validates, hands on batches, and acknowledges after the commit."""
