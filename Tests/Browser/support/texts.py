"""The catalogue of texts, for tests in other languages than English."""

import json
import pathlib
import re

FOLDER = pathlib.Path(__file__).parents[3] / "Web" / "texts"
CATALOGUE = {
    key: texts
    for file in sorted(FOLDER.glob("*.json"))
    for key, texts in json.loads(file.read_text()).items()
}

# What stands between holes for values, tags of templates and tags of HTML.
_HOLE = re.compile(r"\{\{[^}]*\}\}|\{\d+\}|<[^>]*>")


class Texts:
    """What the English texts are in one language."""

    def __init__(self, language):
        self.language = language

    def __getitem__(self, english):
        return CATALOGUE[english][self.language]

    def english_in(self, visible):
        """English texts that stand in `visible` although there is a translation."""
        lines = {line.strip() for line in visible.splitlines()}
        found = set()
        for key, texts in CATALOGUE.items():
            own = json.dumps(texts[self.language], ensure_ascii=False)
            for part in _HOLE.split(key):
                part = part.strip()
                if len(part) < 2 or part in own:
                    continue
                if part in lines or (len(part.split()) >= 3 and part in visible):
                    found.add(part)
        return found
