"""The folder of a submission: how what stands beside the exercises' files is found by these.

It is searched last, so that nothing in it comes in the place of a module of Python's, of a package
or of the kit's. It is the package `exercises`, and has the name besides that its own files give it.
"""

import os
import sys

from inside.statements import MODULE

SPEC = type(sys.__spec__)
# the package and the module in `from package.module import`, `from package import module`
IMPORTED = r"(?m)^\s*(?:from|import)\s+(\w+)(?:\.|\s+import\s+\(?\s*)(\w+)"


class OwnFolder:
    """Finds, where nobody else does, the folder and the lesson's modules by names of their own.

    Attributes:
        package: the folder as a package; what its __init__.py makes is made once it is asked for.
    """

    def __init__(self, job, loading):
        self.job, self.loading, self.folder = job, loading, job["folder"]
        self.package = sys.modules["exercises"] = MODULE("exercises")
        self.package.__path__, self.package.__getattr__ = [self.folder], self._made
        self.first = os.path.join(self.folder, "__init__.py")
        self.is_begun = not os.path.isfile(self.first)
        self.names = set() if self.is_begun else self._names()

    def find_spec(self, name, *_):
        """Return what makes a module of another one, or None."""
        first, _, rest = name.partition(".")
        if not rest and first in self.names:
            return SPEC(name, Other("exercises", is_package=True))
        meant = self._meant(first, rest)
        return meant and SPEC(name, Other(meant))

    def _meant(self, first, rest):
        """Return the module that a name stands for, or None; in a class, a file has the kit's."""
        if not rest:
            low = first.lower()
            is_lessons = low in sys.modules and sys.modules.get(f"exercises.{low}")
            return low if is_lessons and is_lessons is sys.modules[low] else None
        if first == "exercises":
            known = f"exercises.{rest.lower()}"
            return known if known in sys.modules else None
        there = [one for one in (rest, rest.lower()) if self._is_there(one)]
        return f"exercises.{there[0]}" if first in self.names and there else None

    def _is_there(self, name):
        path = os.path.join(self.folder, *name.split("."))
        files = f"{path}.py", os.path.join(path, "__init__.py")
        return f"exercises.{name}" in sys.modules or any(map(os.path.isfile, files))

    def _names(self):
        """Return the names of packages that the folder's own files import its modules from."""
        from re import findall  # few folders have an __init__.py

        pairs = set()
        for file in [one for one in os.listdir(self.folder) if one.endswith(".py")]:
            try:
                with open(os.path.join(self.folder, file), "rb") as opened:
                    pairs.update(findall(IMPORTED, opened.read().decode(errors="replace")))
            except OSError:
                continue
        own = {pair for pair in pairs if self._is_there(pair[1]) and not self._is_there(pair[0])}
        self.loading.packages.update(name for name, inner in own if not _has(name, inner))
        return self.loading.packages

    def _made(self, name):
        """Return what the folder's __init__.py makes, as far as that can be run."""
        is_module = name.startswith("__") or self._is_there(name)
        if not self.is_begun and not is_module:
            self.is_begun = True
            try:
                with open(self.first, "rb") as file:
                    code = compile(file.read(), self.first, "exec", dont_inherit=True)
                exec(code, vars(self.package))  # noqa: S102  (what this process is for)
            except (Exception, SystemExit):  # noqa: S110  (what stands above it counts)
                pass
        if name in vars(self.package):
            return vars(self.package)[name]
        raise AttributeError(f"module 'exercises' has no attribute '{name}'")


class Other:
    """Loads a module that is another one; of a package, one that has what that one has."""

    def __init__(self, name, *, is_package=False):
        self.name, self.is_package = name, is_package

    def create_module(self, spec):
        __import__(self.name)
        meant = sys.modules[self.name]
        module = MODULE(spec.name) if self.is_package else meant
        if self.is_package:
            module.__path__, module.__getattr__ = [], lambda name: getattr(meant, name)
        self.spec = module.__spec__
        return module

    def exec_module(self, module):
        """Run nothing: it has been run, under its own name."""
        module.__spec__ = self.spec


def _has(name, inner):
    """Tell whether a module of Python's has something; one that has not may be asked for more."""
    if name not in sys.stdlib_module_names:
        return False
    try:
        module = __import__(name)
    except ImportError:
        return True
    if hasattr(module, inner):
        return True
    module.__path__ = getattr(module, "__path__", [])
    return False


def is_free(name, job):
    """Tell whether a name is that of no module of Python's or of a package."""
    places = [os.path.join(one, name) for one in job["packages"]]
    return name not in sys.stdlib_module_names and not any(map(os.path.exists, places))
