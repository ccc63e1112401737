"""Companies that have joined, and their workplaces."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.models import User
from skyddsnat.industry.jobs import Sector
from skyddsnat.shared.codes import SHAPE, new_code


class Company(models.Model):
    """A company that has asked to join. It has joined when the contact has confirmed the address, until it has left.

    `number` is the Swedish organisation number, ten digits; a sole trader's is a personal number and is not kept. The
    contact is the only person that is known of, and is forgotten when the company leaves. Whoever filled in the form
    may be anybody: `checked_at` says that staff have seen that the contact speaks for the company.
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="joined_company")
    number = models.CharField(_("organisationsnummer"), max_length=10, unique=True, null=True, blank=True)
    contact_name = models.CharField(_("kontaktpersonens namn"), max_length=100, blank=True)
    contact_email = models.EmailField(_("kontaktpersonens e-post"), blank=True)
    language = models.CharField(_("språk"), max_length=2, default="sv")
    is_listed = models.BooleanField(
        _("visas i den publika listan"), default=False, help_text="Only those who agreed are listed."
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["organisation__name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^\d{10}$"), name="company_number_has_ten_digits"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True)
                | Q(joined_at__isnull=False, left_at__gte=models.F("joined_at")),
                name="company_leaves_after_joining",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(contact_name="", contact_email="", is_listed=False),
                name="company_that_left_has_no_contact",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__regex=r"^\d\d[2-9]"),
                name="company_number_is_no_persons",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="company_checked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class Site(models.Model):
    """A workplace: a hotel, a taxi rank or fleet, a restaurant. Its staff use its code; nobody needs an account."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="sites")
    name = models.CharField(_("arbetsplatsens namn"), max_length=120)
    sector = models.CharField(_("slag"), max_length=10, choices=Sector.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("kommun"))
    code = models.CharField(max_length=6, unique=True, default=new_code)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["company", "name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__regex=SHAPE), name="site_code_shape"),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="site_sector_known"),
        ]

    def __str__(self) -> str:
        return self.name
