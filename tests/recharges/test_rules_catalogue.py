"""What the rules on caps and on sales leave alone."""

from recharges.models import Product
from tests.recharges.rules_catalogue import fresh_and
from tests.support import factories
from tests.support.rules import broken


def test_a_cap_on_categories_may_stand_beside_another(db):
    """The exclusion is on articles alone: two caps may share a category on purpose."""
    factories.cap(categories=["phone"])
    factories.cap(categories=["phone", "computer"])
    assert Product.objects.count() == 0


def test_caps_that_differ_in_whom_they_bind_stand_beside_one_another(db):
    article = factories.product()
    factories.cap(article)
    factories.cap(article, scope="household")
    factories.cap(article, is_advisory=True)
    assert article.caps.count() == 3


def test_a_register_may_say_that_somebody_else_paid_without_saying_who(db):
    row = broken(factories.sale, fresh_and(payment="third_party", sold_by=None, number=2))
    type(row).objects.bulk_create([row])
