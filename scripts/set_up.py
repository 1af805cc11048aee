"""Makes `.venv` and fills it from a hashed list; when that fails, says the real cause in one Dutch sentence.

Run by make, with the Python that the user chose: `python scripts/set_up.py run|test|dev [--chosen]`. Only the standard
library, and only what an old Python can read, so that an old Python can say that it is too old. Nothing is installed
again while the list, `pyproject.toml` and the Python of `.venv` stay the same. A `.venv` whose Python went away or
became another (an upgrade of the system) is made anew.
"""

import hashlib
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
LISTS = ("run", "test", "dev")
"""From small to large; each holds the ones before it."""

CAUSES = (
    (r"No space left on device|not enough space", "De schijf is vol. Maak ruimte vrij en probeer het opnieuw."),
    (
        r"Read-only file system|Permission denied",
        "In deze map kan niets worden geschreven. Zet de map op een andere plek.",
    ),
    (
        r"DO NOT MATCH THE HASHES|Expected sha256",
        "Een pakket dat binnenkwam is niet het pakket dat hier hoort (de controlesom klopt niet). Er is niets "
        "geïnstalleerd. Probeer het op een ander netwerk, of vraag je beheerder naar de spiegel van pip.",
    ),
    (
        r"NewConnectionError|Connection refused|Temporary failure in name resolution|Name or service not known|"
        r"Network is unreachable|from versions: none|Max retries exceeded|ConnectTimeout|ProxyError|getaddrinfo failed",
        "De pakketten zijn niet op te halen: er is geen internet, of pip mag er niet bij. Maak verbinding (dat is "
        "alleen de eerste keer nodig) of volg in de README ‘Op een computer zonder internet’.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "De verbinding is niet te controleren (certificaat). Vraag je beheerder naar de instellingen van pip.",
    ),
    (
        r"No matching distribution found",
        "Een pakket is niet te vinden op de plek waar pip zoekt: er is geen internet, of de spiegel van pip "
        "heeft het niet. Maak verbinding, of vraag je beheerder naar de instellingen van pip.",
    ),
)
"""What pip prints when something fails, and what that means; the first that fits counts."""


class Stop(Exception):
    """The set-up cannot go on; the text is for the user."""


def cause(output):  # type: (str) -> str
    """Why pip or venv failed, from what it printed."""
    for pattern, text in CAUSES:
        if re.search(pattern, output, re.IGNORECASE):
            return text
    last = [line for line in output.splitlines() if line.strip()]
    return "Het klaarzetten lukt niet. De melding was: " + (last[-1].strip() if last else "(geen)")


def look_at_the_place():  # type: () -> None
    """Refuse what can never work, before anything is made.

    Raises Stop for an old Python, and for a folder in which no environment can be."""
    if sys.version_info < (3, 11):
        raise Stop(
            "Raadstutor heeft Python 3.11 of nieuwer nodig; dit is %d.%d. Kies een andere, bijvoorbeeld: "
            "make run PYTHON=python3.13" % sys.version_info[:2]
        )
    if os.pathsep in ROOT:
        raise Stop(
            "In de naam van deze map of een map erboven staat ‘%s’; daar kan Python niet mee overweg. Geef die map "
            "een andere naam: %s" % (os.pathsep, ROOT)
        )
    if not os.access(ROOT, os.W_OK):
        raise Stop("In deze map mag niets worden geschreven: %s. Kopieer Raadstutor naar een eigen map." % ROOT)


def works():  # type: () -> bool
    """Whether `.venv` has a Python that runs and finds the packages that were installed for it."""
    command = [PYTHON, "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2], end='')"]
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def version(python):  # type: (str) -> str
    """`3.11.7` of an interpreter that runs."""
    return subprocess.check_output([python, "-c", "import platform; print(platform.python_version(), end='')"]).decode()


def make_venv():  # type: () -> None
    """Make `.venv` anew. Raises Stop with the cause."""
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if made.returncode:
        output = made.stdout.decode("utf-8", "replace")
        if "ensurepip" in output:
            raise Stop(
                "Python kan hier geen eigen omgeving maken. "
                "Installeer op Debian of Ubuntu eerst het pakket python3-venv."
            )
        raise Stop(cause(output))


def install(*arguments):  # type: (str) -> None
    """Run pip in `.venv`, with a dot for each package. Raises Stop with the cause."""
    # `user = true` in somebody's settings cannot work in an environment; all other settings of pip count.
    environment = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    command = [PYTHON, "-m", "pip", "install", "--progress-bar", "off"]
    pip = subprocess.Popen(
        command + list(arguments), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = []
    assert pip.stdout is not None
    for raw in pip.stdout:
        said.append(raw.decode("utf-8", "replace"))
        if said[-1].startswith("Collecting"):
            print(".", end="", flush=True)
    if pip.wait():
        print()
        raise Stop(cause("".join(said)))


def stamp_text(name):  # type: (str) -> str
    """What has to stay the same for nothing to be installed again."""
    digest = hashlib.sha256()
    for part in (os.path.join("requirements", name + ".txt"), "pyproject.toml"):
        with open(os.path.join(ROOT, part), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest() + "\n"


def set_up(name, chosen):  # type: (str, bool) -> None
    """Make or mend `.venv`, and install the list of this name with the ones before it.

    `chosen`: the user named a Python, so a `.venv` of another version is made anew. Raises Stop."""
    look_at_the_place()
    if not works() or (chosen and version(PYTHON) != version(sys.executable)):
        print("Raadstutor wordt klaargezet. Dat duurt een halve minuut en hoeft maar één keer.", end=" ", flush=True)
        make_venv()
        print(".", end="", flush=True)
    for each in LISTS[: LISTS.index(name) + 1]:
        stamp, wanted = os.path.join(VENV, each + ".stamp"), stamp_text(each)
        if os.path.exists(stamp):
            with open(stamp) as file:
                if file.read() == wanted:
                    continue
        install("--require-hashes", "-r", os.path.join("requirements", each + ".txt"))
        if each == "run":
            install("--no-deps", "--no-build-isolation", "--editable", ".")
        with open(stamp, "w") as file:
            file.write(wanted)
        print(flush=True)


def main():  # type: () -> None
    """The command line."""
    try:
        set_up(sys.argv[1], "--chosen" in sys.argv)
    except Stop as stop:
        print("\n%s" % stop, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
