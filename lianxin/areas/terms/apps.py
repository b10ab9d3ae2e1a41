from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "lianxin.areas.terms"
    verbose_name = "换届"

    def ready(self) -> None:
        from lianxin.areas.terms import procedures, rules
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.procedures.catalogue import plug

        grants.plug(rules.ROLES)
        for each in procedures.ALL:
            plug(each)
