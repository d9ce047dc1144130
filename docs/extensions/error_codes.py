"""The entries of the page "Troubleshooting": every error code, by the program's own tables.

What the program says stands beside the code where that is raised, so it is read there; whether a failure of the store
is tried again is in the table of its failures, the statuses of HTTP are the API's. What to do is ``error_advice.toml``.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from uploader_gui.domain.errors import ErrorCode, ErrorKind
from uploader_gui.domain.messages import ENGLISH, MessageCode
from uploader_gui.domain.store import failure_table
from uploader_gui.headless.api.errors import STATUSES, code_of

if TYPE_CHECKING:  # the tests read the entries without Sphinx
    from sphinx.application import Sphinx

DOCS: Final = Path(__file__).parents[1]
ROOT: Final = DOCS.parent
ADVICE: Final = DOCS / "error_advice.toml"
TRANSLATIONS: Final = ROOT / "resources" / "translations" / "uploader-gui_zh_CN.ts"
PLACE: Final = "% The entries are made by extensions/error_codes.py."

CHAPTERS: Final = {
    "keys": ("Keys and rights", "密钥与权限"),
    "address": ("Address, network, encryption", "地址、网络与加密"),
    "store": ("The store", "存储"),
    "file": ("The file", "文件"),
    "hashes": ("Media hash lists", "媒体哈希列表"),
    "names": ("Names, and what is there already", "名称与已有对象"),
    "terms": ("What objects get", "对象设置"),
    "computer": ("This computer", "本机"),
    "requests": ("Commands and requests", "命令与请求"),
}
FOLLOWS: Final = {
    "waits": (
        "Tries again for as long as it lasts, at most 15 seconds apart unless the store asks for more, and goes on.",
        "一直重试到恢复为止，间隔最多 15 秒（存储要求更久时除外），然后自动继续。",
    ),
    "retries": (
        "Tries again, ten times unless the settings say otherwise. Then the upload fails; its parts stay in the store.",
        "自动重试，最多十次（另有设置时除外）。之后上传失败，已发送的分片保留在存储中。",
    ),
    "fails": (
        "The upload fails at once; its parts stay in the store. *Resume* goes on from there.",
        "上传立即失败；已发送的分片保留在存储中。点“继续”会从那里接着上传。",
    ),
    "file": (
        "A file that is being added is left out. An upload that was begun fails; its parts stay in the store.",
        "正在添加的文件会被略过。已开始的上传会失败，已发送的分片保留在存储中。",
    ),
    "host": (
        "Where the store was reached at this address before, tries again for as long as it lasts. Else the upload fails.",
        "如果以前在此地址连接成功过，会一直重试到恢复为止；否则上传失败。",
    ),
    "keys": (
        "In the window uploads wait for the key and go on when it is there; without a window they fail, parts kept.",
        "在窗口中，上传会等待密钥，有了密钥就继续；没有窗口时上传失败，分片保留。",
    ),
    "goes_on": ("Sends the parts into the upload itself, and goes on.", "把分片直接发送到上传中，然后继续。"),
    "part_again": (
        "Sends the part again. If it happens several times in one run, the upload fails; parts are kept.",
        "重新发送该分片。如果一次运行中发生多次，上传失败，分片保留。",
    ),
    "part_list": (
        "Asks the store which parts it has and sends what is missing, once. Then the upload fails; parts are kept.",
        "询问存储有哪些分片，并补发缺少的，只做一次。之后上传失败，分片保留。",
    ),
    "gone": (
        "Looks for the finished object first; else begins a new upload and says so, once by itself.",
        "先查找已完成的对象；没有的话，自动重新开始上传一次，并作出说明。",
    ),
    "anew": (
        "The upload fails. *Resume* sends the file from its beginning.",
        "上传失败。点“继续”会从头发送文件。",
    ),
    "terms": (
        (
            "The upload fails at once; *Resume* asks for the same again. *What objects get* in its row lets you correct "
            "that. Without a window correct it in the connection or the options, and add the file again."
        ),
        "上传立即失败，点“继续”会再次提出同样的要求。可用该行的“对象设置”改正；没有窗口时，请在连接或选项中改正，然后重新添加文件。",
    ),
    "asked": ("Looks what became of the upload, and goes on by that.", "查明上传的结果，并据此继续。"),
    "kept_for_now": ("Leaves it there and says so.", "把它留在那里，并作出说明。"),
    "left_out": ("Leaves it out, and adds the others.", "不添加它，其余照常添加。"),
    "not_added": (
        "The file is not added; nothing is sent. Others go on.",
        "不添加该文件，不发送任何内容；其他文件照常。",
    ),
    "left_alone": (
        "The file is not added, or its upload fails before anything is sent. Others go on.",
        "不添加该文件，或上传在发送任何内容之前失败；其他文件照常。",
    ),
    "not_replaced": (
        "Nothing is replaced. The file is not added, or its upload fails with its parts kept.",
        "不替换任何内容。该文件不会添加；如果上传已开始则失败，分片保留。",
    ),
    "skipped": ("Sends nothing; that counts as a success.", "不发送任何内容；这算作成功。"),
    "others_go_on": (
        "Says so before the upload; the other files are sent.",
        "在上传前说明；其他文件照常发送。",
    ),
    "not_compared": (
        "Says so; the file or folder is not compared with that list.",
        "作出说明；该文件或文件夹不与该列表比较。",
    ),
    "not_written": (
        "Says so at the end of the package; what was uploaded stays.",
        "在文件包结束时说明；已上传的内容不受影响。",
    ),
    "ends": (
        "Does not begin; the command ends with 2. Nothing is changed.",
        "不启动；命令的退出码是 2。没有任何改动。",
    ),
    "demo": (
        "The demo store does not start: the window says so, a command ends with 1. Nothing is changed.",
        "演示存储不启动：窗口会提示，命令的退出码是 1。没有任何改动。",
    ),
    "request": ("Refuses what was asked for; nothing is changed.", "拒绝该请求；没有任何改动。"),
    "waits_for_disk": (
        "At the start the command ends with 2. Later uploads wait, and go on as soon as the list can be written.",
        "启动时遇到，命令的退出码是 2。运行中遇到，上传会等待，一旦可以写入上传列表就继续。",
    ),
    "restores": (
        "Restores the newest sound one of three copies at the next start, and says so.",
        "下次启动时，从三份副本中恢复最新且完好的一份，并作出说明。",
    ),
    "stopped": ("Is no failure: parts are kept.", "这不算故障；分片会保留。"),
}
"""What the program does by itself, in English and Chinese."""

LABELS: Final = (
    ("By itself", "What to do", "HTTP API"),
    ("程序会做的", "您该做的", "HTTP API"),
)
PLACEHOLDER: Final = re.compile(r"\{(\w+)(?::[^}]*)?\}")
CHINESE_PLACES: Final = {
    "path": "路径", "folder": "文件夹", "key": "对象键", "name": "名称", "list": "列表", "holder": "程序",
    "reason": "原因", "text": "内容", "said": "内容", "what": "项目", "state": "状态", "kind": "类型",
    "size": "大小", "limit": "上限", "before": "原大小", "now": "现大小", "offset": "位置", "length": "长度",
    "count": "数量", "minutes": "分钟", "percent": "百分比", "moment": "时间", "needed_mib": "所需", "free_mib": "可用",
    "endpoint": "端点", "owner": "用户", "job_id": "任务", "pid": "进程号", "status": "状态码", "exit_code": "退出码",
    "field": "字段", "words": "可用的值", "setting": "设置", "value": "值", "version": "版本", "known": "已知版本", "made": "计算值", "expected": "列表值",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page says of a code, in one language; ``status`` is what the API answers, "" where it never does."""

    code: ErrorCode
    chapter: str
    says: tuple[str, ...]
    follows: str
    advice: str
    status: str


