"""The form of what a decision changes in an assignment: which obligation gets which new date, and the new sum."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.mandate.actions.amendments import NewCeiling, NewDue
from skyddsnat.mandate.forms.fields import SumField, day_field
from skyddsnat.mandate.models import Assignment, Obligation, ReadingItem
from skyddsnat.shared.dates import format_date


class ChosenAssignmentForm(forms.Form):
    """Which assignment a decision changes, when its number does not say it."""

    uppdrag = forms.ChoiceField(label=gettext_lazy("Vilket uppdrag ändras?"))

    def __init__(self, assignments: list[Assignment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, f"{each} ({each.dnr})" if each.dnr else str(each)) for each in assignments]
        cast("forms.ChoiceField", self.fields["uppdrag"]).choices = choices


class AmendForm(forms.Form):
    """A new date for each obligation of the assignment, empty for no change, and a new highest sum."""

    def __init__(
        self,
        assignment: Assignment,
        items: list[ReadingItem],
        *args: Any,
        language: str = "sv",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.obligations = list(assignment.obligations.all())
        proposed = proposals(self.obligations, items)
        for owed in self.obligations:
            today = format_date(owed.due, language) if owed.due else _("inget datum")
            self.fields[f"due_{owed.pk}"] = day_field(
                label=_("%(what)s, nu %(day)s") % {"what": owed, "day": today},
                required=False,
                initial=proposed.get(owed.pk),
                help_text=_("Lämna tomt om den inte ändras."),
            )
            self.fields[f"seen_{owed.pk}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=owed.due.isoformat() if owed.due else ""
            )
        self.fields["ceiling_ore"] = SumField(
            label=_("Nytt högsta belopp"),
            required=False,
            initial=new_ceiling(assignment, items),
            help_text=_("Lämna tomt om beloppet inte ändras."),
        )
        self.fields["seen_ore"] = forms.IntegerField(widget=forms.HiddenInput, initial=assignment.ceiling_ore)

    def dues(self) -> list[NewDue]:
        """The new dates that were given, with the dates the page showed."""
        found = []
        for owed in self.obligations:
            new, seen = self.cleaned_data[f"due_{owed.pk}"], self.cleaned_data[f"seen_{owed.pk}"]
            if new is not None:
                found.append(NewDue(owed.pk, new, datetime.date.fromisoformat(seen) if seen else None))
        return found

    def ceiling(self) -> NewCeiling | None:
        new = self.cleaned_data["ceiling_ore"]
        return NewCeiling(new, self.cleaned_data["seen_ore"]) if new else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for owed in self.obligations:
            seen = cleaned.get(f"seen_{owed.pk}", "")
            try:
                datetime.date.fromisoformat(seen or "2000-01-01")
            except ValueError:
                self.add_error(None, _("Öppna sidan på nytt och försök igen."))
        return cleaned


def proposals(obligations: list[Obligation], items: list[ReadingItem]) -> Mapping[int, datetime.date]:
    """The new date of each obligation, as the decision says: by the old date it replaces, else by its kind alone."""
    found: dict[int, datetime.date] = {}
    for values in _kept(items, "obligation"):
        if not values.get("due"):
            continue
        new, old = datetime.date.fromisoformat(values["due"]), values.get("replaces")
        same_kind = [owed for owed in obligations if owed.kind == values["kind"] and owed.pk not in found]
        by_date = [owed for owed in obligations if old and owed.due and owed.due.isoformat() == old]
        exact = [owed for owed in by_date if owed.kind == values["kind"]] or by_date
        chosen = exact[:1] or (same_kind if len(same_kind) == 1 and not old else [])
        if chosen and chosen[0].due != new:
            found[chosen[0].pk] = new
    return found


def new_ceiling(assignment: Assignment, items: list[ReadingItem]) -> int | None:
    """The sum that the decision puts in place of the assignment's, None when it says nothing of it."""
    sums = _kept(items, "money")
    replacing = [
        one for one in sums if one.get("replaces_ore") and one["replaces_ore"] == assignment.ceiling_ore
    ]
    ceilings = [one for one in sums if one["role"] == "ceiling" and not one.get("replaces_ore")]
    chosen = replacing[:1] or (ceilings if len(ceilings) == 1 else [])
    return next(
        (int(one["amount_ore"]) for one in chosen if one["amount_ore"] != assignment.ceiling_ore), None
    )


def _kept(items: list[ReadingItem], kind: str) -> list[dict[str, Any]]:
    """What was proposed and not put aside, with what a person has changed."""
    return [
        {**item.proposed, **(item.confirmed or {})}
        for item in items
        if item.kind == kind and item.state != ReadingItem.REJECTED
    ]
