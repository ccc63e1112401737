"""How mail leaves the house: files in the demonstration, SMTP or a provider in production, loud when one lacks."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers

from skyddsnat import settings as program

VARIABLES = ("MAIL_API_KEY", "MAIL_API_SECRET", "MAIL_DOMAIN", "MAIL_PROJECT")


@pytest.fixture
def production(monkeypatch):
    monkeypatch.setattr(program, "DEMO", False)
    for name in ("MAIL_PROVIDER", "EMAIL_HOST", *VARIABLES):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_smtp_is_what_there_is_unless_something_else_is_named(production):
    production.setenv("EMAIL_HOST", "smtp.example.org")
    production.setenv("EMAIL_USER", "skyddsnat")
    made = program.mailer()
    assert made["BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (made["OPTIONS"]["host"], made["OPTIONS"]["username"]) == ("smtp.example.org", "skyddsnat")


@pytest.mark.parametrize("provider", sorted(program.MAIL_PROVIDERS))
def test_each_provider_can_be_made_with_what_is_asked_for(production, settings, provider):
    production.setenv("MAIL_PROVIDER", provider)
    for name in VARIABLES:
        production.setenv(name, f"x-{name.lower()}")
    settings.MAILERS = {"default": program.mailer()}
    assert type(mailers.default).__module__ == f"anymail.backends.{provider}"


@pytest.mark.parametrize("provider", sorted(program.MAIL_PROVIDERS))
def test_a_provider_without_its_key_stops_the_program(production, provider):
    production.setenv("MAIL_PROVIDER", provider)
    with pytest.raises(ImproperlyConfigured, match="MAIL_"):
        program.mailer()


def test_an_unknown_provider_stops_the_program(production):
    production.setenv("MAIL_PROVIDER", "brevduva")
    with pytest.raises(ImproperlyConfigured, match=r"brevduva.*smtp, brevo"):
        program.mailer()


def test_the_demonstration_writes_files():
    assert program.mailer()["BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
