from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "lianxin.areas.dossier"
    verbose_name = "档案"

    def ready(self) -> None:
        from lianxin.areas.dossier import rules
        from lianxin.foundation.organisation import grants

        grants.plug(rules.ROLES)
