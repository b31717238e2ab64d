"""The statements of what was handed in: one that fails, or does not end, is passed over and kept.

A file is run as a whole. Only where that is cut short does the rest of it run statement by
statement; and only where a name is then missing is it told what was passed over. What took too long
in one job is hardly tried in the next one.
"""

import _ast
import _signal
import sys
from math import inf
from time import perf_counter, process_time

from inside.table import Late, Missing

TREE_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the cost of importing ast
MODULE = type(sys)
FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda)
CLASSES = (_ast.ClassDef,)
IMPORTS = (_ast.Import, _ast.ImportFrom)
DEFINITIONS = (*FUNCTIONS, *CLASSES, *IMPORTS, _ast.Assign, _ast.AnnAssign)
SHARE = 0.5  # of a call's time on the processor: what all files may take together
TRIED = 0.125  # and what a statement may take that defines nothing
LEAST_SECONDS = 0.1  # what a statement has once that is used up
AGAIN = 0.05, 0.5  # and one that was cut in an earlier job, of the processor and of the clock
NEAR = 0.6  # how alike two names are of which one may be meant by the other


class Passed:
    """A statement that was passed over, and why; or a text that Python cannot read."""

    def __init__(self, node, error, names, source=""):
        self.node, self.error, self.names, self.source = node, error, names, source

    def makes(self, name):
        """Tell whether it would have made a name."""
        if self.node is None:
            return f"class {name}" in self.source or f"def {name}" in self.source
        made = _made(self.node)
        return name in made or ("*" in made and not name.startswith("_"))


