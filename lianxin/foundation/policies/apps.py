from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "lianxin.foundation.policies"
    verbose_name = "规定"

    def ready(self) -> None:
        from lianxin.foundation.organisation import grants, links
        from lianxin.foundation.policies import rules

        grants.plug(rules.ROLES)
        links.allow("policies:at")
