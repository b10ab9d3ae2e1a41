from lianxin.foundation.core import tallies
from lianxin.overview.insight import folding, tasks
from lianxin.overview.insight.models import Delta


def test_the_minutes_job_folds_everything(cast):
    assert Delta.objects.exists()

    tasks.fold(timestamp=0)

    assert not Delta.objects.exists()


def test_rooms_below_read_standing_numbers_through_the_socket(cast, django_assert_num_queries):
    folding.fold_all()
    cast.member("方晓", cast.dock)
    units = [cast.harbour.pk, cast.yard.pk, cast.dock.pk, cast.pier.pk]

    with django_assert_num_queries(1):
        told = tallies.read(units, ["members.formal", "members.activist"])

    assert [told[unit]["members.formal"] for unit in units] == [6, 3, 3, 3]
    assert [told[unit]["members.activist"] for unit in units] == [1, 0, 0, 1]
