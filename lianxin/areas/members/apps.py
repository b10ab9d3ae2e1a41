from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "lianxin.areas.members"
    verbose_name = "党员"

    def ready(self) -> None:
        from lianxin.areas.members import queries, rules
        from lianxin.areas.members.spreadsheets import MemberRoll
        from lianxin.foundation.organisation import closing, grants, health, links
        from lianxin.foundation.spreadsheets import sheets

        grants.plug(rules.ROLES)
        health.plug_counts(queries.at_units)
        links.allow("members:roll", counted=("members.formal", "members.probationary"))
        closing.plug(queries.before_closing)
        sheets.plug(MemberRoll())
