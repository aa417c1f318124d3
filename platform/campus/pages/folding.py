"""Templates that do once what comes out the same each time.

A page of ours renders some four hundred nodes, and most of them say the same to everybody: words
in the reader's language, icons, addresses of files. After a template is read, neighbours of that
kind become one node that is rendered once a language. What is included is drawn in place, and a
parent's blocks are looked for once. What a template says is the same as without this loader.

A tag of ours takes part when its function is marked `@constant`: what it says may depend on its
arguments and the language alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from django.template import Context, Node, NodeList, Template
from django.template.base import (
    FilterExpression,
    TextNode,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import (
    CommentNode,
    CycleNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    URLNode,
)
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Function = TypeVar("Function", bound=Callable[..., Any])

#: Nodes that remember something between two renderings, or look for who includes them.
_WITH_A_MEMORY: Final = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)


def constant(function: Function) -> Function:
    """Mark a tag's function: the same arguments in the same language say the same."""
    function.constant = True  # type: ignore[attr-defined]
    return function


class Loader(cached.Loader):
    """Django's cached loader; what it keeps is folded."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if not isinstance(template.nodelist, Folded):
            template.nodelist = fold(template.nodelist)
        return template


class Folded(NodeList):
    """A list of nodes that has been gone through. Whoever extends it asks for its blocks."""

    def __init__(self) -> None:
        self.by_type: dict[Any, list[Node]] = {}

    def get_nodes_by_type(self, nodetype: Any) -> list[Node]:
        if nodetype not in self.by_type:
            self.by_type[nodetype] = super().get_nodes_by_type(nodetype)
        return list(self.by_type[nodetype])


class Same(Node):
    """Neighbours that depend on the language alone, rendered once for each."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.texts: dict[str | None, str] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        text = self.texts.get(language)
        if text is None:
            text = "".join([str(node.render_annotated(context)) for node in self.nodes])
            self.texts[language] = text
        return SafeString(text)


class Shown(VariableNode):
    """A variable; a text needs neither a time zone nor the forms of numbers."""

    def render(self, context: Context) -> SafeString:
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return escape(value)
        return SafeString(render_value_in_context(value, context))


class InPlace(IncludeNode):
    """An included template, drawn as if it stood here."""

    known: dict[str, NodeList | None]

    def render(self, context: Context) -> SafeString:
        name = self.template.resolve(context)
        if self.isolated_context or not isinstance(name, str) or name.startswith("."):
            return SafeString(super().render(context))
        if name not in self.known:
            assert context.template is not None, "something is being rendered"
            nodes = context.template.engine.get_template(name).nodelist
            self.known[name] = None if any(map(nodes.get_nodes_by_type, _WITH_A_MEMORY)) else nodes
        found = self.known[name]
        if found is None:
            return SafeString(super().render(context))
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        with context.push(**values):
            return found.render(context)


def fold(nodes: NodeList) -> Folded:
    folded = Folded()
    run: list[Node] = []
    for node in map(_quicker, nodes):
        if isinstance(node, LoadNode | CommentNode):
            continue
        if _is_constant(node):
            run.append(node)
            continue
        folded.extend(_one(run))
        folded.append(node)
        run = []
    folded.extend(_one(run))
    folded.contains_nontext = nodes.contains_nontext
    return folded


def _one(run: list[Node]) -> Iterator[Node]:
    """The neighbours as one node; none for none."""
    if all(isinstance(node, TextNode) for node in run):
        text = "".join(node.s for node in run if isinstance(node, TextNode))
        if text:
            yield TextNode(text)
    else:
        yield Same(run)


def _quicker(node: Node) -> Node:
    """The node, with folded lists in it, as the kind of node that is quicker where there is one."""
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(on, fold(nodes)) for on, nodes in node.conditions_nodelists]
        return node
    for name in node.child_nodelists:
        if isinstance(inner := getattr(node, name, None), NodeList):
            setattr(node, name, fold(inner))
    if type(node) is VariableNode:
        node.__class__ = Shown
    elif type(node) is IncludeNode:
        node.__class__ = InPlace
        vars(node)["known"] = {}
    return node


def _is_constant(node: Node) -> bool:
    match node:
        case TextNode():
            return True
        case TranslateNode(asvar=None, message_context=None):
            return _is_literal(node.filter_expression)
        case StaticNode(varname=None):
            return _is_literal(node.path)
        case URLNode(asvar=None, args=[]):
            return not node.kwargs and _is_literal(node.view_name)
        case SimpleNode(target_var=None):
            values = [*node.args, *node.kwargs.values()]
            return hasattr(node.func, "constant") and all(map(_is_literal, values))
    return False


def _is_literal(value: FilterExpression) -> bool:
    """Whether it stands as it is in the template."""
    if value.filters:
        return False
    return not isinstance(value.var, Variable) or value.var.lookups is None
