"""click 的用语: what the command line library says by itself, in Chinese.

click looks every phrase up with gettext, whose catalogues follow the language of the machine; ours is always Chinese.
"""

from __future__ import annotations

import click

from gongkai.reporting.widths import columns

PHRASES = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本号。",
    "Aborted!": "已中断。",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "想看用法，请运行：{command} {option}",
    "Missing command.": "没有写命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中一个：{possibilities}？）",
    "Got unexpected extra argument ({args})": "多了一个参数（{args}）",
    "Got unexpected extra arguments ({args})": "多了几个参数（{args}）",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要写 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值。",
    "{value!r} is not {choice}.": "“{value}”应为 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选的值里：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 里。",
    "{name} {filename!r} does not exist.": "“{filename}”不存在。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，不是目录。",
    "{name} {filename!r} is a directory.": "“{filename}”是目录，不是文件。",
    "{name} {filename!r} is not readable.": "没有权限读“{filename}”。",
    "{name} {filename!r} is not writable.": "没有权限写“{filename}”。",
    "default: {default}": "默认：{default}",
    "required": "必填",
}
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def speak_chinese() -> None:
    """Have click speak Chinese in this process."""
    for name in MODULES:
        module = getattr(click, name)
        module._ = phrase
        if hasattr(module, "ngettext"):
            module.ngettext = phrases
        if hasattr(module, "term_len"):
            module.term_len = columns


def phrase(english: str) -> str:
    """A phrase of click's; as it is where we have no words for it."""
    return PHRASES.get(english, english)


def phrases(one: str, several: str, count: int) -> str:
    """The phrase for one thing or for several."""
    return phrase(one if count == 1 else several)
