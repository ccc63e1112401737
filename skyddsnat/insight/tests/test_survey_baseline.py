"""The indicator's baseline stands beside the survey of a campaign, for those who may see indicators."""

from __future__ import annotations

import pytest
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.guidance.api import add_wave, new_mark, take_answers
from skyddsnat.guidance.tests.campaigning import a_campaign
from skyddsnat.insight.actions import load_indicators
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def test_the_survey_is_held_against_the_indicator(client: Client, cast: Cast, assignment: Assignment) -> None:
    wave = add_wave(
        campaign=a_campaign(assignment, cast), moment="after", opens=today(), closes=today(), by=cast.editor
    )
    for answer in ["yes"] * 12 + ["no"] * 18:
        take_answers(wave=wave, mark=new_mark(wave), answers={"knows": answer}, language="sv", day=today())
    client.force_login(cast.editor)
    assert "Efter: 40 % av dem som svarade vet<" in client.get(wave.get_absolute_url()).text
    load_indicators(assignment=assignment, by=cast.coordinator)
    text = client.get(wave.get_absolute_url()).text
    assert "Efter: 40 % av dem som svarade vet, mot 10 % 2014" in text
    assert f"/uppdrag/{assignment.slug}/indikatorer/knows-how-to-report/" in text
