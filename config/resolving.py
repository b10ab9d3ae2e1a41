"""Which room an address belongs to, without asking every room for each of its addresses."""

from functools import cached_property

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern


class Room(URLResolver):
    """The addresses of an app, asked only where one of them begins with the path's first step."""

    @cached_property
    def steps(self) -> frozenset[str] | None:
        """How the addresses begin; None if one of them may begin with anything."""
        steps = {str(each.pattern).split("/", 1)[0] for each in self.url_patterns}
        return None if any("<" in step for step in steps) else frozenset(steps)

    def resolve(self, path: str) -> ResolverMatch:
        if self.steps is not None and str(path).split("/", 1)[0] not in self.steps:
            raise Resolver404({"path": path, "tried": []})
        return super().resolve(path)


def room(urls: str) -> URLPattern | URLResolver:
    """`path("", include(urls))`, as a room."""
    module, app_name, namespace = include(urls)
    return Room(RoutePattern("", is_endpoint=False), module, app_name=app_name, namespace=namespace)
