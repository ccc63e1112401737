from typing import ClassVar

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lessons and what is kept of those who took them."""

    dependencies: ClassVar = [
        ("industry", "0011_company_guards"),
        ("mandate", "0030_activity_keys"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="LessonPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "job",
                    models.CharField(
                        choices=[
                            ("reception", "Reception"),
                            ("housekeeping", "Städning och våningsservice"),
                            ("night", "Nattportier"),
                            ("bar", "Bar, frukost och servering"),
                            ("driver", "Förare"),
                            ("dispatcher", "Trafikledning och beställningscentral"),
                            ("manager", "Chef"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="yrke",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("sv", "Svenska"),
                            ("en", "English"),
                            ("ar", "العربية"),
                            ("so", "Soomaali"),
                            ("ti", "ትግርኛ"),
                            ("pl", "Polski"),
                            ("th", "ไทย"),
                        ],
                        editable=False,
                        max_length=2,
                        verbose_name="språk",
                    ),
                ),
                ("lead", models.CharField(max_length=400, verbose_name="ingress")),
                (
                    "scenes",
                    wagtail.fields.StreamField(
                        [("scene", 10)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Svar på olika språk räknas ihop efter nyckeln. "
                                    "Byt den bara när frågan blir en annan.",
                                    "label": "Nyckel",
                                    "max_length": 40,
                                    "validators": [
                                        django.core.validators.RegexValidator(
                                            "^[a-z0-9-]{2,40}$", "Små bokstäver a–z, siffror och bindestreck."
                                        )
                                    ],
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("learn", "Att lära av"),
                                        ("measure", "Att mäta med: ställs före, efter och efter 90 dagar"),
                                    ],
                                    "label": "Till vad",
                                },
                            ),
                            2: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Vad som händer", "max_length": 1500, "rows": 4},
                            ),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "Frågan", "max_length": 200}),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Nyckel",
                                    "max_length": 40,
                                    "validators": [
                                        django.core.validators.RegexValidator(
                                            "^[a-z0-9-]{2,40}$", "Små bokstäver a–z, siffror och bindestreck."
                                        )
                                    ],
                                },
                            ),
                            5: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("good", "Bra"), ("fair", "Godtagbart"), ("poor", "Dåligt")],
                                    "label": "Hur bra",
                                },
                            ),
                            6: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Valet", "max_length": 400, "rows": 2},
                            ),
                            7: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Vad som är bra med det, och vad som är bättre.",
                                    "label": "Svar på valet",
                                    "max_length": 900,
                                    "rows": 3,
                                },
                            ),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("key", 4), ("quality", 5), ("text", 6), ("feedback", 7)]],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.ListBlock",
                                (8,),
                                {"label": "Val", "max_num": 3, "min_num": 3},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("key", 0), ("use", 1), ("happens", 2), ("ask", 3), ("choices", 9)]],
                                {},
                            ),
                        },
                        verbose_name="scener",
                    ),
                ),
                (
                    "closing",
                    wagtail.fields.StreamField(
                        [("sentence", 0)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Mening", "max_length": 500, "rows": 2},
                            )
                        },
                        verbose_name="vad man gör",
                    ),
                ),
                (
                    "checked_by",
                    models.CharField(
                        blank=True,
                        help_text="Den som talar språket och har läst texten. "
                        "Tomt: sidan säger att ingen har gjort det än.",
                        max_length=100,
                        verbose_name="granskad av",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="granskad den")),
            ],
            options={
                "verbose_name": "lektion",
                "verbose_name_plural": "lektioner",
                "constraints": [
                    models.UniqueConstraint(fields=("job", "language"), name="industry_lesson_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "job__in",
                                [
                                    "reception",
                                    "housekeeping",
                                    "night",
                                    "bar",
                                    "driver",
                                    "dispatcher",
                                    "manager",
                                ],
                            )
                        ),
                        name="industry_lesson_job",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["sv", "en", "ar", "so", "ti", "pl", "th"])),
                        name="industry_lesson_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_by", ""), ("checked_on", None)),
                            models.Q(
                                models.Q(("checked_by", ""), _negated=True), ("checked_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="industry_lesson_checked_by_and_on",
                    ),
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LessonRoot",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(max_length=400, verbose_name="ingress")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("sv", "Svenska"),
                            ("en", "English"),
                            ("ar", "العربية"),
                            ("so", "Soomaali"),
                            ("ti", "ትግርኛ"),
                            ("pl", "Polski"),
                            ("th", "ไทย"),
                        ],
                        editable=False,
                        max_length=2,
                        unique=True,
                        verbose_name="språk",
                    ),
                ),
            ],
            options={
                "verbose_name": "utbildning",
                "verbose_name_plural": "utbildningar",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["sv", "en", "ar", "so", "ti", "pl", "th"])),
                        name="industry_course_language",
                    )
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LessonVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "job",
                    models.CharField(
                        choices=[
                            ("reception", "Reception"),
                            ("housekeeping", "Städning och våningsservice"),
                            ("night", "Nattportier"),
                            ("bar", "Bar, frukost och servering"),
                            ("driver", "Förare"),
                            ("dispatcher", "Trafikledning och beställningscentral"),
                            ("manager", "Chef"),
                        ],
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("number", models.PositiveIntegerField()),
                ("published_on", models.DateField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("keys", models.JSONField(help_text="Scene → its use, and how good each choice is.")),
                (
                    "page",
                    models.ForeignKey(
                        help_text="Empty when an editor has removed it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="versions",
                        to="industry.lessonpage",
                    ),
                ),
            ],
            options={
                "ordering": ["job", "language", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.UUIDField(unique=True)),
                ("is_recheck", models.BooleanField(default=False)),
                ("day", models.DateField()),
                (
                    "evidence",
                    models.ForeignKey(
                        help_text="The row of the ledger that counts it together with others; a recheck has none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.evidence",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        help_text="Let go of when the completion is no longer in force.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attempts",
                        to="industry.site",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="industry.lessonversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ShippedLesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job", models.CharField(max_length=12)),
                ("language", models.CharField(max_length=2)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("job", "language"), name="industry_shipped_lesson_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingActivity",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, so that two editors do not overwrite."
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.activity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("before", "Före"), ("after", "Efter"), ("recheck", "Efter 90 dagar")],
                        max_length=8,
                    ),
                ),
                ("scene", models.CharField(max_length=40)),
                ("choice", models.CharField(max_length=40)),
                (
                    "quality",
                    models.CharField(
                        choices=[("good", "Bra"), ("fair", "Godtagbart"), ("poor", "Dåligt")], max_length=4
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="industry.attempt",
                    ),
                ),
            ],
            options={
                "ordering": ["attempt", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "moment", "scene"), name="industry_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("moment__in", ["before", "after", "recheck"])),
                        name="industry_answer_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quality__in", ["good", "fair", "poor"])),
                        name="industry_answer_quality",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lessonversion",
            constraint=models.UniqueConstraint(
                fields=("job", "language", "number"), name="industry_lesson_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lessonversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "job__in",
                        ["reception", "housekeeping", "night", "bar", "driver", "dispatcher", "manager"],
                    )
                ),
                name="industry_lesson_version_job",
            ),
        ),
        migrations.AddConstraint(
            model_name="lessonversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="industry_lesson_version_from_one"
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["day"], name="industry_attempt_day"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_recheck", False), ("evidence", None), _connector="OR"),
                name="industry_recheck_is_no_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)), name="industry_one_training_activity"
            ),
        ),
    ]
