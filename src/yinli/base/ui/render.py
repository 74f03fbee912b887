"""Rendering with Jinja2: whole templates as part of a page, and single blocks for htmx."""

from django.http import HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from jinja2_fragments import render_block

from yinli.base.ui.jinja import YinliJinja2


def backend():
    """The Jinja2 backend of the running settings."""
    return next(engine for engine in engines.all() if isinstance(engine, YinliJinja2))


def context_for(request, ctx=None):
    """What a template sees: `ctx`, the request, its CSRF token and the context processors' names."""
    values = dict(ctx or {})
    values.update(request=request, csrf_input=csrf_input_lazy(request), csrf_token=csrf_token_lazy(request))
    for processor in backend().template_context_processors:
        values.update(processor(request))
    return values


def partial(request, template, ctx=None):
    """The text of a whole template, without a response around it."""
    return backend().get_template(template).render(ctx, request)


def block(request, template, name, ctx=None, status=200):
    """A response holding only the block `name` of `template`: what htmx puts into the page."""
    text = render_block(backend().env, template, name, context_for(request, ctx))
    return HttpResponse(text, status=status)
