"""A case file with hostile text in every field of every record, and the same case file with plain words."""

from __future__ import annotations

from functools import cache
from itertools import count

import attrs

from examples.invented_family import casefile as invented_family
from safeguard_model import CaseFile, Claim, InvalidRecord
from safeguard_model.records.claim_paths import rename_keys, resolve
from safeguard_model.records.fields import fields_of
from safeguard_model.records.links import renamed

FORMULAS = (
    '=HYPERLINK("http://127.0.0.1:{port}/leak?formula","click")',
    "=1+41",
    "+1+41",
    "-1+41",
    "@SUM(1+41)",
    "\t=1+41",
    "\r=1+41",
    "\n=1+41",
    "  =1+41",
    "\u00a0=1+41",
    "\u200b=1+41",
    "\ufeff=1+41",
    "\uff1d1+41",
    "\uff0b1+41",
    "\uff0d1+41",
    "\uff201+41",
    "'=1+41",
    "''=1+41",
    "=cmd|'/C calc'!A0",
    "|cmd",
    '=WEBSERVICE("http://127.0.0.1:{port}/leak?webservice")',
    '=IMPORTXML("http://127.0.0.1:{port}/leak?importxml","//a")',
    "{=1+41}",
    'x",=1+41,"x',
    "x;=1+41;x",
    "x\r\n=1+41,=1+41\r\nx",
)
"""Texts that a spreadsheet may take for a formula."""
MARKUP = (
    "<script>document.title='BROKEN'</script>",
    '<img src="http://127.0.0.1:{port}/leak?img" onerror="document.title=\'BROKEN\'">',
    "<svg onload=\"document.title='BROKEN'\"></svg>",
    "</style><script>document.title='BROKEN'</script>",
    "</title></td></table><h1>BROKEN</h1>",
    '" onmouseover="document.title=\'BROKEN\'" x="',
    "' onfocus='document.title=1' autofocus x='",
    "<a href=\"javascript:document.title='BROKEN'\">click</a>",
    "javascript:document.title='BROKEN'",
    "&lt;script&gt;document.title='BROKEN'&lt;/script&gt; &#60;b&#62; &amp;amp;",
    "<!-- BROKEN",
    "--> BROKEN <!-- --",
    "]]> BROKEN <![CDATA[",
    '<?xml-stylesheet href="http://127.0.0.1:{port}/leak?pi"?>',
    "<style>body{background:url(http://127.0.0.1:{port}/leak?style)}</style>",
    "red;background:url(http://127.0.0.1:{port}/leak?css)",
    '<iframe src="http://127.0.0.1:{port}/leak?frame"></iframe>',
    '<link rel=stylesheet href=http://127.0.0.1:{port}/leak?link><meta http-equiv=refresh content="0;url=/leak?meta">',
    "[click](javascript:alert%281%29) ![img](http://127.0.0.1:{port}/leak?md)",
    "http://127.0.0.1:{port}/leak?bare www.example.invalid <http://127.0.0.1/leak>",
    "| a | b |\n|---|---|\n# heading\n- list\n> quote\n```\ncode\n```",
    "**bold** _it_ ~~no~~ `code` \\[x\\] [^1] @someone #12",
    "$x^2$ and $\\frac{$ and $$\\href{javascript:alert(1)}{x}$$ and \\(y\\) \\[z\\]",
    "{{ 7*7 }} {% raw %} ${7*7} %s %d \\N \\n \\G \\l",
    '"]; evil [URL="javascript:alert(1)"]; \\" <<b>x</b>>',
    '<<table><tr><td href="javascript:alert(1)">x</td></tr></table>>',
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    '{ HYPERLINK "http://127.0.0.1:{port}/leak?field" }',
    'INCLUDEPICTURE "http://127.0.0.1:{port}/leak?pic" \\d',
    "</w:t></w:r><w:r><w:instrText>DATE</w:instrText></w:r>",
    "<r><t>x</t></r>",
    "_x0041_ _x000D_ \\u0041",
    "../../etc/passwd",
    "..\\..\\CON",
    "C:\\nul\\x:y",
)
"""Texts that a page, a document, a picture or Markdown may take for markup."""
ODDITIES = (
    "".join(map(chr, range(1, 32))) + "x",
    "nul \x00 del \x7f c1 \x85\x9b",
    "noncharacters \ufffe \uffff \U0001ffff \ufdd0",
    "\u202etxet desrever\u202c \u2066isolate\u2069 \u061c\u200e\u200f",
    "lines\u2028separated\u2029here\x0bvt\x0cff\x85nel",
    "w" * 300,
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 right to left",
    "z" + "\u0300\u0301\u0302\u0316\u0317" * 30 + "algo",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067\U000e0062\U000e007f emoji",
    "\u00ad\u2060\u180e\ufe0f invisible \U000e0001\U000e0041",
    "tab\there\nline\rline\r\nline",
    "\ue000 private \u0378 unassigned",
)
"""Texts of characters that are not allowed everywhere, that cannot be seen, or that take much room."""
IDS = (
    "..-..-etc",
    "javascript:alert",
    "<b>",
    "=1+41-",
    "-1+41-",
    "@x",
    "+1",
    "CON",
    "a'b\"c",
    "<!--<script>",
    "$x^2$",
    "&lt;",
    "[x];y",
    "\\N\\n",
    "%s{0}",
    "`|x",
    "\U0001f600",
    "\ufffe",
    "-->",
    "\u05d0",
)
"""What an id may hold."""
CLAIMED = {"field", "value"}


