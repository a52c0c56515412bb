#!/usr/bin/env python3
"""What a developer types: it sets everything up by itself, then demonstrates, tests, runs or measures.

Standard library only, and no code of the program: it must start where nothing but Python is installed.
"""

import contextlib
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

MINIMUM = (3, 11)
if sys.version_info < MINIMUM:  # before any line that an older Python could not run
    sys.exit(
        "MediaDL needs Python {}.{} or newer, and this is Python {}. "
        "Install a newer one and start dev.py with it, for example: python3.12 dev.py demo".format(
            *MINIMUM, platform.python_version()
        )
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up"
TEST_PROCESSES = min(6, (os.cpu_count() or 1) + 1)
"""Many tests wait for a download more than they compute."""
APT_LIST = ROOT / "packaging" / "linux" / "apt-packages.txt"


class SetupError(Exception):
    """Setting up cannot go on; the sentence says what to do."""


def say(sentence: str) -> None:
    """Print at once, so that the order stays right beside the output of child processes."""
    print(sentence, flush=True)


# --- the system's packages ----------------------------------------


def wanted_packages(text: str) -> list[str]:
    """Return the package names of an apt list: one a line, `#` starts a comment."""
    names = (line.partition("#")[0].strip() for line in text.splitlines())
    return [name for name in names if name]


def present_packages(listing: str) -> set[str]:
    """Return what is installed, with everything that it provides, from lines of status, name and Provides."""
    present: set[str] = set()
    for line in listing.splitlines():
        status, name, provides = line.split("\t")
        if status == "installed":
            present.add(name)
            present.update(offer.split()[0] for offer in provides.split(",") if offer.strip())
    return present


def missing_packages() -> list[str]:
    """Return the packages to install, in the order of the list; Python's own venv package comes first."""
    wanted = wanted_packages(APT_LIST.read_text(encoding="utf-8"))
    if importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
        wanted.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n"]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    present = present_packages(listing)
    return [name for name in wanted if name not in present]


def root_prefix() -> list[str] | None:
    """Return what to write before a command to run it as root; None when there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def install_packages() -> None:
    """Install what is missing of the apt list; does nothing, in about 50 ms, when nothing is."""
    if sys.platform != "linux":
        return
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        say(f"This is not Debian or Ubuntu: what {APT_LIST.relative_to(ROOT)} lists is yours to install.")
        return
    missing = missing_packages()
    if not missing:
        return
    prefix = root_prefix()
    if prefix is None:
        raise SetupError(
            "These system packages are missing, and installing them needs root. Run this, then start again:\n"
            f"  sudo apt-get update && sudo apt-get install --no-install-recommends -y {' '.join(missing)}"
        )
    say(f"Installing system packages: {' '.join(missing)}")
    _apt(prefix, missing)


def _apt(prefix: list[str], packages: list[str]) -> None:
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run(
        [*command, "dpkg", "--configure", "-a"], check=False
    )  # finishes an install that was cut off
    options = ["-q", "-o", "DPkg::Lock::Timeout=120"]
    # One dead source of several does not matter when the packages are found in the others.
    subprocess.run([*command, "apt-get", *options, "update"], check=False)
    install = [*command, "apt-get", *options, "install", "--no-install-recommends", "-y", *packages]
    if subprocess.run(install, check=False).returncode != 0:
        raise SetupError("apt-get could not install these packages; its reason is above.")


# --- the virtual environment ----------------------------------------


def fingerprint() -> str:
    """Return what the virtual environment depends on; a change of it makes the set-up run again."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), APT_LIST.read_bytes(), sys.version.encode()]
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return f"{digest} {ROOT}"


def venv_works() -> bool:
    """Say whether the environment's Python starts and has the version of this one."""
    question = "import sys; print(sys.version)"
    try:
        said = subprocess.run(
            [PYTHON, "-I", "-S", "-c", question], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return said.stdout.strip() == sys.version.strip()


def make_venv(stamped: str) -> None:
    """Make `.venv` with the project and its `dev` extra; `stamped` is what the last complete run left there.

    The new stamp is written last, so that a run that was cut off is repeated.
    """
    STAMP.unlink(missing_ok=True)
    say(f"Setting up {VENV.relative_to(ROOT)}: this takes a few minutes, the first time only.")
    moved = bool(stamped) and not stamped.endswith(f" {ROOT}")  # its scripts name the other folder
    if moved or not venv_works() or _pip("--version", output=subprocess.DEVNULL) != 0:
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(command, check=False).returncode != 0:
            raise SetupError("Python could not make the virtual environment; its reason is above.")
    options = ["--quiet", "--no-input", "--disable-pip-version-check"]
    if _pip("install", *options, "--editable", ".[dev]") != 0:
        raise SetupError("pip could not install the project; its reason is above. Start again to go on.")
    STAMP.write_text(fingerprint(), encoding="utf-8")


def _pip(*arguments: str, output: int | None = None) -> int:
    foreign = {"PYTHONPATH", "PYTHONHOME"}
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    command = [str(PYTHON), "-m", "pip", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=output, check=False)
    return done.returncode


def set_up() -> None:
    """Bring the system's packages and `.venv` to what the project asks for; quick when they are there."""
    install_packages()
    stamped = STAMP.read_text(encoding="utf-8") if STAMP.is_file() else ""
    if stamped != fingerprint() or not venv_works():
        make_venv(stamped)


# --- the commands ----------------------------------------


def run_module(module: str, arguments: list[str], environment: dict[str, str]) -> int:
    """Run a module with the environment's Python in the foreground; return its exit code."""
    from tests.helpers.children import run_to_end

    return run_to_end([str(PYTHON), "-m", module, *arguments], environment, ROOT)


def on_screen(module: str, arguments: list[str], *, private: bool) -> int:
    """Run a module where windows can open.

    `private` gives it a virtual screen, home, bus and keyring of its own whatever the machine has; without
    it only a missing screen is made. Whatever was started is ended afterwards.
    """
    from tests.helpers.children import no_process_left
    from tests.helpers.display import has_screen, virtual_screen
    from tests.helpers.session_bus import private_session

    environment = dict(os.environ)
    with contextlib.ExitStack() as stack:
        if sys.platform == "linux" and (private or not has_screen(environment)):
            stack.enter_context(no_process_left())
            if private:
                environment = stack.enter_context(private_session(environment))
            environment = stack.enter_context(virtual_screen(environment))
        return run_module(module, arguments, environment)


def setup(_arguments: list[str]) -> int:
    """Set up .venv and the system's packages, nothing else."""
    say(f"Ready: {PYTHON.relative_to(ROOT)}")
    return 0


def demo(arguments: list[str]) -> int:
    """Download one file from a site of its own, in the real window; offline."""
    return on_screen("tests.e2e.demo", arguments, private=False)


def test(arguments: list[str]) -> int:
    """Run the tests; arguments go to pytest. All of them run in several processes at once."""
    from tests.helpers.memory_disk import temporary_files

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile the same modules
    chosen = any(not argument.startswith("-") for argument in arguments)
    spread = [] if chosen else ["-n", str(TEST_PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder"]
    with temporary_files() as place:
        os.environ.update(place)
        return on_screen("pytest", [*spread, *arguments], private=True)


def run(arguments: list[str]) -> int:
    """Open the window; arguments go to the program."""
    return run_module("mediadl", arguments, dict(os.environ))


def lint(_arguments: list[str]) -> int:
    """Check style, types and layers."""
    commands = (
        [str(PYTHON), "-m", "ruff", "check", "."],
        [str(PYTHON), "-m", "ruff", "format", "--check", "."],
        [str(PYTHON), "-m", "mypy"],
        [str(PYTHON.with_name("lint-imports")), "--no-logo"],
    )
    codes = [subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands]
    return int(any(codes))


def shots(arguments: list[str]) -> int:
    """Take pictures of every view."""
    return on_screen("tests.shots", arguments, private=True)


def bench(arguments: list[str]) -> int:
    """Measure speed and smoothness."""
    return on_screen("tests.bench", arguments, private=True)


def chaos(arguments: list[str]) -> int:
    """Kill it at random moments, break the site and the disk, and see that nothing is lost or wrong."""
    return on_screen("tests.chaos", arguments, private=True)


def options(_arguments: list[str]) -> int:
    """Print the table of all options: what yt-dlp is given for each, and the test that proves it."""
    return run_module("tests.helpers.option_effects", [], dict(os.environ))


COMMANDS = {
    command.__name__: command for command in (demo, test, run, setup, lint, shots, bench, chaos, options)
}


def usage() -> str:
    """Return the commands with their sentences."""
    lines = [f"  {name:<6} {command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: python3 dev.py COMMAND [ARGUMENT...]", "", *lines])


def main(arguments: list[str]) -> int:
    """Run one command; 1 when setting up failed, 2 for a command that does not exist."""
    name = arguments[0] if arguments else "--help"
    if name in {"-h", "--help", "help"}:
        say(usage())
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    from tests.helpers.children import Interrupted, raise_on_signals

    raise_on_signals()
    try:
        set_up()
        return COMMANDS[name](arguments[1:])
    except (SetupError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    except Interrupted as interrupted:
        print("Stopped.", file=sys.stderr)
        return 128 + interrupted.number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
