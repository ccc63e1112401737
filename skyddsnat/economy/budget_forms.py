"""What people type about budgets and cost types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skyddsnat.economy.cost_types import CostType, cost_types
from skyddsnat.economy.forms import KrField, said_kr
from skyddsnat.economy.models import Account


def typed_kr(ore: int) -> str:
    """A sum as it stands in a field."""
    return said_kr(ore).removesuffix("kr").strip()


def _used(ore: int, rows: str) -> str:
    """What is used of a cost type; the sum leads to its rows."""
    said = format_html('<a href="{}">{}</a>', rows, said_kr(ore)) if rows else said_kr(ore)
    return format_html(_("Använt: {}"), said)


class BudgetForm(forms.Form):
    """An activity's budget divided by cost type. `seen` is what the page showed when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        lines: Mapping[str, int],
        used: Mapping[str, int],
        rows: Mapping[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["seen"].initial = json.dumps(dict(lines), sort_keys=True)
        for one in cost_types():
            spent = used.get(one.code, 0)
            self.fields[f"amount_{one.code}"] = KrField(
                label=str(one),
                required=False,
                initial=typed_kr(lines[one.code]) if lines.get(one.code) else "",
                help_text=_used(spent, rows.get(one.code, "")) if spent else "",
            )
        self.fields["why"] = forms.CharField(
            label=_("Varför ändras budgeten?"),
            help_text=_("Behövs när en summa som redan finns ändras. Skälet står i historiken."),
            max_length=300,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for one in cost_types():
            if (values.get(f"amount_{one.code}") or 0) < 0:
                self.add_error(f"amount_{one.code}", _("Budgeten kan inte vara negativ."))
        return values

    def clean_seen(self) -> dict[str, int]:
        try:
            read = json.loads(self.cleaned_data["seen"])
            return {str(code): int(ore) for code, ore in read.items()}
        except (ValueError, AttributeError, TypeError):
            return {}  # then it is not what is saved, and the person is shown that

    def amounts(self) -> dict[str, int]:
        return {one.code: self.cleaned_data[f"amount_{one.code}"] or 0 for one in cost_types()}


class CostTypesForm(forms.Form):
    """Which cost type each account counts as."""

    def __init__(
        self, *args: Any, accounts: Iterable[Account], now: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.accounts = list(accounts)
        for account in self.accounts:
            self.fields[f"account_{account.pk}"] = forms.ChoiceField(
                label=format_html('<span lang="sv">{}</span>', account),
                choices=[(one.code, str(one)) for one in cost_types()],
                initial=now[account.pk],
            )

    def chosen(self) -> dict[Account, str]:
        return {one: self.cleaned_data[f"account_{one.pk}"] for one in self.accounts}


def named(code: str) -> CostType:
    return next(one for one in cost_types() if one.code == code)
