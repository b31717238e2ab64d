"""The system calls that a learner's code may not make. It prints the filter for this machine.

A program of its own: libseccomp's binding belongs to the system's interpreter, not to the kit's.
What is refused goes around the namespaces of a box (VSOCK, keyrings, io_uring, and the locks on and
watches over a file that two boxes see), opens new ones, or reaches into other processes: into the
worker above, too, which runs the next exercise. clone3 is answered with ENOSYS, since a filter
cannot see its flags.
"""

import errno
import sys

import seccomp

REFUSED = [
    # to other machines, other boxes and this one
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4"),
    *("shmget", "shmat", "shmctl", "msgget", "msgsnd", "msgrcv", "msgctl"),
    *("semget", "semop", "semtimedop", "semctl", "mq_open", "mq_unlink"),
    *("keyctl", "add_key", "request_key", "flock", "memfd_create", "memfd_secret"),
    *("inotify_init", "inotify_init1", "inotify_add_watch", "fanotify_init", "fanotify_mark"),
    # into other processes: what they do, and how much of the machine they get
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp"),
    *("process_madvise", "move_pages", "migrate_pages", "setpriority", "ioprio_set"),
    *("sched_setaffinity", "sched_setattr", "sched_setparam", "sched_setscheduler"),
    # out of the box
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr"),
    *("open_by_handle_at", "name_to_handle_at", "landlock_create_ruleset"),
    # into the kernel, by ways that no answer needs
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup", "io_submit"),
    *("bpf", "perf_event_open", "userfaultfd", "personality", "modify_ldt", "vmsplice"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot"),
    *("swapon", "swapoff", "quotactl", "quotactl_fd", "acct", "syslog", "iopl", "ioperm"),
]
# the same on every machine; libseccomp 2.5 does not know their names
REFUSED_BY_NUMBER = {"statmount": 457, "listmount": 458, "open_tree_attr": 467, "listns": 470}
NEW_NAMESPACES = (
    0x7E020080  # CLONE_NEW*: user, process, network, IPC, host name, cgroup, mount, time
)
INT = 0xFFFFFFFF  # the kernel looks at no more of some arguments, so neither may the filter
TYPING = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX: into a terminal, as if it was typed
LOCKS = (5, 6, 7, 36, 37, 38, 1024, 1025, 1026)  # F_*LK, F_OFD_*LK, F_*LEASE, F_NOTIFY


def main() -> None:
    """Write the filter, as the kernel reads it, to standard output."""
    calls = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in (*REFUSED, *REFUSED_BY_NUMBER.values()):
        try:
            calls.add_rule(refuse, name)
        except (RuntimeError, ValueError, OSError):  # this libseccomp does not know the call
            continue
    calls.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    for bit in (1 << n for n in range(32) if NEW_NAMESPACES >> n & 1):
        calls.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, bit, bit))
    for number in TYPING:
        calls.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, INT, number))
    for number in LOCKS:
        calls.add_rule(refuse, "fcntl", seccomp.Arg(1, seccomp.MASKED_EQ, INT, number))
    calls.add_rule(refuse, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))  # another process's limits
    calls.export_bpf(sys.stdout)


if __name__ == "__main__":
    main()
