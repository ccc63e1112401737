"""Scripts named with their hash."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from django.template import Context, Template

from skyddsnat.core.fixed_scripts import fixed_scripts, integrity
from skyddsnat.shared import sealing


def test_a_script_is_named_with_the_hash_of_what_is_served() -> None:
    file = Path(sealing.__file__).parent / "browser" / "age.js"
    digest = base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()
    written = Template('{% load fixed_scripts %}{% fixed_script "sealing/age.js" %}').render(Context())
    assert f'integrity="sha384-{digest}"' in written
    assert 'src="/static/sealing/age' in written


def test_every_script_that_seals_is_found() -> None:
    assert {"sealing/age.js", "sealing/sealing.js"} <= set(fixed_scripts())


def test_a_script_that_is_not_there_stops_the_page() -> None:
    with pytest.raises(LookupError):
        integrity("sealing/none.js")
