"""What the documents claim."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

import cli

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def links(document):
    for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            yield target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document):
    missing = [target for target in links(document) if not (document.parent / target).exists()]
    assert missing == []


def commands(document):
    """Yield the words after `run.py --` or `tenteram` on every line of a code block."""
    text = document.read_text(encoding="utf-8")
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            found = re.match(r"\s*(?:python run\.py -- |tenteram )(.*?)(?:\s+#.*)?$", line)
            if found:
                yield shlex.split(found[1])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_every_command_of_a_document_exists_with_its_options(document):
    root = get_command(cli.app)
    for words in commands(document):
        command, options = root, set(root_options := {o for p in root.params for o in p.opts})
        takes_value = {o for p in root.params if not getattr(p, "is_flag", False) for o in p.opts}
        rest = iter(words)
        for word in rest:
            if word.startswith("-"):
                assert word.split("=")[0] in options | {"--help"}, (words, word)
                if word in takes_value and "=" not in word:
                    next(rest, None)
            elif hasattr(command, "commands"):
                assert word in command.commands, words
                command = command.commands[word]
                options = root_options | {o for p in command.params for o in p.opts}
                takes_value = {o for p in command.params if not getattr(p, "is_flag", False) for o in p.opts}
