from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "lianxin.areas.terms"
    verbose_name = "换届"

    def ready(self) -> None:
        from lianxin.areas.terms import drafts, procedures, rules
        from lianxin.areas.terms.forms.asks import Voters
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.procedures.catalogue import plug
        from lianxin.foundation.procedures.forms import kinds

        grants.plug(rules.ROLES)
        kinds.plug("terms.voters", Voters())
        for each in procedures.ALL:
            plug(each)
        drafts.plug_papers()
