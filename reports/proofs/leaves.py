"""The figures of a year one by one, each under its number."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.figures import Year

from .indicators import INDICATORS, Indicator


@dataclass(frozen=True)
class Leaf:
    """One figure: the indicator, the code of a breakdown or nothing, and the value as sent out."""

    indicator: Indicator
    code: str
    value: int | str

    @property
    def path(self) -> str:
        parts = (self.indicator.path, self.code, self.indicator.measure)
        return ".".join(part for part in parts if part)

    @property
    def shown(self) -> str:
        """As people read it: `1 234`, `12,00 €`, `12,5 h`."""
        return self.indicator.behind.shown(self.value)


def leaves(figures: dict, *, told_by: dict | None = None) -> dict[str, int | str]:
    """Every figure of the JSON that leaves the house, by its path, in the order of the report;
    of those that `told_by` tells too, when it is given."""
    return {
        leaf.path: leaf.value
        for leaf in numbered(figures)
        if told_by is None or leaf.indicator.is_in(told_by)
    }


def numbered(figures: dict) -> Iterator[Leaf]:
    """The same, each with the indicator that it belongs to."""
    for indicator in INDICATORS:
        if not indicator.is_in(figures):
            continue
        value = figures
        for name in indicator.path.split("."):
            value = value[name]
        if indicator.measure:
            value = {code: measures[indicator.measure] for code, measures in value.items()}
        if isinstance(value, list):
            value = {f"{row['funder']}, {row['purpose']}": row["amount"] for row in value}
        if not isinstance(value, dict):
            yield Leaf(indicator, "", value)
            continue
        for code, count in value.items():
            yield Leaf(indicator, code, count)


def labels(year: Year) -> dict[tuple[str, str], str]:
    """What people read for each code of each breakdown."""
    sales = {sold.code: sold.label for sold in year.sales.by_category}
    lines = {
        "people.by_gender": year.people.by_gender,
        "people.by_age_band": year.people.by_age_band,
        "people.by_social_status": year.people.by_social_status,
        "people.by_department": year.people.by_department,
        "people.by_commune": year.people.by_commune,
        "people.by_district": year.people.by_district or (),
        "people.coverage": year.people.coverage or (),
        "referrals.by_organisation": year.referrals.by_organisation,
        "referrals.by_status": year.referrals.by_status,
        "workshops.by_theme": year.workshops.by_theme,
        "support.by_theme": year.support.by_theme,
    }
    found = {(path, line.code): line.label for path, told in lines.items() for line in told}
    for path in ("sales.quantity_by_category", "sales.saving_by_category"):
        found |= {(path, code): label for code, label in sales.items()}
    return found


def of_path(path: str) -> tuple[Indicator, str]:
    """The indicator that a figure belongs to, and its code in it."""
    for indicator in INDICATORS:
        head, tail = f"{indicator.path}.", f".{indicator.measure}" if indicator.measure else ""
        if path == indicator.path:
            return indicator, ""
        if path.startswith(head) and path.endswith(tail):
            return indicator, path.removeprefix(head).removesuffix(tail)
    raise KeyError(path)
