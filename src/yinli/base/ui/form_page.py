"""The page that holds one form: shown, written, shown again with what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _


class FormRefused(Exception):
    """The rules refuse what was typed: shown, in these words, above the form with all that was typed."""


@dataclass(frozen=True)
class FormPage:
    """A page that holds one form. `trail` is [(label, address)], its last address is where Cancel leads."""

    title: str
    trail: list
    intro: str = ""
    save: str = ""
    draft: str = ""
    done: str = ""
    template: str = "ui/form_page.html"
    extra: Mapping = field(default_factory=dict)

    @property
    def back(self) -> str:
        """Where Cancel leads."""
        return self.trail[-1][1]

    def answer(self, request, form, write: Callable[[dict], str]):
        """The page; a right form goes to `write(cleaned_data)`: it acts and says the next address, or raises FormRefused."""
        if request.method == "POST" and form.is_valid():
            try:
                address = write(form.cleaned_data)
                messages.success(request, self.done or _("Saved."))
                return redirect(address)
            except FormRefused as refused:
                form.add_error(None, str(refused))
        shown = {"form": form, "page": self, **self.extra}
        return render(request, self.template, shown, status=422 if form.errors else 200)
