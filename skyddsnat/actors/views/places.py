"""Counties and municipalities, on a map and in a table, and the import of population."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.actors import access, actions, maps
from skyddsnat.actors.actions.population import PopulationRefused
from skyddsnat.actors.forms import PopulationForm
from skyddsnat.actors.models import Place
from skyddsnat.actors.models.place import PlaceQuerySet
from skyddsnat.actors.register_files import sources
from skyddsnat.actors.views.frame import in_language, language, tabs, trail
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.shared.money import format_number

SHOWN_PROBLEMS = 20


@requires(access.READ)
def places(request: AuthenticatedRequest) -> HttpResponseBase:
    """All counties, or with `lan` the municipalities of one."""
    seen = access.places(request.user)
    chosen, municipalities, counties = None, seen.municipalities(), seen.counties()
    if code := request.GET.get("lan", ""):
        chosen = get_object_or_404(counties, code=code[:4])
        municipalities, counties = municipalities.filter(parent=chosen), counties.filter(pk=chosen.pk)
    borders = next(source for source in sources() if source.file == "borders.json")
    county_trail = [*trail(), {"url": reverse("actors:places"), "label": _("Län och kommuner")}]
    context = {
        "county": chosen,
        "county_name": in_language(chosen.name, chosen.name_en) if chosen else None,
        "table": _municipality_table(chosen) if chosen else _county_table(counties),
        "drawing": maps.draw(municipalities, counties),
        "source": borders,
        "source_text": in_language(borders.source, borders.source_en)["value"],
        "tabs": tabs("places"),
        "breadcrumb": county_trail if chosen else [],
        "may_write": access.may_write(request.user),
    }
    return render_lists(request, "actors/places.html", context)


def _county_table(counties: PlaceQuerySet) -> dict[str, Any]:
    """A county's population is the sum of its municipalities', when every one of them has a number."""
    counted = (
        counties.alphabetical(language())
        .annotate(
            municipalities=Count("children"),
            known=Count("children", filter=Q(children__population__isnull=False)),
            people=Sum("children__population"),
        )
        .values_list("name", "name_en", "code", "municipalities", "known", "people")
    )
    rows = [
        {
            "url": f"{reverse('actors:places')}?lan={code}",
            "cells": [
                in_language(name, name_en),
                code,
                municipalities,
                _people(people if known == municipalities else None),
            ],
        }
        for name, name_en, code, municipalities, known, people in counted
    ]
    columns = [
        {"label": _("Län")},
        {"label": _("Kod")},
        {"label": _("Kommuner"), "figures": True},
        {"label": _("Folkmängd"), "figures": True},
    ]
    return {"caption": _("Sveriges län"), "columns": columns, "rows": rows, "empty": _no_places()}


def _municipality_table(county: Place) -> dict[str, Any]:
    municipalities = county.children.defer("geometry").alphabetical(language())
    rows = [
        {
            "url": reverse("actors:organisation", args=[f"kommun-{one.code}"]),
            "cells": [in_language(one.name, one.name_en), one.code, _people(one.population)],
        }
        for one in municipalities
    ]
    columns = [{"label": _("Kommun")}, {"label": _("Kod")}, {"label": _("Folkmängd"), "figures": True}]
    return {"caption": _("Kommuner i länet"), "columns": columns, "rows": rows, "empty": _no_places()}


def _no_places() -> dict[str, Any]:
    text = _("Be den som sköter driften att läsa in dem.")
    return {"heading": _("Registren är inte inlästa"), "text": text}


def _people(number: int | None) -> str:
    return _("uppgift saknas") if number is None else format_number(number)


@requires(access.WRITE)
def population(request: AuthenticatedRequest) -> HttpResponse:
    """Import population from a CSV table; either all of it or nothing."""
    form = PopulationForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if form.is_valid():
        content, counted_on = form.cleaned_data["table"], form.cleaned_data["counted_on"]
        try:
            count = actions.import_population(content=content, counted_on=counted_on, by=request.user)
        except PopulationRefused as refusal:
            form.add_error("table", str(refusal))
            problems = _problem_lines(refusal)
        else:
            text = ngettext(
                "Folkmängden är inläst för %(count)s kommun.",
                "Folkmängden är inläst för %(count)s kommuner.",
                count,
            )
            messages.success(request, text % {"count": count})
            return redirect("actors:places")
    context = {
        "form": form,
        "problems": problems,
        "breadcrumb": [*trail(), {"url": reverse("actors:places"), "label": _("Län och kommuner")}],
        "cancel_url": reverse("actors:places"),
    }
    return render(request, "actors/population.html", context)


def _problem_lines(refusal: PopulationRefused) -> list[str]:
    lines = [
        _("Rad %(row)s: %(message)s") % {"row": problem.row, "message": problem.message}
        if problem.row
        else problem.message
        for problem in refusal.problems[:SHOWN_PROBLEMS]
    ]
    if (rest := len(refusal.problems) - SHOWN_PROBLEMS) > 0:
        lines.append(ngettext("och %(count)s fel till", "och %(count)s fel till", rest) % {"count": rest})
    return lines
