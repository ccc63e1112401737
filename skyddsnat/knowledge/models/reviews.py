"""Readers outside the house: a link that opens a draft for a while, and what they said about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.core.models import User
from skyddsnat.knowledge.models.library import LibraryPage


class ReviewLink(models.Model):
    """Opens a draft without an account until its last day. Only a hash of its key is kept."""

    page = models.ForeignKey(LibraryPage, on_delete=models.CASCADE, related_name="review_links")
    purpose = models.CharField(max_length=150)
    key_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(purpose=""), name="knowledge_review_link_purpose")
        ]

    def __str__(self) -> str:
        return self.purpose


class ReviewComment(models.Model):
    """What a reader outside the house said about a draft. The name is theirs to give or not."""

    link = models.ForeignKey(ReviewLink, on_delete=models.CASCADE, related_name="comments")
    once = models.UUIDField(unique=True)
    text = models.TextField()
    name = models.CharField(max_length=100, blank=True)
    said_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="knowledge_review_comment_text")
        ]

    def __str__(self) -> str:
        return f"{self.link} {self.pk}"
