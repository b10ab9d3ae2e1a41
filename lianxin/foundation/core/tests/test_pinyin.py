import pytest

from lianxin.foundation.core.pinyin import initials, name_key, sort_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单雄信", "shan xiong xin"),
        ("曾国强", "zeng guo qiang"),
        ("尉迟恭", "yu chi gong"),
        ("欧阳雪松", "ou yang xue song"),
        ("王海平", "wang hai ping"),
        ("吕梁", "lv liang"),
        ("阿依古丽·买买提", "a yi gu li · mai mai ti"),
        ("John", "john"),
        ("", ""),
    ],
)
def test_a_name_sounds_with_its_surname_first(name, key):
    assert name_key(name) == key


def test_a_unit_is_found_by_its_first_letters():
    assert initials(sort_key("第一党支部")) == "dydzb"


def test_names_stand_in_the_order_of_their_sound():
    names = ["张伟", "陈静", "单雄信", "赵敏", "欧阳锋"]
    assert sorted(names, key=name_key) == ["陈静", "欧阳锋", "单雄信", "张伟", "赵敏"]
