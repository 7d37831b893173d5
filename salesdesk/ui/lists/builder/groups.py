"""Lines of the filter builder that hold together: all of them, or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.filters import Filter, Group, Join, Part, group
from salesdesk.ui.context import Context
from salesdesk.ui.lists.builder.lines import JOINT_WIDTH, FilterLine, RowsLeft
from salesdesk.ui.lists.builder.values import choice_box
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.text import label

Figure = tuple[RowsLeft, Filter]
"""A place for a number with the filter whose rows it counts."""


def join_box(name: str, join: Join) -> QComboBox:
    """Whether all or any of some lines must hold."""
    return choice_box(name, [(Join.ALL.value, "all"), (Join.ANY.value, "any")], join.value)


class LineList(QWidget):
    """Lines, and at the outer level groups of lines, one below the other."""

    changed = Signal()
    emptied = Signal()

    def __init__(self, context: Context, look: ListLook, *, nested: bool) -> None:
        super().__init__()
        self._context, self._look, self._nested = context, look, nested
        self._join = Join.ALL
        self.items: list[FilterLine | GroupFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    @property
    def join(self) -> Join:
        """Whether all or any must hold."""
        return self._join

    def set_join(self, join: Join) -> None:
        """Say whether all or any must hold."""
        self._join = join
        self._show_joints()

    def add(self, part: Part | None = None, *, grouped: bool = False) -> FilterLine | GroupFrame:
        """One more line, or a group of lines for a group; what is deeper stands in words."""
        fits = (
            isinstance(part, Group) and not part.negated and not any(isinstance(p, Group) for p in part.parts)
        )
        item: FilterLine | GroupFrame
        if not self._nested and (grouped or fits):
            item = GroupFrame(self._context, self._look, part if isinstance(part, Group) else None)
        else:
            item = FilterLine(self._context, self._look, part)
            item.moved.connect(partial(self._move, item))
        item.changed.connect(self.changed)
        item.removed.connect(partial(self._remove, item))
        self.items.append(item)
        self._column.addWidget(item)
        item.show()  # not later: it is given the keyboard
        self._show_joints()
        return item

    def clear(self) -> None:
        """Take every line away."""
        for item in self.items:
            self._column.removeWidget(item)
            item.hide()
            item.deleteLater()
        self.items = []

    def _remove(self, item: FilterLine | GroupFrame) -> None:
        at = self.items.index(item)
        self.items.remove(item)
        self._column.removeWidget(item)
        item.hide()
        item.deleteLater()
        self._show_joints()
        if self.items:
            self.items[max(0, at - 1)].setFocus()
        else:
            self.emptied.emit()
        self.changed.emit()

    def _move(self, item: FilterLine, by: int) -> None:
        at = self.items.index(item)
        if 0 <= at + by < len(self.items):
            self.items.insert(at + by, self.items.pop(at))
            self._column.removeWidget(item)
            self._column.insertWidget(at + by, item)
            self._show_joints()
            self.changed.emit()

    def _show_joints(self) -> None:
        word = self.tr("and") if self._join is Join.ALL else self.tr("or")
        for at, item in enumerate(self.items):
            item.joint.setText(word if at else self.tr("where"))

    def parts(self) -> list[Part]:
        """What the complete lines ask for."""
        return [part for item in self.items if (part := item.part()) is not None]

    def unfinished(self) -> FilterLine | None:
        """The first line that has no value yet."""
        for item in self.items:
            if isinstance(item, FilterLine):
                found = item if item.part() is None else None
            else:
                found = item.lines.unfinished()
            if found is not None:
                return found
        return None

    def figures(self, above: Sequence[Part]) -> list[Figure]:
        """What is counted beside each line: the rows left after it where all must hold, else its own among those that the
        lines ``above`` leave."""
        found: list[Figure] = []
        left = list(above)
        for item in self.items:
            part = item.part()
            if isinstance(item, GroupFrame):
                found += item.lines.figures(left if self._join is Join.ALL else above)
            if part is None:
                item.rows.show_number(None)
                continue
            if self._join is Join.ALL:
                left.append(part)
            found.append((item.rows, Filter(tuple(left if self._join is Join.ALL else [*above, part]))))
        return found


class GroupFrame(QWidget):
    """A group within the filter: its own "all" or "any", its lines, and the rows left after all of it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, context: Context, look: ListLook, part: Group | None = None) -> None:
        super().__init__()
        self.joint = label("", "secondary")
        self.joint.setFixedWidth(JOINT_WIDTH)
        self.joint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.rows = RowsLeft()
        self.rows.setProperty("strong", True)
        join = Join.ANY if part is None else part.join
        self._join = join_box(self.tr("Match"), join)
        self.lines = LineList(context, look, nested=True)
        frame = QFrame()
        frame.setProperty("filter_group", True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(self.tr("match"), "secondary"))
        head.addWidget(self._join)
        head.addWidget(label(self.tr("of these"), "secondary"))
        head.addStretch(1)
        head.addWidget(self.rows)
        head.addWidget(
            icon_button(context.theme, "x", self.tr("Take this group away"), self.removed.emit, size=14)
        )
        more = link_button(self.tr("+ Condition in this group"), self._add_line, accent=True)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(10, 8, 0, 8)
        inner.setSpacing(6)
        inner.addLayout(head)
        inner.addWidget(self.lines)
        inner.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.joint, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(frame, 1)
        self.joint.setContentsMargins(0, 14, 0, 0)
        self.lines.set_join(join)
        for one in part.parts if part is not None else (None,):
            self.lines.add(one)
        self.setFocusProxy(self._join)
        self._join.currentIndexChanged.connect(self._on_join)
        self.lines.changed.connect(self.changed)
        self.lines.emptied.connect(self.removed)

    def _on_join(self) -> None:
        self.lines.set_join(Join(self._join.currentData()))
        self.changed.emit()

    def _add_line(self) -> None:
        line = self.lines.add()
        if isinstance(line, FilterLine):
            line.field.setFocus()
        self.changed.emit()

    def part(self) -> Part | None:
        """The group, or its only line; None while no line is complete."""
        return group(self.lines.join, self.lines.parts())
