"""What the server answers: one function for each question that an editor asks."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from tripplan.lsp import answers
from tripplan.lsp.hover import hover
from tripplan.lsp.outline import Outline
from tripplan.lsp.references import shape
from tripplan.lsp.server import Server
from tripplan.lsp.words import AIRPORT, fitting
from tripplan.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIGGERS = ['"', "[", "{", ".", "=", " "]  # what is typed before a word that may fit


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """The editor's language is the server's, where nobody has chosen another."""
    told = (params.locale or "").lower()
    if not ls.language_is_chosen and told:
        ls.language = next((each for each in LANGUAGES if told.startswith(each)), LANGUAGES[0])


def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """A document is shown."""
    ls.take(params.text_document.uri, params.text_document.version)


def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Something was typed."""
    ls.take(params.text_document.uri, params.text_document.version)


def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """A document is gone."""
    ls.drop(params.text_document.uri)


def shutdown(ls: Server, _: None) -> None:
    """The editor takes its leave."""
    ls.ended = True


def on_hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """What is known of the word under the cursor."""
    found = ls.token(params.text_document.uri, params.position)
    said = hover(*found, ls.form, ls.language) if found else ""
    if not found or not said:
        return None
    draft, token = found
    where = draft.positions.range(token.start, token.end)
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, said), where)


def on_completion(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """The words that fit at the cursor."""
    draft = ls.draft(params.text_document.uri)
    spot = Outline(draft.text[: draft.positions.offset(params.position)]).spot if draft else None
    if draft is None or spot is None or not draft.is_trip:
        return None
    words = fitting(draft, spot, ls.form, ls.language)
    items = [answers.completion(each, draft.whole(spot), draft) for each in words]
    # Airports are found by what is typed: with more of it, others come up.
    return types.CompletionList(is_incomplete=shape(spot.path) == AIRPORT, items=items)


def on_definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    """Where what is named under the cursor is written down."""
    found = ls.token(params.text_document.uri, params.position)
    return answers.definition(*found) if found else None


def on_symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The events."""
    draft = ls.draft(params.text_document.uri)
    return list(answers.symbols(draft, ls.language)) if draft else []


async def on_code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The quick fixes."""
    draft = ls.draft(params.text_document.uri)
    if draft is None or not draft.is_trip:
        return []
    report = await ls.report(draft)
    return list(answers.actions(report, draft, params.range, ls.form, ls.language))


# What an editor tells or asks: who answers, with which options. pygls hands the server in as `ls`.
_FEATURES: dict[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (initialize, None),
    types.TEXT_DOCUMENT_DID_OPEN: (did_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (did_change, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (did_close, None),
    types.SHUTDOWN: (shutdown, None),
    types.TEXT_DOCUMENT_HOVER: (on_hover, None),
    types.TEXT_DOCUMENT_COMPLETION: (on_completion, types.CompletionOptions(_TRIGGERS)),
    types.TEXT_DOCUMENT_DEFINITION: (on_definition, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (on_symbols, None),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        on_code_action,
        types.CodeActionOptions([types.CodeActionKind.QuickFix]),
    ),
}


def serve(language: str | None, locale: str) -> bool:
    """Serves one editor over standard input and output until it leaves; whether it took its leave.

    Args:
        language: in which it shall speak; None for that of the editor.
        locale: the language for an editor that names none.
    """
    server = Server(language, locale)
    for name, (answer, options) in _FEATURES.items():
        server.feature(name, options)(answer)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, out)  # nothing else may write there
    server.close()
    return server.ended
