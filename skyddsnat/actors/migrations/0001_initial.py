import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Organisation.name repeats the name that began last, so that lists of other rooms need no join with the names.
KEEP_NAME = """
CREATE FUNCTION actors_keep_name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed bigint;
BEGIN
    changed := CASE TG_OP WHEN 'DELETE' THEN OLD.organisation_id ELSE NEW.organisation_id END;
    UPDATE actors_organisation o SET name = n.name, name_en = n.name_en
      FROM (SELECT name, name_en FROM actors_organisationname WHERE organisation_id = changed
             ORDER BY valid_from DESC NULLS LAST LIMIT 1) n
     WHERE o.id = changed AND (o.name, o.name_en) IS DISTINCT FROM (n.name, n.name_en);
    RETURN NULL;
END $$;
CREATE TRIGGER actors_keep_name AFTER INSERT OR UPDATE OR DELETE ON actors_organisationname
    FOR EACH ROW EXECUTE FUNCTION actors_keep_name();
"""
FORGET_NAME = """
DROP TRIGGER actors_keep_name ON actors_organisationname;
DROP FUNCTION actors_keep_name();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
                ("created", models.PositiveIntegerField()),
                ("updated", models.PositiveIntegerField()),
                (
                    "kept",
                    models.PositiveIntegerField(
                        help_text="Rows that staff had changed and that were left as they were."
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RoleKind",
            fields=[
                ("code", models.SlugField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("county", "Län"), ("municipality", "Kommun"), ("state", "Stat")],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=4)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=80)),
                (
                    "population",
                    models.PositiveIntegerField(
                        blank=True, help_text="Has no source until staff import one.", null=True
                    ),
                ),
                (
                    "population_on",
                    models.DateField(blank=True, help_text="The day the population was counted.", null=True),
                ),
                (
                    "geometry",
                    models.JSONField(
                        blank=True, help_text="Coordinates of a GeoJSON MultiPolygon, WGS 84.", null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("note_en", models.CharField(blank=True, max_length=500)),
                (
                    "edited_at",
                    models.DateTimeField(
                        blank=True, help_text="Set when staff changed what the register says.", null=True
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="actors.place",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code"), name="place_code_once_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("code__regex", "^\\d{4}$"),
                                ("kind", "municipality"),
                                ("parent__isnull", False),
                            ),
                            models.Q(
                                ("code__regex", "^\\d{2}$"), ("kind", "county"), ("parent__isnull", True)
                            ),
                            models.Q(
                                ("code__regex", "^[A-Z]{2}$"), ("kind", "state"), ("parent__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="place_code_fits_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("population__isnull", True), ("population_on__isnull", True)),
                            models.Q(("population__isnull", False), ("population_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="place_population_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Kommun"),
                            ("region", "Region"),
                            ("county_board", "Länsstyrelse"),
                            ("agency", "Myndighet"),
                            ("ministry", "Regeringskansliet"),
                            ("court", "Domstol"),
                            ("ngo", "Ideell organisation"),
                            ("company", "Företag"),
                            ("eu_authority", "Myndighet i annat EU-land"),
                            ("other", "Annan organisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(default="", editable=False, max_length=200)),
                ("name_en", models.CharField(default="", editable=False, max_length=200)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "edited_at",
                    models.DateTimeField(
                        blank=True, help_text="Set when staff changed what the register says.", null=True
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="actors.organisation",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="actors.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="organisation_not_its_own_successor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("day", "Dagen är känd"),
                            ("year", "Bara året är känt"),
                            ("unknown", "Datum saknas"),
                        ],
                        default="day",
                        max_length=8,
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, help_text="Where the holder was found.", max_length=300),
                ),
                (
                    "checked_on",
                    models.DateField(blank=True, help_text="The day the holder was checked.", null=True),
                ),
                (
                    "register_key",
                    models.CharField(blank=True, editable=False, max_length=120, null=True, unique=True),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="actors.organisation",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="actors.place",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="actors.rolekind",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False), ("place__isnull", False), _connector="OR"
                        ),
                        name="organisation_role_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_role_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("certainty", "unknown"), ("valid_from__isnull", True)),
                            models.Q(
                                ("valid_from__isnull", False),
                                models.Q(("certainty", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organisation_role_certainty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="actors.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="membership_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("user", "organisation"),
                        name="membership_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("function", models.CharField(max_length=150)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(max_length=300)),
                ("checked_on", models.DateField()),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="actors.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["function", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email__gt", ""), ("phone__gt", ""), _connector="OR"),
                        name="contact_can_be_reached",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("function__gt", ""), ("source__gt", "")),
                        name="contact_has_function_and_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", True), ("ended_on__isnull", True)),
                            models.Q(("ended_by__isnull", False), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="contact_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("day", "Dagen är känd"),
                            ("year", "Bara året är känt"),
                            ("unknown", "Datum saknas"),
                        ],
                        default="day",
                        max_length=8,
                    ),
                ),
                (
                    "register_key",
                    models.CharField(blank=True, editable=False, max_length=120, null=True, unique=True),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="actors.organisation",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("valid_from"), nulls_first=True)],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_name_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__gt", "")), name="organisation_name_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("certainty", "unknown"), ("valid_from__isnull", True)),
                            models.Q(
                                ("valid_from__isnull", False),
                                models.Q(("certainty", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organisation_name_certainty",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "organisation",
                                    "organisation",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_to",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="organisation_name_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP_NAME, FORGET_NAME),
    ]
