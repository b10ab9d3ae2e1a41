"""Invented people: names, dates and numbers that follow the rules and belong to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛段雷黎史陶贺毛顾龚邵万覃武钱戴严莫孔"
)
COMPOUND = ("欧阳", "上官", "司徒", "诸葛", "皇甫")
FEMALE = "芳娜敏静丽艳娟秀霞英华玉兰红春梅雪婷慧欣佳雨燕玲莉琴云萍颖洁怡琪瑶诗梦"
MALE = "伟强磊军洋勇杰涛明超平刚建国志海鹏飞波斌宇浩凯健俊帆阳辉峰龙成福生荣祥东永学德庆良世义"
BOTH = "文晓晨博林立新嘉思子安宁天一可金光广"
ETHNICITIES = ("03", "11", "01", "05", "08", "07", "15", "10", "04", "06")
AGES = (19, 92, 46)
CHECK = "10X98765432"
FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Codes of no place: the first two digits stand for no province, so no number is anyone's.
AREAS = tuple(f"{900000 + part * 100 + place}" for part in range(300) for place in range(1, 10))


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    female: bool
    ethnicity: str
    born_on: date
    id_number: str
    phone: str


def people(
    random: Random, *, today: date, ages: tuple[int, int, int] = AGES, phones_from: int = 0
) -> Iterator[Person]:
    """People without end; no two share an ID number or a phone number.

    `ages`: the youngest, the oldest, and the age of most.
    """
    number = phones_from
    days = [age * 365.25 for age in ages]
    seen: set[int] = set()
    while True:
        female = random.random() < 0.31
        born_on = today - timedelta(days=int(random.triangular(*days)))
        area, serial = random.choice(AREAS), random.randrange(499) * 2 + (0 if female else 1)
        first = f"{area}{born_on:%Y%m%d}{serial:03d}"
        if int(first) in seen:
            continue
        seen.add(int(first))
        yield Person(
            name=name(random, female=female),
            female=female,
            ethnicity="01" if random.random() < 0.92 else random.choice(ETHNICITIES),
            born_on=born_on,
            id_number=first + check_digit(first),
            phone=f"199{number:08d}",
        )
        number += 1


def name(random: Random, *, female: bool) -> str:
    surname = random.choice(COMPOUND) if random.random() < 0.01 else random.choice(SURNAMES)
    given = (FEMALE if female else MALE) + BOTH
    return surname + "".join(random.choice(given) for _ in range(1 if random.random() < 0.2 else 2))


def check_digit(first: str) -> str:
    """The eighteenth character (GB 11643-1999)."""
    return CHECK[sum(int(d) * f for d, f in zip(first, FACTORS, strict=True)) % 11]
