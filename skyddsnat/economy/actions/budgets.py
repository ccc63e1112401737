"""Dividing an activity's budget by cost type, and saying what an account counts as."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.economy import cost_types, rules
from skyddsnat.economy.actions.grants import whole
from skyddsnat.economy.models import Account, AccountCostType, BudgetChange, BudgetLine
from skyddsnat.mandate.models import Activity


class BudgetChanged(Refused):
    """Somebody else has divided the budget since the reader opened the page. `current` is what they saved."""

    def __init__(self, current: dict[str, int]) -> None:
        self.current = current
        super().__init__(
            _("Någon annan har sparat medan du skrev. Jämför med deras ändringar innan du sparar igen.")
        )


class WhyMissing(Refused):
    """A line of the budget is changed, and nobody has said why."""


def lines_of(activity: Activity) -> dict[str, int]:
    """Cost type → öre."""
    return dict(BudgetLine.objects.filter(activity=activity).values_list("cost_type", "amount_ore"))


def divide_budget(
    *, activity: Activity, amounts: Mapping[str, int], seen: Mapping[str, int], by: User, why: str = ""
) -> list[BudgetChange]:
    """Make the activity's budget lines those of `amounts` (cost type → öre; 0 takes a line away).

    `seen` is what the writer began from. Raises BudgetChanged when it is no longer so, Refused when the lines are more
    than the budget, or when a line is changed without why.
    """
    unknown = set(amounts) - set(cost_types.codes())
    if unknown:
        raise TypeError(f"There is no cost type {sorted(unknown)}.")
    with whole():
        current = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
        before = lines_of(current)
        if before != {code: ore for code, ore in seen.items() if ore}:
            raise BudgetChanged(before)
        after = {**before, **amounts}
        rules.check_budget(sum(after.values()), current.budget_ore)
        changes = [
            BudgetChange(
                activity=current,
                cost_type=code,
                old_ore=before.get(code, 0),
                new_ore=ore,
                why=why.strip(),
                by=by,
            )
            for code, ore in amounts.items()
            if before.get(code, 0) != ore
        ]
        if any(one.old_ore for one in changes) and not why.strip():
            raise WhyMissing(_("Skriv varför budgeten ändras."))
        for one in changes:
            if one.new_ore:
                BudgetLine.objects.update_or_create(
                    activity=current, cost_type=one.cost_type, defaults={"amount_ore": one.new_ore}
                )
            else:
                BudgetLine.objects.filter(activity=current, cost_type=one.cost_type).delete()
        made = BudgetChange.objects.bulk_create(changes)
        if made:
            moved = {one.cost_type: f"{one.old_ore} → {one.new_ore}" for one in made}
            record(by, "budget.divided", current, number=current.number, **moved)
        return made


def say_cost_types(*, chosen: Mapping[Account, str], by: User) -> int:
    """Remember what accounts count as, and return how many changed.

    A choice that is what the program guesses forgets what was said.
    """
    changed = 0
    with whole():
        for account, code in chosen.items():
            if code not in cost_types.codes():
                raise Refused(_("Välj ett av kostnadsslagen."))
            before = cost_types.types_of([account])[account.pk]
            if before == code:
                continue
            if code == cost_types.guessed(account.number, account.name):
                AccountCostType.objects.filter(account=account).delete()
            else:
                AccountCostType.objects.update_or_create(
                    account=account, defaults={"cost_type": code, "set_by": by}
                )
            record(by, "account.cost_type_set", account, number=account.number, old=before, new=code)
            changed += 1
    return changed
