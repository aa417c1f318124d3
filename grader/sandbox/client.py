"""Trusted side. Starts a zygote, opens sessions, speaks RPC, enforces wall clock / output caps, never evaluates what comes back."""
import os, sys, json, socket, struct, subprocess, time, select, signal, array, sysconfig, site
import numpy as np
from grader.sandbox import codec

EXTRA = []
HERE = os.path.dirname(os.path.abspath(__file__))
DEFAULT = dict(cpu_s=5, wall_s=8.0, mem_mb=256, tmp_mb=16, out_kb=64, threads=0)

from grader.sandbox.faults import ProgramError, LimitExceeded
from grader.errors import MachineFault as SandboxError
Violation = LimitExceeded

def ro_paths(python):
    code = "import sys,sysconfig,json,os;print(json.dumps([os.path.realpath(sys.executable),sys.prefix,sys.base_prefix,sysconfig.get_paths()['stdlib'],sysconfig.get_paths()['purelib']]))"
    exe, prefix, base, std, pure = json.loads(subprocess.check_output([python, "-I", "-c", code]))
    ro = []
    for p in (*EXTRA, "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", exe, std, pure, HERE, os.path.join(prefix, "pyvenv.cfg"), os.path.dirname(python)):
        if os.path.exists(p) and not os.path.islink(p) and not any(p == q or p.startswith(q + "/") for q in ro): ro.append(p)
    if not base.startswith("/usr") : ro.append(base)
    links = [[l, os.readlink(l)] for l in ("/lib", "/lib64", "/bin") if os.path.islink(l)]
    return ro, links

