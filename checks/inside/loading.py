"""How a job's files are loaded: in which order, and what stands in for what.

First comes the engine. Where another one was handed out, a learner's own stands beside it: its
helpers are found where they are imported from, and whatever they make is of the class that was
handed out. Then come the stand-ins for what is beneath, and last the files that are looked at, or
the one file that holds them all: see `one_file.py`. How each is run: see `statements.py`. What else
they import is found in their own folder, see `OwnFolder`.
"""

import os
import sys

from inside.definitions import FUNCTION
from inside.statements import MODULE, TREE_ONLY, compiled, read
from inside.table import Missing, part

SPEC = type(sys.__spec__)
# the package and the module in `from package.module import`, `from package import module`
IMPORTED = r"(?m)^\s*(?:from|import)\s+(\w+)(?:\.|\s+import\s+\(?\s*)(\w+)"


class Learner:
    """What a program may use: the module that is looked at, and the class of the engine."""

    def __init__(self, job, loading):
        sys.meta_path.append(OwnFolder(job, loading))
        modules, self.engine = load_files(job, loading)
        self.module = modules.get(job["look_at"])
        home = self.module if job["whole"] else _home(self.module, job)
        if not job["whole"] and _has_others(home, {*loading.kept} - {self.engine}):
            job.update(whole=home.__file__, names=[job["look_at"]])
            del modules[job["look_at"]]
        if job["whole"]:
            from inside.one_file import load_one_file  # few submissions are made so

            self.module, self.engine = load_one_file(job, loading, modules, self.engine)
        setattr(self, job["class"], self.engine)
        loading.restore()
        theirs = beside(job)
        job["own"] += [one.__file__ for one in theirs]
        loading.see_engines(theirs, self.engine)


def load_files(job, loading):
    """Load all but the one file that holds everything; return the modules, and the engine's class.

    Raises:
        Missing: if a file or the class is not there.
        SyntaxError: if Python cannot read a file.
    """
    engine = load("engine", job["files"]["engine"], loading)
    given = part(engine, job["class"], "engine.py")
    if job["given"]:
        loading.keep(given)
    if job["beside"]:
        load_beside(job, engine, given, loading)
    modules = {"engine": engine}
    for name, path in job["files"].items():
        if name != "engine":
            modules[name] = load(name, path, loading)
            if path not in job["own"]:
                loading.keep(*classes(modules[name]).values())
                modules[name].__getattr__ = of_their_own(modules[name], job["theirs"][name])
    return modules, given


def of_their_own(stand_in, path):
    """Return what finds in a learner's file all that its stand-in does not have.

    The file is run when something is asked for.
    """
    own = MODULE(stand_in.__name__)

    def found(asked):
        is_theirs = asked == "__all__" or not asked.startswith("__")  # each import asks for a path
        if is_theirs and not hasattr(own, "__file__"):
            own.__file__, own.__package__ = path, "exercises"
            fill(own, classes(stand_in))
        if asked == "__all__":  # what a star means
            theirs = vars(own).get(asked) or [one for one in vars(own) if one[0] != "_"]
            return [*theirs, *classes(stand_in)]
        if is_theirs and asked in vars(own):
            return vars(own)[asked]
        raise AttributeError(f"module {own.__name__!r} has no attribute {asked!r}")

    return found


def fill(module, ours):
    """Run a module's file statement by statement, as far as each goes; some classes are ours."""
    try:
        with open(module.__file__, "rb") as file:
            nodes = read(file.read(), module.__file__, TREE_ONLY).body
    except (OSError, SyntaxError):
        return
    for node in nodes:
        try:
            exec(compiled(node, module.__file__), vars(module))  # noqa: S102  (as all of theirs is)
        except KeyboardInterrupt:  # its time is over
            return
        except BaseException:  # noqa: S110  (what stands above and below it counts)
            pass
        vars(module).update({name: ours[name] for name in ours if name in vars(module)})


def beside(job):
    """Return the modules in the submission's folder that its files have imported."""
    folder, packages = os.path.join(job["folder"], ""), tuple(job["packages"])
    every = {id(one): one for one in [*sys.modules.values()] if isinstance(one, MODULE)}
    files = [(one, str(getattr(one, "__file__", ""))) for one in every.values()]
    inside = [(one, file) for one, file in files if file.startswith(folder)]
    return [one for one, file in inside if packages and not file.startswith(packages)]


def classes(module):
    """Return the classes that are defined in a module, by name."""
    kinds = (thing for thing in vars(module).values() if isinstance(thing, type))
    return {kind.__name__: kind for kind in kinds if kind.__module__ == module.__name__}


