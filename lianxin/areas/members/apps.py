from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "lianxin.areas.members"
    verbose_name = "党员"

    def ready(self) -> None:
        from lianxin.areas.members import rules
        from lianxin.foundation.organisation import grants

        grants.plug(rules.ROLES)
