"""Which system calls may a learner's code not make? Prints the filter, compiled for this machine.

A program of its own: libseccomp's binding belongs to the system's interpreter, not to the kit's.
What is refused goes around the namespaces of a box (VSOCK, keyrings, io_uring), opens new ones, or
looks into other processes. clone3 is answered with ENOSYS, since a filter cannot see its flags.
"""

import errno
import sys

import seccomp

REFUSED = [
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp"),
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "open_by_handle_at"),
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup", "io_submit"),
    *("keyctl", "add_key", "request_key", "flock", "memfd_create", "memfd_secret"),
    *("bpf", "perf_event_open", "userfaultfd", "process_madvise", "personality"),
    *("shmget", "shmat", "shmctl", "msgget", "msgsnd", "msgrcv", "semget", "semop", "semctl"),
    *("mq_open", "mq_unlink", "init_module", "finit_module", "kexec_load", "reboot", "swapon"),
    *(
        "landlock_create_ruleset",
        "quotactl",
        "acct",
        "syslog",
        "fanotify_init",
        "name_to_handle_at",
    ),
]
NEW_NAMESPACES = (
    0x7E020080  # CLONE_NEW*: user, process, network, IPC, host name, cgroup, mount, time
)
TIOCSTI = 0x5412  # writes into a terminal as if it was typed


def main() -> None:
    """Write the filter, as the kernel reads it, to standard output."""
    calls = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in REFUSED:
        try:
            calls.add_rule(seccomp.ERRNO(errno.EPERM), name)
        except (RuntimeError, ValueError, OSError):  # this libseccomp does not know the call
            continue
    calls.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    for bit in (1 << n for n in range(32) if NEW_NAMESPACES >> n & 1):
        calls.add_rule(
            seccomp.ERRNO(errno.EPERM), "clone", seccomp.Arg(0, seccomp.MASKED_EQ, bit, bit)
        )
    calls.add_rule(
        seccomp.ERRNO(errno.EPERM), "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, TIOCSTI)
    )
    calls.export_bpf(sys.stdout)


if __name__ == "__main__":
    main()
