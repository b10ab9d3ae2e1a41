"""Personal fields cannot be read, swapped or changed without the keys."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.core.crypto import Unreadable, blind_index, seal, unseal

CIPHERS = ("AES-256-GCM", "SM4-GCM")
NEW_KEY = "2:" + base64.b64encode(b"n" * 32).decode()


@given(text=st.text(min_size=1), cipher=st.sampled_from(CIPHERS))
def test_what_is_sealed_comes_back_and_is_not_seen(text, cipher):
    from django.test import override_settings

    with override_settings(FIELD_CIPHER=cipher):
        sealed = seal(text, context="a.b")
    assert text.encode() not in sealed or len(text.encode()) < 4
    assert unseal(sealed, context="a.b") == text


def test_empty_stays_empty():
    assert seal("", context="a.b") == b""
    assert unseal(b"", context="a.b") == ""
    assert unseal(None, context="a.b") == ""


@pytest.mark.parametrize("cipher", CIPHERS)
def test_a_changed_byte_is_noticed(settings, cipher):
    settings.FIELD_CIPHER = cipher
    sealed = bytearray(seal("13800001234", context="a.b"))
    sealed[-1] ^= 1
    with pytest.raises(Unreadable):
        unseal(bytes(sealed), context="a.b")


def test_a_value_cannot_be_moved_to_another_column():
    with pytest.raises(Unreadable):
        unseal(seal("13800001234", context="members.phone"), context="members.address")


def test_old_values_open_after_a_change_of_key(settings):
    old = seal("港口路 8 号", context="a.b")
    settings.FIELD_KEYS = [NEW_KEY, *settings.FIELD_KEYS]
    new = seal("港口路 8 号", context="a.b")
    assert (old[1], new[1]) == (1, 2)
    assert unseal(old, context="a.b") == unseal(new, context="a.b") == "港口路 8 号"


def test_a_lost_key_says_so(settings):
    old = seal("港口路 8 号", context="a.b")
    settings.FIELD_KEYS = [NEW_KEY]
    with pytest.raises(Unreadable):
        unseal(old, context="a.b")


def test_the_index_finds_equal_values_of_one_column_only(settings):
    one = blind_index("11010519491231002X", context="members.id")
    assert one == blind_index("11010519491231002X", context="members.id")
    assert one != blind_index("11010519491231002X", context="accounts.id")
    assert len(one) == 16
    settings.INDEX_KEY = base64.b64encode(b"j" * 32).decode()
    assert one != blind_index("11010519491231002X", context="members.id")
