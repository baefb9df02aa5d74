"""What somebody is asked who makes an account."""

from django import forms


class SignupForm(forms.Form):
    """allauth adds e-mail address and password to it."""

    name = forms.CharField(
        label="Ihr Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="So sehen Sie die anderen aus Ihrem Betrieb. Öffentlich ist er nicht.",
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
