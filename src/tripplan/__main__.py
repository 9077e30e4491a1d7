"""The way in: answers `--version` by itself, hands everything else to the commands, and lets no traceback out."""

from __future__ import annotations

import os
import sys

from tripplan.streams import OutputError, write

TYPE_CHECKING = False  # what typing would say, without its import
if TYPE_CHECKING:
    from tripplan.messages import Message

FAILED, INTERRUPTED = 2, 130


def main() -> None:
    """Runs the program with the arguments of the process, and ends it with the right status."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None where the shell has closed it
        # A terminal that cannot show Hangul gets it spelled out, not a crash. A program gets UTF-8 whatever the locale is.
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OutputError as error:
        from tripplan.messages import say  # noqa: PLC0415 - start-up: hardly ever is there something to say here

        _tell(say("tripplan: standard output cannot be written: {why}"), why=error.args[0])
        sys.exit(FAILED)
    except Exception as error:
        if os.environ.get("TRIPPLAN_DEBUG"):
            raise
        apologise(described(error))
        sys.exit(FAILED)


def _run(arguments: list[str]) -> None:
    if arguments in (["--version"], ["-V"]):
        write(version() + "\n")
        return
    if shell := os.environ.get("_TRIPPLAN_COMPLETE"):
        from tripplan.complete import answer  # noqa: PLC0415 - start-up: only a shell's completion asks

        write(answer(shell, arguments))
        return
    from tripplan.cache.runs import ERR, begin  # noqa: PLC0415 - start-up: --version needs none of it

    run = begin(arguments)
    if run is None:
        _command(arguments)
    elif kept := run.answer():
        status, written = kept
        for stream, data in written:
            write(data, sys.stderr if stream == ERR else sys.stdout)
        sys.exit(status)
    else:
        with run:
            _command(arguments)


def _command(arguments: list[str]) -> None:
    seldom_collect()
    # pydantic would look through all installed packages for plugins: a thirtieth of a run, and none is wanted here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from tripplan.cli import run  # noqa: PLC0415 - likewise

    run(arguments)


def seldom_collect() -> None:
    """Lets Python look for garbage seldom: a run keeps most of what it makes, and the looking is a tenth of its time."""
    import gc  # noqa: PLC0415 - likewise

    gc.set_threshold(100_000, 50, 50)


def version() -> str:
    """What this program is and what data it goes by."""
    import tzdata  # noqa: PLC0415 - start-up: a bare import of this module loads nothing

    from tripplan import __version__  # noqa: PLC0415 - likewise

    # As places.data_version() says it, without the imports of that room.
    told = os.path.join(os.path.dirname(os.path.abspath(__file__)), "places", "data", "VERSION")
    with open(told, encoding="utf-8") as file:
        data = file.read().strip()
    return f"tripplan {__version__} (tzdata {tzdata.IANA_VERSION}; {data})"


def described(error: Exception) -> str:
    """What went wrong and where, in a line for a report."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}: {error}{where}"


def apologise(what: str) -> None:
    """Says on standard error that the program has failed, and not who uses it."""
    from tripplan.messages import say  # noqa: PLC0415 - likewise

    message = say(
        "tripplan: internal error: {what}\n"
        "This is a fault of tripplan, not of your file. With TRIPPLAN_DEBUG=1 it prints what a report needs."
    )
    _tell(message, what=what)


def _tell(message: Message, **values: str) -> None:
    from tripplan.cli._language import language  # noqa: PLC0415 - likewise
    from tripplan.messages import fill  # noqa: PLC0415 - likewise
    from tripplan.visible import visible  # noqa: PLC0415 - likewise

    said = fill(language(), message, **{name: visible(value) for name, value in values.items()})
    sys.stderr.write(f"{said}\n")


if __name__ == "__main__":
    main()