def entries(language: str) -> list[Entry]:
    """All of them, in the order of the codes. Raises KeyError for a code without advice, or unknown words in it."""
    advice = tomllib.loads(ADVICE.read_text("utf-8"))
    words = _chinese() if language == "zh_CN" else {code.value: text for code, text in ENGLISH.items()}
    said = _said_beside_codes()
    column = int(language == "zh_CN")
    found = []
    for code in ErrorCode:
        if code is ErrorCode.NONE:
            continue
        of = advice[code]
        sentences = dict.fromkeys([*(MessageCode(name) for name in of.get("says", ())), *said[code]])
        if not sentences:
            raise KeyError(f"no sentence is known of {code}: name them in {ADVICE.name}")
        found.append(
            Entry(
                code,
                CHAPTERS[of["group"]][column],
                tuple(_with_places(words[one], language) for one in sentences),
                FOLLOWS[of.get("then") or _by_the_table(code)][column],
                of["zh" if column else "en"],
                _status(code),
            )
        )
    return found


def page(language: str) -> str:
    """The entries as Markdown, chapter by chapter."""
    known = entries(language)
    follows, do, http = LABELS[int(language == "zh_CN")]
    colon = "：" if language == "zh_CN" else ": "
    lines = []
    for titles in CHAPTERS.values():
        title = titles[int(language == "zh_CN")]
        lines += [f"## {title}", ""]
        for entry in sorted((one for one in known if one.chapter == title), key=lambda one: one.code):
            lines += [f"### {entry.code}", ""]
            lines += [f"> {sentence}\n>" for sentence in entry.says]
            lines += ["", f"**{follows}**{colon}{entry.follows}", "", f"**{do}**{colon}{entry.advice}", ""]
            lines += [f"**{http}**{colon}{entry.status}", ""] if entry.status else []
    return "\n".join(lines)


