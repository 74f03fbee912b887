"""What pages of channels share: the one asked for, the year asked for, the frame of a form, refusals in words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.history.queries import by_number
from yinli.base.sources.actions import keep_paper
from yinli.base.sources.extract import SourceRefused
from yinli.base.ui.form_page import FormPage, FormRefused
from yinli.domain.channels import queries, wording
from yinli.domain.channels.actions import ChannelRefused
from yinli.domain.channels.appraisal_actions import NotAppraised
from yinli.domain.channels.attribution_actions import AttributionRefused
from yinli.domain.channels.award_actions import AwardRefused
from yinli.domain.channels.work_actions import WorkRefused

_WORDS = {
    ChannelRefused: wording.channel_refusal,
    WorkRefused: wording.work_refusal,
    AttributionRefused: wording.attribution_refusal,
    NotAppraised: wording.appraisal_refusal,
}


def channel_of(request, number: str):
    """The channel of this number, if the viewer may see it; raises Http404."""
    return by_number(queries.channels(request.user), number)


def year_of(request) -> int:
    """The year asked for, ?year=2026; this one otherwise."""
    given = request.GET.get("year", "")
    asked = int(given) if given.isdecimal() and len(given) == 4 else 0
    return asked if 2000 <= asked <= 2100 else request.today.year


def form_page(channel, title: str, **given) -> FormPage:
    """The frame of a form about a channel."""
    trail = [(_("Channels"), reverse("channels:list")), (channel.name, wording.channel_page(channel))]
    return FormPage(title=title, trail=trail, **{"intro": channel.name, **given})


def acted(verb, request, *args, **given):
    """What an action gives back; what it refuses becomes words above the form."""
    try:
        return verb(*args, by=request.user, **given)
    except AwardRefused as refused:
        raise FormRefused(" ".join(wording.obstacle_words(code) for code in refused.codes)) from refused
    except tuple(_WORDS) as refused:
        raise FormRefused(_WORDS[type(refused)](refused.code)) from refused


def kept(request, file):
    """A paper, kept as it came in; raises FormRefused in words."""
    try:
        return keep_paper(file.read(), file.name, by=request.user)
    except SourceRefused as refused:
        raise FormRefused(str(refused)) from refused
