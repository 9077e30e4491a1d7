"""The way in: answers `--version` by itself, hands everything else to the commands, and lets no traceback out."""

from __future__ import annotations

import os
import sys

FAILED, INTERRUPTED = 2, 130


def main() -> None:
    """Runs the program with the arguments of the process, and ends it with the right status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Hangul gets it spelled out, not a crash.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if os.environ.get("TRIPPLAN_DEBUG"):
            raise
        _apologise(error)
        sys.exit(FAILED)


def _run(arguments: list[str]) -> None:
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(version() + "\n")
        return
    from tripplan.cli import run  # noqa: PLC0415 - start-up: --version needs none of it

    run(arguments)


def version() -> str:
    """What this program is and what data it goes by."""
    import tzdata  # noqa: PLC0415 - start-up: a bare import of this module loads nothing

    from tripplan import __version__, places  # noqa: PLC0415 - likewise

    return f"tripplan {__version__} (tzdata {tzdata.IANA_VERSION}; {places.data_version()})"


def _apologise(error: Exception) -> None:
    from tripplan.cli._language import language  # noqa: PLC0415 - likewise
    from tripplan.messages import plain  # noqa: PLC0415 - likewise

    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""  # noqa: PTH119 - start-up
    said = plain(
        language(),
        "tripplan: internal error: {what}\n"
        "This is a fault of tripplan, not of your file. With TRIPPLAN_DEBUG=1 it prints what a report needs.",
        what=f"{type(error).__name__}: {error}{where}",
    )
    sys.stderr.write(f"{said}\n")


if __name__ == "__main__":
    main()
