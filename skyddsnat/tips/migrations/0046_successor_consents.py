from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# To whom, until when and by whom it was said stands as it was said; it is confirmed and ended once, and never deleted.
GUARD = """
CREATE FUNCTION tips_keep_successor_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.receiver_id, OLD.successor_id, OLD.until, OLD.given_by_id, OLD.given_at)
        IS DISTINCT FROM (NEW.receiver_id, NEW.successor_id, NEW.until, NEW.given_by_id, NEW.given_at)
        OR (OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_by_id, OLD.confirmed_at)
            IS DISTINCT FROM (NEW.confirmed_by_id, NEW.confirmed_at))
        OR (OLD.ended_at IS NOT NULL AND (OLD.ended_by_id, OLD.ended_at, OLD.confirmed_at)
            IS DISTINCT FROM (NEW.ended_by_id, NEW.ended_at, NEW.confirmed_at))
    THEN
        RAISE EXCEPTION 'what was said yes to is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tips_successorconsent_kept BEFORE UPDATE ON tips_successorconsent
    FOR EACH ROW EXECUTE FUNCTION tips_keep_successor_consent();
CREATE TRIGGER tips_successorconsent_stays BEFORE DELETE ON tips_successorconsent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
NO_GUARD = """
DROP TRIGGER tips_successorconsent_stays ON tips_successorconsent;
DROP TRIGGER tips_successorconsent_kept ON tips_successorconsent;
DROP FUNCTION tips_keep_successor_consent();
"""


class Migration(migrations.Migration):
    """A team's yes to letting its tips go on to the authority that takes over."""

    dependencies: ClassVar = [
        ("actors", "0004_role_version"),
        ("tips", "0045_sheets_and_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SuccessorConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField(help_text="The last day on which it may be used.")),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor_consents",
                        to="tips.receiver",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-given_at", "-pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("receiver",),
                        name="tips_successor_consent_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__gte", models.F("given_at")),
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_by", models.F("given_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tips_successor_consent_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__gte", models.F("given_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tips_successor_consent_ended_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at", None),
                            models.Q(
                                ("confirmed_at__isnull", False), ("used_at__gte", models.F("confirmed_at"))
                            ),
                            _connector="OR",
                        ),
                        name="tips_successor_consent_used_when_confirmed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
