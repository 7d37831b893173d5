"""Languages of the interface: English is in the program, others are Qt translation files in the resources."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from salesdesk.paths import resource

PREFIX = "salesdesk_"


def available_languages() -> list[tuple[str, str]]:
    """(code, name in the language itself) of every language there is a translation for, English first."""
    folder = resource("translations")
    codes = (
        sorted(path.stem.removeprefix(PREFIX) for path in folder.glob(f"{PREFIX}*.qm"))
        if folder.is_dir()
        else []
    )
    return [("en", "English"), *((code, QLocale(code).nativeLanguageName().capitalize()) for code in codes)]


def install_language(application: QCoreApplication, code: str) -> QTranslator | None:
    """Use a language for all texts made from now on; None (and English) when there is no translation for it.
    The application must keep what is returned for as long as it runs."""
    if code not in dict(available_languages()):  # or what stands in settings that somebody else wrote
        return None
    file = resource("translations") / f"{PREFIX}{code}.qm"
    translator = QTranslator(application)
    if not translator.load(str(file)):
        return None
    application.installTranslator(translator)
    return translator


def use_locale(language: str, system: QLocale | None = None) -> None:
    """Write days, months and numbers as the language of the pages does: the system's own way where it speaks that
    language, else the usual one of it. "Okt." and "100.000 people" have no place in a page in English. What is typed is
    read as the file says, see ``value_texts.typing_customs``."""
    own = system if system is not None else QLocale.system()
    spoken = QLocale(language if language in dict(available_languages()) else "en")
    QLocale.setDefault(own if own.language() == spoken.language() else spoken)