def texts(port=9):
    """The hostile texts; those that would load something load it from a port of this machine."""
    return tuple(text.replace("{port}", str(port)) for text in (*FORMULAS, *MARKUP, *ODDITIES))


def ids_of(casefile):
    """The ids of the invented family's records, each with the id of the same record in a case file made of it."""
    return {old.id: new.id for old, new in zip(invented_family().records(), casefile.records(), strict=True)}


def fields_of_text(kind):
    """The fields of a class that hold text of any kind."""
    names = CLAIMED if kind is Claim else set()
    return [f for f in fields_of(kind) if f.type is str and not f.refs and f.name not in {"id", *names}]


def with_texts(value, text, done):
    """A record or value with text from `text` in each field that may hold any; `done` notes which."""
    for field in fields_of(type(value)):
        held = getattr(value, field.name)
        if field.is_nested and held not in (None, ()):
            items = held if field.many else (held,)
            made = tuple(with_texts(item, text, done) for item in items)
            value = attrs.evolve(value, **{field.name: made if field.many else made[0]})
    for field in fields_of_text(type(value)):
        new = (text(), text()) if field.many else text()
        try:
            value = attrs.evolve(value, **{field.name: new})
        except InvalidRecord:  # a rule between fields: this one must stay empty here
            continue
        done.add((type(value).__name__, field.name))
    if any(field.name == "extra" for field in fields_of(type(value))):
        value = attrs.evolve(value, extra={text(): [text(), {text(): 1}]})
    return value


def filled(text, id_of, handling="published"):
    """The invented family with texts in every field, other ids, and the set of fields that hold the texts."""
    family = invented_family()
    ids = {record.id: id_of(place, record.id) for place, record in enumerate(family.records())}
    done = set()
    records = []
    for record in family.records():
        new = renamed(record, lambda old: ids.get(old, old))
        new = attrs.evolve(new, id=ids[record.id])
        if isinstance(record, Claim):
            about = family[record.about]
            path = rename_keys(about, record.field, lambda old: ids.get(old, old))
            field, _ = resolve(about, record.field)
            is_free = field.type is str and not field.refs
            new = attrs.evolve(new, field=path, value=text() if is_free else ids.get(record.value, record.value))
        records.append(with_texts(new, text, done))
    return CaseFile.of(text(), records, handling, extra={text(): [text()]}), done


@cache
def hostile(offset=0, port=9, handling="published"):
    """The invented family with a hostile text in every field, a different one for each offset, and hostile ids."""
    found, numbers = texts(port), count(offset)
    return filled(
        lambda: found[next(numbers) % len(found)], lambda place, _: f"{IDS[place % len(IDS)]}{place}", handling
    )[0]


@cache
def plain(handling="published"):
    """The invented family with plain words in every field."""
    return filled(lambda: "plain words", lambda _, old: old, handling)[0]