def _by_the_table(code: ErrorCode) -> str:
    rows = [
        *(one for one in vars(failure_table).values() if isinstance(one, failure_table.Failure)),
        *failure_table.BY_NETWORK.values(),
        *failure_table.BY_STATUS.values(),
    ]
    kinds = {(row.kind, row.retries_are_limited) for row in rows if row.code == code}
    if (ErrorKind.TRANSIENT, False) in kinds:
        return "waits"
    return "retries" if (ErrorKind.TRANSIENT, True) in kinds else "fails"


def _status(code: ErrorCode) -> str:
    meant = code_of(code)
    if meant is ErrorCode.STORE_UNAVAILABLE and code is not meant:
        return ""
    return f"{STATUSES[meant]} `{meant}`"


def _with_places(sentence: str, language: str) -> str:
    """The sentence as Markdown: what is put into it is named, and nothing in it is markup."""

    def place(found: re.Match[str]) -> str:
        name = found[1]
        return f"‹{CHINESE_PLACES[name] if language == 'zh_CN' else name.removesuffix('_mib').replace('_', ' ')}›"

    return PLACEHOLDER.sub(place, sentence).replace("*", r"\*").replace("<", r"\<")


def _chinese() -> dict[str, str]:
    contexts = ElementTree.parse(TRANSLATIONS).getroot().iter("context")  # noqa: S314 - a file of ours
    messages = next(one for one in contexts if one.findtext("name") == "Messages")
    return {one.findtext("source", ""): one.findtext("translation", "") for one in messages.iter("message")}


@cache
def _said_beside_codes() -> Mapping[ErrorCode, dict[MessageCode, None]]:
    """The sentences that the program's code has in one call with each code, in the order in which they are found."""
    found: defaultdict[ErrorCode, dict[MessageCode, None]] = defaultdict(dict)
    for file in sorted((ROOT / "uploader_gui").rglob("*.py")):
        text = file.read_text("utf-8")
        if "ErrorCode." in text and "MessageCode." in text:
            for code, sentence in _pairs(ast.parse(text)):
                found[code].setdefault(sentence)
    return found


def _pairs(module: ast.Module) -> Iterator[tuple[ErrorCode, MessageCode]]:
    constants = _assigned(module.body)
    functions = [
        each for each in ast.walk(module) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for scope in (module, *functions):
        names = constants if scope is module else {**constants, **_assigned(list(ast.walk(scope)))}
        for node in ast.walk(scope):
            for code in _codes_of_call(node):
                for sentence in _sentences(node, names, depth=0):
                    yield ErrorCode[code], MessageCode[sentence]


def _assigned(nodes: list[Any]) -> dict[str, list[ast.expr]]:
    """The values that names have, by name."""
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    values.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
            values.setdefault(node.target.id, []).append(node.value)
    return values


def _codes_of_call(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call):
        parts = [*node.args, *(each.value for each in node.keywords)]
    elif isinstance(node, ast.Tuple):
        parts = node.elts
    else:
        return []
    branches = [
        each
        for part in parts
        for each in ((part.body, part.orelse) if isinstance(part, ast.IfExp) else (part,))
    ]
    return [name for each in branches if (name := _member(each, "ErrorCode"))]


def _sentences(node: ast.AST, names: Mapping[str, list[ast.expr]], depth: int) -> Iterator[str]:
    """Those that stand in ``node`` itself, then those of the names in it."""
    inside = list(ast.walk(node))
    yield from filter(None, (_member(each, "MessageCode") for each in inside))
    if depth < 3:
        for each in inside:
            if isinstance(each, ast.Name):
                for value in names.get(each.id, ()):
                    yield from _sentences(value, names, depth + 1)


def _member(node: ast.AST, enum: str) -> str:
    """The name in ``enum.name``; "" for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == enum:
        return node.attr
    return ""


def _fill_in(app: Sphinx, _page: str, source: list[str]) -> None:
    if PLACE in source[0]:
        source[0] = source[0].replace(PLACE, page(app.config.language))


def _read_again(*_: object) -> list[str]:
    """The page is made of more than its file."""
    return ["troubleshooting"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Puts the entries in the place that the page has for them."""
    app.connect("source-read", _fill_in, priority=400)  # before others look for links in it
    app.connect("env-get-outdated", _read_again)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
