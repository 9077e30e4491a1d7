"""The server's memory: the documents as they stand in the editor, and what was found in them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tripplan import __version__
from tripplan.lsp import answers
from tripplan.lsp.draft import Draft
from tripplan.lsp.format import Format

if TYPE_CHECKING:
    from tripplan.diagnostics import FileReport
    from tripplan.lsp.outline import Token

_PAUSE = 0.15  # seconds without a change before the file is judged: less than a reader notices, more than a typist needs


class Server(LanguageServer):
    """A language server for trips: one process, everything warm, one judgement at a time."""

    def __init__(self, language: str | None, locale: str) -> None:
        # Whole texts: pygls divides lines where neither TOML nor the protocol does, so that changes by place would go astray.
        super().__init__("tripplan", __version__, types.TextDocumentSyncKind.Full)
        self.language = language or locale
        self.language_is_chosen = language is not None
        self.ended = False
        self._drafts: dict[str, Draft] = {}
        self._whole: dict[str, Draft] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._reports: dict[str, tuple[Draft, FileReport]] = {}
        self._form: Format | None = None

    @property
    def form(self) -> Format:
        """The file format, described in the reader's language."""
        if self._form is None:
            self._form = Format(self.language)
        return self._form

    def draft(self, uri: str) -> Draft | None:
        """The document as it stands in the editor; None where it is not open."""
        return self._drafts.get(uri)

    def token(self, uri: str, position: types.Position) -> tuple[Draft, Token] | None:
        """The word at a position of an open document, with its draft."""
        draft = self.draft(uri)
        token = draft.outline.token_at(draft.positions.offset(position)) if draft else None
        return (draft, token) if draft and token else None

    def take(self, uri: str, version: int | None) -> None:
        """Takes a document's new text, and has it judged when the typing pauses."""
        text = self.workspace.get_text_document(uri).source
        encoding = types.PositionEncodingKind(
            self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        )
        self._drafts[uri] = Draft(uri, version, text, encoding.value, self._whole.get(uri))
        self._cancel(uri)
        self._waiting[uri] = asyncio.ensure_future(self._judge_soon(uri))

    def drop(self, uri: str) -> None:
        """Forgets a document that is closed, and takes its diagnostics away."""
        self._cancel(uri)
        for known in (self._drafts, self._whole, self._reports):
            known.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def close(self) -> None:
        """Lets go of what was still to be judged."""
        self._worker.shutdown(cancel_futures=True)

    async def report(self, draft: Draft) -> FileReport:
        """Everything that is wrong with a draft: judged once, apart from the conversation with the editor."""
        known = self._reports.get(draft.uri)
        if known and known[0] is draft:
            return known[1]
        loop = asyncio.get_running_loop()
        report = await loop.run_in_executor(self._worker, draft.report, self.language)
        if self._drafts.get(draft.uri) is draft:
            self._reports[draft.uri] = draft, report
            if not any(each.check == "syntax" for each in report.diagnostics):
                self._whole[draft.uri] = Draft(draft.uri, draft.version, draft.written, draft.encoding)
        return report

    async def _judge_soon(self, uri: str) -> None:
        await asyncio.sleep(_PAUSE)
        draft = self._drafts[uri]
        report = await self.report(draft)
        if self._drafts.get(uri) is draft:
            counting = (each for each in report.diagnostics if each.counts and draft.is_trip)
            found = [answers.diagnostic(each, draft) for each in counting]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, draft.version))

    def _cancel(self, uri: str) -> None:
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()
