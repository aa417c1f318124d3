# ATTACK: sys.settrace/setprofile/audit hooks/import hooks rewriting return values
# MUST HOLD: grader unaffected
# EXPECT: fail
import sys


def tr(fr, ev, arg):
    for k in ("expected", "ok", "passed"):
        if k in fr.f_locals:
            print("BREACH traced", k)
    return tr


sys.settrace(tr)
sys.setprofile(tr)
sys.meta_path.insert(0, type("H", (), {"find_spec": lambda *a, **k: None})())


def f(x):
    return x * 0
