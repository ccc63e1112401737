"""The jobs that the training is for. Sectors are those of the assignment: taxi, hotel and restaurant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What a workplace does."""

    HOTEL = "hotel", _("Hotell och boende")
    TAXI = "taxi", _("Taxi")
    RESTAURANT = "restaurant", _("Restaurang och bar")


class Job(models.TextChoices):
    """What somebody does at a workplace; each has a lesson of its own."""

    RECEPTION = "reception", _("Reception")
    HOUSEKEEPING = "housekeeping", _("Städning och våningsservice")
    NIGHT = "night", _("Nattportier")
    BAR = "bar", _("Bar, frukost och servering")
    DRIVER = "driver", _("Förare")
    DISPATCHER = "dispatcher", _("Trafikledning och beställningscentral")
    MANAGER = "manager", _("Chef")


JOBS_IN: dict[str, tuple[Job, ...]] = {
    Sector.HOTEL: (Job.RECEPTION, Job.HOUSEKEEPING, Job.NIGHT, Job.BAR, Job.MANAGER),
    Sector.TAXI: (Job.DRIVER, Job.DISPATCHER, Job.MANAGER),
    Sector.RESTAURANT: (Job.BAR, Job.MANAGER),
}
