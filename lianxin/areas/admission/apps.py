from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "lianxin.areas.admission"
    verbose_name = "发展党员"

    def ready(self) -> None:
        from lianxin.areas.admission import drafts, queries, receivers, rules  # noqa: F401
        from lianxin.areas.admission.procedures import PLUGGED
        from lianxin.areas.members import guards
        from lianxin.areas.members.forms.asks import MembersKind
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.procedures.catalogue import plug
        from lianxin.foundation.procedures.forms import kinds

        grants.plug(rules.ROLES)
        guards.plug(queries.held)
        plug(PLUGGED)
        drafts.plug_papers()
        kinds.plug("members", MembersKind())
