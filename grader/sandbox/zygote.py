"""Long-lived fork server. argv[1] = JSON config, fd 3 = control SEQPACKET socket to the supervisor.
Never sees a submission: a fork request carries only limits and four fds (rpc, stdout, stderr, report)."""
import os, sys
for v in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"): os.environ[v] = "1"
import json, socket, signal, select, resource, struct, time, errno, gc, array
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import kernel as S

CFG = json.loads(sys.argv[1])
ctrl = socket.socket(fileno=3)
S.prctl(1, signal.SIGKILL)                       # die with the supervisor
ROOT = os.geteuid() == 0
MODE = CFG["mode"]                               # "ns" | "landlock"
UIDS = CFG.get("uids", 64)

def say(**k): ctrl.send(json.dumps(k).encode())

def build_root():
    """new root on a tmpfs, read-only binds of the interpreter and its libs, no /proc, no /sys, no /etc, no sockets"""
    new = "/tmp"                                 # any existing directory; only this mount namespace sees it
    S.mount(None, "/", None, S.MS_REC | S.MS_PRIVATE)
    srcs = []
    for p in CFG["ro"]:                          # open first: /tmp itself is about to be covered
        try: srcs.append((p, os.open(p, os.O_PATH)))
        except OSError: pass
    devs = [(d, os.open("/dev/" + d, os.O_PATH)) for d in ("null", "zero", "urandom", "random", "full")]
    S.mount("tmpfs", new, "tmpfs", S.MS_NOSUID | S.MS_NODEV, "size=1m,nr_inodes=4096,mode=755")
    for l, t in CFG["links"]:
        os.makedirs(new + os.path.dirname(l), exist_ok=True); os.symlink(t, new + l)
    for p, fd in srcs:
        d = new + p
        if os.path.isdir(f"/proc/self/fd/{fd}"): os.makedirs(d, exist_ok=True)
        else: os.makedirs(os.path.dirname(d), exist_ok=True); open(d, "w").close()
        S.bind_ro(f"/proc/self/fd/{fd}", d)
        os.close(fd)
    os.makedirs(new + "/dev", exist_ok=True); os.makedirs(new + "/.old"); os.makedirs(new + "/box")
    if not os.path.lexists(new + "/tmp"): os.symlink("/box", new + "/tmp")    # the interpreter itself may live under /tmp: never cover it
    for d, fd in devs:
        S.bind_dev(f"/proc/self/fd/{fd}", new + "/dev/" + d); os.close(fd)
    os.chdir(new)
    S.pivot_root(".", ".old")
    os.chdir("/")
    S.umount2("/.old", S.MNT_DETACH)
    os.rmdir("/.old")
    S.mount(None, "/", None, S.MS_REMOUNT | S.MS_BIND | S.MS_RDONLY | S.MS_NOSUID | S.MS_NODEV)

procfd = -1
def enter_ns():
    global procfd
    NSX = S.CLONE_NEWPID | S.CLONE_NEWNET | S.CLONE_NEWIPC | S.CLONE_NEWUTS | S.CLONE_NEWCGROUP
    procfd = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    uid, gid = os.getuid(), os.getgid()
    if ROOT:
        S.unshare(S.CLONE_NEWNS); build_root()
        if CFG.get("userns", True):
            S.unshare(S.CLONE_NEWUSER)
            say(ev="map"); assert ctrl.recv(64) == b"mapped"      # launcher writes uid_map/gid_map (a range)
            os.setresgid(0, 0, 0); os.setresuid(0, 0, 0)
            os.setgroups([])
        S.unshare(NSX)
    else:
        S.unshare(S.CLONE_NEWUSER | S.CLONE_NEWNS | NSX)
        for f, v in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
            with open("/proc/self/" + f, "w") as h: h.write(v)
        build_root()
    pid = os.fork()
    if pid:                                       # stage 0: only waits; killing it kills pid 1 through PDEATHSIG
        os.close(3)
        _, st = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(st) & 0xFF)
    S.prctl(1, signal.SIGKILL)

if MODE == "ns": enter_ns()
import importlib
sys.path += CFG["path"]
for m in CFG["preload"]:
    try: importlib.import_module(m)
    except ImportError: pass