class Zygote:
    def __init__(self, python=sys.executable, mode="ns", preload=(),
                 launcher=(), uid_base=None, **cfg):
        uid_base = uid_base or (300_000 if mode == "ns" else 61_000)   # stay below 65536 without our own user namespace (rootless docker maps no more)
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ro, links = ro_paths(python)
        c = dict(path=[os.path.dirname(os.path.dirname(HERE))], mode=mode, preload=list(preload), ro=ro, links=links, uid_base=uid_base, **cfg)
        os.set_inheritable(b.fileno(), True)
        fd = b.fileno()
        self.p = subprocess.Popen([*launcher, python, "-I", "-B", "-X", "utf8", "-c",
            "import os,sys;fd=int(sys.argv[1]);os.dup2(fd,3);fd!=3 and os.close(fd);f=sys.argv[2];sys.argv=[f,sys.argv[3]];exec(compile(open(f).read(),f,'exec'),{'__name__':'__main__','__file__':f})",
            str(fd), os.path.join(HERE, "zygote.py"), json.dumps(c)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            pass_fds=[fd], env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0", "LANG": "C.UTF-8"}, cwd="/")
        b.close(); self.ctrl = a; a.settimeout(60)
        self.info = self._hs(uid_base, cfg.get("uids", 64))

    def _hs(self, base, n):
        while True:
            m = self.ctrl.recv(4096)
            if not m:
                raise SandboxError("zygote failed: " + self.p.stderr.read().decode(errors="replace")[-1500:])
            m = json.loads(m)
            if m["ev"] == "map":
                for f in ("uid_map", "gid_map"):
                    with open(f"/proc/{self.p.pid}/{f}", "w") as h: h.write(f"0 {base} {n}")
                self.ctrl.send(b"mapped")
            elif m["ev"] == "ready": return m
    def session(self, **pol): return Session(self, {**DEFAULT, "seed": int.from_bytes(os.urandom(4), "little"), **pol})
    def close(self):
        self.ctrl.close()
        try: self.p.wait(3)
        except subprocess.TimeoutExpired: self.p.kill(); self.p.wait()
        self.p.stderr.close()

class Handle:
    def __init__(s, sess, d): s._s, s._id, s._t = sess, d["id"], d.get("t")
    def __repr__(s): return f"<student {s._t!r}>"
    def __call__(s, *a, **k): return s._s._call({"op": "call", "h": s._id}, a, k)
    def method(s, name, *a, **k): return s._s._call({"op": "call", "h": s._id, "m": name}, a, k)
    def get(s, name): return s._s._call({"op": "get", "h": s._id, "m": name})
    def take(s, n): return s._s._call({"op": "next", "h": s._id, "n": n})

class Session:
    """one submission = one sandboxed process"""
    def __init__(self, z, pol):
        self.pol, self.t0 = pol, time.monotonic()
        self.deadline = self.t0 + pol["wall_s"]
        r1, r2 = socket.socketpair(); o1, o2 = os.pipe(); e1, e2 = os.pipe(); p1, p2 = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        z.ctrl.sendmsg([json.dumps(pol).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [r2.fileno(), o2, e2, p2.fileno()]))])
        r2.close(); os.close(o2); os.close(e2); p2.close()
        self.rpc, self.rep, self.o, self.e = r1, p1, o1, e1
        for f in (o1, e1): os.set_blocking(f, False)
        r1.setblocking(False)
        self.out = {o1: bytearray(), e1: bytearray()}; self.nout = 0
        self.pidfd = None; self.exit = None; self.seq = 0; self.ready = False; self.cbs = []; self.why = None; self.buf = bytearray()
        p1.settimeout(10)
        m, anc, _, _ = p1.recvmsg(4096, socket.CMSG_SPACE(4))
        m = json.loads(m) if m else {"ev": "zygote died"}
        if m["ev"] != "pid": raise SandboxError(str(m))
        self.pidfd = array.array("i", anc[0][2])[0]
    def hello(self):
        """A's only message from before student code exists; decides 'our fault' vs 'their fault'"""
        m, _ = self._wait_frame()
        if m != {"op": "hello"}: raise SandboxError(str(m)[:200])
        self.ready = True; return self
    def start(self):
        """checkout from a pre-forked pool: the clock starts now"""
        self.t0 = time.monotonic(); self.deadline = self.t0 + self.pol["wall_s"]; return self
    def hostpid(self):
        for l in open(f"/proc/self/fdinfo/{self.pidfd}"):
            if l.startswith("Pid:"): return int(l.split()[1])
    def kill(self, why=None):
        self.why = self.why or why
        if self.pidfd is not None:
            try: signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
            except ProcessLookupError: pass
    def _drain(self, fd):
        while True:
            try: c = os.read(fd, 65536)
            except BlockingIOError: return True
            if not c: return False
            self.nout += len(c)
            b = self.out[fd]; room = self.pol["out_kb"] * 1024 - len(b)
            if room > 0: b += c[:room]
            if self.nout > self.pol["out_kb"] * 1024 * 16: self.kill("output limit"); return False
    def _wait_frame(self):
        po = select.poll()
        live = {self.o, self.e}
        for f in live: po.register(f, select.POLLIN)
        po.register(self.rpc.fileno(), select.POLLIN)
        while True:
            if len(self.buf) >= 4:
                (n,) = struct.unpack_from("<I", self.buf)
                if n > codec.MAX_FRAME: self.kill("protocol: frame too large"); raise Violation(self.why)
                if len(self.buf) >= 4 + n:
                    p = bytes(self.buf[4:4 + n]); del self.buf[:4 + n]
                    for f in list(live): self._drain(f)
                    return codec.unpack(p)
            left = self.deadline - time.monotonic()
            if left <= 0: self.kill("wall time limit"); raise Violation(self.why)
            for fd, ev in po.poll(left * 1000 + 1):
                if fd == self.rpc.fileno():
                    try: c = self.rpc.recv(1 << 20)
                    except BlockingIOError: continue
                    except OSError: c = b""
                    if not c: self._gone()
                    self.buf += c
                elif not self._drain(fd):
                    po.unregister(fd)
                    if self.why: raise Violation(self.why)
    def _gone(self):
        x = self.finish()
        if not self.ready: raise SandboxError("sandbox set-up failed: " + self.stderr[:1500])
        raise Violation(self.why or ("cpu time limit" if x.get("cpu", 0) >= self.pol["cpu_s"] - .05 else f"process ended (code {x.get('code')})"))
    def _sendall(self, data):
        v = memoryview(data)
        while v:
            try: v = v[self.rpc.send(v):]
            except BlockingIOError:
                left = self.deadline - time.monotonic()
                if left <= 0: self.kill("wall time limit"); raise Violation(self.why)
                po = select.poll(); po.register(self.rpc.fileno(), select.POLLOUT)
                for f in (self.o, self.e): po.register(f, select.POLLIN)
                for fd, ev in po.poll(min(left * 1000 + 1, 1000)):
                    if fd in self.out and not self._drain(fd) and self.why: raise Violation(self.why)
            except OSError: self._gone()
    def _rpc(self, msg, bufs=()):
        if self.exit is not None: raise Violation("session is over")
        if not self.ready: self.hello()
        self.seq += 1; msg["seq"] = seq = self.seq
        self._sendall(codec.pack(msg, bufs))
        while True:
            try: m, b = self._wait_frame()
            except codec.CodecError as e: self.kill(f"protocol: {e}"); raise Violation(self.why) from None
            if type(m) is not dict: self.kill("protocol: not a message"); raise Violation(self.why)
            if m.get("op") == "cb":                       # student's code calls a function that lives here
                ob = []
                try:
                    f = self.cbs[m["cb"]]; r = {"v": codec.encode(f(*codec.decode(m["a"], b)), ob)}
                except Exception as e: ob = []; r = {"err": type(e).__name__}
                self._sendall(codec.pack(r, ob)); continue
            if m.get("op") != "r" or m.get("seq") != seq: self.kill("protocol: unsolicited frame"); raise Violation(self.why)
            return m, b
    def _enc(self, v, bufs):
        def h(o):
            if isinstance(o, Handle): return {"$": "h", "id": o._id}
            if callable(o): self.cbs.append(o); return {"$": "h", "cb": len(self.cbs) - 1}
            raise codec.CodecError(f"cannot send {type(o)}")
        return codec.encode(v, bufs, handles=h)
    def _dec(self, v, b):
        def h(t):
            if type(t.get("id")) is not int: raise codec.CodecError("handle")
            return Handle(self, t)
        return codec.decode(v, b, handle=h)
    def _res(self, m, b, post=False):
        try:
            if "err" in m:
                n, s, tb = m["err"]
                raise ProgramError(str(n)[:80], str(s)[:2000], [(int(t[1] or 0), str(t[2])[:60]) for t in tb])
            r = self._dec(m.get("v"), b)
            if post: return r, self._dec(m.get("post"), b)
            return r
        except (codec.CodecError, ValueError, TypeError) as e: raise Violation(f"bad result: {e}") from None
    def load(self, src): return self._res(*self._rpc({"op": "load", "src": src}))
    def _call(self, msg, a=(), k=None, post=False):
        bufs = []
        if msg["op"] == "call": msg.update(a=self._enc(list(a), bufs), k=self._enc(k or {}, bufs), post=post)
        m, b = self._rpc(msg, bufs)
        return self._res(m, b, post)
    def call(self, f, *a, **k): return self._call({"op": "call", "f": f}, a, k)
    def call_post(self, f, *a, **k): return self._call({"op": "call", "f": f}, a, k, True)
    def get(self, f): return self._call({"op": "get", "f": f})
    @property
    def usage(self): return self.exit or {}
    @property
    def stdout(self): return bytes(self.out[self.o]).decode("utf-8", "replace")
    @property
    def stderr(self): return bytes(self.out[self.e]).decode("utf-8", "replace")
    def finish(self):
        if self.exit is None:
            try: self.rpc.shutdown(socket.SHUT_WR)
            except OSError: pass
            end = min(self.deadline, time.monotonic() + 0.5)
            po = select.poll(); po.register(self.rep.fileno(), select.POLLIN); po.register(self.o, select.POLLIN); po.register(self.e, select.POLLIN)
            while True:
                left = end - time.monotonic()
                if left <= 0: self.kill("did not exit"); end = time.monotonic() + 5
                got = False
                for fd, ev in po.poll(max(1, left * 1000)):
                    if fd == self.rep.fileno():
                        m = self.rep.recv(4096)
                        self.exit = json.loads(m) if m else {"code": None}; got = True
                    elif not self._drain(fd): po.unregister(fd)
                if got: break
            for f in (self.o, self.e): self._drain(f)
        return self.exit
    def close(self):
        try: self.kill(); x = self.finish()
        finally:
            for f in (self.o, self.e, self.pidfd):
                if f is not None: os.close(f)
            self.rpc.close(); self.rep.close()
        return x
    def __enter__(self): return self
    def __exit__(self, *a): self.close()
