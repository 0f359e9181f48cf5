"""PySide6 views, one screen idea a file. No I/O, no SQL, no sockets: all of that is asked of control."""
