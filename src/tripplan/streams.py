"""Standard output and standard error, written whole for whoever still reads them."""

from __future__ import annotations

import errno
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class OutputError(Exception):
    """A stream cannot be written: its disk is full, or it is closed. The only argument says why."""


def write(data: str | bytes, stream: TextIO | None = None) -> None:
    """Writes to standard output, or to another stream. Where the reader has gone (`| head`), nothing more is said, and the exit status stays right.

    Raises:
        OutputError: it cannot be written, and there is somebody to miss it.
    """
    stream = stream or sys.stdout
    if stream is None:
        raise OutputError(os.strerror(errno.EBADF))  # the shell has closed it
    try:
        if isinstance(data, bytes):
            stream.flush()
            stream.buffer.write(data)
        else:
            stream.write(data)
        stream.flush()
    except BrokenPipeError:
        _let_go(stream)
    except OSError as error:
        _let_go(stream)
        raise OutputError(error.strerror or str(error)) from None


def _let_go(stream: TextIO) -> None:
    """Points the stream to nowhere, so that what it still holds does not fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
