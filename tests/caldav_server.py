"""A real Radicale server for tests: on a free port of loopback, its data in a folder of the test's."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER, PASSWORD = "kim", "s3cret-pässword"


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """Runs a server until the block ends; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    users, config = folder / "users", folder / "config"
    users.write_text(f"{USER}:{PASSWORD}\n", "utf-8")
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\nhtpasswd_encryption = plain\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {folder / 'data'}\n",
        "utf-8",
    )
    command = [sys.executable, "-W", "ignore", "-m", "radicale", "--config", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        said = []
        for line in server.stderr:  # it says when it listens: nobody has to guess
            said.append(line)
            if "Listening on" in line:
                break
        else:
            raise AssertionError("".join(said))
        # What else it says must be read by somebody, or it waits for that.
        Thread(target=server.stderr.read, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
