"""The house says no, in a sentence the person can act on."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A rule of the house does not allow this now."""

    status = 422
    sentence = ""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class NotPermitted(Refused):
    """The actor holds no grant for this."""

    status = 403
    sentence = "您没有在这里办理此事的权限。如确需办理，请联系本组织书记或安全管理员授权。"


def require(permitted: bool) -> None:
    if not permitted:
        raise NotPermitted
