"""The site of the Python package: `ci/site` builds it."""

import re
from importlib.metadata import version as installed
from pathlib import Path

import genontk
from genontk._inputs.takes import GROUPS

described = re.findall(r":: (\w+)$", Path(__file__).with_name("api.md").read_text(), re.MULTILINE)
missing = sorted(set(genontk.__all__) - set(described))
if missing:
    raise SystemExit(f"docs/site/api.md does not name {', '.join(missing)}.")

project = "genontk"
author = "the authors of genontk"
version = release = installed("genontk")
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_nb"]
html_theme = "furo"
html_title = f"genontk {release}"
html_baseurl = ""
# Tutorials are notebooks: whatever fails in one fails the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_custom_sections = [(group, "params_style") for group in GROUPS]
myst_enable_extensions = ["dollarmath"]


def groups_as_sections(app, what, name, obj, options, lines):
    """Make a section of each group of parameters; they are underlined by tildes."""
    lines[:] = ["-" * len(line) if line and not line.strip("~") else line for line in lines]


def setup(app):
    # Before napoleon reads the sections.
    app.connect("autodoc-process-docstring", groups_as_sections, priority=400)
