"""An editor for tests: a real client that speaks to the real process over its standard input and output."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from lsprotocol import types
from pygls.lsp.client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

Story: TypeAlias = "Callable[[Editor], Coroutine[Any, Any, None]]"
Play: TypeAlias = "Callable[[Story], None]"

URI = "file:///nowhere/trip.toml"  # no such file: a document lives in the editor alone
PATIENCE = 60  # seconds for one answer: a machine under load is slow, and only a server that hangs fails

TRIP = """\
# 🛫 강원
[trip]
id = "t"
title = { ko = "🛫 강원", en = "Gangwon" }
home = "seoul"
start = 2024-09-23
end = 2024-09-23
languages = ["ko", "en"]

[places.seoul]
name = { ko = "서울시청", en = "City Hall" }
at = [37.5663, 126.9779]
address = "110 Sejong-daero"

[places.calgary]
at = [51.0447, -114.0719]

[places.museum]
name = "The Museum"
at = [37.5700, 126.9850]
address = "12 Street"
open = "Mo-Su 09:00-18:00"

[people.kim]
name = { ko = "김진태", en = "Kim" }
role = { ko = "도지사", en = "Governor" }
tags = ["principal"]

[people.lee]
name = "Lee"
tags = ["interpreter:ko-en"]

[groups]
office = ["kim", "lee"]

[resources.bus]
name = "Coach"
seats = 20

[[events]]
id = "first"
kind = "meeting"
title = "Talks"
place = "seoul"
start = 2024-09-23T10:00
end = 2024-09-23T11:00
who = ["office"]
resources = ["bus"]

[[events]]
id = "second"
kind = "visit"
place = "museum"
start = 2024-09-23T14:00
end = 2024-09-23T15:00
allow = { clock-change = "none there" }

