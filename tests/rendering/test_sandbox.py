"""沙箱 of the templates that designers write: no way to Python, to unescaped text, or to a loop without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import TemplateError

from gongkai.rendering.sandbox import TemplateEnvironment

HOSTILE = {
    "class": "{{ ''.__class__ }}",
    "mro": "{{ [].__class__.__mro__[1].__subclasses__() }}",
    "item": "{{ ''['__class__'] }}",
    "attr": "{{ '' | attr('__class__') }}",
    "map": "{{ [''] | map(attribute='__class__') | join }}",
    "globals": "{{ size.__globals__ }}",
    "init": "{{ self.__init__.__globals__ }}",
    "self": "{{ self._TemplateReference__context }}",
    "format": "{{ '{0.__class__}'.format('') }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': ''}) }}",
    "percent": "{{ '%s' % one }}",
    "wide": "{{ '%1000000000d' % 1 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "times": "{{ 'a' * 1000000000 }}",
    "padding": "{{ 'a'.center(1000000000) }}",
    "filter": "{{ 'a' | center(1000000000) }}",
    "pprint": "{{ one | pprint }}",
    "safe": "{{ '<b>' | safe }}",
    "autoescape": "{% autoescape false %}{{ '<b>' }}{% endautoescape %}",
    "read": "{{ path.read_text() }}",
    "write": "{{ path.unlink() }}",
    "change": "{{ listed.append(1) }}",
    "method": "{{ one.told() }}",
    "type": "{{ size('')  }}{{ one.kind('') }}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "range": "{% for n in range(10000000000) %}{% endfor %}",
    "loops": "".join(f"{{% for a{n} in listed %}}" for n in range(12)) + "{% endfor %}" * 12,
    "recursion": "{% macro call(n) %}{{ call(n + 1) }}{% endmacro %}{{ call(0) }}",
    "include": "{% include 'page.html' %}",
    "outside": "{% include '../secret.html' %}",
    "misspelt": "{{ one.nmae }}",
}


class One:
    name = "<甲>"
    kind = str

    def told(self) -> str:
        return "told"


@pytest.mark.parametrize("template", HOSTILE.values(), ids=HOSTILE.keys())
def test_templates_stay_inside(tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.rendering.sandbox.MOST_STEPS", 100_000)
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(template, encoding="utf-8")
    environment = TemplateEnvironment(folder)
    environment.functions(size=len)
    listed = [*range(10)]
    with pytest.raises((TemplateError, RecursionError)):
        environment.draw("page.html", one=One(), path=tmp_path / "secret.html", listed=listed)
    assert listed == [*range(10)]
    assert (tmp_path / "secret.html").is_file()


def test_what_templates_need(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "{% macro item(one) %}<b>{{ one.name }}</b>{% endmacro %}{% set refs = namespace(n=0) %}"
        "{% for one in listed if one %}{% set refs.n = refs.n + 1 %}{{ loop.index }}/{{ loop.length }}{{ item(one) }}"
        "{% endfor %}{{ refs.n }}{{ size('甲乙') }}{{ '甲'.startswith('甲') }}{{ {'甲': 1}.get('甲') }}",
        encoding="utf-8",
    )
    environment = TemplateEnvironment(tmp_path)
    environment.functions(size=len)
    assert environment.draw("page.html", listed=[One(), None]) == "1/1<b>&lt;甲&gt;</b>12True1"


def test_what_is_drawn_is_what_stands_there_and_what_filters_are_known(tmp_path: Path) -> None:
    """Templates are translated once in a process, whatever their folder: that of another text or other filters is another."""

    def drawn(text: str, folder: str = "甲", **filters: Callable[[str], str]) -> str:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "page.html").write_text(text, encoding="utf-8")
        environment = TemplateEnvironment(tmp_path / folder)
        environment.filters |= filters
        return environment.draw("page.html", said="二")

    calls = "{% if said %}{{ 'a' | marked }}{% endif %}"
    assert [drawn("一{{ said }}"), drawn("一{{ said }}", folder="乙"), drawn("三")] == ["一二", "一二", "三"]
    with pytest.raises(TemplateError):
        drawn(calls)
    assert drawn(calls, marked=lambda text: f"〔{text}〕") == "〔a〕"
    with pytest.raises(TemplateError):
        drawn(calls)
