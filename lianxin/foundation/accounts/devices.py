"""What a browser calls itself, in words a person knows."""

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("wxwork", "企业微信"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
PHONES = ("Android", "iPhone", "HarmonyOS", "OpenHarmony", "Mobile")


def describe(agent: str) -> str:
    """ "Chrome · Windows", or that nobody knows."""
    found = [_first(agent, names) for names in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or "未知设备"


def is_phone(agent: str) -> bool:
    return any(mark in agent for mark in PHONES)


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((word for mark, word in names if mark in agent), "")
