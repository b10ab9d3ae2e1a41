from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "lianxin.foundation.papers"
    verbose_name = "文书"

    def ready(self) -> None:
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.papers import rules

        grants.plug(rules.ROLES)
