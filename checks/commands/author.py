"""Which commands does an author use, to renew what is made from the solutions?"""

from argparse import Namespace

from checks.commands.command import OK, Command


def key(_: Namespace) -> int:
    """Build the answer key from the solutions."""
    from checks.check import key as answer_key
    from checks.desk import progress
    from checks.instructor import key_building

    with progress.view() as view:
        built = key_building.build(view.part)
    key_building.write(built)
    print(
        f"checks/{answer_key.PATH.name} holds the answers to {len(built.key.reference)} scenarios, "
        f"checks/{answer_key.BANK.name} what {len(built.bank.advice)} mistakes change in them."
    )
    return OK


def stubs(_: Namespace) -> int:
    """Make the stubs from the solutions."""
    from checks.instructor import stubs as making

    written = making.write()
    print(f"Renewed: {', '.join(sorted(set(written.renewed))) or 'nothing, all are in step'}.")
    if written.edited:
        print(f"Left alone in exercises/, because they are edited: {', '.join(written.edited)}.")
    return OK


COMMANDS = {
    "key": Command("build the answer key from the solutions", key),
    "stubs": Command("make the stubs from the solutions", stubs),
}
