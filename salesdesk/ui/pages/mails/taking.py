"""Files of e-mails that are given to a record or to the window."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.attachments import FileHome
from salesdesk.domain.mails import MAIL_ENDINGS
from salesdesk.errors import SalesDeskError
from salesdesk.services.mails import MailDrop, MailsKept
from salesdesk.ui.context import Context
from salesdesk.ui.files.taken import without_own
from salesdesk.ui.pages.mails.people_dialog import MailPeopleDialog
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.wording import worded

_BEGINS = b"From "
"""How a file of many e-mails begins that has no ending, as mail programs keep their folders."""


def tr(text: str) -> str:
    """The text in the person's language."""
    return QCoreApplication.translate("mails", text)


def parted(context: Context, files: Sequence[Path | str]) -> tuple[list[Path], list[Path]]:
    """Those of some files that are e-mails, and the others; SalesDesk's own are said and left out."""
    paths = without_own(context, files)
    mails = [path for path in paths if _is_mail(path)]
    return mails, [path for path in paths if path not in mails]


def _is_mail(path: Path) -> bool:
    if path.suffix.casefold() in MAIL_ENDINGS:
        return True
    if path.suffix or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(_BEGINS)) == _BEGINS
    except OSError:
        return False


def take_mails(context: Context, host: QWidget, home: FileHome | None, paths: Sequence[Path]) -> None:
    """Read e-mails and keep them with the record they were dropped on (None: the window) and with whom they are. Where somebody
    who wrote is unknown, the person is asked first; ``host`` is what the question stands over."""
    mails = context.services.mails
    context.tasks.run(
        lambda work: mails.read(paths, home, work=work),
        done=partial(_consider, context, host),
        failed=partial(_failed, context),
        title=tr("Reading e-mails"),
        owner=host,
    )


def _consider(context: Context, host: QWidget, drop: MailDrop) -> None:
    if drop.asks:
        dialog = MailPeopleDialog(host.window(), context, drop)
        dialog.decided.connect(lambda answer: _keep(context, *answer))
        dialog.open()
    elif drop.mails:
        _keep(context, drop, {}, ())
    else:
        context.messages.error(_rest(drop) or tr("There is no e-mail in it."))


def _keep(context: Context, drop: MailDrop, added: Mapping[str, str], own: Collection[str]) -> None:
    mails = context.services.mails
    context.tasks.run(
        lambda work: mails.keep(drop, added, own, work=work),
        done=partial(_say, context, drop),
        failed=partial(_failed, context),
        title=tr("Keeping e-mails"),
    )


def _say(context: Context, drop: MailDrop, kept: MailsKept) -> None:
    parts = []
    if kept.kept:
        parts.append(_with(context, kept))
    if kept.added:
        count = len(kept.added)
        parts.append(tr("1 contact added") if count == 1 else tr("{0} contacts added").format(count))
    if kept.files:
        parts.append(tr("1 file") if kept.files == 1 else tr("{0} files").format(kept.files))
    if kept.undated:
        alone = kept.undated == 1 and len(kept.kept) == 1
        text = tr("Its date cannot be read or lies ahead, so it stands on today")
        many = tr("{0} with a date that cannot be read or lies ahead stand on today")
        parts.append(text if alone else many.format(number_text(kept.undated)))
    if kept.again:
        alone = kept.again == 1 and not kept.kept
        parts.append(tr("It was kept already") if alone else tr("{0} kept already").format(kept.again))
    if kept.astray:
        parts.append(tr("{0} with nobody you know left out").format(kept.astray))
    rest = _rest(drop)
    text = " · ".join([*parts, *([rest] if rest else [])])
    if kept.changes.batch is not None:
        context.messages.done(text)
    else:
        context.messages.say(text)


def _with(context: Context, kept: MailsKept) -> str:
    count = len(kept.kept)
    what = tr("1 e-mail kept") if count == 1 else tr("{0} e-mails kept").format(number_text(count))
    people = sorted(kept.people)
    if not people:
        return what
    page = context.store.contacts.page(people[:1], ["full_name"])
    name = str(page[people[0]]["full_name"]) if people[0] in page else ""
    if len(people) == 1:
        return tr("{0} with {1}").format(what, name)
    return tr("{0} with {1} and {2} more").format(what, name, len(people) - 1)


def _rest(drop: MailDrop) -> str:
    """What could not be read or kept."""
    parts = [worded(error) for error in drop.refused[:1]]
    unread = drop.unread + max(0, len(drop.refused) - 1)
    if unread:
        parts.append(tr("{0} could not be read").format(unread))
    if drop.left_out:
        parts.append(
            tr("the attachment {0} could not be kept").format(drop.left_out[0])
            if len(drop.left_out) == 1
            else tr("{0} attachments could not be kept").format(len(drop.left_out))
        )
    return " · ".join(parts)


def _failed(context: Context, error: Exception) -> None:
    if not isinstance(error, SalesDeskError):
        raise error
    context.messages.error(error)
