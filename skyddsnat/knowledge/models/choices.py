"""A field that holds some of a list of choices, ticked off in forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst


class ChoiceList(ArrayField):  # type: ignore[type-arg]
    """Codes among the choices of its base field. Nothing chosen is an empty list."""

    def formfield(self, **kwargs: Any) -> Any:
        base: Any = self.base_field
        told: dict[str, Any] = {
            "form_class": forms.MultipleChoiceField,
            "choices": base.choices,
            "widget": forms.CheckboxSelectMultiple,
            "required": not self.blank,
            "label": capfirst(str(self.verbose_name)),
            "help_text": self.help_text,
        }
        told.update({key: value for key, value in kwargs.items() if key not in told})
        return models.Field.formfield(self, **told)
