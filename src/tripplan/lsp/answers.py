"""What the program knows, in the terms of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from tripplan.diagnostics import Severity
from tripplan.lsp.outline import Role
from tripplan.lsp.references import named_by
from tripplan.lsp.words import alternatives, written
from tripplan.messages import plain
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Diagnostic, FileReport
    from tripplan.lsp.draft import Draft
    from tripplan.lsp.format import Format
    from tripplan.lsp.outline import Path, Token
    from tripplan.lsp.words import Word

_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_UNUSED = "unused-"  # checks of these names tell of what could go: editors grey it out
_SLIPS = frozenset({"unknown-key", "unknown-reference", "bad-value"})


def diagnostic(found: Diagnostic, draft: Draft) -> types.Diagnostic:
    """A problem, with its hint below it and its other places beside it."""
    place = draft.positions.region
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(draft.uri, place(each.region)), visible(each.message)
        )
        for each in found.related
    ]
    return types.Diagnostic(
        range=place(found.region),
        message="\n".join(visible(each) for each in (found.message, found.hint) if each),
        severity=_SEVERITY[found.severity],
        code=found.check,
        source="tripplan",
        related_information=related or None,
        tags=[types.DiagnosticTag.Unnecessary] if found.check.startswith(_UNUSED) else None,
    )


def actions(
    report: FileReport, draft: Draft, asked: types.Range, form: Format, language: str
) -> Iterator[types.CodeAction]:
    """The quick fixes of the problems that touch a stretch: those that have been tried, and the words that a slip may mean."""
    first, last = (draft.positions.offset(each) for each in (asked.start, asked.end))
    for found in report.diagnostics:
        wrong = _slip(found, draft)
        start, end = draft.positions.offsets(found.region)
        if not found.counts or end < first or last < min(start, wrong.start if wrong else start):
            continue
        problem = diagnostic(found, draft)
        if found.repair:
            edits = [
                types.TextEdit(draft.positions.region(each.region), each.text) for each in found.repair.edits
            ]
            yield _action(found.repair.message, edits, problem, draft, preferred=found.repair.safe)
        elif wrong:
            for word in alternatives(draft, wrong, form, language):
                edit = types.TextEdit(
                    draft.positions.range(wrong.start, wrong.end), written(word, wrong.role)
                )
                title = plain(language, 'write "{word}"', word=word)
                yield _action(title, [edit], problem, draft, preferred=False)


def _slip(found: Diagnostic, draft: Draft) -> Token | None:
    """The word that is wrong where nothing but the word is; of a check that there is not, its name."""
    start, _ = draft.positions.offsets(found.region)
    token = draft.outline.token_at(start) if found.check in _SLIPS else None
    if token and (token.path[0] == "checks" or "allow" in token.path):
        known = token.path if found.check == "unknown-reference" else None
        return draft.outline.keys.get(known, token) if known else token
    return token if token and token.start == start else None


def _action(
    title: str, edits: list[types.TextEdit], problem: types.Diagnostic, draft: Draft, *, preferred: bool
) -> types.CodeAction:
    return types.CodeAction(
        title=visible(title),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[problem],
        is_preferred=preferred,
        edit=types.WorkspaceEdit(changes={draft.uri: list(edits)}),
    )


def completion(word: Word, spot: Token, draft: Draft) -> types.CompletionItem:
    """A word that fits, put in place of what is typed of it; quotes come with it where there are none yet."""
    key = spot.role is not Role.VALUE
    kind = types.CompletionItemKind.Property if key else types.CompletionItemKind.Value
    inside = draft.positions.range(
        spot.start + len(spot.quote), spot.end - (len(spot.quote) if spot.closed else 0)
    )
    text = written(word.text, spot.role)
    if spot.quote:
        text = text.strip('"') + (spot.quote if not spot.closed else "")
    elif spot.role is Role.KEY:
        text += " = "
    elif not key and not named_by(spot.path) and named_by((*spot.path, 0)):
        text = f"[{text}]"
    return types.CompletionItem(
        label=word.text,
        kind=kind,
        detail=visible(word.detail) or None,
        documentation=word.about or None,
        sort_text=f"{not word.needed:d}",
        filter_text=f"{word.text} {word.detail}".strip(),
        text_edit=types.TextEdit(inside, text),
    )


def symbols(draft: Draft, language: str) -> Iterator[types.DocumentSymbol]:
    """The events of a document, for its outline."""
    ends = [*(start for start, _ in draft.outline.headers), len(draft.text)][1:]
    for (start, path), end in zip(draft.outline.headers, ends, strict=True):
        if path[:1] == ("events",) and len(path) == 2:  # noqa: PLR2004 - the section and a number
            yield _symbol(draft, path, (start, end), language)


def _symbol(draft: Draft, path: Path, span: tuple[int, int], language: str) -> types.DocumentSymbol:
    values = draft.outline.values
    id_, kind = values.get((*path, "id")), values.get((*path, "kind"))
    found = draft.event_at(path)
    title = found[1].title.say(language, *found[0].trip.languages) if found else ""
    return types.DocumentSymbol(
        name=visible(title) or (id_.word if id_ and id_.word else "[[events]]"),
        detail=kind.word if kind else None,
        kind=types.SymbolKind.Event,
        range=draft.positions.range(*span),
        selection_range=draft.positions.range(id_.start, id_.end)
        if id_
        else draft.positions.range(span[0], span[0]),
    )


def definition(draft: Draft, token: Token) -> types.Location | None:
    """Where the place, person, group or resource that a token names is written down."""
    for section in named_by(token.path):
        for each in (draft, draft.before):
            found = each.outline.keys.get((section, token.word)) if each else None
            if each and found and draft.text[found.start : found.end] == each.text[found.start : found.end]:
                return types.Location(draft.uri, draft.positions.range(found.start, found.end))
    return None
