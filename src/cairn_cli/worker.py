"""``cairn worker``: jobs, events, mail and schedules of the site."""

from __future__ import annotations

import signal

from cairn_cli.reporting import reported


@reported
def worker() -> None:
    """Work on what the site has to do in the background, until stopped."""
    from cairn_cli.site import prepare_site

    prepare_site()
    from cairn_site.platform.worker import Worker

    worker = Worker()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda _number, _frame: worker.stop())
    worker.run()
