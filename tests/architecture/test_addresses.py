"""An address is found by its first step; a room whose addresses begin anyhow would slow all."""

from uuid import UUID

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse

from config.resolving import Room
from config.urls import urlpatterns

GIVEN = {"IntConverter": 7, "UUIDConverter": UUID(int=7)}
ROOMS = [each for each in urlpatterns if isinstance(each, Room)]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.app_name)
def test_every_room_says_how_its_addresses_begin(room: Room) -> None:
    assert room.steps


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.app_name)
def test_every_address_of_a_room_leads_there(room: Room) -> None:
    for each in room.url_patterns:
        assert isinstance(each, URLPattern)
        given = {
            name: GIVEN.get(type(kind).__name__, "a")
            for name, kind in each.pattern.converters.items()
        }
        found = resolve(reverse(f"{room.app_name}:{each.name}", kwargs=given))
        assert (found.app_name, found.kwargs) == (room.app_name, given)


def test_what_no_room_knows_is_not_found() -> None:
    assert get_resolver()
    for path in ("/nothing/", "/meetingsx/1/", "//", "/m%20/"):
        with pytest.raises(Resolver404):
            resolve(path)
