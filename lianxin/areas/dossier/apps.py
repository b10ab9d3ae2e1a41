from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "lianxin.areas.dossier"
    verbose_name = "档案"

    def ready(self) -> None:
        from lianxin.areas.dossier import rules
        from lianxin.areas.dossier.spreadsheets import AWARDS, TRAININGS
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.spreadsheets import sheets

        grants.plug(rules.ROLES)
        sheets.plug(TRAININGS)
        sheets.plug(AWARDS)
