"""The sections of a rules file with their lines: what YAML cannot say clearly is a problem, not a guess."""

import re
from datetime import date

import yaml

from services.routing.policy.rules_problems import Problem

DEEPEST = 8


class NotReadable(Exception):
    def __init__(self, problem):
        super().__init__(problem.code)
        self.problem = problem


def opened(text, names):
    """The top section of the text. Raises `NotReadable` where not even that can be found."""
    _refuse_what_is_unclear(text)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise NotReadable(_as_problem(error, text)) from error
    if node is None:
        raise NotReadable(Problem.at(1, "empty"))
    if not isinstance(node, yaml.MappingNode):
        raise NotReadable(Problem.at(_line(node), "not_a_section", name="rules"))
    return Section(node, names, [])


def _refuse_what_is_unclear(text):
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise NotReadable(Problem.at(event.start_mark.line + 1, "alias"))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise NotReadable(Problem.at(event.start_mark.line + 1, "too_deep"))
    except yaml.YAMLError as error:
        raise NotReadable(_as_problem(error, text)) from error


def _as_problem(error, text):
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    said = lines[line - 1] if line <= len(lines) else ""
    if "\t" in said[: len(said) - len(said.lstrip())] or "'\\t'" in str(getattr(error, "problem", "")):
        return Problem.at(line, "tab")
    return Problem.at(line, "not_yaml", detail=str(getattr(error, "problem", None) or "encoding"))


class Section:
    """A mapping of the file. Asking for a value of the wrong shape notes a problem and gives nothing."""

    def __init__(self, node, names, problems):
        self.line = _line(node)
        self.problems = problems
        self._nodes = {}
        for key, value in node.value:
            self._keep(key, value, names)

    def _keep(self, key, value, names):
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name or (names is not None and name not in names):
            self.problems.append(Problem.at(_line(key), "unknown_name", name=name or "?"))
        elif name in self._nodes:
            self.problems.append(Problem.at(_line(key), "twice", name=name))
        else:
            self._nodes[name] = value

    def names(self):
        return tuple(self._nodes)

    def complain(self, name, code, /, **facts):
        line = _line(self._nodes[name]) if name in self._nodes else self.line
        self.problems.append(Problem.at(line, code, **{"name": name, **facts}))

    def section(self, name, names):
        node = self._nodes.get(name)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.complain(name, "not_a_section")
            return None
        return Section(node, names, self.problems)

    def sections(self, name, names):
        for node in self._list(name):
            if isinstance(node, yaml.MappingNode):
                yield Section(node, names, self.problems)
            else:
                self.problems.append(Problem.at(_line(node), "not_a_section", name=name))

    def texts(self, name):
        """The values of a list, none where it is not given; an empty list is no condition but a mistake."""
        nodes = self._list(name)
        if not nodes and isinstance(self._nodes.get(name), yaml.SequenceNode):
            self.complain(name, "says_nothing")
        for node in nodes:
            if not isinstance(node, yaml.ScalarNode) or not node.value:
                self.problems.append(Problem.at(_line(node), "not_a_value", name=name))
                return []
        return [node.value for node in nodes]

    def value(self, name, kind, needed=True):
        text = self._text(name, needed)
        if text is None:
            return None
        try:
            return _day(text) if kind is date else int(text)
        except ValueError:
            self.complain(name, "not_a_date" if kind is date else "not_a_number")
            return None

    def words(self, name, most):
        text = self._text(name, needed=True)
        if text and len(text) > most:
            self.complain(name, "too_long", most=most)
        return text

    def matching(self, name, pattern):
        text = self._text(name, needed=True)
        if text is not None and not re.fullmatch(pattern, text):
            self.complain(name, "wrong_form")
            return None
        return text

    def _text(self, name, needed):
        node = self._nodes.get(name)
        if node is None:
            if needed:
                self.complain(name, "missing")
            return None
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.complain(name, "not_a_value")
            return None
        return node.value.strip()

    def _list(self, name):
        node = self._nodes.get(name)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.complain(name, "not_a_list")
            return []
        return node.value


def _day(text):
    """`2026-01-01` and nothing else: Python reads weeks and bare digits too."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError
    return date.fromisoformat(text)


def _line(node):
    return node.start_mark.line + 1
