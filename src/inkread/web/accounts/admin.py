"""Django's admin for people and organisations: found quickly, dates not to be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialApp, SocialToken
from allauth.usersessions.admin import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inkread.web.accounts.belongings import delete_everything, delete_organisation
from inkread.web.accounts.flows import LastOwner, owned_alone
from inkread.web.accounts.models import Invitation, Login, Membership, Organisation, User

admin.site.site_title = "inkread"
admin.site.site_header = admin.site.index_title = _("Administration of inkread")

# Providers are set by the environment, where their secrets belong. (allauth's admin is imported
# above, so that they are registered by now.)
admin.site.unregister([SocialApp, SocialToken])
# These hold secrets, and are shown again below without them.
admin.site.unregister([Authenticator, UserSession])


class MembershipsOfUser(admin.TabularInline):  # type: ignore[type-arg]
    """Where a person works."""

    model = Membership
    extra = 0
    autocomplete_fields = ("organisation",)
    readonly_fields = ("joined_at",)


class MembershipsOfOrganisation(admin.TabularInline):  # type: ignore[type-arg]
    """Who works there."""

    model = Membership
    extra = 0
    autocomplete_fields = ("user",)
    readonly_fields = ("joined_at",)


@admin.register(User)
class PeopleAdmin(UserAdmin):  # type: ignore[type-arg]
    """People: searched by name and address, locked out and let in again."""

    list_display = ("username", "email", "is_active", "is_staff", "last_login", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser", "date_joined", "last_login")
    search_fields = ("username", "email", "first_name", "last_name")
    date_hierarchy = "date_joined"
    ordering = ("-date_joined",)
    readonly_fields = ("last_login", "date_joined")
    inlines = (MembershipsOfUser,)
    actions = ("lock_out", "let_in")
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "email", "usable_password", "password1", "password2"),
            },
        ),
    )

    @admin.action(description=_("Lock out, and end their sessions"), permissions=["change"])
    def lock_out(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Not the administrator's own account: nobody could undo that."""
        others = people.exclude(pk=request.user.pk or 0)
        for session in UserSession.objects.filter(user__in=others):
            session.end()
        self._say(request, others.update(is_active=False))

    @admin.action(description=_("Let in again"), permissions=["change"])
    def let_in(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._say(request, people.update(is_active=True))

    def get_deleted_objects(
        self, objs: Iterable[User], request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """An organisation that would be left without an owner protects whoever owns it."""
        people = list(objs)
        listed, counts, needed, protected = super().get_deleted_objects(people, request)
        protected = [*protected, *(str(LastOwner(o)) for who in people for o in owned_alone(who))]
        return listed, counts, needed, protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_everything(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            delete_everything(user)

    def _say(self, request: HttpRequest, count: int) -> None:
        sentence = ngettext("%d account was changed.", "%d accounts were changed.", count)
        self.message_user(request, sentence % count, messages.SUCCESS)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Organisations with their members."""

    list_display = ("name", "kind", "size", "created_at")
    list_filter = ("kind", "created_at")
    search_fields = ("name", "people__username", "people__email")
    date_hierarchy = "created_at"
    readonly_fields = ("public_id", "created_at")
    inlines = (MembershipsOfOrganisation,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        organisations: QuerySet[Organisation] = super().get_queryset(request)
        return organisations.annotate(size=Count("memberships"))

    def delete_model(self, request: HttpRequest, obj: Organisation) -> None:
        delete_organisation(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Organisation]) -> None:
        for organisation in queryset:
            delete_organisation(organisation)

    @admin.display(description=_("members"), ordering="size")
    def size(self, organisation: Organisation) -> int:
        return int(getattr(organisation, "size", 0))


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Invitations that wait; they are made on the organisation's own page, which sends the mail."""

    list_display = ("email", "organisation", "role", "invited_by", "created_at", "expires_at")
    list_filter = ("role", "expires_at")
    search_fields = ("email", "organisation__name")
    list_select_related = ("organisation", "invited_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False


class OnlyToDelete(admin.ModelAdmin):  # type: ignore[type-arg]
    """What people make themselves, and an administrator may take away."""

    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(OnlyToDelete):
    """Passkeys, apps and recovery codes: deleted for who lost them, their secrets never shown."""

    fields = ("user", "type", "created_at", "last_used_at")
    list_display = fields
    list_filter = ("type", "created_at", "last_used_at")


@admin.register(UserSession)
class SessionAdmin(OnlyToDelete):
    """Where people are logged in; deleting ends the session."""

    fields = ("user", "ip", "user_agent", "created_at", "last_seen_at")
    list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> None:
        for session in queryset:
            session.end()


@admin.register(Login)
class LoginAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who came in when; only to look at."""

    list_display = ("at", "user", "ip", "user_agent")
    list_filter = ("at",)
    search_fields = ("user__username", "user__email", "ip")
    list_select_related = ("user",)
    date_hierarchy = "at"
    list_per_page: ClassVar[int] = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Login | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Login | None = None) -> bool:
        """Only together with the account."""
        return "/accounts/login/" not in request.path
