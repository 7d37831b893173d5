"""What was typed into a dialog or the quick log and not saved, kept until it is opened again, also by the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.drafts import Draft, DraftChange, Records, Typed
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class DraftOf:
    """What a draft belongs to: a ``form``, told from every other one, and the ``records`` it is about."""

    form: str
    records: Records = ()


class DraftKeeper(Protocol):
    """Keeps drafts where they outlive the window."""

    def of(self, form: str) -> Sequence[Draft]:
        """Those of a form, the newest first."""

    def write(
        self, changes: Sequence[DraftChange], done: Callable[[], object], failed: Callable[[], object]
    ) -> None:
        """Write some, and say when that is done or cannot be; it never waits for the file."""


@dataclass(slots=True, eq=False)
class _Held:
    """The draft of a form that this window goes on with; ``mark`` is its own in the file, "" when it is not there."""

    about: DraftOf
    fields: Mapping[str, Typed]
    mark: str = ""
    is_written: bool = False


class Drafts(QObject):
    """Those of a window, by what they belong to, the oldest first.

    With ``keep_in`` they are written a moment after they were typed, and those that another window left are there too;
    without it they go with the window. ``put_by`` says that something was left that waits for its dialog, ``written`` that
    the file holds what was typed so far.
    """

    put_by = Signal()
    written = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._held: dict[str, _Held] = {}
        self._left: list[_Held] = []  # not written, and another one of the same form is gone on with
        self._keeper: DraftKeeper | None = None
        self._is_writing = self._is_refused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WRITE_MS)
        self._timer.timeout.connect(self.save)

    @classmethod
    def of(cls, part: QWidget) -> Drafts | None:
        """Those of the window that a dialog or a part of a page belongs to."""
        parent = part.parentWidget()
        if parent is None:
            return None
        window = parent.window()
        while (above := window.parentWidget()) is not None:
            window = above.window()  # a dialog over a dialog: what is kept must outlive both
        return window.findChild(cls) or cls(window)

    def keep_in(self, keeper: DraftKeeper) -> None:
        """Have what was kept before, and keep it there from now on."""
        self._keeper = keeper

    @property
    def is_lasting(self) -> bool:
        """Whether they are there again after the window was closed."""
        return self._keeper is not None and not self._is_refused

    @property
    def unwritten(self) -> int:
        """How many go with the window."""
        return sum(not one.is_written and bool(one.fields) for one in self._all())

    def keep(self, about: DraftOf, typed: Mapping[str, Typed]) -> None:
        """Remember what was typed; nothing typed forgets what was kept."""
        held = self._held.pop(about.form, None)
        if held is None and not typed:
            return
        if held is None:
            held = _Held(about, typed)
        elif held.fields != typed:
            held.fields, held.is_written = typed, False
        if typed or held.mark or self._is_writing:
            self._held[about.form] = held
        while self._keeper is None and len(self._held) > _MOST:
            del self._held[next(iter(self._held))]
        if not held.is_written:
            self._write_soon()

    def get(self, about: DraftOf) -> Mapping[str, Typed]:
        """What is kept: what this window left, else the newest of what any left."""
        held = self._held.get(about.form)
        if self._keeper is None or (held is not None and held.fields and not held.is_written):
            return held.fields if held is not None else {}
        if held is not None and not held.is_written:
            self._left.append(self._held.pop(about.form))  # it is still to be forgotten
        going = {one.mark for one in self._left}
        kept = [one for one in self._keeper.of(about.form) if one.mark not in going]
        if not kept:
            self._held.pop(about.form, None)
            return {}
        own = next((one for one in kept if held is not None and one.mark == held.mark), kept[0])
        self._held[about.form] = _Held(about, own.fields, own.mark, is_written=True)
        return own.fields

    def others(self, about: DraftOf) -> list[Draft]:
        """What another window began at the same place, the newest first, and what was left for it here."""
        held = self._held.get(about.form)
        left = [
            Draft(about.form, about.records, one.fields, one.mark)
            for one in self._left
            if one.about.form == about.form and one.fields
        ]
        known = {one.mark for one in (held, *self._left) if one is not None and one.mark}
        kept = self._keeper.of(about.form) if self._keeper is not None else ()
        shown = held.fields if held is not None else None
        return [*left, *(one for one in kept if one.mark not in known and one.fields != shown)]

    def take(self, about: DraftOf, other: Draft) -> None:
        """Go on with one of the ``others``; what was gone on with so far is one of them from now on."""
        held = self._held.pop(about.form, None)
        if held is not None and not held.is_written and (held.fields or held.mark):
            self._left.append(held)
        before = next((one for one in self._left if one.fields is other.fields), None)
        if before is not None:
            self._left.remove(before)
        self._held[about.form] = before or _Held(about, other.fields, other.mark, is_written=True)
        self._write_soon()

    def forget(self, about: DraftOf) -> None:
        """It was saved, or is not wanted any more."""
        self.keep(about, {})

    def forget_those(self, meant: Callable[[Draft], bool]) -> None:
        """Forget all that are ``meant`` and not written yet; those in the file are not for the window to forget."""
        for one in self._all():
            if (
                one.fields
                and not one.is_written
                and meant(Draft(one.about.form, one.about.records, one.fields, one.mark))
            ):
                one.fields = {}
        self._drop_empty()

    def save(self) -> None:
        """Write them now; closing the window calls it."""
        self._timer.stop()
        asked = [(one, one.fields, _change(one)) for one in self._all() if not one.is_written]
        if self._keeper is None or self._is_writing or not asked:
            return

        def done() -> None:
            for one, fields, change in asked:
                one.mark = change.draft.mark if fields else ""
                one.is_written = one.fields is fields
            self._ended()
            self.written.emit()

        self._is_writing = True
        self._keeper.write([change for _, _, change in asked], done, partial(self._ended, refused=True))

    def _ended(self, *, refused: bool = False) -> None:
        self._is_writing, self._is_refused = False, refused
        self._left = [one for one in self._left if not one.is_written and (one.fields or one.mark)]
        self._drop_empty()
        if not refused and not all(one.is_written for one in self._all()):
            self._write_soon()

    def _drop_empty(self) -> None:
        if not self._is_writing:
            for form, one in list(self._held.items()):
                if not one.fields and not one.mark:
                    del self._held[form]

    def _all(self) -> list[_Held]:
        return [*self._held.values(), *self._left]

    def _write_soon(self) -> None:
        if self._keeper is not None and not self._timer.isActive():
            self._timer.start()


_WRITE_MS = 1000
"""What is typed is written so long after its first key, and not sooner again."""
_MOST = 100
_SHOWN = 80


def _change(held: _Held) -> DraftChange:
    about = held.about
    return DraftChange(Draft(about.form, about.records, held.fields, uuid4().hex), held.mark)


def told_text(fields: Mapping[str, Typed]) -> str:
    """What a draft says, in one line: the longest text that was typed."""
    texts = [str(one.after) for one in fields.values() if one.after and one.after != one.before]
    line = one_line(max(texts, key=len, default=""))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
