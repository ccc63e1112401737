from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies: ClassVar = [
        ('actors', '0003_imported_contacts'),
        ('mandate', '0030_activity_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(help_text='A pseudonym, such as B-2026-0001.', max_length=20, unique=True)),
                ('state', models.CharField(choices=[('identified', 'Uppmärksammat'), ('protected', 'Första skyddet är givet'), ('assessed', 'Barnets bästa är bedömt'), ('asked', 'Förfrågan är skickad'), ('refused', 'Förfrågan fick nej'), ('accepted', 'Förfrågan fick ja'), ('planned', 'Resan är planerad'), ('travelling', 'Barnet är på väg'), ('arrived', 'Barnet är framme'), ('followed_up', 'Uppföljt'), ('closed', 'Ärendet är avslutat')], default='identified', max_length=12)),
                ('no_contact', models.BooleanField(default=False)),
                ('no_contact_reason', models.CharField(blank=True, max_length=500)),
                ('dnr', models.CharField(blank=True, max_length=60)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('close_reason', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mandate.activity')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.place')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.organisation')),
                ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.organisation')),
            ],
            options={
                'ordering': ['-opened_at'],
            },
        ),
        migrations.CreateModel(
            name='Child',
            fields=[
                ('referral', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='child', serialize=False, to='cooperation.referral')),
                ('given_name', models.CharField(blank=True, max_length=150)),
                ('family_name', models.CharField(blank=True, max_length=150)),
                ('born_on', models.DateField(blank=True, null=True)),
                ('age_claimed', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('age_from', models.PositiveSmallIntegerField(blank=True, help_text='Years, as assessed.', null=True)),
                ('age_to', models.PositiveSmallIntegerField(blank=True, help_text='Years, as assessed.', null=True)),
                ('age_basis', models.CharField(choices=[('claimed', 'Uppgivet'), ('presumed', 'Antas vara barn'), ('assessed', 'Bedömt'), ('documented', 'Står i handling')], default='presumed', max_length=10)),
                ('sex', models.CharField(choices=[('girl', 'Flicka'), ('boy', 'Pojke'), ('other', 'Annat'), ('unknown', 'Vet inte')], default='unknown', max_length=7)),
                ('nationalities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list)),
                ('documents', models.TextField(blank=True, max_length=2000)),
                ('forms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list)),
                ('signs', models.TextField(blank=True, max_length=8000)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('age_from', None), ('age_to', None)), ('age_from__lte', models.F('age_to')), _connector='OR'), name='cooperation_child_age_in_order')],
            },
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('close_reason__gt', ''), ('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('close_reason', ''), ('closed_at', None), ('closed_by', None)), _connector='OR'), name='cooperation_referral_closed_whole'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('no_contact', False), ('no_contact_reason__gt', ''), _connector='OR'), name='cooperation_referral_lock_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('receiver', None), models.Q(('receiver', models.F('owner')), _negated=True), _connector='OR'), name='cooperation_referral_between_two'),
        ),
    ]
