"""What people fill in about themselves and their organisations."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import AddEmailForm, RequestLoginCodeForm, ResetPasswordForm, SignupForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkread.web.accounts.flows import found_organisation
from inkread.web.accounts.models import Organisation, Role, User

SIGNS_OF_A_LINK = ("://", "www.", "\n", "\r")


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """One field for either name, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["remember"].label = _("Stay logged in on this device")


class RegistrationForm(SignupForm):  # type: ignore[misc]
    """User name, e-mail address, and the password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _(
            "3 characters or more: letters, digits, and the signs . + - _"
        )
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a link there to confirm it.")
        if "password2" in self.fields:
            self.fields["password2"].label = _("Password again")


class _CalledAddress:
    """An address, called what it is called everywhere."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class AddressForm(_CalledAddress, AddEmailForm):  # type: ignore[misc]
    """Another address."""


class ForgottenPasswordForm(_CalledAddress, ResetPasswordForm):  # type: ignore[misc]
    """Where the link for a new password goes."""


class LoginCodeForm(_CalledAddress, RequestLoginCodeForm):  # type: ignore[misc]
    """Where the code for logging in goes."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name for the device, and whether it is to replace the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the device")
        self.fields["passwordless"].label = _("Log in with it without a password")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "The device then asks for your finger, your face or its own code each time."
        )


class OrganisationForm(forms.Form):
    """A name and a kind."""

    organisation = forms.CharField(
        label=gettext_lazy("Name of the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Organisation.Kind.choices)

    def clean_organisation(self) -> str:
        """Invitations carry the name to strangers, so it must not carry a link."""
        name = str(self.cleaned_data["organisation"])
        if any(sign in name.lower() for sign in SIGNS_OF_A_LINK):
            raise forms.ValidationError(_("A name must not contain an address."))
        return name


class OrganisationRegistrationForm(RegistrationForm, OrganisationForm):
    """An account and the organisation that it owns, in one go."""

    field_order = ("organisation", "kind", "username", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        found_organisation(user, self.cleaned_data["organisation"], self.cleaned_data["kind"])


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=Role.choices, initial=Role.MEMBER)


class RoleForm(forms.Form):
    """What a member is from now on."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)


class DeletionForm(forms.Form):
    """The password once more, and a tick; who has no password types the user name."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    username = forms.CharField(
        label=gettext_lazy("Your user name"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_meant = forms.BooleanField(label=gettext_lazy("Yes, delete all of it for good"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        del self.fields["username" if user.has_usable_password() else "password"]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self._user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if username != self._user.get_username():
            raise forms.ValidationError(_("This is not your user name."))
        return username
