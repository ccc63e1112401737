"""How tests of pages sign in, name an address and read what came."""

from django.test import Client
from django.urls import reverse


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args) -> str:
    return reverse(f"mandate:{name}", args=args)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")
