"""Who signs in, and what their roles let them do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=email.strip().lower(), name=name, **extra)
        user.set_password(password)
        user.save()
        return user


class Role(models.Model):
    """A role and what it may do, loaded from `roles.yaml`."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    description = models.CharField(max_length=300)
    description_en = models.CharField(max_length=300)
    is_staff = models.BooleanField(help_text="Staff must use a second factor outside the demo.")
    permissions = ArrayField(models.CharField(max_length=60))

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def said_description(self) -> str:
        return self.description_en if get_language() == "en" else self.description


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, by e-mail address."""

    LANGUAGES: ClassVar = [("sv", "Svenska"), ("en", "English")]

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="sv")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # With a default in the database too, which data migrations of before it had the column rely on.
    is_superuser = models.BooleanField(default=False, db_default=False)
    roles = models.ManyToManyField(Role, related_name="users", blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [
            # Nobody is above the roles: Wagtail and Django let a superuser do everything without asking them.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="core_user_no_superuser"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Every permission of the user's roles; empty for a closed account."""
        if not self.is_active:
            return frozenset()
        return frozenset(p for role in self.roles.all() for p in role.permissions)

    @cached_property
    def is_staff_member(self) -> bool:
        return any(role.is_staff for role in self.roles.all())

    def may(self, permission: str) -> bool:
        """Whether one of the user's roles gives the permission, e.g. "mandate.write"."""
        return permission in self.permissions
