"""The second half of each word: what runs with the installed packages at hand."""

import sys

from tools import processes, quality, supervisor
from tools.words import Trouble, complain

WORDS = {
    "run": supervisor.run,
    "manage": supervisor.manage,
    "test": quality.test,
    "check": quality.check,
    "fmt": quality.fmt,
    "bench": quality.bench,
    "migrations": quality.migrations,
    "permissions": quality.permissions,
}


def main(arguments: list[str]) -> int:
    word, *rest = arguments
    processes.end_with_make()
    try:
        return WORDS[word](*rest)
    except Trouble as trouble:
        complain(trouble)
        return 1
    except OSError as error:
        complain(
            Trouble(f"文件或权限有问题：{error}", "A file or its permissions stood in the way.")
        )
        return 1
    except (KeyboardInterrupt, supervisor.Stop):
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
