"""Counters are updated in place; notes come and go fast, so they are vacuumed by number."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_first")]

    operations = [
        migrations.RunSQL(
            "alter table insight_counter set (fillfactor = 70)",
            "alter table insight_counter reset (fillfactor)",
        ),
        migrations.RunSQL(
            "alter table insight_delta set (autovacuum_vacuum_scale_factor = 0,"
            " autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0,"
            " autovacuum_vacuum_insert_scale_factor = 0,"
            " autovacuum_vacuum_insert_threshold = 100000)",
            "alter table insight_delta reset (autovacuum_vacuum_scale_factor,"
            " autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay,"
            " autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold)",
        ),
    ]
