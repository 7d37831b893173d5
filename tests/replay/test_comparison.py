"""What the comparison of two recordings sees and says."""

from __future__ import annotations

from typing import Any

from tests.replay.comparison import WHEREVER, Allowed, Difference, as_wide_as, differences, in_words, judged
from tests.replay.recording import Recording, Step
from tests.replay.watching import JOURNAL, ORDER, Change

COLUMNS = {"contact": ["id", "city", "phone"]}


def played(*changes: list[Change], columns: dict[str, list[str]] | None = None, **answer: Any) -> Recording:
    steps = [Step(f"s{number}", answer, change) for number, change in enumerate(changes)]
    return Recording(columns or COLUMNS, steps)


NEW: Change = ("contact", "1", {"city": "Berlin", "phone": "1"})


def said(stored: Recording, present: Recording) -> list[str]:
    return [str(difference) for difference in differences("x", stored, present)]


def test_the_same_is_no_difference() -> None:
    steps: tuple[list[Change], ...] = ([NEW], [("contact", "1", {"city": None})], [("contact", "1", None)])
    assert said(played(*steps), played(*steps)) == []


def test_another_value_is_told_once_at_its_step() -> None:
    moved: list[Change] = [("contact", "1", {"city": "Kiel"})]
    found = said(played([NEW], moved, moved), played([NEW], [], []))
    assert found == ["x, step 1 “s1”: contact 1, city: was 'Kiel', is 'Berlin'"]


def test_a_value_that_is_right_again_and_then_wrong_is_told_again() -> None:
    there: list[Change] = [("contact", "1", {"city": "Kiel"})]
    back: list[Change] = [("contact", "1", {"city": "Berlin"})]
    found = said(played([NEW], there, back, there), played([NEW], [], [], []))
    assert [line.split(":")[0] for line in found] == ["x, step 1 “s1”", "x, step 3 “s3”"]


def test_a_row_that_is_lost_or_too_many_is_told() -> None:
    assert said(played([NEW]), played([])) == [
        "x, step 0 “s0”: contact 1, (row): was 'there', is 'not there'"
    ]
    gone: list[Change] = [("contact", "1", None)]
    assert said(played([NEW], gone), played([NEW], [])) == [
        "x, step 1 “s1”: contact 1, (row): was 'not there', is 'there'"
    ]


def test_a_new_column_and_another_order_are_told_apart() -> None:
    more = played(columns={"contact": ["id", "city", "pronouns", "phone"]})
    assert said(played(), more) == ["x, the schema: contact, pronouns: was 'no column', is 'a column'"]
    other = played(columns={"contact": ["id", "phone", "city"]})
    assert said(played(), other) == [
        "x, the schema: contact, (columns): was 'id, city, phone', is 'id, phone, city'"
    ]
    assert said(played(), played(columns={"contact": COLUMNS["contact"], "product": ["id"]})) == [
        "x, the schema: product, (row): was 'not there', is 'there'"
    ]


def test_another_answer_and_another_script_are_told() -> None:
    assert said(played([], kept=[]), played([], kept=[1])) == [
        "x, step 0 “s0”: answer s0, kept: was [], is [1]"
    ]
    assert said(played([]), played([], [NEW])) == ["x, step 1: scenario, name of the step: was None, is 's1'"]


def test_the_order_of_entries_is_a_cell_of_the_batch() -> None:
    one: Change = ("change_batch", "2", {ORDER: "contact 1, tag 1"})
    other: Change = ("change_batch", "2", {ORDER: "tag 1, contact 1"})
    assert len(said(played([one]), played([other]))) == 1


def test_an_allowance_covers_its_column_in_records_and_journal_and_nothing_else() -> None:
    allowed = (Allowed(("x",), "contact", "phone", "a fax is no phone"),)
    phone = Difference("x", "s", "contact", "1", "phone", 1, 2)
    copy = Difference("x", "s", f"{JOURNAL}contact", "2/1/0", "before.phone", 1, 2)
    city = Difference("x", "s", "contact", "1", "city", 1, 2)
    firm = Difference("x", "s", "company", "1", "phone", 1, 2)
    other = Difference("y", "s", "contact", "1", "phone", 1, 2)
    assert judged("x", [phone, copy, city, firm, other], allowed) == ([city, firm, other], [])
    assert judged("x", [city], allowed) == ([city], list(allowed)), "one that is not needed is told"
    assert judged("y", [], allowed) == ([], [])


def test_an_allowance_for_all_is_meant_wherever_it_comes() -> None:
    allowed = (Allowed(WHEREVER, "contact", "phone", "a fax is no phone"),)
    phone = Difference("x", "s", "contact", "1", "phone", 1, 2)
    assert judged("x", [phone], allowed) == ([], [])
    assert judged("y", [], allowed) == ([], [])


def test_what_came_with_a_migration_is_left_out_on_demand() -> None:
    wide = {"contact": ["id", "city", "pronouns", "phone"], "product": ["id"]}
    stored = played([NEW], [(f"{JOURNAL}contact", "2/1/0", {"kind": "updated", "before.city": "Kiel"})])
    filled: Change = ("contact", "1", {"city": "Berlin", "phone": "1", "pronouns": "she"})
    copy: Change = (
        f"{JOURNAL}contact",
        "2/1/0",
        {"kind": "updated", "before.city": "Kiel", "before.pronouns": None, "after.pronouns": "she"},
    )
    present = played([filled, ("product", "1", {"name": "Lamp"})], [copy], columns=wide)
    assert said(stored, as_wide_as(present, stored)) == []
    other = played([("contact", "1", {"city": "Rom", "phone": "1"})], [copy], columns=wide)
    assert len(said(stored, as_wide_as(other, stored))) == 1


def test_an_allowance_may_name_the_order_of_entries() -> None:
    order = Difference("x", "s", "change_batch", "2", ORDER, "a", "b")
    assert judged("x", [order], (Allowed(("x",), "change_batch", ORDER, "one writer"),)) == ([], [])


def test_only_the_first_few_are_said() -> None:
    many = [Difference("x", "s", "contact", str(number), "city", 1, 2) for number in range(20)]
    assert in_words(many, 3).splitlines()[-1] == "… and 17 more"
    assert len(in_words(many, 3).splitlines()) == 4
