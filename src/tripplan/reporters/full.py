"""The report for people: each finding with its line of the file, its place underlined, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tripplan.diagnostics import Severity
from tripplan.messages import plain
from tripplan.reporters._cells import cells, wrapped
from tripplan.reporters._summary import summary
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Diagnostic, FileReport, Region, Report
    from tripplan.reporters import Style

# SGR codes by role. Written here and not by rich, whose import costs more than the whole of a small check.
_PAINT = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "allowed": "2",
    "strong": "1",
    "frame": "34",
    "hint": "32",
    "good": "1;32",
}
_WINDOW = 100  # cells of a source line that are shown: a longer one is cut to the part that matters


def full(report: Report, style: Style) -> str:
    """The report in full, closed by the summary; what the baseline knows is counted there and not shown."""
    writer = _Writer(style)
    blocks = [block for file in report.files for block in writer.blocks(file)]
    first, *others = summary(report, style.language)
    closing = [writer.paint(first, _verdict(report)), *others]
    return "".join(f"{block}\n\n" for block in blocks) + "".join(f"{line}\n" for line in closing)


def _verdict(report: Report) -> str:
    """The colour of the whole: that of the worst that counts; a file that nobody has read is never good."""
    counts = report.count()
    found = next((severity.value for severity in Severity if counts[severity.value]), "good")
    return "error" if report.unread else found


@dataclass(frozen=True, slots=True)
class _Writer:
    style: Style

    def paint(self, text: str, role: str) -> str:
        return f"\x1b[{_PAINT[role]}m{text}\x1b[0m" if self.style.color else text

    def blocks(self, file: FileReport) -> Iterator[str]:
        lines = file.text.split("\n")  # as line numbers count; splitlines() knows more ends than an editor
        return ("\n".join(self._lines(each, lines)) for each in file.diagnostics if not each.known)

    def _lines(self, each: Diagnostic, lines: list[str]) -> Iterator[str]:
        allowed = each.allowed is not None
        role = "allowed" if allowed else each.severity.value
        accepted = f"{plain(self.style.language, 'allowed')} " if allowed else ""
        head = f"{accepted}{each.severity.value}[{each.check}]"
        text = self._wrapped(f"{head}: {visible(each.message)}", "  ")
        yield self.paint(head, role) + self.paint(text[len(head) :], "strong")
        gutter = len(str(max([each.region.line, *(it.region.line for it in each.related)])))
        pad = " " * gutter
        place = f"{visible(each.file)}:{each.region.line}:{each.region.column}"
        yield f"{pad}{self.paint('-->', 'frame')} {place}"
        yield from self._source(each.region, lines, gutter, ("^", role))
        for related in each.related:
            if related.region.line != each.region.line:
                yield f"{pad} {self.paint('...', 'frame')}"
            yield from self._source(related.region, lines, gutter, ("-", "frame"), visible(related.message))
        yield from self._notes(each, pad)

    def _notes(self, each: Diagnostic, pad: str) -> Iterator[str]:
        """What is said under the source: why the file accepts it or, else, what would mend it."""
        language = self.style.language
        notes = [(plain(language, "allowed"), each.allowed)]
        if each.allowed is None:
            fix = each.repair.message if each.repair else None
            notes = [(plain(language, "hint"), each.hint), (plain(language, "fix"), fix)]
        said = [(name, text) for name, text in notes if text is not None]
        if said:
            yield f"{pad} {self.paint('|', 'frame')}"
        for name, text in said:
            note = self._wrapped(f"{name}: {visible(text)}", f"{pad}   ")
            head = name if each.allowed is not None else self.paint(name, "hint")
            yield f"{pad} {self.paint('=', 'frame')} {head}{note[len(name) :]}"

    def _wrapped(self, text: str, indent: str) -> str:
        return text if self.style.width is None else wrapped(text, self.style.width, indent)

    def _source(
        self, region: Region, lines: list[str], gutter: int, mark: tuple[str, str], note: str = ""
    ) -> Iterator[str]:
        if region.line > len(lines):
            return
        source = lines[region.line - 1].rstrip("\r")
        end = region.end_column - 1 if region.end_line == region.line else len(source)
        before, marked, after = _window(source, region.column - 1, max(end, region.column))
        number = self.paint(f"{region.line:>{gutter}}", "frame")
        bar = self.paint("|", "frame")
        yield f"{number} {bar} {before}{marked}{after}"
        underline = self.paint(mark[0] * max(1, cells(marked)) + (f" {note}" if note else ""), mark[1])
        yield f"{' ' * gutter} {bar} {' ' * cells(before)}{underline}"


def _window(line: str, start: int, end: int) -> tuple[str, str, str]:
    """The part of a line around what is marked, made visible: before, marked, after."""
    left = max(0, start - _WINDOW // 2)
    right = max(min(end, start + _WINDOW // 2), start)
    before, marked, after = line[left:start], line[start:right], line[right : left + _WINDOW]
    return (
        ("…" if left else "") + visible(before),
        visible(marked),
        visible(after) + ("…" if left + _WINDOW < len(line) else ""),
    )
