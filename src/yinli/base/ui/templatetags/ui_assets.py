"""The front end's tags for the pages that stay in Django's template language."""

from django import template

from yinli.base.ui.front_end import vite_tags

register = template.Library()
register.simple_tag(vite_tags, name="front_end")
