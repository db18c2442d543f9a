"""OCOP products: named once, on a sàn since a day, and off again without moving what was."""

from datetime import date

import pytest

from bot.dialog.answers import Answers, Named, Value
from bot.task import Done, Mend, Submission
from handlers.products.add import ADD_PRODUCT, LIST_PRODUCT
from handlers.products.off import REMOVE_PRODUCT, UNLIST_PRODUCT
from handlers.products.one import PRODUCT, PRODUCTS
from models.business_kept import folded
from models.load import Known
from models.needs import Facts
from models.product_changes import AddProduct, SetListing, SetRemoved
from models.product_needs import ProductRow, ProductsNeed
from tests.handlers.people import COORDINATOR, LEADER, TODAY, asker, facts

SPRING = date(2026, 3, 1)


def row(id_: str, name: str, **columns: date | str | None) -> ProductRow:
    values = {
        "maker": "", "platform": "", "added_on": SPRING, "listed_on": None, "unlisted_on": None,
        "removed_on": None, **columns,
    }  # fmt: skip
    return ProductRow(id=id_, name=name, name_key=folded(name), **values)


SAUCE = row("sauce", "Nước mắm Cát Hải", platform="Postmart", listed_on=SPRING)
HONEY = row("honey", "Mật ong")
GONE = row("gone", "Cam Gia Luận", removed_on=date(2026, 6, 1))
KNOWN = facts({ProductsNeed(): (SAUCE, HONEY, GONE)})


def added(by: Known = COORDINATOR, told: Facts = KNOWN, **over: Value) -> Done | Mend:
    said: dict[str, Value] = {
        "name": "Sá sùng khô",
        "maker": None,
        "where": Named("not_listed", ""),
    }
    begun = ADD_PRODUCT.begin(asker(by), "", told)
    answers = Answers(tuple({**said, **over}.items()))
    return ADD_PRODUCT.submit(Submission("d", answers, begun.context), asker(by), told)


def test_new_one_counts_from_today() -> None:
    done = added()

    assert isinstance(done, Done)
    change = done.changes[0]
    assert isinstance(change, AddProduct)
    assert (change.name, change.added_on, change.platform, change.listed_on) == (
        "Sá sùng khô", TODAY, None, None,
    )  # fmt: skip


def test_platform_and_since_when_are_kept() -> None:
    done = added(where=Named("listed", ""), platform="Postmart", since=SPRING)

    assert isinstance(done, Done)
    change = done.changes[0]
    assert isinstance(change, AddProduct)
    assert (change.platform, change.listed_on) == ("Postmart", SPRING)


@pytest.mark.parametrize("name", ["Mật ong", "mat ong", "MẬT  ONG."])
def test_same_name_is_refused_at_its_step(name: str) -> None:
    refused = added(name=name)

    assert isinstance(refused, Mend)
    assert (refused.step, refused.text.id) == ("name", "product.same")


def test_one_that_was_removed_comes_back_instead_of_a_second() -> None:
    done = added(name="cam gia luận")

    assert isinstance(done, Done)
    back = done.changes[0]
    assert isinstance(back, SetRemoved)
    assert (back.product_id, back.removed_on) == ("gone", None)


def test_leader_changes_nothing() -> None:
    done = added(LEADER)

    assert isinstance(done, Done)
    assert done.changes == ()


def test_taking_back_an_addition_takes_it_off_the_list() -> None:
    assert ADD_PRODUCT.undo is not None
    context = ADD_PRODUCT.begin(asker(COORDINATOR), "", KNOWN).context
    submission = Submission("d", Answers((("name", "x"),)), context)
    back = ADD_PRODUCT.undo("p", submission, asker(COORDINATOR))

    assert isinstance(back[0], SetRemoved)
    assert back[0].removed_on == TODAY


def listing(id_: str) -> tuple[Submission, Done | Mend]:
    begun = LIST_PRODUCT.begin(asker(COORDINATOR), id_, KNOWN)
    answers = Answers((("platform", "Voso"), ("since", TODAY)))
    submission = Submission("d", answers, begun.context)
    return submission, LIST_PRODUCT.submit(submission, asker(COORDINATOR), KNOWN)


def test_one_that_is_there_gets_onto_a_platform_and_off_it_by_taking_back() -> None:
    submission, done = listing("honey")
    assert isinstance(done, Done)
    assert LIST_PRODUCT.undo is not None
    (back,) = LIST_PRODUCT.undo("honey", submission, asker(COORDINATOR))

    change = done.changes[0]
    assert isinstance(change, SetListing)
    assert (change.platform, change.listed_on, change.unlisted_on) == ("Voso", TODAY, None)
    assert isinstance(back, SetListing)
    assert (back.platform, back.listed_on, back.unlisted_on) == (None, None, None)


@pytest.mark.parametrize(("sure", "count"), [("yes", 2), ("no", 0)])
def test_off_the_platform_and_off_the_list_only_when_it_is_meant(sure: str, count: int) -> None:
    for task, kind in ((UNLIST_PRODUCT, SetListing), (REMOVE_PRODUCT, SetRemoved)):
        begun = task.begin(asker(COORDINATOR), "sauce", KNOWN)
        answers = Answers((("sure", Named(sure, "")),))
        done = task.submit(Submission("d", answers, begun.context), asker(COORDINATOR), KNOWN)

        assert isinstance(done, Done)
        assert len(done.changes) == count
        assert count == 0 or isinstance(done.changes[0], kind)


def test_page_offers_what_fits_how_it_stands() -> None:
    offered = {}
    for id_ in ("sauce", "honey", "gone"):
        begun = PRODUCT.begin(asker(COORDINATOR), id_, KNOWN)
        done = PRODUCT.submit(Submission("d", Answers(), begun.context), asker(COORDINATOR), KNOWN)
        assert isinstance(done, Done)
        offered[id_] = done.links[0].task

    assert offered == {"sauce": "unlist_product", "honey": "list_product", "gone": "products"}


def test_list_says_how_many_are_on_a_platform() -> None:
    context = PRODUCTS.begin(asker(COORDINATOR), "", KNOWN).context

    assert (context.number("total"), context.number("listed")) == (2, 1)
