from typing import ClassVar

import django.db.models.deletion
import skyddsnat.shared.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    """Companies and their workplaces."""

    initial: ClassVar = True
    dependencies: ClassVar = [
        ('actors', '0003_imported_contacts'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=10, unique=True, verbose_name='organisationsnummer')),
                ('contact_name', models.CharField(max_length=100, verbose_name='kontaktpersonens namn')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='kontaktpersonens e-post')),
                ('language', models.CharField(default='sv', max_length=2, verbose_name='språk')),
                ('is_listed', models.BooleanField(default=False, help_text='Only those who agreed are listed.', verbose_name='visas i den publika listan')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('joined_at', models.DateTimeField(blank=True, null=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, help_text='Counts saves, so that two editors do not overwrite.')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='joined_company', to='actors.organisation')),
            ],
            options={
                'ordering': ['organisation__name'],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='arbetsplatsens namn')),
                ('sector', models.CharField(choices=[('hotel', 'Hotell och boende'), ('taxi', 'Taxi'), ('restaurant', 'Restaurang och bar')], max_length=10, verbose_name='slag')),
                ('code', models.CharField(default=skyddsnat.shared.codes.new_code, max_length=6, unique=True)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='industry.company')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.place', verbose_name='kommun')),
            ],
            options={
                'ordering': ['company', 'name', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('number__regex', '^\\d{10}$')), name='company_number_has_ten_digits'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('left_at__isnull', True), models.Q(('joined_at__isnull', False), ('left_at__gte', models.F('joined_at'))), _connector='OR'), name='company_leaves_after_joining'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[34679CDFGHJKMNPQRTWXY]{6}$')), name='site_code_shape'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('sector__in', ['hotel', 'taxi', 'restaurant'])), name='site_sector_known'),
        ),
    ]
