"""The control room's language: plain data and pure rules, standard library only."""
