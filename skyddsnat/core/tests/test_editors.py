"""Wagtail's groups follow the roles."""

from django.contrib.auth.models import Group

from skyddsnat.conftest import Cast
from skyddsnat.core.editors import place, place_everybody
from skyddsnat.core.models import User


def _groups() -> dict[str, set[str]]:
    return {user.email: {group.name for group in user.groups.all()} for user in User.objects.all()}


def test_everybody_is_placed_where_each_would_be(cast: Cast) -> None:
    cast.editor.groups.clear()
    cast.outsider.groups.set(Group.objects.all())
    place_everybody()
    placed = _groups()
    assert placed[cast.editor.email]
    assert not placed[cast.outsider.email]
    for user in User.objects.all():
        user.groups.set(Group.objects.all())
        place(User.objects.get(pk=user.pk))
    assert _groups() == placed
