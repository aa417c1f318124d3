# ATTACK: calls younger than most filters: mseal, listmount, memfd_secret, futex2, xattrat, open_tree_attr
# MUST HOLD: what the list does not name is refused, known or not
# EXPECT: fail
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
memory = ctypes.create_string_buffer(4096)
NAMES = {
    440: "process_madvise",
    443: "quotactl_fd",
    447: "memfd_secret",
    448: "process_mrelease",
    449: "futex_waitv",
    450: "set_mempolicy_home_node",
    451: "cachestat",
    452: "fchmodat2",
    453: "map_shadow_stack",
    454: "futex_wake",
    455: "futex_wait",
    456: "futex_requeue",
    457: "statmount",
    458: "listmount",
    459: "lsm_get_self_attr",
    460: "lsm_set_self_attr",
    461: "lsm_list_modules",
    462: "mseal",
    463: "setxattrat",
    464: "getxattrat",
    467: "open_tree_attr",
    470: "listns",
}
for number in range(438, 600):
    if number == 439:  # faccessat2 is of use to honest programs
        continue
    result = libc.syscall(ctypes.c_long(number), 0, memory, 0, 0, 0, 0)
    if ctypes.get_errno() not in (1, 38) or result >= 0:
        print("BREACH", NAMES.get(number, number), result, ctypes.get_errno())


def f(x):
    return x * 0
