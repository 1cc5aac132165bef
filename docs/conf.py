"""The documentation: Sphinx, furo and MyST, built without a network and without warnings (`sphinx-build -n -W`)."""

import logging
import tomllib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as _file:
    _about = tomllib.load(_file)["project"]

project = "safeguard_model"
version = release = _about["version"]
language = "en_GB"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

# The pages of notebooks/ are run in a fresh kernel at every build, each in its own folder; other pages have no cells.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True

# A part may have no page yet; Sphinx gives that warning no type to suppress it by.
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: getattr(record, "subtype", "") != "empty_glob"
)

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True}
add_module_names = False

# Nothing is fetched, so names of Python and of other libraries stay plain text; ours must all resolve.
nitpick_ignore_regex = [("py:.*", r"(?!safeguard_model\b).*")]

html_static_path = ["_static"]
html_css_files = ["wrap.css"]
html_theme = "furo"
html_title = f"safeguard_model {version}"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    "navigation_with_keys": True,
    "top_of_page_buttons": [],
    "light_css_variables": {"color-brand-primary": "#1d5b79", "color-brand-content": "#1d5b79"},
    "dark_css_variables": {"color-brand-primary": "#8cc5dd", "color-brand-content": "#8cc5dd"},
}


def find_public_home(app: Sphinx, env: Any, node: Any, contnode: Any) -> Any:
    """Link `safeguard_model.dates.when.When`, as annotations have it, to `safeguard_model.dates.When`, as users do."""
    domain = env.get_domain("py")
    name = node["reftarget"].rpartition(".")[2]
    homes = [
        home
        for home, entry in domain.objects.items()
        if home.rpartition(".")[2] == name and entry.objtype in {"class", "exception"}
    ]
    if node.get("refdomain") != "py" or len(homes) != 1:
        return None
    return domain.resolve_xref(env, node["refdoc"], app.builder, "class", homes[0], node, contnode)


_texts: list[str] = []


def set_aside(_app: Sphinx, what: str, *described: Any) -> None:
    """Keep the text of a field from napoleon, which takes "The days: none if unknown" for a type and a meaning."""
    lines = described[-1]
    _texts[:] = lines if what in {"attribute", "property"} else ()
    if _texts:
        lines.clear()


def put_back(*described: Any) -> None:
    """Put the text of a field back after napoleon."""
    if _texts:
        described[-1][:] = _texts


def drop_fields(_app: Sphinx, what: str, *described: Any) -> None:
    """Leave out the section on fields that `help` shows: the page describes each field by itself."""
    lines = described[-1]
    if what == "class" and "Fields:" in lines:
        del lines[lines.index("Fields:") :]


def setup(app: Sphinx) -> None:
    """Register what is above."""
    app.connect("autodoc-process-docstring", drop_fields, priority=100)  # napoleon has 500
    app.connect("missing-reference", find_public_home)
    app.connect("autodoc-process-docstring", set_aside, priority=100)
    app.connect("autodoc-process-docstring", put_back, priority=900)
