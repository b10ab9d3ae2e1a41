import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Facts come after the records they point to."""

    dependencies = [("spreadsheets", "0001_first")]

    operations = [
        migrations.CreateModel(
            name='Flaw',
            fields=[
                ('zone', models.SmallIntegerField(default=0, verbose_name='分区')),
                ('pk', models.CompositePrimaryKey('zone', 'batch_id', 'number', 'column', 'code', blank=True, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='行号')),
                ('column', models.CharField(max_length=40, verbose_name='列')),
                ('code', models.CharField(max_length=30, verbose_name='问题')),
                ('severity', models.CharField(choices=[('error', '错误'), ('warning', '提醒'), ('fixed', '已修正')], max_length=7)),
                ('same', models.BinaryField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spreadsheets.batch')),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('zone', models.SmallIntegerField(default=0, verbose_name='分区')),
                ('pk', models.CompositePrimaryKey('zone', 'batch_id', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='行号')),
                ('judged', models.CharField(max_length=9)),
                ('verdict', models.CharField(max_length=9)),
                ('decision', models.CharField(blank=True, default='', max_length=5)),
                ('has_error', models.BooleanField(default=False)),
                ('has_warning', models.BooleanField(default=False)),
                ('edited', models.BooleanField(default=False)),
                ('key', models.BinaryField(null=True)),
                ('equals_line', models.PositiveIntegerField(null=True)),
                ('matched_id', models.BigIntegerField(null=True)),
                ('sealed', models.BinaryField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spreadsheets.batch')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('zone', models.SmallIntegerField(default=0, verbose_name='分区')),
                ('pk', models.CompositePrimaryKey('zone', 'batch_id', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='行号')),
                ('subject_id', models.BigIntegerField()),
                ('created', models.BooleanField()),
                ('before', models.BinaryField(null=True)),
                ('undone', models.BooleanField(null=True)),
                ('why_kept', models.CharField(blank=True, default='', max_length=200)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spreadsheets.batch')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='flaw',
            index=models.Index(fields=['zone', 'batch', 'column', 'code', 'number'], name='flaw_by_column'),
        ),
        migrations.AddIndex(
            model_name='line',
            index=models.Index(fields=['zone', 'batch', 'verdict', 'number'], name='line_by_verdict'),
        ),
        migrations.AddIndex(
            model_name='line',
            index=models.Index(condition=models.Q(('key__isnull', False)), fields=['zone', 'batch', 'key'], name='line_by_key'),
        ),
    ]
