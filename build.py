"""Runs On Record from the repository; the commands are in onrecord/cli.py."""

import sys

if __name__ == "__main__":
    version = "{}.{}".format(*sys.version_info)
    problem = f"Python {version} is too old, 3.11 or newer is needed"
    if sys.version_info >= (3, 11):  # noqa: UP036 (an older Python gets a message, no traceback)
        try:
            from onrecord.cli import run

            run("build.py")
        except ModuleNotFoundError as error:
            if str(error.name).partition(".")[0] == "onrecord":
                raise
            problem = f"Python {version} has no package {error.name}"
    remedy = "run `make site`, which installs what is needed, or .venv/bin/python build.py"
    print(f"build.py: {problem}; {remedy}", file=sys.stderr)
    sys.exit(2)
