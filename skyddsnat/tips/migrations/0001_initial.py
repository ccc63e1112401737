from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Receivers, keys, and what is sent to them sealed."""

    initial: ClassVar = True
    dependencies: ClassVar = [
        ('actors', '0003_imported_contacts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mark', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('exploited', 'Ett barn som utnyttjas sexuellt'), ('labour', 'Ett barn som tvingas arbeta, stjäla eller tigga'), ('travel', 'Någon som reser för att utnyttja barn'), ('online', 'Något på nätet'), ('other', 'Något annat som gör mig orolig')], max_length=10)),
                ('language', models.CharField(max_length=10)),
                ('sealed', models.BinaryField(null=True)),
                ('sealed_sha256', models.CharField(max_length=64, unique=True)),
                ('sealed_by', models.CharField(choices=[('browser', 'browser'), ('server', 'server')], max_length=7)),
                ('box', models.CharField(max_length=64, null=True, unique=True)),
                ('answers_to', models.CharField(blank=True, max_length=62)),
                ('work_asked', models.PositiveSmallIntegerField(default=0)),
                ('work_done', models.PositiveSmallIntegerField(default=0)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('new', 'Ny'), ('owned', 'Har en ägare'), ('closed', 'Avslutad')], default='new', max_length=6)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('opened', 'Ett ärende har öppnats hos oss'), ('handed', 'Lämnad till en annan myndighet'), ('known', 'Redan känt hos oss'), ('not_enough', 'Det går inte att gå vidare med uppgifterna'), ('elsewhere', 'Hör inte hit, avsändaren har fått svar om vart'), ('nothing', 'Ingen oro för ett barn')], max_length=10)),
                ('hold_until', models.DateField(blank=True, help_text='Not destroyed before: a legal hold.', null=True)),
                ('hold_source', models.CharField(blank=True, max_length=200)),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, help_text='Counts changes, so that two do not overwrite.')),
                ('handed_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handed_to', to='tips.tip')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-received_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FilingKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kid', models.CharField(max_length=64, unique=True)),
                ('public_jwk', models.JSONField()),
                ('sealed', models.BinaryField(null=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('retired_at',), name='tips_filing_key_in_use_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='MemberKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=62, unique=True)),
                ('guard', models.CharField(choices=[('passphrase', 'passphrase'), ('passkey', 'passkey')], max_length=10)),
                ('guarded', models.BinaryField(max_length=4000)),
                ('hint', models.CharField(blank=True, help_text='Which passkey it is; nothing secret.', max_length=500)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Receiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('exploited', 'Ett barn som utnyttjas sexuellt'), ('labour', 'Ett barn som tvingas arbeta, stjäla eller tigga'), ('travel', 'Någon som reser för att utnyttja barn'), ('online', 'Något på nätet'), ('other', 'Något annat som gör mig orolig')], max_length=10), default=list)),
                ('hours', models.JSONField(default=list)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('is_on', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1, help_text='Counts saves, so that two editors do not overwrite.')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tip_receivers', to='actors.organisation')),
                ('places', models.ManyToManyField(blank=True, related_name='+', to='actors.place')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_turn', models.BooleanField(default=True)),
                ('had_turn_at', models.DateTimeField(blank=True, null=True)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='tips.receiver')),
            ],
            options={
                'ordering': ['receiver', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TeamKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=62, unique=True)),
                ('recovery', models.CharField(max_length=62)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='tips.receiver')),
            ],
            options={
                'ordering': ['receiver', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TipLayer',
            fields=[
                ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='layer', serialize=False, to='tips.tip')),
                ('key', models.BinaryField(max_length=32)),
            ],
            options={
                'ordering': ['tip'],
            },
        ),
        migrations.AddField(
            model_name='tip',
            name='receiver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='tips.receiver'),
        ),
        migrations.AddField(
            model_name='tip',
            name='team_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='tips.teamkey'),
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.UUIDField(unique=True)),
                ('writer', models.CharField(choices=[('sender', 'sender'), ('receiver', 'receiver')], max_length=8)),
                ('is_note', models.BooleanField(default=False)),
                ('sealed', models.BinaryField()),
                ('sealed_by', models.CharField(choices=[('browser', 'browser'), ('server', 'server')], default='browser', max_length=7)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='tips.tip')),
            ],
            options={
                'ordering': ['tip', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WrappedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField(max_length=2000)),
                ('member_key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='wrapped', to='tips.memberkey')),
                ('team_key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wrapped', to='tips.teamkey')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='memberkey',
            constraint=models.CheckConstraint(condition=models.Q(('recipient__regex', '^age1[02-9ac-hj-np-z]{58}$')), name='tips_member_key_shape'),
        ),
        migrations.AddConstraint(
            model_name='memberkey',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('user',), name='tips_member_key_in_use_once'),
        ),
        migrations.AddConstraint(
            model_name='receiver',
            constraint=models.CheckConstraint(condition=models.Q(('name__gt', '')), name='tips_receiver_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='receiver',
            constraint=models.CheckConstraint(condition=models.Q(('is_on', False), models.Q(('kinds', []), _negated=True), _connector='OR'), name='tips_receiver_takes_something'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('receiver', 'user'), name='tips_member_once'),
        ),
        migrations.AddConstraint(
            model_name='teamkey',
            constraint=models.CheckConstraint(condition=models.Q(('recipient__regex', '^age1[02-9ac-hj-np-z]{58}$'), ('recovery__regex', '^age1[02-9ac-hj-np-z]{58}$')), name='tips_team_key_shape'),
        ),
        migrations.AddConstraint(
            model_name='teamkey',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('receiver',), name='tips_team_key_in_use_once'),
        ),
        migrations.AddIndex(
            model_name='tip',
            index=models.Index(fields=['receiver', 'state', 'received_at'], name='tips_inbox'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(('sealed_sha256__regex', '^[0-9a-f]{64}$'), models.Q(('box', None), ('box__regex', '^[0-9a-f]{64}$'), _connector='OR')), name='tips_tip_hashes'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answers_to', ''), ('box', None)), models.Q(('answers_to__regex', '^age1[02-9ac-hj-np-z]{58}$'), ('box__isnull', False)), _connector='OR'), name='tips_tip_box_has_a_key'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['exploited', 'labour', 'travel', 'online', 'other']), ('state__in', ['new', 'owned', 'closed'])), name='tips_tip_kind_and_state'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('reason__in', ['opened', 'handed', 'known', 'not_enough', 'elsewhere', 'nothing']), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None), ('reason', '')), _connector='OR'), name='tips_tip_closed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'owned'), _negated=True), ('owner__isnull', False), _connector='OR'), name='tips_tip_owned_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destroyed_at', None), ('sealed__isnull', False)), models.Q(('box', None), ('destroyed_at__isnull', False), ('sealed', None), ('state', 'closed')), _connector='OR'), name='tips_tip_destroyed_when_closed'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hold_source', ''), ('hold_until', None)), models.Q(('hold_source__gt', ''), ('hold_until__isnull', False)), _connector='OR'), name='tips_tip_hold_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('by', None), ('is_note', False), ('writer', 'sender')), models.Q(('by__isnull', False), ('writer', 'receiver')), _connector='OR'), name='tips_message_written_by_one'),
        ),
        migrations.AddConstraint(
            model_name='wrappedkey',
            constraint=models.UniqueConstraint(fields=('team_key', 'member_key'), name='tips_wrapped_once', nulls_distinct=False),
        ),
    ]
