"""`{% built "src/main.ts" %}`: the address of a built file."""

from __future__ import annotations

from django import template
from django.templatetags.static import static

from inkread.web.pages.built import built_file

register = template.Library()


@register.simple_tag
def built(entry: str) -> str:
    return static(built_file(entry))
