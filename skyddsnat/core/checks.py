"""What stops the program from starting."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from skyddsnat.core import policy


@register()
def every_field_has_a_policy(**_: Any) -> list[CheckMessage]:
    """A field without a class, or a table without a retention rule, stops the build."""
    return [Error(problem, id="skyddsnat.E001") for problem in policy.problems()]