sys.path[:] = [p for p in sys.path if p]
import codec, runner
nthreads = len(os.listdir(f"/proc/self/task")) if MODE != "ns" else None
PIDNS = os.open("self/ns/pid", os.O_RDONLY, dir_fd=procfd) if MODE == "ns" else -1

def vsize():
    with (os.fdopen(os.open("self/statm", os.O_RDONLY, dir_fd=procfd)) if procfd >= 0 else open("/proc/self/statm")) as f:
        return int(f.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")

def child(pol, fds, slot):
    """after fork: from here on nothing may be trusted to come back"""
    t = pol.get("trace") and time.perf_counter
    T = [t()] if t else None
    rpc, out, err, rep = fds
    ctrl.detach()                                 # fd 3 is about to become the rpc socket; a GC'd socket object would close it
    null = os.open("/dev/null", os.O_RDONLY)
    base = vsize()
    for a, b in ((null, 0), (out, 1), (err, 2)): os.dup2(a, b)
    os.dup2(rpc, 3); S.close_from(4)
    os.setsid()
    if T: T.append(t())
    if MODE == "ns":
        fl = S.CLONE_NEWNS | S.CLONE_NEWIPC | (S.CLONE_NEWNET if pol.get("netns") else 0)
        S.unshare(fl)
        u = slot + 1 if ROOT else 0
        if T: T.append(t())
        S.mount("tmpfs", "/box", "tmpfs", S.MS_NOSUID | S.MS_NODEV | S.MS_NOEXEC,
                f"size={pol['tmp_mb']}m,nr_inodes=512,mode=700,uid={u},gid={u}")
        os.chdir("/box")
        if T: T.append(t())
        if ROOT: os.setresgid(u, u, u); os.setresuid(u, u, u)
        S.drop_caps()
    else:
        os.chdir("/")
        if T: T += [t(), t()]
        if ROOT:
            u = CFG["uid_base"] + slot
            os.setgroups([]); os.setresgid(u, u, u); os.setresuid(u, u, u); S.drop_caps()
    if T: T.append(t())
    R = resource
    def lim(k, s, h=None): R.setrlimit(k, (s, h if h is not None else s))
    lim(R.RLIMIT_CORE, 0); lim(R.RLIMIT_MEMLOCK, 0); lim(R.RLIMIT_MSGQUEUE, 0); lim(R.RLIMIT_NICE, 0); lim(R.RLIMIT_RTPRIO, 0)
    lim(R.RLIMIT_SIGPENDING, 64); lim(R.RLIMIT_STACK, 8 << 20); lim(R.RLIMIT_NOFILE, 64)
    lim(R.RLIMIT_FSIZE, (pol["tmp_mb"] << 20) if MODE == "ns" else 0)
    lim(R.RLIMIT_CPU, pol["cpu_s"])     # soft == hard: SIGXCPU would be ignored by pid 1 of a pid namespace
    lim(R.RLIMIT_NPROC, 1 + pol.get("threads", 0))
    lim(R.RLIMIT_AS, base + (pol["mem_mb"] << 20))
    if T: T.append(t())
    S.prctl(4, 0)                                 # PR_SET_DUMPABLE 0
    S.prctl(38, 1)                                # NO_NEW_PRIVS
    S.prctl(1, signal.SIGKILL)                    # die with the zygote; must come after every credential change (those clear it); seccomp forbids undoing it
    if CFG.get("landlock", True) and S.landlock_abi():
        S.landlock(ro=CFG["ro"], rw=["/box"] if MODE == "ns" else [], dev_rw=["/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"])
    elif MODE != "ns": os._exit(97)
    signal.set_wakeup_fd(-1)
    for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD): signal.signal(s, signal.SIG_DFL)
    if T: T.append(t())
    if CFG.get("seccomp", True): S.install_filter(FILTERS[pol.get("threads", 0) > 0] if MODE == "ns" else S.build_filter(os.getpid(), threads=pol.get("threads", 0) > 0))
    if T: T.append(t()); os.write(2, ("TRACE us since fork %.0f | fds %.0f unshare %.0f mount %.0f uid+caps %.0f rlimits %.0f landlock %.0f seccomp %.0f\n" % tuple(1e6*x for x in [T[0]-T00]+[b-a for a,b in zip(T,T[1:])])).encode())
    for k in ("ctrl", "CFG", "child", "loop", "KIDS"): globals().pop(k, None)
    sys.stdin = open(0); sys.stdout = open(1, "w", buffering=1 << 13, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    os.environ.clear(); os.environ.update(HOME="/box", TMPDIR="/box", LANG="C.UTF-8", TZ="UTC", MPLBACKEND="agg", MPLCONFIGDIR="/box", OPENBLAS_NUM_THREADS="1")
    if pol.get("seed") is not None:
        import random; random.seed(pol["seed"]); runner.np.random.seed(pol["seed"] & 0xFFFFFFFF)
    runner._send({"op": "hello"})                 # the last thing said before student code can run; exit codes after it mean nothing
    try: runner.serve()
    finally: os._exit(1)

KIDS = {}        # pidfd -> (pid, report_fd, slot, deadline)
FREE = list(range(UIDS - 2))

def report(fd, msg, fds=()):
    s = socket.socket(fileno=os.dup(fd))
    try: s.sendmsg([json.dumps(msg).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else [])
    except OSError: pass
    finally: s.close()

FILTERS = {t: S.build_filter(1, threads=t) for t in (False, True)}   # inside its pid namespace every submission is pid 1
T00 = 0.0

def loop():
    global T00
    gc.collect(); gc.freeze()
    po = select.poll(); po.register(3, select.POLLIN)
    say(ev="ready", mode=MODE, vsize=vsize(), pid=os.getpid())
    while True:
        now = time.monotonic()
        tmo = min([k[3] - now for k in KIDS.values()], default=None)
        for fd, ev in po.poll(None if tmo is None else max(0, tmo * 1000) + 1):
            if fd == 3:
                msg, anc, flags, _ = ctrl.recvmsg(4096, socket.CMSG_SPACE(16))
                if not msg: os._exit(0)
                fds = [x for lv, ty, d in anc if ty == socket.SCM_RIGHTS for x in array.array("i", d)]
                pol = json.loads(msg)
                if len(fds) != 4 or not FREE:
                    if len(fds) == 4: report(fds[3], {"ev": "busy"})
                    for f in fds: os.close(f)
                    continue
                slot = FREE.pop(0)
                try:
                    if MODE == "ns": S.unshare(S.CLONE_NEWPID)
                    T00 = time.perf_counter()
                    try:
                        pid = os.fork()
                        if pid == 0:
                            try: child(pol, fds, slot)
                            except BaseException as e:
                                import traceback
                                try: os.write(2, ("SANDBOX-SETUP-FAILED " + traceback.format_exc()).encode())
                                finally: os._exit(98)
                            os._exit(99)
                    finally:
                        if MODE == "ns": S.setns(PIDNS, S.CLONE_NEWPID)
                except OSError as e:
                    FREE.append(slot); report(fds[3], {"ev": "forkfail", "err": str(e)})
                    for f in fds: os.close(f)
                    continue
                pf = os.pidfd_open(pid)
                report(fds[3], {"ev": "pid"}, [pf])
                for f in fds[:3]: os.close(f)
                KIDS[pf] = (pid, fds[3], slot, time.monotonic() + pol.get("idle_s", 0) + pol["wall_s"] + 2)
                po.register(pf, select.POLLIN)
            else:
                pid, rep, slot, _ = KIDS.pop(fd)
                po.unregister(fd)
                _, st, ru = os.wait4(pid, 0)
                report(rep, {"ev": "exit", "code": os.waitstatus_to_exitcode(st), "cpu": ru.ru_utime + ru.ru_stime, "maxrss_kb": ru.ru_maxrss})
                os.close(rep); os.close(fd); FREE.append(slot)
        now = time.monotonic()
        for pf, k in KIDS.items():
            if now > k[3]: signal.pidfd_send_signal(pf, signal.SIGKILL)
loop()
