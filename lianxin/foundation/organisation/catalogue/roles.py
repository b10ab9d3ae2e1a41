from enum import StrEnum


class Role(StrEnum):
    """What a grant makes of a person at a unit and everything below it."""

    SECRETARY = "secretary"
    ORGANISER = "organiser"
    COMMISSIONER = "commissioner"
    DISCIPLINE = "discipline"
    OVERSEER = "overseer"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_NAMES = {
    Role.SECRETARY: "书记（副书记）",
    Role.ORGANISER: "党务工作者",
    Role.COMMISSIONER: "委员",
    Role.DISCIPLINE: "纪检委员",
    Role.OVERSEER: "上级查看",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}
#: The three administrators (三员), in the order in which they are named.
THREE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
ADMINISTRATORS = frozenset(THREE)
#: Who holds what another role holds, besides what is his alone.
ALSO = {Role.DISCIPLINE: Role.COMMISSIONER}