def _home(module, job):
    """Return the module that defines what is looked at: one beside a file may only be imported."""
    wanted = job["scenarios"][0]["focus"].partition(".")[0]
    defined = getattr(vars(module).get(wanted), "__module__", None)
    home = sys.modules.get(defined, module) if isinstance(defined, str) else module
    return home if home is not module and home in beside(job) else module


def _has_others(module, kinds):
    """Tell whether a file has a class of its own in the place of one of some classes."""
    found = ((kind, vars(module).get(kind.__name__, kind)) for kind in kinds)
    return any(isinstance(one, type) and one is not kind for kind, one in found)


def load(name, path, loading):
    """Run a file as a module that is found as `name` and as `exercises.name`."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except FileNotFoundError:
        raise Missing(f"there is no file {os.path.basename(path)}", status="no file") from None
    except OSError as error:
        words = f"the file {os.path.basename(path)} cannot be read ({error.strerror})"
        raise Missing(words, status="closed file") from None
    code = read(source, path)
    loading.see(source, path)
    module = MODULE(name)
    module.__file__, module.__spec__ = path, SPEC(f"exercises.{name}", None)
    module.__spec__._initializing = True  # Python then says what a circle of imports is
    module.__package__ = "exercises"
    place(name, module, loading.job)
    loading.modules.append(module)
    loading.run(code, source, module)
    module.__spec__._initializing = False
    lend(name, module, loading.job, is_run=True)
    return module


def place(name, module, job):
    """Let a module be found by a name of the lesson, and as other packages have it."""
    package = sys.modules["exercises"]
    for known in {name, job["also"].get(name, name)}:  # its file may have another name
        if known == name or is_free(known, job):
            sys.modules[known] = module
        sys.modules[f"exercises.{known}"] = module
        setattr(package, known, module)
    lend(name, module, job, is_run=False)


def lend(name, module, job, is_run):
    """Let a module be found as other packages have it.

    Where the submission has that package, too, it is found there first: the module may import it.
    """
    for other in [other for other, kept in job["known_as"].items() if kept == name]:
        name, _, last = other.rpartition(".")
        package = sys.modules.setdefault(name, MODULE(name))
        package.__path__ = [os.path.join(job["folder"], name)]  # the rest of it may be theirs
        if not os.path.isfile(os.path.join(package.__path__[0], f"{last}.py")):
            sys.modules[other] = module
        elif is_run:
            sys.modules.setdefault(other, module)
        if other in sys.modules:
            setattr(package, last, sys.modules[other])


def load_beside(job, engine, given, loading):
    """Run a learner's engine in the place of the one that was handed out, with the class of that.

    Where it does not run, or holds on to its own class, the engine that was handed out stays.
    """
    try:
        module = load("engine", job["beside"], loading)
        own, theirs = getattr(module, job["class"]), [module, *beside(job)]
        fits = not any(_holds_on(thing, own) for one in theirs for thing in vars(one).values())
    except BaseException:  # whatever their file does while it is imported
        fits = False
    if not fits:
        place("engine", engine, job)
        return
    loading.taken.append(own)
    for one in theirs:  # it may be defined beside the file
        for name, thing in list(vars(one).items()):
            if thing is own:
                setattr(one, name, given)
    if job["limited"]:
        limit(given, own, loading)


def _holds_on(thing, own):
    """Tell whether something is made from a class, and stays so whatever its name stands for."""
    if isinstance(thing, type):
        return thing is not own and issubclass(thing, own)
    defaults = getattr(thing, "__defaults__", None) or ()
    return any(isinstance(one, own) for one in (thing, *defaults))


def limit(given, own, loading):
    """Take from a class what another one lacks, so that code says itself that it needs it.

    Only what nothing else in the class is made from: numbers on the left, and what has a name.
    """
    if hasattr(own, "__getattr__"):  # it may have anything
        return
    for name, thing in list(vars(given).items()):
        is_named = name.startswith("__r") or not name.startswith("_")
        if is_named and isinstance(thing, FUNCTION) and not hasattr(own, name):
            delattr(given, name)
            loading.kept[given].pop(name)


# what stands beside the exercises' files, in the folder of the submission


class OwnFolder:
    """Finds, where nobody else does, the folder and the lesson's modules by names of their own.

    It is searched last, so that nothing in it comes in the place of a module of Python's, of a
    package or of the kit's. It is the package `exercises`, and has the name besides that its own
    files give it.

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
