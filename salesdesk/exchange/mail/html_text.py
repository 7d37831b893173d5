"""HTML of e-mails as text that can be read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LONGEST = 4_000_000
"""Characters of HTML that are looked at."""
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "math", "object"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_APART = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr"})
"""Blocks with a blank line around them."""
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._unseen: list[str] = []
        self._verbatim = 0
        self._quoted = 0
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            if tag not in _VOID and tag == self._unseen[-1]:
                self._unseen.append(tag)
            return
        said = dict(attrs)
        if tag not in _VOID and (tag in _UNSEEN or _HIDDEN.search(said.get("style") or "")):
            self._unseen.append(tag)
            return
        if tag == "br":
            self._break(apart=not self._has_words())
        elif tag in _BLOCKS:
            self._break(apart=tag in _APART)
            self._verbatim += tag == "pre"
            self._quoted += tag == "blockquote"
            if tag == "li":
                self._line.append("- ")
            elif tag == "hr":
                self._line.append("---")
                self._break(apart=True)
        elif tag in ("td", "th") and self._has_words():
            self._line.append("  ")
        elif tag == "img" and said.get("alt"):
            self._line.append(str(said["alt"]))
        elif tag == "a" and said.get("href"):
            self._link = (str(said["href"]), len(self._line))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag == "a" and self._link is not None:
            target, start = self._link
            self._link = None
            shown = "".join(self._line[start:]).strip()
            if target.startswith(("http://", "https://")) and shown and _bare(target) != _bare(shown):
                self._line.append(f" <{target}>" if len(target) <= 200 else "")
        elif tag in _BLOCKS:
            self._break(apart=tag in _APART)
            self._verbatim = max(0, self._verbatim - (tag == "pre"))
            self._quoted = max(0, self._quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._verbatim:
            first, *others = data.split("\n")
            self._line.append(first)
            for other in others:
                self._break()
                self._line.append(other)
            return
        text = _SPACES.sub(" ", data)
        if text.startswith(" ") and (not self._line or self._line[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._line.append(text)

    def _has_words(self) -> bool:
        return any(part.strip() for part in self._line)

    def _break(self, *, apart: bool = False) -> None:
        text = "".join(self._line)
        text = text.rstrip() if self._verbatim else text.strip()
        self._line = []
        self._link = None if self._link is None else (self._link[0], 0)
        mark = "> " * min(self._quoted, 5)
        if text:
            self.lines.append(mark + text)
        if apart and self.lines and self.lines[-1] != mark.rstrip() and self.lines[-1]:
            self.lines.append(mark.rstrip())

    def finish(self) -> str:
        self._break()
        return "\n".join(self.lines)


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?|/$", "", address.strip().casefold())


def text_of_html(html: str) -> str:
    """The text of HTML: paragraphs, lists, quotes and the targets of links; nothing that is hidden or would be run."""
    reader = _Reader()
    try:
        reader.feed(html[:LONGEST])
        reader.close()
    except (AssertionError, ValueError):  # the library gives up on some declarations: what was read stands
        pass
    return reader.finish()
