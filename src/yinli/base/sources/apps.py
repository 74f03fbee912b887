from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "yinli.base.sources"
    label = "sources"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_veil
        from yinli.base.sources.queries import title_may_be_told

        register_veil("source", title_may_be_told, _("a confidential document"))
        from yinli.base.personal.holders import (
            Holder,
            register_forgetting,
            register_giving_back,
            register_holder,
        )
        from yinli.base.personal.places import register_unreached
        from yinli.base.sources import wording
        from yinli.base.sources.actions import forget_in_sources, give_numbers_back
        from yinli.base.sources.models import PersonalSpan
        from yinli.base.sources.queries import naming_unread

        register_holder(Holder(PersonalSpan, wording.span_page, wording.nothing_stays, is_person=False))
        register_forgetting(forget_in_sources)
        register_giving_back(give_numbers_back)
        register_unreached(naming_unread)
