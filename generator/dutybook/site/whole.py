"""The pages of a whole site as a text among the texts that are kept: what was made of the same files need not be made again.

`dutybook build` takes the finished files of such a site; this is for `mkdocs build`, which wants the pages.
"""

import json
from collections.abc import Callable

from ..memo import Texts, key_of
from ..pipeline import Site
from .kept import Kept


def whole_site(kept: Kept, texts: Texts, whole: str, make: Callable[[], Site]) -> Site:
    """The site under the key of all that it is made from, as it was kept, or made. `texts` are those that it is made of and
    that are to be kept: a page is told by its key among them, where it is one of them.
    """
    key = key_of("site", whole)
    said = kept.texts.get(key)
    if said is not None:
        site = Site(*json.loads(said))
        texts.used |= kept.texts
        return site._replace(pages={path: kept.texts.get(name, name) for path, name in site.pages.items()})
    site = make()
    keys = {text: key for key, text in texts.used.items()}
    names = {path: keys.get(text, text) for path, text in site.pages.items()}
    texts.used[key] = json.dumps(site._replace(pages=names), ensure_ascii=False)
    return site
