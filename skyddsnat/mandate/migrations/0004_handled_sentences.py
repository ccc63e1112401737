import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The sentences of a decision that order nothing of us, and why."""

    dependencies = [
        ("mandate", "0003_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandledSentence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("span_start", models.PositiveIntegerField(blank=True, null=True)),
                ("span_end", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("somebody_else", "Gäller någon annan"),
                            ("background", "Är bakgrund"),
                            ("earlier", "Gäller ett annat uppdrag"),
                            ("recorded_as_aims", "Finns bland målen"),
                            ("recorded_as_related", "Finns bland andra beslut"),
                            ("other", "Annat skäl"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.CharField(max_length=500)),
                ("why_en", models.CharField(blank=True, max_length=500)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handled",
                        to="mandate.assignment",
                    ),
                ),
            ],
            options={
                "ordering": ["span_start", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("span_end__isnull", True), ("span_start__isnull", True)),
                            ("span_end__gt", models.F("span_start")),
                            _connector="OR",
                        ),
                        name="mandate_handledsentence_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__gt", "")), name="handled_sentence_has_reason"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="readingitem",
            name="handling",
            field=models.CharField(
                blank=True,
                choices=[
                    ("somebody_else", "Gäller någon annan"),
                    ("background", "Är bakgrund"),
                    ("earlier", "Gäller ett annat uppdrag"),
                    ("recorded_as_aims", "Finns bland målen"),
                    ("recorded_as_related", "Finns bland andra beslut"),
                    ("other", "Annat skäl"),
                ],
                help_text="Why it does not hold, in one word.",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="readingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("handling", ""), ("state", "rejected"), _connector="OR"),
                name="reading_item_handled_when_rejected",
            ),
        ),
    ]
