"""Rendering with Jinja2: whole templates as part of a page, and single blocks for htmx."""

from django.http import HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy

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
    """A response holding only the block `name` of `template` or of what it extends: what htmx puts into
    the page. Raises KeyError when there is no such block."""
    env = backend().env
    page = env.get_template(template)
    context = page.new_context(context_for(request, ctx))
    # Up to its first words a page only learns its parents' blocks and its own top-level imports and sets.
    next(page.root_render_func(context), None)
    if name not in context.blocks:
        raise KeyError(f"{template} has no block {name!r}")
    return HttpResponse(env.concat(context.blocks[name][0](context)), status=status)
