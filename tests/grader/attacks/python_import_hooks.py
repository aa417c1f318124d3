# ATTACK: finders that answer every import, modules in the box, other people's __file__
# MUST HOLD: what the runner imports later is still this process's own matter
# EXPECT: any
import importlib.abc
import importlib.machinery
import sys
import types


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: lambda *a, **k: True
        return module

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: Finder())
sys.path_importer_cache.clear()
for name in list(sys.modules):
    if name.startswith(("json", "traceback", "linecache", "warnings", "struct", "grader")):
        del sys.modules[name]


def f(x):
    import grader.sandbox.session  # noqa: F401 - a forgery answers, or nobody

    raise KeyError("read me")
