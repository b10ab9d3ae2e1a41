"""Who asks, seen from the branch Pier, or from the general branch Quay above it."""

from django.test import Client

from tests.cast import Cast, sign_in

NOBODY = "nobody"  # has not signed in
MEMBER = "member"  # on Pier's roll, no post
OWN = "own"  # keeps the unit itself
SIBLING = "sibling"  # keeps a unit beside it
ABOVE = "above"  # keeps the committee above
BELOW = "below"  # keeps a unit below it (Quay), or the branch next door (Pier)
SYSTEM = "system"
SECURITY = "security"
AUDIT = "audit"

EVERYBODY = (NOBODY, MEMBER, OWN, SIBLING, ABOVE, BELOW, SYSTEM, SECURITY, AUDIT)


def clients(cast: Cast, *, at_quay: bool) -> dict[str, Client]:
    """A browser for each."""
    berth = cast.found("二号泊位党支部", "branch", cast.quay)
    neighbour = cast.holder("bai", "白帆", "secretary", berth)
    people = {
        MEMBER: cast.chen,
        OWN: cast.holder("qian", "钱永泰", "staff", cast.quay) if at_quay else cast.wang,
        SIBLING: cast.zhao,
        ABOVE: cast.lin,
        BELOW: cast.wang if at_quay else neighbour,
        SYSTEM: cast.system_admin,
        SECURITY: cast.security_admin,
        AUDIT: cast.audit_admin,
    }
    return {NOBODY: Client()} | {who: sign_in(Client(), user) for who, user in people.items()}
