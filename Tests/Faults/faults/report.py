"""What one scenario found, and the table of all."""

from collections import Counter


class Report:
    """Filled by a scenario while it runs."""

    def __init__(self, title):
        self.title = title
        self.violations = []
        self.skipped = None
        # What took how long, in seconds, in the order of the table.
        self.times = {}
        self.requests, self.accepted, self.registered, self.slowest = Counter(), 0, 0, 0.0

    def take(self, ledger):
        """Adds what the clients were told."""
        self.violations += ledger.violations
        self.requests.update(request.outcome for request in ledger.requests)
        self.accepted += len(ledger.accepted)
        self.registered += len(ledger.registered)
        self.slowest = max([self.slowest, *(request.took for request in ledger.requests)])

    @property
    def verdict(self):
        """One word."""
        if self.skipped:
            return "skipped"
        return "FAILED" if self.violations else "passed"

    def lines(self):
        """What the table says about it."""
        if self.skipped:
            yield f"{self.title:<58} skipped  {self.skipped}"
            return
        count = self.requests
        yield (
            f"{self.title:<58} {self.verdict:<8} {count['ok']:>6} {count['unavailable']:>5} {count['broken']:>6}"
            f" {self.slowest:>7.1f} {self.accepted:>8} {self.registered:>6}  "
            + ", ".join(f"{what} {seconds:.1f} s" for what, seconds in self.times.items())
        )
        for sentence, times in Counter(self.violations).most_common(10):
            yield f"    {times} × {sentence}"


def table(reports):
    """The summary, as text."""
    head = (
        f"{'scenario':<58} {'verdict':<8} {'ok':>6} {'503':>5} {'broken':>6} {'slowest':>7} {'accepted':>8}"
        f" {'phones':>6}  times"
    )
    return "\n".join([head, *(line for report in reports for line in report.lines())])