[checks]
unused-place = "off"
unused-allow = "off"
"""


class Editor:
    """One document, and what the server says of it. `|` in a text marks the cursor and is taken out."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.client = LanguageClient("editor", "1")
        self.version = 0
        self.text = ""
        self.cursor = types.Position(0, 0)
        self.capabilities = types.ServerCapabilities()
        self._published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(
            lambda params: self._published.put_nowait(params)  # noqa: PLW0108 - pygls marks the function
        )

    async def greet(
        self, *options: str, encodings: list[types.PositionEncodingKind] | None, locale: str
    ) -> None:
        """Starts the server and shakes hands."""
        environment = {**os.environ, "PYTHONUTF8": "1"}
        await self.client.start_io(sys.executable, "-m", "tripplan", "lsp", *options, env=environment)
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        params = types.InitializeParams(types.ClientCapabilities(general=general), locale=locale)
        answer = await asyncio.wait_for(self.client.initialize_async(params), PATIENCE)
        self.capabilities = answer.capabilities
        self.client.initialized(types.InitializedParams())

    async def leave(self) -> tuple[int, str]:
        """Takes leave as the protocol has it; the exit status of the server, and what it wrote to standard error."""
        server = self.client._server
        assert server is not None
        assert server.stderr is not None
        await asyncio.wait_for(self.client.shutdown_async(None), PATIENCE)
        self.client.exit(None)
        return await self.ended(), (await server.stderr.read()).decode()

    async def ended(self) -> int:
        """Waits for the server's end; its exit status."""
        server = self.client._server
        assert server is not None
        status = await asyncio.wait_for(server.wait(), PATIENCE)
        untyped: Any = self.client
        await asyncio.wait_for(untyped.stop(), PATIENCE)
        return status

    def turn_to(self, uri: str) -> None:
        """Leaves the document open and turns to another, of which nothing has been shown yet."""
        self.uri, self.version, self.text = uri, 0, ""

    def show(self, text: str) -> None:
        """Opens the document with a text or, where it is open, types that over it."""
        self.text = text.replace("|", "", 1)
        before = text.partition("|")[0]
        line = before.rpartition("\n")[2]
        self.cursor = types.Position(before.count("\n"), len(line.encode("utf-16-le", "surrogatepass")) // 2)
        self.version += 1
        if self.version == 1:
            item = types.TextDocumentItem(self.uri, "toml", self.version, self.text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
            change = types.TextDocumentContentChangeWholeDocument(self.text)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self) -> None:
        """Closes the document."""
        document = types.TextDocumentIdentifier(self.uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def diagnostics(self) -> list[types.Diagnostic]:
        """What is wrong with the text that was shown last; what is said of earlier ones is passed over."""
        while True:
            params = await asyncio.wait_for(self._published.get(), PATIENCE)
            if params.uri == self.uri and params.version in {None, self.version}:
                return list(params.diagnostics)

    async def hover(self) -> str:
        """What is said of the word at the cursor."""
        answer = await self._ask(self.client.text_document_hover_async, types.HoverParams)
        if answer is None:
            return ""
        assert isinstance(answer.contents, types.MarkupContent)
        assert answer.contents.kind is types.MarkupKind.PlainText
        return answer.contents.value

    async def words(self) -> dict[str, types.CompletionItem]:
        """What completion offers at the cursor, by label."""
        answer = await self._ask(self.client.text_document_completion_async, types.CompletionParams)
        return {} if answer is None else {item.label: item for item in answer.items}

    async def definition(self) -> types.Location | None:
        """Where the word at the cursor leads."""
        answer: types.Location | None = await self._ask(
            self.client.text_document_definition_async, types.DefinitionParams
        )
        return answer

    async def actions(self) -> list[types.CodeAction]:
        """The quick fixes at the cursor."""
        here = types.Range(self.cursor, self.cursor)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri), here, types.CodeActionContext([])
        )
        answer = await asyncio.wait_for(self.client.text_document_code_action_async(params), PATIENCE)
        return [each for each in answer or [] if isinstance(each, types.CodeAction)]

    async def symbols(self) -> list[types.DocumentSymbol]:
        """The outline of the document."""
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(self.uri))
        answer = await asyncio.wait_for(self.client.text_document_document_symbol_async(params), PATIENCE)
        return [each for each in answer or [] if isinstance(each, types.DocumentSymbol)]

    async def _ask(self, question: Any, params: Any) -> Any:  # noqa: ANN401 - whichever question
        return await asyncio.wait_for(
            question(params(types.TextDocumentIdentifier(self.uri), self.cursor)), PATIENCE
        )

    def after(self, edit: types.TextEdit) -> str:
        """The text with an edit made, positions counted in UTF-16 as editors do."""
        lines = self.text.encode("utf-16-le", "surrogatepass").split("\n".encode("utf-16-le"))
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 2)
        raw = self.text.encode("utf-16-le", "surrogatepass")
        start, end = (starts[each.line] + 2 * each.character for each in (edit.range.start, edit.range.end))
        return (raw[:start] + edit.new_text.encode("utf-16-le", "surrogatepass") + raw[end:]).decode(
            "utf-16-le"
        )


@asynccontextmanager
async def editor(
    *options: str,
    encodings: list[types.PositionEncodingKind] | None = None,
    locale: str = "en",
    uri: str = URI,
) -> AsyncIterator[Editor]:
    """An editor with a server; it must leave cleanly and without a word on standard error."""
    opened = Editor(uri)
    await opened.greet(*options, encodings=encodings, locale=locale)
    yield opened
    assert await opened.leave() == (0, "")


def typed(old: str, new: str) -> str:
    """The trip with something typed over; `|` in it is the cursor."""
    assert old in TRIP
    return TRIP.replace(old, new, 1)


def alone(story: Story, *options: str, **how: Any) -> None:  # noqa: ANN401 - as `editor` takes
    """Plays a story with a server of its own, from the greeting to the leave."""

    async def play() -> None:
        async with editor(*options, **how) as opened:
            await story(opened)

    asyncio.run(play())


@contextmanager
def stories() -> Iterator[Play]:
    """Plays stories with one server, each with a document of its own; at the end it must leave cleanly and without a word."""
    numbers = itertools.count()
    with asyncio.Runner() as runner:
        opened = Editor("")
        runner.run(opened.greet(encodings=None, locale="en"))

        def play(story: Story) -> None:
            opened.turn_to(f"file:///nowhere/{next(numbers)}.toml")
            runner.run(story(opened))

        yield play
        assert runner.run(opened.leave()) == (0, "")
