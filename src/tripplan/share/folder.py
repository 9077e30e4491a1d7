"""A folder for any web host, with a folder in it for each person: what is in ours is kept as it should be, what is not ours is left alone."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from tripplan.share.secrets import mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

MARK = ".tripplan"  # the file that says whose a folder is


def changed(
    root: Path, wanted: Mapping[str, Mapping[str, bytes | None]], key: bytes
) -> Iterator[tuple[Path, bytes | None]]:
    """The files that are not as they should be, each folder's mark first, so that no folder of ours is ever without it.

    Args:
        root: where the folders stand.
        wanted: the files of each folder; None for one that is not to be there.
        key: by which the folders are known again.
    """
    for folder, files in wanted.items():
        for name, data in {MARK: mark(key, folder), **files}.items():
            path = root / folder / name
            if _content(path) != data:
                yield path, data


def ours(root: Path, key: bytes) -> list[Path]:
    """The folders that were made with this key."""
    if not root.is_dir():
        return []
    folders = (each for each in sorted(root.iterdir()) if each.is_dir() and not each.is_symlink())
    return [each for each in folders if compare_digest(_content(each / MARK) or b"", mark(key, each.name))]


def remove(folder: Path, names: Collection[str]) -> None:
    """Removes the files that we write into a folder of ours, its mark last, and the folder itself where nothing else is in it.

    Raises:
        OSError: it cannot be removed.
    """
    for name in (*names, MARK):
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return None
