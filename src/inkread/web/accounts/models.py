"""People, the organisations that they work in, and invitations into those."""

from __future__ import annotations

import uuid
from typing import ClassVar, Final

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person. Logs in by user name or by e-mail address, so both are unique."""

    email = models.EmailField(_("e-mail address"), unique=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]


class Role(models.TextChoices):
    """What a member may do: owners look after members, members work, viewers look."""

    OWNER = "owner", _("owner")
    MEMBER = "member", _("member")
    VIEWER = "viewer", _("viewer")


# Who may keep and correct readings in an organisation.
WRITERS: Final = frozenset({Role.OWNER, Role.MEMBER})


class Organisation(models.Model):
    """A bank, a post office, a registry: people who work on the same readings."""

    class Kind(models.TextChoices):
        BANK = "bank", _("bank")
        POST = "post", _("post office")
        REGISTRY = "registry", _("registry or public office")
        SCHOOL = "school", _("school or university")
        COMPANY = "company", _("company")
        OTHER = "other", _("other")

    # In addresses, so that they tell nothing about how many there are.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    people = models.ManyToManyField(User, through="Membership", related_name="organisations")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["user__username"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.organisation}"

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER


class Invitation(models.Model):
    """A place in an organisation that is kept for an address; it is gone once it is taken."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering: ClassVar = ["email"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "email"], name="one_invitation_an_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} into {self.organisation}"


class Login(models.Model):
    """One time that somebody came in, for the owner of the account to look at."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="logins")
    at = models.DateTimeField(default=timezone.now, editable=False)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return f"{self.user} at {self.at:%Y-%m-%d %H:%M}"
