"""Who asks, seen from the branch Pier and the general branch Quay it stands under."""

from django.test import Client

from tests.cast import Cast, sign_in

NOBODY = "nobody"  # has not signed in
MEMBER = "member"  # on Pier's roll, no post
OWN = "own"  # secretary of the unit itself
SIBLING = "sibling"  # secretary of a unit beside it
ABOVE = "above"  # secretary of the committee above
BELOW = "below"  # secretary of a unit below it
SYSTEM = "system"
SECURITY = "security"
AUDIT = "audit"

EVERYBODY = (NOBODY, MEMBER, OWN, SIBLING, ABOVE, BELOW, SYSTEM, SECURITY, AUDIT)
SIGNED_IN = frozenset(EVERYBODY) - {NOBODY}
STAFF = frozenset({OWN, ABOVE})
STAFF_ANYWHERE = frozenset({OWN, SIBLING, ABOVE, BELOW})
LOOKERS = STAFF | {SYSTEM, SECURITY, AUDIT}


def clients(cast: Cast) -> dict[str, Client]:
    """A browser for each. `own` keeps Pier and Quay, `below` a branch beside Pier at Quay."""
    quay = cast.holder("qian", "钱永泰", "secretary", cast.quay)
    from lianxin.foundation.organisation import actions
    from tests.cast import HOUSE, LONG_AGO

    actions.appoint(quay, post="secretary", unit=cast.pier, starts_on=LONG_AGO, by=HOUSE)
    berth = cast.found("二号泊位党支部", "branch", cast.quay)
    people = {
        MEMBER: cast.chen,
        OWN: quay,
        SIBLING: cast.zhao,
        ABOVE: cast.lin,
        BELOW: cast.holder("bai", "白帆", "secretary", berth),
        SYSTEM: cast.system_admin,
        SECURITY: cast.security_admin,
        AUDIT: cast.audit_admin,
    }
    return {NOBODY: Client()} | {who: sign_in(Client(), user) for who, user in people.items()}
