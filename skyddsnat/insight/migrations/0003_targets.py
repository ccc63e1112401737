from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0002_append_only"),
        ("mandate", "0030_activity_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="method",
            field=models.TextField(blank=True, help_text="How it is measured, step by step."),
        ),
        migrations.AddField(
            model_name="indicator",
            name="method_en",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="indicator",
            name="target",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="indicator",
            name="target_source",
            field=models.CharField(
                blank=True, help_text="Who decided it, and where it stands.", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="target_when",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(target="") | models.Q(target_source__gt="", target_when__gt=""),
                name="indicator_target_has_source",
            ),
        ),
    ]
