"""Faults in Django's admin: to look at, and to clear away what is mended."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest

from inkread.web.administration.models import Fault


class OnlyToLookAt(admin.ModelAdmin):  # type: ignore[type-arg]
    """What happened is not written or rewritten by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Fault)
class FaultAdmin(OnlyToLookAt):
    """The newest first; one that is mended may be deleted."""

    list_display = ("last", "place", "message", "count", "first")
    list_filter = ("last", "place")
    search_fields = ("place", "message")
    date_hierarchy = "last"


@admin.register(LogEntry)
class ActAdmin(OnlyToLookAt):
    """What administrators did here."""

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag")
    list_filter = ("action_time", "action_flag", "content_type")
    search_fields = ("user__username", "object_repr", "change_message")
    list_select_related = ("user", "content_type")
    date_hierarchy = "action_time"

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False
