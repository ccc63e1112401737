from django.db import migrations


def move(apps, schema_editor):
    """Each conversation becomes a held meeting with one participant; its number stays."""
    meeting_model = apps.get_model("mandate", "Meeting")
    seat_model = apps.get_model("mandate", "Participation")
    for old in apps.get_model("mandate", "Dialogue").objects.select_related("activity"):
        meeting = meeting_model.objects.create(
            pk=old.pk,
            assignment_id=old.activity.assignment_id,
            day=old.held_on,
            is_held=True,
            about=old.about or "–",
            entered_by_id=old.entered_by_id,
        )
        meeting.activities.add(old.activity_id)
        seat_model.objects.create(meeting=meeting, organisation_id=old.organisation_id)
    table = meeting_model._meta.db_table
    schema_editor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}"
    )


class Migration(migrations.Migration):
    dependencies = [("mandate", "0010_dialogue")]
    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.DeleteModel("Dialogue"),
    ]
