"""`{% built "src/main.ts" %}`: the address of a built file; `{% catalogue %}`: of its texts."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from inkread.web.pages.built import built_file, catalogue_files

register = template.Library()


@register.simple_tag
def built(entry: str) -> str:
    return static(built_file(entry))


@register.simple_tag
def catalogue() -> SafeString | str:
    """Has the browser fetch the texts of the page's language before a script asks for them."""
    file = catalogue_files().get(get_language() or "")
    return format_html('<link rel="modulepreload" href="{}">', static(file)) if file else ""