class Loading:
    """What of the files was passed over, and the time that is left for them.

    Attributes:
        modules: those that are loaded, in their order.
        slow: the statements that took too long, as numbers, and the processor's time by then.
    """

    def __init__(self, job):
        self.job, self.passed, self.modules, self.slow = job, [], [], {}
        self.busy = process_time() + job["busy"] * SHARE
        self.end = perf_counter() + job["seconds"]
        self.is_running = False
        if hasattr(_signal, "setitimer"):  # Windows: what does not end is ended with all else
            for number in (_signal.SIGPROF, _signal.SIGALRM):
                _signal.signal(number, self._cut)

    def _cut(self, *_):
        if self.is_running:
            self.was_cut = True
            raise KeyboardInterrupt

    def executed(self, code, names, busy=inf, clock=inf):
        """Run code as long as there is time; return its error, if it has one."""
        busy = min(busy, max(self.busy - process_time(), LEAST_SECONDS))
        self._interrupt(busy, min(clock, max(self.end - perf_counter(), LEAST_SECONDS)))
        self.is_running, self.was_cut = True, False
        try:
            exec(code, names)  # noqa: S102  (what this process is for)
        except BaseException as error:  # whatever they do at the top of a file
            return error
        finally:
            self.is_running = False
            self._interrupt()
        return None

    def _interrupt(self, busy=0, clock=0):
        """Interrupt what runs after so many seconds of the processor, or of the clock."""
        if hasattr(_signal, "setitimer"):
            _signal.setitimer(_signal.ITIMER_PROF, busy)
            _signal.setitimer(_signal.ITIMER_REAL, clock)

    def run(self, code, path, module):
        """Run the code of a file; after what cannot be run, the rest of it."""
        error = self.executed(code, vars(module))
        if error is not None:
            with open(path, "rb") as file:
                nodes = tree(file.read(), path).body
            at = _number(nodes, error, code)
            self._note(nodes[at], error, vars(module))
            self.go_on(nodes[at + 1 :], path, vars(module), future=_future(nodes))

    def go_on(self, nodes, path, names, ran=None, future=None):
        """Run statement by statement, and note each that was begun in `ran`."""
        future = _future(nodes) if future is None else future
        for node in nodes:
            if perf_counter() > self.end and not isinstance(node, DEFINITIONS):
                self._note(node, Late(f"line {node.lineno} was not begun"), names)
                continue
            try:
                code = compile(_ast.Module([*future, node], []), path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as wrong:  # as `return` has it, outside a function
                self._note(node, wrong, names)
                continue
            if ran is not None:
                ran.append((node, code))
            number = hash(code)  # the same in all jobs of one worker, which are its forks
            busy, clock = inf if isinstance(node, DEFINITIONS) else self.job["busy"] * TRIED, inf
            if number in self.job["slow"]:
                busy, clock = AGAIN
            error = self.executed(code, names, busy, clock)
            if error is not None:
                self._note(node, error, names, self.job["slow"].get(number, 0.0))
            if self.was_cut and not isinstance(node, IMPORTS):  # which may be faster next time
                self.slow.setdefault(number, self.job["slow"].get(number, process_time()))

    def _note(self, node, error, names, busy=0.0):
        if type(error) is KeyboardInterrupt:
            words = f"what begins in line {node.lineno} took too long and was passed over"
            error = Late(words, busy).with_traceback(error.__traceback__)
        if not self._found(node, error, names):
            self.passed.append(Passed(node, error, names))

    def _found(self, node, error, names):
        """Take the lesson's names from where they are, if the module that was named is not here."""
        if not isinstance(node, _ast.ImportFrom) or not isinstance(error, ImportError):
            return False
        made_up = {name.partition(".")[0] for name in self.job["known_as"]}
        is_here = type(error) is ImportError and (node.module or "").split(".")[0] not in made_up
        if is_here and not node.level:
            return False
        found = {name: self._known(name) for name in self.job["lesson"]}
        found = {name: thing for name, thing in found.items() if thing is not None}
        if node.names[0].name == "*":
            names.update({name: one for name, one in found.items() if name not in names})
            return bool(found)
        for one in node.names:
            if one.name in found:
                names[one.asname or one.name] = found[one.name]
        return all(one.name in found for one in node.names)

    def _known(self, name):
        return next((vars(one)[name] for one in self.modules if name in vars(one)), None)

    # what is told

    def reason(self, error):
        """Return what explains an error, and whether that came up while the files were loaded."""
        name, names = getattr(error, "name", None), _asked(error)
        for one in reversed(self.passed):
            if one.names is names and isinstance(name, str) and one.makes(name):
                return _told(one, name, error)
        if isinstance(error, Missing) and names is not None:
            near = self._near(error, name)
            others = [one.error for one in self.passed if one.names is names]
            return (near or next(iter(others), error)), not near and bool(others)
        return error, False

    def _near(self, missing, name):
        near = self.alike(missing.owner, name)
        return near and Missing(f"{missing}; `{near}` is there: is it the one?")

    def alike(self, owner, name):
        """Name the one thing that stands there and may be what is missing; "" if there is none."""
        from difflib import get_close_matches  # only what is missing pays for it

        lesson, kind = self.job["lesson"], type if name[:1].isupper() else type(_made)
        own = {one: thing for one, thing in vars(owner).items() if isinstance(thing, kind)}
        own = {one: thing for one, thing in own.items() if thing.__module__ == owner.__name__}
        bases = {base for one in own if one in lesson for base in getattr(own[one], "__mro__", ())}
        others = [one for one, thing in own.items() if one not in lesson and thing not in bases]
        near = get_close_matches(name, others, 1, NEAR) or others
        return near[0] if len(near) == 1 else ""


def _asked(error):
    """Return the names of the module in which an error finds a name missing, if it is such a one.

    Where the names of a module are asked for, it is that one; else it is the one whose code runs.
    """
    if type(error) is NameError:
        step = error.__traceback__
        while step is not None and step.tb_next is not None:
            step = step.tb_next
        return step and step.tb_frame.f_globals
    owner = getattr(error, "obj" if type(error) is AttributeError else "owner", None)
    return vars(owner) if isinstance(owner, MODULE) else None


def _told(passed, name, error):
    """Return why a name is not there, and whether that came up while the files were loaded."""
    why = passed.error
    if type(why) is ModuleNotFoundError and type(error) is NameError and why.name:
        package = why.name.partition(".")[0]
        words = f"`{name}` is not there: {package} is not installed here"
        told = Missing(f"{words} (line {passed.node.lineno} imports it)")
        return told.with_traceback(error.__traceback__), False
    return why, True


def known_as(job, engine, module=None):
    """Let the engine, and what holds all the rest, be found under their other names, too."""
    for name, kept in job["known_as"].items():
        found = engine if kept == "engine" else module
        if found is not None:
            package, _, last = name.rpartition(".")
            package = sys.modules.setdefault(package, MODULE(package))
            sys.modules[name] = found
            setattr(package, last, found)


def tree(source, path):
    """Parse a text.

    Raises:
        SyntaxError: if that cannot be done.
    """
    return read(source, path, TREE_ONLY)


def read(source, path, flags=0):
    """Compile a text.

    Raises:
        SyntaxError: if that cannot be done.
    """
    try:
        return compile(source, path, "exec", flags, dont_inherit=True)
    except ValueError as error:  # null bytes, as Python said it before 3.11.4
        raise SyntaxError(str(error)) from None


def _future(nodes):
    return [one for one in nodes if getattr(one, "module", None) == "__future__"]


def _number(nodes, error, code):
    """Return which statement an error came from."""
    step, at = error.__traceback__, (0, 0)
    while step is not None:
        if step.tb_frame.f_code is code:
            place = [*code.co_positions()][step.tb_lasti // 2]
            at = (place[0] or step.tb_lineno, place[2] or 0)
        step = step.tb_next
    begun = [number for number, node in enumerate(nodes) if _beginning(node) <= at]
    return max(begun, default=0)


def _beginning(node):
    first = min([node, *getattr(node, "decorator_list", ())], key=lambda one: one.lineno)
    return first.lineno, first.col_offset if first is node else 0


def _made(node):
    """Return the names that a statement binds where it stands."""
    if isinstance(node, (*FUNCTIONS, *CLASSES)):
        return {getattr(node, "name", "")}
    if isinstance(node, IMPORTS):
        return {one.asname or one.name.partition(".")[0] for one in node.names}
    made = {node.id} if isinstance(node, _ast.Name) and isinstance(node.ctx, _ast.Store) else set()
    for field in node._fields:
        inner = getattr(node, field, None)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, _ast.AST):
                made |= _made(one)
    return made
