from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "lianxin.areas.members"
    verbose_name = "党员"

    def ready(self) -> None:
        from lianxin.areas.members import queries, rules
        from lianxin.areas.members.spreadsheets import MemberRoll
        from lianxin.foundation.organisation import closing, grants, health, links, people
        from lianxin.foundation.spreadsheets import sheets

        grants.plug(rules.ROLES)
        health.plug_counts(queries.at_units)
        for page in (links.UNIT, "members:roll"):
            links.allow(page, counted=("members.formal", "members.probationary"))
        links.know("members:roll", queries.WORDS)
        closing.plug(queries.before_closing)
        people.plug(queries.for_posts)
        sheets.plug(MemberRoll())
