"""Records and facts, zones, the path: what the tables promise, so that they can be spread."""

import re

import pytest
from django.db.models import (
    NOT_PROVIDED,
    SET_NULL,
    BigAutoField,
    CompositePrimaryKey,
    Field,
    ForeignKey,
    ManyToManyField,
    Model,
    UniqueConstraint,
)

from lianxin.foundation.core.records import Fact, Record
from tests.architecture.house import HOUSE, layer, models, sources, strings

FACTS = [model for model in models() if issubclass(model, Fact)]
RECORDS = [model for model in models() if issubclass(model, Record)]
#: The one table of places, and the counters that are folded along its paths.
WITH_PATH = {"Unit", "CounterDelta", "Delta"}


def named(model: type[Model]) -> str:
    return model.__name__


@pytest.mark.parametrize("model", models(), ids=named)
def test_every_table_is_of_one_of_two_kinds(model: type[Model]) -> None:
    assert issubclass(model, Record) != issubclass(model, Fact)


@pytest.mark.parametrize("model", models(), ids=named)
def test_every_table_says_what_in_it_is_personal(model: type[Model]) -> None:
    stated = model.__dict__.get("personal")
    assert isinstance(stated, tuple), f"{model.__name__} keeps silent"
    names = {field.name for field in model._meta.get_fields()}
    assert set(stated) <= names


@pytest.mark.parametrize("model", RECORDS, ids=named)
def test_records_count_their_ids(model: type[Model]) -> None:
    assert isinstance(model._meta.pk, BigAutoField)


@pytest.mark.parametrize("model", FACTS, ids=named)
def test_facts_are_keyed_by_zone_first(model: type[Model]) -> None:
    key = model._meta.pk
    assert isinstance(key, CompositePrimaryKey)
    assert key.field_names[0] == "zone"


@pytest.mark.parametrize("model", FACTS, ids=named)
def test_what_is_unique_among_facts_is_so_within_a_zone(model: type[Model]) -> None:
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert constraint.fields[:1] == ("zone",), constraint.name
    for field in model._meta.fields:
        assert isinstance(field, CompositePrimaryKey) or not field.unique, field.name


@pytest.mark.parametrize("model", models(), ids=named)
def test_nothing_points_at_a_fact(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey | ManyToManyField):
            assert field.related_model not in FACTS, field.name


@pytest.mark.parametrize("model", FACTS, ids=named)
def test_facts_point_at_records_plainly(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        assert not isinstance(field, ManyToManyField), field.name
        if isinstance(field, ForeignKey):
            assert field.remote_field.on_delete is not SET_NULL, field.name


@pytest.mark.parametrize("model", FACTS, ids=named)
def test_facts_get_their_ids_from_the_house_not_from_the_database(model: type[Model]) -> None:
    for field in model._meta.fields:
        assert isinstance(field, Field)
        assert not isinstance(field, BigAutoField)
        assert field.db_default is NOT_PROVIDED, field.name


@pytest.mark.parametrize("model", models(), ids=named)
def test_only_the_tree_has_a_path(model: type[Model]) -> None:
    if named(model) not in WITH_PATH:
        assert "path" not in {field.name for field in model._meta.fields}


@pytest.mark.parametrize("model", models(), ids=named)
def test_tables_have_no_order_of_their_own(model: type[Model]) -> None:
    assert not model._meta.ordering


PATTERNS = re.compile(
    r"path__i?(startswith|contains|endswith|regex)|\bpath\s+(not\s+)?i?like\b"
    r"|starts_with\s*\(\s*\w*\.?path|\bpath\s*\|\|\s*'%",
    re.I,
)


def test_paths_are_asked_for_by_range_never_by_pattern() -> None:
    found = [
        str(path.relative_to(HOUSE))
        for path in sources()
        if PATTERNS.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_pages_are_turned_by_key_never_by_offset() -> None:
    found = [
        str(path.relative_to(HOUSE))
        for path in sources()
        if layer(path) in {"queries", "views", "actions", "models", "pages"}
        and (
            any(re.search(r"\boffset\s+(%|\d|:)", text, re.I) for text in strings(path))
            or "django.core.paginator" in path.read_text("utf-8")
        )
    ]
    assert found == []
