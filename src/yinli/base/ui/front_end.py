"""The built front end: tags of its scripts and styles, and icons out of its sprite."""

import json
import re
from functools import lru_cache
from pathlib import Path
from time import monotonic

from django.templatetags.static import static
from django_vite.core.asset_loader import DjangoViteAssetLoader
from markupsafe import Markup, escape

BUILD = Path(__file__).parent / "static" / "build"
FALLBACK_ICON = "square-rounded"


def is_built():
    """Whether `npm run build` has been run."""
    return (BUILD / ".vite" / "manifest.json").is_file()


def vite_tags(*entries, nonce):
    """The <script> and <link> tags of the entries, each with the page's nonce, without which none runs;
    a comment where the front end is not built yet."""
    if not is_built():
        return Markup("<!-- The front end is not built: npm run build -->")
    loader = DjangoViteAssetLoader.instance()
    tags = "\n".join(loader.generate_vite_asset(entry) for entry in entries)
    return Markup(re.sub(r"<(script|link)\b", rf'<\1 nonce="{escape(nonce)}"', tags))


def icon(name, label=""):
    """An icon by its name in @tabler/icons. It is decoration unless `label` says what it means."""
    sprite, names = _sprite(_sprite_stamp())
    shown = name if name in names else FALLBACK_ICON
    meaning = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg class="icon" {meaning}><use href="{sprite}#{escape(shown)}"></use></svg>')


def _sprite_stamp():
    """When the sprite was built; looked up once a second, since a page has hundreds of icons."""
    return _sprite_stamp_at(int(monotonic()))


@lru_cache(maxsize=1)
def _sprite_stamp_at(second):
    index = BUILD / "icons.json"
    return index.stat().st_mtime_ns if index.is_file() else None


@lru_cache(maxsize=1)
def _sprite(stamp):
    """Address of the sprite and the names in it, read again when a build (`stamp`) has replaced it."""
    if stamp is None:
        return "", frozenset()
    index = json.loads((BUILD / "icons.json").read_text())
    return static(f"build/{index['file']}"), frozenset(index["names"])
