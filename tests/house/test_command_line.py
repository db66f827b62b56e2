"""The command line keeps to its room; import-linter knows packages only, and it is one module."""

import ast
from pathlib import Path

CLI = Path(__file__).parents[2] / "cli.py"
ROOMS = {"sop", "records", "analysis", "planning", "reports", "services", "dashboard"}


def test_the_command_line_asks_the_services_and_opens_no_other_room():
    tree = ast.parse(CLI.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    rooms = {module.split(".")[0] for module in modules} & ROOMS
    assert rooms == {"sop", "services", "dashboard"}
