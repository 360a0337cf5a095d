"""``python -m cairn_cli`` is the command ``cairn``."""

from cairn_cli.main import run

if __name__ == "__main__":
    run()
