"""The parts of the review: what is decided there is what is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.modeltest import ModelTester

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.imports import ListAction, ListDecision, ListKind, MatchKey, Mode, Resolution
from salesdesk.ui.pages.imports.review.values import CREATE
from salesdesk.ui.pages.imports.steps.head_table import HeadModel
from salesdesk.ui.pages.imports.steps.outcome_card import with_mode
from salesdesk.ui.pages.imports.wizard import REVIEW
from tests.ui.naming import assert_all_named
from tests.ui.pages.imports.conftest import Desk

KNOWN = (
    "Name;E-Mail;Position;Ort\n"
    "Ann Berg;ann@berg.example;Head of Ops;Ulm\n"
    "Ben Cole;ben@cole.example;Buyer;Bonn\n"
)


def _two_known(desk: Desk) -> tuple[int, int]:
    ann = desk.services.contacts.create(
        {"full_name": "Ann Berg", "email": "ann@berg.example", "job_title": "Clerk"}
    )
    ben = desk.services.contacts.create({"full_name": "Ben Cole", "email": "ben@cole.example"})
    return ann[0], ben[0]


def _city(desk: Desk, contact: int) -> object:
    return desk.store.contacts.page([contact], ["city"])[contact]["city"]


def test_changes_are_ticked_value_by_value(desk: Desk) -> None:
    ann, ben = _two_known(desk)
    desk.open(desk.csv("list.csv", KNOWN))
    assert desk.wizard.match.outcome.next.text() == "Update 2 records"
    desk.wizard.look_at("changed")
    part = desk.wizard.review.changed
    rows = [part._model.record(at) for at in range(part._model.rowCount())]
    assert [(row.name, row.change.field, row.on) for row in rows] == [
        ("Ann Berg", "city", True),
        ("Ben Cole", "job_title", True),
        ("Ben Cole", "city", True),
    ]
    assert_all_named(part)
    part.table.setFocus()
    part.table.select_id(0)
    desk.qtbot.keyClick(part.table, Qt.Key.Key_Space)
    desk.wait()
    assert not part._model.record(0).on
    assert desk.run.plan is not None
    assert desk.run.plan.counts.changed == 1
    part.table.select_id(1)
    desk.qtbot.mouseClick(part.record, Qt.MouseButton.LeftButton)
    desk.wait()
    assert [part._model.record(at).on for at in range(3)] == [False, False, False]
    assert desk.wizard.review.next.text() == "Nothing to import" or not desk.wizard.review.next.isEnabled()
    desk.qtbot.mouseClick(part.all, Qt.MouseButton.LeftButton)
    desk.wait()
    part.table.select_id(0)
    desk.qtbot.keyClick(part.table, Qt.Key.Key_Space)
    desk.wait()
    desk.qtbot.mouseClick(desk.wizard.review.next, Qt.MouseButton.LeftButton)
    desk.wait()
    assert (_city(desk, ann), _city(desk, ben)) == (None, "Bonn")


def test_a_field_is_overwritten_only_when_said_so(desk: Desk) -> None:
    _two_known(desk)
    desk.open(desk.csv("list.csv", KNOWN))
    desk.wizard.look_at("rules")
    rules = desk.wizard.review.rules
    assert_all_named(rules)
    place = next(at for at, row in enumerate(rules._fields.keys) if row.field == "job_title")
    rules.fields.setFocus()
    rules.fields.select_id(place)
    desk.qtbot.keyClick(rules.fields, Qt.Key.Key_Return)
    menu = next(m for m in rules.fields.findChildren(QMenu, "mode_menu") if m.isVisible())
    next(a for a in menu.actions() if a.text() == "Overwrite").trigger()
    menu.close()
    desk.wait()
    assert desk.run.decisions.mode("job_title") is Mode.OVERWRITE
    desk.wizard.look_at("changed")
    part = desk.wizard.review.changed
    fields = [part._model.record(at).change.field for at in range(part._model.rowCount())]
    assert fields.count("job_title") == 2
    assert desk.wizard.match.outcome is not None
    desk.page.go_to(1)
    assert "decided per field" in desk.wizard.match.outcome._notes["known"].text()


def test_what_is_there_stands_before_what_will_be(desk: Desk) -> None:
    header = "Name,Email,Phone,Company,Tags\n"
    desk.open(desk.csv("base.csv", header + "Bob Ray,bob@y.com,+44 20 7946 0001,Ycorp,vip\n"))
    desk.run.apply()
    desk.wait()
    desk.open(desk.csv("more.csv", header + "Bob Ray,bob@y.com,+44 20 7946 0002,Zcorp,new; old\n"))
    desk.run.decide(with_mode(desk.run.decisions, "overwrite"))
    desk.wait()
    desk.wizard.look_at("changed")
    part = desk.wizard.review.changed
    lines = [part._model.record(at) for at in range(part._model.rowCount())]
    assert [(row.change.field, row.before, row.after, row.adds) for row in lines] == [
        ("phone", "+44 20 7946 0001", "+44 20 7946 0002", False),
        ("tags", "vip", "vip, new", True),
        ("tags", "vip, new", "vip, new, old", True),
        ("company", "Ycorp", "Zcorp (and still at Ycorp)", False),
    ]
    desk.run.apply()
    desk.wait()
    bob = desk.store.contacts.get(desk.store.contacts.ids()[0])
    assert sorted(bob.tags) == ["new", "old", "vip"]
    assert {link.company: link.is_primary for link in bob.companies} == {"Zcorp": True, "Ycorp": False}


def test_match_keys_are_ordered_and_left_out(desk: Desk) -> None:
    _two_known(desk)
    desk.open(desk.csv("list.csv", KNOWN))
    desk.wizard.look_at("rules")
    rules = desk.wizard.review.rules
    rules.keys.select_id(1)
    desk.qtbot.mouseClick(rules.up, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.run.decisions.match_keys[0] is MatchKey.EMAIL
    for key in tuple(desk.run.decisions.match_keys):
        place = next(at for at, row in enumerate(rules._keys.keys) if row.key is key)
        rules.keys.ticked.emit([place])
        desk.wait()
    assert desk.run.decisions.match_keys == ()
    assert desk.run.plan is not None
    assert desk.run.plan.counts.changed == 0


def test_duplicates_are_decided_side_by_side(desk: Desk) -> None:
    text = "Name;E-Mail;Firma\nAnn Berg;ann@berg.example;Berg GmbH\nAnn Berg;ann@berg.example;Berg GmbH\n"
    desk.open(desk.csv("list.csv", text))
    desk.wizard.look_at("duplicates")
    part = desk.wizard.review.duplicates
    assert_all_named(part)
    assert part._model.rowCount() == 1
    assert part._title.text() == "Ann Berg and Ann Berg"
    assert "same e-mail" in part._reasons.text()
    assert [value.mine for value in part._pair.keys][:2] == ["Ann Berg", "Berg GmbH"]
    assert part.choice.current() == Resolution.UPDATE.value
    desk.qtbot.mouseClick(part.bulk[Resolution.CREATE], Qt.MouseButton.LeftButton)
    desk.wait()
    assert part.choice.current() == Resolution.CREATE.value
    desk.run.apply()
    desk.wait()
    assert desk.names() == ["Ann Berg", "Ann Berg"]


def test_a_row_is_called_by_its_person_and_not_by_the_company(desk: Desk) -> None:
    text = "Vorname;Nachname;Firma;E-Mail\nKatrin;Berg;Berg GmbH;k@berg.example\nKathrin;Berg;Berg GmbH;k@berg.example\n"
    desk.open(desk.csv("list.csv", text))
    desk.wizard.look_at("duplicates")
    assert desk.wizard.review.duplicates._title.text() == "Kathrin Berg and Katrin Berg"


def test_a_likeness_without_a_shared_key_can_be_updated(desk: Desk) -> None:
    values = {
        "full_name": "Jonathan Lindqvist",
        "company": "Fjord Coffee AB",
        "city": "Göteborg",
        "postal_code": "41105",
    }
    known = desk.services.contacts.create(values)[0]
    text = "Name;Firma;Ort;PLZ;Position\nJonathan Lindquist;Fjord Coffee;Göteborg;41105;Founder\n"
    desk.open(desk.csv("list.csv", text))
    assert desk.run.plan is not None
    assert desk.run.plan.counts.duplicates == 1
    desk.wizard.look_at("duplicates")
    part = desk.wizard.review.duplicates
    assert "Jonathan Lindqvist" in [value.theirs for value in part._pair.keys]
    part.choice.chosen.emit(Resolution.UPDATE.value)
    desk.wait()
    desk.run.apply()
    desk.wait()
    assert desk.store.contacts.count() == 1
    assert desk.store.contacts.page([known], ["job_title"])[known]["job_title"] == "Founder"


def test_a_problem_is_mended_in_the_grid_and_read_again(desk: Desk) -> None:
    desk.open(
        desk.csv(
            "list.csv", "Name;E-Mail;Ort\nAnn Berg;ann at berg;Ulm\n;;Bonn\nBen Cole;ben@cole.example;Bonn\n"
        )
    )
    assert desk.wizard.match.outcome.next.text() == "Review 2 problems"
    desk.wizard.look_at("problems")
    part = desk.wizard.review.problems
    assert_all_named(part)
    assert [(row.number, row.header, row.tone) for row in part.rows] == [
        (2, "E-Mail", "warn"),
        (3, "whole row", "bad"),
    ]
    model = part._model
    model.setData(model.index(0, model.column_of("value")), "ann@berg.example")
    desk.wait()
    assert [(row.number, row.fixed) for row in part.rows] == [(2, True), (3, False)]
    part.table.select_id(1)
    desk.idle()
    desk.qtbot.waitUntil(lambda: part._raw is not None and part._raw[0] == (0, 1))
    assert part.reason.text() == "The row has no name, e-mail or phone. The row stays out."
    cells = part._cells_model
    assert [cell.text for cell in part._cells.keys] == ["", "", "Bonn"]
    cells.setData(cells.index(0, cells.column_of("text")), "Cid Dorn")
    desk.wait()
    assert all(row.fixed for row in part.rows)
    desk.run.apply()
    desk.wait()
    assert desk.names() == ["Ann Berg", "Ben Cole", "Cid Dorn"]
    first = desk.store.contacts.page(desk.store.contacts.ids(), ["full_name", "email"]).values()
    assert {row["full_name"]: row["email"] for row in first}["Ann Berg"] == "ann@berg.example"


def test_unknown_values_are_decided_once(desk: Desk) -> None:
    ruth = desk.services.owners.create("Ruth Vogt")[0]
    text = "Name;E-Mail;Betreuer;Tags\nAnn Berg;ann@berg.example;R. Vogt;expo\nBen Cole;ben@cole.example;R. Vogt;vip\n"
    desk.open(desk.csv("list.csv", text))
    desk.wizard.look_at("values")
    part = desk.wizard.review.values
    assert_all_named(part)
    assert [(value.name, value.rows) for value in part._source.keys] == [
        ("R. Vogt", 2),
        ("expo", 1),
        ("vip", 1),
    ]
    part.table.setFocus()
    part.table.select_id(0)
    desk.qtbot.keyClick(part.table, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.qtbot.keyClicks(popup.field, "ruth")
    desk.qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    desk.wait()
    owner = part._source.keys[0]
    assert part._present(owner).decision == ListDecision(ListAction.MAP, ruth)
    assert part.decision_text(part._present(owner)) == "Use “Ruth Vogt”"
    part.decide([part._source.keys[1]], ListDecision(ListAction.SKIP))
    desk.wait()
    desk.run.apply()
    desk.wait()
    rows = desk.store.contacts.page(desk.store.contacts.ids(), ["full_name", "owner", "tags"]).values()
    assert {row["full_name"]: (row["owner"], row["tags"]) for row in rows} == {
        "Ann Berg": ("Ruth Vogt", None),
        "Ben Cole": ("Ruth Vogt", ("vip",)),
    }


def test_an_unknown_lifecycle_stage_means_one_there_is(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", "Name;E-Mail;Lifecycle stage\nAnn Berg;ann@berg.example;Very hot\n"))
    desk.wizard.look_at("values")
    part = desk.wizard.review.values
    (value,) = part._source.keys
    offered = [result.title for result in part.offer(value)("")]
    assert offered[:3] == ["Leave out", "Use instead", "Subscriber"]
    part.decide([value], CREATE)
    assert part.decision_text(part._present(value)) == "Leave out"
    part.decide([value], part.offer(value)("evan")[0].value)
    desk.wait()
    assert part.decision_text(part._present(part._source.keys[0])) == "Use “Evangelist”"
    desk.run.apply()
    desk.wait()
    (row,) = desk.store.contacts.page(desk.store.contacts.ids(), ["lifecycle_stage"]).values()
    assert row["lifecycle_stage"] == "evangelist"


def test_a_sheet_of_companies_says_companies(desk: Desk) -> None:
    desk.open(desk.csv("firms.csv", "Company;Website;Industry\nNordwind GmbH;nordwind.example;Logistics\n"))
    assert desk.run.plan is not None
    assert desk.run.plan.sheets[0].kind is RecordKind.COMPANIES
    assert desk.wizard.match.outcome.next.text() == "Import 1 company"


def test_models_keep_qts_rules(desk: Desk, qtmodeltester: ModelTester) -> None:
    head = HeadModel(desk.context.theme)
    qtmodeltester.check(head)
    head.show_rows({1: ("a", "b"), 2: ("c",)}, 0)
    head.show_rows({}, None)
    _two_known(desk)
    desk.open(desk.csv("list.csv", KNOWN))
    desk.wizard.look_at("changed")
    qtmodeltester.check(desk.wizard.review.changed._model)
    qtmodeltester.check(desk.wizard.match.columns.model)


def test_problems_are_mended_by_keyboard(desk: Desk) -> None:
    desk.open(desk.csv("fix.csv", "Name;E-Mail;Ort\nAnn Berg;no address;Ulm\n;;Bonn\n;;Rom\n"))
    desk.page.window().activateWindow()
    desk.wizard.look_at("problems")
    part, qtbot = desk.wizard.review.problems, desk.qtbot
    qtbot.waitUntil(part.table.hasFocus)
    assert part.table.currentIndex().column() == 0

    def write(text: str) -> None:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not editor)
        desk.wait()

    qtbot.keyClick(part.table, Qt.Key.Key_F2)
    write("ann@berg.de")
    assert QApplication.focusWidget() is part.table, "the keyboard stays where the next problem is"
    assert part.rows[0].fixed
    qtbot.keyClick(part.table, Qt.Key.Key_Down)
    desk.idle()
    qtbot.keyClick(part.table, Qt.Key.Key_F2)
    assert part.cells.hasFocus()
    qtbot.keyClick(part.cells, Qt.Key.Key_F2)
    write("Otto Fix")
    assert part.cells.hasFocus()
    assert desk.page.step == REVIEW
    assert desk.run.plan is not None
    assert desk.run.plan.counts.problems == 1


def test_a_misspelt_stage_suggests_the_one_there_is(desk: Desk) -> None:
    known = [stage for pipeline in desk.store.pipelines.all() for stage in pipeline.stages]
    stage = next(stage for stage in known if len(stage.name) > 6)
    desk.open(desk.csv("deals.csv", f"Deal;Company;Value;Stage\nFleet;Acme;5000;{stage.name[:-2]}n\n"))
    desk.wizard.look_at("values")
    part = desk.wizard.review.values
    value = next(v for v in part._source.keys if v.kind is ListKind.STAGE)
    first = part.offer(value)("")[0]
    assert (first.title, first.hint) == (f"Use “{stage.name}”", "nearly the same")
    assert first.value == ListDecision(ListAction.MAP, stage.id)


def test_the_day_of_closed_deals_is_asked_for(desk: Desk) -> None:
    desk.open(desk.csv("deals.csv", "Deal;Company;Amount;Stage\nBig;Nord;100;Won\nSmall;Nord;5;Proposal\n"))
    desk.wizard.look_at("problems")
    question = desk.wizard.review.closings
    assert question.isVisible()
    question.day.set_value(date(2026, 2, 3))
    desk.wait()
    assert desk.run.plan is not None
    assert desk.run.plan.problems == ()
    assert question.isVisible(), "it can be changed again"
    assert_all_named(question)
    desk.run.apply()
    desk.wait()
    deals = desk.store.deals.page(desk.store.deals.ids(Filter(())), ["deal_title", "closed_at"]).values()
    assert {deal["deal_title"]: deal["closed_at"] for deal in deals} == {"Big": "2026-02-03", "Small": None}


def test_an_opt_out_is_lifted_only_when_the_question_is_answered(desk: Desk) -> None:
    ann, _ = _two_known(desk)
    desk.services.contacts.update(ann, {"do_not_email": "yes"})
    gone = desk.services.contacts.create(
        {"full_name": "Cy Dorn", "email": "cy@dorn.example", "do_not_email": "yes"}
    )[0]
    desk.services.contacts.delete([gone])
    rows = "Ann Berg;ann@berg.example;no\nBen Cole;ben@cole.example;no\nCy Dorn;CY@dorn.example;\n"
    desk.open(desk.csv("list.csv", "Name;E-Mail;Email Opt Out\n" + rows))
    question = desk.wizard.match.outcome.opt_outs
    assert not question.isHidden()
    assert question.told.text() == (
        "1 opted out, although this file says they may be addressed. They stay opted out.\n"
        "1 of the new people has an opted-out address and comes in opted out."
    )
    assert not question.lift.isChecked()
    question.lift.setChecked(True)
    desk.wait()
    assert desk.run.decisions.lift_opt_outs
    assert "may be addressed will be" in question.told.text()
    question.lift.setChecked(False)
    desk.wait()
    assert desk.run.plan is not None
    assert (desk.run.plan.opt_outs.kept, desk.run.plan.opt_outs.known) == (1, 1)


def test_the_reason_stands_before_the_value_and_whole(desk: Desk) -> None:
    """However long the value is."""
    long = "see the card in the second drawer of the desk by the window " * 3
    desk.open(
        desk.csv(
            "list.csv",
            f"Name;E-Mail;Telefon;Geburtstag\nAnn;{long};;\nBen Cole;ben@cole.example;{long};{long}\n;{long};;\n;;;1.2.1990\n",
        )
    )
    desk.wizard.look_at("problems")
    part = desk.wizard.review.problems
    model, table = part._model, part.table
    at = model.column_of("reason")
    assert at < model.column_of("value")
    desk.qtbot.waitUntil(table.isVisible)
    texts = [model.index(row, at).data() for row in range(model.rowCount())]
    assert set(texts) >= {"Not an e-mail address", "Not a phone number"}
    assert "No name, e-mail or phone · stays out" in texts
    for text in texts:
        assert not text.startswith("“")
        assert table.fontMetrics().horizontalAdvance(text) + 24 <= table.columnWidth(at), text
    right = table.columnViewportPosition(at) + table.columnWidth(at)
    assert right <= table.viewport().width()
    assert "see the card in the second drawer" in part.reason.text(), "the sentence stands beside the list"
