"""Issue to every learner of a table from a program: check the table first, then issue row by row.

Run it as ``python examples/issue_many.py``. ``cairn issue`` does the same and makes it durable: a run that is
killed goes on where it stopped.
"""

import io
import secrets
from datetime import UTC, datetime

from issue_one import ACHIEVEMENT, make_issuer

from cairn.issuer import BatchPlan, LearnerRow, check_learner_table, read_learner_table

TABLE = """\
name,email,narrative,valid_until
Zoë Ångström,zoe@example.edu,Explained both labels alone.,2031-12-31
Chidi Okafor,chidi@example.edu,,31.12.2031
María García,maria@example.edu,"Compared three, not two.",
""".encode()


def main() -> None:
    """Print what is wrong with the table, and issue to the rows that are ready."""
    report = check_learner_table(io.BytesIO(TABLE), achievement=ACHIEVEMENT)
    for problem in report.problems:
        print(f"line {problem.line}, {problem.column}: {problem.message} {problem.mend}")
    plan = BatchPlan(
        origin="https://credentials.example.edu",
        seed=secrets.token_bytes(32),
        row_count=report.row_count + report.bad_row_count,
        status_lists=("https://credentials.example.edu/status/northside/revocation/1",),
        created=datetime.now(UTC).replace(microsecond=0),
    )
    table = read_learner_table(io.BytesIO(TABLE), achievement=ACHIEVEMENT)
    rows = (finding for finding in table.rows() if isinstance(finding, LearnerRow))
    for issued in make_issuer().issue_batch(rows, achievement=ACHIEVEMENT, plan=plan):
        print(f"row {issued.number + 1}: {issued.id}, {len(issued.data):,} bytes")


if __name__ == "__main__":
    main()
