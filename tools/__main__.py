"""`python -m tools <word>`: the words of the Makefile."""

import sys

# This file alone must also be readable by older Pythons, to say the sentence below.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "连心需要 Python 3.11 或更新版本（可用 make run PYTHON=python3.12 指定）。"
        "\nLianxin needs Python 3.11 or newer (choose one with make run PYTHON=python3.12);"
        " this is " + sys.version.split()[0] + "."
    )

from tools.commands import main

sys.exit(main(sys.argv[1:]))
