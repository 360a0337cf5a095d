"""Issue one Open Badges 3.0 credential and save it.

Run it as ``python examples/issue_one.py [FOLDER]``. The key is made on the spot and thrown away, and the
issuer is the key itself (did:key), so the credential verifies without any server.
"""

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cairn.issuer import Issuer, LearnerRow
from cairn.keys import Algorithm, SoftwareSigner, did_key_method_id, format_did_key

ACHIEVEMENT: dict[str, Any] = {
    "id": "urn:uuid:5b9d8f9e-6a4e-4f0b-9d37-0a9f5c6f5a11",
    "type": ["Achievement"],
    "name": "Reading a food label",
    "description": "Finds, compares and explains what the label on packaged food says.",
    "criteria": {"narrative": "Explain two labels to an assessor."},
}


def make_issuer() -> Issuer:
    """Return an issuer with a new key, named by that key."""
    signer = SoftwareSigner.generate(Algorithm.ED25519, rng=secrets.token_bytes)
    return Issuer(
        {"id": format_did_key(signer.public_key), "type": ["Profile"], "name": "Northside College"},
        signer=signer,
        verification_method=did_key_method_id(signer.public_key),
        cryptosuite="eddsa-rdfc-2022",
    )


def main(folder: Path) -> None:
    """Issue to one learner, as of now."""
    credential = make_issuer().issue(
        LearnerRow(name="Zoë Ångström", email="zoe@example.org", narrative="Explained both labels alone."),
        achievement=ACHIEVEMENT,
        credential_id="urn:uuid:0b0f6f4e-3d5b-4a55-8a54-0f0d9a2f9d10",
        now=datetime.now(UTC).replace(microsecond=0),
        rng=secrets.token_bytes,
    )
    path = folder / "credential.json"
    path.write_text(json.dumps(credential, ensure_ascii=False, indent=2), encoding="utf-8")
    print(f"The credential is in {path}. Verify it: python examples/verify_one.py {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
